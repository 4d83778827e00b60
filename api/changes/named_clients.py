"""No client is named in papers of a unit: everybody in the unit reads its own, also who does not accompany her, and
its coaching papers are read by the office of the district.

That is asked of who accompanies clients. To an officer, who knows none, a refusal would tell which name is a client's.
"""

from collections.abc import Iterator

from sqlalchemy import bindparam, select

from api.changes.following import follows_cases
from api.changes.index_tables import ROWS
from api.changes.schemas import Change
from api.changes.write_batch import WriteBatch
from api.records import KINDS, Record
from api.records.record import Fault

HEADS = [(ROWS[name], sorted(kind.called_by)) for name, kind in KINDS.items() if kind.called_by]
CALLED = [select(*(head.c[name] for name in fields)).where(head.c.home == bindparam("home")) for head, fields in HEADS]


def naming_faults(kind: type[Record], batch: WriteBatch, change: Change) -> Iterator[Fault]:
    """Each free text that calls a client whose case lies in this home. Which one is not said: its author may not know
    that there is such a client."""
    if kind.feed != "case" and follows_cases(batch.author.actor.role):
        yield from kind.calls_one(change.set, lambda: called_here(batch))


def called_here(batch: WriteBatch) -> Iterator[str]:
    """Aliases and codes of the home's clients."""
    for query in CALLED:
        for row in batch.session.connection().execute(query, {"home": batch.home}):
            yield from (name for name in row if name)
