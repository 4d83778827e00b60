"""Reads each change of a push apart, so that a bad one is refused at its place and moves no other."""

from typing import Any, NamedTuple

from pydantic import ValidationError

from api.changes.answer_shapes import Result
from api.changes.schemas import Change
from api.problems.tree import Invalid, Problem

IDS = ("id", "kind", "record", "feed")


class Faulty(NamedTuple):
    """A change whose ids can be read and whose content cannot: refused, and a copy kept like of any other."""

    change: Change
    raw: Any
    problem: Problem


def read_change(raw: Any) -> Change | Faulty | Result:
    """The change, or why it cannot be read; each apart, so that a bad one is refused at its place."""
    try:
        return Change.model_validate(raw)
    except ValidationError as error:
        problem = Invalid.of(error)
    try:
        return Faulty(Change.model_validate({**named(raw), "at": "1970-01-01T00:00:00Z", "set": {}}), raw, problem)
    except ValidationError:
        name = named(raw).get("id")
        said = name if isinstance(name, str) and name.isascii() and name.isprintable() else None
        return Result(id=said, answer="refused", problem=problem.as_body())


def named(raw: Any) -> dict[str, Any]:
    """The ids, as far as they are there."""
    return {name: raw[name] for name in IDS if name in raw} if isinstance(raw, dict) else {}


def change_of(one: Change | Faulty) -> Change:
    """The part with the ids."""
    return one.change if isinstance(one, Faulty) else one
