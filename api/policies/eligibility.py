"""Who may be accompanied, who is referred, and what is said first: the first rule that fits a case speaks.

`pwa/src/instruments/eligibility.ts` is the same in TypeScript; both read `tests/vectors/eligibility.json`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from api.policies.policy import Frozen, Policy

Tone = Literal["danger", "due", "calm"]


class Facts(NamedTuple):
    """What is known of a case. `bands`: of each substance ever used; `recent`: those used in the past three months."""

    bands: Mapping[str, str]
    recent: Collection[str]
    injecting: str | None = None
    red_flags: Collection[str] = ()
    care_needs: Collection[str] = ()
    age_band: str | None = None


class Fit(Frozen):
    """Fits where each part that is named holds. `topics` (or a group of them) with `bands`: one of them lies there;

    `recent`: one of these was used in the past three months.
    """

    red_flags: tuple[str, ...] = ()
    care_needs: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    injecting: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()


class Rule(Frozen):
    """`when`: one of these fits; none named: every case. `headline`, `because`: keys of `words`."""

    number: int
    when: tuple[Fit, ...] = ()
    suggest: str
    headline: str
    because: str
    tone: Tone
    cards: tuple[str, ...] = ()
    source: str


class Outcome(NamedTuple):
    """What the policy says of a case. `advice`: (topic, band), the gravest first; `risk`: the gravest deciding band."""

    version: str
    rule: int
    suggestion: str
    headline: str
    because: str
    tone: str
    risk: str | None
    cards: tuple[str, ...]
    advice: tuple[tuple[str, str], ...]


class Eligibility(Policy):
    """`groups`: names for sets of topics, `deciding` among them; `grades`: bands from the mildest to the gravest."""

    groups: dict[str, tuple[str, ...]]
    grades: tuple[str, ...]
    rules: tuple[Rule, ...]
    words: dict[str, str]
    suggestions: dict[str, str]
    advice: dict[str, dict[str, str]]

    def judge(self, facts: Facts) -> Outcome:
        """The rule that speaks, and what is said beside it."""
        rule = next(rule for rule in self.rules if self.meets(rule, facts))
        return Outcome(
            self.version, rule.number, rule.suggest, rule.headline, rule.because, rule.tone, self.risk(facts.bands),
            rule.cards, tuple(self.ordered_advice(facts.bands)),
        )  # fmt: skip

    def meets(self, rule: Rule, facts: Facts) -> bool:
        """A rule that names nothing meets every case."""
        return not rule.when or any(self.fits(fit, facts) for fit in rule.when)

    def fits(self, fit: Fit, facts: Facts) -> bool:
        """Each part that is named holds."""
        reached = [facts.bands[topic] for topic in self.topics(fit.topics) if topic in facts.bands]
        return (
            touches(fit.red_flags, facts.red_flags)
            and touches(fit.care_needs, facts.care_needs)
            and touches(fit.ages, [facts.age_band])
            and touches(fit.injecting, [facts.injecting])
            and touches(fit.bands, reached)
            and touches(tuple(self.topics(fit.recent)), facts.recent)
        )

    def topics(self, named: Iterable[str]) -> Iterator[str]:
        """With every group replaced by what it holds."""
        for name in named:
            yield from self.groups.get(name, (name,))

    def risk(self, bands: Mapping[str, str]) -> str | None:
        """The gravest band among the deciding topics; None where none of them was ever used."""
        reached = {bands[topic] for topic in self.groups["deciding"] if topic in bands}
        return next((grade for grade in reversed(self.grades) if grade in reached), None)

    def ordered_advice(self, bands: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The gravest first; among equals as the policy lists them."""
        for grade in reversed(self.grades):
            yield from ((topic, grade) for topic in self.advice if bands.get(topic) == grade)


def touches(named: tuple[str, ...], found: Iterable[str | None]) -> bool:
    """Nothing named, or one of them found."""
    return not named or not set(named).isdisjoint(found)
