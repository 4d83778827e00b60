"""Role × kind × what became of the case × create, edit, take back: what a push is answered, and what is stored.

Who may not write is answered like somebody who names what never was; nothing of it is stored but a copy, for whoever
answers for her work. What the kinds' own rules refuse is in their tests.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from api.changes.tables import Change, HeldChange
from api.db.engine import reading
from api.ids import new_id
from api.records import KINDS
from api.tables import METADATA
from tests.cases_of_all import PEOPLE, STATES, AllCases
from tests.conftest import a_place
from tests.engines import ENGINES
from tests.phone import now
from tests.samples import BODIES, CASE_KINDS, EDITS, PAPER_KINDS, body_in

Json = Any
AGENTS = {**{role: PEOPLE[role] for role in ("stranger", "coordinator", "foreign_coordinator", "revoked")},
          "mover": "Budi", "handed_over": "Dewi", "follower": "Sari"}  # fmt: skip
OPENED_BY_HER = {"own", "ended", "erased", "taken_back", "drafted", "withdrawn", "closed"}
ALL = {*STATES, "withdrawn", "closed"}
# {role: {answer: in which states}}; "judged": by the kind's rules alone. What stands nowhere waits as unknown.
TABLE: dict[str, dict[str, set[str]]] = {
    "follower": {"judged": {*OPENED_BY_HER, "moved"} - {"erased"}, "erased": {"erased"}},
    "handed_over": {"late": OPENED_BY_HER - {"erased"}, "erased": {"erased"}},
    "revoked": {"held": OPENED_BY_HER},
    "mover": {"judged": {"foreign"}, "late": {"moved"}},
}
ANSWERS = {
    "unknown": {"waiting"}, "held": {"waiting"}, "erased": {"erased"}, "late": {"applied", "merged", "refused"},
    "judged": {"applied", "merged", "refused"},
}  # fmt: skip
# A case has one of these at a time; of what was taken back there may be another.
SECOND = {"aftercare", "closure", "move", "plan", "vocational_outcome"}
# Nothing of these is begun against her word.
UNWELCOME = {"aftercare", "approval", "meeting", "referral"}
MAY_WRITE = ("mover", "handed_over", "follower")
NOT_KEPT = {"held_change", "throttle", "used_nonce", "enrolment"}


def said(role: str, state: str) -> str:
    return next((how for how, states in TABLE.get(role, {}).items() if state in states), "unknown")


@pytest.fixture(scope="module", params=ENGINES[:1])
def cases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AllCases]:
    """With two more: she took all her consent back; she died, and the case was closed."""
    with a_place(request.param, tmp_path_factory.mktemp("pushes")) as place:
        place.stand_at_examples()
        made = AllCases(place)
        for state in ("withdrawn", "closed"):
            made.records[state] = made.case(state)
        layers = BODIES["consent"]["layers"]
        day = str(place.clock().date() - timedelta(days=1))
        withdrawn, closed = made.records["withdrawn"]["client"], made.records["closed"]["client"]
        made.sari.save("consent", {"act": "withdrawn", "on": day, "layers": layers}, feed=withdrawn)
        made.sari.save("client", {"status": "closed", "closed_reason": "died"}, record=closed)
        made.sari.sync()
        assert not made.sari.refused, made.sari.refused
        yield made


def stored(cases: AllCases) -> dict[str, list[str]]:
    """All there is, by table, but copies."""
    tables = [name for name in METADATA.tables if name not in NOT_KEPT]
    with reading(cases.place.engine) as session:
        return {name: sorted(map(repr, session.execute(text(f'SELECT * FROM "{name}"')))) for name in tables}


def pushed(cases: AllCases, role: str, changes: list[Json]) -> list[Json]:
    headers = cases.place.headers(AGENTS[role])
    answer = cases.place.http.post("/v1/sync/push", json=cases.sari.ask(changes=changes), headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def change(kind: str, record: str, feed: str, sets: Json, **more: Json) -> Json:
    return {"id": new_id(), "kind": kind, "record": record, "feed": feed, "at": now(), "set": dict(sets), **more}


def changes_of(cases: AllCases, state: str, kind: str) -> list[Json]:
    """A creation, an edit, and taking it back."""
    records = cases.records[state]
    case, record = records["client"], records[kind]
    edit = {**EDITS[kind], **({"amended_because": "Salah tulis."} if KINDS[kind].append_only else {})}
    fresh = case if kind == "client" else new_id()
    return [
        change(kind, fresh, case, body_in(kind, records)),
        change(kind, record, case, edit, was=dict.fromkeys(edit)),
        change(kind, record, case, {"voided_because": "Salah klien."}, was={"voided_because": None}),
    ]


@pytest.mark.parametrize("role", [role for role in AGENTS if role not in MAY_WRITE])
def test_who_may_not_write_stores_nothing_and_learns_nothing(cases: AllCases, role: str) -> None:
    before = stored(cases)
    never = pushed(cases, role, [change("visit", new_id(), new_id(), BODIES["visit"])])[0]
    for state in sorted(ALL):
        sent = [one for kind in CASE_KINDS for one in changes_of(cases, state, kind)]
        for one, result in zip(sent, pushed(cases, role, sent), strict=True):
            where = (role, state, one["kind"], result)
            assert result["answer"] == "waiting", where
            if said(role, state) == "held":
                assert result["problem"]["reason"] == "held", where
            else:
                assert told(result) == told(never), where
    assert stored(cases) == before
    whose = held_at(cases, AGENTS[role])
    mine = {cases.place.units["B" if role == "foreign_coordinator" else "A"]}
    assert whose == mine, "a copy lies with who answers for her work"


def is_no(result: Json) -> bool:
    return bool(result["answer"] == "refused")


def told(result: Json) -> Json:
    """But for which request and which change it was."""
    return {**result, "id": "", "problem": {**result["problem"], "request_id": ""}}


def held_at(cases: AllCases, name: str) -> set[str]:
    with reading(cases.place.engine) as session:
        return set(session.exec(select(HeldChange.unit).where(HeldChange.by == cases.place.people[name])).all())


@pytest.mark.parametrize("role", MAY_WRITE)
def test_who_may_write_is_judged_by_the_kinds_rules_and_where_it_ended_learns_nothing(
    cases: AllCases, role: str
) -> None:
    """Marked late where she handed over; what comes to where she may not write leaves it as it was."""
    for state in sorted(ALL):
        how = said(role, state)
        before = stored(cases)
        sent = [one for kind in CASE_KINDS for one in changes_of(cases, state, kind)[:2]]
        results = pushed(cases, role, sent)
        for one, result in zip(sent, results, strict=True):
            where = (role, state, how, one["kind"], one.get("was"), result)
            assert result["answer"] in ANSWERS[how], where
        if how in ("unknown", "held", "erased"):
            assert stored(cases) == before, (role, state)
            continue
        no = {(one["kind"], "was" in one) for one, result in zip(sent, results, strict=True) if is_no(result)}
        wanted = {(kind, False) for kind in SECOND | (UNWELCOME if state == "withdrawn" else set())}
        assert no == wanted or (state == "taken_back" and no < wanted), (role, state)
        taken = [one["id"] for one, result in zip(sent, results, strict=True) if not is_no(result)]
        with reading(cases.place.engine) as session:
            rows = session.exec(select(Change.id, Change.late).where(col(Change.id).in_([one["id"] for one in sent])))
            assert dict(rows.all()) == dict.fromkeys(taken, how == "late"), (role, state)


@pytest.mark.parametrize(("role", "other"), [("mover", "own"), ("foreign_coordinator", "own"), ("stranger", "foreign")])
def test_a_units_papers_take_nothing_from_another_unit(cases: AllCases, role: str, other: str) -> None:
    before, unit = stored(cases), cases.place.units["A" if other == "own" else "B"]
    papers = cases.papers[other]
    sent = [change(kind, new_id(), unit, BODIES[kind]) for kind in PAPER_KINDS]
    sent += [change(kind, papers[kind], unit, EDITS[kind], was=dict.fromkeys(EDITS[kind])) for kind in PAPER_KINDS]
    assert {result["answer"] for result in pushed(cases, role, sent)} == {"waiting"}
    assert stored(cases) == before


@pytest.mark.parametrize("role", ["district", "other_district"])
def test_an_officers_phone_leaves_nothing_in_a_case(cases: AllCases, role: str) -> None:
    before, headers = stored(cases), cases.place.headers(PEOPLE[role])
    for state in sorted(ALL):
        sent = [one for kind in ("client", "visit", "referral") for one in changes_of(cases, state, kind)]
        answer = cases.place.http.post("/v1/sync/push", json=cases.sari.ask(changes=sent), headers=headers)
        told = [{**one, "id": "", "problem": {**one["problem"], "request_id": ""}} for one in answer.json()["results"]]
        assert told == [told[0]] * len(sent), "as of what never was"
        assert told[0]["answer"] == "waiting"
    assert stored(cases) == before


@pytest.mark.parametrize("role", ["partner", "other_partner", "village", "province", "national", "admin", "nobody"])
def test_an_office_without_a_unit_has_nothing_to_push_to(cases: AllCases, role: str) -> None:
    before = stored(cases)
    for state in sorted(ALL):
        sent = [one for kind in ("client", "visit", "referral") for one in changes_of(cases, state, kind)]
        headers = cases.place.headers(PEOPLE[role]) if PEOPLE[role] else {}
        answer = cases.place.http.post("/v1/sync/push", json=cases.sari.ask(changes=sent), headers=headers)
        assert answer.status_code == (404 if PEOPLE[role] else 401), (role, state)
    assert stored(cases) == before
