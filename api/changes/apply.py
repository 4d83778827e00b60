"""The one door: every write, from a phone, a REST call, a partner or the command line, is judged here.

    replay → right → known here? → lay → check → write      one change at a time, in memory, under the pen

Returns what became of the change; one bad change raises nothing and moves no other.
"""

from collections.abc import Callable

from api.changes.canonical_json import digest
from api.changes.held import keep_copy
from api.changes.merge import lay
from api.changes.permission import Right, right
from api.changes.schemas import Change, Result
from api.changes.store import result_of, write
from api.changes.validation import check, names_known
from api.changes.write_batch import Hand, Held
from api.problems.tree import NotAllowed, NotFound, Problem

# What REST puts between the record as it stands and the change: If-Match, and the stored values as the `was`.
Match = Callable[[Held | None, Change], Change]


def apply(hand: Hand, change: Change, match: Match | None = None) -> Result:
    """One change. Applied, merged and a coordinator's no are remembered; the rest is judged anew each time."""
    content = digest(change.model_dump(exclude_unset=True))
    try:
        return replay(hand, change, content) or judge(hand, change, content, match)
    except Problem as problem:
        return keep_copy(hand, change, content, "refused", problem)


def replay(hand: Hand, change: Change, content: str) -> Result | None:
    """An id already applied by this agent gets its stored answer, before any right is asked."""
    known = hand.known.get(change.id)
    if known is not None:
        if known.by != hand.author.actor.id or known.content != content:
            raise NotAllowed("Nomor perubahan ini sudah dipakai untuk isi lain.", reason="id-reused")
        return result_of(known, hand.home)
    declined = hand.kept.get(change.id)
    if declined and declined.decision == "declined" and declined.content == content:
        raise NotAllowed(declined.because or "Koordinator menolak catatan ini.", reason="declined")
    return None


def judge(hand: Hand, change: Change, content: str, match: Match | None) -> Result:
    """Right, home, lay, check, write."""
    held, feed, allowed = hand.held.get(change.record), hand.feeds.get(change.feed), right(hand, change)
    if allowed is Right.UNKNOWN or (held and held.feed != change.feed) or change.record in hand.elsewhere:
        return keep_copy(hand, change, content, "waiting", unknown())
    if allowed is Right.HELD:
        return keep_copy(hand, change, content, "waiting", held_back())
    if (feed and feed.erased_at) or (held and held.erased):
        return Result(id=change.id, answer="erased")
    if not names_known(hand, change, held):
        return keep_copy(hand, change, content, "waiting", unknown())
    change = match(held, change) if match else change
    laid = lay(held.values if held else {}, change.set, change.was or {})
    check(hand.author, change, held, laid)
    return write(hand, change, content, held, laid, late=allowed is Right.LATE)


def unknown() -> Problem:
    """The same for what does not exist and for what this author may not know of."""
    return NotFound("Catatan yang disebut belum ada di server. Catatan Anda tetap tersimpan.")


def held_back() -> Problem:
    """Held for the coordinator, who takes or declines it."""
    return NotAllowed("Anda tidak lagi mendampingi klien ini. Koordinator akan memeriksa catatan ini.", reason="held")
