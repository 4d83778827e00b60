"""The kinds of supervision: what a unit's officers and its coordinator write down about the unit, never about a client.

They lie in the unit's coaching papers, and tell numbers of people only from five on.
"""

from api.records.coaching.advocacy import Advocacy
from api.records.coaching.agreement import Agreement
from api.records.coaching.appointment import Appointment
from api.records.coaching.assistance import Assistance
from api.records.coaching.assistance_result import AssistanceResult
from api.records.coaching.decree import Decree
from api.records.coaching.funding import Funding
from api.records.coaching.monitoring import Monitoring
from api.records.coaching.month_report import MonthReport
from api.records.coaching.phase_assessment import PhaseAssessment
from api.records.coaching.swot import Swot
from api.records.coaching.training import Training
from api.records.coaching.training_attendance import TrainingAttendance
from api.records.coaching.unit_action import UnitAction
from api.records.coaching.unit_problem import UnitProblem
from api.records.coaching.unit_year import UnitYear
from api.records.coaching.village_profile import VillageProfile

__all__ = ["COACHING_KINDS"]

# What one names stands before it.
COACHING_KINDS = (
    VillageProfile, Advocacy, Decree, Appointment, Training, TrainingAttendance, UnitYear, Monitoring, UnitProblem,
    Swot, Assistance, UnitAction, AssistanceResult, PhaseAssessment, Funding, Agreement,
    MonthReport,
)  # fmt: skip
