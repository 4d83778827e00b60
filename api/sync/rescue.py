"""Hands in what phones sealed, as the enrolment that wrote it, each once, whoever carries it and however often.

    waiting, sent   judged like a push of its author: applied, or held for the coordinator
    found           what a restored server lost, for as long as it is taken at all
    draft, refused  never judged; kept for the same person's next phone

A locked phone writes nothing by itself any more: what it sealed goes before the coordinator.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import Session

from api.actor import Actor
from api.changes.answer_shapes import Result
from api.changes.schemas import Change, Found
from api.changes.store import store
from api.db.engine import reading, writing
from api.db.passing_faults import repeatable
from api.db.utc import in_utc
from api.identity.actors import find_actor
from api.identity.audits import record_audit
from api.identity.memberships import works_on_phone
from api.identity.renewals import was_only_renewed
from api.identity.rescued_envelopes import RescuedEnvelope, room_taken
from api.identity.server_keys import ServerKeys
from api.identity.tables import Enrolment
from api.sync.current_epoch import epoch_met
from api.sync.incoming import Faulty, change_of, read_change
from api.sync.push import Moments, begin_as, by_home, judge, open_batch, recover_in_home
from api.sync.rescue_envelopes import APPLIED, OpenedEnvelope, open_envelope
from api.sync.rescue_erased import lies_in_erased
from api.sync.returning import follow_again_if_returning

Answer = Literal["applied", "held", "known", "kept", "erased", "refused", "full"]
OF_PUSH: dict[str, Answer] = {"waiting": "held", "refused": "held", "erased": "erased"}
OF_FOUND: dict[str, Answer] = {"made": "applied", "asked": "applied", "same": "known", "waiting": "held"}
NEWS: tuple[Answer, ...] = ("applied", "held", "kept")


ROOM = 16 * 2**20
"""Bytes that wait here of one phone: some thousands of drafts. Whoever holds its keys could fill the disk."""


class EnvelopeAuthor(NamedTuple):
    """Who wrote envelopes. `locked`: what she wrote on this phone goes before the coordinator."""

    actor: Actor
    locked: bool


def hand_in(engine: Engine, keys: ServerKeys, sealed: Sequence[str], now: datetime) -> list[Answer]:
    """One answer for each, in their order; `refused` for whatever is no envelope of a phone known here."""
    with reading(engine) as session:
        opened = [open_envelope(session, keys, one) for one in sealed]
        phones = {one.phone.id: one.phone for one in opened if one}
        authors = {name: author_of_phone(session, phone) for name, phone in phones.items()}
    answers: dict[str, Iterator[Answer]] = {}
    for name, author in authors.items():
        came = hand_in_as(engine, author, [one for one in opened if one and one.phone.id == name], now)
        answers[name] = iter(came)
        if set(came) & set(NEWS):
            with writing(engine) as session:
                record_audit(session, "rescued", name, by=None, now=now)
    return [next(answers[one.phone.id]) if one else "refused" for one in opened]


def author_of_phone(session: Session, phone: Enrolment) -> EnvelopeAuthor:
    """The person as she stands today, on the phone that wrote."""
    stands = phone.status == "active" or was_only_renewed(session, phone)
    locked = not stands or not works_on_phone(session, phone.person)
    return EnvelopeAuthor(find_actor(session, phone.person, phone.id), locked)


def hand_in_as(engine: Engine, author: EnvelopeAuthor, mine: Sequence[OpenedEnvelope], now: datetime) -> list[Answer]:
    """Those of one phone: its changes first, together and in their order."""
    changes = [one.content.change for one in mine if one.content.mark in APPLIED]
    judged = iter(apply_all(engine, author, changes, now))
    rest = {"found": recover_one, "draft": keep_one, "refused": keep_one}
    return [
        next(judged) if one.content.mark in APPLIED else rest[one.content.mark](engine, author, one, now)
        for one in mine
    ]  # fmt: skip


@repeatable
def apply_all(engine: Engine, author: EnvelopeAuthor, raw: Sequence[Any], now: datetime) -> list[Answer]:
    """As a push would; of a home at a time."""
    read = [read_change(one) for one in raw]
    named = [one for one in read if not isinstance(one, Result)]
    moments = Moments(now, latest(now, (change_of(one) for one in named)))
    begin = begin_as(engine, author.actor)
    with begin() as (session, actor):
        parted = by_home(epoch_met(session, actor, {change_of(one).feed for one in named}), actor, named)
    answered: dict[int, Answer] = {}
    for home, mine in parted.items():
        with begin() as (session, actor):
            answered |= apply_in_home(session, author, moments, home, mine)
    return ["refused" if isinstance(one, Result) else answered.get(id(one), "refused") for one in read]


def latest(now: datetime, changes: Iterable[Change]) -> datetime:
    """The newest moment by the phone's own clock, and none before ours: a phone that is ahead of us wrote no day of the
    future, and one whose clock went back is judged by ours."""
    return max([now, *(in_utc(datetime.fromisoformat(one.at)) for one in changes)])


def apply_in_home(
    session: Session, author: EnvelopeAuthor, moments: Moments, home: str, mine: Sequence[Change | Faulty]
) -> dict[int, Answer]:
    """{id(what was read): answer}, under the home's lock."""
    batch = open_batch(session, author.actor, moments, home, locked=author.locked)
    batch.load([change_of(one) for one in mine])
    known = batch.known.keys() | batch.kept.keys()
    follow_again_if_returning(batch, moments.now)
    answers = {id(one): answer_of(judge(batch, one), known) for one in mine}
    store(batch)
    return answers


def answer_of(result: Result, known: set[str]) -> Answer:
    """`known`: what lay here before, applied or held."""
    return "known" if result.id in known else OF_PUSH.get(result.answer, "applied")


def recover_one(engine: Engine, author: EnvelopeAuthor, one: OpenedEnvelope, now: datetime) -> Answer:
    """Where it is taken no more it is kept like a draft."""
    try:
        found = Found.model_validate(one.content.found)
    except ValidationError:
        return keep_one(engine, author, one, now)
    came = recover_in_home(begin_as(engine, author.actor), Moments(now, None), found, locked=author.locked).answer
    return keep_one(engine, author, one, now) if came == "refused" else OF_FOUND.get(came, "erased")


@repeatable
def keep_one(engine: Engine, author: EnvelopeAuthor, one: OpenedEnvelope, now: datetime) -> Answer:
    """For her next phone, sealed as it came, as long as there is room. What is refused stays where it is."""
    key = (author.actor.id, one.content.name())
    with writing(engine, author.actor) as session:
        if session.get(RescuedEnvelope, key):
            return "known"
        if lies_in_erased(session, author.actor.id, one.content):
            return "erased"
        if room_taken(session, one.phone.id) + len(one.sealed) > ROOM:
            return "full"
        session.add(
            RescuedEnvelope(person=key[0], name=key[1], enrolment=one.phone.id, sealed=one.sealed, received_at=now)
        )
    return "kept"
