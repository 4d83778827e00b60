"""`python -m api.cli.main`."""

from api.cli.main import pulih

pulih()
