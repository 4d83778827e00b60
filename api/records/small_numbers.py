"""Which numbers of people may leave a unit: none under `least`, and none from which one of these could be worked out.

Pure. `pwa/src/pages/unit/small_numbers.ts` is the same in TypeScript; both read `tests/vectors/small_numbers.json`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class ToldNumber:
    """`told`: `count` is the number; `few`: it is less than `least`; `hidden`: not even that is said of it."""

    kind: Literal["told", "few", "hidden"]
    count: int | None


FEW, HIDDEN = ToldNumber("few", None), ToldNumber("hidden", None)


def told_whole(whole: int, least: int) -> ToldNumber:
    """A number by itself. Nothing counts as few too: that nobody did something is also told of somebody."""
    return ToldNumber("told", whole) if whole >= least else FEW


def told_parts(whole: int, parts: Sequence[int], least: int, *, complete: bool) -> list[ToldNumber]:
    """Parts of a whole that is told as `told_whole` says. `complete`: they add up to it; else a rest remains, which is
    not shown, but found by whoever subtracts.

    Beside few ones another stays untold, so that a few one may be anything under `least`: the rest where it is no few
    itself, else the first that is. Which one this is, is seen from what is told alone: chosen by its size it would tell
    something of that. Where it would not hide enough nothing is told of any part.
    """
    if whole < least:
        return [FEW] * len(parts)
    rest = whole - sum(parts)
    few = [part < least for part in parts]
    if not any(few) and (rest == 0 or rest >= least):
        return [told_whole(part, least) for part in parts]
    rest_covers = not complete and rest >= least
    cover = None if rest_covers else next((at for at, small in enumerate(few) if not small), None)
    untold = rest + sum(part for at, part in enumerate(parts) if few[at] or at == cover)
    others = len(parts) - (1 if complete else 0)
    enough = untold >= 2 * least - 1 if rest_covers or cover is not None else untold <= (least - 1) * others
    if not enough:
        return [HIDDEN] * len(parts)
    return [HIDDEN if at == cover else told_whole(part, least) for at, part in enumerate(parts)]
