"""Imported only where servers are forked from: what each of them would work out anew, and what is no garbage."""

import gc

from fastapi import FastAPI

from api.app import routes_of
from api.records import KINDS

FastAPI(routes=routes_of(tuple(KINDS.values()))).openapi()
gc.freeze()
