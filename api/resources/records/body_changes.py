"""A body of REST as a change: which fields it sets, and in which feed it lies."""

from pydantic import ValidationError

from api.changes.feed_key import coaching_id
from api.changes.merge import Values
from api.changes.schemas import Change
from api.ids import is_id
from api.problems.messages import fault_at
from api.problems.tree import Invalid, NotFound
from api.records import Record
from api.records.record import lies_in_case
from api.resources.records.found import Found


def known_fields(kind: type[Record], body: Values, also: frozenset[str]) -> None:
    """Over REST an unknown field is an error; in a push it waits."""
    unknown_ones = sorted(set(body) - set(kind.model_fields) - also)
    if unknown_ones:
        raise Invalid(errors=[fault_at(f"/{name}", "unknown-field") for name in unknown_ones])


def create_change(kind: type[Record], name: str, body: Values, unit: str | None) -> Change:
    """A creation: the record's id is the body's, or the change's own. `unit`: its author's, for a unit's own papers."""
    whose = {"coaching": {"unit"}, "case": {"client"} if lies_in_case(kind) else set[str]()}.get(kind.feed, set())
    also = frozenset({"id", *whose})
    known_fields(kind, body, also)
    record = name if body.get("id") is None else body["id"]
    feed = feed_named(kind, body, record, unit)
    sets = {field: value for field, value in body.items() if field not in also and value is not None}
    if kind.opens_case and not is_id(record):
        raise Invalid.at("/id", "must-be-uuid7")
    return built({"id": name, "kind": kind.kind, "record": record, "feed": feed, "set": sets})


def feed_named(kind: type[Record], body: Values, record: str, unit: str | None) -> str:
    """Where a creation lies. Coaching papers are those of her own unit, or of the one that an officer names."""
    if kind.feed == "unit":
        if unit is None:
            raise NotFound("no-unit")
        return unit
    if kind.opens_case:
        return record
    pointer, named = ("/unit", body.get("unit") or unit) if kind.feed == "coaching" else ("/client", body.get("client"))
    if named is None:
        raise Invalid.at(pointer, "required")
    if kind.feed == "case":
        return named
    if not is_id(named):
        raise Invalid.at(pointer, "must-be-uuid7")
    return coaching_id(named)


def edit_change(kind: type[Record], name: str, found: Found, body: Values) -> Change:
    """A merge patch, as it was sent: what it names is set."""
    known_fields(kind, body, frozenset({"answers"}))
    sets = {field: value for field, value in body.items() if field != "answers"}
    change: Values = {"id": name, "kind": kind.kind, "record": found.record, "feed": found.case.id, "was": {}}
    answers = {"answers": body["answers"]} if body.get("answers") is not None else {}
    return built({**change, "set": sets, **answers})


def built(change: Values) -> Change:
    """The change, or the faults of the body it was made from. Its moment is known under the lock."""
    try:
        return Change.model_validate({"at": "1970-01-01T00:00:00Z", **change})
    except ValidationError as error:
        raise moved(Invalid.of(error)) from None


def moved(problem: Invalid) -> Invalid:
    """The same complaint, pointing into the body that was sent."""
    names = {"/record": "/id", "/feed": "/client", "/kind": ""}
    problem.members["errors"] = [
        {**error, "pointer": names.get(error["pointer"], error["pointer"].removeprefix("/set"))}
        for error in problem.members["errors"]
    ]
    return problem
