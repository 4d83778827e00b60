"""A ballot's form as data: what is asked, how it is answered, how many answers are the least that are shown. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FORMS = Path(__file__).parent


class FormPart(BaseModel):
    """Nothing unknown in it; read once, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class BallotElement(FormPart):
    """One question and its four answers, the worst first."""

    key: str
    """By which it is answered."""
    question: str
    """As it is asked."""
    answers: tuple[str, ...]
    """In words: 1, 2, 3, 4."""


class BallotForm(FormPart):
    """One version of one form."""

    name: str
    """By which it is called."""
    version: str
    """Each answer keeps it."""
    source: str
    """Where it comes from."""
    services: tuple[str, ...]
    """What can be asked about."""
    elements: tuple[BallotElement, ...]
    """The questions, in their order."""
    classes: Mapping[str, Decimal]
    """By class: the least index, the best first."""
    least: int
    """With fewer answers nothing is shown."""
    said_most: int
    """How long the free line may be."""
    answer_until_day: int
    """A month's codes count until this day of the next one; its result is shown from the day after."""

    def last_day(self, month: str) -> date:
        """Of the codes given in this month (`2026-11`)."""
        year, number = divmod(int(month[:4]) * 12 + int(month[5:]), 12)
        return date(year, number + 1, self.answer_until_day)

    def newest_month(self, today: date) -> str:
        """The newest of which no code counts any more."""
        back = 1 if today.day > self.answer_until_day else 2
        year, number = divmod(today.year * 12 + today.month - 1 - back, 12)
        return f"{year}-{number + 1:02}"


@cache
def satisfaction() -> BallotForm:
    """The newest version."""
    newest = sorted(FORMS.glob("satisfaction-*.json"))[-1]
    return BallotForm.model_validate_json(newest.read_bytes())
