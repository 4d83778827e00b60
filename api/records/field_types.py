"""The types of fields that kinds share. What a plain annotation does not say stands beside it as a marker.

The server checks by them, `api/kinds.json` tells them to the phone.
"""

from collections.abc import Iterator
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from api import policies
from api.ids import UUID7
from api.records.blank_text import shown_text


class Shown(NamedTuple):
    """What a text is to people: note, line, village, partner; tells the phone how to ask for it."""

    type: str


class Refers(NamedTuple):
    """A field that names a record of the same case, of this kind."""

    kind: str


class NamesStaff(NamedTuple):
    """A field that names somebody of the unit in whose papers it stands, or of the office that coaches it."""

    whose: Literal["unit", "district"]


class Between(NamedTuple):
    """A plausible day, in days from the author's today: a phone that lives in the wrong year is judged by its own."""

    earliest: int
    latest: int


PLAUSIBLE = policies.plausible_days()

PastDay = Annotated[date, Between(-PLAUSIBLE.past_days, 0)]
Day = Annotated[date, Between(-PLAUSIBLE.past_days, PLAUSIBLE.planned_days)]
LongDay = Annotated[date, Between(-PLAUSIBLE.past_days, PLAUSIBLE.far_days)]

Note = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000),
    Shown("note"),
    Field(description="Free text, at most 2000 characters. No names, phone numbers, addresses or NIK belong here."),
]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(shown_text), Shown("note")]
AnswerText = Annotated[
    str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True), AfterValidator(shown_text)
]
Line = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=40)]
DistrictCode = Annotated[str, StringConstraints(max_length=5, pattern=r"^\d{2}\.\d{2}$")]
MemberId = Annotated[UUID7, NamesStaff("unit")]
CoachId = Annotated[UUID7, NamesStaff("district")]
PartnerId = Annotated[UUID7, Shown("partner")]
VillageCode = Annotated[str, StringConstraints(pattern=r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$"), Shown("village")]


def bare(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """The type without `| None` and `Annotated`, and every marker that stood around it."""
    if get_origin(annotation) in (Union, UnionType):
        return bare(next(part for part in get_args(annotation) if part is not type(None)))
    if hasattr(annotation, "__metadata__"):
        inner, *markers = get_args(annotation)
        core, deeper = bare(inner)
        return core, (*markers, *deeper)
    return annotation, ()


def refers_to(annotation: Any) -> str | None:
    """The kind of record that a field names, if it names one; the outermost marker says it most closely."""
    return next((marker.kind for marker in reversed(bare(annotation)[1]) if isinstance(marker, Refers)), None)


def between(annotation: Any) -> Between | None:
    """The bounds of a day, if it has some."""
    return next(iter(marked(annotation, Between)), None)


def marked(annotation: Any, kind: type[Any]) -> Iterator[Any]:
    """The markers of one sort."""
    return (marker for marker in bare(annotation)[1] if isinstance(marker, kind))


def is_set(annotation: Any) -> bool:
    """A list of words or ids."""
    core = bare(annotation)[0]
    item = bare(get_args(core)[0])[0] if get_origin(core) is list else None
    return item is str or get_origin(item) is Literal


def choices(annotation: Any) -> tuple[str, ...]:
    """The words of a choice; none for what is no choice."""
    core = bare(annotation)[0]
    return tuple(str(one) for one in get_args(core)) if get_origin(core) is Literal else ()


# Asked for first: almost every value is one of these, and whether one is a model takes three times as long to find out.
SAME_IN_JSON = frozenset({str, bool, int, NoneType})


def as_json(value: Any) -> Any:
    """A field's value as JSON says it; of a group, what is given in it."""
    if type(value) in SAME_IN_JSON:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return {name: as_json(one) for name, one in value.__dict__.items() if one is not None}
    return [as_json(one) for one in value] if isinstance(value, list) else value
