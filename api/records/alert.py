"""A sign of danger that somebody has to look after, from the moment it was seen until it is handled."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api import policies
from api.records.field_types import Day, Note, PastDay, Reason
from api.records.record import Record, RecordId
from api.records.rule import Where
from api.records.rules import DayBetween, Forbidden, InOrder, Ladder, Required
from api.records.task import DeclaredTask, TaskDay
from api.records.vocabulary import Dangers

LADDER = {
    "open": ["handled", "handed_over", "false_alarm"],
    "handed_over": ["handled", "false_alarm"],
    "handled": [],
    "false_alarm": [],
}
OPEN = Where("status", ("open",))
ENDED = Where("status", ("handled", "handed_over", "false_alarm"))
Deed = Literal["stayed", "family_called", "puskesmas", "igd", "ppa", "ketua_told", "nothing_possible"]


class Alert(Record):
    """Opened by a danger sign. Every follower and the coordinator hear of it."""

    kind: ClassVar = "alert"
    plural: ClassVar = "alerts"
    about: ClassVar = "A sign of danger: what was done, when somebody looks again, and how it ended."
    day: ClassVar = "opened_on"
    immutable_fields: ClassVar = frozenset({"flags", "opened_on"})
    required_fields: ClassVar = frozenset({"status"})
    exclusive_fields: ClassVar = frozenset({"status"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"source", "flags", "opened_on", "card_read", "done", "account", "next_on", "status", "status_because",
             "closed_on", "voided_because"}
        )
    }  # fmt: skip
    writable_by: ClassVar = {
        "coordinator": frozenset({"done", "account", "next_on", "status", "status_because", "closed_on"})
    }
    example: ClassVar = {
        "flags": ["suicidal"],
        "opened_on": "2026-11-22",
        "card_read": True,
        "done": ["stayed", "ketua_told"],
        "account": "Sudah tenang, ditemani kakaknya malam ini.",
        "next_on": "2026-11-23",
        "status": "open",
    }
    edit: ClassVar = {"done": ["stayed", "ketua_told", "puskesmas"]}
    rules: ClassVar = (
        Ladder(code="alert_step", field="status", first=("open",), next=LADDER),
        Required(code="next_look_needed", fields=("next_on",), when=(OPEN,)),
        DayBetween(
            code="next_look_too_far", field="next_on", latest=policies.visit_rhythm().open_alert_days, when=(OPEN,)
        ),
        InOrder(code="next_look_before", first="opened_on", then="next_on"),
        Required(code="closed_on_needed", fields=("closed_on",), when=(ENDED,)),
        Forbidden(code="still_open", fields=("closed_on",), when=(OPEN,)),
        InOrder(code="closed_before_opened", first="opened_on", then="closed_on"),
        Required(code="because_needed", fields=("status_because",), when=(Where("status", ("false_alarm",)),)),
    )

    tasks: ClassVar = (
        DeclaredTask(code="alert_look", rank="danger", when=(OPEN,), due=TaskDay(day="next_on")),
        DeclaredTask(
            code="alert_look", rank="danger", when=(OPEN, Where("next_on", but=True)), due=TaskDay(today=True)
        ),
    )

    source: RecordId | None = None
    """The visit, meeting or interview it was seen at; an alert may be older than what is written about it."""
    flags: Dangers | None = None
    """What was seen, by kind of danger."""
    opened_on: PastDay | None = None
    """The day on which it was seen."""
    card_read: bool | None = None
    """Whether the emergency card was opened."""
    done: Annotated[list[Deed], Field(max_length=7)] | None = None
    """What was done so far."""
    account: Note | None = None
    """What happened, in a few words, for whoever looks next; the ketua unit reads it."""
    next_on: Day | None = None
    """When somebody looks again: within two days while it is open."""
    status: Literal["open", "handled", "handed_over", "false_alarm"] | None = None
    """How it stands."""
    status_because: Reason | None = None
    """Why it was none, or to whom it was handed."""
    closed_on: PastDay | None = None
    """The day on which it ended."""
