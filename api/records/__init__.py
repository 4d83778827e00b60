"""The kinds. One line each; everything else finds them here."""

from api.records.aftercare import Aftercare
from api.records.alert import Alert
from api.records.approval import Approval
from api.records.client import Client
from api.records.closure import Closure
from api.records.coaching import COACHING_KINDS
from api.records.consent import Consent
from api.records.family_member import FamilyMember
from api.records.group_meeting import GroupMeeting
from api.records.meeting import Meeting
from api.records.move import Move
from api.records.outreach import Outreach
from api.records.plan import Plan
from api.records.quality_of_life import QualityOfLife
from api.records.questionnaire import Questionnaire
from api.records.record import Record
from api.records.referral import Referral
from api.records.relapse import Relapse
from api.records.screening import Screening
from api.records.situation import Situation
from api.records.urine_test import UrineTest
from api.records.visit import Visit
from api.records.vocational_outcome import VocationalOutcome
from api.records.vocational_training import VocationalTraining

__all__ = ["KINDS", "Record"]

KINDS: dict[str, type[Record]] = {
    kind.kind: kind
    for kind in (
        Aftercare,
        Closure,
        Alert,
        Client,
        Consent,
        FamilyMember,
        GroupMeeting,
        Meeting,
        Move,
        Outreach,
        Plan,
        QualityOfLife,
        Questionnaire,
        Relapse,
        Screening,
        Approval,
        Referral,
        Situation,
        UrineTest,
        Visit,
        VocationalTraining,
        VocationalOutcome,
        *COACHING_KINDS,
    )
}
