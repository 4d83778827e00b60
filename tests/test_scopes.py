"""The scope that a transaction is given: exactly what a person reaches, and nothing left of what she was before."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import case, literal, not_
from sqlmodel import Session, col, create_engine, select, update

from api.access.reached_cases import ReachedCases
from api.access.read_log import ReadLog, SeenRecord, log_read
from api.access.scope import REACH, Reach, RecordKey, Scope, SentHere, enter, feed_in_scope
from api.actor import Actor
from api.changes.feed_key import FeedKey
from api.changes.tables import ID, Feed, Follow, SentRecord
from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity.actors import find_actor
from api.ids import new_id
from api.policies import reading_time
from api.problems.tree import NotFound
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import PARTNER
from tests.test_feed_key import move
from tests.town import Town


def of(place: Place, name: str, **more: Any) -> Actor:
    with reading(place.engine) as session:
        found = find_actor(session, place.people[name])
    return Actor(**{**{one: getattr(found, one) for one in Actor.__slots__}, **more})


def scope_of(place: Place, actor: Actor, now: Any = None) -> Scope:
    with reading(place.engine) as session:
        return enter(session, actor, now or system_clock())


def test_an_agent_reaches_what_she_follows_and_a_coordinator_her_unit_besides(
    place: Place, sari: Phone, budi: Phone, client_of: Any
) -> None:
    own, away, came = client_of(sari), client_of(sari), client_of(budi)
    for name, unit in (("Ratna", "A"), ("Tono", "B")):
        place.person(name, unit, role="coordinator")
    assert move(place, "Ratna", away, "B").status_code == 200
    assert move(place, "Tono", came, "A").status_code == 200
    now, home, other = system_clock(), place.units["A"], place.units["B"]
    papers = FeedKey(home, home)
    hers = scope_of(place, of(place, "Sari"), now)
    follows = {case for case in hers.followed if case != papers}
    assert follows == {FeedKey(home, own)}, "who brought a case to another unit is no longer there"
    assert hers == Scope(of(place, "Sari"), now, hers.followed, ReachedCases(hers.followed))
    ratna = scope_of(place, of(place, "Ratna"), now)
    reached = ReachedCases(ratna.followed | {FeedKey(other, came)}, home, frozenset({FeedKey(home, away)}))
    assert ratna == Scope(of(place, "Ratna"), now, ratna.followed, reached)
    assert FeedKey(home, away) not in ratna.followed
    without = of(place, "Ratna", unit=None)
    assert scope_of(place, without, now) == Scope(without, now, ratna.followed, ReachedCases(ratna.followed))
    for stranger in (of(place, "Ratna", role="admin"), of(place, "Ratna", role="tea", partner=PARTNER)):
        assert scope_of(place, stranger, now) == Scope(stranger, now), "no role, no case"


def test_who_reaches_nothing_asks_nothing_of_the_database() -> None:
    """Also where an area stands in her account; there is no database here."""
    admin, now = Actor(new_id(), "Admin", "admin", None, None, None, area="33.22.01.2001"), system_clock()
    assert enter(cast("Any", SimpleNamespace(info={})), admin, now) == Scope(admin, now)


def test_of_a_home_in_which_she_reaches_a_case_no_other_row_is_hers() -> None:
    one, two = FeedKey(new_id(), new_id()), FeedKey(new_id(), new_id())
    with Session(create_engine("sqlite://")) as session:

        def told(reached: ReachedCases, home: str, feed: str) -> Any:
            asked = reached.anywhere(session, literal(home, ID), literal(feed, ID))
            return session.scalar(select(case((asked, "hers"), (not_(asked), "no"))))

        both = ReachedCases(frozenset({one, two}))
        assert {told(both, *one), told(both, *two)} == {"hers"}
        assert {told(both, one.home, two.id), told(both, two.home, one.id), told(ReachedCases(), *one)} == {"no"}


@pytest.mark.parametrize("role", ["partner", "district"])
@pytest.mark.parametrize("unended", [True, False])
@pytest.mark.parametrize("revoked", [None, timedelta(days=1), timedelta(days=-100)])
@pytest.mark.parametrize("withdrawn", [None, 9])
def test_an_institution_reaches_what_was_sent_to_it_until_that_is_over(
    place: Place,
    sari: Phone,
    client_of: Any,
    unended: bool,
    revoked: timedelta | None,
    withdrawn: int | None,
    role: str,
) -> None:
    def office(role: str, partner: str | None, area: str | None) -> Actor:
        return Actor(hers, "Maya", role, None, partner, None, area=area)

    hers, to, other = new_id(), {"partner": (PARTNER, None), "district": (None, "33.22")}, (new_id(), "33.74")
    case, now, record = client_of(sari), system_clock(), new_id()
    home, days = place.units["A"], timedelta(days=reading_time().partner_after_end_days)
    taken_back = now + revoked if revoked else None
    when = {"ended_at": None if unended else now, "revoked_at" if role == "partner" else "area_revoked_at": taken_back}
    row = {"home": home, "record": record, "kind": "referral", "feed": case, "version": 3, "withdrawn": withdrawn}
    with writing(place.engine) as session:
        session.add(SentRecord(**row, **when, recipient=to[role][0], area=to[role][1]))
    moments = [*([] if unended else [now + days]), *([taken_back] if taken_back else [])]
    until = min(moments, default=None)
    maya = office(role, *to[role])
    found = scope_of(place, maya, now)
    opened = frozenset({FeedKey(home, case)} if withdrawn is None and (until is None or until > now) else set())
    there = SentHere("referral", case, 3, until, withdrawn, revoked is not None)
    papers = frozenset(FeedKey(unit, unit) for unit in place.units.values() if role == "district")
    assert found == Scope(maya, now, cases=ReachedCases(opened | papers), sent={RecordKey(home, record): there})
    strangers = [office("partner", other[0], None), office("district", None, other[1]), office(role, None, None)]
    for nobody in (*strangers, office("tea", PARTNER, "33.22")):
        assert scope_of(place, nobody, now) == Scope(nobody, now)


def test_whose_role_changed_at_the_lock_begins_anew(place: Place, sari: Phone) -> None:
    with reading(place.engine) as session:
        for role in ("coordinator", "agent", "tea", "partner", "district"):
            enter(session, of(place, "Sari", role=role), system_clock())
            assert session.info == {**session.info, "pulih_reach": REACH.get(role, Reach())}


def test_a_case_is_opened_by_who_reaches_it_the_older_first_and_by_no_institution(
    place: Place, sari: Phone, client_of: Any
) -> None:
    case, now, ratna = client_of(sari), system_clock(), place.phone("Ratna", role="coordinator")
    home, other = place.units["A"], place.units["B"]
    with writing(place.engine) as session:
        feed = session.exec(select(Feed).where(Feed.id == case)).one()
        again = {**feed.model_dump(), "home": other, "unit": home, "opened_at": feed.opened_at - timedelta(days=1)}
        session.add(Feed(**again))
        session.flush()
        session.add(Follow(home=other, feed=case, agent=place.people["Ratna"], since=now))

    def opened(role: str, name: str = case) -> str:
        with reading(place.engine) as session:
            return feed_in_scope(session, enter(session, of(place, "Ratna", role=role), now), name).home

    assert opened("coordinator") == other
    with writing(place.engine) as session:
        session.execute(update(Feed).where(col(Feed.home) == other).values(opened_at=now + timedelta(days=1)))
    assert (opened("coordinator"), opened("agent")) == (home, other)
    with writing(place.engine) as session:
        session.execute(update(Feed).where(col(Feed.home) == other).values(erased_at=now))
    assert (opened("coordinator"), ratna.card["unit"]["id"]) == (home, home)
    for role, name in (("agent", case), ("admin", case), ("coordinator", new_id()), ("coordinator", home)):
        with pytest.raises(NotFound) as heard:
            opened(role, name)
        assert heard.value.code == "no-such-case"


def test_no_institution_opens_a_case_by_its_id(place: Place) -> None:
    town = Town(place)
    with reading(place.engine) as session:
        scope = enter(session, of(place, "Maya"), system_clock())
        assert scope.cases.called(town.client)
        with pytest.raises(NotFound):
            feed_in_scope(session, scope, town.client)


@pytest.mark.parametrize(("role", "unit", "partner", "kept"), [
    ("agent", True, False, False), ("coordinator", True, False, True), ("partner", False, True, True),
    ("admin", False, False, True), ("tea", True, True, True),
])  # fmt: skip
def test_every_look_of_an_office_is_kept_where_it_works(
    place: Place, role: str, unit: bool, partner: bool, kept: bool
) -> None:
    unit_id, partner_id = place.units["A"], PARTNER
    who = Actor(new_id(), "X", role, unit_id if unit else None, partner_id if partner else None, None)
    one, two, case, now = new_id(), new_id(), new_id(), place.clock()
    log_read(place.engine, Scope(who, now), "visit", "list", [])
    log_read(place.engine, Scope(who, now), "visit", "list", [SeenRecord(two, case), SeenRecord(one, case)])
    log_read(place.engine, Scope(who, now), "referral", "read", [], {"b": 1, "a": "x"})
    with reading(place.engine) as session:
        rows = [
            row.model_dump(exclude={"id", "at"})
            for row in session.exec(select(ReadLog).order_by(col(ReadLog.count).desc()))
        ]
    home = unit_id if unit else partner_id if partner else who.id
    common = {"home": home, "agent": who.id, "role": role}
    looked = {"kind": "visit", "how": "list", "asked": "{}", "count": 2}
    asked = {"kind": "referral", "how": "read", "asked": '{"a":"x","b":1}', "count": 0, "records": "[]", "feeds": "[]"}
    wanted = [
        {**common, **looked, "records": f'["{two}","{one}"]', "feeds": f'["{case}"]'},
        {**common, **asked},
    ]
    assert rows == (wanted if kept else [])


def test_a_coordinator_reaches_what_she_follows_in_another_unit(place: Place, budi: Phone, client_of: Any) -> None:
    client = client_of(budi)
    for name, unit in (("Ratna", "A"), ("Tuti", "C")):
        place.person(name, unit, role="coordinator")
    with writing(place.engine) as session:
        her = {"agent": place.people["Ratna"], "since": place.clock()}
        session.add(Follow(home=place.units["B"], feed=client, **her))
    path = f"/v1/clients/{client}"
    assert [place.http.get(path, headers=place.headers(name)).status_code for name in ("Ratna", "Tuti")] == [200, 404]
