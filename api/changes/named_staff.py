"""Who may be named in papers of a unit: whoever belongs to it or once did, and where a kind says so whoever coaches it.

An id that is nobody's would stand in the unit's numbers as an agent, and one of another unit as this one's.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Select, bindparam, select

from api.changes.following import MEMBERSHIP, OF_DISTRICT, UNIT
from api.changes.schemas import Change
from api.changes.tables import ID
from api.changes.write_batch import WriteBatch
from api.db.fixed import fixed, one_of_fixed
from api.identity.memberships import IN_UNITS
from api.ids import is_id
from api.records import Record
from api.records.record import Fault, fault

HOME = bindparam("home", type_=ID)
# By whose staff a field names. Also who left: what was written of her stays true.
NAMEABLE: Mapping[str, Select[Any]] = {
    "unit": select(MEMBERSHIP.c.person).where(MEMBERSHIP.c.unit == HOME, one_of_fixed(MEMBERSHIP.c.role, IN_UNITS)),
    "district": select(MEMBERSHIP.c.person)
    .join_from(MEMBERSHIP, UNIT, MEMBERSHIP.c.area == OF_DISTRICT)
    .where(UNIT.c.id == HOME, MEMBERSHIP.c.role == fixed("district")),
}


def staff_faults(kind: type[Record], batch: WriteBatch, change: Change) -> Iterator[Fault]:
    """Each field that this change sets to a person whom these papers may not name."""
    for name, whose in kind.staff_fields().items():
        if is_id(person := change.set.get(name)) and person not in staff_here(batch, whose):
            yield fault("person_unknown", name)


def staff_here(batch: WriteBatch, whose: str) -> frozenset[str]:
    """Asked once a batch."""
    if whose not in batch.staff:
        found = batch.session.connection().execute(NAMEABLE[whose], {"home": batch.home}).scalars()
        batch.staff[whose] = frozenset(found)
    return batch.staff[whose]
