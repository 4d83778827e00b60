"""Scores over groups of items. Exact until they are shown: a fraction, and at the end a decimal, half up.

`pwa/src/instruments/domains.ts` is the same in TypeScript.
"""

from collections.abc import Mapping
from fractions import Fraction

from api.instruments.engine import Sheet
from api.instruments.scoring import MissingRule, ScoreDomain

DomainScore = dict[str, str]


def domain_scores(sheet: Sheet, missing: str | None = None) -> dict[str, DomainScore]:
    """{domain: {what is shown: a decimal as text, and its band}}, without those that cannot be computed.

    `missing`: the rule of that name in the place of the one in force.
    """
    exact = exact_scores(sheet, sheet.definition.score.missing_rule(missing))
    return {key: shown(sheet.definition.domain[key], value) for key, value in exact.items()}


def exact_scores(sheet: Sheet, rule: MissingRule) -> dict[str, Fraction]:
    """Before any transform; nothing where too much is missing."""
    found: dict[str, Fraction] = {}
    if not sheet.definition.score.domains:
        return found
    places = sheet.definition.in_order
    gone = sum(not sheet.counts(place) for place in places)
    if gone * 100 > rule.most_percent * len(places):
        return found
    for domain in sheet.definition.score.domains:
        value = combined(domain, found) if domain.of else over_items(sheet, domain, rule)
        if value is not None:
            found[domain.key] = value
    return found


def combined(domain: ScoreDomain, before: Mapping[str, Fraction]) -> Fraction | None:
    """Each domain times its factor; None where one of them is missing."""
    if not domain.of.keys() <= before.keys():
        return None
    return Fraction(sum(factor * before[key] for key, factor in domain.of.items()))


def over_items(sheet: Sheet, domain: ScoreDomain, rule: MissingRule) -> Fraction | None:
    """By the domain's rule, over what was answered; None where that is too little."""
    places = (sheet.definition.places[key][None] for key in domain.items)
    weights = [sheet.weight(place) for place in places if sheet.counts(place)]
    if len(weights) < rule.least.get(domain.key, len(domain.items)):
        return None
    return Fraction(sum(weights), len(weights) if domain.rule == "mean" else 1)


def shown(domain: ScoreDomain, value: Fraction) -> DomainScore:
    """As it travels."""
    result: DomainScore = {}
    first = domain.shown[0].of(value)
    for transform in domain.shown:
        value = transform.of(value)
        result[transform.key] = rounded(value, transform.places)
    reached = [band.key for band in domain.bands if band.start <= first]
    return result | ({"band": reached[-1]} if reached else {})


def rounded(value: Fraction, places: int) -> str:
    """Half up, away from nought where it is negative: 2.345 is 2.35."""
    parts = 2 * abs(value) * 10**places
    whole = (parts.numerator + parts.denominator) // (2 * parts.denominator)
    sign = "-" if value < 0 and whole else ""
    digits = str(whole).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
