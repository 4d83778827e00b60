"""Who may do what, at every address that is no kind's: each request of the description as everybody there is.

The demo's own people and those of another unit, institution and district ask for what lies in unit A. What a kind's own
addresses answer is in `test_matrix.py`; a route that stands in neither table fails here.
"""

import re
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.db.engine import writing
from api.identity.access_tokens import give_token
from api.identity.provisioning import make_partner, make_person
from api.ids import demo_id, new_id
from api.records import KINDS
from tests.example_server import NOW, ExampleServer, example_server, examples
from tests.house import described
from tests.repeats import LEFT, REPEATS, Repeat, repeated, rows_of

pytestmark = pytest.mark.whole

Json = Any
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PEOPLE = {
    "agent": "Sari", "colleague": "Dewi", "foreign_agent": "Budi", "coordinator": "Bu Ratna",
    "foreign_coordinator": "Tono", "partner": "officer", "other_partner": "Lain", "district": "bnnk",
    "other_district": "Jauh", "village": "kades", "province": "bnnp", "national": "bnn", "admin": "admin", "nobody": "",
}  # fmt: skip
OF_KINDS = {f"{deed}_{kind}" for kind in KINDS for deed in ("list", "create", "read", "update", "history")}
OFFICES = {"partner", "other_partner", "district", "other_district", "village", "province", "national", "admin"}
DISTRICTS = {"district", "other_district"}
NUMBERED = DISTRICTS | {"province", "national"}
# For these she has just signed in by herself; that a printed token exports and publishes nothing is in their tests.
EXPORTS = ("export_numbers", "export_standing", "preview_data_values")
FRESH = (*EXPORTS, "export_study", "publish_policy")
AGENTS, LEADERS = {"agent", "colleague", "foreign_agent"}, {"coordinator", "foreign_coordinator"}
SIGNED = AGENTS | LEADERS | OFFICES
HAS_ACCOUNT = OFFICES | LEADERS
OF_CASE = {"agent", "colleague", "coordinator"}
Line = dict[int, set[str]]

OPEN: Line = {0: {*SIGNED, "nobody"}}
ALL: Line = {0: SIGNED}
IN_A_UNIT: Line = {0: AGENTS | LEADERS, 403: OFFICES}
LEADS: Line = {0: LEADERS, 403: SIGNED - LEADERS}
LEADS_OR_ADMIN: Line = {0: LEADERS | {"admin"}, 403: SIGNED - LEADERS - {"admin"}}
# What lies in unit A: there is nothing of it for whoever leads another.
ITS_LEADER: Line = {0: {"coordinator"}, 404: {"foreign_coordinator"}, 403: SIGNED - LEADERS}
# And none for an officer, to whom only her own papers come back.
ITS_COPIES: Line = {0: {"coordinator"}, 404: {"foreign_coordinator", *DISTRICTS}, 403: SIGNED - LEADERS - DISTRICTS}
ITS_LEADER_OR_ADMIN: Line = {
    0: {"coordinator", "admin"},
    404: {"foreign_coordinator"},
    403: AGENTS | OFFICES - {"admin"},
}
WHO_HAS_THE_CASE: Line = {0: OF_CASE, 404: SIGNED - OF_CASE}
LEADS_THE_CASE: Line = {0: {"coordinator"}, 403: {"agent", "colleague"}, 404: SIGNED - OF_CASE}
TOLD_NUMBERS: Line = {0: NUMBERED, 403: SIGNED - NUMBERED}
ABOVE: Line = {0: {"province", "national"}, 403: SIGNED - {"province", "national"}}
NATION: Line = {0: {"national"}, 403: SIGNED - {"national"}}
FOR_ITS_AREA: Line = {0: NUMBERED - {"other_district"}, 422: {"other_district"}, 403: SIGNED - NUMBERED}
INSTITUTIONS: Line = {0: {"partner", "other_partner"}, 403: SIGNED - {"partner", "other_partner"}}
HER_PICTURE: Line = {0: {"agent"}, 404: SIGNED - {"agent"}}

# {operation: {status: who}}; 0: whatever good answer it has. Without a token 401, where one is asked for.
RIGHTS: dict[str, Line] = {
    **dict.fromkeys(
        ("health", "live", "fresh_nonce", "sign_in", "check_enrolment_code", "enrol_phone", "ask_status", "cast_ballot",
         "check_ballot_code", "read_form", "ask_for_help", "read_help_answer", "find_help_unit", "read_own_data",
         "claim_own_right", "hand_in_envelopes", "hand_in_blob_part", "list_sign_in_ways"), OPEN,
    ),
    **dict.fromkeys(
        ("who_am_i", "read_reference", "list_instruments", "read_instrument", "score_sheet", "list_policies",
         "read_policy", "list_tasks", "list_returned", "note_received", "pull_changes"), ALL,
    ),
    **dict.fromkeys(
        ("give_ballot_code", "list_help_requests", "read_leaflet", "read_team_care", "say_team_care"), IN_A_UNIT
    ),
    "push_changes": {0: AGENTS | LEADERS | DISTRICTS, 404: OFFICES - DISTRICTS},
    **dict.fromkeys(
        ("read_results", "list_followed_cases", "read_month", "read_month_paper", "read_month_sheet",
         "list_offered_moves", "list_open_questions", "list_rights_requests", "read_unit_care",
         "answer_study", "leave_study"), LEADS,
    ),
    "list_refusals": {0: LEADERS | DISTRICTS, 403: SIGNED - LEADERS - DISTRICTS},
    "read_coaching_paper": {0: {"coordinator", "district"}, 404: SIGNED - {"coordinator", "district"}},
    **dict.fromkeys(("read_numbers", "read_funnel", "read_phases", "list_targets", *EXPORTS), TOLD_NUMBERS),
    "list_unlooked_alerts": {0: DISTRICTS, 403: SIGNED - DISTRICTS},
    "open_unit": {0: {"district"}, 422: {"other_district"}, 403: SIGNED - DISTRICTS},
    "read_overseen_danger": {0: {"province", "national"}, 403: SIGNED - {"province", "national"}},
    "read_village_month": {0: {"village"}, 403: SIGNED - {"village"}},
    "list_target_history": {0: NUMBERED - {"other_district"}, 404: {"other_district"}, 403: SIGNED - NUMBERED},
    "set_target": {0: NUMBERED - {"other_district"}, 404: {"other_district"}, 403: SIGNED - NUMBERED},
    **dict.fromkeys(("list_studies", "read_study", "read_study_results", "export_study"), ABOVE),
    "write_study": NATION,
    # The demo's reach into both districts; what is written lies in one of them.
    **dict.fromkeys(
        ("list_area_agreements", "read_area_agreement", "list_area_trainings", "read_area_training"), TOLD_NUMBERS
    ),
    **dict.fromkeys(("write_area_agreement", "write_area_training"), FOR_ITS_AREA),
    **dict.fromkeys(("read_policy_draft", "write_policy_draft", "publish_policy"), NATION),
    "read_unit_counts": {0: {"coordinator", "district"}, 404: SIGNED - {"coordinator", "district"}},
    **dict.fromkeys(("list_agents", "list_enrolment_codes", "list_enrolments"), LEADS_OR_ADMIN),
    **dict.fromkeys(
        ("accept_move", "refuse_move", "offer_move", "answer_rights_request", "hear_team_call"),
        ITS_LEADER,
    ),
    **dict.fromkeys(("decline_refusal", "take_refusal"), ITS_COPIES),
    **dict.fromkeys(("make_enrolment_code", "revoke_enrolment_code", "lock_phone", "wipe_phone"), ITS_LEADER_OR_ADMIN),
    "hand_over_cases": {0: {"coordinator"}, 422: {"foreign_coordinator"}, 403: SIGNED - LEADERS},
    **dict.fromkeys(("list_followers", "add_follower", "end_follower", "make_own_code"), WHO_HAS_THE_CASE),
    **dict.fromkeys(("close_as_same", "move_client"), LEADS_THE_CASE),
    **dict.fromkeys(("read_blob", "put_blob_part"), HER_PICTURE),
    **dict.fromkeys(("read_partner_profile", "write_partner_profile"), INSTITUTIONS),
    # Who has a user name; and it is set up by the token of her own sign-in, which the printed ones here are not.
    "offer_second_factor": {0: HAS_ACCOUNT, 409: SIGNED - HAS_ACCOUNT},
    "set_up_second_factor": {401: HAS_ACCOUNT, 409: SIGNED - HAS_ACCOUNT},
    "sign_in_by_provider": {401: {*SIGNED, "nobody"}},  # who did not come back from the provider a moment ago
    # Sari took it; whoever leads the unit may take it from her, and answers only what she took.
    "take_help_request": {
        0: {"agent", "coordinator"}, 409: {"colleague"}, 404: {"foreign_agent", "foreign_coordinator"}, 403: OFFICES,
    },
    "answer_help_request": {
        0: {"agent"}, 409: {"colleague", "coordinator"}, 404: {"foreign_agent", "foreign_coordinator"}, 403: OFFICES,
    },
}  # fmt: skip


@pytest.mark.parametrize("role", PEOPLE)
def test_every_route_answers_each_as_the_table_says(role: str) -> None:
    requests = {operation["operationId"]: one for one in examples(described()) if (operation := one[2])}
    assert set(requests) == set(RIGHTS) | OF_KINDS, "every route has its line, here or with its kind"
    writing_ones = {name for name, request in requests.items() if request[1] != "get"}
    assert writing_ones - OF_KINDS == set(REPEATS), "and every one that writes tells what it does a second time"
    wrong, stack = [], ExitStack()
    server = None
    for name in (name for name, line in RIGHTS.items() if line is not OPEN or role in ("nobody", "coordinator")):
        path, method, operation, media = requests[name]
        server = server or as_somebody(stack.enter_context(example_server("sqlite")), role)
        told = server.ask(path, method, operation, media)
        if not fits(told.status_code, wanted(name, role)):
            wrong.append((name, told.status_code, told.text[:200]))
        elif told.status_code in (403, 404) and "{" in path and not reads_it(name, role):
            never = server.ask(path, method, of_nothing(operation), media)
            assert said_of(told) == said_of(never), (name, "as of what never was")
        elif told.is_success and method != "get":
            wrong += otherwise_again(server, requests[name], told, LEFT.get((name, role), REPEATS.get(name)))
            stack.close()  # what it changed may be another request's
            server = None
    stack.close()
    assert not wrong


def otherwise_again(server: ExampleServer, request: Any, told: Any, wanted: Repeat | None) -> list[Any]:
    """What is not as the table of repeats says, where this is sent again because its answer was lost."""
    path, method, operation, media = request
    before = rows_of(server.app.state.engine)
    again = server.ask(path, method, operation, media)
    found = repeated(before, told, rows_of(server.app.state.engine), again)
    return [] if found == wanted else [(operation["operationId"], "again", found, again.text[:200])]


def reads_it(name: str, role: str) -> bool:
    """She knows that it is there, so she may be told that it is not for her to do."""
    return RIGHTS[name] is LEADS_THE_CASE and role in OF_CASE


def of_nothing(operation: Json) -> Json:
    """The same request of what is not there."""
    told = [
        {**one, "example": new_id()} if UUID.fullmatch(str(one.get("example", ""))) else one
        for one in operation["parameters"]
    ]
    return {**operation, "parameters": told}


def said_of(answer: Any) -> Json:
    return {**answer.json(), "request_id": ""}


def wanted(name: str, role: str) -> int:
    """0: a good answer."""
    return next((status for status, who in RIGHTS[name].items() if role in who), 401)


def fits(status: int, wanted: int) -> bool:
    return status == wanted or (wanted == 0 and 200 <= status < 300)


def as_somebody(server: ExampleServer, role: str) -> ExampleServer:
    """Also those of elsewhere, whom the demo does not have."""
    with writing(server.app.state.engine) as session:
        make_person(
            session, "Tono", "coordinator", unit=demo_id("unit B"), username="tono", id=demo_id("Tono"), now=NOW
        )
        other = make_partner(session, "Klinik lain (contoh)", "clinic", "33.22.01.2001", ["assessment"])
        session.flush()
        make_person(session, "Lain", "partner", partner=other.id, username="lain", id=demo_id("Lain"), now=NOW)
        make_person(session, "Jauh", "district", area="33.21", username="jauh", id=demo_id("Jauh"), now=NOW)
    settings, person = server.app.state.settings, demo_id(PEOPLE[role])
    tokens = [give_token(settings, person, now=NOW, ways=ways) if PEOPLE[role] else "" for ways in ((), ("pwd",))]
    return AskedAs(server.app, server.http, *tokens)


class AskedAs(ExampleServer):
    """By somebody else than whom the examples are for."""

    def __init__(self, app: FastAPI, http: httpx.Client, token: str, fresh: str) -> None:
        super().__init__(app, http)
        self.token, self.fresh = token, fresh

    def headers(self, operation: Json) -> dict[str, str]:
        """Her token in every case."""
        asked = {one.get("name") for one in operation["parameters"] if one.get("required")}
        key = {"Idempotency-Key": "contoh-1"} if "Idempotency-Key" in asked else {}
        token = self.fresh if operation.get("operationId") in FRESH else self.token
        return key | ({"Authorization": f"Bearer {token}"} if token else {})
