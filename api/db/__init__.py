"""The engine and the types both databases keep alike."""
