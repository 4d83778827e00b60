"""The server's own keys: fresh ones come in front, and nothing that trusts an older one is left alone."""

import json
import stat
from pathlib import Path

from joserfc import jws
from joserfc.jwk import ECKey
from sqlmodel import select
from typer.testing import CliRunner

from api.app import create_app
from api.cli.main import pulih
from api.clock import system_clock
from api.db.engine import writing
from api.identity.enrolment_codes import make_code
from api.identity.server_keys import read_server_keys
from api.identity.tables import Audit
from api.ids import new_id
from api.settings import Settings
from tests.conftest import Place
from tests.door import client
from tests.envelopes import envelope, outbox
from tests.phone import ORIGIN, Phone


def add_keys(settings: Settings) -> str:
    environ = {"PULIH_DATABASE_URL": settings.database_url, "PULIH_KEYS_FILE": str(settings.keys_file)}
    result = CliRunner().invoke(pulih, ["add-keys"], env=environ)
    return result.output if result.exit_code == 0 else f"{result.exit_code}: {result.stderr}"


def test_fresh_keys_go_to_new_phones_and_older_phones_are_still_spoken_to(place: Place, sari: Phone) -> None:
    before = sari.card["server"]
    assert "masukkan ke cadangan" in add_keys(place.settings)
    app = create_app(place.settings)
    with client(app, ORIGIN) as http:
        sari.http = http
        sari.sync()
        with writing(place.engine) as session:
            code = make_code(session, place.settings, place.person("Dewi"), now=system_clock())
            assert "keys" in session.exec(select(Audit.action)).all()
        dewi = Phone(http, code).enrol()
        assert dewi.card["server"]["box_key"]["kid"] != before["box_key"]["kid"]
        said = http.post("/v1/enrolments/status", json={"handle": sari.card["handle"]}).json()["signed"]
        assert signer_of(said) == before["sign_key"]["kid"]
        said = http.post("/v1/enrolments/status", json={"handle": dewi.card["handle"]}).json()["signed"]
        assert signer_of(said) == dewi.card["server"]["sign_key"]["kid"]
    app.state.engine.dispose()


def test_an_older_phone_is_told_of_later_keys_and_given_them_by_the_one_it_knows(place: Place, sari: Phone) -> None:
    """And what lies sealed for the older ones is still opened."""
    sari.save("client", {"alias": "Kenari"})
    lies = outbox(sari)
    add_keys(place.settings)
    app = create_app(place.settings)
    with client(app, ORIGIN) as http:
        sari.http = http
        answer = http.post("/v1/auth/token", json={"assertion": sari.next_assertion()}).json()
        standing = answer["enrolment"]
        assert standing["lease_days"] == 45
        assert standing["box_kid"] != sari.card["server"]["box_key"]["kid"]
        ask = {"handle": sari.card["handle"], "chance": "0" * 32, "kid": sari.card["server"]["sign_key"]["kid"]}
        said = http.post("/v1/enrolments/status", json=ask).json()["signed"]
        pinned = ECKey.import_key(sari.card["server"]["sign_key"])
        later = json.loads(jws.deserialize_compact(said, pinned, algorithms=["ES256"]).payload)["server"]
        assert later["box_key"]["kid"] == standing["box_kid"]
        sari.card["server"] = later
        lies += [envelope(sari, change=sari.out[0] | {"id": new_id(), "record": new_id()})]
        answers = [one["answer"] for one in http.post("/v1/rescue", json={"envelopes": lies}).json()["results"]]
        assert len(answers) == 2
        assert "refused" not in answers
    app.state.engine.dispose()


def test_what_is_sealed_for_a_key_that_the_server_lost_stays_on_the_phone(place: Place, sari: Phone) -> None:
    """An older file of keys came back, and the youngest were in no copy: the server says by its older ones, which the
    phone pinned before, what holds now."""
    older = place.settings.keys_file.read_text()
    add_keys(place.settings)
    learned = json.loads(place.settings.keys_file.read_text())
    place.settings.keys_file.write_text(older)
    first = sari.card["server"]
    sari.card["server"] = {"box_key": learned["box"][0], "sign_key": learned["sign"][0]}
    lost = envelope(sari, "draft", draft={"key": "visit", "value": {}})
    answer = sari.http.post("/v1/rescue", json={"envelopes": [lost]}).json()
    assert ([one["answer"] for one in answer["results"]], len(answer["epoch"])) == (["refused"], 32)
    for kid in (learned["sign"][0]["kid"], first["sign_key"]["kid"]):
        ask = {"handle": sari.card["handle"], "chance": "0" * 32, "kid": kid}
        said = sari.http.post("/v1/enrolments/status", json=ask).json()["signed"]
        assert signer_of(said) == first["sign_key"]["kid"]
    answer = sari.http.post("/v1/auth/token", json={"assertion": sari.next_assertion()}).json()
    assert answer["enrolment"]["box_kid"] == first["box_key"]["kid"]


def signer_of(statement: str) -> str:
    kid: str = jws.extract_compact(statement.encode()).headers()["kid"]
    return kid


def test_the_file_stays_private_and_whole(place: Place, tmp_path: Path) -> None:
    file = place.settings.keys_file
    older = json.loads(file.read_text())
    add_keys(place.settings)
    kept = json.loads(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {use: pairs[1:] for use, pairs in kept.items()} == older
    keys = read_server_keys(file)
    assert keys is not None
    assert len(keys.box) == 2
    assert sorted(path.name for path in tmp_path.iterdir() if "keys" in path.name) == ["keys.json"]


def test_there_is_nothing_to_add_to_before_init(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/none.sqlite3", keys_file=tmp_path / "none.json")
    assert add_keys(settings).startswith("1: ")
    assert not settings.keys_file.exists()
