"""How an instrument scores, as data: bands, domains with what is shown of them, and how much may be missing."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.instruments.parts import Condition, Frozen

# A decimal as text: what is computed exactly is never a binary fraction, in no language.
Exact = Annotated[str, StringConstraints(pattern=r"^-?\d{1,6}(\.\d{1,6})?$")]


class Band(Frozen):
    """Begins at `from`, or at `from_for[topic]` where a topic has its own."""

    key: str
    label: str
    start: int = Field(alias="from")
    start_for: dict[str, int] = Field(default={}, alias="from_for")

    def start_of(self, topic: str) -> int:
        """The lowest score of this band."""
        return self.start_for.get(topic, self.start)


class ScoreTransform(Frozen):
    """The score before it (the domain's own at first) times `times` plus `plus`, exact; shown with `places` decimals,
    half up. `least` and `most`: the ends of its axis.
    """

    key: str
    label: str
    times: Exact = "1"
    plus: Exact = "0"
    places: int
    least: Exact
    most: Exact

    def of(self, value: Fraction) -> Fraction:
        """Exact."""
        return value * Fraction(self.times) + Fraction(self.plus)


class ScoreDomain(Frozen):
    """A score over a group of items, or `of` the domains before it: each times its factor, added up.

    `bands` begin at the first of `shown`.
    """

    key: str
    label: str
    rule: Literal["sum", "mean", "combine"]
    items: tuple[str, ...] = ()
    of: dict[str, int] = Field(default={})
    shown: Annotated[tuple[ScoreTransform, ...], Field(min_length=1)]
    bands: tuple[Band, ...] = ()


class MissingRule(Frozen):
    """Nothing is computed where more than `most_percent` of all items are missing.

    Nor is a domain with fewer answers than `least`; one that is not named needs them all.
    """

    key: str
    source: str
    most_percent: int
    least: dict[str, int]


class Scoring(Frozen):
    """Per topic where `when` holds: the rule over the weights of its items; bands from the mildest to the gravest.

    Of an instrument without topics: `domains`, and `missing`, the first of which is in force.
    """

    rule: Literal["sum"] = "sum"
    when: tuple[Condition, ...] = ()
    items: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    domains: tuple[ScoreDomain, ...] = ()
    missing: tuple[MissingRule, ...] = ()

    def missing_rule(self, key: str | None = None) -> MissingRule:
        """The one of this name, or the one in force: without any, every item is needed."""
        none = MissingRule(key="", source="", most_percent=0, least={})
        return next((one for one in self.missing if key in (None, one.key)), none)
