"""What is written in a unit's coaching papers and asked of the district's office; and what that office, and the
village's head, may read of it."""

from typing import Any

from api.changes.feed_key import coaching_id
from api.ids import new_id
from api.records import KINDS
from tests.samples import BODIES
from tests.simulator.cases import note_consent
from tests.simulator.network import send_at_once
from tests.simulator.people import today
from tests.simulator.readers import APPROVALS, KIND_OF, SENT, of_offices, reader_of
from tests.simulator.referrals import sent_to_it
from tests.simulator.story import AREAS, INSTITUTION, LEADERS, OFFICER, VILLAGE, Story, one_of, step
from tests.simulator.truth import QuietTruth

Json = Any
ROLES = {**dict.fromkeys(AREAS, "district"), VILLAGE: "village"}
META = {"id", "client", "unit", "n", "changed_at", "over", "questions"}


@step(2)
def coach(story: Story, unit: str, keep: bool) -> None:
    """Whoever leads the unit, or its district's officer, notes what is to be done there."""
    who = OFFICER if unit == "A" and keep else LEADERS[unit]
    body = {**BODIES["unit_action"], "unit": story.place.units[unit], "what": story.fresh(who)}
    headers = {**story.place.headers(who), "Idempotency-Key": new_id()}
    answer = story.place.http.post("/v1/unit-actions", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    story.made[answer.json()["id"]] = "unit_action"


@step(5)
def ask_office(story: Story, phone: str, at: int) -> None:
    """Whether a client may be accompanied here, by an interview of hers and with her yes; sent if there is a line."""
    case, on = one_of(story.visible(phone), at), today(story, phone)
    note_consent(story, phone, case, ["participation", "screening", "approval"])
    interview = story.save(phone, "screening", {**BODIES["screening"], "on": on}, feed=case)["record"]
    story.save(phone, "approval", {**BODIES["approval"], "screening": interview, "asked_on": on}, feed=case)
    send_at_once(story, phone)


@step(2)
def read_office(story: Story, unit: str, at: int) -> None:
    """An office, or whoever leads the unit, goes on in a list of these, by a page."""
    reader_of(story, *one_of(of_offices(unit), at)).page()


def papers_reached(story: Story) -> set[str]:
    """Feeds of units' papers in the village and the district in which there is an office."""
    return {story.place.units["A"], coaching_id(story.place.units["A"])}


def in_scope(story: Story, truth: QuietTruth, who: str, plural: str) -> tuple[set[str], set[str]]:
    """What a list must hold, and all that it may; nothing that was taken back. Of whoever leads a unit: its cases and
    its papers; of an agent what she follows; of an office papers of the unit in its area, what is asked of it, or what
    was sent to it."""
    if (who, plural) == (INSTITUTION, SENT):
        return sent_to_it(truth)
    if who in AREAS and plural == APPROVALS:
        return asked_of_it(truth, AREAS[who])
    led = {leader: story.place.units[unit] for unit, leader in LEADERS.items()}
    cases = {case for case, feed in truth.feeds.items() if who in led and feed.unit == led[who]}
    cases |= truth.reached.get(who, set()) | (papers_reached(story) if who in ROLES else set())
    mine = {
        record for record, (case, of, body) in truth.bodies.items()
        if of == KIND_OF[plural] and case in cases and "voided_because" not in body
    }  # fmt: skip
    return mine, mine


def asked_of_it(truth: QuietTruth, area: str) -> tuple[set[str], set[str]]:
    """What an officer's list of requests must hold, and all that it may: those that were asked of this district; and of
    them what was not taken back, of clients who said yes and withdrew nothing."""
    acts = [(case, body) for case, kind, body in truth.bodies.values() if kind == "consent"]
    withdrew = {case for case, body in acts if body.get("act") != "given" or body.get("voided_because")}
    said_yes = {case for case, body in acts if "approval" in (body.get("layers") or ())}
    asked = {
        record: (case, body) for record, (case, kind, body) in truth.bodies.items()
        if kind == "approval" and body.get("district") == area
    }  # fmt: skip
    sure = {record for record, (case, body) in asked.items()
            if case in said_yes - withdrew and "voided_because" not in body}  # fmt: skip
    return sure, set(asked)


def must_be_through_view(who: str, plural: str, items: dict[str, Json]) -> None:
    """An office that follows none of it is shown what its kind opens; and of a request nobody whose it is."""
    kind = KINDS[KIND_OF[plural]]
    if who not in ROLES or (who == OFFICER and kind.feed == "coaching"):
        return
    allowed = kind.readable_by[ROLES[who]] | META
    for item in items.values():
        assert item.keys() <= allowed, f"{who} READS {item.keys() - allowed}"
        assert plural != APPROVALS or item["client"] is item["unit"] is None, f"{who} READS WHOSE IT IS"


def must_be_told_as_it_stands(plural: str, items: dict[str, Json], truth: QuietTruth) -> None:
    """Whatever is shown of a record is what it says."""
    kind = KINDS[KIND_OF[plural]]
    for record, item in items.items():
        stands = truth.bodies[record][2]
        wrong = {name for name in kind.model_fields.keys() & item.keys() if item[name] != stands.get(name)}
        assert not wrong, f"OF {kind.kind} {record} IS TOLD OTHERWISE {wrong}"
