"""Figures, not verdicts: what the server costs, beside what its database would cost alone."""
