"""What stands under /v1, a file or folder per resource."""
