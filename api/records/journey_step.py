"""At which step of the journey a client is, worked out from her records by the policy `journey`. Pure.

`pwa/src/records/journey_step.ts` is the same in TypeScript; both read `tests/vectors/journey.json`.
"""

from collections.abc import Sequence

from api.policies.clocks import JourneyStep
from api.records.task_case import TaskCase, TaskRecord


def step_until(case: TaskCase, steps: Sequence[JourneyStep], until: str) -> str | None:
    """The furthest that it had reached by that day and that nothing had undone; None before the first."""
    for step in reversed(steps):
        here = newest(case, step.kind, until)
        if here is None:
            continue
        after = (newest(case, kind, until) for kind in step.undone_by)
        if not any(one and case.place(one) > case.place(here) for one in after):
            return step.key
    return None


def step_now(case: TaskCase, steps: Sequence[JourneyStep]) -> str | None:
    """The same of today, when her own record counts too: what it can say holds as long as it says so, since who comes
    back is taken up by that record alone."""
    said = (step.key for step in reversed(steps) if case.head.get("status") in step.said_by)
    return next(said, None) or step_until(case, [step for step in steps if not step.said_by], str(case.today))


def newest(case: TaskCase, kind: str, until: str) -> TaskRecord | None:
    """Of those until that day, by the days they are about."""
    return next((one for one in case.newest if one.kind == kind and case.days[one.id] <= until), None)
