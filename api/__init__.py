"""Pulih's server: offline case work, its sync and its privacy."""

import gc

VERSION = "0.1.0"  # as in pyproject.toml

# By itself Python looks for garbage after every 700 new objects, and importing us makes 300,000 that stay: a start took
# 1.9 CPU s instead of 1.5, and each request was interrupted by it again and again.
gc.set_threshold(50_000, 20, 50)
