"""What every meeting with the client asks for, whatever its kind: the next one, and a look at a danger."""

from api import policies
from api.records.rule import Where
from api.records.task import DeclaredTask, TaskAnswer, TaskDay
from api.records.vocabulary import DANGERS

DANGER_DAYS = 30
"""How long a sign of danger asks for an alert."""

NOBODY = Where("met", ("nobody",))
"""A visit at which there was nobody."""
ENDANGERS = Where("red_flags", DANGERS)


def next_meeting(opens: str) -> DeclaredTask:
    """Until she was met on that day or after it, or a later meeting, also one she missed, planned anew; `opens`: what
    is then written."""
    return DeclaredTask(
        code="meeting",
        due=TaskDay(day="next_on", moves=True),
        opens=opens,
        ends=(
            TaskAnswer(contact=True, met=True, since="due"),
            TaskAnswer(contact=True, when=(Where("next_on"),), later=True),
        ),
    )


DANGER_SEEN = DeclaredTask(
    code="danger_seen",
    rank="danger",
    when=(ENDANGERS,),
    due=TaskDay(day="on", today=True, within=DANGER_DAYS),
    opens="alert",
    ends=(
        TaskAnswer(kind="alert", since="record"),
        TaskAnswer(kind="alert", names="source"),
        TaskAnswer(when=(ENDANGERS,), later=True),
    ),
)
# Visits were too rare: where no next day was said, one comes due by where she stands.
VISIT_DUE = DeclaredTask(
    code="visit_due",
    when=(Where("next_on", but=True),),
    due=TaskDay(day="on", by="status", of_head=True, table=policies.visit_rhythm().next_visit_days, waits=True),
    opens="visit",
    # Also a visit that found nobody, which asks for the next itself.
    ends=(TaskAnswer(kind="visit", later=True), TaskAnswer(contact=True, met=True, later=True)),
    yields_to=("meeting", "aftercare_contact"),
)
MEETING_TASKS = (DANGER_SEEN, next_meeting("visit"))
