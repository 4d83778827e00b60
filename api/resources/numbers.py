"""Numbers of units, regencies, provinces and the country, as offices are told them: read as they were written once."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Query, Response
from sqlalchemy import func
from sqlmodel import Session, col, select

from api import policies
from api.access.scope import area_counted
from api.actor import Actor
from api.areas import area as area_called
from api.identity.current_actor import Reading, SignedIn
from api.identity.people import Unit
from api.numbers.quarters import spans_from
from api.numbers.tables import ToldNumber
from api.numbers.telling import QUARTER, marks_of
from api.numbers.told_spans import SYMBOLS
from api.numbers.yearly_targets import wanted_numbers
from api.problems.tree import Invalid, NotFound, NotYours, SignInNeeded, answers
from api.shapes import WireShape

router = APIRouter(prefix="/v1/numbers", tags=["numbers"])

IS_MARK = (ToldNumber.measure == QUARTER, ToldNumber.level == "country", ToldNumber.block == QUARTER)
Level = Annotated[Literal["unit", "regency", "province", "country"], Query(description="Of which places.")]
Inside = Annotated[
    str | None,
    Query(pattern=r"^\d\d(\.\d\d)?$", description="Only places in this area. The reader's own when absent."),
]
Span = Annotated[
    str | None, Query(pattern=r"^20\d\d-Q[1-4]$", description="A quarter, such as `2026-Q4`. The newest when absent.")
]
Measure = Annotated[str | None, Query(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="Only this number of the policy.")]


class ToldPart(WireShape):
    """A number within a number."""

    month: str | None
    """Which month. Null: the whole quarter."""
    part: str | None
    """Which part, as the policy `told_numbers` divides it; `rest`: all others. Null: all of them."""
    count: int
    """How many: of `least` different people at the least, and so are all that are left beside it; 0 in a part of a
    number that tells of whoever works (`none_too`); of a mean (`mean`) what it comes to. Where the policy says
    `coarse` rounded down to a multiple of `least`: two quarters laid side by side would tell the few who came
    between them."""


class PlaceNumber(WireShape):
    """A number of one place. What is not told is absent: it is few, or would tell what is few."""

    place: str
    """A unit's id, an area's code, or empty for the country."""
    name: str
    """Of the unit or area."""
    measure: str
    """Its name in the policy `told_numbers`, which says what it means and names its parts."""
    parts: list[ToldPart]
    """As far as they are told: the whole first, then parts or months."""


class NumberedPlace(WireShape):
    """A place in which units are."""

    place: str
    """A unit's id, an area's code, or empty for the country."""
    name: str
    """Of the unit or area."""


class PlaceTarget(WireShape):
    """What is wanted of a number in the year of the quarter, of one place."""

    place: str
    """A unit's id, an area's code, or empty for the country."""
    measure: str
    """Its name in the policy `told_numbers`. Where a share is told, `value` and `reached` are per cent."""
    value: int
    """How many are wanted in the whole year."""
    reached: int | None
    """What was told of the year up to this quarter: added up, or of where clients stand and of a mean the newest. Null:
    in one of its quarters it is not told, or no quarter was told yet."""


class QuarterNumbers(WireShape):
    """A quarter of these places."""

    span: str
    """Which quarter."""
    spans: list[str]
    """All quarters that were told, the newest first."""
    places: list[NumberedPlace]
    """All places of this level in the area, also those of which nothing is told, by their code; units by name."""
    rules: str
    """The versions of the policies `told_numbers` and `journey` by which it was counted."""
    least: int
    """The smallest number of people that is told."""
    units: int
    """Of how many units the country's numbers are made."""
    later: list[str]
    """Numbers that are told of this quarter later, when what comes of it can be seen, or that it was told without."""
    numbers: list[PlaceNumber]
    """By place and by number. A number of which nothing is told is absent."""
    targets: list[PlaceTarget]
    """By place and by number, as far as one is set (`/v1/targets`)."""


class ToldRow(NamedTuple):
    """What is read of a `ToldNumber`: whole tables of the nation are, so no object is made of each."""

    place: str
    measure: str
    block: str
    number: int


@router.get("", response_model=QuarterNumbers, responses=answers(SignInNeeded, NotYours, NotFound, Invalid))
def read_numbers(
    actor: SignedIn, session: Reading, level: Level = "unit", area: Inside = None, span: Span = None,
    measure: Measure = None,
) -> Response:  # fmt: skip
    """An office's own area in a quarter that is over, or what lies in it. It was written once, so that no two answers
    differ by the few who came between them."""
    told = quarter_told(session, actor, level, area, span, measure)
    return Response(told.model_dump_json(), media_type="application/json")  # which was judged when it was made


def quarter_told(
    session: Session, actor: Actor, level: str, area: str | None, span: str | None, measure: str | None
) -> QuarterNumbers:
    """What she reads, and what is exported."""
    inside = must_be_told(actor, level, area)
    told = told_row(session, span)
    rows = rows_of(session, told.span, level, inside, measure)
    places = places_of(session, level, inside, {row.place for row in rows})
    names = {one.place: one.name for one in places}
    definitions, marks = policies.told_numbers(), marks_of(session, told.span)
    return QuarterNumbers(
        span=told.span, spans=spans_told(session), places=places, rules=told.rules,
        least=policies.report_definitions().least, units=told.count,
        later=[one.key for one in definitions.lines if one.key not in marks],
        numbers=list(numbers_of(rows, names)),
        targets=[
            PlaceTarget(place=one.place, measure=one.measure, value=one.value, reached=one.reached.value)
            for one in wanted_numbers(session, told.span, level, inside)
            if one.place in names and measure in (None, one.measure)
        ],
    )  # fmt: skip


def must_be_told(actor: Actor, level: str, area: str | None) -> str:
    """The area of which she asks, which is hers or lies in it; and to her role such places are told."""
    if level not in policies.told_numbers().readers.get(actor.role, ()):
        raise NotYours("offices-only")
    return area_counted(actor, area)


def told_row(session: Session, span: str | None) -> ToldNumber:
    """That the quarter was told, or the newest that was."""
    query = select(ToldNumber).where(*IS_MARK)
    query = query.where(ToldNumber.span == span) if span else query.order_by(col(ToldNumber.span).desc())
    found = session.exec(query.limit(1)).first()
    if found is None:
        raise NotFound()
    return found


def rows_of(session: Session, span: str, level: str, inside: str, measure: str | None) -> Sequence[ToldRow]:
    """In the order in which they are told."""
    query = select(ToldNumber.place, ToldNumber.measure, ToldNumber.block, ToldNumber.count)
    query = query.where(ToldNumber.span == span, ToldNumber.level == level, ToldNumber.measure != QUARTER)
    if inside:
        width = SYMBOLS["province"] if len(inside) == SYMBOLS["province"] else SYMBOLS["regency"]
        code = col(ToldNumber.area)
        query = query.where(code == inside if width == SYMBOLS["regency"] else code.startswith(inside))
    if measure:
        query = query.where(ToldNumber.measure == measure)
    order = (ToldNumber.place, ToldNumber.measure, col(ToldNumber.block))
    return [ToldRow(*row) for row in session.exec(query.order_by(*order))]


def spans_told(session: Session) -> list[str]:
    """The newest first. Each is looked for by its name, since the table is in the order of quarters and has many rows
    of each."""
    first, last = session.exec(select(func.min(ToldNumber.span), func.max(ToldNumber.span))).one()
    query = select(ToldNumber.span).where(*IS_MARK, col(ToldNumber.span).in_(list(spans_from(first, last))))
    return sorted(session.exec(query), reverse=True)


def places_of(session: Session, level: str, inside: str, told: set[str]) -> list[NumberedPlace]:
    """Where units are, told of or not; and what is told of, though its units lie elsewhere by now."""
    here = col(Unit.village).startswith(inside)
    named = told if level == "unit" else ()  # of any other level these are codes, which PostgreSQL takes for no id
    query = select(Unit.id, Unit.name, Unit.village).where(here | col(Unit.id).in_(named))
    units = session.exec(query.order_by(Unit.name, Unit.id)).all()
    if level == "unit":
        return [NumberedPlace(place=id, name=name) for id, name, _ in units]
    codes = {village[: SYMBOLS[level]] if level in SYMBOLS else "" for *_, village in units} | told
    return [NumberedPlace(place=code, name=area_called(code).name if code else "Indonesia") for code in sorted(codes)]


def numbers_of(rows: Sequence[ToldRow], names: Mapping[str, str]) -> Iterator[PlaceNumber]:
    """One for each place and measure."""
    for (place, measure), several in groupby(rows, key=lambda row: (row.place, row.measure)):
        parts = sorted((part_of(row) for row in several), key=order_of)
        yield PlaceNumber(place=place, name=names.get(place, ""), measure=measure, parts=parts)


def part_of(row: ToldRow) -> ToldPart:
    """From its block's name: nothing, a part, a month, or `month/part`."""
    month, slash, part = row.block.partition("/")
    if not slash and not month[:2].isdigit():
        month, part = "", month
    return ToldPart(month=month or None, part=part or None, count=row.number)


def order_of(one: ToldPart) -> tuple[str, bool, str]:
    """The whole first; a share's rest last."""
    return one.month or "", one.part == "rest", one.part or ""
