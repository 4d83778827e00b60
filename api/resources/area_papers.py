"""How an office keeps a paper for areas, whatever it is about, and how one is told."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

import orjson
from sqlalchemy import Engine
from sqlmodel import Session, col

from api import policies
from api.access.reached_area_papers import area_writing, papers_concerning, papers_reached
from api.access.scope import area_counted
from api.actor import Actor
from api.areas import Level, known, within
from api.areas import area as area_called
from api.changes.area_papers import COUNTRY, AreaPaper
from api.db.passing_faults import repeatable
from api.identity.audits import record_audit
from api.identity.current_actor import Claim, acting
from api.identity.server_epoch import EpochState
from api.problems.messages import fault_at
from api.problems.tree import Invalid, MatchNeeded, NotFound
from api.resources.area_paper_shapes import AreaPaperText, AreaPaperTold, OfferedArea
from api.resources.days import day_in
from api.resources.etags import etag_of_all, must_name
from api.resources.unit_progress import OFFICE_TIME

Text = TypeVar("Text", bound=AreaPaperText)
Told = TypeVar("Told", bound=AreaPaperTold)
Faults = Iterator[dict[str, str]]

INDONESIA = "Indonesia"
# {length of an area's code: what lies directly in it}
BELOW: Mapping[int, Level] = {0: "province", 2: "kabupaten", 5: "kecamatan"}
COLUMNS = ("regions", "starts_on", "ends_on", "institution", "voided_because")


class PaperAsked(NamedTuple, Generic[Text]):
    """A paper as its office asks for it. `today`: by which its days are judged."""

    office: str
    id: str
    text: Text
    today: date


class AreaPaperRules(NamedTuple, Generic[Text, Told]):
    """What is its own in a kind: how it is told, and what it cannot say (`stands`: what is there already)."""

    kind: str
    tell: Callable[[Session, Sequence[AreaPaper]], list[Told]]
    faults: Callable[[Session, AreaPaper | None, PaperAsked[Text]], Faults]


def listed(
    session: Session, actor: Actor, rules: AreaPaperRules[Text, Told], area: str | None
) -> tuple[dict[str, Any], list[Told]]:
    """`AreaPapers` of the reader's own area, or of one in it; and what stands there, the first to end first."""
    own = area_writing(actor)
    inside = own if area is None else area_counted(actor, area)
    rows = session.exec(papers_concerning(session, rules.kind, inside)).all()
    return {"office": inside or COUNTRY, "areas": areas_of(inside)}, rules.tell(session, rows)


def found(session: Session, actor: Actor, rules: AreaPaperRules[Text, Told], name: str) -> Told:
    """One that the reader's office is told of; NotFound otherwise."""
    row = session.exec(
        papers_reached(session, rules.kind, area_writing(actor)).where(col(AreaPaper.id) == name)
    ).first()
    if row is None:
        raise NotFound("no-such-area-paper")
    return rules.tell(session, [row])[0]


@repeatable
def kept(
    engine: Engine, claim: Claim, rules: AreaPaperRules[Text, Told], name: str, text: Text, match: str | None
) -> Told:
    """As it stands after this. What says nothing new is no change, whatever it has seen."""
    with acting(engine, claim) as (session, actor):
        asked, values = PaperAsked(area_writing(actor), name, text, day_in(claim.now, OFFICE_TIME)), row_values(text)
        session.get(EpochState, 1, with_for_update=True)  # of two that bear one number, the second finds the first
        row = session.get(AreaPaper, (asked.office, rules.kind, name))
        if row is None or any(getattr(row, field) != value for field, value in values.items()):
            must_have_seen(match, rules.tell(session, [row])[0] if row else None)
            must_be_sound(asked, rules.faults(session, row, asked))
            by: dict[str, Any] = {"written_by": actor.id, "written_at": claim.now}
            row = row or AreaPaper(office=asked.office, kind=rules.kind, id=name, **values, **by)
            row.sqlmodel_update(values | by)
            session.add(row)
            session.flush()
            record_audit(session, f"area-{rules.kind}", name, by=actor.id, now=claim.now)
        return rules.tell(session, [row])[0]


def must_have_seen(match: str | None, stands: AreaPaperTold | None) -> None:
    """Who changes it read it as it stands; who read one that is not there is told so, and writes none."""
    if stands and match is None:
        raise MatchNeeded()
    if match is not None:
        must_name(match, etag_of_all(stands) if stands else None)


def must_be_sound(asked: PaperAsked[Text], of_kind: Faults) -> None:
    """Invalid at each place."""
    faults = [*day_faults(asked, ("starts_on", "ends_on")), *region_faults(asked.office, asked.text.regions), *of_kind]
    if asked.text.ends_on < asked.text.starts_on:
        faults.append(fault_at("/ends_on", "area-paper-turned-round"))
    if faults:
        raise Invalid(errors=faults)


def day_faults(asked: PaperAsked[Text], names: Sequence[str]) -> Faults:
    """None in a wrong year."""
    bounds = policies.plausible_days()
    first, last = asked.today - timedelta(days=bounds.past_days), asked.today + timedelta(days=bounds.far_days)
    yield from (fault_at(f"/{name}", "day-far-off") for name in names if not first <= getattr(asked.text, name) <= last)


def region_faults(office: str, regions: Sequence[str]) -> Faults:
    """Each an area that there is, in the office's own."""
    for at, code in enumerate(regions):
        if code != COUNTRY and not known(code):
            yield fault_at(f"/regions/{at}", "area-unknown")
        elif office and code != office and not code.startswith(f"{office}."):
            yield fault_at(f"/regions/{at}", "area-elsewhere")


def row_values(text: AreaPaperText) -> dict[str, Any]:
    """As it is kept."""
    said = text.model_dump(mode="json", exclude_none=True, exclude=set(COLUMNS))
    columns = {name: getattr(text, name, None) for name in COLUMNS}
    return {**columns, "regions": f",{','.join(text.regions)},", "said": orjson.dumps(said).decode()}


def told_values(row: AreaPaper) -> dict[str, Any]:
    """What it says, and whose it is."""
    regions = row.regions.strip(",").split(",")
    columns = {name: value for name in COLUMNS if (value := getattr(row, name)) is not None}
    names = {"region_names": [name_of(one) for one in regions], "office_name": name_of(row.office)}
    said = orjson.loads(row.said)
    return {**said, **columns, **names, "regions": regions, "id": row.id, "office": row.office or COUNTRY}


def areas_of(inside: str) -> list[OfferedArea]:
    """The area, then those directly in it."""
    below = within(inside, BELOW[len(inside)])
    return [OfferedArea(code=code or COUNTRY, name=name_of(code)) for code in (inside, *(one.code for one in below))]


def name_of(code: str) -> str:
    """Of an area by its code; of none the country's."""
    return INDONESIA if code in ("", COUNTRY) else area_called(code).name
