"""A definition is written by us: what contradicts itself in it is our fault, and it stops the start."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from api.instruments.scoring import ScoreDomain, Scoring

Weights = Mapping[str, tuple[int, ...]]
Ends = tuple[Fraction, Fraction]


def known(names: Iterable[str], used: Iterable[str]) -> None:
    """Refuses a name that nothing answers to."""
    strange = set(used) - set(names)
    require(not strange, f"unknown: {', '.join(sorted(strange))}")


def require(holds: bool, what: str) -> None:
    """Else the definition does not load."""
    if not holds:
        raise ValueError(what)


def check_domains(scoring: Scoring, weights: Weights) -> None:
    """Every domain can be computed, lies on its axes, and has a band from the lowest score on."""
    before: dict[str, Ends] = {}
    for domain in scoring.domains:
        require(bool(domain.of) == (domain.rule == "combine") == (not domain.items), f"{domain.key}: items, or domains")
        known(weights, domain.items)
        known(before, domain.of)
        require(domain.key not in before, f"{domain.key} stands twice")
        require(all(map(weights.get, domain.items)), f"{domain.key}: an item that weighs nothing")
        before[domain.key] = reach(domain, weights, before)
        check_axes(domain, before[domain.key])
    known(before, (key for rule in scoring.missing for key in rule.least))


def check_axes(domain: ScoreDomain, ends: Ends) -> None:
    """What is shown reaches from end to end, and the bands begin at or below the lowest."""
    lowest = domain.shown[0].of(ends[0])
    require(not domain.bands or domain.bands[0].start <= lowest, f"{domain.key}: a score below every band")
    for one in domain.shown:
        ends = one.of(ends[0]), one.of(ends[1])
        require(ends == (Fraction(one.least), Fraction(one.most)), f"{domain.key}: another axis than it says")


def reach(domain: ScoreDomain, weights: Weights, before: Mapping[str, Ends]) -> Ends:
    """The lowest and the highest score, all answered."""
    if domain.of:
        ends = [sorted(factor * end for end in before[key]) for key, factor in domain.of.items()]
        return Fraction(sum(low for low, _ in ends)), Fraction(sum(high for _, high in ends))
    several = [weights[key] for key in domain.items]
    many = len(several) if domain.rule == "mean" else 1
    return Fraction(sum(map(min, several)), many), Fraction(sum(map(max, several)), many)
