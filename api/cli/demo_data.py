"""Invented people for trying out. Loads once, tells fresh codes at each start, and refuses on a production server."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from api.changes.apply import apply
from api.changes.feed_key import coaching_id
from api.changes.feeds import begin_follow, lock_home, store_counter
from api.changes.schemas import Change
from api.changes.store import store
from api.changes.tables import Feed
from api.changes.unit_feeds import IS_CASE
from api.cli.demo_after import time_after
from api.cli.demo_approvals import CONDITION, asked_of_district
from api.cli.demo_area_papers import load_area_papers
from api.cli.demo_cases import Written, accompanied, answered, asked, danger, journey, mistyped
from api.cli.demo_coaching import load_coaching
from api.cli.demo_moves import asked_move, load_moves
from api.cli.demo_papers import UnitPaper, papers
from api.cli.demo_people import HER_PARTNER, KOPENG, OFFICES, UNITS, demo_day, make_people, make_places
from api.cli.demo_picture import PAGE, PICTURE, PICTURED_RECORD, load_picture
from api.cli.demo_studies import load_studies
from api.cli.demo_visitors import load_visitors
from api.clock import Clock, system_clock
from api.db.engine import reading, writing
from api.identity.actors import find_actor
from api.identity.credentials import password_of
from api.identity.enrolment_codes import make_code, shown
from api.identity.people import Unit
from api.identity.provisioning import fresh_password, set_password
from api.identity.server_epoch import ensure_epoch
from api.ids import demo_id
from api.problems.tree import NotAllowed
from api.records.client_code import CROCKFORD, check_symbol
from api.settings import Settings, UnsafeSettings
from api.sync.push import Moments, begin_as, open_batch, push

# alias, age band, sex, status, days since the visits, days until the next (before today: overdue)
CLIENTS = (
    ("Mas Wahyu", "25-34", "male", "accompanied", (40, 19, 5), -2),
    ("Mbak Rini", "18-24", "female", "accompanied", (33, 12), 0),
    ("Joko Ladang", "35-44", "male", "accompanied", (21, 7), 3),
    ("Bintang", "18-24", "unsaid", "accompanied", (14,), 7),
    ("Pak Jaya", "45-59", "male", "aftercare", (75, 45, 15), 15),
    ("Mbak Melati", "25-34", "female", "accompanied", (9,), -5),
    ("Mas Biru", "18-24", "male", "registered", (), None),
    ("Bu Asri", "35-44", "female", "accompanied", (28, 3), 11),
    ("Bu Wati", "45-59", "female", "closed", (110, 80), None),
)
SHARED = 1  # Dewi accompanies the second one too
MOVES = 1
REFERRED, IN_DANGER, MISTYPED, CARED_FOR, PLANNED, CLOSED, ASKED = 6, 5, 3, 4, 0, 8, 2
WAITS_FOR_DISTRICT, APPROVED = 3, 7
NOTES = ("Ngobrol santai di teras, tidur mulai teratur.", "Ikut kerja bakti, masih diajak teman lama.", "Kondisi baik.")


@dataclass(frozen=True)
class Welcome:
    """What is printed at a start: {person: code} and {user name: password}."""

    codes: dict[str, str]
    passwords: dict[str, str]


def load_demo(engine: Engine, settings: Settings, clock: Clock = system_clock) -> Welcome:
    """Makes what is missing; what is there stays as people left it."""
    if settings.production:
        raise UnsafeSettings("Demo data does not load on a production server.")
    now = clock()
    with writing(engine) as session:
        ensure_epoch(session, now)
        refuse_real(session)
        if session.get(Unit, demo_id("unit A")) is None:
            make_places(session, now)
            session.flush()
            make_people(session, now)
            load_visitors(session, now, demo_id(f"client {SHARED}"))
            load_studies(session, demo_day(now))
            load_area_papers(session, now)
    load_cases(engine, now)
    with writing(engine) as session:
        return welcome(session, settings, now)


def refuse_real(session: Session) -> None:
    """A database with somebody else's units is not a demo."""
    ours = [demo_id(unit) for unit in UNITS]
    if session.exec(select(Unit.id).where(col(Unit.id).not_in(ours)).limit(1)).first():
        raise NotAllowed("demo-beside-others")


def load_cases(engine: Engine, now: datetime) -> None:
    """Sari's clients and what she wrote of them, by the door that her phone uses; the officer answers."""
    with reading(engine) as session:
        if session.exec(select(Feed.id).where(IS_CASE, Feed.home == demo_id("unit A")).limit(1)).first():
            return
        sari = find_actor(session, demo_id("Sari"))
    moments = Moments(now, now)
    begin = begin_as(engine, sari)
    for result in [*push(begin, moments, list(changes(now))).results, *load_moves(engine, now)]:
        if result.answer != "applied":
            raise NotAllowed("demo-refused", problem=result.problem)
    push(begin, moments, [written(now, mistyped(demo_day(now), MISTYPED))])
    answer_all(engine, now, moments)
    load_coaching(engine, now)
    with writing(engine) as session:
        locked = lock_home(session, demo_id("unit A"))
        feed = session.get_one(Feed, (demo_id("unit A"), demo_id(f"client {SHARED}")))
        begin_follow(session, locked, feed, demo_id("Dewi"), now, "Mendampingi bersama Sari.")
        store_counter(session, locked)
        load_picture(session, locked.home, demo_id(f"client {PLANNED}"), PICTURED_RECORD, PICTURE, now)
        load_picture(session, locked.home, coaching_id(locked.home), "decree", PAGE, now)


def changes(now: datetime) -> Iterator[dict[str, Any]]:
    """Every change of the demo, oldest first for each client."""
    for number, (alias, age_band, sex, status, visits, due) in enumerate(CLIENTS):
        symbols = code_symbols(alias)
        sets = {"code": symbols + check_symbol(symbols), "alias": alias, "age_band": age_band, "sex": sex}
        stands = {"status": status} | ({"closed_reason": "finished"} if status == "closed" else {})
        yield change(now, "client", number, {**sets, **stands, "village": KOPENG, "found_by": "outreach"})
        for turn, days in enumerate(visits):
            following = visits[turn + 1] if turn + 1 < len(visits) else -(due or 0)
            yield change(now, "visit", number, visit(demo_day(now), days, following, turn), turn)
    yield from (
        written(now, one) for one in journey(demo_day(now), REFERRED, demo_id(f"partner {HER_PARTNER}"), links())
    )
    hers = {**code_of(ASKED), "consent": demo_id("consent asked")}
    yield from (written(now, one) for one in asked(demo_day(now), ASKED, demo_id(f"partner {HER_PARTNER}"), hers))
    yield from (written(now, one) for one in accompanied(demo_day(now), PLANNED, demo_id("plan")))
    for name, client, days in (("asked", WAITS_FOR_DISTRICT, 2), ("answered", APPROVED, 3)):
        told = asked_of_district(
            demo_day(now), name, client, CLIENTS[client][1], days, demo_id(f"screening of approval {name}")
        )
        yield from (written(now, one) for one in told)
    yield from (written(now, one) for one in answered(demo_day(now), CARED_FOR))
    after = time_after(demo_day(now), learned=REFERRED, planned=PLANNED, cared_for=CARED_FOR, closed=CLOSED)
    yield from (written(now, one) for one in after)
    yield from (paper_change(now, one) for one in papers(demo_day(now)))
    yield written(now, Written("move", MOVES, "move", asked_move(now, demo_id("unit B"))))
    yield from (written(now, one) for one in danger(demo_day(now), IN_DANGER, demo_id("visit danger")))


def paper_change(now: datetime, one: UnitPaper) -> dict[str, Any]:
    """A record of the unit's own, as a phone would send it."""
    ids = {"id": demo_id(f"by {one.name}"), "record": demo_id(one.name), "feed": demo_id("unit A")}
    return {**ids, "kind": one.kind, "at": now.isoformat(timespec="seconds").replace("+00:00", "Z"), "set": one.sets}


def links() -> dict[str, str]:
    """What the records of the referred client say of each other."""
    return {**{name: demo_id(name) for name in ("consent", "screening")}, **code_of(REFERRED)}


def code_of(number: int) -> dict[str, str]:
    """By which an institution knows a client."""
    alias = CLIENTS[number][0]
    symbols = code_symbols(alias)
    return {"alias": alias, "code": symbols + check_symbol(symbols)}


def written(now: datetime, one: Written) -> dict[str, Any]:
    """A record as a phone would send it."""
    return {**change(now, one.kind, one.client, one.sets), "record": demo_id(one.name), "id": demo_id(f"by {one.name}")}


def answer_all(engine: Engine, now: datetime, moments: Moments) -> None:
    """The institution takes the client, and says when; the district says yes, with a condition."""
    day = str(demo_day(now) + timedelta(days=4))
    accepts = {"status": "accepted", "appointment_on": day, "partner_note": "Bawa KTP."}
    told = {**change(now, "referral", REFERRED, accepts), "record": demo_id("referral"), "was": {"status": "sent"}}
    answer_as(engine, "officer", moments, {**told, "id": demo_id("the answer")})
    agrees = {"status": "approved", "condition": CONDITION}
    told = {**change(now, "approval", APPROVED, agrees), "record": demo_id("approval answered")}
    answer_as(engine, "bnnk", moments, {**told, "id": demo_id("the yes"), "was": {"status": "asked"}})


def answer_as(engine: Engine, person: str, moments: Moments, told: dict[str, Any]) -> None:
    """An office answers on a record that was sent to it."""
    with reading(engine) as session:
        officer = find_actor(session, demo_id(person))
    sent = Change.model_validate(told)
    with writing(engine, officer) as session:
        batch = open_batch(session, officer, moments, demo_id("unit A"), trusted=True).load([sent])
        apply(batch, sent)
        store(batch)


def visit(today: date, days: int, following: int, turn: int) -> dict[str, Any]:
    """A visit so many days ago; `following`: days since (or, negative, until) the one after it."""
    when = {"on": str(today - timedelta(days=days)), "next_on": str(today - timedelta(days=following))}
    found = {"condition": ("good", "fair")[turn % 2], "use_since": ("less", "same", "none")[turn % 3]}
    return {**when, "place": "home", "met": ["client"], **found, "note": NOTES[turn % len(NOTES)]}


def change(now: datetime, kind: str, number: int, sets: dict[str, Any], turn: int | None = None) -> dict[str, Any]:
    """A creation as a phone would send it."""
    feed, name = demo_id(f"client {number}"), f"{kind} {number}" + ("" if turn is None else f" {turn}")
    made = {"id": demo_id(f"change of {name}"), "kind": kind, "record": demo_id(name), "feed": feed}
    return {**made, "at": now.isoformat(timespec="seconds").replace("+00:00", "Z"), "set": sets}


def code_symbols(alias: str) -> str:
    """Six Crockford symbols, the same for the same alias."""
    number = int(sha256(alias.encode()).hexdigest(), 16)
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in range(6))


def welcome(session: Session, settings: Settings, now: datetime) -> Welcome:
    """Fresh codes and passwords; yesterday's count no more."""
    people = {**{name: name for name in ("Sari", "Dewi", "Bu Ratna", "Budi")}, "Petugas BNNK": "bnnk"}
    codes = {name: shown(make_code(session, settings, demo_id(one), now=now)) for name, one in people.items()}
    passwords = {}
    for name in ("officer", "bnnk", *OFFICES, "Bu Ratna", "admin"):
        account = password_of(session, demo_id(name))
        if account is not None:
            passwords[account.name] = word = fresh_password()
            set_password(session, account.person, word)
    return Welcome(codes, passwords)
