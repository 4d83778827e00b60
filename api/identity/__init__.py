"""People, their phones and passwords, and how they sign in."""
