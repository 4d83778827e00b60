"""How a change is judged, numbered and stored. Knows records, never a kind by name."""
