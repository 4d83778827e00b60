"""An agreement that an office signs for areas: written by it alone, read where it holds, asked for at a referral, and
counted of every unit that it covers."""

import pytest
from sqlalchemy import text
from sqlmodel import select

from api import policies
from api.access.scope import enter
from api.changes.area_papers import AreaPaper, covers_village
from api.db.engine import reading, writing
from api.identity.actors import find_actor
from api.identity.provisioning import make_partner
from api.identity.tables import Audit
from api.ids import new_id
from api.numbers.unit_standings import keep_standings_up
from tests.area_desk import Json, agreement, asked, come, day, faults, listed, signed
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.naive_progress import naive_progress
from tests.phone import Phone
from tests.test_agreements import MISSING, agreed_client, over_rest, partners_told, refer
from tests.test_unit_progress import OFFICES, stored


@pytest.fixture(autouse=True)
def offices(place: Place) -> None:
    come(place)


def test_each_office_signs_for_its_own_area_and_reads_what_holds_there(place: Place) -> None:
    for who in ("Ratna", "Maya", "Lurah", "Admin"):
        for method, name, body in (("GET", "", None), ("GET", new_id(), None), ("PUT", new_id(), agreement(place))):
            refused = asked(place, who, method, name, body and body | {"regions": ["33.22"]})
            assert (refused.status_code, refused.json()["code"]) == (403, "area-papers-of-offices"), (who, method)
    nations, elsewhere = signed(place, "Pusat", "33", "34"), signed(place, "Pusat", "33.21", "51", number="PKS/2")
    province, hers, far = (
        signed(place, who, where, number="PKS/3")
        for who, where in (("Propinsi", "33.22"), ("Hadi", "33.22.01"), ("Jauh", "33.21"))
    )
    whole = signed(place, "Pusat", "country", number="PKS/4")
    assert listed(place, "Hadi") == {nations, province, hers, whole}
    assert listed(place, "Jauh") == {nations, elsewhere, far, whole}
    assert listed(place, "Propinsi") == {nations, elsewhere, province, whole}
    assert listed(place, "Pusat") == {nations, elsewhere, whole}
    assert listed(place, "Propinsi", area="33.22") == listed(place, "Hadi") == listed(place, "Pusat", area="33.22")
    for who, area in (("Hadi", "33"), ("Hadi", "33.21"), ("Propinsi", "34"), ("Pusat", "99")):
        assert asked(place, who, area=area).status_code == 404, (who, area)
    seen = {who: {name for name in (nations, elsewhere, province, hers, far, whole)
                  if asked(place, who, name=name).status_code == 200} for who, _, _ in OFFICES}  # fmt: skip
    assert seen == {
        "Hadi": {nations, province, hers, whole}, "Jauh": {nations, elsewhere, far, whole},
        "Propinsi": {nations, elsewhere, province, hers, far, whole},
        "Pusat": {nations, elsewhere, province, hers, far, whole},
    }  # fmt: skip
    told = asked(place, "Hadi", name=nations).json()
    assert (told["office"], told["office_name"], told["region_names"]) == (
        "country", "Indonesia", ["Jawa Tengah", "Daerah Istimewa Yogyakarta"],
    )  # fmt: skip
    assert [one["code"] for one in asked(place, "Hadi").json()["areas"]][:2] == ["33.22", "33.22.01"]
    assert len(asked(place, "Pusat").json()["areas"]) == 39


def test_an_office_changes_what_it_wrote_where_it_read_it_and_nobody_elses(place: Place) -> None:
    name = signed(place, "Propinsi", "33")
    assert asked(place, "Propinsi", "PUT", new_id(), agreement(place, "33"), '"read"').status_code == 412
    longer = agreement(place, "33", ends_on=day(place, 700))
    assert asked(place, "Propinsi", "PUT", name, agreement(place, "33")).status_code == 200, "nothing new"
    assert asked(place, "Propinsi", "PUT", name, longer).status_code == 428
    assert asked(place, "Propinsi", "PUT", name, longer, '"old"').status_code == 412
    signed(place, "Propinsi", "33", name=name, ends_on=day(place, 700))
    before = asked(place, "Propinsi", name=name).json()
    # Under the same id another office writes one of its own, and changes nothing of this one.
    etag = asked(place, "Hadi", name=name).headers["etag"]
    assert asked(place, "Hadi", "PUT", name, agreement(place, "33.22"), etag).status_code == 412
    assert asked(place, "Hadi", "PUT", name, agreement(place, "33.22")).json()["office"] == "33.22"
    assert asked(place, "Propinsi", name=name).json() == before
    with reading(place.engine) as session:
        trail = session.exec(select(Audit.by).where(Audit.action == "area-agreement")).all()
    assert sorted(str(one) for one in trail) == sorted(place.people[who] for who in ("Propinsi", "Propinsi", "Hadi"))


UNFIT: tuple[tuple[Json, str, str], ...] = (
    ({"regions": []}, "/regions", "too-few-values"),
    ({"regions": ["33.21"]}, "/regions/0", "area-elsewhere"),
    ({"regions": ["33.22", "33"]}, "/regions/1", "area-elsewhere"),
    ({"regions": ["country"]}, "/regions/0", "area-elsewhere"),
    ({"regions": ["33.22.99"]}, "/regions/0", "area-unknown"),
    ({"regions": ["33.22", "33.22"]}, "/regions", "value-twice"),
    ({"regions": ["Jawa"]}, "/regions/0", "unfit"),
    ({"institution": new_id()}, "/institution", "no-such-place"),
    ({"scope": ["tea"]}, "/scope/0", "unknown-choice"),
    ({"number": "\u200b "}, "/number", "text-empty"),
    ({"starts_on": "2026-02-30"}, "/starts_on", "no-such-day"),
    ({"ends_on": "2200-01-01"}, "/ends_on", "day-far-off"),
    ({"budget_lines": [{"what": "x", "amount": -1}]}, "/budget_lines/0/amount", "number-too-small"),
    ({"renews": new_id()}, "/renews", "agreement-renews-none"),
    ({"series": new_id()}, "/series", "unknown-field"),
)


@ON_ONE_ENGINE
def test_what_cannot_be_is_refused_at_its_place_and_nothing_is_kept(place: Place) -> None:
    for part, pointer, code in UNFIT:
        refused = asked(place, "Hadi", "PUT", new_id(), agreement(place, "33.22") | part)
        assert (refused.status_code, faults(refused)) == (422, [(pointer, code)]), part
    turned = agreement(place, "33.22", starts_on=day(place, 5), ends_on=day(place, 4), on=day(place, 1))
    refused = asked(place, "Hadi", "PUT", new_id(), turned)
    assert faults(refused) == [("/on", "day-to-come"), ("/ends_on", "area-paper-turned-round")]
    assert listed(place, "Hadi") == set()
    name = signed(place, "Hadi", "33.22")
    assert faults(asked(place, "Hadi", "PUT", new_id(), agreement(place, "33.22"))) == [("/number", "agreement-twice")]
    with writing(place.engine) as session:
        other = make_partner(session, "Balai lain", "social", "33.22.01.2001", ["atensi"]).id
    moved = asked(place, "Hadi", "PUT", name, agreement(place, "33.22", institution=other), "*")
    assert faults(moved) == [("/institution", "immutable")]


@ON_ONE_ENGINE
def test_two_months_before_it_ends_its_office_is_asked_for_another(place: Place) -> None:
    before = policies.supervision().agreement_days
    name = signed(place, "Hadi", "33.22", ends_on=day(place, 30))

    def asked_from() -> Json:
        return asked(place, "Hadi", name=name).json()["asked_from"]

    assert asked_from() == day(place, 30 - before)
    next_one = {"number": "PKS/9", "renews": name, "starts_on": day(place, 31)}
    signed(place, "Hadi", "33.22", name=(renewal := new_id()), **next_one)
    assert asked_from() is None
    signed(place, "Hadi", "33.22", name=renewal, **next_one, voided_because="Salah nomor.")
    assert asked_from() == day(place, 30 - before), "what was written by mistake takes nobody's place"
    signed(place, "Hadi", "33.22", name=name, ends_on=day(place, 30), voided_because="Belum ditandatangani.")
    assert asked_from() is None
    assert signed(place, "Hadi", "33.22"), "its number is free again"
    more = next_one | {"note": "Loket pindah."}
    assert signed(place, "Hadi", "33.22", name=renewal, **more), (
        "it may be edited, though what it renewed counts no more"
    )


def test_where_it_holds_nobody_is_asked_why_somebody_is_referred(place: Place, sari: Phone) -> None:
    client = agreed_client(place, sari)
    until = day(place, 355)
    signed(place, "Pusat", "34", "33.21", number="PKS/7")
    assert over_rest(place, client).status_code == 422, "elsewhere"
    assert partners_told(place, "Sari")["agreed_until"] is None
    name = signed(place, "Pusat", "33", number="PKS/8")
    assert partners_told(place, "Sari")["agreed_until"] == until
    assert "PKS/8" not in place.http.get("/v1/reference", headers=place.headers("Sari")).text
    assert over_rest(place, client).status_code == 201
    assert refer(sari, client, agreement_until=until)[1:] == ("applied", [])
    signed(place, "Pusat", "33", number="PKS/8", name=name, voided_because="Salah lembaga.")
    assert partners_told(place, "Sari")["agreed_until"] is None
    assert refer(sari, client, agreement_until=until)[1:] == ("refused", MISSING)


@ON_ONE_ENGINE
def test_an_institution_far_away_is_known_where_an_agreement_reaches(place: Place, sari: Phone) -> None:
    """Galih Pakuan lies in Bogor, and is there for thirteen provinces."""
    with writing(place.engine) as session:
        far = make_partner(session, "Balai jauh", "social", "32.01.01.1001", ["atensi"]).id

    def known() -> bool:
        told = place.http.get("/v1/reference", headers=place.headers("Sari")).json()["partners"]
        return far in {one["id"] for one in told}

    assert not known()
    signed(place, "Pusat", "33", institution=far)
    assert known()


def test_every_unit_that_it_covers_is_counted_with_one(place: Place) -> None:
    engine = place.app.state.engine
    with place.engine.begin() as connection:
        connection.execute(text("UPDATE unit SET village = '33.21.01.2001' WHERE name = 'Unit C'"))
    keep_standings_up(engine, place.clock())
    name = signed(place, "Propinsi", "33.22")
    for counted in (2, 0):
        assert keep_standings_up(engine, place.clock()) == counted, "and then no more"
    assert {unit for unit, key, _ in stored(place, place.today()) if key == "agreed"} == {
        place.units["A"], place.units["B"],
    }  # fmt: skip
    for today in (place.today(), day(place, -201)):
        assert stored(place, today) == naive_progress(place.engine, today), today
    besides = place.http.get("/v1/funnel", headers=place.headers("Pusat")).json()["places"][0]["besides"]
    assert {one["measure"]: one["count"] for one in besides}["units_with_agreement"] == 2
    signed(place, "Propinsi", "33.22", name=name, voided_because="Salah catat.")
    assert keep_standings_up(engine, place.clock()) == 2
    assert stored(place, place.today()) == naive_progress(place.engine, place.today())


COVERED = {
    ",country,": True, ",33,": True, ",34,33.22,": True, ",33.22.01,": True, ",33.22.01.2001,": True,
    ",33.21,": False, ",33.22.02,": False, ",34,": False, ",3,": False,
}  # fmt: skip


@ON_ONE_ENGINE
def test_a_village_lies_in_what_is_named_or_in_a_part_of_it() -> None:
    assert {regions: covers_village(regions, "33.22.01.2001") for regions in COVERED} == COVERED


def test_the_wall_says_the_same_of_raw_rows(place: Place) -> None:
    """On PostgreSQL: an office has its own and what reaches it, writes its own alone, and agents have none."""
    if place.app.state.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no row security")
    signed(place, "Pusat", "33.21")
    signed(place, "Propinsi", "33.22")
    signed(place, "Hadi", "33.22.01")
    had = {}
    for who in ("Hadi", "Jauh", "Propinsi", "Pusat", "Ratna", "Lurah", "Admin"):
        with writing(place.app.state.engine) as session:
            actor = find_actor(session, place.people[who])
        with writing(place.app.state.engine, actor) as session:
            enter(session, actor, place.clock())
            rows = session.exec(select(AreaPaper.office)).all()
            moved = session.execute(text("UPDATE area_paper SET voided_because = 'x'")).rowcount
            had[who] = sorted(rows), moved
    assert had == {
        "Hadi": (["33", "33.22"], 1), "Jauh": ([""], 0), "Propinsi": (["", "33", "33.22"], 1),
        "Pusat": (["", "33", "33.22"], 1), "Ratna": ([], 0), "Lurah": ([], 0), "Admin": ([], 0),
    }  # fmt: skip
