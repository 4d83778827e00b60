"""Role × kind × what became of the case × list, read, history, questions: what is answered, against a small table.

The table says nothing of fields: whatever an office must not read holds one word, which must appear nowhere.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.ids import new_id
from api.records import KINDS
from tests.cases_of_all import PEOPLE, SECRET, STATES, AllCases
from tests.conftest import a_place
from tests.engines import ENGINES
from tests.logged_reads import NO_CASE, OFFICES, asked, asked_in_any_order, logged
from tests.samples import CASE_KINDS, COACHING_KINDS, PAPER_KINDS

MINE = {"own", "moved", "ended", "erased", "taken_back", "drafted"}
# (role, kind or "*"): {what: of which cases}. What stands nowhere is answered like what never was.
TABLE: dict[tuple[str, str], dict[str, set[str]]] = {
    ("follower", "*"): {"whole": MINE},
    ("coordinator", "*"): {"view": MINE},
    ("foreign_coordinator", "*"): {"view": {"foreign"}},
    ("partner", "referral"): {"view": {"own", "moved", "foreign", "erased"}, "own work": {"ended"}},
    ("partner", "client"): {"view": {"own", "moved", "foreign", "erased"}},
    ("district", "referral"): {"view": {"own", "moved", "foreign", "erased"}, "own work": {"ended"}},
    ("district", "approval"): {"view": {"own", "moved", "foreign", "erased", "drafted"}, "own work": {"ended"}},
}
OWN_WORK = {
    "id",
    "n",
    "changed_at",
    "number",
    "partner",
    "service",
    "sent_on",
    "reply_by",
    "status",
    "appointment_on",
    "over",
    "asked_on",
    "district",
    "answered_on",
    "officer",
    "cosigned_on",
    "cosigned_by",
}


def sees(role: str, kind: str, state: str) -> str | None:
    """whole, view, own work or nothing; of a kind that no office reads an office has nothing."""
    office = role.removeprefix("foreign_")
    if office in ("coordinator", "partner", "district") and not KINDS[kind].readable_by.get(office):
        return None
    lines = TABLE.get((role, kind), TABLE.get((role, "*"), {}))
    return next((how for how, states in lines.items() if state in states), None)


@pytest.fixture(scope="module", params=ENGINES)
def cases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AllCases]:
    folder: Path = tmp_path_factory.mktemp("matrix")
    with a_place(request.param, folder) as place:
        made = AllCases(place)
        logged(made)
        yield made


@pytest.mark.parametrize("role", NO_CASE)
def test_of_a_case_the_village_the_province_and_the_nation_read_nothing(cases: AllCases, role: str) -> None:
    for kind in CASE_KINDS:
        reads(cases, role, kind, "own")
        lists(cases, role, kind)


@pytest.mark.parametrize("role", [role for role in PEOPLE if role not in NO_CASE])
@pytest.mark.parametrize("kind", sorted(CASE_KINDS))
def test_each_reads_what_is_hers_and_no_word_more(cases: AllCases, role: str, kind: str) -> None:
    for state in STATES:
        reads(cases, role, kind, state)
    lists(cases, role, kind)


def reads(cases: AllCases, role: str, kind: str, state: str) -> None:
    record, how = cases.records[state][kind], sees(role, kind, state)
    path = f"/v1/{KINDS[kind].plural}/{record}"
    status = 401 if role == "nobody" else 404 if how is None else 410 if state == "erased" else 200
    for place, name in ((path, "read"), (f"{path}/history", "history")):
        answer = asked(cases, role, place, name, [record])
        assert answer.status_code == status, (role, kind, state, name, answer.text)
        if status == 200:
            keeps(how or "", answer, (role, kind, state, name))
        if how == "view" and answer.status_code == 200 and name == "read" and kind != "client":
            assert (answer.json()["client"] is None) is (role == "district"), "whose it is, a district is never told"
    if status != 200:
        assert SECRET not in answer.text


def keeps(how: str, answer: Any, where: tuple[str, ...]) -> None:
    """A follower has every word, an office none of those."""
    if how == "whole":
        assert (SECRET in answer.text) is is_secret(*where[1:]), where
        return
    assert SECRET not in answer.text, where
    body = answer.json()
    if how == "own work":
        entries = body if isinstance(body, list) else [{"set": body}]
        told = {name for entry in entries for name, value in entry["set"].items() if value is not None}
        assert told <= OWN_WORK, where


def is_secret(kind: str, state: str, name: str) -> bool:
    """Where a follower reads such a word: a note, a draft's reason in its history, and what lost to another."""
    if kind == "referral":
        return name == "history" or state not in ("foreign", "moved")
    return "note" in KINDS[kind].model_fields


def lists(cases: AllCases, role: str, kind: str) -> None:
    """All states at once: what is there, that nothing else is, and that one entry tells of it."""
    wanted = {state for state in STATES if sees(role, kind, state)} - {"erased"}
    wanted -= {"taken_back"} if kind != "client" else set()
    path = f"/v1/{KINDS[kind].plural}?limit=200"
    shown = [cases.records[state][kind] for state in wanted]
    answer = asked_in_any_order(cases, role, path, shown)
    if role == "nobody":
        assert answer.status_code == 401
        return
    body = answer.json()
    assert {item["id"] for item in body["items"]} == set(shown), (role, kind)
    if role in OFFICES:
        assert SECRET not in answer.text, (role, kind)
    hidden = {one for state in STATES if not sees(role, kind, state) for one in cases.records[state].values()}
    seen = {one for state in wanted for one in cases.records[state].values()}
    assert not [one for one in hidden - seen if one in answer.text], (role, kind)
    questions = {item["id"] for item in body["items"] if item.get("questions")}
    if role in OFFICES:
        assert not questions, (role, kind, "every question here is about what an office does not read")
    elif wanted and kind in ("visit", "referral"):
        assert questions == {cases.records[state][kind] for state in wanted - {"moved"}}


OF_UNIT = {"own": {"follower", "handed_over", "revoked", "stranger", "coordinator"}, "foreign": {"foreign_coordinator"}}
NEAR = ("district", "village")  # in whose area both units lie


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("kind", PAPER_KINDS)
def test_a_units_papers_are_read_by_who_belongs_to_it_whatever_cases_she_follows(
    cases: AllCases, role: str, kind: str
) -> None:
    """The district's office and the village's head have their view, where the kind opens one, of those of her area."""
    opened = role in NEAR and bool(KINDS[kind].readable_by.get(role))
    seen = [state for state in OF_UNIT if opened or role in OF_UNIT[state]]
    for state, record in ((state, cases.papers[state][kind]) for state in OF_UNIT):
        path = f"/v1/{KINDS[kind].plural}/{record}"
        status = 401 if role == "nobody" else 200 if state in seen else 404
        for place, name in ((path, "read"), (f"{path}/history", "history")):
            answer = asked(cases, role, place, name, [record])
            assert answer.status_code == status, (role, kind, state, name, answer.text)
            assert (SECRET in answer.text) is (status == 200 and not opened)
    mine = [cases.papers[state][kind] for state in seen]
    answer = asked_in_any_order(cases, role, f"/v1/{KINDS[kind].plural}", mine)
    if role != "nobody":
        assert sorted(one["id"] for one in answer.json()["items"]) == sorted(mine), "home by home"
        assert not opened or SECRET not in answer.text


OF_COACHING = {"own": {"coordinator", "district"}, "foreign": {"other_district"}}


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("kind", COACHING_KINDS)
def test_coaching_papers_are_read_by_who_leads_the_unit_and_the_officer_of_its_area(
    cases: AllCases, role: str, kind: str
) -> None:
    """The village's head has its view of them, and of those of no other village."""
    opened = {"own"} if role == "village" and KINDS[kind].readable_by.get(role) else set()
    mine = [state for state in OF_COACHING if role in OF_COACHING[state] or state in opened]
    for state, record in ((state, cases.coaching[state][kind]) for state in OF_COACHING):
        path, status = f"/v1/{KINDS[kind].plural}/{record}", 401 if role == "nobody" else 200 if state in mine else 404
        for place, name in ((path, "read"), (f"{path}/history", "history")):
            answer = asked(cases, role, place, name, [record])
            assert answer.status_code == status, (role, kind, state, name, answer.text)
            assert status == 200 or SECRET not in answer.text
    answer = asked_in_any_order(cases, role, f"/v1/{KINDS[kind].plural}", [cases.coaching[one][kind] for one in mine])
    if role != "nobody":
        assert [one["id"] for one in answer.json()["items"]] == [cases.coaching[one][kind] for one in mine]


REACHES_CASE = {"follower": MINE - {"erased"}, "coordinator": MINE - {"erased"}, "foreign_coordinator": {"foreign"}}


def of_client(cases: AllCases, client: str) -> list[tuple[str, str, Any]]:
    """(method, path, body) of everything that stands under a client and is no record's."""
    sari, unit = cases.place.people["Sari"], cases.place.units["B"]
    under, because = f"/v1/clients/{client}", "Sudah dibicarakan."
    return [
        ("GET", f"{under}/followers", None),
        ("POST", f"{under}/followers", {"agent": sari, "reason": because}),
        ("DELETE", f"{under}/followers/{sari}", {"reason": "revoked", "because": because}),
        ("POST", f"{under}/unit", {"unit": unit, "reason": because, "followers": [sari]}),
        ("POST", f"{under}/same-person", {"client": client}),
        ("POST", f"{under}/own-codes", None),
        ("GET", f"/v1/tasks?client={client}", None),
    ]


@pytest.mark.parametrize("cases", ENGINES[:1], indirect=True)
@pytest.mark.parametrize("role", PEOPLE)
def test_who_does_not_reach_a_case_is_told_of_it_what_is_told_of_none(cases: AllCases, role: str) -> None:
    headers = cases.place.headers(PEOPLE[role]) if PEOPLE[role] else {}

    def ask(way: str, path: str, body: Any) -> Any:
        return cases.place.http.request(way, path, json=body, headers=headers)

    never = [ask(*one) for one in of_client(cases, new_id())]
    for state in STATES:
        client, reached = cases.records[state]["client"], state in REACHES_CASE.get(role, ())
        for real, none in zip(of_client(cases, client), never, strict=True):
            if reached and real[0] != "GET":
                continue  # that it may be done is in test_matrix_routes.py, and would change the case here
            told = ask(*real)
            where = (role, state, *real[:2], told.text)
            if reached or ("tasks" in real[1] and sees(role, "referral", state)):
                assert told.status_code == 200 or "tasks" in real[1], where
                continue
            assert told.status_code == (401 if role == "nobody" else 404) or "tasks" in real[1], where
            assert bare(told) == bare(none), where
    logged(cases)


def bare(answer: Any) -> Any:
    """But for what is another each time."""
    body = answer.json()
    return {name: value for name, value in body.items() if name not in ("request_id", "nonce")}
