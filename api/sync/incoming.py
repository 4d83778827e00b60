"""Reads each change of a push apart, so that a bad one is refused at its place and moves no other."""

from typing import Any, NamedTuple

from pydantic import ValidationError

from api.changes.schemas import Change, Result
from api.problems.tree import Invalid, Problem


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
        return Faulty(Change.model_validate({**raw, "set": {}, "was": None}), raw, problem)
    except (ValidationError, TypeError):
        name = raw.get("id") if isinstance(raw, dict) else None
        said = name if isinstance(name, str) and name.isascii() and name.isprintable() else None
        return Result(id=said, answer="refused", problem=problem.as_body())


def change_of(one: Change | Faulty) -> Change:
    """The part with the ids."""
    return one.change if isinstance(one, Faulty) else one
