"""Whose held change it is and about whom, as a person says it: the author's name and the client's alias."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select, tuple_
from sqlmodel import Session, col

from api.actor import Actor
from api.changes.index_tables import ROWS
from api.changes.tables import Feed, HeldChange
from api.identity.people import Person


class HeldNames(NamedTuple):
    """`author`: empty to an officer, who is told nobody's. `alias`: None where no such client is known, or her case is
    another unit's now."""

    author: str
    alias: str | None


def names_of(session: Session, actor: Actor, rows: Collection[HeldChange]) -> list[HeldNames]:
    """For each in its order."""
    client = ROWS["client"]
    cases = {(row.home, row.feed) for row in rows}
    query = select(client.c.home, client.c.feed, client.c.alias)
    query = query.join_from(client, Feed, (col(Feed.home) == client.c.home) & (col(Feed.id) == client.c.feed))
    query = query.where(tuple_(client.c.home, client.c.feed).in_(cases), col(Feed.unit) == actor.unit)
    aliases = {(home, feed): alias for home, feed, alias in session.connection().execute(query).all()}
    told = {row.by for row in rows} if actor.unit else ()
    writers = select(col(Person.id), col(Person.name)).where(col(Person.id).in_(told))
    authors = {person: name for person, name in session.connection().execute(writers).all()}
    return [HeldNames(authors.get(row.by, ""), aliases.get((row.home, row.feed))) for row in rows]
