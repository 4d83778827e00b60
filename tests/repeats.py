"""What each request that writes does where it is sent again because its answer was lost: a line for every one of them.

Those of the kinds are not here: each names a key, or is made from one (`test_promise.py`, `test_concurrent_faults.py`).
"""

from typing import Any, NamedTuple

from sqlalchemy import Engine, func, select

from api.tables import METADATA

Json = Any


class Repeat(NamedTuple):
    """`status`: of the second answer; 0: as the first. `told`: whether it says the same, word for word. `adds`: tables
    that have more rows after it; none of them makes a thing that was asked for once stand there twice."""

    status: int = 0
    told: bool = True
    adds: frozenset[str] = frozenset()


SAME = Repeat()
# Another token, nonce or moment beside what is the same.
FRESH = Repeat(told=False)
# A code in the place of the one that nobody heard, which counts no more; the trail names both.
INSTEAD = Repeat(told=False, adds=frozenset({"audit"}))
# The trail names each try.
TRAILED = Repeat(adds=frozenset({"audit"}))

REPEATS: dict[str, Repeat] = {
    **dict.fromkeys(
        ("find_help_unit", "read_help_answer", "check_enrolment_code", "check_ballot_code", "score_sheet"), SAME
    ),  # which write nothing
    **dict.fromkeys(
        ("add_follower", "end_follower", "hand_over_cases", "close_as_same", "offer_move", "accept_move", "refuse_move",
         "take_refusal", "decline_refusal", "answer_rights_request", "claim_own_right", "take_help_request",
         "answer_help_request", "read_leaflet", "revoke_enrolment_code", "note_received", "put_blob_part",
         "hand_in_blob_part", "set_target", "say_team_care", "hear_team_call", "write_study",
         "answer_study", "open_unit", "write_area_agreement", "write_area_training"), SAME
    ),
    # It has told, and its cookie is gone.
    "sign_in_by_provider": SAME,
    # By the `attempt` that they name.
    **dict.fromkeys(("ask_for_help", "give_ballot_code"), SAME),
    **dict.fromkeys(
        ("fresh_nonce", "sign_in", "enrol_phone", "ask_status", "hand_in_envelopes", "push_changes", "pull_changes",
         "offer_second_factor", "set_up_second_factor"),
        FRESH,
    ),
    **dict.fromkeys(("write_partner_profile", "write_policy_draft"), SAME),
    # There is no draft any more: it was published.
    "publish_policy": Repeat(409, told=False),
    **dict.fromkeys(("make_enrolment_code", "make_own_code"), INSTEAD),
    **dict.fromkeys(("lock_phone", "wipe_phone", "read_own_data", "leave_study"), TRAILED),
    # Of a spent code nothing is left that could tell whose ballot arrived: used, ended and unknown are the same.
    "cast_ballot": Repeat(422, told=False),
    # The case is another unit's now. That it left is told by the list of clients, as of every case that leaves.
    "move_client": Repeat(404, told=False),
}  # fmt: skip
# She ended her own follow: to her the case is there no more, as her next sync tells.
LEFT = {("end_follower", "colleague"): Repeat(404, told=False)}


def rows_of(engine: Engine) -> dict[str, int]:
    """{table: how many}, but for what only counts tries."""
    with engine.connect() as connection:
        tables = (table for table in METADATA.sorted_tables if table.name != "throttle")
        return {one.name: connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables}


def repeated(before: dict[str, int], first: Any, after: dict[str, int], second: Any) -> Repeat:
    """What was seen."""
    status = 0 if second.status_code == first.status_code else second.status_code
    more = {name for name, rows in after.items() if rows != before[name]}
    return Repeat(status, status == 0 and second.content == first.content, frozenset(more))
