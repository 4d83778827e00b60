"""WHOQOL-BREF scored by a third way, from the manual's sentences alone: no definition, no fraction, long decimals."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

LONG = Context(prec=60, rounding=ROUND_HALF_UP)
TURNED = (3, 4, 26)
# Domain: its questions, and how many of them must be answered (the manual's syntax).
DOMAINS = {
    "physical": ((3, 4, 10, 15, 16, 17, 18), 6),
    "psychological": ((5, 6, 7, 11, 19, 26), 5),
    "social": ((20, 21, 22), 2),
    "environment": ((8, 9, 12, 13, 14, 23, 24, 25), 6),
}


def whoqol_by_hand(sheet: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Of a sheet without faults."""
    if len([number for number in range(1, 27) if f"q{number}" in sheet]) < 21:  # the syntax: TOTAL >= 21
        return {}
    found = {}
    for domain, (questions, needed) in DOMAINS.items():
        given = [points(number, sheet[f"q{number}"]) for number in questions if f"q{number}" in sheet]
        if len(given) >= needed:
            score = LONG.multiply(LONG.divide(Decimal(sum(given)), Decimal(len(given))), Decimal(4))
            hundred = LONG.multiply(LONG.subtract(score, Decimal(4)), Decimal("6.25"))
            found[domain] = {"score": two(score), "percent": two(hundred)}
    return found


def points(number: int, answer: int) -> int:
    return 6 - answer if number in TURNED else answer


def two(value: Decimal) -> str:
    """First to 40 places, so that a third that was multiplied back is whole again, then to two, half up."""
    return str(LONG.quantize(LONG.quantize(value, Decimal("1e-40")), Decimal("0.01")))


def spelled(tapped: str) -> dict[str, int | bool]:
    """A sheet written as one line: a sign a question, `-` for one that was left out."""
    signs: dict[str, int | bool] = {"Y": True, "N": False, **{str(number): number for number in range(1, 10)}}
    return {f"q{at}": signs[sign] for at, sign in enumerate(tapped.replace(" ", ""), 1) if sign != "-"}
