"""What an operator types: it refuses what is unsafe, prints what is needed, and leaves a trail."""

import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, func, select

from api.app import create_app
from api.changes.tables import Change, Feed, Follow
from api.changes.unit_feeds import IS_CASE
from api.identity.memberships import Membership
from api.identity.people import Partner, Person, Unit
from api.identity.tables import Audit
from api.records import KINDS
from api.records.agreed import Consented
from api.settings import UnsafeSettings
from tests.desk import Desk
from tests.door import client
from tests.engines import ENGINES, fresh_database
from tests.phone import Phone
from tests.test_settings import PRODUCTION

pytestmark = pytest.mark.whole

INIT = ("init", "--unit", "IBM Desa Kopeng", "--village", "33.22.01.2003", "--admin", "Ibu Admin")


@pytest.fixture
def bare(tmp_path: Path) -> Desk:
    return Desk(tmp_path, f"sqlite:///{tmp_path}/fresh.sqlite3")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Where the migrations have run, which takes ten times as long as all else that `init` does."""
    return Desk(tmp_path, fresh_database("sqlite"))


@pytest.fixture(params=ENGINES)
def ready(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    return Desk(tmp_path, fresh_database(request.param))


def test_an_empty_machine_is_prepared_by_one_command(bare: Desk) -> None:
    told = bare.prints(*INIT)
    keys = bare.place / "keys.json"
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert set(json.loads(keys.read_text())) == {"sign", "box"}
    assert re.search(r"Admin: admin, kata sandi \S{16}", told)
    for session in bare.look():
        assert session.exec(select(Unit)).one().village == "33.22.01.2003"
        assert session.exec(select(Membership)).one().role == "admin"


def test_the_password_that_init_prints_signs_in(desk: Desk) -> None:
    password = desk.prints(*INIT).rstrip().rpartition(" ")[2]
    app = create_app(desk.settings())
    with client(app, "http://localhost:8000") as http:
        form = {"grant_type": "password", "username": "admin", "password": password}
        assert http.post("/v1/auth/token", data=form).status_code == 200
        assert http.get("/health").json()["ready"] is True
    app.state.engine.dispose()


def test_preparing_twice_changes_nothing(desk: Desk) -> None:
    desk.prints(*INIT)
    before = (desk.place / "keys.json").read_bytes()
    again = desk.type(*INIT)
    assert (again.exit_code, again.stderr.strip()) == (1, "Basis data ini sudah disiapkan.")
    assert (desk.place / "keys.json").read_bytes() == before


def test_a_village_that_does_not_exist_is_refused_and_nothing_is_left(bare: Desk) -> None:
    result = bare.type("init", "--unit", "X", "--village", "99.99.99.9999", "--admin", "Y")
    assert result.exit_code == 1
    assert "/village" in result.stderr
    for session in bare.look():
        assert session.exec(select(Person)).all() == []


def test_demo_people_are_loaded_once_and_get_fresh_codes_each_time(ready: Desk) -> None:
    first, second = ready.prints("demo"), ready.prints("demo")
    codes = [re.findall(r"kode HP +(.+?) +([0-9A-Z]{4}-[0-9A-Z]{4})", told) for told in (first, second)]
    assert [who for who, _ in codes[0]] == ["Sari", "Dewi", "Bu Ratna", "Budi", "Petugas BNNK"]
    assert not {code for _, code in codes[0]} & {code for _, code in codes[1]}
    assert "petugas.lerep" in first
    assert "http://localhost:8000" in first
    for session in ready.look():
        assert session.exec(select(func.count()).select_from(Unit)).one() == 4
        this_year = "SELECT phase FROM phase_assessment WHERE year = (SELECT max(year) FROM phase_assessment)"
        assert sorted(session.execute(text(this_year)).scalars()) == ["berkembang", "rintisan", "tangguh", "tumbuh"]
        assert session.exec(select(func.count()).select_from(Feed).where(IS_CASE)).one() == 52
        assert {one.name.endswith("(contoh)") for one in session.exec(select(Partner)).all()} == {True}
        assert session.exec(select(func.count()).select_from(Change)).one() > 16


def without_consent(phone: Phone) -> Iterator[str]:
    """What needs a client's yes, and was written before she gave it."""
    acts = [one for one in phone.told.values() if one["kind"] == "consent"]
    for one in phone.told.values():
        kind = KINDS[one["kind"]]
        for layer in (rule.layer for rule in kind.rules if isinstance(rule, Consented)):
            days = [act["body"]["on"] for act in acts if act["feed"] == one["feed"] and layer in act["body"]["layers"]]
            if not any(day <= one["body"][kind.day] for day in days):
                yield one["kind"]


def test_the_demo_is_a_caseload_a_phone_can_hold(ready: Desk) -> None:
    codes = dict(re.findall(r"kode HP +(.+?) +([0-9A-Z]{4}-[0-9A-Z]{4})", ready.prints("demo")))
    app = create_app(ready.settings())
    with client(app, "http://localhost:8000") as http:
        sari, dewi, budi = (Phone(http, codes[name]).enrol().sync() for name in ("Sari", "Dewi", "Budi"))
        assert len(sari.records("client")) == 9
        assert [one["alias"] for one in dewi.records("client").values()] == ["Mbak Rini"]
        assert len(dewi.records("visit")) == 2
        stands = sorted(one["status"] for one in sari.records("referral").values())
        screenings = list(sari.records("screening").values())
        approvals = {one["status"]: one for one in sari.records("approval").values()}
        (alert,) = sari.records("alert").values()
        assert (stands, alert["status"]) == (["accepted", "sent"], "open")
        assert {(one["rule"], one["suggestion"]) for one in screenings} == {(8, "ibm_approval")}
        assert set(approvals) == {"asked", "approved"}
        assert approvals["approved"]["officer"] == "Petugas BNNK Semarang"
        ratna = Phone(http, codes["Bu Ratna"]).enrol()
        (held,) = http.get("/v1/refusals", headers=ratna.headers).json()
        assert held["kind"] == "visit"
        assert budi.records("client") == {}
        assert list(without_consent(sari)) == []
    app.state.engine.dispose()


def test_demo_data_refuses_a_production_server(ready: Desk) -> None:
    for words in (("demo",), ("serve", "--demo")):
        result = ready.type(*words, **PRODUCTION)
        assert isinstance(result.exception, UnsafeSettings)
    for session in ready.look():
        assert session.exec(select(Person)).all() == []


def test_demo_data_is_not_mixed_with_somebody_elses(desk: Desk) -> None:
    desk.prints(*INIT)
    assert desk.type("demo").exit_code == 1
    for session in desk.look():
        assert len(session.exec(select(Person)).all()) == 1


def test_a_token_for_a_person_opens_the_api_and_is_written_down(ready: Desk) -> None:
    ready.prints("demo")
    token = ready.prints("token", "Sari").strip()
    app = create_app(ready.settings())
    with client(app, "http://localhost:8000") as http:
        me = http.get("/v1/me", headers={"Authorization": f"Bearer {token}"}).json()
    app.state.engine.dispose()
    assert me["agent"]["name"] == "Sari"
    for session in ready.look():
        deeds = session.exec(select(Audit).where(col(Audit.action) == "token")).all()
        assert [(one.about, one.by) for one in deeds] == [(me["agent"]["id"], None)]


def test_in_production_a_token_is_printed_for_an_admin_alone(desk: Desk) -> None:
    told = desk.prints(*INIT, **PRODUCTION)
    unit = re.findall(r"Unit: (\S+)", told)[0]
    desk.prints("user", "add", "Sari", "--unit", unit, **PRODUCTION)
    assert desk.type("token", "Sari", **PRODUCTION).exit_code == 1
    assert desk.prints("token", "admin", **PRODUCTION).count(".") == 2


def test_people_are_added_and_switched_off(desk: Desk) -> None:
    unit = re.findall(r"Unit: (\S+)", desk.prints(*INIT))[0]
    told = desk.prints("user", "add", "Sari", "--unit", unit)
    assert re.search(r"kode HP: [0-9A-Z]{4}-[0-9A-Z]{4}", told)
    assert "kata sandi" in desk.prints(
        "user", "add", "Bu Ratna", "--role", "coordinator", "--unit", unit, "--username", "ratna"
    )
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}\n", desk.prints("code", "Sari"))
    assert "kata sandi" in desk.prints("user", "password", "ratna")
    desk.prints("user", "off", "Sari")
    assert re.search(r"agent +nonaktif +Sari", desk.prints("user", "list"))
    assert desk.type("code", "Sari").exit_code == 1
    assert desk.type("token", "Sari").exit_code == 1


def test_an_officer_of_a_district_has_its_area(desk: Desk) -> None:
    desk.prints(*INIT)
    words = ("user", "add", "Petugas BNNK", "--role", "district", "--area", "33.22", "--username", "bnnk")
    assert re.search(r"kata sandi: \S+", desk.prints(*words))
    for session in desk.look():
        mine = select(Membership.role, Membership.unit, Membership.partner, Membership.area)
        assert session.exec(mine.where(Membership.role == "district")).all() == [("district", None, None, "33.22")]


def test_an_officer_who_moves_gets_the_new_area_and_leaves_the_old(desk: Desk) -> None:
    desk.prints(*INIT)
    hadi, areas = ("Hadi", "--role", "district"), [("--area", "33.22"), ("--area", "33.21")]
    assert "kode HP" in desk.prints("user", "add", *hadi, *areas[0])
    desk.prints("user", "role", *hadi, *areas[1])
    for words in (("role", *hadi, *areas[1]), ("leave", *hadi), ("leave", *hadi, "--area", "33.23"),
                  ("role", *hadi, "--area", "33.22.01.2001"), ("leave", "admin", "--role", "admin")):  # fmt: skip
        refused = desk.type("user", *words)
        assert (refused.exit_code, "Traceback" in refused.output) == (1, False), words
    desk.prints("user", "leave", *hadi, *areas[0])
    desk.prints("code", "Hadi")
    for session in desk.look():
        mine = select(Membership.area).where(Membership.role == "district", col(Membership.ended_at).is_(None))
        assert session.exec(mine).all() == ["33.21"]
    desk.prints("user", "leave", *hadi)
    assert desk.type("code", "Hadi").exit_code == 1


def test_a_client_opened_by_command_is_her_agents(ready: Desk) -> None:
    ready.prints("demo")
    name, code = ready.prints("client", "open", "Budi", "Mas Contoh").split()
    assert len(code) == 7
    for session in ready.look():
        follower = session.exec(select(Follow.agent).where(col(Follow.feed) == name)).one()
        assert session.get_one(Person, follower).name == "Budi"
    assert "2  IBM Desa Asinan" in ready.prints("client", "count")


def test_units_and_partners_are_reference_data(desk: Desk) -> None:
    desk.prints(*INIT)
    desk.prints("unit", "add", "IBM Kelurahan Ngampin", "--village", "33.22.10.1001")
    desk.prints("partner", "add", "Puskesmas", "--village", "33.22.10.1007", "--service", "assessment")
    assert "IBM Kelurahan Ngampin" in desk.prints("unit", "list")
    assert "puskesmas" in desk.prints("partner", "list")


def test_the_description_is_printed_without_a_database(desk: Desk) -> None:
    told = json.loads(desk.prints("openapi"))
    assert told["openapi"].startswith("3.1")
    assert "/v1/auth/token" in told["paths"]


def test_a_server_whose_phones_trust_lost_keys_does_not_start(ready: Desk) -> None:
    code = re.findall(r"Sari +(\S+)", ready.prints("demo"))[0]
    app = create_app(ready.settings())
    with client(app, "http://localhost:8000") as http:
        Phone(http, code).enrol()
    app.state.engine.dispose()
    (ready.place / "keys.json").rename(ready.place / "lost.json")
    with pytest.raises(UnsafeSettings, match="backup"):
        create_app(ready.settings())
    (ready.place / "keys.json").write_text("{}")
    with pytest.raises(UnsafeSettings, match="cannot be read"):
        create_app(ready.settings())
