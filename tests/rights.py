"""Every right, and what becomes of the suite where it is given or taken: as a plugin (`-p tests.rights`) this module
plants the one that RIGHT names before anything runs.

What row security gives is in tests/test_second_wall.py, what a phone's sign-in is in tests/sign_in.
"""

import os
from contextlib import ExitStack
from typing import NamedTuple, cast

from api.access.scope import REACH, Reach
from api.changes.following import FOLLOWS, IN_UNIT
from tests.planted import PlantedDefect, planted


class ReachDefect(NamedTuple):
    """A line of the table role → scope, otherwise. `noticed`: by which test."""

    name: str
    role: str
    instead: Reach
    noticed: str


VIEW = "tests/test_access.py::test_an_office_reads_its_view_and_no_field_more"
SCOPES = "tests/test_scopes.py"
READS = "tests/test_matrix.py::test_each_reads_what_is_hers_and_no_word_more[sqlite-referral-district]"
PUSHES, REFUSED = "tests/test_matrix_push.py::", "test_who_may_not_write_stores_nothing_and_learns_nothing"
REACHES = SCOPES + "::test_an_agent_reaches_what_she_follows_and_a_coordinator_her_unit_besides"
SENT = SCOPES + "::test_an_institution_reaches_what_was_sent_to_it_until_that_is_over"
COACHED, OVER_REST = "tests/test_coaching_feeds.py::", "test_over_rest_the_officer_names_the_unit"
OFFICES, VILLAGE = (
    "tests/test_offices.py::",
    "test_the_village_reads_what_the_kind_opens_and_province_and_nation_nothing",
)
PROMISED = "tests/test_promise.py::test_every_line_of_the_promise_is_kept"
COUNTED = "tests/test_unit_progress.py::test_each_office_is_told_of_its_own_area_and_what_lies_directly_"
TARGETS = "tests/test_unit_progress.py::test_a_target_is_set_by_an_office_above_and_stands_beside_what_was_reached"
ROUTES = "tests/test_matrix_routes.py::test_every_route_answers_each_as_the_table_says[province]"
COACHES = FOLLOWS["district"]
LINES = (
    ReachDefect("an agent does not reach what she follows", "agent", Reach(), REACHES),
    ReachDefect("an agent reaches her unit", "agent", Reach(follows=IN_UNIT, unit=True), REACHES),
    ReachDefect(
        "a coordinator does not reach what she follows",
        "coordinator",
        Reach(unit=True),
        SCOPES + "::test_a_coordinator_reaches_what_she_follows_in_another_unit",
    ),
    ReachDefect("a coordinator does not reach her unit", "coordinator", Reach(follows=IN_UNIT), REACHES),
    ReachDefect("an institution reaches nothing", "partner", Reach(), SENT),
    ReachDefect("an institution reaches by the district", "partner", Reach(sent="area"), SENT),
    ReachDefect(
        "an institution is told no names",
        "partner",
        Reach(sent="recipient", unnamed=True),
        READS.replace("district", "partner"),
    ),
    ReachDefect("a district reaches nothing", "district", Reach(), READS),
    ReachDefect(
        "a district reaches by the institution",
        "district",
        Reach(follows=COACHES, sent="recipient", unnamed=True),
        READS,
    ),
    ReachDefect("a district follows no papers", "district", Reach(sent="area", unnamed=True), COACHED + OVER_REST),
    ReachDefect(
        "a district follows whatever an agent does",
        "district",
        Reach(follows=IN_UNIT, sent="area", unnamed=True),
        OFFICES + "test_an_officer_opens_no_case",
    ),
    ReachDefect("a province opens units", "province", Reach(counts="area", oversees=True, opens=True), ROUTES),
    ReachDefect("a village reaches nothing", "village", Reach(), OFFICES + VILLAGE),
    ReachDefect("a province is a village", "province", Reach(sent="area"), PROMISED),
    ReachDefect("a province counts the country", "province", Reach(counts="country"), COUNTED + "in_it"),
    ReachDefect("the nation counts nothing", "national", Reach(), COUNTED + "in_it"),
    ReachDefect(
        "a district is told names",
        "district",
        Reach(follows=COACHES, sent="area"),
        "tests/test_approvals.py::test_the_officer_reads_scores_and_never_whose_they_are",
    ),
)
LEADS, SHE_LEADS, ANYBODY = 'if actor.role != "coordinator"', 'if scope.actor.role != "coordinator"', "if False"
DEEDS = "api.resources."
GUARDS = (
    PlantedDefect("anybody reads whole", "api.access.views:view_of", "if case in scope.followed:", "if True:", VIEW),
    PlantedDefect("every record is flagged", "api.access.views:office_view", "is_flagged(kind, values)", "True", VIEW),
    PlantedDefect("no time to read ends", "api.access.scope:Scope.is_over", "return found", "return False and found",
                  READS),
    PlantedDefect("what was taken back is still opened", "api.access.scope:is_open", "one.withdrawn is None and ",
                  "", SENT),
    PlantedDefect(
        "a view opens every kind", "api.access.scope:Scope.has", "if not kind.readable_by.get(self.actor.role):",
        "if False:", READS.replace("referral-district", "visit-partner"),
    ),
    PlantedDefect(
        "what was sent elsewhere is reached", "api.access.scope:Scope.has", "found is not None and found.kind == "
        "kind.kind and found.withdrawn is None", "found is None or found.withdrawn is None", READS,
    ),
    PlantedDefect(
        "a stranger writes", "api.changes.permission:permission_of", " if opens else Permission.UNKNOWN", "",
        PUSHES + REFUSED,
    ),
    PlantedDefect(
        "an officer writes in the cases of an agent", "api.changes.permission:permission_in",
        "not may_follow(actor.role, batch.about(feed))", "actor is None",
        COACHED + "test_who_is_an_officer_and_an_agent_reaches_no_case_as_the_officer",
    ),
    PlantedDefect(
        "an officer's phone opens a case", "api.changes.permission:permission_of",
        "follows_cases(author.actor.role) and ", "", OFFICES + "test_an_officer_opens_no_case",
    ),
    PlantedDefect(
        "whoever follows writes every field", "api.changes.validation:writer_faults",
        "change.set.keys() & barred_fields(kind, role)", "()", OFFICES + "test_each_role_writes_what_is_its_own",
    ),
    PlantedDefect(
        "whoever follows makes every record", "api.changes.validation:writer_faults",
        "if held is None and not kind.may_write(role):", "if False:", OFFICES + "test_each_role_writes_what_is_its_own",
    ),
    PlantedDefect(
        "a revoked agent writes", "api.changes.permission:permission_by", 'follow.reason == "handed_over" and ', "",
        PUSHES + REFUSED,
    ),
    PlantedDefect(
        "who handed over writes as if she followed", "api.changes.permission:permission_by", "Permission.LATE",
        "Permission.FREE", PUSHES + "test_who_may_write_is_judged_by_the_kinds_rules_and_where_it_ended_learns_nothing",
    ),
    PlantedDefect(
        "an erased case takes changes", "api.changes.apply:judge", "if (feed and feed.erased_at) or (held and "
        "held.erased):", "if False:",
        PUSHES + "test_who_may_write_is_judged_by_the_kinds_rules_and_where_it_ended_learns_nothing",
    ),
    PlantedDefect(
        "an office writes what it reads", "api.resources.records.commands:office_may", "if forbidden:", "if False:",
        "tests/test_access.py::test_nobody_writes_what_is_not_opened_to_them",
    ),
    PlantedDefect("anybody reads the ballots", f"{DEEDS}ballots:read_results", 'actor.role != "coordinator" or ', "",
                  "tests/test_ballots.py::test_only_the_coordinator_of_the_unit_reads_them"),
    PlantedDefect("anybody revokes", f"{DEEDS}followers:end_follower", ' and actor.role != "coordinator"', " and False",
                  "tests/test_access.py::test_an_agent_invites_only_colleagues_and_revokes_nobody"),
    PlantedDefect("who follows moves a client", f"{DEEDS}followers:move_client", LEADS, ANYBODY,
                  "tests/test_access.py::test_a_client_who_moves_keeps_her_case_and_changes_her_people"),
    PlantedDefect("anybody hands over for others", f"{DEEDS}handing_over:hand_over_cases", SHE_LEADS, ANYBODY,
                  "tests/test_unit_duties.py::test_whoever_takes_over_works_in_the_unit_and_is_somebody_else"),
    PlantedDefect("anybody reads copies", f"{DEEDS}held_changes:mine", LEADS, ANYBODY,
                  "tests/test_matrix_routes.py::test_every_route_answers_each_as_the_table_says[agent]"),
    PlantedDefect("copies of every unit", f"{DEEDS}held_changes:mine",
                  "return or_(here, col(HeldChange.unit) == actor.unit)",
                  "return col(HeldChange.unit).is_not(None)",
                  "tests/test_sync_people.py::test_what_a_revoked_agent_sends_is_held_for_the_coordinator"),
    PlantedDefect("an officer takes what was lost elsewhere", f"{DEEDS}held_changes:mine", "and_(followed, ", "and_(",
                  COACHED + "test_after_a_restore_what_only_who_leads_the_unit_still_has_is_taken_by_the_officer"),
    PlantedDefect("an officer takes what others refused", f"{DEEDS}held_changes:mine", ", brought_by_another())", ")",
                  COACHED + "test_after_a_restore_what_only_who_leads_the_unit_still_has_is_taken_by_the_officer"),
    PlantedDefect("any office reads help requests", f"{DEEDS}help_requests:of_unit",
                  "work.actor.unit is None or work.actor.role not in IN_UNITS", "False",
                  "tests/test_help_requests.py::test_another_unit_and_other_roles_know_of_nothing"),
    PlantedDefect("anybody reads the month", f"{DEEDS}months:must_have_come", SHE_LEADS, ANYBODY,
                  "tests/test_months.py::test_a_month_is_her_units_and_hers_alone"),
    PlantedDefect("anybody reads a unit's papers", f"{DEEDS}coaching_papers:read_coaching_paper",
                  " if feed in scope.followed else None", "",
                  "tests/test_papers.py::test_each_reads_the_papers_that_are_hers"),
    PlantedDefect("an office is told of another area", "api.access.scope:area_counted", "if inside != own and",
                  "if False and",
                  "tests/test_unit_progress.py::test_nobody_is_told_of_another_area_or_of_a_year_to_come"),
    PlantedDefect("an office opens units elsewhere", f"{DEEDS}unit_opening:open_unit", "if not asked",
                  "if False and asked",
                  "tests/test_unit_opening.py::test_nobody_opens_one_elsewhere_or_where_there_is_one"),
    PlantedDefect("an office sets its own target", f"{DEEDS}targets:place_below",
                  " == area_counted(actor, None)", " is None", TARGETS),
    PlantedDefect("anybody offers a move", f"{DEEDS}moving:must_lead", 'scope.actor.role != "coordinator" or ', "",
                  "tests/test_moves.py::test_nobody_else_offers_accepts_or_refuses"),
    PlantedDefect("anybody reads all questions", f"{DEEDS}open_questions:list_open_questions", SHE_LEADS, ANYBODY,
                  "tests/test_unit_duties.py::test_she_sees_that_two_wrote_differently_and_what_where_her_view_opens_it"),
    PlantedDefect("who accompanies reads what is asked of her", f"{DEEDS}own_data:leading",
                  'if entered.scope.actor.role != "coordinator"', ANYBODY,
                  "tests/test_own_data.py::test_who_accompanies_her_reads_none_of_it"),
    PlantedDefect("a code of hers tells all", f"{DEEDS}own_codes:make_own_code", 'scope.actor.role == "coordinator"',
                  "True",
                  "tests/test_own_data.py::test_nor_by_a_code_that_she_makes_for_herself"),
    PlantedDefect("anybody closes as the same", f"{DEEDS}same_person:close_as_same", SHE_LEADS, ANYBODY,
                  "tests/test_same_person.py::test_nobody_but_her_coordinator_does_so"),
    PlantedDefect("anybody looks over the unit", f"{DEEDS}unit_overview:list_followed_cases", LEADS, ANYBODY,
                  "tests/test_unit_overview.py::test_others_have_no_unit_to_look_over"),
    PlantedDefect("a coordinator sees everybody", f"{DEEDS}unit_overview:list_agents", 'if actor.role == "coordinator"',
                  "if False", "tests/test_unit_overview.py::test_a_role_elsewhere_is_not_told"),
    PlantedDefect("anybody answers for phones", "api.identity.unit_phones:answered_for",
                  "must_answer_for_phones(actor)",
                  "pass", "tests/test_unit_overview.py::test_others_have_no_unit_to_look_over"),
    PlantedDefect("she answers for every phone", "api.identity.unit_phones:answers_for", 'actor.role == "admin"',
                  "True",
                  "tests/test_auth_phones.py::test_codes_are_only_for_people_who_use_phones"),
)  # fmt: skip
PLANTED = ExitStack()
RIGHTS: dict[str, ReachDefect | PlantedDefect] = {one.name: one for one in (*LINES, *GUARDS)}


def pytest_configure() -> None:
    """For as long as this process lives."""
    defect = RIGHTS[os.environ["RIGHT"]]
    if isinstance(defect, ReachDefect):
        cast("dict[str, Reach]", REACH)[defect.role] = defect.instead
    else:
        PLANTED.enter_context(planted(defect))
