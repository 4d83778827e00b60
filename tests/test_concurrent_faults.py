"""A push that falls to a neighbour or loses its connection is done again by the server, and has happened once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import Connection, event, text
from sqlmodel import select

from api.app import create_app
from api.changes.tables import Change
from api.db import passing_faults
from api.db.engine import make_engine, reading
from tests.conftest import Place, a_place_on
from tests.cut_wire import Cut, CutWire
from tests.door import client
from tests.engines import ENGINES, a_database, cluster, unwalled
from tests.phone import ORIGIN, Phone
from tests.test_concurrent import waits_for_a_lock
from tests.test_problem import is_a_problem
from tests.test_sync import VISIT

pytestmark = pytest.mark.skipif("postgres" not in ENGINES, reason="SQLite has one writer and no wire")


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[CutWire]:
    """Between the app and its database."""
    made = CutWire(tmp_path, cluster().folder)
    yield made
    made.close()


@pytest.fixture
def place(wire: CutWire, tmp_path: Path) -> Iterator[Place]:
    """At the near end of the wire."""
    with a_database("postgres") as url:
        here = url.partition("?host=")[0] + f"?host={quote(str(tmp_path))}"
        with a_place_on(here, tmp_path) as made:
            yield made


def visits(phone: Phone, case: str) -> list[str]:
    return [phone.save("visit", VISIT, feed=case) for _ in range(3)]


def stored(place: Place) -> list[str]:
    with reading(place.engine) as session:
        return sorted(session.exec(select(Change.id)).all())


def happened_once(place: Place, phone: Phone, sent: list[Any]) -> None:
    """Each change stands in the history once, under the number of its receipt, and is answered the same again."""
    answered = {change["id"]: result for change, result in phone.acked}
    assert {one["id"] for one in sent} <= answered.keys()
    assert stored(place) == sorted(answered)
    phone.out, phone.acked = list(sent), []
    phone.push()
    assert {change["id"]: result for change, result in phone.acked} == {one["id"]: answered[one["id"]] for one in sent}
    phone.acked = [(one, answered[one["id"]]) for one in sent]
    phone.sync()


@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_wire_that_breaks_at_the_commit_is_gone_round(
    place: Place, wire: CutWire, sari: Phone, client_of: Any, cut: Cut
) -> None:
    case = client_of(sari)
    visits(sari, case)
    sent, wire.cut = list(sari.out), cut
    sari.push()
    assert wire.cuts == 1
    happened_once(place, sari, sent)


@pytest.mark.parametrize("cut", ["before", "after"])
def test_who_is_told_to_come_again_finds_it_done_or_not_begun(
    place: Place, wire: CutWire, sari: Phone, client_of: Any, monkeypatch: pytest.MonkeyPatch, cut: Cut
) -> None:
    """Where the server gives up, the phone sends it again."""
    visits(sari, client_of(sari))
    before, wire.cut = stored(place), cut
    with monkeypatch.context() as patch:
        patch.setattr(passing_faults, "TRIES", 1)
        answer = place.http.post("/v1/sync/push", json=sari.ask(changes=sari.out), headers=sari.headers)
    is_a_problem(answer, "busy", 503)
    assert len(stored(place)) - len(before) == (0 if cut == "before" else 3)
    sent = list(sari.out)
    sari.push()
    happened_once(place, sari, sent)


@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_record_over_rest_is_made_and_changed_once(
    place: Place, wire: CutWire, sari: Phone, client_of: Any, cut: Cut
) -> None:
    case = client_of(sari)
    wire.cut = cut
    keyed = {**sari.headers, "Idempotency-Key": "mine"}
    made = place.http.post("/v1/visits", json={"client": case, **VISIT}, headers=keyed)
    assert made.status_code == 201, made.text
    wire.cut = cut
    match = {**sari.headers, "If-Match": made.headers["etag"]}
    path, sets = made.headers["location"], {"note": "Lebih baik.", "amended_because": "Salah tulis."}
    changed = place.http.patch(path, json=sets, headers=match)
    assert (changed.status_code, changed.json()["note"]) == (200, "Lebih baik."), changed.text
    assert (wire.cuts, len(stored(place))) == (2, 3)


def test_an_act_over_rest_whose_commit_nobody_heard_of_is_done_once(
    place: Place, wire: CutWire, sari: Phone, client_of: Any
) -> None:
    """And answered as if nothing had been: what `tests/repeats.py` says of a second request, within the first."""
    case, dewi = client_of(sari), place.phone("Dewi")
    place.person("Ratna", role="coordinator")
    ratna, about = place.headers("Ratna"), f"/v1/clients/{case}/followers"
    revoked, to_dewi = {"reason": "revoked"}, {"to": place.people["Dewi"], "reason": "Cuti."}
    acts: list[tuple[str, str, Any, int]] = [
        ("POST", about, {"agent": place.people["Dewi"], "reason": "Bersama."}, 201),
        ("DELETE", f"{about}/{place.people['Dewi']}", revoked, 200),
        ("POST", f"/v1/agents/{place.people['Sari']}/hand-over", to_dewi, 200),
        ("POST", f"/v1/enrolments/{dewi.enrolment}/lock", None, 200),
    ]
    for number, (method, path, body, status) in enumerate(acts):
        wire.cut = "after"
        answer = place.http.request(method, path, json=body, headers=ratna)
        assert (answer.status_code, wire.cuts) == (status, number + 1), answer.text
    follows = place.http.get(about, headers=ratna).json()
    assert [one["ended"] for one in follows] == [None, "revoked", "handed_over"]


@pytest.mark.parametrize("table", ["home_counter", "change"])
def test_a_backend_that_is_ended_in_the_midst_is_replaced(
    place: Place, sari: Phone, client_of: Any, table: str
) -> None:
    visits(sari, client_of(sari))
    sent, ended = list(sari.out), list[int]()

    def end(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if f"{table}" in statement and not ended:
            ended.append(connection.connection.dbapi_connection.info.backend_pid)
            cluster().run(f"SELECT pg_terminate_backend({ended[0]}, 5000)")

    event.listen(place.app.state.engine, "after_cursor_execute", end)
    sari.push()
    assert ended
    happened_once(place, sari, sent)


@contextmanager
def set_for(place: Place, **settings: str) -> Iterator[None]:
    """Of the database, for connections that begin now."""
    for name, value in settings.items():
        with place.engine.connect() as connection:
            database = connection.execute(text("SELECT current_database()")).scalar()
        cluster().run(f"ALTER DATABASE {database} SET {name} = '{value}'")
    place.app.state.engine.dispose()
    yield


@contextmanager
def pushed_behind(place: Place, sari: Phone, client_of: Any, *statements: str) -> Iterator[Connection]:
    """The connection of a neighbour whose statements hold up a push of three visits; at the end they are there once."""
    visits(sari, client_of(sari))
    sent, neighbour = list(sari.out), make_engine(unwalled(place.settings.database_url))
    with neighbour.connect() as other, ThreadPoolExecutor(1) as pushing:
        for statement in statements:
            other.execute(text(statement))
        pushed = pushing.submit(sari.push)
        while not waits_for_a_lock(place):
            assert not pushed.done(), pushed.result()
        yield other
        assert not pushed.done()
        other.commit()
        pushed.result(60)
    neighbour.dispose()
    happened_once(place, sari, sent)


def test_who_falls_to_a_neighbour_is_served_after_him(place: Place, sari: Phone, client_of: Any) -> None:
    """A deadlock: each has what the other waits for, and PostgreSQL ends the push. It looks for one only once, so the
    neighbour is given time to come into its way."""
    patient, locks = "SET deadlock_timeout = '60s'", "SELECT 1 FROM feed FOR UPDATE"
    with set_for(place, deadlock_timeout="2s"), pushed_behind(place, sari, client_of, patient, locks) as other:
        other.execute(text("SELECT 1 FROM home_counter FOR UPDATE"))


def test_who_waits_too_long_for_a_lock_comes_again(place: Place, sari: Phone, client_of: Any) -> None:
    """It is the time-out of the lock that ends it, and not that of the statement, for which it is too early: one who
    holds a home does not hold up all who write there until then."""
    visits(sari, client_of(sari))
    sent, ended = list(sari.out), list[str]()
    app = create_app(place.settings.model_copy(update={"lock_timeout": 1}), clock=place.clock)
    event.listen(app.state.engine, "handle_error", lambda fault: ended.append(fault.original_exception.sqlstate))
    neighbour = make_engine(unwalled(place.settings.database_url))
    with neighbour.connect() as other, client(app, ORIGIN) as http:
        other.execute(text("SELECT 1 FROM home_counter FOR UPDATE"))
        answer = http.post("/v1/sync/push", json=sari.ask(changes=sent), headers=sari.headers)
    neighbour.dispose()
    app.state.engine.dispose()
    is_a_problem(answer, "busy", 503)
    assert (ended, answer.headers["Retry-After"].isdigit()) == (["55P03"], True)
    sari.push()
    happened_once(place, sari, sent)


def test_a_transaction_that_cannot_be_put_in_order_is_begun_anew(place: Place, sari: Phone, client_of: Any) -> None:
    """An operator who set the whole database to REPEATABLE READ: 40001 for whoever waited for the lock."""
    moved = "UPDATE home_counter SET moment = moment"
    with set_for(place, default_transaction_isolation="repeatable read"), pushed_behind(place, sari, client_of, moved):
        pass
