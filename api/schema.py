"""All tables in one place, for migrations and tests."""

import api.auth.tables
from sqlmodel import SQLModel

import api.agents
import api.sync.rows
import api.sync.tables  # noqa: F401  importing a table is what registers it

METADATA = SQLModel.metadata
