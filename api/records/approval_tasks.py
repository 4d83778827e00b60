"""What a decision that needs the district's yes asks for, and what an approval asks, of the agent and of the office."""

from api import policies
from api.records.plan_tasks import LAYERS as TOGETHER
from api.records.plan_tasks import OVERDUE
from api.records.rule import Where
from api.records.task import AgreesTo, DeclaredTask, TaskAnswer, TaskDay

ASKED, APPROVED, REFUSED, OPEN_QUESTION = (
    Where("status", (step,)) for step in ("asked", "approved", "refused", "more_info")
)
HEARD_YES, HEARD_NO = (Where("heard", (said,)) for said in ("approved", "refused"))
STANDS = Where("status", ("withdrawn",), but=True)
WITHHELD = AgreesTo("approval", but=True)
ANSWER_DAY = TaskDay(day="asked_on", plus=policies.journey().approval_working_days, working=True)
LAYERS = ("contact", "approval")


def ask(*when: Where) -> DeclaredTask:
    """Of the newest interview, asked for at once, until the district was asked about it."""
    return DeclaredTask(
        code="ask_approval",
        when=when,
        due=TaskDay(day="on", plus=OVERDUE, today=True),
        opens="approval",
        ends=(
            TaskAnswer(kind="screening", later=True),
            TaskAnswer(kind="approval", when=(STANDS,), names="screening"),
            TaskAnswer(kind="plan", later=True),
            TaskAnswer(kind="referral", later=True),
        ),
        layers=LAYERS,
    )


def plan(day: str, *when: Where) -> DeclaredTask:
    """After a yes, said here or by telephone."""
    return DeclaredTask(
        code="make_plan",
        when=when,
        due=TaskDay(day=day, plus=OVERDUE, today=True),
        opens="plan",
        ends=(TaskAnswer(kind="screening", later=True), TaskAnswer(kind="plan", later=True)),
        layers=TOGETHER,
    )


def refer(day: str, *when: Where) -> DeclaredTask:
    """After a no."""
    return DeclaredTask(
        code="approval_refused",
        when=when,
        due=TaskDay(day=day, plus=OVERDUE, today=True),
        opens="referral",
        ends=tuple(TaskAnswer(kind=kind, later=True) for kind in ("screening", "approval", "referral", "closure")),
    )


NEEDS_APPROVAL = ("ibm_approval",)
ASKING_TASKS = (
    ask(Where("decision", NEEDS_APPROVAL)),
    ask(Where("decision", but=True), Where("suggestion", NEEDS_APPROVAL)),
)

APPROVAL_TASKS = (
    DeclaredTask(
        code="approval_answer", when=(ASKED, Where("heard", but=True)), due=ANSWER_DAY, edits="heard", layers=LAYERS
    ),
    DeclaredTask(code="approval_call_off", when=(ASKED, WITHHELD), due=TaskDay(today=True), edits="status"),
    DeclaredTask(
        code="approval_tell",
        when=(OPEN_QUESTION,),
        due=TaskDay(day="answered_on", plus=OVERDUE, today=True),
        edits="status",
        layers=LAYERS,
    ),
    plan("answered_on", APPROVED),
    plan("heard_on", ASKED, HEARD_YES),
    refer("answered_on", REFUSED),
    refer("heard_on", ASKED, HEARD_NO),
    DeclaredTask(code="district_answer", when=(ASKED,), due=ANSWER_DAY, asked_of="district"),
)
