"""Which fields of which kinds the numbers of quarters look at, by the policies themselves. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from api import policies
from api.policies.report_definitions import CountedKind, ReportCondition
from api.policies.told_numbers import LinePart, NumberBase, ToldLine
from api.records.agreed import CONSENT


class AskedField(NamedTuple):
    """A field of a kind; without one, that there are any."""

    kind: str
    name: str = ""


def fields_asked() -> Iterator[AskedField]:
    """Of steps, of consents, of bases and of the lines that divide them."""
    told = policies.told_numbers()
    yield from (AskedField(kind) for step in policies.journey().steps for kind in (step.kind, *step.undone_by))
    yield from (AskedField(CONSENT, name) for name in ("act", "layers"))
    bases = {base.key: base for base in told.bases}
    for base in told.bases:
        yield from of_base(base)
    for line in told.lines:
        yield from of_line(bases[line.base].kind, line)


def of_base(base: NumberBase) -> Iterator[AskedField]:
    """What it counts."""
    yield AskedField(base.kind)
    yield from of_conditions(base.kind, (*base.when, *base.paired))
    yield from of_kinds(base.any)
    if base.paired:
        yield AskedField(base.kind, "domains")


def of_line(kind: str, line: ToldLine) -> Iterator[AskedField]:
    """What divides records of this kind, and what is added up of them."""
    yield AskedField(kind, line.sum)
    for part in line.every_part():
        yield from of_part(kind, part)


def of_part(kind: str, part: LinePart) -> Iterator[AskedField]:
    """All that is said of it."""
    yield from of_conditions(kind, (*part.of_which, *part.either))
    yield from of_kinds(part.any)
    yield from (AskedField(kind, name) for name in (part.ended_on, part.stepped_by, part.sum))
    yield AskedField(part.follows)
    told = {"scores": part.scored, "domains": part.rises, "steps": part.stepped}
    yield from (AskedField(kind, name) for name, asked in told.items() if asked)


def of_conditions(kind: str, conditions: tuple[ReportCondition, ...]) -> Iterator[AskedField]:
    """The fields they look at."""
    yield from (AskedField(kind, one.field) for one in conditions)


def of_kinds(several: tuple[CountedKind, ...]) -> Iterator[AskedField]:
    """Beside others."""
    for one in several:
        yield AskedField(one.kind)
        yield from of_conditions(one.kind, one.when)
