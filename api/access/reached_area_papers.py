"""Papers for areas, as offices are told them: those of their own area and below, and those from above that cover any of
it."""

from sqlalchemy import ColumnElement, and_, literal, or_, text
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.access.scope import REACH, Reach
from api.actor import Actor
from api.changes.area_papers import FOUND_IN, AreaPaper, touches
from api.problems.tree import NotYours


def area_writing(actor: Actor) -> str:
    """The code of the area for which her office writes papers; empty: the country. NotYours of who has none."""
    reach = REACH.get(actor.role, Reach())
    if not reach.writes or (reach.counts != "country" and not actor.area):
        raise NotYours("area-papers-of-offices")
    return "" if reach.counts == "country" else actor.area or ""


def papers_concerning(session: Session, kind: str, inside: str) -> SelectOfScalar[AreaPaper]:
    """Of the office of this area, and of those above it that cover any of it; empty: the nation's. The first to end
    first."""
    query = select(AreaPaper).where(AreaPaper.kind == kind, concerns(session, inside))
    return query.order_by(col(AreaPaper.ends_on), col(AreaPaper.office), col(AreaPaper.id))


def papers_reached(session: Session, kind: str, own: str) -> SelectOfScalar[AreaPaper]:
    """The same, and of every office in the area; what its own office wrote comes first."""
    below = col(AreaPaper.office).startswith(f"{own}.") if own else col(AreaPaper.office).is_not(None)
    query = select(AreaPaper).where(AreaPaper.kind == kind, or_(below, concerns(session, own)))
    return query.order_by(col(AreaPaper.office) != own, col(AreaPaper.office))


def concerns(session: Session, inside: str) -> ColumnElement[bool]:
    """Its office is that of this area, or one above it and the paper reaches here."""
    reaches = text(touches(FOUND_IN[session.get_bind().dialect.name], ":inside")).bindparams(inside=inside)
    return or_(col(AreaPaper.office) == inside, and_(literal(inside).startswith(col(AreaPaper.office)), reaches))
