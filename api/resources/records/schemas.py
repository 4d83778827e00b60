"""The typed shapes of a kind for the OpenAPI page, made from its one Record."""

from datetime import datetime
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

from api.ids import UUID7, demo_id
from api.records import Record
from api.records.record import lies_in_case
from api.resources.records.told_shapes import Question, Withdrawn, WithdrawnPaper

CASE = demo_id("client 6")  # of which the demo knows most
CLIENT = Annotated[UUID7, Field(description="The client it belongs to: her record's id.")]

COACHED = Annotated[
    UUID7 | None, Field(description="The unit whose coaching papers it joins: an officer says it; otherwise her own.")
]


class Shapes(NamedTuple):
    """item: as read; write: as created; edit: a merge patch; page: a list."""

    item: type[BaseModel]
    write: type[BaseModel]
    edit: type[BaseModel]
    page: type[BaseModel]


def meta(kind: type[Record]) -> dict[str, Any]:
    """What stands beside the fields of every record that is read."""
    whose: dict[str, Any] = {"unit": (str, Field(description="The unit whose record it is."))}
    if kind.feed == "case":
        whose = {
            "client": (str | None, Field(description="The client's id; null when the time to read of her is over.")),
            "unit": (str | None, Field(description="The unit responsible now; null with `client`.")),
            **over(),
        }
    return {
        "id": (str, Field(description="The record's id.")),
        **whose,
        "n": (int, Field(description="Its version; with the epoch it makes the ETag.")),
        "changed_at": (datetime, Field(description="When the server received its newest change.")),
        "questions": (
            dict[str, list[Question]] | None,
            Field(None, description="By field: values waiting for a decision."),
        ),
    }


def over() -> dict[str, Any]:
    """Why less is told."""
    return {
        "over": (
            Literal["revoked", "time"] | None,
            Field(
                None,
                description="Why nothing of the client is told any more: `revoked`, she took her agreement "
                "back; `time`, the time to read is over. Absent where it is told.",
            ),
        ),
    }


def shapes_of(kind: type[Record]) -> Shapes:
    """All four, named after the kind."""
    name = kind.__name__
    own: dict[str, Any] = {"client": (CLIENT, ...)} if lies_in_case(kind) else {}
    own |= {"unit": (COACHED, None)} if kind.feed == "coaching" else {}
    example = {**lies_in(kind), **kind.example}
    fields: dict[str, Any] = {n: (f.annotation, f) for n, f in kind.model_fields.items()}
    item = create_model(f"{name}Read", __doc__=kind.__doc__, **{**meta(kind), **fields})
    opened: dict[str, Any] = {"id": (UUID7 | None, Field(default=None, description="Made here when absent."))}
    asked = {name: field for name, field in fields.items() if name not in kind.kept_fields}
    write = create_model(
        f"{name}Write", __doc__=kind.__doc__, __config__=closed(example), **{**opened, **own, **created(kind, asked)}
    )
    edit = create_model(
        f"{name}Edit", __doc__=kind.__doc__, __config__=closed(dict(kind.edit)), **edit_fields(kind, asked)
    )
    page = create_model(
        f"{name}Page",
        items=(list[item], Field(description="In the order of their newest changes.")),
        withdrawn=(
            list[Withdrawn] if kind.feed == "case" else list[WithdrawnPaper],
            Field(description="What is no longer the reader's to know: let go of it."),
        ),
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


def lies_in(kind: type[Record]) -> dict[str, str]:
    """What an example says of where it lies."""
    if kind.feed == "coaching":
        return {"unit": demo_id("unit A")}
    return {"client": CASE} if lies_in_case(kind) else {}


def closed(example: dict[str, Any]) -> ConfigDict:
    """No unknown field, and an example that works."""
    return ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [example]})
