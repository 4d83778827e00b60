"""After a restore: what a phone still holds and the server no longer has comes back, and overwrites nothing.

An unknown record is made again; on a known one each differing field becomes a question; an erased one stays erased.
"""

from typing import Any, Literal, NamedTuple

from api.changes.canonical_json import digest, same
from api.changes.merge import Merged, Values
from api.changes.permission import Permission, permission_of
from api.changes.schemas import Change, Found
from api.changes.store import write
from api.changes.write_batch import RecordState, WriteBatch
from api.ids import new_id
from api.records import KINDS

Answer = Literal["made", "asked", "same", "waiting", "refused", "erased"]


class Handed(NamedTuple):
    """A found record as a change of its finder, and its body without the questions."""

    change: Change
    values: Values


def recover(batch: WriteBatch, found: Found) -> Answer:
    """What became of one record."""
    values = {name: value for name, value in found.body.items() if name != "questions" and value is not None}
    sent = Change(id=new_id(), kind=found.kind, record=found.record, feed=found.feed, at=found.at, set=values)
    batch.load([sent])
    held, feed = batch.held.get(found.record), batch.feeds.get(found.feed)
    if (feed and feed.erased_at) or (held and held.erased):
        return "erased"
    if (
        permission_of(batch, sent) not in (Permission.FREE, Permission.LATE)
        or found.kind not in KINDS
        or (held and held.feed != sent.feed)
    ):
        return "waiting"
    return make_again(batch, Handed(sent, values)) if held is None else ask(batch, held, Handed(sent, values))


def make_again(batch: WriteBatch, handed: Handed) -> Answer:
    """Handed back by its finder: kept as it was told, without judging it anew. No body is worth more than the work."""
    write(batch, handed.change, digest(handed.values), None, Merged(handed.values, {}), late=False)
    return "made"


def ask(batch: WriteBatch, held: RecordState, handed: Handed) -> Answer:
    """Differing fields become questions, also on exclusive fields."""
    differing: dict[str, Any] = {
        name: value for name, value in handed.values.items() if not same(held.values.get(name), value)
    }
    if not differing:
        return "same"
    change = handed.change.model_copy(update={"set": differing, "was": {}})
    write(batch, change, digest(differing), held, Merged(dict(held.values), differing), late=False)
    return "asked"
