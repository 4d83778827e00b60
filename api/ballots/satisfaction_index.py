"""The satisfaction index (IKM) of a closed month: exact ninths, rounded half up in decimal arithmetic. Pure."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from api.ballots.ballot_form import BallotForm

CENT = Decimal("0.01")
Answers = Mapping[str, int]


class ShownResult(NamedTuple):
    """`means`: of the elements that enough have answered. `ikm` and `grade`: only where that is all of them, or the
    one that is hidden could be computed back."""

    answered: int
    means: dict[str, Decimal]
    ikm: Decimal | None
    grade: str | None


def result_of(form: BallotForm, ballots: Sequence[Answers]) -> ShownResult | None:
    """Nothing where fewer have answered than the form says."""
    if len(ballots) < form.least:
        return None
    given = {one.key: [ballot[one.key] for ballot in ballots if one.key in ballot] for one in form.elements}
    means = {key: Fraction(sum(marks), len(marks)) for key, marks in given.items() if len(marks) >= form.least}
    shown = {key: cents(mean) for key, mean in means.items()}
    if len(means) < len(form.elements):
        return ShownResult(len(ballots), shown, None, None)
    index = cents(sum(means.values(), Fraction()) / len(means) * 25)
    grade = next(name for name, from_ in form.classes.items() if index >= from_)
    return ShownResult(len(ballots), shown, index, grade)


def cents(value: Fraction) -> Decimal:
    """To two places, half up. 60 digits tell every half of such fractions from what lies beside it."""
    with localcontext(prec=60):
        return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP)
