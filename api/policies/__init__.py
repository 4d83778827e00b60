"""Every open number of the programme as versioned data: `<name>-<version>.json`. A record keeps the version it was made
under, so a new year is a new file and the old ones stay. Knows neither database nor web.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from api.policies.clocks import (
    EmergencyCard,
    Journey,
    PhoneLease,
    PlausibleDays,
    ReadingTime,
    ReferralClock,
    Supervision,
    VisitRhythm,
)
from api.policies.data_mapping import DataMapping
from api.policies.eligibility import Eligibility
from api.policies.monitoring_figures import MonitoringFigures
from api.policies.phase_rubric import PhaseRubric
from api.policies.policy import Policy, UnknownPolicy
from api.policies.report_definitions import ReportDefinitions
from api.policies.study_rules import StudyRules
from api.policies.told_numbers import ToldNumbers

__all__ = [
    "POLICIES", "UnknownPolicy", "eligibility", "emergency_card", "journey", "monitoring_figures",
    "of_year", "phase_rubric", "phone_lease", "plausible_days", "policy", "reading_time", "referral_clock",
    "report_definitions", "study_rules", "supervision", "told_numbers", "visit_rhythm",
]  # fmt: skip

SHAPES: Mapping[str, type[Policy]] = {
    "data_mapping": DataMapping,
    "eligibility": Eligibility,
    "emergency_card": EmergencyCard,
    "journey": Journey,
    "monitoring_figures": MonitoringFigures,
    "phase_rubric": PhaseRubric,
    "phone_lease": PhoneLease,
    "plausible_days": PlausibleDays,
    "reading_time": ReadingTime,
    "referral_clock": ReferralClock,
    "report_definitions": ReportDefinitions,
    "study_rules": StudyRules,
    "supervision": Supervision,
    "told_numbers": ToldNumbers,
    "visit_rhythm": VisitRhythm,
}


def read(name: str) -> dict[str, Policy]:
    """Its versions, the newest last: that one is current."""
    files = Path(__file__).parent.glob(f"{name}-*.json")
    found = [SHAPES[name].model_validate_json(file.read_bytes()) for file in files]
    return {policy.version: policy for policy in sorted(found, key=lambda one: (one.year, one.version))}


POLICIES: Mapping[str, Mapping[str, Policy]] = {name: read(name) for name in SHAPES}


def policy(name: str, version: str | None = None) -> Policy:
    """This version, or the current one."""
    versions = POLICIES.get(name, {})
    if not versions or version not in (None, *versions):
        raise UnknownPolicy(f"{name} {version or ''}".strip())
    return versions[version] if version else list(versions.values())[-1]


def of_year(versions: Iterable[Policy], year: int) -> Policy:
    """The one that counts in this year, of versions of one policy with the newest last: of the last year up to this one
    that has any, the newest; where all are for later years, that of the first of them."""
    known = list(versions)
    years = sorted({one.year for one in known})
    counting = max((one for one in years if one <= year), default=years[0])
    return [one for one in known if one.year == counting][-1]


def eligibility(version: str | None = None) -> Eligibility:
    """Who may be accompanied."""
    return cast(Eligibility, policy("eligibility", version))


def emergency_card() -> EmergencyCard:
    """Whom to call, and what to do in order."""
    return cast(EmergencyCard, policy("emergency_card"))


def journey() -> Journey:
    """How much is planned, and when what came of it is asked."""
    return cast(Journey, policy("journey"))


def monitoring_figures() -> MonitoringFigures:
    """What a unit's monitoring begins with."""
    return cast(MonitoringFigures, policy("monitoring_figures"))


def visit_rhythm() -> VisitRhythm:
    """When the next visit is due."""
    return cast(VisitRhythm, policy("visit_rhythm"))


def referral_clock() -> ReferralClock:
    """By when each step of a referral is due."""
    return cast(ReferralClock, policy("referral_clock"))


def phase_rubric(version: str | None = None) -> PhaseRubric:
    """At which phase a unit stands."""
    return cast(PhaseRubric, policy("phase_rubric", version))


def study_rules() -> StudyRules:
    """How comparison studies are kept and told."""
    return cast(StudyRules, policy("study_rules"))


def supervision() -> Supervision:
    """What a unit's officers are asked in time."""
    return cast(Supervision, policy("supervision"))


def phone_lease() -> PhoneLease:
    """How long a phone shows its caseload without contact."""
    return cast(PhoneLease, policy("phone_lease"))


def plausible_days() -> PlausibleDays:
    """How far from today a record's days may lie."""
    return cast(PlausibleDays, policy("plausible_days"))


def reading_time() -> ReadingTime:
    """How long a partner goes on reading."""
    return cast(ReadingTime, policy("reading_time"))


def report_definitions() -> ReportDefinitions:
    """What a month of a unit is counted by."""
    return cast(ReportDefinitions, policy("report_definitions"))


def told_numbers() -> ToldNumbers:
    """What offices are told of a quarter."""
    return cast(ToldNumbers, policy("told_numbers"))
