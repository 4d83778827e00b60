"""Monitoring of a unit at the start, in the middle or at the end of a year: the same indicators each time."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from api.records.coaching.monitored import FIGURES, Figure, FigureReason, moved_figures, told_by, untold
from api.records.coaching.shared_fields import OFFICER, Many, Moment, Percent, Rupiah, Scale, Year, year_faults
from api.records.field_types import Note, PastDay
from api.records.once import Once
from api.records.record import Case, Fault, Record, fault
from api.records.rules import AtMost


class Monitoring(Record):
    """Numbers of people are told from five on; of fewer the field stays empty."""

    kind: ClassVar = "monitoring"
    plural: ClassVar = "monitorings"
    about: ClassVar = "A unit's indicators at one point of a year: what it has, does and reaches."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"year", "when"})
    required_fields: ClassVar = frozenset({"on"})
    looks_at: ClassVar = frozenset({"monitoring"})
    rules: ClassVar = (
        Once(code="monitoring_twice", of="monitoring", fields=("year", "when")),
        AtMost(code="more_than_agents", field="agents_trained", bound="agents_active"),
        AtMost(code="more_than_reached", field="screened", bound="reached"),
        AtMost(code="more_than_clients", field="finished", bound="clients"),
    )
    example: ClassVar = {
        "on": "2026-11-20",
        "year": 2026,
        "when": "mid",
        "sk_valid": True,
        "agents_active": 5,
        "agents_trained": 4,
        "leader_active": "good",
        "room": "weak",
        "tools": ["forms", "phone"],
        "village_fund": 12000000,
        "network": ["puskesmas", "pkk"],
        "outreach": 4,
        "mapping_done": True,
        "screened": 11,
        "reached": 18,
        "prefilled": {"outreach": 4, "screened": 11},
    }
    edit: ClassVar = {"room": "fair"}

    on: PastDay | None = None
    """The day on which it was filled in."""
    year: Year | None = None
    """Of which year."""
    when: Moment | None = None
    """Start, middle or end of it."""
    sk_valid: bool | None = None
    """Whether the unit's decree is valid."""
    agents_active: Many | None = None
    """How many agents work."""
    agents_trained: Many | None = None
    """How many of them were trained."""
    leader_active: Scale | None = None
    """How much its coordinator is there."""
    room: Scale | None = None
    """How well it is housed."""
    tools: Annotated[list[Literal["forms", "phone", "strips"]], Field(max_length=3)] | None = None
    """What it has to work with."""
    village_fund: Rupiah | None = None
    """From the village's budget, in rupiah."""
    other_funds: Rupiah | None = None
    """From elsewhere, in rupiah."""
    village_support: Scale | None = None
    """How much the head of the village stands behind it."""
    coach_visits: Many | None = None
    """How often an officer came in that year; at its start, in the one before."""
    network: (
        Annotated[
            list[
                Literal[
                    "puskesmas", "ipwl", "school", "blk", "umkm", "worship", "pkk", "babinsa", "dinsos", "family_group",
                ]
            ],
            Field(max_length=10),
        ]
        | None
    ) = None  # fmt: skip
    """Who works with it."""
    outreach: Many | None = None
    """Outreach events this year."""
    mapping_done: bool | None = None
    """Whether the village was mapped this year."""
    reached: Many | None = None
    """People met for the first time."""
    screened: Many | None = None
    """People screened."""
    talks: Many | None = None
    """Short talks given."""
    plans: Many | None = None
    """Plans of accompaniment."""
    meetings: Many | None = None
    """Meetings held."""
    visits: Many | None = None
    """Home visits."""
    on_time: Percent | None = None
    """Visits on time, in per cent."""
    referrals: Many | None = None
    """Referrals sent."""
    family_sessions: Many | None = None
    """Meetings with families."""
    vocational: Many | None = None
    """People in vocational training."""
    aftercare: Many | None = None
    """People in aftercare."""
    reports_in_time: Annotated[int, Field(ge=0, le=12)] | None = None
    """Month reports that came in time."""
    clients: Many | None = None
    """People accompanied."""
    finished: Many | None = None
    """People who finished their plan."""
    relapse: Many | None = None
    """People who relapsed."""
    qol_pairs: Many | None = None
    """People whose quality of life was measured twice."""
    qol_physical: Percent | None = None
    """Better in body, in per cent of them."""
    qol_psychological: Percent | None = None
    """Better in mind, in per cent of them."""
    qol_social: Percent | None = None
    """Better among people, in per cent of them."""
    qol_environment: Percent | None = None
    """Better in what surrounds them, in per cent of them."""
    productive: Percent | None = None
    """At work or school, in per cent."""
    satisfaction: Percent | None = None
    """Satisfaction of clients, of 100."""
    voluntary: Percent | None = None
    """Referrals of free will, in per cent."""
    outreach_months: Annotated[int, Field(ge=0, le=12)] | None = None
    """In how many months there was outreach."""
    meetings_kept: Percent | None = None
    """Meetings to which the client came, in per cent of all."""
    family_involved: Percent | None = None
    """Clients whose family took part, in per cent of those who were met."""
    completed: Percent | None = None
    """Clients who finished, in per cent of those who were closed."""
    referrals_back: Percent | None = None
    """Referrals whose client was handed back to the unit, in per cent of those that were sent."""
    satisfaction_answers: Many | None = None
    """How many answers to the survey of clients' satisfaction came."""
    alerts_waiting: bool | None = None
    """Whether in the unit there is an open sign of danger about which nothing was written for 24 hours."""
    prefilled: Annotated[dict[Figure, Many], Field(max_length=len(FIGURES))] | None = None
    """What the records said of these when it was filled in."""
    figure_reasons: Annotated[list[FigureReason], Field(min_length=1, max_length=len(FIGURES))] | None = None
    """Why each figure that differs from what the records said does."""
    changed_because: Note | None = None
    """The same for all of them at once, as apps said it before `figure_reasons`."""
    problems: Note | None = None
    """Problems that were seen."""
    good_practice: Note | None = None
    """What is worth copying."""
    innovation: Note | None = None
    """What is new."""

    def check(self, _before: Self | None, case: Case) -> Iterator[Fault]:
        """Of a year that has come; a figure that was changed has a reason; no number of few people."""
        yield from year_faults(self.year, case)
        said = {one.figure for one in self.figure_reasons or ()}
        unsaid = [name for name in moved_figures(self.prefilled or {}, self.value) if name not in said]
        if unsaid and not self.changed_because:
            yield fault("figure_reason_needed", "figure_reasons", *unsaid, "prefilled", "changed_because")
        yield from (fault("too_few_to_tell", *told_by(name)) for name in untold(self.value))
