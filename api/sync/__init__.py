"""How work travels and is never lost. Knows records, never a kind by name."""
