"""Who may see what: the filter, the row security that says it again, and who looked."""
