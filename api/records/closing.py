"""What keeps a case from being closed, and where it stands when that is taken back. Pure."""

from collections.abc import Iterator

from api.records.agreed import withdrawn_on
from api.records.case import Case, KnownRecord
from api.records.record import Fault, fault
from api.records.vocabulary import DANGERS


def closing_faults(case: Case, *fields: str) -> Iterator[Fault]:
    """No case is closed over one; `fields`: what says that it is."""
    if any(unanswered(case)):
        yield fault("danger_unanswered_here", *fields)


def unanswered(case: Case) -> Iterator[KnownRecord]:
    """Visits, meetings and interviews with a sign of danger for which no alert was opened, there or later."""
    alerts = [one.record for one in case.of("alert")]
    for seen in (*case.of("visit"), *case.of("meeting"), *case.of("screening")):
        day = seen.record.value("on") or ""
        answered = any(one.value("source") == seen.id or (one.value("opened_on") or "") >= day for one in alerts)
        if not answered and not set(DANGERS).isdisjoint(seen.record.value("red_flags") or ()):
            yield seen


def stage_of(case: Case) -> str:
    """Where the accompaniment of a case stands that is open again, as the records of it say."""
    if withdrawn_on([one.record.value for one in case.of("consent")], "participation") is None:
        if any(one.record.value("status") == "open" for one in case.of("aftercare")):
            return "aftercare"
        if case.of("plan"):
            return "accompanied"
    return "registered"
