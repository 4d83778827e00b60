"""Who may write where: read from the follow, never from the change."""

from datetime import datetime, timedelta
from enum import Enum, auto

from api.changes.change_rows import FollowRow
from api.changes.following import follows_cases, may_follow
from api.changes.schemas import Change
from api.changes.write_batch import WriteBatch
from api.records import KINDS

GRACE = timedelta(days=60)


class Permission(Enum):
    """FREE goes on; LATE too, marked; HELD waits for the coordinator; UNKNOWN is answered like an unknown record."""

    FREE = auto()
    LATE = auto()
    HELD = auto()
    UNKNOWN = auto()


def permission_of(batch: WriteBatch, change: Change) -> Permission:
    """The author's right to write in this feed, by the server's clock."""
    author = batch.author
    if author.trusted:
        known = change.feed in batch.feeds or (author.taken and opens_case(batch, change))
        return Permission.FREE if known else Permission.UNKNOWN
    if change.feed not in batch.follows:
        opens = follows_cases(author.actor.role) and opens_case(batch, change)
        return Permission.FREE if opens else Permission.UNKNOWN
    return Permission.HELD if author.locked else permission_in(batch, change.feed)


def permission_in(batch: WriteBatch, feed: str) -> Permission:
    """By what the author follows in the role in which she acts; UNKNOWN where she never followed."""
    follow, actor = batch.follows.get(feed), batch.author.actor
    if follow is None:
        return Permission.UNKNOWN
    if not may_follow(actor.role, batch.about(feed)):
        return Permission.HELD  # she follows it in another role, which is over or in which her phone does not act
    return permission_by(follow, batch.author.now)


def permission_by(follow: FollowRow, now: datetime) -> Permission:
    """Of who follows, or once did."""
    if follow.until is None:
        return Permission.FREE
    if follow.reason == "handed_over" and follow.until <= now < follow.until + GRACE:
        return Permission.LATE
    return Permission.HELD


def opens_case(batch: WriteBatch, change: Change) -> bool:
    """A creation of the kind that opens cases, whose id is the feed and unknown."""
    kind = KINDS.get(change.kind)
    begins = bool(kind and kind.opens_case) and change.was is None and change.record == change.feed
    return begins and change.feed not in batch.feeds and not batch.author.locked
