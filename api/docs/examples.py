"""What the examples ask and are answered. They name the demo's people and records, so that on a trial server each works
as it stands; only what one server alone can know (a code, a password, a nonce, its epoch) is another there.

The answers were recorded from a server on which all of it is true: `make examples`, `tests/example_server.py`.
"""

import json
from pathlib import Path
from typing import Any

from api.ids import demo_id
from api.records import KINDS
from api.resources.records.schemas import CASE

Schema = dict[str, Any]

ANSWERS: dict[str, Any] = json.loads(Path(__file__).with_name("answers.json").read_text("utf-8"))
SHARED, PHONE, REFUSED = demo_id("client 1"), demo_id("phone of Sari"), demo_id("by visit mistyped")
# The demo's one picture, `api/cli/demo_picture.webp`.
PICTURE_HASH = "e0af389c29fc4152ab5d4127b11f1aaec1bc712e411ef07e7bee0b0ab10f051b"
RECORDS = {"client": CASE, "visit": demo_id("visit 0 0"), "vocational_training": demo_id("training"),
           "outreach": demo_id("outreach PKK"), "group_meeting": demo_id("group triggers"),
           "training": demo_id("bimtek")}  # fmt: skip
PARAMETERS = {
    "month": "2026-11",
    "move": demo_id("move"),
    "offer": demo_id("move here"),
    "agent": demo_id("Dewi"),
    "client": SHARED,
    "change": REFUSED,
    "enrolment": PHONE,
    "request": demo_id("help taken"),
    "call": demo_id("team call"),
    "unit": demo_id("unit A"),
    "year": 2026,
    "place": demo_id("unit A"),
    "measure": "agents_trained",
}
CONFIRMED_MONTH = "2026-09"  # in the demo as of November
BLOB = {"client": demo_id("client 0"), "record": demo_id("training welding"), "sha256": PICTURE_HASH, "start": 0}
NAMES = {"instruments": "assist", "policies": "eligibility", "policy-drafts": "data_mapping"}
# The demo's that runs, but one that is written, and one that is over.
STUDIES = {"write_study": demo_id("study to come"), "read_study_results": demo_id("study before")}
# The demo's that the nation signed and held, but those that are written.
AREA_PAPERS = {
    "write_area_agreement": demo_id("agreement to come"),
    "write_area_training": demo_id("training to come"),
}
BY_OPERATION = ("study", "agreement", "training")
PAPERS = {"unit": "month-report", "papers": "agreement-draft"}
WHY = "Mendampingi bersama."
BALLOT_CODE, HELP_CODE, OWN_CODE, LEAFLET = "7Q4M-K2TX-9R", "8KQM-2XTA-7R", "M3XW-9K2T-7Q", "5PSK9T"
STUDY_NUMBER = "7Q4M-K2TX-91"
CODE, EPOCH = "7Q4M-K2TX", "2c26b46b68ffc68ff99b453c1d304134"
# Published with their private halves in RFC 7515 and RFC 7517: good for examples, and for nothing else.
SIGN_KEY = {"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}  # fmt: skip
BOX_KEY = {"kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
           "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}  # fmt: skip
ATTEMPT = "0cc175b9c0f1b6a831c399e269772661"
FIRST_MARK, MARK = "a3bf4f1b2b0b822cd15d6c15b0f00a08", "9f86d081884c7d659a2feaa0c55ad015"
ASSERTION = {
    "enrolment": PHONE, "gen": 1, "mark": MARK, "prev_mark": FIRST_MARK,
    "nonce": "6b2b7878.5d41402abc4b2a76b9719d91.7c6e69ac0d673709e1b0e21c91f967a5",
    "sig": "f-YB9BhBvgl0kjXsVouTDHI9x95ya5ZfRs0qQSqlIYr4iRFAy8a0fQPceXw05bofZc0aB35L-3ZJmCTBZN-Wew",
}  # fmt: skip
PASSWORD = {"grant_type": "password", "username": "petugas.lerep", "password": "kata-sandi-anda"}
VISIT = {
    "id": "01930a5e-7c00-7000-8000-0000000000c1", "kind": "visit", "record": "01930a5e-7c00-7000-8000-0000000000d1",
    "feed": CASE, "at": "2026-11-23T07:30:00Z", "set": {"on": "2026-11-23", "place": "home", "met": ["client"]},
}  # fmt: skip
NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
# Of RFC 7516's shape; sealed for another server, so that nothing comes of it.
ENVELOPE = ".".join(
    ("eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTI1NkdDTSIsImtpZCI6ImEifQ", "", "Gb_4TKUoO5o2I6LK", "KV11W7FV6wKdpjLwKH8LT3FL",
     "-9nXHLD3yB2z8TPQPTwkZw")
)  # fmt: skip
MAPPING: Schema = {
    "year": 2027, "source": "Kode organisasi yang berlaku di DHIS2 kantor pusat.", "data_set": "IBM_TRIWULAN",
    "country": "ID", "area_prefix": "ID_", "areas": {"33.22": "KAB_SEMARANG"},
    "elements": [{"measure": "reached", "element": "IBM_REACHED"}],
}  # fmt: skip
DRAFTED = {**MAPPING, "data_set": "IBM_TRIWULAN_LAMA"}
TALK: Schema = {"protocol": 1, "epoch": EPOCH, "cursor": {}, "app": "0.1.0"}
REQUESTS: dict[str, Any] = {
    "add_follower": {"agent": demo_id("Bu Ratna"), "reason": WHY},
    "end_follower": {"reason": "handed_over", "because": "Pindah tugas."},
    "move_client": {"unit": demo_id("unit B"), "followers": [demo_id("Budi")], "reason": "Klien pindah desa."},
    "hand_over_cases": {"to": demo_id("Sari"), "reason": "Pindah ke kota."},
    "close_as_same": {"client": demo_id("client 0")},
    "accept_move": {"followers": [demo_id("Sari")]},
    "refuse_move": {"reason": "Belum ada pendamping yang kosong."},
    "decline_refusal": {"reason": "Tanggalnya belum terjadi."},
    "cast_ballot": {"code": BALLOT_CODE, "answers": {"requirements": 4, "cost": 4, "behaviour": 3}, "said": "Ramah."},
    "check_ballot_code": {"code": BALLOT_CODE},
    "give_ballot_code": {"service": "accompany", "attempt": ATTEMPT},
    "find_help_unit": {"key": LEAFLET},
    "ask_for_help": {"key": LEAFLET, "who": "family", "about": ["drug"], "reach": "answer_by_code", "attempt": ATTEMPT},
    "read_help_answer": {"code": HELP_CODE},
    "answer_help_request": {"answer": "Terima kasih sudah bertanya. Datang ke posko hari Sabtu pagi."},
    "read_own_data": {"code": OWN_CODE},
    "claim_own_right": {"code": OWN_CODE, "right": "stop", "said": "Saya mau berhenti dulu."},
    "answer_rights_request": {"outcome": "done", "answer": "Umur Anda sudah dibetulkan. Terima kasih."},
    "check_enrolment_code": {"code": CODE},
    "enrol_phone": {"code": CODE, "sign_key": SIGN_KEY, "box_key": BOX_KEY, "mark": FIRST_MARK},
    "ask_status": {"handle": "5afe455f7e1916cea8d814c8f7e531fb7131f4521fe1630e2a5abad5c9171754"},
    "write_study": {
        "name": "Pendampingan dan layanan biasa",
        "question": "Apakah kualitas hidup orang yang didampingi unit IBM lebih membaik daripada yang tidak?",
        "starts_on": "2027-01-04",
        "ends_on": "2027-12-31",
        "arms": ["ibm", "usual_care"],
        "points": ["start", "m6"],
        "instrument": "whoqol-bref",
        "version": "1996-1",
        "ethics_no": "KE/2027/014",
        "n_target": 60,
    },
    "write_area_agreement": {
        "institution": demo_id("partner 4"),
        "number": "PKS/11/XI/2026/BNNP",
        "on": "2026-11-10",
        "starts_on": "2026-12-01",
        "ends_on": "2029-11-30",
        "regions": ["33.22"],
        "scope": ["outpatient", "inpatient", "vocational"],
        "budget_lines": [
            {"what": "Pencatatan dan laporan", "line": "documentation_reporting", "amount": 6000000},
        ],
        "sop_version": "SOP 2026-2",
    },
    "write_area_training": {
        "title": "Bimtek pencatatan untuk satker",
        "sort": "bimtek_officers",
        "organiser": "bnnp",
        "starts_on": "2026-12-01",
        "ends_on": "2026-12-03",
        "regions": ["33.22"],
        "modules": ["pencatatan", "rujukan"],
        "hours": 24,
        "mode": "hybrid",
        "offices": [{"satker": "BNNK Semarang", "people": 4, "passed": 4}, {"satker": "Klinik Lerep", "people": 2}],
        "agents": 12,
    },
    "answer_study": {
        "number": STUDY_NUMBER,
        "arm": "usual_care",
        "point": "start",
        "age_band": "25-34",
        "sex": "male",
        "agreed": True,
        "instrument": "whoqol-bref",
        "version": "1996-1",
        "scores": {"physical": 50, "psychological": 40, "social": 60, "environment": 50},
        "attempt": ATTEMPT,
    },
    "leave_study": {"number": STUDY_NUMBER},
    "say_team_care": {"mood": 4, "load": "fine", "wants_talk": True},
    "set_target": {"value": 5},
    "open_unit": {"name": "IBM Desa Kopeng", "village": "33.22.01.2003"},
    "sign_in": {"assertion": ASSERTION},
    "set_up_second_factor": {
        "secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        "offer": "6b2b7878.8361a13d4a731ddabeb9ba4610f58b8b",
        "code": "976124",
    },
    "hand_in_envelopes": {"envelopes": [ENVELOPE]},
    "hand_in_blob_part": json.dumps({"envelope": ENVELOPE, "row": "A" * 16, "iv": "A" * 16, "start": 0}),
    "note_received": {"names": [NOTHING]},
    "pull_changes": {**TALK, "follows": NOTHING, "limit": 500},
    "put_blob_part": "",  # asks how far it has come: bytes of a picture cannot be typed
    "write_policy_draft": {"draft": MAPPING},
    "write_partner_profile": {
        "services": ["assessment", "outpatient", "detox"],
        "requirements": ["id_card", "family_card", "photo"],
        "takes": ["men", "women"],
        "age_from": 18,
        "age_to": 60,
        "capacity": 12,
        "free_now": 3,
        "hours": "Senin-Jumat 08.00-15.00",
        "fee": "free",
        "appointed_by": "menkes",
        "appointment_number": "HK.02.02/MENKES/501/2026",
        "appointed_on": "2026-02-10",
    },
    "push_changes": {**TALK, "changes": [VISIT]},
}


def fill_in(operation: Schema, shapes: Schema) -> None:
    """Its parameters, its request and its good answers."""
    name, tags = operation["operationId"], operation["tags"]
    for one in operation.get("parameters", []):
        if one.get("in") == "path" or (one.get("in") == "query" and one.get("required")):
            one["example"] = parameter_of(one["name"], name if one["name"] in BY_OPERATION else tags[0])
    for media, told in operation.get("requestBody", {}).get("content", {}).items():
        said = PASSWORD if media.endswith("form-urlencoded") else REQUESTS.get(name)
        told["example"] = own(told, shapes) if said is None else said
    for status, answer in operation["responses"].items():
        for told in answer.get("content", {}).values() if status.startswith("2") and name in ANSWERS else ():
            told["example"] = ANSWERS[name]


def own(told: Schema, shapes: Schema) -> Any:
    """The first example of the shape itself."""
    return shapes[told["schema"]["$ref"].rpartition("/")[2]]["examples"][0]


def parameter_of(name: str, tag: str) -> Any:
    """A part of an address."""
    if tag == "blobs":
        return BLOB[name]
    if (name, tag) == ("request", "own-data"):
        return demo_id("rights request")
    if (name, tag) == ("month", "village"):
        return CONFIRMED_MONTH
    if name == "record":
        return record_of(next(kind.kind for kind in KINDS.values() if kind.plural == tag))
    if name == "paper":
        return PAPERS[tag]
    if name in ("agreement", "training"):
        return AREA_PAPERS.get(tag, demo_id(f"{name} for areas"))
    if name == "study":
        return STUDIES.get(tag, demo_id("study"))
    return NAMES[tag] if name == "name" else PARAMETERS[name]


def record_of(kind: str) -> str:
    """One of the demo's own."""
    return RECORDS.get(kind) or demo_id(kind)
