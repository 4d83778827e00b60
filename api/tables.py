"""All tables in one place, for migrations and tests: importing a table is what registers it."""

from sqlmodel import SQLModel

from api.access import read_log, rights_requests
from api.ballots import tables as ballots
from api.changes import blobs, tables
from api.changes import index_tables as rows
from api.identity import credentials, memberships, people, server_epoch
from api.identity import tables as accounts
from api.sync import tables as handed_in
from api.visitors import tables as visitors

ROOMS = (
    accounts,
    ballots,
    blobs,
    credentials,
    handed_in,
    memberships,
    people,
    read_log,
    rights_requests,
    rows,
    server_epoch,
    tables,
    visitors,
)
METADATA = SQLModel.metadata
