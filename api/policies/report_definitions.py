"""What a month of a unit is counted by: each number says which records it counts, and out of how many."""

from typing import Annotated, Any

from pydantic import Field

from api.policies.policy import Frozen, Policy

Span = Annotated[int, Field(ge=0, le=400)]


class ReportCondition(Frozen):
    """The field's value, or one of its values, is `among` these; given at all, where none is named."""

    field: str
    among: tuple[Any, ...] = ()


class CountedKind(Frozen):
    """Records of this kind for which all of `when` hold."""

    kind: str
    when: tuple[ReportCondition, ...] = ()


class CountedBase(Frozen):
    """Records of `kind` whose `day` (its own, where none is named) lies in the time and for which `when` holds;
    `first_in_days`: only where the case has no earlier one so many days before."""

    kind: str = ""
    day: str = ""
    when: tuple[ReportCondition, ...] = ()
    first_in_days: Span | None = None


class PartRule(Frozen):
    """Which of them belong to a part: those for which `of_which` holds; those with one of `any` within `met_in_days` of
    their day, before or after; those whose `ended_on` lies within `ended_in_days` of it."""

    of_which: tuple[ReportCondition, ...] = ()
    any: tuple[CountedKind, ...] = ()
    met_in_days: Span | None = None
    ended_on: str = ""
    ended_in_days: Span | None = None


class ReportMeasure(CountedBase, PartRule):
    """One number of a month.

    Of records, as `CountedBase` says. Of clients: those at one of `steps` at its end. Out of these are told: those of
    the part that `PartRule` says; of clients those with one of `any` within the month (its `last_days`, where said).
    `by`: how many for each value of a field; `sum`: what a field adds up to.
    """

    key: str
    steps: tuple[str, ...] = ()
    last_days: Span | None = None
    by: str = ""
    sum: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it is told out of how many."""
        return bool(self.of_which or self.any or self.ended_on)


class SheetLine(Frozen):
    """One line of the sheet that leaves the unit: `clients`, or a measure. `parts`: its steps or values, all of them;
    `open`: no number of people, and told however small it is; all else is told in multiples of `least`."""

    key: str
    parts: tuple[str, ...] = ()
    open: bool = False


class ReportDefinitions(Policy):
    """The steps that its measures name are those of the policy `journey`. `least`: the smallest number of people that
    is told outside the unit. `sheet`: what whoever leads the village is given; no two of its lines may share people but
    by a whole that both name. What offices are told is the policy `told_numbers`."""

    measures: tuple[ReportMeasure, ...]
    least: Annotated[int, Field(ge=2)]
    sheet: tuple[SheetLine, ...]
