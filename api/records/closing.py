"""Signs of danger in a case that nobody has looked after. Pure."""

from collections.abc import Iterator

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
