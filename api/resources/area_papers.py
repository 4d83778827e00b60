"""How an office keeps a paper for areas, whatever it is about, and how one is told."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, col

from api import policies
from api.access.reached_area_papers import area_writing, papers_concerning, papers_reached
from api.access.scope import area_counted
from api.actor import Actor
from api.areas import known
from api.changes.area_papers import COUNTRY, AreaPaper
from api.db.passing_faults import repeatable
from api.identity.audits import record_audit
from api.identity.current_actor import Claim, acting
from api.identity.server_epoch import EpochState
from api.problems.messages import fault_at
from api.problems.tree import Invalid, MatchNeeded, NotFound
from api.resources.area_paper_rows import areas_of, row_values
from api.resources.area_paper_shapes import AreaPaperText, AreaPaperTold
from api.resources.days import day_in
from api.resources.etags import etag_of_all, must_name
from api.resources.unit_progress import OFFICE_TIME

Text = TypeVar("Text", bound=AreaPaperText)
Told = TypeVar("Told", bound=AreaPaperTold)
Faults = Iterator[dict[str, str]]


class PaperAsked(NamedTuple, Generic[Text, Told]):
    """A paper as its office asks for it. `stands`: what is there already; `today`: by which its days are judged."""

    office: str
    id: str
    text: Text
    stands: Told | None
    today: date

    def moves(self, name: str) -> bool:
        """Only what is said anew is judged, since what stands may be told no more."""
        return self.stands is None or getattr(self.stands, name) != getattr(self.text, name)


class AreaPaperRules(NamedTuple, Generic[Text, Told]):
    """What is its own in a kind: how it is told, and what it cannot say."""

    kind: str
    tell: Callable[[Session, Sequence[AreaPaper]], list[Told]]
    faults: Callable[[Session, PaperAsked[Text, Told]], Faults]


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
        office, values = area_writing(actor), row_values(text)
        session.get(EpochState, 1, with_for_update=True)  # of two that bear one number, the second finds the first
        row = session.get(AreaPaper, (office, rules.kind, name))
        if row is None or any(getattr(row, field) != value for field, value in values.items()):
            stands = rules.tell(session, [row])[0] if row else None
            must_have_seen(match, stands)
            asked = PaperAsked(office, name, text, stands, day_in(claim.now, OFFICE_TIME))
            must_be_sound(asked, rules.faults(session, asked))
            by: dict[str, Any] = {"written_by": actor.id, "written_at": claim.now}
            row = row or AreaPaper(office=office, kind=rules.kind, id=name, **values, **by)
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


def must_be_sound(asked: PaperAsked[Text, Told], of_kind: Faults) -> None:
    """Invalid at each place."""
    faults = [*day_faults(asked, ("starts_on", "ends_on")), *region_faults(asked.office, asked.text.regions), *of_kind]
    if asked.text.ends_on < asked.text.starts_on:
        faults.append(fault_at("/ends_on", "area-paper-turned-round"))
    if faults:
        raise Invalid(errors=faults)


def day_faults(asked: PaperAsked[Text, Told], names: Sequence[str]) -> Faults:
    """None in a wrong year."""
    bounds = policies.plausible_days()
    first, last = asked.today - timedelta(days=bounds.past_days), asked.today + timedelta(days=bounds.far_days)
    for name in filter(asked.moves, names):
        if not first <= getattr(asked.text, name) <= last:
            yield fault_at(f"/{name}", "day-far-off")


def region_faults(office: str, regions: Sequence[str]) -> Faults:
    """Each an area that there is, in the office's own."""
    for at, code in enumerate(regions):
        if code != COUNTRY and not known(code):
            yield fault_at(f"/regions/{at}", "area-unknown")
        elif office and code != office and not code.startswith(f"{office}."):
            yield fault_at(f"/regions/{at}", "area-elsewhere")
