"""After a restore: what a phone still holds and the server no longer has comes back, and overwrites nothing.

An unknown record is made again; on a known one each differing field becomes a question; an erased one stays erased.
"""

from datetime import datetime
from functools import cache
from typing import Any, Literal, NamedTuple

from api.changes.answer_shapes import Result
from api.changes.apply import held_back, unknown
from api.changes.canonical_json import digest, same, text
from api.changes.following import FOLLOWS, may_follow
from api.changes.held import hold_change, is_let_go, settle_copies
from api.changes.merge import Merged, Values
from api.changes.permission import Permission, permission_of
from api.changes.record_shape import complaints_of
from api.changes.schemas import Change, Found
from api.changes.store import result_of, write
from api.changes.write_batch import RecordState, WriteBatch
from api.ids import found_id
from api.problems.messages import fault_of
from api.problems.tree import Invalid, Problem
from api.records import KINDS, Record
from api.records.record import Fields
from api.sync.returning import OPEN, follow_again_if_returning, was_told

LARGEST = 32 * 1024  # characters of a body; the longest that forms make is a tenth of it
Answer = Literal["made", "asked", "same", "waiting", "declined", "refused", "erased"]


class Handed(NamedTuple):
    """A found record as a change of its finder, and its body without the questions."""

    change: Change
    values: Values


def recover(batch: WriteBatch, found: Found, now: datetime) -> Answer:
    """What became of one record."""
    values = {name: value for name, value in found.body.items() if name != "questions" and value is not None}
    if len(text(values)) > LARGEST or not was_told(batch.session, batch.author.actor.enrolment, within=OPEN, now=now):
        return "refused"
    name = found_id(batch.author.actor.enrolment, found.record, digest(values))
    sent = Change(id=name, kind=found.kind, record=found.record, feed=found.feed, at=found.at, set=values)
    follow_again_if_returning(batch.load([sent]), now)
    try:
        return bring_back(batch, Handed(sent, values))
    except Problem as fault:
        if is_let_go(batch.kept.get(name)):
            return "declined"
        hold_change(batch, sent, digest(values), "waiting", fault)
        return "waiting"


def take_back(batch: WriteBatch, copy: Change) -> Result:
    """Of a copy that was brought by somebody who does not write such records: again as its author here writes them,
    judged as little as what she finds herself."""
    answer = bring_back(batch, Handed(copy, copy.set))
    if answer == "erased":
        return Result(id=copy.id, answer="erased")
    if made := batch.known.get(copy.id):
        return result_of(made, batch.home)
    version = batch.held[copy.record].version
    return Result(id=copy.id, answer="applied", home=batch.home, n=version, started=batch.locked.started)


def bring_back(batch: WriteBatch, handed: Handed) -> Answer:
    """Overwrites nothing. Raises why it is only kept as a copy."""
    sent = handed.change
    held, feed = batch.held.get(sent.record), batch.feeds.get(sent.feed)
    if (feed and feed.erased_at) or (held and held.erased):
        return "erased"
    if fault := unfit(batch, sent, held) or misshapen(handed, held):
        raise fault
    if sent.id in batch.known:
        return "same"
    answer = make_again(batch, handed) if held is None else ask(batch, held, handed)
    if answer != "asked" and KINDS[sent.kind].written_by:
        settle_copies(batch, sent, digest(handed.values))
    return answer


def unfit(batch: WriteBatch, sent: Change, held: RecordState | None) -> Problem | None:
    """Why it is only kept as a copy: a case that is not hers, a kind unknown here, another than what is held, or a lost
    record that others write.

    Made again it would stand there as hers. Whoever writes such records brings it back from her own phone, or takes
    this copy; the finder's phone keeps it until then.
    """
    allowed = permission_of(batch, sent)
    if allowed is Permission.HELD:
        return held_back()
    strange = (held and (held.feed != sent.feed or held.kind != sent.kind)) or sent.record in batch.elsewhere
    kind = KINDS.get(sent.kind)
    fits = kind is not None and kind.feed == batch.about(sent.feed)
    if strange or allowed is Permission.UNKNOWN or kind is None or not fits:
        return unknown()
    others = held is None and not kind.may_write(batch.author.actor.role)
    return Invalid.at("/kind", "not-your-role") if others else None


def misshapen(handed: Handed, held: RecordState | None) -> Problem | None:
    """What this server never told: no rule judges it, and whoever counts or lists reads it as it lies there."""
    kind, stood = KINDS[handed.change.kind], held.values if held else {}
    differing = {name: value for name, value in handed.values.items() if not same(stood.get(name), value)}
    faults = [fault_of({**one, "loc": ("set", *one["loc"])}) for one in complaints_of(kind, differing)]
    return Invalid(errors=faults) if faults else None


def make_again(batch: WriteBatch, handed: Handed) -> Answer:
    """Handed back by its finder: kept as it was told, without judging it anew. No body is worth more than the work."""
    write(batch, handed.change, digest(handed.values), None, Merged(handed.values, {}), late=False)
    return "made"


@cache
def never_asked(kind: type[Record]) -> Fields:
    """What nobody whom a question reaches could answer: what the server itself writes, as the number that it gave anew,
    and what only an office without a phone says, who is asked for it again at her own page."""
    return kind.kept_fields | {name for name, roles in kind.field_writers.items() if roles.isdisjoint(FOLLOWS)}


def only_offices_say(kind: type[Record], name: str, value: Any) -> bool:
    """What no follower of such cases could answer: an office's own answer to what it was asked. It finds that waiting
    again at its own page; on a phone each answer would be refused."""
    offices = {role for role in kind.writable_by if not may_follow(role, kind.feed)}
    roles = kind.roles_saying(name, value)
    return bool(roles) and roles <= offices


def ask(batch: WriteBatch, held: RecordState, handed: Handed) -> Answer:
    """Differing fields become questions, also on exclusive fields."""
    kind = KINDS[handed.change.kind]
    unasked = never_asked(kind)
    differing: dict[str, Any] = {
        name: value
        for name, value in handed.values.items()
        if name not in unasked and not same(held.values.get(name), value) and not only_offices_say(kind, name, value)
    }
    if not differing:
        return "same"
    change = handed.change.model_copy(update={"set": differing})
    write(batch, change, digest(differing), held, Merged(dict(held.values), differing), late=False)
    return "asked"
