"""`python -m api.cli`."""

import gc

from api.cli.main import pulih

gc.freeze()  # what was imported stays to the end: to look it through once more for that end takes 0.8 CPU s
pulih()
