"""What a client asked for is done with the answer she gets: she stops, something of it stops, or her case is erased."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from api.access.scope import Scope, feed_in_scope
from api.changes.case_records import living
from api.changes.feed_key import FeedKey
from api.changes.feeds import LockedHome
from api.changes.tables import Feed
from api.changes.write_batch import WriteBatch
from api.identity.server_keys import ServerKeys
from api.ids import new_id
from api.problems.tree import Invalid
from api.records.consent import Consent
from api.records.consent_status import consent_status
from api.resources.records.body_changes import built
from api.resources.records.commands import written
from api.resources.whole_erasure import erase_whole
from api.sync.push import Moments, author_of
from api.sync.rescue_erased import SeenBoxes, forget_envelopes

DONE_BY_ANSWER = frozenset({"stop", "erase"})
"""Rights of which nobody is told that they were done before they were."""
KEPT = "data_kept"
"""That it is kept is ended by erasing it, and not by stopping."""


class CarriedOut(NamedTuple):
    """What is to be done in a case, under the lock of its home. `right`: what she asked for; `layers`: to what it is
    limited. `keys`: of the server; `seen`: what waits sealed in that home, as far as it was looked through before."""

    session: Session
    keys: ServerKeys
    seen: SeenBoxes
    locked: LockedHome
    scope: Scope
    right: str
    layers: Collection[str]


def carry_out(doing: CarriedOut, client: str, now: datetime) -> None:
    """Invalid where nothing of it is done from here."""
    feed = feed_in_scope(doing.session, doing.scope, client)
    if doing.right == "erase":
        erase(doing, feed, now)
    elif doing.right == "stop" or (doing.right == "limit" and doing.layers):
        withdraw(doing, client, now)
    else:
        raise Invalid.at("/layers" if doing.right == "limit" else "/carry_out", "not-carried-out")


def withdraw(doing: CarriedOut, client: str, now: datetime) -> None:
    """Of what she agrees to as things stand; where nothing of it stands, nothing is written."""
    actor = doing.scope.actor
    author = author_of(actor, Moments(now, None), doing.locked, over_rest=True, trusted=True)
    name = new_id()
    made = {"id": name, "kind": Consent.kind, "record": name, "feed": client}
    sets = {"act": "withdrawn", "on": str(author.today), "layers": sorted(doing.layers) or [KEPT]}
    batch = WriteBatch(doing.session, doing.locked, author).load([built({**made, "set": sets})])
    given = consent_status(living(batch, client, (Consent.kind,))[Consent.kind]).given.keys()
    ended = sorted(given & set(doing.layers) if doing.right == "limit" else given - {KEPT})
    if ended:
        change = built({**made, "set": {**sets, "layers": ended}})
        written(batch, doing.scope, Consent, change, lambda _held, asked: asked)


def erase(doing: CarriedOut, feed: Feed, now: datetime) -> None:
    """Whole, and what waits sealed of her."""
    forget_envelopes(doing.session, doing.keys, FeedKey(feed.home, feed.id), doing.seen)
    erase_whole(doing.session, doing.locked, feed, now)
