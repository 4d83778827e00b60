"""A list in the order of positions, home by home: whoever follows `next` misses nothing, however many write."""

from typing import NamedTuple

from sqlmodel import Session

from api.access.scope import Scope
from api.actor import Actor
from api.changes.merge import Values
from api.records import Record
from api.resources.records.cursor import About, Cursor, Place, read, written
from api.resources.records.filters import Filters, conditions
from api.resources.records.found import Found, item
from api.resources.records.history import questions_of
from api.resources.records.order import (
    Told,
    by_position,
    departed,
    in_order,
    latest,
    no_longer_read,
    records_of,
    stands_of,
)
from api.settings import Settings


class Page(NamedTuple):
    """A page as it is sent, and the records that stand on it."""

    body: Values
    found: list[Found]


def page(session: Session, scope: Scope, kind: type[Record], filters: Filters, settings: Settings) -> Page:
    """What changed since the cursor; all, where there is none."""
    list(conditions(scope, kind, filters))  # refused also where there is nothing to filter
    epoch, stands = stands_of(session, scope)
    about = About(described(scope.actor, kind, filters), epoch, settings)
    cursor = read(filters.cursor, about)
    told, places = told_since(session, scope, kind, filters, cursor, stands)
    more = len(told) > filters.limit
    told = (
        told[: filters.limit]
        if more
        else [
            *told,
            *no_longer_read(session, scope, kind, cursor.at, cursor.places),
        ]
    )
    found = records_of(session, scope, kind, told)
    body = {
        "items": [item(scope, one, questions_of(session, scope, one)) for one in found],
        "withdrawn": [
            {
                "id": one.record,
                whose(kind): None if scope.never_named(kind.feed) else one.feed if kind.feed == "case" else one.home,
            }
            for one in told
            if not one.version
        ],
        "next": written(Cursor(places, cursor.at if more else scope.now), about, scope.now),
        "more": more,
    }
    return Page(body, found)


def described(actor: Actor, kind: type[Record], filters: Filters) -> str:
    """The reader and the list."""
    asked = filters.model_dump_json(exclude={"cursor", "limit"}, exclude_defaults=True)
    return "|".join((actor.id, actor.role, kind.kind, asked))


def told_since(
    session: Session, scope: Scope, kind: type[Record], filters: Filters, cursor: Cursor, stands: dict[str, int]
) -> tuple[list[Told], dict[str, Place]]:
    """One more than the page holds, where more waits; and where the reader stands after the page."""
    told: list[Told] = []
    places, left = dict(cursor.places), departed(session, scope, kind, filters, cursor)
    for home, last in sorted((latest(left) | stands).items()):
        place = cursor.place(home, last)
        if place.reached >= last:
            continue
        room = filters.limit + 1 - len(told)
        gone = [one for one in left if one.home == home]
        here = by_position([*in_order(session, scope, kind, filters, home, place), *gone])[:room]
        told += here
        if len(here) == room:
            reached = here[-2].position if room > 1 else place.reached
            return told, {**places, home: Place(reached, place.began)}
        places[home] = Place(last, min(place.began, last))
    return told, places


def whose(kind: type[Record]) -> str:
    """As what a feed is told."""
    return "client" if kind.feed == "case" else "unit"
