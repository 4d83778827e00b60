"""A plan of accompaniment (PBM): what she wants, in her own words, and how often they meet for it."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field

from api import policies
from api.records.agreed import Agreed, Consented
from api.records.blank_text import shown_text
from api.records.field_types import Line, LongDay, Note, PastDay, Refers, Short
from api.records.plan_tasks import OPEN, PLAN_TASKS
from api.records.published_journey import policy_faults
from api.records.record import Case, Fault, Record, RecordId
from api.records.rule import Where
from api.records.rules import Forbidden, InOrder, Ladder
from api.records.vocabulary import Activity, Rhythm
from api.shapes import ClosedShape

JOURNEY = policies.journey()
LADDER = {
    "open": ["finished", "changed", "stopped"],
    "finished": ["open"],
    "stopped": ["open"],
    "changed": [],
}


class Goal(ClosedShape):
    """What she wants to reach."""

    model_config = ConfigDict(frozen=True)

    own_words: Annotated[Line, AfterValidator(shown_text)]
    """As she says it herself."""
    what: (
        Literal["stop", "reduce", "health", "family", "school", "work", "worship", "legal", "housing", "other"] | None
    ) = None
    """What it is about."""
    done: Literal["open", "some", "done", "dropped"] | None = None
    """How far it came. Null: it has only been named."""


class Plan(Record):
    """One is open at a time. A relapse may open it again."""

    kind: ClassVar = "plan"
    plural: ClassVar = "plans"
    about: ClassVar = "What a client wants to reach, in her own words, and how often they meet for it."
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"on", "policy"})
    required_fields: ClassVar = frozenset({"goals", "meetings_planned", "ends_on", "status"})
    exclusive_fields: ClassVar = frozenset({"status"})
    looks_at: ClassVar = frozenset({"consent", "plan"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"on", "screening", "policy", "meetings_planned", "activities", "visit_every", "ends_on", "review_on",
             "status", "voided_because"}
        )
    }  # fmt: skip
    tasks: ClassVar = PLAN_TASKS
    example: ClassVar = {
        "on": "2026-11-23",
        "policy": "2027-1",
        "goals": [{"own_words": "Tidak memakai di hari kerja.", "what": "reduce"}],
        "meetings_planned": 8,
        "activities": ["individual", "family"],
        "visit_every": "week",
        "ends_on": "2027-02-23",
        "review_on": "2027-01-08",
        "status": "open",
    }
    edit: ClassVar = {"meetings_planned": 6}
    rules: ClassVar = (
        InOrder(code="plan_ends_before", first="on", then="ends_on"),
        InOrder(code="review_before", first="on", then="review_on"),
        InOrder(code="review_after_end", first="review_on", then="ends_on"),
        Ladder(code="plan_step", field="status", first=("open",), next=LADDER),
        Forbidden(
            code="plan_still_open",
            fields=("status",),
            when=(OPEN, Where("status", ("open",), was=True, but=True), Where("status", ("open",), of="plan")),
        ),
        Agreed(code="participation_withdrawn", layer="participation", day="on", fields=("status",), when=(OPEN,)),
        Agreed(
            code="participation_withdrawn",
            layer="participation",
            fields=("status",),
            when=(OPEN, Where("status", was=True)),
        ),
        Consented(code="plan_not_agreed", layer="participation", fields=("on",)),
        Agreed(code="plan_unwelcome", layer="contact", day="on", fields=("status",), when=(OPEN,)),
    )

    on: PastDay | None = None
    """The day on which it was agreed."""
    screening: Annotated[RecordId, Refers("screening")] | None = None
    """The interview it follows. Null: she came back from treatment, or was screened elsewhere."""
    policy: Short | None = None
    """The version of the policy `journey` its numbers came from."""
    goals: Annotated[list[Goal], Field(min_length=1, max_length=5)] | None = None
    """What she wants, the most important first."""
    meetings_planned: Annotated[int, Field(ge=1, le=JOURNEY.most_meetings)] | None = None
    """How many meetings belong to it."""
    activities: Annotated[list[Activity], Field(max_length=9)] | None = None
    """What they will do."""
    visit_every: Rhythm | None = None
    """How often she is visited at home."""
    triggers: Note | None = None
    """What makes her want to use."""
    coping: Note | None = None
    """What helps her against it."""
    ends_on: LongDay | None = None
    """When it ends."""
    review_on: LongDay | None = None
    """When they look at it again, about its middle."""
    status: Literal["open", "finished", "changed", "stopped"] | None = None
    """How it stands; `changed`: another one took its place."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """Its policy is one that was published."""
        yield from policy_faults(self.policy)
