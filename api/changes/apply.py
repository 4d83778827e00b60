"""The one door: every write, from a phone, a REST call, a partner or the command line, is judged here.

    replay → permission → known here? → merge → check → write      one change at a time, in memory, under the lock

Returns what became of the change; one bad change raises nothing and moves no other.
"""

from collections.abc import Callable

from api.changes.answer_shapes import Result
from api.changes.canonical_json import digest
from api.changes.erasure import ERASED
from api.changes.held import hold_change
from api.changes.merge import created_again, merge
from api.changes.permission import Permission, permission_of
from api.changes.receipt import with_kept
from api.changes.schemas import Change
from api.changes.store import result_of, write
from api.changes.validation import check, names_known
from api.changes.write_batch import RecordState, WriteBatch
from api.problems.tree import NotAllowed, NotFound, Problem
from api.records import KINDS
from api.records.record import tied_fields

# What REST puts between the record as it stands and the change: If-Match, and the stored values as the `was`.
Match = Callable[[RecordState | None, Change], Change]


def apply(batch: WriteBatch, change: Change, match: Match | None = None) -> Result:
    """One change. Applied, merged and a coordinator's no are remembered; the rest is judged anew each time."""
    content = digest(change.sent())
    try:
        return replay(batch, change, content) or judge(batch, change, content, match)
    except Problem as problem:
        return hold_change(batch, change, content, "refused", problem)


def replay(batch: WriteBatch, change: Change, content: str) -> Result | None:
    """An id already applied by this agent gets its stored answer, before any right is asked."""
    known = batch.known.get(change.id)
    if known is not None and known.content == ERASED:
        return Result(id=change.id, answer="erased")
    if known is not None:
        if known.by != batch.author.actor.id or known.content != content:
            raise used()
        return result_of(known, batch.home)
    copy = batch.kept.get(change.id)
    if copy and copy.by != batch.author.actor.id:
        raise used()
    if copy and copy.decision == "declined" and copy.content == content:
        raise no_of_coordinator(copy.because)
    return None


def judge(batch: WriteBatch, change: Change, content: str, match: Match | None) -> Result:
    """Permission, home, lay, check, write."""
    held, feed, allowed = batch.held.get(change.record), batch.feeds.get(change.feed), permission_of(batch, change)
    if allowed is Permission.HELD:
        return hold_change(batch, change, content, "waiting", held_back())
    if feed and feed.erased_at and feed.id in batch.returning:
        return Result(id=change.id, answer="erased")  # her phone lets go of it; to anybody else it never was
    if allowed is Permission.UNKNOWN or (held and held.feed != change.feed) or change.record in batch.elsewhere:
        return hold_change(batch, change, content, "waiting", unknown())
    if (feed and feed.erased_at) or (held and held.erased):
        return Result(id=change.id, answer="erased")
    if not names_known(batch, change, held):
        return hold_change(batch, change, content, "waiting", unknown())
    change = match(held, change) if match else change
    if held and change.was is None:
        merged = created_again(held.values, change.set)
    else:
        values, tied = held.values if held else {}, tied_fields(KINDS[change.kind])
        merged = merge(values, change.set, change.was or {}, tied)
    check(batch, change, held, merged)
    merged = with_kept(batch, change, held, merged)
    return write(batch, change, content, held, merged, late=allowed is Permission.LATE)


def used() -> Problem:
    """An id belongs to its author and its content, applied or held."""
    return NotAllowed("id-reused", reason="id-reused")


def no_of_coordinator(because: str | None) -> Problem:
    """In her own words: she cannot decline without."""
    return NotAllowed("declined-because", values={"because": because}, reason="declined")


def unknown() -> Problem:
    """The same for what does not exist and for what this author may not know of."""
    return NotFound("not-known-yet")


def held_back() -> Problem:
    """Held for the coordinator, who takes or declines it."""
    return NotAllowed("accompanies-no-more", reason="held")
