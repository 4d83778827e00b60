"""An operator reads who did what, and corrects or retires an institution."""

import re
from typing import Any

import pytest
from sqlmodel import select

from api.clock import system_clock
from api.db.engine import make_engine, writing
from api.identity.people import Partner
from api.identity.provisioning import find_person
from api.identity.second_factors import SecondFactor, seal_secret
from api.identity.server_keys import read_server_keys
from api.identity.timed_codes import new_secret
from api.ids import new_id
from tests.conftest import Place
from tests.desk import Desk
from tests.phone import Phone
from tests.test_cli import INIT
from tests.test_cli import desk as desk
from tests.test_cli import ready as ready

pytestmark = pytest.mark.whole

PLACE = ("--village", "33.22.10.1007")


def test_who_did_what_and_when_is_read(ready: Desk) -> None:
    ready.prints("demo")
    ready.prints("code", "Sari")
    ready.prints("user", "off", "Dewi")
    unit = ready.prints("unit", "list").split()[0]
    ready.prints("unit", "phrase", unit)
    ready.prints("unit", "phrase", unit, "--off")
    lines = ready.prints("audit", "--last", "4").splitlines()
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  perintah ", line) for line in lines)
    assert [line.split()[3:] for line in lines[:2]] == [["code", "Sari"], ["off", "Dewi"]]
    assert [line.split()[3] for line in lines[2:]] == ["phrase", "phrase-off"]
    assert {line.split()[-1] for line in ready.prints("audit", "--who", "Sari").splitlines()} == {"Sari"}


def test_the_audit_of_nobody_is_told_in_a_sentence(ready: Desk) -> None:
    for words in (("audit", "--who", "nobody"), ("partner", "edit", "nobody"), ("partner", "retire", "0")):
        result = ready.type(*words)
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1), result.stderr


def test_an_institution_is_corrected_and_what_is_not_named_stays(desk: Desk) -> None:
    desk.prints(*INIT)
    made = desk.prints("partner", "add", "Puskesmas", *PLACE, "--service", "assessment").split()[0]
    desk.prints("partner", "edit", "Puskesmas", "--name", "Puskesmas Ambarawa", "--service", "outpatient")
    assert desk.type("partner", "edit", made, "--village", "99.99.99.9999").exit_code == 1
    for session in desk.look():
        [kept] = session.exec(select(Partner)).all()
        assert (kept.id, kept.name, kept.kind, kept.village, kept.services, kept.active) == (
            made, "Puskesmas Ambarawa", "puskesmas", PLACE[1], '["outpatient"]', True,
        )  # fmt: skip
    assert "partner" in desk.prints("audit")


def test_an_institution_to_which_nobody_can_be_sent_is_refused(desk: Desk) -> None:
    desk.prints(*INIT)
    desk.prints("partner", "add", "Puskesmas", *PLACE, "--service", "assessment")
    add, unknown = ("partner", "add", "Balai", *PLACE), ("--service", "counselling")
    for words in (add, (*add, *unknown), ("partner", "edit", "Puskesmas", *unknown)):
        result = desk.type(*words)
        assert result.exit_code == 1
        assert "Sebutkan paling sedikit satu layanan yang bisa diminta (assessment, atensi" in result.stderr
    for session in desk.look():
        assert [one.services for one in session.exec(select(Partner)).all()] == ['["assessment"]']


def test_what_is_to_be_brought_there_is_said_in_known_words(desk: Desk) -> None:
    desk.prints(*INIT)
    add = ("partner", "add", "Puskesmas", *PLACE, "--service", "assessment", "--requirement")
    refused = desk.type(*add, "passport")
    assert (refused.exit_code, "id_card" in refused.stderr) == (2, True)
    desk.prints(*add, "id_card")
    desk.prints("partner", "edit", "Puskesmas", "--requirement", "photo", "--requirement", "stamp")
    desk.prints("partner", "edit", "Puskesmas", "--name", "Puskesmas Ambarawa")
    for session in desk.look():
        assert [one.requirements for one in session.exec(select(Partner)).all()] == ['["photo", "stamp"]']


def test_a_retired_institution_comes_back(desk: Desk) -> None:
    desk.prints(*INIT)
    desk.prints("partner", "add", "Puskesmas", *PLACE, "--service", "assessment")
    desk.prints("partner", "retire", "Puskesmas")
    assert re.search(r"puskesmas +nonaktif +Puskesmas", desk.prints("partner", "list"))
    desk.prints("partner", "retire", "Puskesmas", "--back")
    assert re.search(r"puskesmas +aktif +Puskesmas", desk.prints("partner", "list"))


def test_who_looked_at_whom_is_read_by_case_and_by_person(place: Place, sari: Phone, client_of: Any) -> None:
    case, other = client_of(sari, "Mas Wahyu"), client_of(sari, "Mbak Tini")
    for name in ("Ratna", "Yuli"):
        place.person(name, role="coordinator")
    for name, address in (("Ratna", f"/v1/clients/{case}"), ("Yuli", f"/v1/clients/{other}"), ("Yuli", "/v1/clients")):
        assert place.http.get(address, headers=place.headers(name)).status_code == 200
    desk = Desk(place.settings.keys_file.parent, place.settings.database_url)
    told = [line.split()[2:] for line in desk.prints("audit", "--looks").splitlines()]
    assert [line[:5] for line in told] == [
        ["Ratna", "coordinator", "read", "client", "1"], ["Yuli", "coordinator", "read", "client", "1"],
        ["Yuli", "coordinator", "list", "client", "2"],
    ]  # fmt: skip
    assert [line[5:] for line in told] == [[case], [other], sorted([case, other])]
    assert [line.split()[2] for line in desk.prints("audit", "--case", case).splitlines()] == ["Ratna", "Yuli"]
    assert [line.split()[4] for line in desk.prints("audit", "--looks", "--who", "Yuli").splitlines()] == [
        "read",
        "list",
    ]
    assert desk.prints("audit", "--case", new_id()) == ""
    assert desk.type("audit", "--case", "1 OR 1=1").exit_code == 1
    assert not re.search("Wahyu|Tini", desk.prints("audit", "--looks"))


def test_a_lost_second_factor_is_taken_away_and_an_identity_linked_by_name(desk: Desk) -> None:
    desk.prints(*INIT)
    issuer = {"PULIH_OPENID_ISSUER": "https://sso.example.id", "PULIH_OPENID_CLIENT": "pulih"}
    assert desk.type("user", "link", "admin", "sub-1").exit_code == 1
    for words in (("admin", "sub-1"), ("admin", "sub-1", "--remove"), ("admin", "sub-1")):
        desk.prints("user", "link", *words, **issuer)
    desk.prints("user", "add", "Bu Lain", "--role", "admin", "--username", "lain")
    taken = desk.type("user", "link", "lain", "sub-1", **issuer)
    assert (taken.exit_code, taken.stderr.strip()) == (1, "Identitas ini sudah dihubungkan dengan orang lain.")
    assert desk.type("user", "link", "lain", "sub-1", "--remove", **issuer).exit_code == 1
    assert desk.prints("user", "second-factor", "admin").endswith("tanpa kode masuk.\n")
    desk.prints("user", "second-factor", "admin", "--remove")
    keys, now = read_server_keys(desk.settings().keys_file), system_clock()
    assert keys is not None
    engine = make_engine(desk.url)
    with writing(engine) as session:
        person = find_person(session, "admin").id
        sealed = seal_secret(keys, person, new_secret())
        session.add(SecondFactor(
            person=person, sealed=sealed, step=1, recovery="a b", spent="", spent_at=now, made_at=now
        ))  # fmt: skip
    engine.dispose()
    assert "kode cadangan tersisa 2" in desk.prints("user", "second-factor", "admin")
    desk.prints("user", "second-factor", "admin", "--remove")
    assert desk.prints("user", "second-factor", "admin").endswith("tanpa kode masuk.\n")
    told = [line.split()[3] for line in desk.prints("audit", "--who", "admin").splitlines()]
    assert told[-4:] == ["link", "unlink", "link", "factor-off"]
