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
    "productive", "satisfaction", "voluntary", "outreach_months", "meetings_kept", "family_involved", "completed",
    "referrals_back", "satisfaction_answers",
]  # fmt: skip
FIGURES: tuple[str, ...] = get_args(Figure)
SOURCES = policies.monitoring_figures().figures
# Of these a small number would tell of few people.
FEW_UNTOLD = tuple(one.figure for one in SOURCES if one.people)
SHARES = {one.figure: one.share_of for one in SOURCES if one.share_of}


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
    """Those that are of too few people, nobody among them; a share is of as many as the figure beside it says. One that
    the records told was of enough, whatever is not said beside it. `pwa/src/coaching/monitoring/untold_figures.ts`
    judges alike; both read `tests/vectors/untold_figures.json`."""
    few = [name for name in FEW_UNTOLD if value(name) is not None and value(name) < LEAST]
    recorded: Mapping[str, int] = value("prefilled") or {}

    def is_of_few(name: str, base: int | None) -> bool:
        return base < LEAST if base is not None else value(name) != recorded.get(name)

    shares = [name for name, of in SHARES.items() if value(name) is not None and is_of_few(name, value(of))]
    return [*few, *shares]


def told_by(name: str) -> tuple[str, ...]:
    """A figure, and by what a share is known to be of enough: who takes that away is told so as well."""
    return (name, SHARES[name], "prefilled") if name in SHARES else (name,)
