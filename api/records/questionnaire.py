"""Another questionnaire, such as one of readiness to change. A fact."""

from typing import ClassVar

from api import instruments
from api.records.answered_sheet import AnsweredSheet

# Only sometimes, and could always stop.
SHEET = {f"q{number}": number in (1, 3, 5) for number in range(1, 11)}
GIVEN_UNDER = ("dast-10", "1982-1")


class Questionnaire(AnsweredSheet):
    """Whichever instrument says that its sheets are kept here. The coordinator learns that it was asked."""

    kind: ClassVar = "questionnaire"
    plural: ClassVar = "questionnaires"
    about: ClassVar = "A questionnaire beside the screening; scores are verified here."
    readable_by: ClassVar = {"coordinator": frozenset({"on", "instrument", "voided_because"})}
    example: ClassVar = {
        "instrument": GIVEN_UNDER[0],
        "version": GIVEN_UNDER[1],
        "on": "2026-11-23",
        "answers": SHEET,
        "domains": dict(instruments.score(*GIVEN_UNDER, SHEET).domains),
        "helped": "read_out",
    }
