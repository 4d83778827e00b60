"""How well a unit works, as the note of a visit says it: read from what the records say, never from a case."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, ConfigDict

from api.records.blank_text import shown_text
from api.records.field_types import Line
from api.shapes import ClosedShape

Quality = Literal["consent_complete", "flags_handled"]
QUALITY: tuple[str, ...] = get_args(Quality)


class QualityReason(ClosedShape):
    """Why a figure is not as the records said."""

    model_config = ConfigDict(frozen=True)

    because: Annotated[Line, AfterValidator(shown_text)]
    """Why it is not."""
    figure: Quality
    """Which one."""


def uncounted(prefilled: Mapping[Any, int], value: Callable[[str], Any]) -> list[str]:
    """Those that differ from what the records said, or of which these said nothing."""
    return [name for name in QUALITY if value(name) != prefilled.get(name)]
