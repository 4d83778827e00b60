"""Papers about a month of the coordinator's unit, as PDF."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from sqlalchemy import Engine

from api import policies
from api.access.entering import Entered
from api.access.read_log import SeenRecord, log_read
from api.access.views import office_view, viewed
from api.db.engine import TheEngine
from api.identity.current_actor import TheSettings
from api.identity.people import Unit
from api.numbers.living_records import records_of_cases
from api.numbers.unit_reading import cases_of_unit, counted_of
from api.papers.client_recap import RecapCase, client_recap
from api.papers.month_numbers import month_report, village_sheet
from api.problems.tree import NotAllowed, NotFound, NotYours, SignInNeeded, answers
from api.records import KINDS
from api.records.journey_step import step_now
from api.records.month_counts import CountedCase
from api.records.task_case import TaskCase, TaskRecord
from api.resources.confirmed_months import report_of
from api.resources.months import Month, counted_for, must_have_come
from api.resources.pdf_answers import SHOWN, pdf_answer
from api.resources.scoped import Looking

router = APIRouter(prefix="/v1/months", tags=["unit"])
STEPS = policies.journey().steps
RECAP = sorted({"client", "screening", "closure", "consent", *(one.kind for one in STEPS)})

MonthPaper = Annotated[Literal["month-report", "village-sheet", "client-recap"], Path(description="Which paper.")]


@router.get(
    "/{month}/papers/{paper}", response_class=Response,
    responses={**answers(SignInNeeded, NotYours, NotFound, NotAllowed), **SHOWN},
)  # fmt: skip
def read_month_paper(
    month: Month, paper: MonthPaper, entered: Looking, engine: TheEngine, settings: TheSettings
) -> Response:
    """`month-report`: the unit's own, with small numbers. `village-sheet`: what may be handed to whoever leads the
    village. `client-recap`: its clients by their codes, as Perka BNN 4/2015 asks, with no name and no alias.
    `paper-template-broken`: the office's own template of it cannot be set."""
    told = told_on(paper, month, entered, engine)
    place = entered.session.get(Unit, entered.scope.actor.unit)
    if place is None:
        raise NotFound()
    return pdf_answer(settings, paper, place.name, place.village, told)


def told_on(paper: str, month: str, entered: Entered, engine: Engine) -> dict[str, Any]:
    """What stands on it; that it was read is logged."""
    if paper == "client-recap":
        return recap_for(month, entered, engine)
    definitions, counts = policies.report_definitions(), counted_for(month, entered, engine)
    report = report_of(*entered, entered.scope.actor.unit or "", month)
    if paper == "month-report":
        return month_report(definitions, month, counts, report)
    return village_sheet(definitions, month, counts, report)


def recap_for(month: str, entered: Entered, engine: Engine) -> dict[str, Any]:
    """Through her view, also of cases that she accompanies herself: the paper leaves her hands."""
    session, scope = entered
    today = must_have_come(scope, month)
    cases = [case for case in cases_of_unit(session, scope, scope.actor.unit or "") if case.about == "case"]
    found = records_of_cases(session, scope, cases, RECAP)
    log_read(engine, scope, "client", "overview", [SeenRecord(one.id, one.id) for one in cases], {"month": month})
    return client_recap([recap_case(records, today) for records in counted_of(found)], month)


def recap_case(records: Sequence[TaskRecord], today: date) -> RecapCase:
    """As a coordinator is shown it."""
    case = TaskCase(KINDS, records, today)
    step, takes_part = step_now(case, STEPS), CountedCase(case).takes_part
    return RecapCase(list(as_shown(case.newest)), step, takes_part)


def as_shown(records: Sequence[TaskRecord]) -> Iterator[TaskRecord]:
    """What her role may read of each."""
    for one in records:
        values = dict(one.values)
        yield one._replace(values=viewed(values, office_view(KINDS[one.kind], "coordinator", values)))
