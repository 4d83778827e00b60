"""Who may write where: read from the follow, never from the change."""

from datetime import timedelta
from enum import Enum, auto

from api.changes.schemas import Change
from api.changes.write_batch import Hand
from api.records import KINDS

GRACE = timedelta(days=60)


class Right(Enum):
    """FREE goes on; LATE too, marked; HELD waits for the coordinator; UNKNOWN is answered like an unknown record."""

    FREE = auto()
    LATE = auto()
    HELD = auto()
    UNKNOWN = auto()


def right(hand: Hand, change: Change) -> Right:
    """The author's right to write in this feed, by the server's clock."""
    author = hand.author
    if author.trusted:
        return Right.FREE if change.feed in hand.feeds else Right.UNKNOWN
    follow = hand.follows.get(change.feed)
    if follow is None:
        return Right.FREE if opens_case(hand, change) else Right.UNKNOWN
    if author.locked:
        return Right.HELD
    if follow.until is None:
        return Right.FREE
    if follow.reason == "handed_over" and author.now - follow.until < GRACE:
        return Right.LATE
    return Right.HELD


def opens_case(hand: Hand, change: Change) -> bool:
    """A creation of the kind that opens cases, whose id is the feed and unknown."""
    kind = KINDS.get(change.kind)
    begins = bool(kind and kind.opens_case) and change.was is None and change.record == change.feed
    return begins and change.feed not in hand.feeds and not hand.author.locked
