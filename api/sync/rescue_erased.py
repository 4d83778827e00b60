"""What lies sealed here of a case that was erased: it goes with the case, and what comes later is not kept."""

import re
from collections.abc import Mapping

import orjson
from sqlalchemy import bindparam, or_, select
from sqlmodel import Session, SQLModel

from api.changes.feed_key import FeedKey
from api.db.among import among
from api.db.stated_scope import state
from api.identity.people import ID
from api.identity.rescued_envelopes import RescuedEnvelope
from api.identity.server_keys import ServerKeys
from api.sync.rescue_envelopes import EnvelopeContent, open_envelope

TABLES = SQLModel.metadata.tables
FEED, FOLLOW, CHANGE = TABLES["feed"], TABLES["follow"], TABLES["change"]
BOX = TABLES["rescued_envelope"]
SeenBoxes = Mapping[tuple[str, str], set[str]]
"""By whose it is and the name of its content, under which always the same lies: the ids it names."""
AN_ID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HOME = bindparam("home", type_=ID)
OF_CASE = select(CHANGE.c.feed).where(CHANGE.c.home == HOME, among(CHANGE.c.record))
ERASED = select(FEED.c.id).where(
    FEED.c.home == HOME, FEED.c.erased_at.is_not(None), or_(among(FEED.c.id), FEED.c.id.in_(OF_CASE))
)

# Boxes of the people of this home; an empty one has nothing to open.
WAITING = select(BOX.c.person, BOX.c.name).where(
    BOX.c.sealed.is_not(None), BOX.c.person.in_(select(FOLLOW.c.agent).where(FOLLOW.c.home == HOME))
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
    for home in run(select(FOLLOW.c.home).where(FOLLOW.c.agent == person).distinct()).scalars().all():
        state(session, {"home": home})
        if run(ERASED, {"home": home, "ids": named}).first():
            return True
    return False


def look_through(session: Session, keys: ServerKeys, home: str) -> SeenBoxes:
    """What waits of the people of a home, and which ids each names. To open one costs half a millisecond, and thousands
    may lie there: so it is done before the home is locked."""
    state(session, {"home": home})
    came = session.connection().execute(WAITING.add_columns(BOX.c.sealed), {"home": home})
    return {(one.person, one.name): ids_of_box(session, keys, one.sealed) for one in came}


def forget_envelopes(session: Session, keys: ServerKeys, case: FeedKey, seen: SeenBoxes) -> None:
    """Under the lock of its home, of whoever ever followed somebody there. The rows stay, and keep the same out.
    `seen`: those that were looked through before; only what came since is opened here."""
    run = session.connection().execute
    ids = {case.id, *run(select(CHANGE.c.record).where(CHANGE.c.home == case.home, CHANGE.c.feed == case.id)).scalars()}
    for person, name in run(WAITING, {"home": case.home}).all():
        box = person, name
        row = None if box in seen else session.get_one(RescuedEnvelope, box)
        if ids & (ids_of_box(session, keys, str(row.sealed)) if row else seen[box]):
            row = row or session.get_one(RescuedEnvelope, box)
            row.sealed = None
            session.add(row)


def ids_of_box(session: Session, keys: ServerKeys, sealed: str) -> set[str]:
    """None of what cannot be opened."""
    opened = open_envelope(session, keys, sealed)
    return ids_of_case(opened.content) if opened else set()
