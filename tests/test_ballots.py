"""The ballot's door: who answers is nobody's to know, and what many said is shown when nobody can be told apart."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event, inspect, select, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from api.ballots.arrival_order import forget_arrival
from api.ballots.ballot_form import satisfaction
from api.ballots.satisfaction_index import result_of
from api.db.engine import make_engine, reading, writing
from api.resources.days import day_in
from api.visitors.passing_counts import TRIES
from tests.conftest import Place
from tests.engines import HOUSE
from tests.phone import Phone
from tests.test_auth_enrolment import ON_ONE_ENGINE

VECTORS = json.loads((HOUSE / "tests/vectors/satisfaction.json").read_text("utf-8"))["cases"]
KEYS = [one.key for one in satisfaction().elements]
GOOD = dict.fromkeys(KEYS, 4)


def code_of(place: Place, phone: Phone, service: str = "accompany") -> str:
    answer = place.http.post("/v1/ballots/codes", json={"service": service}, headers=phone.headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["code"])


def cast(place: Place, code: str, **more: Any) -> Any:
    return place.http.post("/v1/ballots", json={"code": code, "answers": GOOD, **more})


def results(place: Place, name: str = "Ratna") -> dict[str, Any]:
    month = str(day_in(place.clock() - place.clock.ahead, "Asia/Jakarta"))[:7]
    answer = place.http.get(f"/v1/ballots/results?month={month}", headers=place.headers(name))
    assert answer.status_code == 200, answer.text
    return {one["service"]: one for one in answer.json()}


def by_person(marks: list[list[int]]) -> list[dict[str, int]]:
    """From one list an element to one ballot a person; a shorter list: the last did not answer it."""
    people = max(map(len, marks))
    return [{key: given[who] for key, given in zip(KEYS, marks, strict=True) if who < len(given)}
            for who in range(people)]  # fmt: skip


def test_one_attempt_names_a_code_for_one_thing(place: Place, sari: Phone) -> None:
    said = [{"service": one, "attempt": "a" * 32} for one in ("accompany", "accompany", "referral")]
    codes = [place.http.post("/v1/ballots/codes", json=one, headers=sari.headers).json()["code"] for one in said]
    assert codes[0] == codes[1] != codes[2]


@ON_ONE_ENGINE
def test_who_guesses_waits_and_keeps_out_no_neighbour(place: Place, sari: Phone) -> None:
    code, check = code_of(place, sari), "/v1/ballots/codes/check"
    guesses = [place.http.post(check, json={"code": "0000000000"}).status_code for _ in range(TRIES)]
    assert [*guesses, cast(place, "0000000000").status_code] == [422] * TRIES + [429]
    assert place.http.post(check, json={"code": code}).status_code == 200
    assert cast(place, code).status_code == 204


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_the_index_is_what_was_worked_by_hand(case: Any) -> None:
    result = result_of(satisfaction(), by_person(case["marks"]))
    assert result
    assert result.ikm == (case["index"] and Decimal(case["index"]))
    assert result.grade == case["grade"]


def test_the_form_asks_nine_questions_with_four_answers_each() -> None:
    form = satisfaction()
    assert KEYS == [
        "requirements", "procedure", "time", "cost", "product", "competence", "behaviour", "complaints", "facilities",
    ]  # fmt: skip
    assert {len(set(one.answers)) for one in form.elements} == {4}
    assert (form.last_day("2026-11").isoformat(), form.last_day("2026-12").isoformat()) == ("2026-12-07", "2027-01-07")
    days = {"2027-01-07": "2026-11", "2027-01-08": "2026-12", "2026-12-08": "2026-11"}
    assert {day: form.newest_month(date.fromisoformat(day)) for day in days} == days


def test_with_four_nothing_is_shown() -> None:
    assert result_of(satisfaction(), [GOOD] * 4) is None


def test_an_answer_needs_no_session_and_its_code_counts_once(place: Place, sari: Phone) -> None:
    code = code_of(place, sari)
    assert cast(place, code.lower().replace("-", " ")).status_code == 204
    for wrong in (code, "0000-0000-00"):
        again = cast(place, wrong)
        assert [(e["pointer"], e["code"]) for e in again.json()["errors"]] == [("/code", "ballot-code-unfit")]


def test_a_code_is_looked_at_before_the_questions_and_not_spent(place: Place, sari: Phone) -> None:
    code = code_of(place, sari, "referral")
    for _ in range(2):
        looked = place.http.post("/v1/ballots/codes/check", json={"code": code})
        assert (looked.status_code, looked.json()["service"]) == (200, "referral")
    assert cast(place, code).status_code == 204
    gone = place.http.post("/v1/ballots/codes/check", json={"code": code})
    assert [(e["pointer"], e["code"]) for e in gone.json()["errors"]] == [("/code", "ballot-code-unfit")]


def test_what_does_not_fit_spends_no_code(place: Place, sari: Phone) -> None:
    code = code_of(place, sari)
    for more, pointer in (
        ({"answers": {"requirements": 5}}, "/answers/requirements"),
        ({"answers": {"mood": 3}}, "/answers/mood"),
        ({"answers": {}}, "/answers"),
        ({"said": "Hubungi 081234567890"}, "/said"),
        ({"name": "Wahyu"}, "/name"),
    ):
        answer = cast(place, code, **more)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert cast(place, code, answers={"cost": 1}, age_band="18-24", sex="unsaid", said="Ramah.").status_code == 204


def test_a_code_ends_with_its_month(place: Place, sari: Phone) -> None:
    code = code_of(place, sari)
    place.clock.ahead = timedelta(days=45)
    assert cast(place, code).status_code == 422


def test_the_coordinator_reads_a_closed_month_of_five_and_nothing_before(place: Place, sari: Phone) -> None:
    place.person("Ratna", role="coordinator")
    for number in range(5):
        assert cast(place, code_of(place, sari), said=f"Baris {number}").status_code == 204
    for _ in range(4):
        assert cast(place, code_of(place, sari, "referral")).status_code == 204
    code_of(place, sari)
    hidden = {"answered", "invited", "means", "index", "grade", "said"}
    assert {one[name] for one in results(place).values() for name in hidden} == {None}
    place.clock.ahead = timedelta(days=45)
    shown = results(place)
    told = shown["accompany"]
    assert (told["answered"], told["invited"], told["index"], told["grade"]) == (5, 6, "100.00", "A")
    assert told["means"] == dict.fromkeys(KEYS, "4.00")
    assert told["said"] == [f"Baris {number}" for number in range(5)]
    assert {shown["referral"][name] for name in hidden} == {None}


def test_only_the_coordinator_of_the_unit_reads_them(place: Place, sari: Phone) -> None:
    place.person("Tono", "B", role="coordinator")
    place.person("Admin", None, "admin")
    place.person("Maya", None, role="partner")
    for _ in range(5):
        cast(place, code_of(place, sari))
    month = place.today()[:7]
    place.clock.ahead = timedelta(days=45)
    assert {one["answered"] for one in results(place, "Tono").values()} == {None}
    for name in ("Admin", "Maya", "Sari"):
        answer = place.http.get(f"/v1/ballots/results?month={month}", headers=place.headers(name))
        assert answer.status_code == 403
    for name in ("Admin", "Maya"):
        asked = place.http.post("/v1/ballots/codes", json={"service": "referral"}, headers=place.headers(name))
        assert asked.status_code == 403
    assert place.http.get(f"/v1/ballots/results?month={month}").status_code == 401


def test_nothing_leads_from_an_answer_to_a_code_or_a_person(place: Place, sari: Phone) -> None:
    """Not a column, not an order: what is left is unit, month and service, which a whole month shares."""
    for _ in range(12):
        cast(place, code_of(place, sari))
    code_of(place, sari)
    columns = {name: {one["name"] for one in inspect(place.engine).get_columns(name)} for name in TABLES}
    assert columns["ballot"] == {"home", "id", "month", "service", "form", "answers", "age_band", "sex", "said"}
    assert columns["ballot_token"] == {"code", "unit", "month", "service", "form", "until"}
    assert columns["ballot_round"] == {"home", "month", "service", "invited"}
    with reading(place.engine) as session:
        rows = {name: session.execute(select(SQLModel.metadata.tables[name])).all() for name in TABLES}
        assert [len(rows[name]) for name in TABLES] == [12, 1, 1]
        written = " ".join(str(tuple(row)) for several in rows.values() for row in several)
        assert place.people["Sari"] not in written
        assert sari.enrolment not in written
        # By chance, not by time as every other id is.
        assert {row.id[14] for row in rows["ballot"]} == {"4"}
        audits = session.execute(text("SELECT action FROM audit")).scalars().all()
        assert not [action for action in audits if "ballot" in action]


TABLES = ("ballot", "ballot_token", "ballot_round")


def test_no_database_keeps_the_order_in_which_answers_came(place: Place, sari: Phone) -> None:
    """On SQLite they lie in the order of their ids. On PostgreSQL nobody may change one, and before a backup all are
    written anew in that order, by one transaction, which nothing else shares."""
    for _ in range(12):
        cast(place, code_of(place, sari))
    if place.engine.dialect.name == "sqlite":
        with reading(place.engine) as session:
            ids = session.execute(text("SELECT id FROM ballot")).scalars().all()
            assert ids == sorted(ids)
            with pytest.raises(DatabaseError, match="rowid"):
                session.execute(text("SELECT rowid FROM ballot"))
        return
    with writing(place.app.state.engine) as session, pytest.raises(DatabaseError, match="permission denied"):
        session.execute(text("UPDATE ballot SET month = '2020-01'"))
    with writing(place.engine) as session:
        session.execute(text("LOCK TABLE ballot IN ROW EXCLUSIVE MODE"))
        hurried = make_engine(place.engine.url.render_as_string(hide_password=False))
        event.listen(hurried, "begin", lambda opened: opened.exec_driver_sql("SET LOCAL lock_timeout = 1"))
        assert forget_arrival(hurried) == 0, "somebody answers"
        hurried.dispose()
    assert [forget_arrival(place.engine), forget_arrival(place.engine)] == [1, 0], "where nothing came nothing is done"
    with reading(place.engine) as session:
        rows = session.execute(text("SELECT id::text, xmin::text FROM ballot ORDER BY ctid")).all()
        others = session.execute(text("SELECT xmin::text FROM ballot_round")).scalars().all()
    assert [id for id, _ in rows] == sorted(id for id, _ in rows)
    assert len({number for _, number in rows}) == 1
    assert rows[0].xmin not in others
