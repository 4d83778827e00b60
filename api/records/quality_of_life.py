"""How a client lives, in her own answers, at points of the journey. A fact."""

from typing import ClassVar, Literal

from api import instruments
from api.records.answered_sheet import AnsweredSheet

# In the middle of everything, but a good sleep and no pain.
SHEET = {f"q{number}": 3 for number in range(1, 27)} | {"q3": 1, "q16": 5}
GIVEN_UNDER = ("whoqol-bref", "1996-1")


class QualityOfLife(AnsweredSheet):
    """The coordinator learns that it was asked, and nothing of the answers."""

    kind: ClassVar = "quality_of_life"
    plural: ClassVar = "qualities-of-life"
    about: ClassVar = "Quality of life in four domains, at the start, the middle, the end, and afterwards."
    required_fields: ClassVar = frozenset({"point"})
    readable_by: ClassVar = {"coordinator": frozenset({"on", "point", "voided_because"})}
    example: ClassVar = {
        "instrument": GIVEN_UNDER[0],
        "version": GIVEN_UNDER[1],
        "on": "2026-11-23",
        "point": "start",
        "answers": SHEET,
        "domains": dict(instruments.score(*GIVEN_UNDER, SHEET).domains),
        "age_band": "18-24",
        "helped": "alone",
    }

    point: Literal["start", "mid", "end", "m1", "m3", "m6"] | None = None
    """When in the journey: at its start, in the middle, at the end; one, three and six months later."""
