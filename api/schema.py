"""All tables in one place, for migrations and tests: importing a table is what registers it."""

from sqlmodel import SQLModel

from api import agents, read_log
from api.auth import tables as accounts
from api.sync import rows, tables

ROOMS = (accounts, agents, read_log, rows, tables)
METADATA = SQLModel.metadata
