"""A training (*bimtek*) of officers, agents or an institution, in a unit's papers. One that several units share stands
in each of them; one that an office held for an area stands by itself (`api/changes/area_papers.py`)."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from api.ids import UUID7, demo_id
from api.records.coaching.shared_fields import OFFICER
from api.records.coaching.trained_agents import AGENT_TRAININGS
from api.records.field_types import Day, Line, Note, PartnerId
from api.records.record import Case, Fault, Record, fault
from api.records.rule import Where
from api.records.rules import InOrder
from api.records.task import DeclaredTask, TaskAnswer, TaskDay

Module = Literal[
    "adiksi", "komunikasi", "skrining_assist", "intervensi_singkat", "konseling_dasar", "pbm", "bina_lanjut", "rujukan",
    "pelatihan_kerja", "perawatan_diri", "pencatatan", "monitoring_asistensi", "hukum_kerahasiaan",
]  # fmt: skip

TrainingSort = Literal["bimtek_officers", "training_ap", "refresher", "workshop", "online"]
TrainingOrganiser = Literal["plrkm", "plrip", "pasca", "bnnp", "bnnk", "other"]
TrainingMode = Literal["onsite", "online", "hybrid"]
TrainingHours = Annotated[int, Field(ge=1, le=400)]
TaughtModules = Annotated[list[Module], Field(min_length=1, max_length=13)]


class Training(Record):
    """What was taught, by whom and how long; who was there stands in its attendances."""

    kind: ClassVar = "training"
    plural: ClassVar = "trainings"
    about: ClassVar = "A training of officers or agents: what was taught, by whom, how long."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    day: ClassVar = "starts_on"
    immutable_fields: ClassVar = frozenset({"sort"})
    required_fields: ClassVar = frozenset({"title", "starts_on", "ends_on", "organiser", "modules"})
    readable_by: ClassVar = {
        "village": frozenset(
            {"title", "sort", "starts_on", "ends_on", "hours", "place", "organiser", "institution", "modules", "mode",
             "voided_because"}
        )
    }  # fmt: skip
    rules: ClassVar = (InOrder(code="training_ends_before", first="starts_on", then="ends_on"),)
    tasks: ClassVar = (
        # By whoever leads the unit, since an officer is told nobody's name; of a unit that does not work without it.
        DeclaredTask(
            code="training_attended",
            when=(Where("sort", AGENT_TRAININGS),),
            due=TaskDay(day="ends_on"),
            opens="training_attendance",
            # Somebody of an office is no agent; that an agent failed is an answer too.
            ends=(TaskAnswer(kind="training_attendance", names="training", when=(Where("person"), Where("passed"))),),
            asked_of="coordinator",
        ),
    )
    example: ClassVar = {
        "title": "Bimtek agen pemulihan",
        "sort": "training_ap",
        "starts_on": "2026-05-04",
        "ends_on": "2026-05-08",
        "hours": 40,
        "place": "Balai desa",
        "organiser": "bnnk",
        "institution": demo_id("partner 2"),
        "modules": ["skrining_assist", "intervensi_singkat", "pencatatan"],
        "mode": "onsite",
    }
    edit: ClassVar = {"hours": 38}

    title: Line | None = None
    """What it was called."""
    sort: TrainingSort | None = None
    """What sort of training; `training_ap`: the first of an agent."""
    starts_on: Day | None = None
    """Its first day."""
    ends_on: Day | None = None
    """Its last day."""
    hours: TrainingHours | None = None
    """How many hours."""
    place: Line | None = None
    """Where it was held."""
    organiser: TrainingOrganiser | None = None
    """Who held it."""
    institution: PartnerId | None = None
    """For which institution it was held. Null: for units or offices alone."""
    modules: TaughtModules | None = None
    """What was taught."""
    mode: TrainingMode | None = None
    """How people came together."""
    series: UUID7 | None = None
    """The same in every unit for which it was held, so that it counts once."""
    note: Note | None = None
    """What else should be known of it."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """For an institution of the register; one that was named before stays so when it leaves that."""
        named = self.institution if before is None or before.institution != self.institution else None
        if named and named not in case.institutions:
            yield fault("institution_unknown", "institution")
