"""What holds of a referral, as data: its steps and whose they are, the order of its days, what comes after what."""

from api.records.agreed import Agreed
from api.records.referral_parts import STATES
from api.records.rule import Names, Rule, Where
from api.records.rules import Forbidden, InOrder, Ladder, Required
from api.records.set_by import ANY, SetBy

# Nobody there has said yes, or nobody will.
UNANSWERED = ("drafted", "sent", "received", "waitlisted", "declined", "redirected", "cancelled")
UNSEEN = (*UNANSWERED, "accepted")
IN_CARE = (*UNSEEN, "assessed", "in_treatment")
ANSWERS = frozenset(
    {"status", "status_because", "partner_note", "appointment_on", "appointment_time", "appointment_place"}
)
# What everybody who reads it may know: where it stands, and who is asked for what.
ASKED = frozenset(
    {"number", "steps", "partner", "service", "urgency", "path", "escort", "transport", "sent_on", "reply_by", "status",
     "arrived_on", "accompanied_by", "cosigned_on"}
)  # fmt: skip
# The office of the district, which signs and is never told who it is: no number, since it names the village; no word
# that somebody wrote.
SIGNS = frozenset(
    {"partner", "service", "urgency", "path", "sent_on", "status", "discharged_on", "district", "risk", "cosign",
     "cosigned_on", "cosigned_by"}
)  # fmt: skip
AFTER_END = {
    "partner": frozenset(
        {"number", "partner", "service", "sent_on", "reply_by", "status", "appointment_on", "assessed_on",
         "discharged_on"}
    ),
    "district": frozenset({"service", "sent_on", "status", "district", "cosigned_on", "cosigned_by"}),
}  # fmt: skip
PLAN: Names = ("plan_kind", "plan_weeks", "plan_from")
CARE: Names = ("sessions_done", "progress")
RETURNS = frozenset(
    {"requirements", "assessed_on", "level", *PLAN, "card_no", "card_on", *CARE, "discharged_on", "discharge",
     "aftercare_plan"}
)  # fmt: skip
READABLE = {
    "coordinator": ASKED
    | {
        "agreement_until",
        "no_agreement_because",
        "status_because",
        "appointment_on",
        "discharged_on",
        "voided_because",
        "district",
        "cosigned_by",
    },
    "partner": ASKED | ANSWERS | RETURNS | {"reason", "carries", "ready", "voided_because"},
    "district": SIGNS,
}
WRITABLE = {
    "coordinator": frozenset({"status", "status_because"}),
    "partner": ANSWERS | RETURNS | {"arrived_on", "accompanied_by"},
    "district": frozenset({"cosign"}),
}
# How care can end where it stands at this step.
ENDS = {"completed": ("completed",), "dropped_out": ("dropped", "expelled", "died"), "transferred": ("transferred",)}
DISCHARGES = ("completed", "dropped", "transferred", "expelled", "died")


def needs(code: str, field: str, *given: str) -> tuple[Rule, ...]:
    """Without `field` none of the others says anything."""
    return tuple(Required(code=code, fields=(field,), when=(Where(name),)) for name in given)


def other_end(step: str, fitting: tuple[str, ...]) -> Rule:
    """The step and the word for how it ended fit each other."""
    others = tuple(one for one in DISCHARGES if one not in fitting)
    return Forbidden(code="discharge_other", when=(Where("status", (step,)), Where("discharge", others)))


RULES: tuple[Rule, ...] = (
    Ladder(code="referral_step", field="status", first=tuple(STATES["first"]), next=STATES["next"]),
    SetBy(code="step_of_others", fields=("status",), by=STATES["by"]),
    SetBy(code="institution_says", fields=tuple(sorted(RETURNS)), by={ANY: ["partner"]}),
    SetBy(code="district_says", fields=("cosign",), by={ANY: ["district"]}),
    Forbidden(code="cosign_not_asked", fields=("cosign",), when=(Where("district", but=True),)),
    Agreed(code="approval_withdrawn", layer="approval", fields=("cosign",), when=(Where("cosign"),)),
    Required(code="because_needed", fields=("status_because",), when=(Where("status", tuple(STATES["needs_reason"])),)),
    Required(code="sent_on_needed", fields=("sent_on",), when=(Where("status", ("sent",)),)),
    InOrder(code="reply_before_sent", first="sent_on", then="reply_by"),
    InOrder(code="appointment_before_sent", first="sent_on", then="appointment_on"),
    Forbidden(code="no_appointment", fields=("appointment_on",), when=(Where("status", UNANSWERED),)),
    *needs("appointment_day_needed", "appointment_on", "appointment_time", "appointment_place"),
    Forbidden(code="not_sent_yet", fields=("arrived_on",), when=(Where("status", ("drafted",)),)),
    InOrder(code="came_before_sent", first="sent_on", then="arrived_on"),
    *needs("arrival_day_needed", "arrived_on", "accompanied_by"),
    Forbidden(code="not_examined_yet", fields=("assessed_on", *PLAN, *CARE), when=(Where("status", UNSEEN),)),
    Required(code="examined_day_needed", fields=("assessed_on",), when=(Where("status", ("assessed",)),)),
    *needs("examined_day_needed", "assessed_on", "level"),
    InOrder(code="examined_before_sent", first="sent_on", then="assessed_on"),
    *needs("plan_kind_needed", "plan_kind", "plan_weeks", "plan_from"),
    *needs("card_day_needed", "card_on", "card_no"),
    Forbidden(code="not_ended_yet", fields=("discharged_on", "discharge"), when=(Where("status", IN_CARE),)),
    Required(code="discharge_day_needed", fields=("discharged_on",), when=(Where("status", tuple(ENDS)),)),
    *needs("discharge_day_needed", "discharged_on", "discharge"),
    InOrder(code="ended_before_examined", first="assessed_on", then="discharged_on"),
    InOrder(code="ended_before_begun", first="plan_from", then="discharged_on"),
    *(other_end(step, fitting) for step, fitting in ENDS.items()),
)
