"""A database of the release before, with its people, phones and codes, goes on as if nothing had happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, select

from api.app import create_app
from api.clock import system_clock
from api.identity.memberships import IN_UNITS
from api.identity.nonces import keyed
from api.identity.passwords import hash_password
from api.identity.phone_keys import PublicKey
from api.identity.server_keys import make_server_keys
from api.ids import is_id, new_id
from api.settings import Settings
from tests.door import client
from tests.engines import ENGINES, drop_database, empty_database, owners
from tests.engines import Engine as EngineName
from tests.phone import ORIGIN, Phone, fresh_mark
from tests.test_migrations import Ground

pytestmark = pytest.mark.whole

UNIT, OTHER, CLINIC = new_id(), new_id(), new_id()
PEOPLE = {"Sari": "agent", "Ratna": "coordinator", "Maya": "partner", "Ibu Admin": "admin", "Tono": "agent"}
IDS = {name: new_id() for name in PEOPLE}
SECRET = "lumpia semarang hangat"
CODE = "7Q4MK2TX"


class Before:
    """The release before, filled by its own columns."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.ground = url, Ground(owners(url))
        self.settings = Settings(
            database_url=url, origins=(ORIGIN,), keys_file=folder / "keys.json", dist=folder, docs_assets=folder
        )
        self.ground.to("foundation")
        self.phone = Phone(httpx.Client(), CODE)
        self.phone.enrolment, self.phone.gen, self.phone.mark = new_id(), 7, fresh_mark()
        self.fill(self.ground.engine)

    def fill(self, engine: Engine) -> None:
        tables = reflected(engine)
        moment = system_clock()
        with engine.begin() as connection:
            for table, rows in self.rows(moment).items():
                connection.execute(tables[table].insert(), [plain(row, engine) for row in rows])

    def rows(self, moment: Any) -> dict[str, list[dict[str, Any]]]:
        pairs = (self.phone.sign_key, self.phone.box_key)
        key = [PublicKey.model_validate(pair.as_dict(private=False)).text() for pair in pairs]
        day = moment + timedelta(days=1)
        enrolment = {
            "id": self.phone.enrolment, "agent": IDS["Sari"], "sign_key": key[0], "box_key": key[1], "status": "active",
            "fingerprint": "1234", "gen": 7, "mark": self.phone.mark, "epoch": "e" * 32, "handle_hash": "h" * 64,
            "pinned": "kid", "made_at": moment, "last_seen_at": moment, "ends_at": day,
        }  # fmt: skip
        code = {
            "beginning": CODE[:3], "rest_hash": keyed(self.settings, "code", CODE), "agent": IDS["Ratna"],
            "expires_at": day, "tries_left": 5,
        }  # fmt: skip
        used = {**code, "beginning": "ZZZ", "used_by": "k" * 64, "enrolment": self.phone.enrolment}
        return {
            "unit": [{"id": one, "name": "IBM", "village": "33.22.01.2003", "timezone": "Asia/Jayapura",
                      "phrase": False, "created_at": moment} for one in (UNIT, OTHER)],
            "partner": [{"id": CLINIC, "name": "Klinik", "kind": "clinic", "village": "33.22.01.2003",
                         "services": "[]", "active": True}],
            "agent": [self.agent(name, role, moment) for name, role in PEOPLE.items()],
            "server": [{"id": 1, "epoch": "e" * 32, "since": moment, "started": 0, "done": 0}],
            "enrolment": [enrolment],
            "enrolment_code": [{"used_by": None, "enrolment": None, **code}, used],
            "audit": [{"id": new_id(), "at": moment, "by": None, "deed": "person", "about": IDS["Sari"]}],
        }  # fmt: skip

    def agent(self, name: str, role: str, moment: Any) -> dict[str, Any]:
        office = role != "agent"
        return {
            "id": IDS[name], "name": name, "role": role, "active": name != "Tono", "created_at": moment, "homes": "[]",
            "unit": UNIT if role in IN_UNITS else None, "partner": CLINIC if role == "partner" else None,
            "username": role if office else None, "password_hash": hash_password(SECRET) if office else None,
        }  # fmt: skip


def plain(row: dict[str, Any], engine: Engine) -> dict[str, Any]:
    """SQLite keeps ids without dashes."""
    dashes = engine.dialect.name == "postgresql"
    return {name: value if dashes or not is_id(value) else value.replace("-", "") for name, value in row.items()}


def reflected(engine: Engine) -> Any:
    """Tables as they stand in the database."""
    metadata = MetaData()
    metadata.reflect(engine)
    return metadata.tables


@contextmanager
def filled(engine: EngineName, folder: Path) -> Iterator[Before]:
    url = empty_database(engine)
    made = Before(url, folder)
    yield made
    made.ground.engine.dispose()
    drop_database(url)


@pytest.fixture(params=ENGINES)
def alone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Before]:
    with filled(request.param, tmp_path) as made:
        yield made


@pytest.fixture(scope="module", params=ENGINES)
def before(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Before]:
    """One for all who go on in it: each is somebody else."""
    with filled(request.param, tmp_path_factory.mktemp("before")) as made:
        yield made


@pytest.fixture(scope="module")
def http(before: Before) -> Iterator[httpx.Client]:
    """The app of this release on the migrated database."""
    before.ground.to("head")
    make_server_keys(before.settings.keys_file)
    app = create_app(before.settings)
    with client(app, ORIGIN) as opened:
        yield opened
    app.state.engine.dispose()


def me(http: httpx.Client, token: str) -> Any:
    answer = http.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_office_signs_in_as_before(http: httpx.Client) -> None:
    places = {"coordinator": {"unit": UNIT}, "partner": {"partner": CLINIC}, "admin": {}}
    for role, place in places.items():
        form = {"grant_type": "password", "username": role, "password": SECRET}
        token = http.post("/v1/auth/token", data=form).json()["access_token"]
        name = next(name for name, hers in PEOPLE.items() if hers == role)
        assert me(http, token)["agent"] == {"id": IDS[name], "name": name, "role": role, **place}


def test_a_phone_goes_on_where_its_chain_stood(before: Before, http: httpx.Client) -> None:
    phone = before.phone
    phone.http, phone.nonce = http, http.post("/v1/auth/nonce").json()["nonce"]
    seen = me(http, phone.sign_in().token)
    assert seen["agent"] == {"id": IDS["Sari"], "name": "Sari", "role": "agent", "unit": UNIT}
    assert seen["enrolment"]["id"] == phone.enrolment


def test_a_code_that_was_not_used_still_opens(http: httpx.Client) -> None:
    assert Phone(http, CODE).enrol().card["agent"] == {"id": IDS["Ratna"], "name": "Ratna", "role": "coordinator"}


def test_going_back_gives_every_row_back(alone: Before) -> None:
    names = ("agent", "enrolment", "enrolment_code", "audit")
    alone.ground.to("derive_homes")
    was = {name: rows(alone.ground.engine, name) for name in names}
    alone.ground.to("split_people")
    command.downgrade(alone.ground.config, "derive_homes")
    assert {name: rows(alone.ground.engine, name) for name in names} == was
    assert len(was["agent"]) == len(PEOPLE)


def rows(engine: Engine, name: str) -> list[dict[str, Any]]:
    """All of a table's, with the names of their columns."""
    table = reflected(engine)[name]
    with engine.connect() as connection:
        return sorted((dict(row) for row in connection.execute(select(table)).mappings()), key=str)
