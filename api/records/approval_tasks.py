"""What a decision that needs the district's yes asks for, and what an approval asks, of the agent and of the office."""

from api import policies
from api.records.plan_tasks import LAYERS as TOGETHER
from api.records.plan_tasks import OVERDUE
from api.records.rule import Where
from api.records.task import AgreesTo, DeclaredTask, TaskAnswer, TaskDay

ASKED, APPROVED, REFUSED, OPEN_QUESTION = (
    Where("status", (step,)) for step in ("asked", "approved", "refused", "more_info")
)
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


NEEDS_APPROVAL = ("ibm_approval",)
ASKING_TASKS = (
    ask(Where("decision", NEEDS_APPROVAL)),
    ask(Where("decision", but=True), Where("suggestion", NEEDS_APPROVAL)),
)

APPROVAL_TASKS = (
    DeclaredTask(code="approval_answer", when=(ASKED,), due=ANSWER_DAY, layers=LAYERS),
    DeclaredTask(code="approval_call_off", when=(ASKED, WITHHELD), due=TaskDay(today=True), edits="status"),
    DeclaredTask(
        code="approval_tell",
        when=(OPEN_QUESTION,),
        due=TaskDay(day="answered_on", plus=OVERDUE, today=True),
        edits="status",
        layers=LAYERS,
    ),
    DeclaredTask(
        code="make_plan",
        when=(APPROVED,),
        due=TaskDay(day="answered_on", plus=OVERDUE, today=True),
        opens="plan",
        ends=(TaskAnswer(kind="screening", later=True), TaskAnswer(kind="plan", later=True)),
        layers=TOGETHER,
    ),
    DeclaredTask(
        code="approval_refused",
        when=(REFUSED,),
        due=TaskDay(day="answered_on", plus=OVERDUE, today=True),
        opens="referral",
        ends=tuple(TaskAnswer(kind=kind, later=True) for kind in ("screening", "approval", "referral", "closure")),
    ),
    DeclaredTask(code="district_answer", when=(ASKED,), due=ANSWER_DAY, asked_of="district"),
)
