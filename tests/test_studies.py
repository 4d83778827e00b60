"""A comparison study: written by the nation's office, known to phones, told once and of many."""

from datetime import timedelta
from hashlib import sha256
from itertools import product

import pytest
from sqlalchemy import select
from sqlmodel import col

from api.access.read_log import ReadLog
from api.ballots.study_answers import AnswerFrom, keep_answer
from api.ballots.study_number import MemberKey
from api.cli.demo_studies import demo_number
from api.db.engine import reading, writing
from api.identity.tables import Audit
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.study_desk import ADDRESS, DOMAINS, STUDY, asked, come, day, faults, taken_along, text, written
from tests.test_exports import rows_in as file_rows
from tests.test_exports import sheets_in


@pytest.fixture(autouse=True)
def people(place: Place) -> None:
    come(place)


def test_the_nations_office_writes_it_and_offices_above_districts_read_it(place: Place) -> None:
    for who in ("Sari", "Ratna", "Hadi", "Lurah", "Admin", "Propinsi"):
        refused = asked(place, who, "PUT", body=text(place))
        assert (refused.status_code, refused.json()["code"]) == (403, "nation-only"), who
    assert asked(place, "Pusat", "GET").status_code == 404
    assert asked(place, "Pusat", "PUT", body=text(place), match='"read"').status_code == 412, "who read it read another"
    made = written(place)
    assert (made.status_code, made.json()["shown_from"]) == (200, day(place, 355 + 31))
    for who, status in (("Pusat", 200), ("Propinsi", 200), ("Hadi", 403), ("Lurah", 403), ("Sari", 403)):
        for path in ("/v1/studies", ADDRESS, f"{ADDRESS}/results"):
            assert asked(place, who, "GET", path).status_code == status, (who, path)
        assert taken_along(place, who).status_code == status, who
    assert taken_along(place, "Propinsi", "operator").status_code == 401, "she proves herself once more"
    assert asked(place, "Propinsi", "GET", "/v1/studies").json() == [made.json()]
    assert asked(place, "Pusat", "PUT", body=text(place, name="Lain lagi")).status_code == 428
    assert asked(place, "Pusat", "PUT", body=text(place, name="Lain lagi"), match='"old"').status_code == 412
    assert written(place, name="Lain lagi").json()["name"] == "Lain lagi"
    assert asked(place, "Pusat", "PUT", body=text(place, name="Lain lagi")).status_code == 200, "nothing new"
    with reading(place.engine) as session:
        trail = session.execute(select(Audit.action, Audit.by).where(Audit.about == STUDY)).all()
        logged = session.execute(select(ReadLog.agent).where(col(ReadLog.how) == "export")).scalars().all()
    offices = {place.people[who] for who in ("Pusat", "Propinsi")}
    assert sorted(action for action, _ in trail) == ["export-study-csv"] * 2 + ["study"] * 2
    assert {by for action, by in trail if action != "study"} == {*logged} == offices


@ON_ONE_ENGINE
def test_what_people_were_asked_about_stays_once_it_has_begun(place: Place) -> None:
    assert written(place, starts_on=day(place, 1)).status_code == 200
    assert written(place, starts_on=day(place, 2), points=["start", "m3"]).status_code == 200, "not begun"
    place.clock.ahead += timedelta(days=2)
    begun = {"starts_on": day(place, 0), "points": ["start", "m3"]}
    assert written(place, **begun, name="Tiga kelompok", ends_on=day(place, 5), n_target=90).status_code == 200
    for part in ({"arms": ["ibm", "usual_care"]}, {"points": ["start", "m6"]}, {"starts_on": day(place, 1)}):
        assert faults(written(place, **(begun | {"ends_on": day(place, 9)} | part))) == [
            (f"/{next(iter(part))}", "study-begun")
        ]
    place.clock.ahead += timedelta(days=6)
    over = written(place, **{**begun, "starts_on": day(place, -6)}, ends_on=day(place, 300))
    assert (over.status_code, over.json()["code"]) == (409, "study-over")


UNFIT = (
    ({"arms": ["ibm"]}, "/arms", "too-few-values"),
    ({"arms": ["waiting", "usual_care"]}, "/arms", "study-compares-nothing"),
    ({"arms": ["ibm", "waiting", "ibm"]}, "/arms", "value-twice"),
    ({"arms": ["ibm", "prison"]}, "/arms/1", "unknown-choice"),
    ({"points": ["m3", "m6"]}, "/points", "study-compares-nothing"),
    ({"points": ["start", "m7"]}, "/points/1", "unknown-choice"),
    ({"version": "2030-1"}, "/version", "no-such-instrument"),
    ({"instrument": "dast-10", "version": "1982-1"}, "/version", "no-such-instrument"),
    ({"n_target": -1}, "/n_target", "number-too-small"),
    ({"ethics_no": ""}, "/ethics_no", "text-too-short"),
    ({"leader": "x"}, "/leader", "unknown-field"),
    ({"name": "\u00a0 \u200b"}, "/name", "text-empty"),
    ({"question": " " * 10}, "/question", "text-empty"),
    ({"ends_on": "9999-12-31"}, "/ends_on", "study-ends-far"),
)


@ON_ONE_ENGINE
def test_a_study_that_cannot_be_is_refused_where_it_is_wrong(place: Place) -> None:
    for part, pointer, code in UNFIT:
        assert faults(written(place, **part)) == [(pointer, code)], part
    assert faults(written(place, starts_on=day(place, 2), ends_on=day(place, 1))) == [
        ("/ends_on", "study-turned-round")
    ]
    assert faults(written(place, ends_on=day(place, -1))) == [("/ends_on", "study-ends-past")]
    assert asked(place, "Pusat", "GET", "/v1/studies").json() == []


def take_part(place: Place) -> None:
    """Thirty pairs an arm and more; those of the unit better by ten or twenty, the others by nothing or ten."""
    with writing(place.engine) as session:
        for at, arm in product(range(33), ("ibm", "waiting")):
            key = MemberKey(STUDY, demo_number(sha256(f"{arm} {at}".encode()).digest()))
            sex = "female" if at < 4 else "male"
            first = AnswerFrom("33.22", arm, "start", "25-34", sex, dict.fromkeys(DOMAINS, 40))
            keep_answer(session, key, first, "")
            better = (10 if arm == "ibm" else 0) + 10 * (at % 2)
            if at < 31 or arm == "waiting":
                scores = dict.fromkeys(DOMAINS[: 3 if at else 4], 40 + better)
                keep_answer(session, key, first._replace(point="m6", scores=scores), "")


@ON_ONE_ENGINE
def test_results_are_told_when_it_is_over_and_until_then_how_many_take_part(place: Place) -> None:
    written(place, ends_on=day(place, 0))
    take_part(place)
    path = f"{ADDRESS}/results"
    assert {(row[3], row[5]) for row in file_rows(taken_along(place, "Propinsi"))[1:] if row[5]} == {
        ("started", "30"), ("pairs", "30"),
    }, "no more than the page tells"  # fmt: skip
    before = asked(place, "Propinsi", "GET", path).json()
    [point] = before["points"]
    assert (before["told"], [one["started"] for one in before["people"]]) == (False, [30, 30])
    assert [(one["pairs"], one["lost"], one["changes"]) for one in point["arms"]] == [(30, None, []), (30, None, [])]
    place.clock.ahead += timedelta(days=31)
    after = asked(place, "Propinsi", "GET", path).json()
    [ibm, waiting] = after["points"][0]["arms"]
    assert (after["told"], after["people"][0]["sexes"], ibm["lost"]) == (True, {"male": 25}, None)
    assert {one["domain"]: one["change"] for one in ibm["changes"]} == {
        "physical": "14.8", "psychological": "14.8", "social": "14.8",
    }, "of one domain a single pair stands behind it"  # fmt: skip
    assert ibm["differences"] == []
    assert waiting["differences"][0] == {"domain": "physical", "difference": "10.0", "low": "7.5", "high": "12.5"}
    answer = taken_along(place, "Propinsi")
    name = f'attachment; filename="penelitian-dua-kelompok-{day(place, -41)}.csv"'
    assert answer.headers["Content-Disposition"] == name
    assert ["Dua kelompok", "daftar tunggu", "6 bulan", "difference_low", "badan", "7.5"] in [
        row[:6] for row in file_rows(answer)
    ]
    assert list(sheets_in(taken_along(place, "Propinsi", written="xlsx").content)) == ["Data", "Kamus", "Metode"]


def test_phones_of_units_know_a_study_until_its_results_are_told(place: Place) -> None:
    written(place, ends_on=day(place, 3))
    [card] = asked(place, "Sari", "GET", "/v1/reference").json()["studies"]
    assert (card["id"], card["arms"], card["score_step"]) == (STUDY, ["ibm", "waiting"], 10)
    assert "ethics_no" not in card
    assert asked(place, "Hadi", "GET", "/v1/reference").json()["studies"] == []
    known = []
    for ahead in (33, 1):  # the last on which answers come in, and the first on which results are told
        place.clock.ahead += timedelta(days=ahead)
        known.append(len(asked(place, "Sari", "GET", "/v1/reference").json()["studies"]))
    assert known == [1, 0]
