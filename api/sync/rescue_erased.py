"""What lies sealed here of a case that was erased: it goes with the case, and what comes later is not kept."""

import re
from collections.abc import Iterator

import orjson
from sqlalchemy import bindparam, or_, select
from sqlmodel import Session, SQLModel, col

from api.changes.feed_key import FeedKey
from api.db.among import among
from api.db.stated_scope import state
from api.identity.people import ID
from api.identity.rescued_envelopes import RescuedEnvelope
from api.identity.server_keys import ServerKeys
from api.sync.rescue_envelopes import EnvelopeContent, open_envelope

TABLES = SQLModel.metadata.tables
FEED, FOLLOW, CHANGE = TABLES["feed"], TABLES["follow"], TABLES["change"]
AN_ID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HOME = bindparam("home", type_=ID)
OF_CASE = select(CHANGE.c.feed).where(CHANGE.c.home == HOME, among(CHANGE.c.record))
ERASED = select(FEED.c.id).where(
    FEED.c.home == HOME, FEED.c.erased_at.is_not(None), or_(among(FEED.c.id), FEED.c.id.in_(OF_CASE))
)


def ids_of_case(content: EnvelopeContent) -> set[str]:
    """By which it is known in which case it lies: a change and a record say so; of a draft, of which nothing is known
    here, any id in its key, and only where that names none any that it holds: it may tell of another case."""
    says = content.change or content.found
    if says is not None:
        return {says["feed"]} if AN_ID.fullmatch(str(says.get("feed"))) else set()
    draft = content.draft or {}
    return set(AN_ID.findall(str(draft.get("key"))) or AN_ID.findall(orjson.dumps(draft).decode()))


def lies_in_erased(session: Session, person: str, content: EnvelopeContent) -> bool:
    """In a home where its author follows or followed somebody."""
    run, named = session.connection().execute, ids_of_case(content)
    homes = run(select(FOLLOW.c.home).where(FOLLOW.c.agent == person).distinct()).scalars() if named else ()
    for home in list(homes):
        state(session, {"home": home})
        if run(ERASED, {"home": home, "ids": named}).first():
            return True
    return False


def forget_envelopes(session: Session, keys: ServerKeys, case: FeedKey) -> None:
    """Under the lock of its home, of whoever ever followed somebody there. The rows stay, and keep the same out."""
    run = session.connection().execute
    ids = {case.id, *run(select(CHANGE.c.record).where(CHANGE.c.home == case.home, CHANGE.c.feed == case.id)).scalars()}
    for row in list(waiting_in(session, case.home)):
        opened = open_envelope(session, keys, row.sealed or "")
        if opened and ids & ids_of_case(opened.content):
            row.sealed = None
            session.add(row)


def waiting_in(session: Session, home: str) -> Iterator[RescuedEnvelope]:
    """Of the people of this home."""
    people = select(FOLLOW.c.agent).where(FOLLOW.c.home == home)
    yield from session.execute(
        select(RescuedEnvelope).where(col(RescuedEnvelope.sealed).is_not(None), col(RescuedEnvelope.person).in_(people))
    ).scalars()
