"""A kind of one's own: a subclass of Record, one line, one generated migration. Everything else comes by itself."""

import os
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import pytest
from alembic import command
from alembic.config import Config
from pydantic import Field
from sqlalchemy import inspect, select

from api.access.policy_installation import install_policies
from api.changes.index_tables import ROWS, table_of
from api.db.engine import reading, writing
from api.ids import new_id
from api.records import KINDS
from api.records.field_types import Note, PastDay
from api.records.record import Record, RecordId
from api.tables import METADATA
from tests.conftest import Place
from tests.engines import HOUSE, ON_ONE_ENGINE, owners
from tests.phone import Phone

CALL = {"on": "2026-11-02", "reached": "client", "minutes": 12, "topics": ["sleep", "work"], "note": "RAHASIA"}


class PhoneCall(Record):
    """What no kind of the house is: a call to the client or her family."""

    kind: ClassVar = "phone_call"
    plural: ClassVar = "phone-calls"
    immutable_fields: ClassVar = frozenset({"on"})
    required_fields: ClassVar = frozenset({"reached"})
    exclusive_fields: ClassVar = frozenset({"reached", "line"})
    readable_by: ClassVar = {"coordinator": frozenset({"on", "reached", "answer"})}
    readable_when_flagged: ClassVar = {"coordinator": frozenset({"minutes"})}
    writable_by: ClassVar = {"coordinator": frozenset({"answer", "mood", "line"})}
    example: ClassVar = CALL

    on: PastDay | None = None
    reached: Literal["client", "family", "nobody"] | None = None
    minutes: Annotated[int, Field(ge=0, le=600)] | None = None
    topics: Annotated[list[Literal["sleep", "work", "family"]], Field(max_length=3)] | None = None
    after: RecordId | None = None
    answer: Note | None = None
    mood: Literal["calm", "angry"] | None = None
    line: Literal["good", "bad"] | None = None
    note: Note | None = None

    def flagged(self) -> bool:
        """A long one."""
        return (self.minutes or 0) > 60


@pytest.fixture
def phone_call() -> Iterator[type[Record]]:
    """Registered as its file and its line in KINDS would; the registries are left as they were found."""
    before = dict(KINDS), dict(ROWS), set(METADATA.tables)
    KINDS[PhoneCall.kind] = PhoneCall
    ROWS[PhoneCall.kind] = table_of(PhoneCall)
    yield PhoneCall
    METADATA.remove(ROWS.pop(PhoneCall.kind))
    del KINDS[PhoneCall.kind]
    assert (dict(KINDS), dict(ROWS), set(METADATA.tables)) == before


@pytest.fixture
def serving(phone_call: type[Record], place: Place) -> Place:
    """The running server (its app was built when the kind stood there), with the table as its declaration has it: from
    what the migration makes it differs in nothing, as `migrate_own` sees."""
    with writing(place.engine) as session:
        METADATA.create_all(session.connection(), tables=[ROWS[PhoneCall.kind]])
        install_policies(session.connection())
    return place


def migrate_own(place: Place, folder: Path) -> str:
    """`alembic revision --autogenerate` and `upgrade`; the text of the revision. It stays outside the house."""
    config = Config(HOUSE / "alembic.ini", stdout=StringIO())
    config.set_main_option("script_location", str(HOUSE / "migrations"))
    config.set_main_option("version_locations", f"{HOUSE / 'migrations/versions'}{os.pathsep}{folder}")
    config.set_main_option("sqlalchemy.url", owners(place.settings.database_url).replace("%", "%%"))
    made: Any = command.revision(config, "a phone call", autogenerate=True, version_path=str(folder))
    command.upgrade(config, "head")
    command.check(config)
    return Path(made.path).read_text()


def test_its_migration_writes_itself_and_touches_no_other_table(phone_call, place: Place, tmp_path: Path):
    written = migrate_own(place, tmp_path)
    deeds = re.findall(r"^    op\.(\w+)\(", written, re.MULTILINE)
    assert deeds == ["create_table", "create_index", "drop_index", "drop_table"]
    columns = {column["name"] for column in inspect(place.engine).get_columns("phone_call")}
    assert columns == {"home", "id", "feed", "record_version", "changed_at", "asked", *PhoneCall.model_fields}


def test_it_travels_and_two_who_differ_are_asked(
    phone_call, place: Place, tmp_path: Path, sari: Phone, dewi: Phone, client_of
):
    migrate_own(place, tmp_path)
    client = client_of(sari, also=("Dewi",))
    call = sari.save("phone_call", CALL, feed=client)
    assert sari.sync().told[call]["body"] == CALL
    assert dewi.sync().told[call]["body"] == CALL
    sari.save("phone_call", {"minutes": 15}, record=call)
    dewi.save("phone_call", {"minutes": 20, "topics": ["family"]}, record=call)
    sari.sync()
    assert dewi.push()["results"][0]["answer"] == "merged"
    body = dewi.sync().told[call]["body"]
    assert (body["minutes"], body["topics"], body["questions"]["minutes"][0]["value"]) == (15, ["family"], 20)


@ON_ONE_ENGINE
def test_its_own_rules_and_declarations_hold(serving: Place, sari: Phone, client_of):
    client, other = client_of(sari), client_of(sari, "Kak Tia")
    call = sari.save("phone_call", CALL, feed=client)
    for sets in ({**CALL, "on": "2099-01-01"}, {**CALL, "reached": None}, {**CALL, "minutes": 601}):
        sari.save("phone_call", sets, feed=client)
    sari.save("phone_call", {"on": "2026-11-03"}, record=call)
    sari.save("phone_call", {**CALL, "after": call}, feed=client)
    sari.save("phone_call", {**CALL, "after": call}, feed=other)
    results = sari.push()["results"]
    refused = [(result.get("problem") or {}).get("errors", [{}])[0].get("pointer") for result in results]
    assert refused == [None, "/set/on", "/set/reached", "/set/minutes", "/set/on", None, None]
    assert [result["answer"] for result in results[-2:]] == ["applied", "waiting"]


def test_its_addresses_its_history_and_its_etag_are_there(serving: Place):
    serving.person("Sari")
    http, headers = serving.http, serving.headers("Sari")
    client = {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"}
    case = http.post("/v1/clients", json=client, headers={**headers, "Idempotency-Key": new_id()}).json()["id"]
    made = http.post("/v1/phone-calls", json={"client": case, **CALL}, headers={**headers, "Idempotency-Key": new_id()})
    assert made.status_code == 201, made.text
    path = made.headers["location"]
    edited = http.patch(path, json={"minutes": 61}, headers={**headers, "If-Match": made.headers["etag"]})
    assert (edited.status_code, edited.json()["minutes"]) == (200, 61)
    stale = http.patch(path, json={"minutes": 1}, headers={**headers, "If-Match": made.headers["etag"]})
    assert stale.status_code == 412
    assert http.get("/v1/phone-calls", headers=headers).json()["items"] == [edited.json()]
    history = http.get(f"{path}/history", headers=headers).json()
    assert [entry["set"] for entry in history] == [CALL, {"minutes": 61}]


@pytest.mark.whole
@ON_ONE_ENGINE
def test_it_is_described(serving: Place):
    """With all others, which takes 1.4 CPU s."""
    told = serving.http.get("/openapi.json").json()
    assert {"/v1/phone-calls", "/v1/phone-calls/{record}", "/v1/phone-calls/{record}/history"} <= set(told["paths"])
    assert set(PhoneCall.model_fields) <= set(told["components"]["schemas"]["PhoneCallWrite"]["properties"])


def test_its_views_are_what_it_declares(serving: Place, sari: Phone, client_of):
    client = client_of(sari)
    short, long = (sari.save("phone_call", {**CALL, "minutes": minutes}, feed=client) for minutes in (12, 61))
    sari.sync()
    for name, unit, role in (("Ratna", "A", "coordinator"), ("Tono", "B", "coordinator"), ("Admin", None, "admin")):
        serving.person(name, unit, role)
    seen = {call: read(serving, "Ratna", call).json() for call in (short, long)}
    declared = {"id", "client", "unit", "n", "changed_at", "on", "reached"}
    assert [set(one) for one in seen.values()] == [declared, declared | {"minutes"}]
    assert [read(serving, name, short).status_code for name in ("Tono", "Admin")] == [404, 404]
    headers = {**serving.headers("Ratna"), "If-Match": read(serving, "Ratna", short).headers["etag"]}
    path = f"/v1/phone-calls/{short}"
    assert serving.http.patch(path, json={"note": "Lain."}, headers=headers).status_code == 403
    assert serving.http.patch(path, json={"answer": "Baik."}, headers=headers).status_code == 200
    assert sari.sync().told[short]["body"]["answer"] == "Baik."


def test_who_writes_what_she_is_not_shown_overwrites_and_learns_nothing(serving: Place, sari: Phone, client_of):
    call = sari.save("phone_call", {**CALL, "mood": "angry", "line": "bad"}, feed=client_of(sari))
    sari.sync()
    serving.person("Ratna", role="coordinator")
    headers, path = serving.headers("Ratna"), f"/v1/phone-calls/{call}"
    heard = {}
    for field, value in (("mood", "calm"), ("line", "good")):
        held = {**headers, "If-Match": read(serving, "Ratna", call).headers["etag"]}
        heard[field] = serving.http.patch(path, json={field: value}, headers=held)
    assert [one.status_code for one in heard.values()] == [200, 409]
    assert not [word for one in heard.values() for word in ("angry", '"bad"', "calm", '"good"') if word in one.text]
    body = sari.sync().told[call]["body"]
    assert (body["mood"], body["line"], body["questions"]["mood"][0]["value"]) == ("angry", "bad", "calm")


def read(place: Place, name: str, call: str) -> Any:
    return place.http.get(f"/v1/phone-calls/{call}", headers=place.headers(name))


def test_its_table_holds_what_lists_ask_for(serving: Place, sari: Phone, client_of):
    client = client_of(sari)
    call = sari.save("phone_call", CALL, feed=client)
    sari.sync()
    with reading(serving.engine) as session:
        row = session.execute(select(ROWS["phone_call"])).one()
    assert (row.id, row.feed, row.home, row.asked) == (call, client, serving.units["A"], False)
    assert (row.on, row.reached, row.minutes, row.topics) == (date(2026, 11, 2), "client", 12, '["sleep","work"]')


def named_in(folder: str, *names: str) -> set[str]:
    """Hand-written files under it that say one of these words as a whole string or name."""
    said = re.compile(rf"[\"'`/.]({'|'.join(names)})[\"'`/]|\b({'|'.join(names)})\b(?= import)")
    files = (path for kind in ("py", "ts", "svelte") for path in (HOUSE / folder).rglob(f"*.{kind}"))
    return {
        str(path.relative_to(HOUSE)) for path in files if ".test." not in path.name and said.search(path.read_text())
    }


def test_a_kind_is_two_places_written_by_hand_one_line_and_one_migration():
    """Counted at a kind that came late: its declaration, its folder on the phone, its line, its migration."""
    server = {path for path in named_in("api", "alert", "alerts") if not path.startswith("api/cli/demo")}
    others = {path for path in server if path not in ("api/records/alert.py", "api/records/__init__.py")}
    # Rules of other kinds may look at it; besides, only the page on which a district is told how many nobody looked at.
    assert {path for path in others if not path.startswith("api/records/")} == {"api/resources/unlooked_alerts.py"}
    # A visit may be made because of one: a value of its own that reads the same. The closing of a case looks at it, as
    # on the server.
    known = {f"pwa/src/records/{file}" for file in ("visit/index.ts", "closure/closing.ts")}
    phone = {path.rsplit("/", 1)[0] for path in named_in("pwa/src/records", "alert", "alerts") if path not in known}
    assert phone == {"pwa/src/records/alert"}
    written = [path.read_text() for path in (HOUSE / "migrations/versions").glob("*.py")]
    assert len([one for one in written if re.search(r'create_table\(\s*"alert"', one)]) == 1
