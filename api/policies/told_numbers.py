"""What offices are told of a quarter: numbers that count people, each with its definition as data and in words."""

from collections.abc import Collection, Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from api.policies.policy import Frozen, Policy
from api.policies.report_definitions import CountedBase, CountedKind, PartRule, ReportCondition, Span

AreaLevel = Literal["unit", "regency", "province", "country"]
REST = "rest"
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class NumberBase(CountedBase):
    """What is counted, each of it once: records of `kind` by their day, or people.

    `clients`: every client at the end of the quarter (`standing`), or those met by one of `any` within it (`met`).
    `ballots`: what was answered to the survey, which belongs to nobody.
    `reports`: months of a unit in which it worked, which are nobody's either.
    `paired`: only where an earlier record of the kind, for which this holds, has all domains as it has itself.
    `after_quarters`: how many more quarters are waited for what comes of it.
    """

    key: Key
    clients: Literal["", "standing", "met"] = ""
    ballots: bool = False
    reports: bool = False
    any: tuple[CountedKind, ...] = ()
    paired: tuple[ReportCondition, ...] = ()
    after_quarters: Annotated[int, Field(ge=0, le=4)] = 0


class LinePart(PartRule):
    """Those for which all of it holds; nothing said: the rest. `into`: into which parts this one is divided again.

    `either`: one of these holds; `step`: the client stands there; `last_days`: one of `any` in the quarter's last days
    instead of in all of it; `gap_in_days`: met again within so many days, as the middle one of her contacts was;
    `scored`: a substance whose risk is one of `bands`; `rises`: a domain is better than in the earlier sheet;
    `follows`: such a record within so many days after it; `stepped`: it took one of these steps, by the day in
    `stepped_by` where one is named; `layers`: consent to all of them stood on its day;
    `in_time`: the month was confirmed by the day of the policy `supervision`; `sum`: so many of those that are added up
    as this field says, all of them at the most, and what is left belongs to the part behind.
    """

    part: Key
    either: tuple[ReportCondition, ...] = ()
    step: str = ""
    last_days: Span | None = None
    gap_in_days: Span | None = None
    scored: str = ""
    bands: tuple[str, ...] = ()
    rises: str = ""
    follows: str = ""
    follows_in_days: Span = 0
    stepped: tuple[str, ...] = ()
    stepped_by: str = ""
    layers: tuple[str, ...] = ()
    in_time: bool = False
    sum: str = ""
    into: tuple["LinePart", ...] = ()

    def with_inner(self) -> Iterator["LinePart"]:
        """Itself and all inside it."""
        yield self
        for one in self.into:
            yield from one.with_inner()


class LineWords(Frozen):
    """`counts`: what the whole is; `shares`: what is told out of it, empty where nothing is; `without`: who or what is
    left out; `time`: by which day it falls into a quarter; `parts`: a name for each."""

    name: str
    counts: str
    shares: str
    without: str
    time: str
    parts: dict[str, str] = Field(default_factory=dict)


class ToldLine(Frozen):
    """One number. `parts` divide the whole; each goes on being divided by its own. `by_month`: the whole is told by
    month too; `coarse`: told in multiples of `least`, since the same people are counted in other quarters; `open`: no
    number of people, and told however small it is; `sum`: what a field of the records adds up to, in people, who are
    taken to be as few as the fullest record allows; `mean`: what its answers come to, divided by how many they are;
    `none_too`: it tells of whoever works or of what is done in public, and of no client, so that a part without anybody
    is told; `share_of`: the part within which its share is told."""

    key: Key
    base: Key
    parts: tuple[LinePart, ...] = ()
    by_month: bool = False
    coarse: bool = False
    open: bool = False
    sum: str = ""
    mean: bool = False
    none_too: bool = False
    share_of: str = ""
    words: dict[Literal["id", "en"], LineWords]

    @property
    def shared(self) -> str:
        """Which part is told out of the whole, or out of `share_of`: the first, where there is a rest. Empty: none."""
        of = next((one.into for one in self.parts if one.part == self.share_of), self.parts)
        return of[0].part if any(one.part == REST for one in self.parts) else ""

    def every_part(self) -> Iterator[LinePart]:
        """At whatever depth."""
        for one in self.parts:
            yield from one.with_inner()

    @model_validator(mode="after")
    def divides_once(self) -> Self:
        """Months would be a second division of the same."""
        if self.by_month and (self.parts or self.coarse):
            raise ValueError(f"{self.key}: either parts or months")
        if self.share_of and not any(one.part == self.share_of and one.into for one in self.parts):
            raise ValueError(f"{self.key}: a share of no part")
        return self


class StandingMeasure(Frozen):
    """How many units, agents of units, trainings or offices of which `fact` holds on the last day of a year, or
    today."""

    key: str
    fact: str


class ToldNumbers(Policy):
    """Told by quarter, `told_after_days` after its end, and of up to `told_quarters` at once where none was told yet.
    The smallest number of people is that of `report_definitions`. `readers`: of which areas each role is told.
    `standings`: what is counted of units and not of quarters.

    Two lines of one base divide it either into the same parts, of which each goes its own way, or by fields that have
    nothing to do with each other: else what one hides would be found in the other. No two bases share a record.
    """

    bases: tuple[NumberBase, ...]
    lines: tuple[ToldLine, ...]
    told_after_days: Span
    told_quarters: Annotated[int, Field(ge=1, le=40)]
    readers: dict[str, tuple[AreaLevel, ...]]
    standings: tuple[StandingMeasure, ...]

    @property
    def of_ballots(self) -> tuple[ToldLine, ...]:
        """What is told of answers to the survey."""
        return self.divided({one.key for one in self.bases if one.ballots})

    @property
    def of_reports(self) -> tuple[ToldLine, ...]:
        """What is told of months in which units worked."""
        return self.divided({one.key for one in self.bases if one.reports})

    def divided(self, bases: Collection[str]) -> tuple[ToldLine, ...]:
        """The lines of these bases."""
        return tuple(one for one in self.lines if one.base in bases)

    @property
    def measured(self) -> frozenset[str]:
        """Every number by its name."""
        return frozenset({one.key for one in self.lines} | {one.key for one in self.standings})
