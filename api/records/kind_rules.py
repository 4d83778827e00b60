"""The rules of a kind: those of its field types, and those it declares."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from api.records.agreed import LayerAgreed
from api.records.blobs import NeedsLayer
from api.records.field_types import bare, between, is_set, marked
from api.records.personal_data import personal_data_asked
from api.records.rule import Names, Rule
from api.records.rules import DayBetween, Distinct, Forbidden, Required
from api.records.set_by import ANY, SetBy

if TYPE_CHECKING:
    from api.records.record import Record


@cache
def rules_of(kind: "type[Record]") -> tuple[Rule, ...]:
    """Those of its field types, then those it declares."""
    derived = (rule for name, field in kind.model_fields.items() for rule in rules_of_type(name, field.annotation))
    return (*derived, *personal_data_asked(free_texts(kind)), *kind.rules)


@cache
def binding_rules(kind: "type[Record]") -> tuple[tuple[str | None, Rule], ...]:
    """Those that refuse, each with the field without which it cannot be broken."""
    return tuple((rule.needs, rule) for rule in rules_of(kind) if not rule.soft)


@cache
def tied_fields(kind: "type[Record]") -> Mapping[str, str]:
    """{field: the exclusive one} where rules say beside which of its values the field may or must be there.

    Directly, or by another of these fields: only together do they make sense, so of one change they share a fate.
    """
    ties = [set(tied_by(rule)) for rule in kind.rules] + [{name, by} for name, (by, _) in kind.falls_with.items()]
    tied: dict[str, str] = {}
    for lead in sorted(kind.exclusive_fields):
        together = {lead}
        while more := {*chain.from_iterable(tie for tie in ties if tie & together)} - together:
            together |= more
        tied |= dict.fromkeys(sorted(together - kind.exclusive_fields - kind.immutable_fields), lead)
    return tied


def tied_by(rule: Rule) -> Names:
    """The fields between which a rule says that one is there, or is not, because of another."""
    if rule.soft or not isinstance(rule, Required | Forbidden):
        return ()
    return (*rule.fields, *(one.field for one in rule.when if not one.elsewhere))


def roles_saying(kind: "type[Record]", field: str, value: Any) -> frozenset[str]:
    """To whom its rules leave it to set the field to this value; empty: to anybody."""
    by = [rule.by for rule in kind.rules if isinstance(rule, SetBy) and field in rule.fields]
    return frozenset(role for one in by for role in one.get(str(value), one.get(ANY, ())))


def free_texts(kind: "type[Record]") -> Names:
    """The fields into which people write what they like."""
    return tuple(name for name, field in kind.model_fields.items() if is_free(field))


def is_free(field: FieldInfo) -> bool:
    """A text without a pattern that is no id; a note, a line, an alias; a list of groups that hold one."""
    core, markers = bare(field.annotation)
    if groups := [one for one in get_args(core) if isinstance(one, type) and issubclass(one, BaseModel)]:
        return any(is_free(inside) for one in groups for inside in one.model_fields.values())
    # Of a field that must be there its markers lie beside the annotation.
    bounded = [one for one in (*markers, *field.metadata) if isinstance(one, StringConstraints)]
    return core is str and bool(bounded) and all(one.pattern is None for one in bounded)


def rules_of_type(name: str, annotation: Any) -> Iterator[Rule]:
    """A day is plausible, a list is a set, and what needs a yes has one."""
    if bounds := between(annotation):
        yield DayBetween(code="day_too_early", field=name, earliest=bounds.earliest)
        code = "day_not_yet" if bounds.latest == 0 else "day_too_far"
        yield DayBetween(code=code, field=name, latest=bounds.latest)
    if is_set(annotation):
        yield Distinct(field=name)
    for need in marked(annotation, NeedsLayer):
        yield LayerAgreed(code=f"{need.layer}_not_agreed", field=name, layer=need.layer)
