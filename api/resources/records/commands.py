"""Writing one record: REST builds a change and enters by the same door as a phone, under the lock of its home."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

import orjson
from sqlalchemy import Engine
from sqlmodel import Session

from api.access.entering import enter_again
from api.access.scope import Scope
from api.access.views import view_of
from api.actor import Actor
from api.changes.apply import Match, apply, unknown
from api.changes.batch_reads import CASES, asked_of_cases
from api.changes.canonical_json import same
from api.changes.feed_key import FeedKey
from api.changes.feeds import lock_home
from api.changes.merge import Values
from api.changes.schemas import Change
from api.changes.store import store
from api.changes.validation import case_of
from api.changes.write_batch import RecordState, WriteBatch
from api.db.passing_faults import repeatable
from api.identity.current_actor import Claim, acting
from api.ids import keyed_id, new_id
from api.problems.tree import Erased, Invalid, NotAllowed, NotFound, NotYours
from api.records import Record
from api.resources import etags
from api.resources.records.body_changes import built, create_change, edit_change, moved
from api.resources.records.found import Found, etag_of, find, found_now
from api.resources.records.history import questions_of
from api.resources.records.merge_patch import patched
from api.sync.push import Moments, author_of


def parsed(raw: bytes) -> Values:
    """The body as an object."""
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise Invalid.at("", "not-json") from None
    if not isinstance(body, dict):
        raise Invalid.at("", "must-be-object")
    return body


def change_id(key: str, actor: Actor) -> str:
    """Of a request that may come twice: made from the person and her key, to the letter."""
    return keyed_id(sha256(f"{actor.id}\n{key}".encode()).digest(), key)


class Standing(NamedTuple):
    """A record as its author sees it after her write. `questions`: as she reads them."""

    scope: Scope
    found: Found
    etag: str
    questions: Values


def standing_now(session: Session, scope: Scope, found: Found) -> Standing:
    """In the transaction that wrote it."""
    return Standing(scope, found, etag_of(found), questions_of(session, scope, found))


@repeatable
def create(engine: Engine, claim: Claim, kind: type[Record], key: str, body: Values) -> Standing:
    """One transaction: judged, written and read back. Who asks is judged again under the lock that was waited for."""
    moments = Moments(claim.now, None)
    with acting(engine, claim) as (session, before):
        change = create_change(kind, change_id(key, before), body, before.unit)
        locked = lock_home(session, before.unit, before, change.feed)
        asked = asked_of_cases(locked.home, before, [change.feed])
        actor, cases = claim.judge_with(session, CASES, asked)
        batch = WriteBatch(session, locked, author_of(actor, moments, locked, over_rest=True)).load([change], cases)
        scope = scope_in(batch, change, claim.now)
        if not may_create(batch, scope, kind, change):
            raise unknown()
        return written(batch, scope, kind, change, must_be_new)


def scope_in(batch: WriteBatch, change: Change, now: datetime) -> Scope:
    """Of the one case that is written into: the author's, where she follows it under the lock."""
    follow = batch.follows.get(change.feed)
    case, scope = FeedKey(batch.home, change.feed), Scope(batch.author.actor, now)
    hers = follow is not None and follow.until is None and case.about in scope.reach.follows
    return replace(scope, followed=frozenset({case} if hers else ()))


def may_create(batch: WriteBatch, scope: Scope, kind: type[Record], change: Change) -> bool:
    """Who follows the case now; and whoever opens one of her own, which nobody ever followed."""
    opens = kind.opens_case and change.feed not in batch.follows and "case" in scope.reach.follows
    return bool(scope.followed) or opens


def must_be_new(held: RecordState | None, change: Change) -> Change:
    """A creation changes nothing that is there."""
    if held is not None:
        raise NotAllowed("id-taken", reason="exists")
    return change


@repeatable
def update(
    engine: Engine, claim: Claim, kind: type[Record], record: str, key: str, body: Values, match: str
) -> Standing:  # fmt: skip
    """The same for an edit, of the record as its author was shown it."""
    with acting(engine, claim) as (session, _):
        home = find(session, enter_again(session, claim), kind, record).case.home
        locked = lock_home(session, home)
        scope = enter_again(session, claim)
        found = find(session, scope, kind, record)
        if found.case.home != home:
            raise NotFound("no-such-record")
        if scope.is_over(found.key):
            raise NotAllowed("reading-over")
        change = edit_change(kind, change_id(key, scope.actor), found, body)
        trusted = found.case not in scope.followed and office_may(scope, kind, change)
        author = author_of(scope.actor, Moments(claim.now, None), locked, over_rest=True, trusted=trusted)
        batch = WriteBatch(session, locked, author).load([change])
        seen = Seen(found, etag_of(found), match)
        if change.id not in batch.known and not seen.changed_by(change):
            return standing_now(session, scope, found)
        repeated = change.id in batch.known
        standing = written(batch, scope, kind, change, seen.match)
        if change.set.get("voided_because") and not repeated:
            undo_beside(batch, change)
        return standing


def undo_beside(batch: WriteBatch, change: Change) -> None:
    """What was taken back over REST takes with it what it had moved in the case; a phone sends both changes itself."""
    head, gone = batch.held.get(change.feed), batch.held[change.record].record
    sets = gone.undone_with(case_of(batch, change, gone))
    if sets and head:
        was = {name: head.values.get(name) for name in sets}
        made = {"id": new_id(), "kind": head.kind, "record": change.feed, "feed": change.feed, "set": sets, "was": was}
        other = built({**made, "at": batch.known[change.id].at})
        later = WriteBatch(batch.session, batch.locked, batch.author).load([other])
        apply(later, other)
        store(later)


def written(batch: WriteBatch, scope: Scope, kind: type[Record], change: Change, match: Match) -> Standing:
    """Through the door. A refusal is raised with pointers into the body that was sent."""
    known = batch.known.get(change.id)
    moment = known.at if known else batch.author.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    try:
        result = apply(batch, change.model_copy(update={"at": moment}), match)
    except Invalid as problem:
        raise moved(problem) from None
    except NotAllowed as problem:
        raise untold(problem, scope, kind, batch, change) from None
    if result.answer == "erased":
        raise Erased()
    store(batch)
    return standing_now(batch.session, scope, found_now(scope, kind, batch, change))


class Seen:
    """What the author of an edit was shown, by which her change is judged."""

    def __init__(self, found: Found, etag: str, header: str) -> None:
        self.found, self.etag, self.header = found, etag, header
        self.shown = {name: value for name, value in (found.values or {}).items() if name in found.fields}

    def sets(self, change: Change) -> Values:
        """What it asks for (RFC 7396: an object is merged into the one she was shown)."""
        return {name: patched(self.shown.get(name), value) for name, value in change.set.items()}

    def changed_by(self, change: Change) -> bool:
        """Whether anything would differ afterwards; what she named must still be as she read it."""
        self.must_match()
        return bool(change.answers) or any(
            name not in self.found.fields or not same(self.shown.get(name), value)
            for name, value in self.sets(change).items()
        )

    def must_match(self) -> None:
        """PreconditionFailed where it is not."""
        etags.must_name(self.header, self.etag)

    def match(self, held: RecordState | None, change: Change) -> Change:
        """What she was shown is what she saw: over what was hidden from her nothing is written unasked."""
        self.must_match()
        sets = self.sets(change)
        return change.model_copy(update={"set": sets, "was": {name: self.shown.get(name) for name in sets}})


def untold(problem: NotAllowed, scope: Scope, kind: type[Record], batch: WriteBatch, change: Change) -> NotAllowed:
    """The same refusal, without the value of a field that its reader is not shown."""
    held = batch.held.get(change.record)
    case = FeedKey(batch.home, change.feed)
    fields = view_of(scope, kind, case, change.record, held.values) if held else frozenset()
    if problem.members.get("field") not in fields:
        problem.members.pop("current", None)
    return problem


def office_may(scope: Scope, kind: type[Record], change: Change) -> bool:
    """An office inside its scope sets the fields its kind opens to its role, and no others."""
    forbidden = sorted(set(change.set) - kind.writable_by.get(scope.actor.role, frozenset()))
    if forbidden:
        raise NotYours("fields-not-yours", fields=forbidden)
    return True
