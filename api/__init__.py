"""Pulih's server: offline case work, its sync and its privacy."""
