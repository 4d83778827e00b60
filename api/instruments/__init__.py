"""Scored instruments: versioned data and one engine. Knows neither database nor web.

The sheet of answers of ASSIST, as it travels (only what was asked; every other answer is refused):

    {"q1": {"tobacco": true, "alcohol": false, …},     all ten substances
     "other_name": "dextro",                            where q1.other is true
     "q2": {"tobacco": "daily"},                        where q1 is true: never once_or_twice monthly weekly daily
     "q3": {"tobacco": "weekly"}, "q4": …, "q5": …,     where q2 is not never (q5 not for tobacco)
     "q6": {"tobacco": "earlier"}, "q7": …,             where q1 is true: never recent earlier
     "q8": "recent",                                    where any q1 is true: never recent earlier
     "q8a": "low"}                                      where q8 is recent: low high (4 days a month or fewer, more)

That of an instrument without topics is `{"q1": 4, …}`; what may be left out, its definition says.

An answer keeps the version it was given under: `<name>.json` is the current one, an older stays as
`<name>-<version>.json`. `<name>.<language>.json` holds the same version's texts in another language.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.instruments.definition import Definition
from api.instruments.domains import DomainScore, domain_scores
from api.instruments.engine import FILES, Faults, Score, Sheet

__all__ = [
    "INSTRUMENTS", "Result", "Sheet", "UnknownInstrument", "definition", "faults", "read", "result_of", "score",
    "worded",
]  # fmt: skip

HERE = Path(__file__).parent
TEXTS = re.compile(r"\.[a-z]{2}\.json$")


class UnknownInstrument(LookupError):
    """No instrument or version of this name was ever published here."""


@dataclass(frozen=True)
class Result:
    """What a sheet says, before any policy. `recent`: the topics used lately, as the instrument means it.

    `domains`: of an instrument without topics, without what could not be computed.
    """

    scores: Mapping[str, Score]
    recent: frozenset[str]
    injecting: str | None
    domains: Mapping[str, DomainScore] = field(default_factory=dict)

    @property
    def bands(self) -> dict[str, str]:
        """Of each scored topic."""
        return {topic: score["band"] for topic, score in self.scores.items()}


def read(folder: Path = HERE) -> dict[tuple[str, str], Definition]:
    """Every definition of a folder by name and version. The newest of a name stands last: it is the current one."""
    return {(one.name, one.version): one for one in sorted(read_files(folder), key=lambda one: one.name)}


def read_files(folder: Path) -> Iterator[Definition]:
    """The older versions first."""
    plain = [file for file in folder.glob("*.json") if file.name not in FILES.values() and not TEXTS.search(file.name)]
    read = {file.stem: Definition.model_validate_json(file.read_bytes()) for file in sorted(plain)}
    return (one for _, one in sorted(read.items(), key=lambda item: (item[0] == item[1].name, item[0])))


INSTRUMENTS: dict[tuple[str, str], Definition] = read()


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
    return Result(sheet.scores(), sheet.topics_with("recent"), injecting, domain_scores(sheet))


def score(name: str, version: str, answers: Mapping[str, object]) -> Result:
    """Of a whole sheet."""
    return result_of(Sheet(definition(name, version), answers))


def worded(used: Definition, language: str) -> Definition:
    """With its texts in this language, where there are any; a sentence without one stays as it is."""
    file = HERE / f"{used.name}.{language}.json"
    if not file.exists():
        return used
    texts = json.loads(file.read_bytes())["texts"]
    told = used.model_dump(mode="json", exclude_unset=True, by_alias=True)
    return Definition.model_validate_json(json.dumps(replaced(told, texts) | {"language": language}))


def replaced(value: Any, texts: Mapping[str, str]) -> Any:
    """Sentence by sentence; keys of answers are none."""
    if isinstance(value, dict):
        return {key: replaced(one, texts) for key, one in value.items()}
    if isinstance(value, list):
        return [replaced(one, texts) for one in value]
    return texts.get(value, value) if isinstance(value, str) else value
