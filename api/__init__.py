"""Pulih's server: offline case work, its sync and its privacy."""

VERSION = "0.1.0"  # as in pyproject.toml
