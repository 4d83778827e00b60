"""The typed shapes of a kind for the OpenAPI page, made from its one Record."""

from datetime import datetime
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

from api.ids import UUID7, demo_id
from api.records import Record
from api.shapes import WireShape

CASE = demo_id("client 6")  # of which the demo knows most
CLIENT = Annotated[UUID7, Field(description="The client it belongs to: her record's id.")]


class Question(BaseModel):
    """A value that lost against another written meanwhile; answered by an edit that names its change."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    change: str | None = None
    """The change that lost; an edit answers it by naming this id in `answers`."""
    enrolment: str | None = None
    """The phone it came from."""
    value: Any = None
    """What was wanted."""
    by: str | None = None
    """The person who wanted it."""
    at: str | None = None
    """When, by her own clock."""


class HistoryEntry(BaseModel):
    """One change of a record, through the reader's view. `lost`: what its author wanted and did not get."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    """The change's id."""
    n: int
    """The version it made."""
    at: str
    """When, by its author's own clock."""
    received_at: datetime
    """When the server took it."""
    by: str
    """Its author."""
    answer: str
    """`applied`, or `merged` where something in it became a question."""
    late: bool
    """Whether its author accompanied the client no more when it arrived."""
    set: dict[str, Any]
    """The fields it set."""
    was: dict[str, Any] | None = None
    """What its author saw there."""
    lost: dict[str, Any] | None = None
    """What she wanted and did not get: now a question."""


class Withdrawn(WireShape):
    """A record that was taken back, erased, left the reader's scope or fits the filter no more. Without `id`: all of
    this client's. Who never had it passes over it."""

    id: str | None
    """The record. Null: everything of this client."""
    client: str
    """The client whose it is."""


class Shapes(NamedTuple):
    """item: as read; write: as created; edit: a merge patch; page: a list."""

    item: type[BaseModel]
    write: type[BaseModel]
    edit: type[BaseModel]
    page: type[BaseModel]


def meta() -> dict[str, Any]:
    """What stands beside the fields of every record that is read."""
    return {
        "id": (str, Field(description="The record's id.")),
        "client": (str | None, Field(description="The client's id; null when the time to read of her is over.")),
        "unit": (str | None, Field(description="The unit responsible now; null with `client`.")),
        "over": (
            Literal["revoked", "time"] | None,
            Field(
                None,
                description="Why nothing of the client is told any more: `revoked`, she took her agreement "
                "back; `time`, the time to read is over. Absent where it is told.",
            ),
        ),
        "n": (int, Field(description="Its version; with the epoch it makes the ETag.")),
        "changed_at": (datetime, Field(description="When the server received its newest change.")),
        "questions": (
            dict[str, list[Question]] | None,
            Field(None, description="By field: values waiting for a decision."),
        ),
    }


def shapes_of(kind: type[Record]) -> Shapes:
    """All four, named after the kind."""
    name = kind.__name__
    own: dict[str, Any] = {} if kind.opens_case else {"client": (CLIENT, ...)}
    example = dict(kind.example) if kind.opens_case else {"client": CASE, **kind.example}
    fields: dict[str, Any] = {n: (f.annotation, f) for n, f in kind.model_fields.items()}
    item = create_model(f"{name}Read", __doc__=kind.__doc__, **{**meta(), **fields})
    opened: dict[str, Any] = {"id": (UUID7 | None, Field(default=None, description="Made here when absent."))}
    write = create_model(
        f"{name}Write", __doc__=kind.__doc__, __config__=closed(example), **{**opened, **own, **created(kind, fields)}
    )
    edit = create_model(
        f"{name}Edit", __doc__=kind.__doc__, __config__=closed(dict(kind.edit)), **edit_fields(kind, fields)
    )
    page = create_model(
        f"{name}Page",
        items=(list[item], Field(description="In the order of their newest changes.")),
        withdrawn=(list[Withdrawn], Field(description="What is no longer the reader's to know: let go of it.")),
        next=(str, Field(description="Where this page ended: asked with it, the list goes on, now or next week.")),
        more=(bool, Field(description="Whether more waits at this moment.")),
    )
    return Shapes(item, write, edit, page)


def created(kind: type[Record], fields: dict[str, Any]) -> dict[str, Any]:
    """What every creation carries is required; the rest may be left out, which is the same as null."""
    duties = kind.immutable_fields | kind.required_fields
    return {name: (given(field), described(field)) if name in duties else (known, field)
            for name, (known, field) in fields.items()}  # fmt: skip


def edit_fields(kind: type[Record], fields: dict[str, Any]) -> dict[str, Any]:
    """`null` clears, so it is offered only where a field may be empty. An edit may also answer questions."""
    fixed = frozenset() if kind.append_only else kind.immutable_fields
    duties = kind.immutable_fields | kind.required_fields
    kept = {name: (given(field), described(field, None)) if name in duties else (known, field)
            for name, (known, field) in fields.items() if name not in fixed}  # fmt: skip
    answers = (list[UUID7] | None, Field(default=None, description="Changes whose lost values this edit answers."))
    return {**kept, "answers": answers}


def given(field: FieldInfo) -> Any:
    """Its type without null."""
    return next(part for part in get_args(field.annotation) if part is not NoneType)


def described(field: FieldInfo, default: Any = ...) -> Any:
    """A field of the same sentence."""
    return Field(default, description=field.description)


def closed(example: dict[str, Any]) -> ConfigDict:
    """No unknown field, and an example that works."""
    return ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [example]})
