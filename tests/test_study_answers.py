"""What members of a study answer: kept once under the number on a card, and leading to nobody."""

from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import inspect
from sqlmodel import select

from api.ballots.study_number import member_of
from api.db.engine import reading, writing
from api.identity.people import Unit
from api.identity.tables import Audit
from api.ids import new_id
from api.resources.days import EASTERNMOST
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.study_desk import ADDRESS, NUMBERS, STUDY, answer, asked, come, day, faults, rows, told, written


@pytest.fixture(autouse=True)
def people(place: Place) -> None:
    come(place)


def test_an_answer_is_kept_once_and_takes_no_others_place(place: Place) -> None:
    written(place)
    first = answer(scores={"physical": 40, "social": 60}, attempt="a" * 32)
    assert told(place, first).status_code == 204
    spaced = f" {NUMBERS[0][:4].lower()}-{NUMBERS[0][4:]}"
    assert told(place, first | {"number": spaced}).status_code == 204, "the same answer, whose answer was lost"
    assert faults(told(place, answer(arm="waiting", point="m6"))) == [("/arm", "study-other-arm")]
    assert told(place, answer(point="m6"), "Budi").status_code == 204
    assert told(place, answer(1, point="m6")).status_code == 204, "what comes first may be the later one"
    kept = rows(place)
    assert sorted((one.point, orjson.loads(one.scores).get("physical")) for one in kept) == [
        ("m6", 40), ("m6", 40), ("start", 40),
    ]  # fmt: skip
    assert {one.district for one in kept} == {"33.22"}
    columns = {one["name"] for one in inspect(place.engine).get_columns("study_member")}
    assert columns == {"study", "member", "point", "arm", "age_band", "sex", "district", "scores", "attempt"}
    hidden = {place.people["Ratna"], place.units["A"], "a" * 32, *NUMBERS}
    assert not hidden & {str(value) for one in kept for value in one}


@ON_ONE_ENGINE
def test_who_has_a_number_finds_no_scores_by_trying(place: Place) -> None:
    """What was sent by an app that names no attempt, too."""
    written(place)
    for at, sent in enumerate((answer(attempt="a" * 32), answer(1))):
        assert told(place, sent).status_code == 204
        for guess in ({}, {"attempt": "b" * 32}, {"scores": {"physical": 50}}, {"arm": "waiting"}):
            said = told(place, answer(at, **guess), "Budi")
            assert faults(said) == [("/point", "study-point-answered")], guess


def leaves(place: Place, at: int, who: str = "Budi") -> Any:
    return asked(place, who, "POST", f"{ADDRESS}/withdrawals", {"number": NUMBERS[at]})


def test_who_leaves_a_study_leaves_nothing_in_it_and_nothing_comes_after(place: Place) -> None:
    written(place)
    first = answer(attempt="a" * 32)
    for body in (first, answer(point="m6"), answer(1)):
        told(place, body)
    said = [leaves(place, at) for at in (0, 0, 5, 6, 7)]
    assert {(one.status_code, one.content) for one in said} == {(204, b"")}, "whether or not anything stood there"
    assert leaves(place, 1).status_code == 429
    assert [one.member for one in rows(place)] == [member_of(STUDY, NUMBERS[1])]
    for late in (first, answer(5, point="m6")):
        assert faults(told(place, late)) == [("/number", "study-number-left")], "which was on its way meanwhile"
    assert len(rows(place)) == 1
    with reading(place.engine) as session:
        trail = session.exec(select(Audit).where(Audit.action == "study-left")).all()
    assert {(one.by, one.about) for one in trail} == {(place.people["Budi"], STUDY)}
    assert len(trail) == len(said)


SAID = (
    ({"arm": "usual_care"}, "/arm", "study-without-arm"),
    ({"point": "m3"}, "/point", "study-without-point"),
    ({"version": "2030-1"}, "/version", "study-other-instrument"),
    ({"instrument": "urica"}, "/version", "study-other-instrument"),
    ({"scores": {"physical": 101}}, "/scores/physical", "number-too-large"),
    ({"scores": {"physical": -10}}, "/scores/physical", "number-too-small"),
    ({"scores": {"physical": 45}}, "/scores/physical", "study-score-step"),
    ({"scores": {"mood/1": 40}}, "/scores/mood~11", "unknown-field"),
    ({"scores": {}}, "/scores", "too-few-values"),
    ({"age_band": "15-17"}, "/age_band", "unknown-choice"),
    ({"agreed": False}, "/agreed", "unknown-choice"),
    ({"number": "7Q4M-K2TX-92"}, "/number", "study-number-unfit"),
    ({"number": "7Q4M-K2TX-9"}, "/number", "study-number-unfit"),
    ({"client": new_id()}, "/client", "unknown-field"),
)


@ON_ONE_ENGINE
def test_an_answer_that_does_not_fit_its_study_is_refused_where_it_is_wrong(place: Place) -> None:
    assert told(place, answer()).status_code == 404
    written(place)
    for part, pointer, code in SAID:
        assert faults(told(place, answer(**part))) == [(pointer, code)], part
    for who in ("Sari", "Hadi", "Pusat", "Propinsi", "Lurah", "Admin"):
        assert told(place, answer(), who).status_code == 403, who
        assert leaves(place, 0, who).status_code == 403, who
    assert rows(place) == []


@ON_ONE_ENGINE
def test_no_answer_lies_there_while_the_office_may_still_change_what_is_asked(place: Place) -> None:
    """In the east a day begins two hours before it does where studies are written."""
    place.clock.ahead += datetime.fromisoformat(f"{place.today()}T16:00Z") - place.clock()
    with writing(place.engine) as session:
        session.get_one(Unit, place.units["A"]).timezone = EASTERNMOST
    text = {"starts_on": day(place, 1)}
    written(place, **text)
    early = told(place, answer()).status_code
    changed = written(place, **text, points=["start", "m3"]).status_code
    assert (early, changed, rows(place)) == (409, 200, [])


@ON_ONE_ENGINE
def test_answers_come_from_the_first_day_until_phones_had_time_and_no_longer(place: Place) -> None:
    written(place, starts_on=day(place, 1), ends_on=day(place, 1))
    taken = []
    for ahead in (1, 1, 29, 1):
        taken.append(told(place, answer(len(taken))).status_code)
        place.clock.ahead += timedelta(days=ahead)
    # Before, on the day, the day after, and until the thirtieth; then results are told.
    assert taken == [409, 204, 204, 204]
    assert (told(place, answer(9)).status_code, len(rows(place))) == (409, 3)
    gone = leaves(place, 1)
    assert (gone.status_code, gone.json()["code"]) == (409, "study-not-open")
