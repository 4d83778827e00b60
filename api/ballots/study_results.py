"""What came of a comparison study: how the scores of people who were measured twice changed, arm by arm. Pure.

The difference between two arms has an interval of 95 % by Welch's t (B. L. Welch, Biometrika 34, 1947, 28-35): with the
mean m, the variance v and the number n of changes in each arm, m1 - m2 ± t · sqrt(v1/n1 + v2/n2), where t is the 97.5 %
point of Student's distribution with (v1/n1 + v2/n2)² / ((v1/n1)²/(n1-1) + (v2/n2)²/(n2-1)) degrees of freedom.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import sqrt
from statistics import NormalDist, variance
from typing import NamedTuple

from api.instruments.domains import rounded
from api.policies.study_rules import StudyRules

START, IBM = "start", "ibm"
PLACES = 1  # of a percent
NORMAL = NormalDist().inv_cdf(0.975)
Changes = Mapping[str, Sequence[int]]


class MemberAnswer(NamedTuple):
    """One answer. `member`: whose, by a name that leads nowhere; `scores`: {domain: percent}."""

    member: str
    arm: str
    point: str
    age_band: str
    sex: str
    scores: Mapping[str, int]


class MeanDifference(NamedTuple):
    """Of the change in this arm from that in another, and between what it lies; decimals as texts."""

    difference: str
    low: str
    high: str


def paired_changes(answers: Iterable[MemberAnswer], arm: str, point: str) -> dict[str, list[int]]:
    """{domain: changes from the start to this point}, of who was measured at both."""
    found: dict[str, list[int]] = {}
    for first, later in pairs_of(answers, arm, point):
        for domain in first.scores.keys() & later.scores.keys():
            found.setdefault(domain, []).append(later.scores[domain] - first.scores[domain])
    return found


def pairs_of(answers: Iterable[MemberAnswer], arm: str, point: str) -> list[tuple[MemberAnswer, MemberAnswer]]:
    """Of each member of the arm: at the start, and at this point."""
    at: dict[str, dict[str, MemberAnswer]] = {}
    for one in answers:
        if one.arm == arm:
            at.setdefault(one.member, {})[one.point] = one
    return [(found[START], found[point]) for found in at.values() if START in found and point in found]


def told_changes(changes: Changes, rules: StudyRules) -> dict[str, Sequence[int]]:
    """Of enough people; and not where all changed alike, which would tell of each."""
    return {
        domain: several for domain, several in sorted(changes.items())
        if len(several) >= rules.least_pairs and len(set(several)) > 1
    }  # fmt: skip


def mean_change(changes: Sequence[int]) -> str:
    """To one decimal."""
    return rounded(Fraction(sum(changes), len(changes)), PLACES)


def welch(one: Sequence[int], other: Sequence[int]) -> MeanDifference:
    """How much more changed in the first."""
    difference = Fraction(sum(one), len(one)) - Fraction(sum(other), len(other))
    shares = [variance(several) / len(several) for several in (one, other)]
    freedom = sum(shares) ** 2 / sum(
        share**2 / (len(several) - 1) for share, several in zip(shares, (one, other), strict=True)
    )
    reach = Fraction(student(freedom) * sqrt(sum(shares)))
    return MeanDifference(*(rounded(one, PLACES) for one in (difference, difference - reach, difference + reach)))


def student(freedom: float) -> float:
    """The 97.5 % point of Student's t, by Abramowitz and Stegun, 26.7.5: true to 0.001 from 5 degrees of freedom on, to
    0.000001 from 29 on."""
    x = NORMAL
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return x + sum(term / freedom**power for power, term in enumerate(terms, 1))


def in_multiples(people: int, least: int) -> int | None:
    """So many people, rounded down to a multiple of the least that is told. None: fewer than that, nobody too."""
    return people // least * least or None


def by_trait(traits: Iterable[str], least: int) -> dict[str, int]:
    """{what people have in common: how many}, without the few."""
    counts = {trait: in_multiples(people, least) for trait, people in sorted(Counter(traits).items())}
    return {trait: people for trait, people in counts.items() if people}
