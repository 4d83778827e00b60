"""Exports: what an office reads on its page, as a file. She proves herself once more, and each leaves a line."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, NamedTuple, cast

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from sqlalchemy import Engine

from api import policies
from api.access.read_log import log_read
from api.access.scope import Scope
from api.changes.published_policies import counting_in
from api.db.engine import TheEngine, reading
from api.identity.audits import record_audit
from api.identity.current_actor import Claim, Claimed, acting
from api.identity.recent_sign_in import PROVED_WITHIN, Recent
from api.policies.data_mapping import DataMapping
from api.problems.tree import Invalid, NotFound, NotYours, SignInNeeded, StaleSignIn, answers
from api.resources.exports.data_values import DataValuePreview, preview_of
from api.resources.exports.export_cells import ExportCell, cells_of
from api.resources.exports.export_sheets import (
    ExportedQuarter,
    ExportSheet,
    data_sheet,
    dictionary_sheet,
    file_name,
    level_name,
    method_sheet,
)
from api.resources.exports.standing_export import standing_sheets
from api.resources.exports.study_export import study_file_name, study_sheets
from api.resources.exports.written_sheets import CSV, XLSX, as_csv, as_xlsx
from api.resources.numbers import Inside, Level, Measure, Span, quarter_told
from api.resources.studies import StudyId, came_of
from api.resources.unit_progress import Year, asked_of, funnel_of, phases_of

REFUSALS = answers(SignInNeeded, StaleSignIn, NotYours, NotFound, Invalid)
FILE = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
FILES: dict[int | str, dict[str, Any]] = {
    **REFUSALS, 200: {"description": "The file.", "content": {CSV: FILE, XLSX: FILE}},
}  # fmt: skip

router = APIRouter(prefix="/v1/exports", tags=["numbers"], dependencies=[Depends(Recent(minutes=PROVED_WITHIN))])

Written = Annotated[Literal["csv", "xlsx"], Query(description="A table of the data, or a workbook that explains it.")]
AreaLevel = Annotated[Literal["regency", "province", "country"], Query(description="Of which areas.")]


class AskedNumbers(NamedTuple):
    """What behind the question mark narrows an export."""

    level: str
    area: str | None
    span: str | None
    measure: str | None


class ExportedNumbers(NamedTuple):
    """What she may take along."""

    quarter: ExportedQuarter
    cells: list[ExportCell]


@router.get("/numbers", response_class=Response, responses=FILES)
def export_numbers(
    claim: Claimed, engine: TheEngine, written: Written = "xlsx", level: Level = "unit", area: Inside = None,
    span: Span = None, measure: Measure = None,
) -> Response:  # fmt: skip
    """The numbers that `GET /v1/numbers` tells, by the same rights, and a mark where one is not told. The workbook has
    three sheets: data, dictionary, method. Texts that a spreadsheet would run as a formula begin with a quote."""
    quarter, cells = exported(claim, engine, written, AskedNumbers(level, area, span, measure))
    definitions = policies.told_numbers()
    sheets = [data_sheet(quarter, cells, definitions), dictionary_sheet(definitions), method_sheet(quarter)]
    level_called = level_name(quarter.level).partition("/")[0]
    return as_file(written, sheets, file_name("numbers", quarter.span, level_called, quarter.area))


@router.get("/data-values", responses=REFUSALS)
def preview_data_values(
    claim: Claimed, engine: TheEngine, level: AreaLevel = "regency", area: Inside = None, span: Span = None,
    measure: Measure = None,
) -> DataValuePreview:  # fmt: skip
    """The same numbers as a DHIS2 would be sent them (`dataValueSets`), with the codes of the policy `data_mapping`.
    It is a dry run: nothing is sent from here."""
    quarter, cells = exported(claim, engine, "dhis2", AskedNumbers(level, area, span, measure))
    with reading(engine) as session:
        mapping = counting_in(session, "data_mapping", int(quarter.span[:4]))
    return preview_of(cast(DataMapping, mapping), quarter.span, cells)


@router.get("/standing", response_class=Response, responses=FILES)
def export_standing(
    claim: Claimed, engine: TheEngine, written: Written = "xlsx", year: Year = None, area: Inside = None
) -> Response:
    """How far units have come, as `GET /v1/funnel` and `GET /v1/phases` tell it, by the same rights: steps, agents and
    phases beside their targets. It is of units and their staff; where agents come from is not in it."""
    with acting(engine, claim) as (session, actor):
        asked = asked_of(actor, claim.now, year, area)
        funnel, phases = funnel_of(session, asked), phases_of(session, asked)
        record_audit(session, f"export-standing-{written}", actor.id, by=actor.id, now=claim.now)
    log_read(engine, Scope(actor, claim.now), "numbers", "export", [], {"year": asked.year, "area": asked.inside})
    sheets = standing_sheets(funnel, phases, asked.inside)
    return as_file(written, sheets, file_name("standing", str(asked.year), asked.inside))


@router.get("/studies/{study}", response_class=Response, responses=FILES)
def export_study(study: StudyId, claim: Claimed, engine: TheEngine, written: Written = "xlsx") -> Response:
    """What came of a study, as `GET /v1/studies/{study}/results` tells it, by the same right: people in each arm, how
    they changed, and how much more among clients of units. What is not told there has a mark here."""
    with acting(engine, claim) as (session, actor):
        row, results = came_of(session, actor, study, claim.now)
        record_audit(session, f"export-study-{written}", study, by=actor.id, now=claim.now)
    log_read(engine, Scope(actor, claim.now), "studies", "export", [], {"study": study})
    return as_file(written, study_sheets(row, results), study_file_name(row))


def exported(claim: Claim, engine: Engine, way: str, asked: AskedNumbers) -> ExportedNumbers:
    """Read in the transaction that writes the line of the audit."""
    definitions = policies.told_numbers()
    with acting(engine, claim) as (session, actor):
        told = quarter_told(session, actor, *asked)
        record_audit(session, f"export-{way}", actor.id, by=actor.id, now=claim.now)
    cells = list(cells_of(told, definitions, asked.measure))
    log_read(engine, Scope(actor, claim.now), "numbers", "export", [], {**asked._asdict(), "span": told.span})
    area = asked.area or actor.area or ""
    return ExportedNumbers(ExportedQuarter(told.span, asked.level, area, told.rules, told.least, told.units), cells)


def as_file(written: str, sheets: Sequence[ExportSheet], name: str) -> Response:
    """The data alone as a table, or all as a workbook. Its name says what it holds, and nothing of who asked."""
    content, media = (as_csv(sheets[0]), CSV) if written == "csv" else (as_xlsx(sheets), XLSX)
    told = {"Content-Disposition": f'attachment; filename="{name}.{written}"'}
    return Response(content, media_type=media, headers=told)
