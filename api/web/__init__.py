"""HTTP around every request: limits, headers, errors, the built app."""
