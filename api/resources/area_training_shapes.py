"""Trainings for areas on the wire."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from api.problems.messages import value_fault
from api.records.blank_text import shown_text
from api.records.coaching.shared_fields import Many
from api.records.coaching.training import TaughtModules, TrainingHours, TrainingMode, TrainingOrganiser, TrainingSort
from api.records.field_types import Line
from api.resources.area_paper_shapes import AreaPapers, AreaPaperText, AreaPaperTold
from api.shapes import ClosedShape

MOST_OFFICES = 200
People = Annotated[int, Field(ge=1, le=9_999)]


class OfficeTrained(ClosedShape):
    """From which office (*satker*) people came, and never who."""

    satker: Annotated[Line, AfterValidator(shown_text)]
    """What the office is called, as it is written."""
    people: People
    """How many came of it."""
    passed: Many | None = None
    """How many of them passed. Null: not said."""

    @model_validator(mode="after")
    def no_more_than_came(self) -> Self:
        """Of those who came."""
        if self.passed is not None and self.passed > self.people:
            raise value_fault("passed-more-than-came")
        return self


class AreaTrainingText(AreaPaperText):
    """A training (*bimtek*) for people of several units or offices, as the office that held it writes it down. It was
    held from `starts_on` to `ends_on`."""

    title: Annotated[Line, AfterValidator(shown_text)]
    """What it was called."""
    sort: TrainingSort
    """What sort of training; `training_ap`: the first of an agent."""
    organiser: TrainingOrganiser
    """Who held it."""
    modules: TaughtModules
    """What was taught."""
    hours: TrainingHours | None = None
    """How many hours. Null: not said."""
    place: Line | None = None
    """Where it was held. Null: not said."""
    mode: TrainingMode | None = None
    """How people came together. Null: not said."""
    offices: Annotated[list[OfficeTrained], Field(max_length=MOST_OFFICES, default_factory=list)]
    """Whose people came. Empty: not said, or nobody's."""
    agents: Many | None = None
    """How many agents of units came; who passed stands in the papers of each one's unit. Null: not said."""

    @field_validator("offices")
    @classmethod
    def offices_once(cls, value: list[OfficeTrained]) -> list[OfficeTrained]:
        """By its name, however it is written large or spaced."""
        if len({" ".join(one.satker.casefold().split()) for one in value}) < len(value):
            raise value_fault("value-twice")
        return value


class AreaTrainingTold(AreaTrainingText, AreaPaperTold):
    """A training as it stands."""


class AreaTrainings(AreaPapers):
    """Trainings that were held for an area."""

    trainings: list[AreaTrainingTold]
    """The newest first."""
