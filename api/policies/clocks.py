"""Policies that are numbers of days, and the emergency card: proposals until the programme says otherwise.

They are published, with their versions. Days that a record may name are judged by them; of the rest nothing counts yet:
no reading ends, no clock runs, no card opens.
"""

from typing import Annotated

from pydantic import Field

from api.policies.policy import Frozen, Policy

Days = Annotated[int, Field(ge=0, le=400)]
Months = Annotated[int, Field(ge=1, le=36)]
LongDays = Annotated[int, Field(ge=0, le=4000)]


class PlausibleDays(Policy):
    """How far from its author's today a day may lie: what happened, what is planned, and how long something runs."""

    past_days: LongDays
    planned_days: LongDays
    far_days: LongDays


class ReadingTime(Policy):
    """How long a partner reads what was sent to it after the referral ended; its own work stays readable."""

    partner_after_end_days: Days


class PhoneLease(Policy):
    """After how many days without contact a phone closes its caseload; used on as many days besides, it strikes it."""

    closed_after_days: Annotated[int, Field(ge=7, le=400)]


class Supervision(Policy):
    """What officers and coordinators are asked in time: so many days before a decree or an agreement runs out, and
    until which day of the next month a month is confirmed. `agent_trainings`: sorts of training by which an agent who
    passed is a trained one; `refresher_days`: so long after she passed last she is due for a refresher."""

    decree_days: Days
    agreement_days: Days
    report_day: Annotated[int, Field(ge=1, le=28)]
    agent_trainings: Annotated[tuple[str, ...], Field(min_length=1)]
    refresher_days: Annotated[int, Field(ge=1, le=4000)]


class VisitRhythm(Policy):
    """When the next visit is due, by the client's status, and how soon after a sign of danger."""

    next_visit_days: dict[str, Days]
    after_red_flag_days: Days
    open_alert_days: Days
    overdue_after_days: Days


class ReferralClock(Policy):
    """Working days for each step of a referral; `late_times`: how often late before the coordinator is told;
    `district_late_times`: how often a hand-back is, before the district's office is told that signed or is to sign.

    `cosign_bands`: with a risk in one of these the district's office (BNNK) is asked to sign, within `cosign_days`.
    """

    read_days: Days
    answer_days: Days
    arrive_days: Days
    hand_back_days: Days
    cosign_days: Days
    cosign_bands: tuple[str, ...]
    late_times: int
    district_late_times: int


class JourneyStep(Frozen):
    """Where a client stands who has such a record, unless a newer one of `undone_by` stands beside it.

    `said_by`: she stands there today with one of these as her `status` too, as after an older app, or where a case was
    closed as another's.
    """

    key: str
    kind: str
    undone_by: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()


class Journey(Policy):
    """How much accompaniment is planned, and when what came of it is asked.

    `meetings`: by the band of risk; `points`: when situation and quality of life are measured, in order;
    `days_after_end`: those points that lie so many days after a plan or a training ended; `contact_days`: how often;
    `outreach_days`: from one outreach event of a unit to the next; `steps`: of a journey, from its beginning.
    """

    steps: tuple[JourneyStep, ...]
    meetings: dict[str, Annotated[int, Field(ge=1, le=24)]]
    most_meetings: int
    plan_months: Months
    points: tuple[str, ...]
    days_after_end: dict[str, Days]
    aftercare_months: Months
    contact_days: dict[str, Days]
    approval_working_days: Days
    relapse_talk_days: Days
    help_answer_days: Days
    outreach_days: Days


class Phone(Frozen):
    """A number to call, and whom it reaches. `for_classes`: for which dangers it comes first."""

    number: str
    name: str
    about: str
    for_classes: tuple[str, ...]


class Place(Frozen):
    """Where help is near: an emergency ward, a health post, a women's and children's office."""

    kind: str
    name: str
    number: str


class EmergencyCard(Policy):
    """What to do in order for each class of danger; `flags`: which sign belongs to which; `areas`: by area code;
    `agents_alone`: the steps that whoever has no unit cannot take.
    """

    flags: dict[str, str]
    classes: dict[str, str]
    safety_first: str
    steps: dict[str, tuple[str, ...]]
    agents_alone: tuple[str, ...]
    phones: tuple[Phone, ...]
    areas: dict[str, tuple[Place, ...]]

    def class_of(self, flag: str) -> str | None:
        """The class an office may know: never the sign itself."""
        return self.flags.get(flag)
