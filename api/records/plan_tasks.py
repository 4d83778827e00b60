"""What a decision to accompany her and her plan ask for."""

from api import policies
from api.records.rule import Where
from api.records.task import AgreesTo, DeclaredTask, TaskAnswer, TaskDay

OPEN = Where("status", ("open",))
LAYERS = ("contact", "participation")

MAKE_PLAN = DeclaredTask(
    code="make_plan",
    when=(Where("decision", ("ibm",)),),
    due=TaskDay(day="on", plus=policies.visit_rhythm().overdue_after_days, today=True),
    opens="plan",
    ends=(
        TaskAnswer(kind="screening", later=True),
        TaskAnswer(kind="plan", names="screening"),
        TaskAnswer(kind="plan", later=True),
    ),
    layers=LAYERS,
)
PLAN_TASKS = (
    DeclaredTask(code="plan_end", when=(OPEN,), due=TaskDay(day="ends_on"), edits="status", layers=LAYERS),
    DeclaredTask(
        code="plan_close",
        when=(OPEN, AgreesTo("participation", but=True)),
        due=TaskDay(today=True),
        edits="status",
    ),
)
