"""The rules of a kind: those of its field types, and those it declares."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from api.records.field_types import between, is_set
from api.records.rule import Rule
from api.records.rules import DayBetween, Distinct

if TYPE_CHECKING:
    from api.records.record import Record


@cache
def rules_of(kind: "type[Record]") -> tuple[Rule, ...]:
    """Those of its field types, then those it declares."""
    derived = (rule for name, field in kind.model_fields.items() for rule in rules_of_type(name, field.annotation))
    return (*derived, *kind.rules)


@cache
def binding_rules(kind: "type[Record]") -> tuple[tuple[str | None, Rule], ...]:
    """Those that refuse, each with the field without which it cannot be broken."""
    return tuple((rule.needs, rule) for rule in rules_of(kind) if not rule.soft)


def rules_of_type(name: str, annotation: Any) -> Iterator[Rule]:
    """A day is plausible, a list is a set."""
    if bounds := between(annotation):
        yield DayBetween(code="day_too_early", field=name, earliest=bounds.earliest)
        code = "day_not_yet" if bounds.latest == 0 else "day_too_far"
        yield DayBetween(code=code, field=name, latest=bounds.latest)
    if is_set(annotation):
        yield Distinct(field=name)
