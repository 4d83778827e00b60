"""Scored instruments: versioned data and one engine. Knows neither database nor web.

The sheet of answers of ASSIST, as it travels (only what was asked; every other answer is refused):

    {"q1": {"tobacco": true, "alcohol": false, …},     all ten substances
     "other_name": "dextro",                            where q1.other is true
     "q2": {"tobacco": "daily"},                        where q1 is true: never once_or_twice monthly weekly daily
     "q3": {"tobacco": "weekly"}, "q4": …, "q5": …,     where q2 is not never (q5 not for tobacco)
     "q6": {"tobacco": "earlier"}, "q7": …,             where q1 is true: never recent earlier
     "q8": "recent",                                    where any q1 is true: never recent earlier
     "q8a": "low"}                                      where q8 is recent: low high (4 days a month or fewer, more)

An answer keeps the version it was given under: a new text or weight is a new file and a line below, the old one stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from api.instruments.definition import Definition
from api.instruments.engine import Faults, Score, Sheet

__all__ = ["INSTRUMENTS", "Result", "Sheet", "UnknownInstrument", "definition", "faults", "result_of", "score"]

HERE = Path(__file__).parent


class UnknownInstrument(LookupError):
    """No instrument or version of this name was ever published here."""


@dataclass(frozen=True)
class Result:
    """What a sheet says, before any policy. `recent`: the topics used lately, as the instrument means it."""

    scores: Mapping[str, Score]
    recent: frozenset[str]
    injecting: str | None

    @property
    def bands(self) -> dict[str, str]:
        """Of each scored topic."""
        return {topic: score["band"] for topic, score in self.scores.items()}


def read_definition(file: str) -> Definition:
    return Definition.model_validate_json((HERE / file).read_bytes())


# The newest version last: it is the current one.
INSTRUMENTS: dict[tuple[str, str], Definition] = {
    (read.name, read.version): read for read in map(read_definition, ("assist-3.1-id-1.json", "assist.json"))
}


def definition(name: str, version: str | None = None) -> Definition:
    """This version, or the current one."""
    fitting = [known for (called, at), known in INSTRUMENTS.items() if called == name and version in (None, at)]
    if not fitting:
        raise UnknownInstrument(f"{name} {version or ''}".strip())
    return fitting[-1]


def faults(name: str, version: str, answers: Mapping[str, object]) -> Faults:
    """For all that is missing, unknown or impossible."""
    return Sheet(definition(name, version), answers).faults()


def result_of(sheet: Sheet) -> Result:
    """Ask for its `faults` first: in a faulty one, what does not belong there counts nothing."""
    injecting = sheet.sign("injecting") if "injecting" in sheet.definition.signs else None
    return Result(sheet.scores(), sheet.topics_with("recent"), injecting)


def score(name: str, version: str, answers: Mapping[str, object]) -> Result:
    """Of a whole sheet."""
    return result_of(Sheet(definition(name, version), answers))
