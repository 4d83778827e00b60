"""What a phone says of itself when it syncs, for whoever answers for it: its app, its clock, how much waits on it.

Written in a short transaction of its own, and only where it is news: most phones say the same every few minutes.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Engine, update
from sqlalchemy.exc import OperationalError
from sqlmodel import col

from api.db.engine import writing
from api.identity.tables import Enrolment
from api.logs import say

OFTEN = timedelta(minutes=15)
# Seconds of a clock that nobody minds, and that a slow line makes by itself.
NEAR = 60


class PhoneReport(NamedTuple):
    """`unsent`: changes that wait on the phone; None: its app does not say. `skew`: seconds its clock is ahead."""

    app: str
    unsent: int | None
    skew: int | None

    def is_like(self, other: "PhoneReport") -> bool:
        """Whether it would tell nothing new."""
        near = abs((self.skew or 0) - (other.skew or 0)) <= NEAR and (self.skew is None) == (other.skew is None)
        return near and self[:2] == other[:2]


class PhoneReports:
    """{enrolment: what it said last, and when it was written}, of one process."""

    def __init__(self) -> None:
        self.written: dict[str, tuple[PhoneReport, datetime]] = {}

    def note(self, engine: Engine, enrolment: str, report: PhoneReport, now: datetime) -> None:
        """A database that is too busy for it is no reason to refuse a phone its pull."""
        if enrolment in self.written:
            before, at = self.written[enrolment]
            if report.is_like(before) and abs(now - at) < OFTEN:
                return
        try:
            write_report(engine, enrolment, report, now)
        except OperationalError:
            say("phone report not kept")
            return
        self.written = {one: kept for one, kept in self.written.items() if abs(now - kept[1]) < OFTEN}
        self.written[enrolment] = (report, now)


def write_report(engine: Engine, enrolment: str, report: PhoneReport, now: datetime) -> None:
    """The newest alone is kept."""
    told = {"app": report.app or None, "unsent": report.unsent, "skew": report.skew, "heard_at": now}
    with writing(engine) as session:
        session.execute(update(Enrolment).where(col(Enrolment.id) == enrolment).values(**told))
