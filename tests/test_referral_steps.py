"""What the server itself keeps of a referral: its number, and every step that was taken."""

import re
from datetime import UTC, date, datetime
from json import dumps
from typing import Any

from api.changes.epoch import new_epoch
from api.changes.feeds import LockedHome
from api.changes.receipt import behind, number
from api.changes.write_batch import WriteBatch
from api.db.engine import reading, writing
from api.records.case import Case, Receipt, UnitPlace
from api.records.referral import Referral
from tests.conftest import Place
from tests.in_memory import author
from tests.samples import BODIES
from tests.test_access import patch
from tests.town import Town

NUMBER = re.compile(r"^R-3322012001[A-Z]?-20[0-9]{2}-[0-9]+$")


def step(town: Town, name: str, **fields: Any) -> Any:
    answer = patch(town, name, "referral", fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_reason_and_its_day_survive_the_next_step(town: Town) -> None:
    step(town, "Maya", status="received")
    step(town, "Maya", status="declined", status_because="Penuh.")
    town.sari.sync()
    town.sari.save("referral", {"status": "closed"}, record=town.records["referral"])
    town.sari.sync()
    for told in (town.sari.told[town.records["referral"]]["body"], town.get("Ratna", path(town)).json()):
        assert [one["status"] for one in told["steps"]] == ["sent", "received", "declined", "closed"]
        assert [one["by"] for one in told["steps"]] == ["agent", "partner", "partner", "agent"]
        assert [one.get("because") for one in told["steps"]] == [None, None, "Penuh.", None]
        assert all(one["on"] for one in told["steps"])


def path(town: Town) -> str:
    return next(town.paths("referral"))


def test_it_was_sent_on_the_day_its_author_says_however_late_it_arrives(town: Town) -> None:
    told = town.get("Sari", path(town)).json()
    assert told["steps"][0]["on"] == told["sent_on"] == BODIES["referral"]["sent_on"]


def test_an_edit_that_is_no_step_adds_none(town: Town) -> None:
    step(town, "Maya", partner_note="Datang Senin.")
    assert [one["status"] for one in town.get("Sari", path(town)).json()["steps"]] == ["sent"]


def test_nobody_writes_them(town: Town) -> None:
    for field, value in {"number": "R-3322012001-2026-1", "steps": []}.items():
        town.sari.save("referral", {field: value}, record=town.records["referral"])
        [problem] = [one["problem"] for one in town.sari.push()["results"]]
        assert [(one["pointer"], one["code"]) for one in problem["errors"]] == [(f"/set/{field}", "read-only")]
        assert patch(town, "Maya", "referral", {field: value}).status_code == 403


def test_a_draft_has_neither_and_the_history_says_what_people_wrote(town: Town) -> None:
    record = town.sari.save("referral", {**BODIES["referral"], "status": "drafted"}, feed=town.client)
    body = town.sari.sync().told[record]["body"]
    assert {"number", "steps"}.isdisjoint(body)
    town.sari.save("referral", {"status": "sent"}, record=record)
    body = town.sari.sync().told[record]["body"]
    assert NUMBER.match(body["number"])
    assert [one["status"] for one in body["steps"]] == ["sent"]
    for name in ("Sari", "Maya"):
        for entry in town.get(name, f"/v1/referrals/{record}/history").json():
            assert {"number", "steps"}.isdisjoint(entry["set"])


def test_every_referral_has_a_number_of_its_own_that_agent_and_institution_see(place: Place, town: Town) -> None:
    more = [town.sari.save("referral", BODIES["referral"], feed=town.client) for _ in range(3)]
    town.sari.sync()
    numbers = {town.sari.told[record]["body"]["number"] for record in (*more, town.records["referral"])}
    assert len(numbers) == 4
    assert {town.get("Maya", f"/v1/referrals/{record}").json()["number"] for record in more} < numbers
    assert all(NUMBER.match(one) for one in numbers), numbers


def test_after_a_restore_no_number_is_given_again(place: Place, town: Town) -> None:
    with writing(place.engine) as session:
        new_epoch(session, place.clock())
    body = {**BODIES["referral"], "client": town.client}
    made = place.http.post("/v1/referrals", json=body, headers={**place.headers("Sari"), "Idempotency-Key": "again"})
    assert made.json()["number"].endswith("B"), made.text


def test_the_year_is_that_of_the_village_and_a_younger_unit_of_it_has_a_letter(place: Place) -> None:
    evening = datetime(2026, 12, 31, 20, tzinfo=UTC)
    with reading(place.engine) as session:
        for unit, letter in zip(sorted(place.units.values()), ("", "B", "C"), strict=True):
            batch = WriteBatch(session, LockedHome(unit, 7, None, "", 0), author())
            assert number(batch, "R", evening) == f"R-3322012001{letter}-2027-8"
    assert [behind(others) for others in (0, 1, 25, 26, 99)] == ["", "B", "Z", "Z", "Z"]


def test_what_was_sent_before_steps_were_kept_tells_what_it_has() -> None:
    old = {"status": "declined", "status_because": "Penuh.", "sent_on": "2026-11-01", "service": "assessment"}
    before = Referral.model_validate_json(dumps(old))
    kept = before.model_copy(update={"status": "closed"}).kept_at_receipt(before, receipt())
    assert [(one["status"], one.get("on"), one.get("because")) for one in kept["steps"]] == [
        ("sent", "2026-11-01", None),
        ("declined", None, "Penuh."),
        ("closed", "2026-11-29", None),
    ]


def receipt() -> Any:
    return Receipt(
        date(2026, 11, 29), "agent", "Sari", Case(date(2026, 11, 29)),
        lambda letter: f"{letter}-3322012001-2026-1", lambda: UnitPlace("33.22", "Getasan"),
    )  # fmt: skip
