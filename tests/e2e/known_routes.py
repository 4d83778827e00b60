"""Imported only where servers are forked from: what each of them would work out anew, and what is no garbage."""

import gc

from api.app import described
from api.records import KINDS

described(tuple(KINDS.values()))
gc.freeze()
