"""Copies of the database that can be put back, and what must not come back with them."""
