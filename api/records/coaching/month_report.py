"""A unit's month (*laporan bulanan*): what its records say, looked through and confirmed by whoever leads it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import Field

from api import policies
from api.records.coaching.shared_fields import Many
from api.records.field_types import Note, PastDay
from api.records.once import Once
from api.records.record import Case, Fault, Receipt, Record, fault

LEAST = policies.report_definitions().least
ReportFigure = Literal[
    "clients", "reached", "screenings", "visits", "visits_on_time", "meetings_done", "referrals_arrived", "trainings",
    "closures", "outreach", "outreach_heads",
]  # fmt: skip
FIGURES: tuple[str, ...] = get_args(ReportFigure)
# What a unit did in public: all others are of people, and told as on the sheet for the village.
OPEN_FIGURES = frozenset({"outreach"})


class MonthReport(Record):
    """Its figures leave the unit: numbers of people are multiples of five, and of fewer nothing is told."""

    kind: ClassVar = "month_report"
    plural: ClassVar = "month-reports"
    about: ClassVar = "A month of the unit, confirmed by whoever leads it: figures beside what its records said then."
    feed: ClassVar = "coaching"
    written_by: ClassVar = frozenset({"coordinator"})
    append_only: ClassVar = True
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"month", "on"})
    kept_fields: ClassVar = frozenset({"late"})
    looks_at: ClassVar = frozenset({"month_report"})
    readable_by: ClassVar = {"village": frozenset({"month", "on", "late", *FIGURES, "voided_because"})}
    rules: ClassVar = (Once(code="month_confirmed_already", of="month_report", fields=("month",)),)
    example: ClassVar = {
        "month": "2026-10",
        "on": "2026-11-03",
        "clients": 15,
        "visits": 20,
        "visits_on_time": 10,
        "outreach": 2,
        "outreach_heads": 40,
        "counted": {"clients": 15, "visits": 15, "visits_on_time": 10, "outreach": 2, "outreach_heads": 40},
        "changed_because": "Kunjungan di buku tulis belum semua disalin.",
    }
    edit: ClassVar = {
        "visits": 25,
        "changed_because": "Kunjungan di buku tulis belum semua disalin.",
        "amended_because": "Buku tulis dihitung ulang.",
    }

    month: Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")] | None = None
    """Which month: `2026-10`. It is over."""
    on: PastDay | None = None
    """The day on which it was confirmed."""
    clients: Many | None = None
    """Clients of the unit at its end."""
    reached: Many | None = None
    """Clients who were new."""
    screenings: Many | None = None
    """Screenings that were made."""
    visits: Many | None = None
    """Visits that were made."""
    visits_on_time: Many | None = None
    """Promised visits that were kept."""
    meetings_done: Many | None = None
    """Meetings that were attended."""
    referrals_arrived: Many | None = None
    """Referrals whose client has come."""
    trainings: Many | None = None
    """Trainings for work that began."""
    closures: Many | None = None
    """Cases that were closed."""
    outreach: Many | None = None
    """Outreach events; small numbers too, since they were public."""
    outreach_heads: Many | None = None
    """People who came to these."""
    counted: Annotated[dict[ReportFigure, Many], Field(max_length=len(FIGURES))] | None = None
    """What the records said of these when it was confirmed."""
    changed_because: Note | None = None
    """Why figures differ from what the records said."""
    note: Note | None = None
    """What else the office should know. No client is named."""
    late: bool | None = None
    """Whether it came after the day of the policy `supervision`."""

    def check(self, _before: Self | None, case: Case) -> Iterator[Fault]:
        """Of a month that is over; a figure that was changed has a reason; no number of few people."""
        for name, day in (("month", case.today), ("on", self.on)):
            if self.month and day and self.month >= f"{day:%Y-%m}":
                yield fault("month_not_over", name)
        counted: Mapping[str, int] | None = self.value("counted")
        moved = [name for name in FIGURES if counted is not None and self.value(name) != counted.get(name)]
        if moved and not self.changed_because:
            yield fault("figure_reason_needed", "changed_because", *moved)
        yield from (fault("not_in_fives", name) for name in FIGURES if gives_away(name, self.value(name)))
        # What the records said stands in the same papers, and would say what the figure beside it may not.
        yield from (fault("not_in_fives", f"counted/{name}") for name, said in (counted or {}).items()
                    if gives_away(name, said))  # fmt: skip

    def kept_at_receipt(self, before: Self | None, receipt: Receipt) -> Mapping[str, Any]:
        """Whether it was late, which no correction changes; one that makes it another month's came when it came."""
        if not self.month or (before is not None and before.month == self.month):
            return {}
        return {"late": receipt.on > last_day_for(self.month)}


def gives_away(name: str, told: int | None) -> bool:
    """A number of people that is small, or that tells more than the sheet for the village."""
    return name not in OPEN_FIGURES and told is not None and (told < LEAST or told % LEAST > 0)


def last_day_for(month: str) -> date:
    """Until when a month's report is in time: a day of the next one."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]), 12)
    return date(year, number + 1, policies.supervision().report_day)
