"""All tables in one place, for migrations and tests: importing a table is what registers it."""

from sqlmodel import SQLModel

from api.access import read_log, rights_requests
from api.ballots import tables as ballots
from api.changes import area_papers, blobs, published_policies, tables
from api.changes import index_tables as rows
from api.identity import (
    credentials,
    memberships,
    partner_profiles,
    people,
    rescued_envelopes,
    second_factors,
    server_epoch,
)
from api.identity import tables as accounts
from api.numbers import tables as numbers
from api.visitors import tables as visitors

ROOMS = (
    accounts,
    area_papers,
    ballots,
    blobs,
    credentials,
    memberships,
    numbers,
    partner_profiles,
    people,
    published_policies,
    read_log,
    rescued_envelopes,
    rights_requests,
    rows,
    second_factors,
    server_epoch,
    tables,
    visitors,
)
METADATA = SQLModel.metadata
