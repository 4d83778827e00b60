"""A month of the coordinator's unit in numbers. They are worked out when she asks and kept nowhere."""

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Path
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from api import policies
from api.access.entering import Entered
from api.access.read_log import log_read
from api.access.scope import Scope
from api.db.engine import TheEngine
from api.numbers.unit_reading import counted_of, records_of_unit
from api.papers.paper_records import Values
from api.problems.tree import NotFound, NotYours, SignInNeeded, answers
from api.records import KINDS
from api.records.confirmed_sheet import confirmed_rows
from api.records.month_counts import CountedMeasure, MonthCounts, count_month, kinds_counted
from api.records.month_sheet import sheet_of
from api.records.small_numbers import ToldNumber
from api.resources.confirmed_months import report_of
from api.resources.scoped import Looking
from api.shapes import WireShape

router = APIRouter(prefix="/v1/months", tags=["unit"])
FEED = SQLModel.metadata.tables["feed"]

Month = Annotated[
    str, Path(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="Such as `2026-11`; none that is to come.")
]


class MeasuredPeople(WireShape):
    """Of how many different clients a number is. They do not add up, since one client may stand in several parts."""

    whole: int
    """All of it."""
    parts: dict[str, int]
    """For each value that occurs; of a share those that are told of it, as `yes`."""
    rest: int
    """What is none of these."""


class MonthMeasure(WireShape):
    """A number, as the policy `report_definitions` says it is counted."""

    key: str
    """Its name there."""
    count: int
    """How many."""
    of: int | None
    """Out of how many. Null: it is no share."""
    by: dict[str, int] | None
    """How many for each value that occurs. Null: it is not told apart."""
    people: MeasuredPeople
    """Of how many different clients it is. Of heads: how many these are."""


class UnitMonth(WireShape):
    """A unit's month. Numbers of few people are told too: whoever leads the unit knows them."""

    month: str
    """Which month."""
    until: date
    """The last day that is counted."""
    definitions: str
    """The version of the policy it is counted by."""
    clients: int
    """How many clients the unit has, as its cases stand now."""
    left_out: int
    """How many clients are counted nowhere, since they took that back."""
    steps: dict[str, int]
    """Where the clients stood at the end, by step of the journey."""
    measures: list[MonthMeasure]
    """The numbers, in the order of the policy."""


class SheetNumber(WireShape):
    """A number as it may leave the unit: different people decide, whatever it counts."""

    kind: Literal["told", "few", "hidden"]
    """`few`: of fewer people than `least`; `hidden`: not told, since a smaller one could be worked out from it."""
    count: int | None
    """How many, where it is told: rounded down to a multiple of `least`, but for what a unit did in public."""

    @classmethod
    def of(cls, told: ToldNumber) -> "SheetNumber":
        """On the wire."""
        return cls(kind=told.kind, count=told.count)


class SheetLineTold(WireShape):
    """A line of the sheet, as the policy `report_definitions` names it (`sheet`)."""

    key: str
    """`clients`, or a measure."""
    whole: SheetNumber
    """How many; of a share, out of how many."""
    parts: dict[str, SheetNumber]
    """By step or value; of a share how many, by the name of the line."""


class MonthSheet(WireShape):
    """What of a month may be handed to whoever leads the village: no name, and no small number of people."""

    month: str
    """Which month."""
    until: date
    """The last day that is counted."""
    definitions: str
    """The version of the policy it is counted by."""
    least: int
    """The smallest number of people that is told."""
    confirmed_on: date | None
    """The day on which whoever leads the unit confirmed it; its figures are told. Null: not yet, and it tells what the
    records say."""
    corrected: bool
    """Whether she corrected it since."""
    lines: list[SheetLineTold]
    """In the order of the policy."""


@router.get("/{month}", responses=answers(SignInNeeded, NotYours, NotFound))
def read_month(month: Month, entered: Looking, engine: TheEngine) -> UnitMonth:
    """The coordinator's unit, by the cases for which it is responsible now, wherever they were then."""
    told = counted_for(month, entered, engine)
    return UnitMonth(
        month=month, until=told.until, definitions=policies.report_definitions().version, clients=told.clients,
        left_out=told.left_out, steps=told.steps,
        measures=[measure_of(one) for one in told.measures],
    )  # fmt: skip


def measure_of(one: CountedMeasure) -> MonthMeasure:
    """On the wire."""
    people = MeasuredPeople.model_validate(one.people._asdict())
    return MonthMeasure(key=one.key, count=one.found, of=one.of, by=one.by, people=people)


@router.get("/{month}/sheet", responses=answers(SignInNeeded, NotYours, NotFound))
def read_month_sheet(month: Month, entered: Looking, engine: TheEngine) -> MonthSheet:
    """The same month for a reader outside the unit: fewer lines, and numbers under `least` are not told, nor is what
    would give one away. Of a month that was confirmed the figures of its report; parts where these are still its."""
    told = counted_for(month, entered, engine)
    return sheet_told(month, told, report_of(*entered, entered.scope.actor.unit or "", month))


def sheet_told(month: str, told: MonthCounts, report: Values | None) -> MonthSheet:
    """On the wire. `report`: in which the month was confirmed."""
    definitions = policies.report_definitions()
    rows = sheet_of(definitions, told)
    lines = [
        SheetLineTold(
            key=row.key, whole=SheetNumber.of(row.whole),
            parts={name: SheetNumber.of(part) for name, part in row.parts.items()},
        )
        for row in (confirmed_rows(rows, report) if report else rows)
    ]  # fmt: skip
    return MonthSheet(
        month=month, until=told.until, definitions=definitions.version, least=definitions.least,
        confirmed_on=report and report["on"], corrected=bool(report and report.get("amended_because")), lines=lines,
    )  # fmt: skip


def counted_for(month: str, entered: Entered, engine: Engine) -> MonthCounts:
    """By whoever leads the unit alone; that it was read is logged."""
    session, scope = entered
    told = month_counted(session, scope, month, must_have_come(scope, month))
    log_read(engine, scope, "month", "overview", [], {"month": month})
    return told


def month_counted(session: Session, scope: Scope, month: str, today: date) -> MonthCounts:
    """Of the unit of who acts, which is in scope."""
    definitions, steps = policies.report_definitions(), policies.journey().steps
    found = records_of_unit(session, scope, scope.actor.unit or "", kinds_counted(definitions, steps))
    return count_month(definitions, steps, KINDS, counted_of(found), month, today)


def must_have_come(scope: Scope, month: str) -> date:
    """Today, where whoever leads the unit asks for a month that has begun."""
    if scope.actor.role != "coordinator":
        raise NotYours("coordinators-only")
    today = scope.now.astimezone(ZoneInfo(scope.actor.timezone)).date()
    if month > f"{today:%Y-%m}":
        raise NotFound("month-to-come")
    return today
