"""What a decision to refer and a referral ask for, of the agent and of the institution."""

from api import policies
from api.records.rule import Where
from api.records.task import AgreesTo, DeclaredTask, TaskAnswer, TaskDay

CLOCK = policies.referral_clock()
REFERS = ("refer", "refer_alcohol", "refer_child", "refer_now")
STANDS = Where("status", ("cancelled",), but=True)
DRAFTED, SENT, ACCEPTED = (Where("status", (step,)) for step in ("drafted", "sent", "accepted"))
AGREED, WITHHELD = (AgreesTo("referral", partner="partner", but=but) for but in (False, True))
WAITS = Where("status", ("sent", "received"))
# Of this layer she said something once; what was sent before that was asked for stays as it is.
SPOKE = Where("layers", ("referral",), of="consent")
UNTAKEN = Where("status", ("sent", "received", "waitlisted"))
ENDED, BACK = Where("status", ("completed", "dropped_out", "transferred")), Where("status", ("handed_back",))
# The district's office was asked to sign what still goes on, and has not.
OVER = ("drafted", "cancelled", "declined", "redirected", "handed_back", "closed")
UNSIGNED = (Where("district"), Where("cosigned_on", but=True), Where("status", OVER, but=True))
UNDATED, UNTIMED = Where("appointment_on", but=True), Where("reply_by", but=True)
LAYERS = ("contact", "referral")


def refer(*when: Where) -> DeclaredTask:
    """Of the newest interview, asked for at once, until a referral came of it that was not called off."""
    return DeclaredTask(
        code="refer",
        when=when,
        due=TaskDay(day="on", plus=policies.visit_rhythm().overdue_after_days, today=True),
        opens="referral",
        ends=(
            TaskAnswer(kind="screening", later=True),
            TaskAnswer(kind="referral", when=(STANDS,), names="screening"),
            TaskAnswer(kind="referral", when=(STANDS,), later=True),
        ),
    )


def late_twice(due: TaskDay, *when: Where) -> DeclaredTask:
    """Whoever leads the unit speaks with the institution herself."""
    return DeclaredTask(code="referral_late_twice", when=when, due=due, layers=LAYERS, asked_of="coordinator")


DECISION_TASKS = (
    refer(Where("decision", REFERS)),
    refer(Where("decision", but=True), Where("suggestion", REFERS)),
)

ANSWER_DAY = TaskDay(day="sent_on", plus=CLOCK.answer_days, working=True)
READ_DAY = TaskDay(day="sent_on", plus=CLOCK.read_days, working=True)
BACK_DAY = TaskDay(day="discharged_on", plus=CLOCK.hand_back_days, working=True)
# Late twice: two steps at once, or one of them for as long again (`late_times`).
TWICE = CLOCK.late_times
BOTH_DAYS = TaskDay(day="sent_on", plus=CLOCK.answer_days, working=True, waits=True)
LONG_DAY = TaskDay(day="sent_on", plus=CLOCK.answer_days * TWICE, working=True, waits=True)
NO_DAY = TaskDay(day="sent_on", plus=CLOCK.arrive_days * TWICE, working=True, waits=True)
SIGN_DAY = TaskDay(day="sent_on", plus=CLOCK.cosign_days, working=True)
NO_BACK_DAY = TaskDay(day="discharged_on", plus=CLOCK.hand_back_days * TWICE, working=True, waits=True)
DISTRICT_DAY = TaskDay(
    day="discharged_on", plus=CLOCK.hand_back_days * CLOCK.district_late_times, working=True, waits=True
)
DATE_DAY = TaskDay(day="sent_on", plus=CLOCK.arrive_days, working=True, today=True)

REFERRAL_TASKS = (
    DeclaredTask(code="referral_send", when=(DRAFTED, AGREED), due=TaskDay(today=True), edits="status"),
    DeclaredTask(code="referral_call_off", when=(DRAFTED, WITHHELD), due=TaskDay(today=True), edits="status"),
    DeclaredTask(code="referral_call_off", when=(UNTAKEN, SPOKE, WITHHELD), due=TaskDay(today=True), edits="status"),
    DeclaredTask(code="referral_answer", when=(WAITS,), due=TaskDay(day="reply_by"), layers=LAYERS),
    DeclaredTask(code="referral_answer", when=(WAITS, UNTIMED), due=ANSWER_DAY, layers=LAYERS),
    DeclaredTask(code="referral_ask_day", when=(ACCEPTED, UNDATED), due=DATE_DAY, layers=LAYERS),
    DeclaredTask(
        code="referral_appointment",
        when=(ACCEPTED,),
        due=TaskDay(day="appointment_on", moves=True),
        layers=LAYERS,
    ),
    DeclaredTask(code="referral_ask_back", when=(ENDED,), due=BACK_DAY, layers=LAYERS),
    DeclaredTask(code="referral_back", when=(BACK,), due=TaskDay(today=True)),
    DeclaredTask(
        code="referral_aftercare",
        when=(BACK,),
        due=TaskDay(today=True),
        opens="aftercare",
        layers=("contact", "participation"),
        ends=(TaskAnswer(kind="aftercare", names="from_referral"), TaskAnswer(kind="aftercare", since="record")),
    ),
    late_twice(BOTH_DAYS, SENT, UNTIMED),
    late_twice(TaskDay(day="reply_by", waits=True), SENT),
    late_twice(LONG_DAY, Where("status", ("received",))),
    late_twice(NO_DAY, ACCEPTED, UNDATED),
    late_twice(NO_BACK_DAY, ENDED),
    DeclaredTask(
        code="hand_back_waits",
        when=(BACK,),
        due=NO_BACK_DAY,
        layers=LAYERS,
        asked_of="coordinator",
        ends=(TaskAnswer(kind="aftercare", names="from_referral"), TaskAnswer(kind="aftercare", since="record")),
    ),
    DeclaredTask(
        code="district_hand_back",
        when=(Where("district"), Where("status", (*ENDED.among, *BACK.among))),
        due=DISTRICT_DAY,
        asked_of="district",
    ),
    DeclaredTask(code="referral_cosign", when=UNSIGNED, due=SIGN_DAY, layers=(*LAYERS, "approval")),
    DeclaredTask(code="district_cosign", when=UNSIGNED, due=SIGN_DAY, asked_of="district"),
    DeclaredTask(code="partner_read", when=(SENT,), due=READ_DAY, asked_of="partner"),
    DeclaredTask(code="partner_answer", when=(WAITS,), due=TaskDay(day="reply_by"), asked_of="partner"),
    DeclaredTask(code="partner_answer", when=(WAITS, UNTIMED), due=ANSWER_DAY, asked_of="partner"),
    DeclaredTask(code="partner_day", when=(ACCEPTED, UNDATED), due=DATE_DAY, asked_of="partner"),
    DeclaredTask(code="partner_came", when=(ACCEPTED,), due=TaskDay(day="appointment_on"), asked_of="partner"),
    DeclaredTask(code="partner_hand_back", when=(ENDED,), due=BACK_DAY, asked_of="partner"),
)
