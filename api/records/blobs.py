"""Pictures and recordings: a record names one by its hash, and the bytes travel apart. Pure.

A field of these types holds what there is to know before the bytes are here. `NeedsLayer` says to what the client must
have agreed before it may be written; `Pages` are of a unit's papers, which are about no client.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import ConfigDict, Field, StringConstraints

from api.records.agreed import CONSENT, newest_act
from api.records.field_types import Shown, bare, marked
from api.records.rule import Read
from api.shapes import ClosedShape

if TYPE_CHECKING:
    from api.records.record import Record

# Its acts say what a client agrees to.
LAYER_KIND = CONSENT
Acts = Sequence[Read]
SHA256_PATTERN = r"^[0-9a-f]{64}$"
Sha256 = Annotated[str, StringConstraints(pattern=SHA256_PATTERN)]
LARGEST_PHOTO, LARGEST_VOICE, LONGEST_VOICE = 300_000, 1_000_000, 60
MOST_PAGES = 8


class NeedsLayer(NamedTuple):
    """A field that is written only while the client agrees to this layer of her consent."""

    layer: str


class PhotoReference(ClosedShape):
    """A picture, without where and when it was taken."""

    model_config = ConfigDict(frozen=True)

    sha256: Sha256
    """SHA-256 of its bytes, in hexadecimal."""
    type: Literal["image/webp", "image/jpeg"]
    """What its bytes are."""
    size: Annotated[int, Field(ge=1, le=LARGEST_PHOTO)]
    """How many bytes it has."""


class VoiceReference(ClosedShape):
    """A recording of a voice."""

    model_config = ConfigDict(frozen=True)

    sha256: Sha256
    """SHA-256 of its bytes, in hexadecimal."""
    type: Literal["audio/webm", "audio/ogg", "audio/mp4"]
    """What its bytes are."""
    size: Annotated[int, Field(ge=1, le=LARGEST_VOICE)]
    """How many bytes it has."""
    seconds: Annotated[int, Field(ge=0, le=LONGEST_VOICE)]
    """How long it lasts."""


MEDIA = NeedsLayer("media")
Photo = Annotated[PhotoReference, Shown("blob"), MEDIA]
Voice = Annotated[VoiceReference, Shown("blob"), MEDIA]
# Of what the record itself says: the layer of pictures and recordings is not asked for.
ProofVoice = Annotated[VoiceReference, Shown("blob")]
Pages = Annotated[list[Annotated[PhotoReference, Shown("blob")]], Field(min_length=1, max_length=MOST_PAGES)]


class NamedBlob(NamedTuple):
    """As a record names it. `layer`: to which the client must agree as long as it is kept."""

    field: str
    sha256: str
    type: str
    size: int
    layer: str | None


@cache
def blob_fields(kind: "type[Record]") -> Mapping[str, str | None]:
    """{field: the layer it needs, if any} of a kind's pictures and recordings."""
    return {
        name: next((one.layer for one in marked(field.annotation, NeedsLayer)), None)
        for name, field in kind.model_fields.items()
        if Shown("blob") in marked(one_of_several(field.annotation), Shown)
    }


def one_of_several(annotation: Any) -> Any:
    """What a list holds; any other type as it is."""
    core = bare(annotation)[0]
    return get_args(core)[0] if get_origin(core) is list else annotation


def pictures_opened(kind: "type[Record]", role: str) -> frozenset[str]:
    """Those of its pictures that a role reads without following."""
    return kind.readable_by.get(role, frozenset()) & blob_fields(kind).keys()


def blobs_named(kind: "type[Record]", values: Mapping[str, Any]) -> list[NamedBlob]:
    """Those that a record with these values names; none where it was taken back."""
    if values.get("voided_because"):
        return []
    return [
        NamedBlob(name, one["sha256"], one["type"], one["size"], layer)
        for name, layer in blob_fields(kind).items()
        for one in as_several(values.get(name))
        if isinstance(one, dict) and {"sha256", "type", "size"} <= one.keys()
    ]


def as_several(value: Any) -> Sequence[Any]:
    """A list as it is, anything else as the one thing in it."""
    return value if isinstance(value, list) else [value]


def may_be_kept(blob: NamedBlob, acts: Acts) -> bool:
    """Whether the client agrees that there is such a thing, by the acts of consent in her case."""
    return blob.layer is None or is_agreed(acts, blob.layer)


def may_end_layers(kind: str, values: Mapping[str, Any], *, corrected: bool) -> bool:
    """Whether a record of this kind, as it stands, may be why a client agrees to less than before: a withdrawal, or an
    act that was corrected or taken back."""
    return kind == CONSENT and (corrected or values.get("act") == "withdrawn")


def is_agreed(acts: Acts, layer: str) -> bool:
    """Whether the latest act about this layer is a yes."""
    act = newest_act({CONSENT: acts}, layer)
    return act is not None and act("act") == "given"
