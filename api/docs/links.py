"""Where an answer leads: from what was made, listed or read to what may be done with it next (OpenAPI links)."""

from typing import Any

from api.records import KINDS

Schema = dict[str, Any]
Lead = dict[str, str]  # {parameter: where its value stands}

ITS_ID, ITS_TAG, FIRST = "$response.body#/id", "$response.header.ETag", "$response.body#/0/id"
THIS = "$request.path.record"
# {operation: {status, and what it leads to}}; what holds of every kind of record is added below.
LEADS: dict[str, tuple[str, dict[str, Lead]]] = {
    "list_agents": ("200", {"make_enrolment_code": {"agent": FIRST}}),
    "make_enrolment_code": ("201", {"revoke_enrolment_code": {"agent": "$request.path.agent"}}),
    "list_enrolments": ("200", {name: {"enrolment": FIRST} for name in ("lock_phone", "wipe_phone")}),
    "list_refusals": ("200", {name: {"change": FIRST} for name in ("take_refusal", "decline_refusal")}),
    "list_help_requests": (
        "200", {name: {"request": FIRST} for name in ("take_help_request", "answer_help_request")},
    ),
    "list_rights_requests": ("200", {"answer_rights_request": {"request": FIRST}}),
    "list_offered_moves": ("200", {name: {"offer": FIRST} for name in ("accept_move", "refuse_move")}),
    "list_instruments": ("200", {"read_instrument": {"name": "$response.body#/0/name"}}),
    "list_policies": ("200", {"read_policy": {"name": "$response.body#/0/name"}}),
    "create_move": ("201", {"offer_move": {"move": ITS_ID}}),
    "create_client": (
        "201", {name: {"client": ITS_ID} for name in ("list_followers", "add_follower", "make_own_code")},
    ),
}  # fmt: skip


def leads_of(kind: str) -> dict[str, tuple[str, dict[str, Lead]]]:
    """Of every kind alike."""
    read, update, history = f"read_{kind}", f"update_{kind}", f"history_{kind}"
    made = {read: {"record": ITS_ID}, update: {"record": ITS_ID, "If-Match": ITS_TAG}, history: {"record": ITS_ID}}
    here = {update: {"record": THIS, "If-Match": ITS_TAG}, history: {"record": THIS}}
    return {
        f"create_{kind}": ("201", made),
        f"list_{kind}": ("200", {read: {"record": "$response.body#/items/0/id"}}),
        read: ("200", here),
        update: ("200", here),
    }


def all_leads() -> dict[str, tuple[str, dict[str, Lead]]]:
    """What stands of an operation itself is added to what holds of its kind."""
    told = {name: lead for kind in KINDS for name, lead in leads_of(kind).items()}
    for name, (status, leads) in LEADS.items():
        told[name] = (status, told.get(name, (status, {}))[1] | leads)
    return told


def tell_links(operation: Schema, leads: dict[str, tuple[str, dict[str, Lead]]]) -> None:
    """On the answer that carries the values."""
    status, targets = leads.get(operation["operationId"], ("", {}))
    if targets:
        answer = operation["responses"][status]
        answer["links"] = {name: {"operationId": name, "parameters": places} for name, places in targets.items()}
