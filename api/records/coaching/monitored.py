"""What of a monitoring comes from records, and what of it is told of five people at least."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, ConfigDict

from api import policies
from api.records.blank_text import shown_text
from api.records.field_types import Line
from api.shapes import ClosedShape

LEAST = policies.report_definitions().least
Figure = Literal[
    "agents_active", "agents_trained", "coach_visits", "outreach", "reached", "screened", "talks", "plans", "meetings",
    "visits", "on_time", "referrals", "family_sessions", "vocational", "aftercare", "reports_in_time", "clients",
    "finished", "relapse", "qol_pairs", "qol_physical", "qol_psychological", "qol_social", "qol_environment",
    "productive", "satisfaction", "voluntary",
]  # fmt: skip
FIGURES: tuple[str, ...] = get_args(Figure)
SHARES = ("qol_physical", "qol_psychological", "qol_social", "qol_environment")
# Of these a small number would say what became of somebody.
FEW_UNTOLD = ("finished", "relapse", "qol_pairs")


class FigureReason(ClosedShape):
    """Why a figure differs from what the records said."""

    model_config = ConfigDict(frozen=True)

    because: Annotated[Line, AfterValidator(shown_text)]
    """Why it differs."""
    figure: Figure
    """Which one."""


def moved_figures(prefilled: Mapping[Any, int], value: Callable[[str], Any]) -> list[str]:
    """Those that differ from what the records said."""
    return [name for name in FIGURES if name in prefilled and value(name) != prefilled[name]]


def untold(value: Callable[[str], Any]) -> list[str]:
    """Those that are of too few people; a share of them is of as few."""
    few = [name for name in FEW_UNTOLD if value(name) is not None and value(name) < LEAST]
    shares = SHARES if (value("qol_pairs") or 0) < LEAST else ()
    return [*few, *(name for name in shares if value(name) is not None)]
