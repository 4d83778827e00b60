"""What is promised to a client before she agrees is true of the views as built: each line is tied to what it says."""

import json
from collections.abc import Callable
from pathlib import Path

from api.access.scope import REACH, Reach
from api.identity.memberships import ROLES
from api.records import KINDS
from api.records.approval import Question
from api.records.blobs import blob_fields
from api.records.record import choices
from api.records.referral_cosign import CosignRisk

PROMISE = json.loads((Path(__file__).parent.parent / "pwa/src/records/consent/promise.id.json").read_text())
WHO_SHE_IS = {"name", "full_name", "nik", "phone", "address", "birth_date", "ktp", "face"}
PROOF = ("consent", "recording")


def nobody_asks_who_she_is() -> None:
    """`name`: no kind has a field for it. Of pictures and recordings in her case no office has a view, and each needs
    her yes, but the recording of a yes itself. Those of a unit's papers are of paper, and of no client."""
    for kind in KINDS.values():
        assert not set(kind.model_fields) & WHO_SHE_IS, kind.kind
        if kind.feed != "case":
            continue
        needs = {(name, layer) for name, layer in blob_fields(kind).items() if (kind.kind, name) != PROOF}
        assert {layer for _, layer in needs} <= {"media"}, kind.kind
        opened = [*kind.readable_by.values(), *kind.readable_when_flagged.values(), *kind.writable_by.values()]
        assert not {name for fields in opened for name in fields} & set(blob_fields(kind)), kind.kind


def a_coordinator_sees_scores_and_notes_only_in_danger() -> None:
    """Followers read whole; a coordinator alias, schedule and scores, a note only where a flag stands."""
    sees = {kind.kind: kind.readable_by.get("coordinator", frozenset()) for kind in KINDS.values()}
    assert {"alias"} <= sees["client"]
    assert {"scores"} <= sees["screening"]
    assert {"next_on"} <= sees["visit"]
    # Of a closure the reason is one of seven words, not told in one's own.
    told = {**sees, "closure": sees["closure"] - {"reason"}}
    assert len(choices(KINDS["closure"].model_fields["reason"].annotation)) == 7
    for kind, fields in told.items():
        assert not fields & {"note", "answers", "urine", "triggers", "coping", "reason", "carries", "results"}, kind
    flagged = {kind.kind: kind.readable_when_flagged for kind in KINDS.values() if kind.readable_when_flagged}
    assert set(flagged) == {"visit", "meeting"}
    for name, views in flagged.items():
        assert set(views) == {"coordinator"}
        assert views["coordinator"] <= {"note", "condition"}, name
        assert not KINDS[name]().flagged(), name
        assert KINDS[name](red_flags=["overdose"]).flagged(), name


def a_partner_sees_what_was_sent_to_it() -> None:
    """`partner`: of the case only the referral addressed to it, with what it carries, and who it is about."""
    sees = {kind.kind: kind.readable_by["partner"] for kind in KINDS.values() if "partner" in kind.readable_by}
    assert set(sees) == {"referral", "client"}
    assert sees["client"] == {"code", "alias"}
    assert KINDS["referral"].recipient_field == "partner"
    assert KINDS["referral"].hidden_while == ("status", {"drafted", "cancelled"})
    assert not KINDS["referral"].readable_after_end["partner"] & {"carries", "reason", "partner_note"}


def a_district_sees_scores_and_age_without_alias_and_code() -> None:
    """`district`: of a case only the approval and the referral that it is asked for, with no word by which she is
    known; of the referral nothing that somebody wrote, and not its number, which names the village."""
    sees = {kind.kind: kind.readable_by["district"] for kind in KINDS.values() if "district" in kind.readable_by}
    assert set(sees) == {"approval", "referral", "outreach"}
    of_district = Reach(follows=frozenset({"coaching"}), sent="area", unnamed=True, counts="area")
    # Beside it what units did in public, and counts of danger by class, whose it is not (tests/test_offices_told.py);
    # it opens units, in which there is nobody yet, and writes down what it agrees with institutions, of nobody.
    assert REACH["district"] == of_district._replace(warned=True, opens=True, papers={"unit"}, writes=True)
    assert not sees["outreach"] & {"note", "partner_org", "asked_after"}
    assert {"age_band", "scores"} <= set(Question.model_fields)
    named = WHO_SHE_IS | {"alias", "code", "village", "unit", "answers", "note", "urine", "decision_because"}
    assert not (sees["approval"] | sees["referral"] | {*Question.model_fields, *CosignRisk.model_fields}) & named
    assert not sees["referral"] & {"carries", "reason", "number", "steps", "status_because", "partner_note"}
    assert KINDS["approval"].writable_by["district"] == {"status", "answer_because", "condition"}
    assert KINDS["approval"].writable_by["coordinator"] == {"heard", "heard_on", "heard_from"}
    assert KINDS["referral"].writable_by["district"] == {"cosign"}
    assert not KINDS["referral"].readable_after_end["district"] & {"risk", "partner", "urgency", "path"}
    assert not KINDS["approval"].readable_after_end["district"] & {"carries", "reason", "answer_because", "condition"}
    # The coordinator knows that it was asked and what came of it, not what was written to the office.
    assert not KINDS["approval"].readable_by["coordinator"] & {"carries", "reason"}


def there_is_no_door_for_the_law() -> None:
    """`never`: no role beyond the eight, none of them for the law, and no view of a case for any but the coordinator,
    institutions and the district's office (BNNK), which answers by what was sent to it. The village's head reads what
    a unit's papers open to her; the province's and the nation's offices reach no record at all."""
    assert set(ROLES) == {"agent", "coordinator", "partner", "village", "district", "province", "national", "admin"}
    views = {kind.kind: {role for by in (kind.readable_by, kind.writable_by) for role in by} for kind in KINDS.values()}
    of_cases = {role for name, roles in views.items() if KINDS[name].feed == "case" for role in roles}
    assert of_cases <= {"coordinator", "partner", "district"}
    assert {role for roles in views.values() for role in roles} <= {*of_cases, "village"}
    assert REACH["village"] == Reach(village=True, papers=frozenset({"unit", "coaching"}))
    of_nobody = {"counts": "", "publishes": False, "oversees": False, "writes": False}
    of_records = {role: REACH.get(role, Reach())._replace(**of_nobody) for role in ROLES}
    assert {role for role, reach in of_records.items() if not any(reach)} == {"province", "national", "admin"}
    counted = {"district": "area", "province": "area", "national": "country"}
    assert {role: reach.counts for role, reach in REACH.items() if reach.counts} == counted
    assert {role for role, reach in REACH.items() if "case" in reach.follows or reach.unit} == {"agent", "coordinator"}


def she_may_stop_without_a_reason() -> None:
    """`stop`: a withdrawal is a creation like any other and asks for no reason."""
    consent = KINDS["consent"]
    assert consent.immutable_fields | consent.required_fields == {"act", "layers", "on"}
    assert "withdrawn" in str(consent.model_json_schema()["properties"]["act"])


TIES: dict[str, Callable[[], None]] = {
    "name": nobody_asks_who_she_is,
    "seen_by": a_coordinator_sees_scores_and_notes_only_in_danger,
    "partner": a_partner_sees_what_was_sent_to_it,
    "district": a_district_sees_scores_and_age_without_alias_and_code,
    "never": there_is_no_door_for_the_law,
    "stop": she_may_stop_without_a_reason,
}


def test_every_line_of_the_promise_is_kept() -> None:
    assert [line["key"] for line in PROMISE["lines"]] == list(TIES)
    for kept in TIES.values():
        kept()
