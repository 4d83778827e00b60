"""What a decision to accompany her and her plan ask for."""

from api import policies
from api.records.rule import Where
from api.records.task import AgreesTo, DeclaredTask, TaskAnswer, TaskDay

OPEN = Where("status", ("open",))
LAYERS = ("contact", "participation")
OVERDUE = policies.visit_rhythm().overdue_after_days

MAKE_PLAN = DeclaredTask(
    code="make_plan",
    when=(Where("decision", ("ibm",)),),
    due=TaskDay(day="on", plus=OVERDUE, today=True),
    opens="plan",
    ends=(
        TaskAnswer(kind="screening", later=True),
        TaskAnswer(kind="plan", names="screening"),
        TaskAnswer(kind="plan", later=True),
    ),
    layers=LAYERS,
)
JOURNEY = policies.journey()
FINISHED = Where("status", ("finished",))


def measured(kind: str, due: TaskDay, *when: Where, point: str) -> DeclaredTask:
    """Asked at this point of the journey, until it was asked then or at a later one."""
    reached = JOURNEY.points[JOURNEY.points.index(point) :]
    answer = TaskAnswer(kind=kind, when=(Where("point", reached),), since="record")
    return DeclaredTask(code=kind, when=when, due=due, opens=kind, ends=(answer,), layers=LAYERS)


def at_points(kind: str) -> tuple[DeclaredTask, ...]:
    """As a plan begins, in its middle, at its end, and so long after it."""
    return (
        measured(kind, TaskDay(day="on", plus=OVERDUE, today=True), OPEN, point="start"),
        measured(kind, TaskDay(day="review_on"), OPEN, point="mid"),
        measured(kind, TaskDay(day="ends_on"), FINISHED, point="end"),
        *(
            measured(kind, TaskDay(day="ends_on", plus=days), FINISHED, point=point)
            for point, days in JOURNEY.days_after_end.items()
        ),
    )


PLAN_TASKS = (
    *at_points("situation"),
    *at_points("quality_of_life"),
    DeclaredTask(code="plan_end", when=(OPEN,), due=TaskDay(day="ends_on"), edits="status", layers=LAYERS),
    DeclaredTask(
        code="plan_close",
        when=(OPEN, AgreesTo("participation", but=True)),
        due=TaskDay(today=True),
        edits="status",
    ),
)
