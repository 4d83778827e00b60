"""Writing one record: REST builds a change and enters by the same door as a phone."""

from datetime import UTC, datetime
from typing import Any

import orjson
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import Session

from api.actor import Actor
from api.changes.feeds import cases_named, follows_of
from api.changes.merge import Values
from api.changes.schemas import Change, Result
from api.changes.write_batch import RecordState
from api.db.engine import reading
from api.ids import new_id
from api.problems.tree import Erased, Invalid, MatchNeeded, NotFound, NotYours, PreconditionFailed
from api.records import Record
from api.resources.records.queries import Found, find
from api.sync.push import Moments, apply_one


def parsed(raw: bytes) -> Values:
    """The body as an object."""
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise Invalid(errors=[{"pointer": "", "detail": "Kiriman bukan JSON yang utuh."}]) from None
    if not isinstance(body, dict):
        raise Invalid(errors=[{"pointer": "", "detail": "Kiriman harus berupa objek."}])
    return body


def made_at(key: str) -> str:
    """The moment inside a UUIDv7, so that a repeated request is the same change to the letter."""
    milliseconds = int(key.replace("-", "")[:12], 16)
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def known_fields(kind: type[Record], body: Values, also: frozenset[str]) -> None:
    """Over REST an unknown field is an error; in a push it waits."""
    unknown = sorted(set(body) - set(kind.model_fields) - also)
    if unknown:
        raise Invalid(errors=[{"pointer": f"/{name}", "detail": "Isian ini tidak dikenal."} for name in unknown])


def create_change(kind: type[Record], key: str, body: Values) -> Change:
    """A creation: the record's id is the body's, or the key."""
    also = frozenset({"id"} if kind.opens_case else {"id", "client"})
    known_fields(kind, body, also)
    record = body.get("id") or key
    feed = record if kind.opens_case else body.get("client")
    sets = {name: value for name, value in body.items() if name not in also and value is not None}
    if feed is None:
        raise Invalid(errors=[{"pointer": "/client", "detail": "Isian ini wajib."}])
    return built({"id": key, "kind": kind.kind, "record": record, "feed": feed, "at": made_at(key), "set": sets})


def edit_change(kind: type[Record], key: str | None, found: Found, body: Values) -> Change:
    """A merge patch: what it names is set; the stored values become the `was` where the ETag matches."""
    known_fields(kind, body, frozenset({"answers"}))
    name = key or new_id()
    sets = {field: value for field, value in body.items() if field != "answers"}
    change: Values = {"id": name, "kind": kind.kind, "record": found.change.record, "feed": found.feed.id, "was": {}}
    answers = {"answers": body["answers"]} if body.get("answers") else {}
    return built({**change, "at": made_at(name), "set": sets, **answers})


def built(change: Values) -> Change:
    """The change, or the faults of the body it was made from."""
    try:
        return Change.model_validate(change)
    except ValidationError as error:
        raise moved(Invalid.of(error)) from None


def matching(etag: str | None, epoch: str, shown: frozenset[str]) -> Any:
    """428 without If-Match, 412 when stale; then what is stored is what its author saw of the fields shown to her."""
    if etag is None:
        raise MatchNeeded("Sertakan If-Match dengan ETag yang Anda baca.")

    def match(held: RecordState | None, change: Change) -> Change:
        if held is None or etag.strip('"') != f"{epoch}.{held.version}":
            raise PreconditionFailed("Catatan ini sudah berubah. Baca lagi, lalu ulangi.")
        return change.model_copy(update={"was": {name: held.values.get(name) for name in shown & set(change.set)}})

    return match


def send(
    engine: Engine, actor: Actor, now: datetime, home: str, change: Change, kind: type[Record], match: Any = None
) -> Result:
    """Through the door. A refusal is raised with pointers into the body that was sent."""

    def trust(session: Session) -> bool:
        follow = follows_of(session, home, actor.id, [change.feed]).get(change.feed)
        return follow is None and change.was is not None and office_may(session, actor, change, kind)

    try:
        result = apply_one(engine, actor, Moments(now, None), home, change, match, trust)
    except Invalid as problem:
        raise moved(problem) from None
    if result.answer == "erased":
        raise Erased("Catatan ini sudah dihapus atas permintaan klien.")
    return result


def moved(problem: Invalid) -> Invalid:
    """The same complaint, pointing into the body that was sent."""
    names = {"/record": "/id", "/feed": "/client"}
    errors = [
        {**error, "pointer": names.get(error["pointer"], error["pointer"].removeprefix("/set"))}
        for error in problem.members["errors"]
    ]
    return Invalid(problem.detail, errors=errors)


def office_may(session: Session, actor: Actor, change: Change, kind: type[Record]) -> bool:
    """An office inside its scope sets the fields its kind opens to its role, and no others."""
    find(session, actor, kind, change.record)
    forbidden = sorted(set(change.set) - kind.writable_by.get(actor.role, frozenset()))
    if forbidden:
        raise NotYours("Peran Anda tidak boleh mengubah: " + ", ".join(forbidden) + ".")
    return True


def home_of(engine: Engine, actor: Actor, feed: str) -> str:
    """Where her follow says the case lies; her own unit where there is none."""
    with reading(engine, actor) as session:
        case = cases_named(session, actor.id, [feed]).get(feed)
    home = case.home if case else actor.unit
    if home is None:
        raise NotFound("Klien ini tidak ada.")
    return home
