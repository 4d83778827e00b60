"""What a month of a unit is counted by: each number says which records it counts, and out of how many."""

from typing import Annotated, Any, Literal

from pydantic import Field

from api.policies.policy import Frozen, Policy

Span = Annotated[int, Field(ge=0, le=400)]
AreaLevel = Literal["unit", "regency", "province", "country"]


class ReportCondition(Frozen):
    """The field's value, or one of its values, is `among` these; given at all, where none is named."""

    field: str
    among: tuple[Any, ...] = ()


class CountedKind(Frozen):
    """Records of this kind for which all of `when` hold."""

    kind: str
    when: tuple[ReportCondition, ...] = ()


class ReportMeasure(Frozen):
    """One number of a month.

    Of records: those of `kind` whose `day` (its own, where none is named) lies in the month and for which `when` holds;
    `first_in_days`: only where the case has no earlier one so many days before. Of clients: those at one of `steps` at
    its end. Out of these are told: those for which `of_which` holds; those with one of `any` within `met_in_days` of
    that day, before or after, or of a client within the month (its `last_days`, where said); those whose `ended_on`
    lies within `ended_in_days` of their day. `by`: how many for each value of a field; `sum`: what a field adds up to.
    """

    key: str
    kind: str = ""
    steps: tuple[str, ...] = ()
    day: str = ""
    when: tuple[ReportCondition, ...] = ()
    of_which: tuple[ReportCondition, ...] = ()
    any: tuple[CountedKind, ...] = ()
    met_in_days: Span | None = None
    last_days: Span | None = None
    first_in_days: Span | None = None
    ended_on: str = ""
    ended_in_days: Span | None = None
    by: str = ""
    sum: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it is told out of how many."""
        return bool(self.of_which or self.any or self.ended_on)


class SheetLine(Frozen):
    """One line of the sheet that leaves the unit: `clients`, or a measure. `parts`: its steps or values, all of them;
    `of_clients`: told out of the clients; `open`: no number of people, and told however small it is."""

    key: str
    parts: tuple[str, ...] = ()
    of_clients: bool = False
    open: bool = False


class NumberLine(Frozen):
    """What is told of a measure beyond the unit: `clients` by step, or a measure of records or clients.

    `parts`: its values, all of them; a share has its numerator and the rest. `stock`: who stands there at the end of a
    month, so that months add up to nobody, told in multiples of `least`; `open`: no number of people, and told however
    small it is.
    """

    key: str
    parts: tuple[str, ...] = ()
    stock: bool = False
    open: bool = False


class AwaitedMeasure(Frozen):
    """A number of the programme that is not counted yet, and from which kinds it will be. Never told as 0."""

    key: str
    kinds: Annotated[tuple[str, ...], Field(min_length=1)]


class StandingMeasure(Frozen):
    """How many units, or agents of units, of which `fact` holds on the last day of a year, or today."""

    key: str
    fact: str


class ReportDefinitions(Policy):
    """The steps that its measures name are those of the policy `journey`. `sheet`: what whoever leads the village is
    given, where `least` is the smallest number of people that is told. No two of its lines may share people but by a
    whole that both name; nor may two of `numbers`, which offices are told by quarter, `told_after_days` after its end.
    `readers`: of which areas each role is told. `standings`: what is counted of units and not of months."""

    measures: tuple[ReportMeasure, ...]
    least: Annotated[int, Field(ge=2)]
    sheet: tuple[SheetLine, ...]
    numbers: tuple[NumberLine, ...]
    told_after_days: Span
    readers: dict[str, tuple[AreaLevel, ...]]
    standings: tuple[StandingMeasure, ...]
    awaited: tuple[AwaitedMeasure, ...]

    @property
    def measured(self) -> frozenset[str]:
        """Every number by its name."""
        return frozenset(
            {one.key for one in self.measures} | {one.key for one in self.numbers} | {one.key for one in self.standings}
        )
