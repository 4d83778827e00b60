"""Who may be accompanied: versioned by year and region, because no public source gives it and they disagree."""

from collections.abc import Collection, Iterable, Mapping

from api.instruments.definition import Frozen
from api.instruments.engine import Score


class Rule(Frozen):
    """Meets a case whose band, injecting and any red flag are among those named; what is not named is not asked."""

    bands: tuple[str, ...] = ()
    injecting: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    suggest: str
    because: str
    source: str

    def meets(self, band: str | None, injecting: str | None, red_flags: Collection[str]) -> bool:
        """A rule that names nothing meets every case."""
        fits = (not named or value in named for named, value in ((self.bands, band), (self.injecting, injecting)))
        return all(fits) and (not self.red_flags or not set(self.red_flags).isdisjoint(red_flags))


class Policy(Frozen):
    """The deciding topics, and rules of which the first that meets a case speaks. The last one meets all."""

    version: str
    year: int
    region: str | None
    source: str
    deciding: tuple[str, ...]
    deciding_source: str
    rules: tuple[Rule, ...]

    def headline(self, scores: Mapping[str, Score], bands: Iterable[str]) -> str | None:
        """The gravest band among the deciding topics; None where none of them has a score. `bands`: mildest first."""
        reached = {scores[topic]["band"] for topic in self.deciding if topic in scores}
        return next((band for band in reversed(list(bands)) if band in reached), None)

    def rule(self, band: str | None, injecting: str | None, red_flags: Collection[str]) -> Rule:
        """The one that speaks."""
        return next(rule for rule in self.rules if rule.meets(band, injecting, red_flags))
