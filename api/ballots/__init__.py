"""Answers that count and belong to nobody: no author, no client, no phone, no address, no moment but the month."""
