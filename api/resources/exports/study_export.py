"""What came of a study, as sheets: what its page tells and no more, what it means, and how it was made. Pure."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple, get_args
from unicodedata import normalize

from api import instruments
from api.ballots.study_results import IBM, START
from api.resources.exports.export_sheets import Cell, ExportSheet, file_name, told_or_hidden, words
from api.resources.study_shapes import (
    AdultBand,
    MemberSex,
    StudyArmPeople,
    StudyArmResult,
    StudyResults,
    StudyTold,
)

NAME_LENGTH = 40


class StudyRow(NamedTuple):
    """`part`: a domain, a sex or a band of age; empty for all. `value`: None where it is not told."""

    arm: str
    point: str
    measure: str
    part: str
    value: int | Decimal | None


def study_rows(study: StudyTold, results: StudyResults) -> Iterator[StudyRow]:
    """Who was asked at the start, arm by arm; then what each arm came to, point by point."""
    domains = [one.key for one in instruments.INSTRUMENTS[study.instrument, study.version].score.domains]
    for people in results.people:
        yield from people_rows(people)
    for point in results.points:
        for arm in point.arms:
            yield from arm_rows(point.point, arm, domains)


def people_rows(people: StudyArmPeople) -> Iterator[StudyRow]:
    """All of an arm, then by sex and age."""
    row = StudyRow(people.arm, START, "started", "", people.started)
    yield row
    for part in (*get_args(MemberSex), *get_args(AdultBand)):
        yield row._replace(part=part, value={**people.sexes, **people.age_bands}.get(part))


def arm_rows(point: str, arm: StudyArmResult, domains: Iterable[str]) -> Iterator[StudyRow]:
    """Pairs and losses; then domain by domain how it changed, and how much more among clients of units."""
    row = StudyRow(arm.arm, point, "pairs", "", arm.pairs)
    yield from (row, row._replace(measure="lost", value=arm.lost))
    changes = {one.domain: Decimal(one.change) for one in arm.changes}
    against = {one.domain: one for one in arm.differences}
    for domain in domains:
        yield row._replace(measure="change", part=domain, value=changes.get(domain))
        for measure, end in (("difference", "difference"), ("difference_low", "low"), ("difference_high", "high")):
            told = against.get(domain)
            if arm.arm != IBM:
                yield row._replace(
                    measure=measure, part=domain, value=None if told is None else Decimal(getattr(told, end))
                )


def study_sheets(study: StudyTold, results: StudyResults) -> list[ExportSheet]:
    """Data, dictionary, method."""
    said, told = words(), words()["study"]
    data: list[list[Cell]] = [
        [study.name, told["arms"][row.arm], told["points"][row.point], row.measure, part_said(row.part),
         *told_or_hidden(row.value), told["meanings"][row.measure]]
        for row in study_rows(study, results)
    ]  # fmt: skip
    known = {**study.model_dump(), **results.model_dump(include={"least", "least_pairs"})}
    facts: list[tuple[str, Cell]] = [
        (name, known[key] if isinstance(known[key], int) else str(known[key])) for key, name in told["facts"].items()
    ]
    return [
        ExportSheet(said["data"], told["heads"], data),
        ExportSheet(said["dictionary"], said["standing"]["meaning_heads"], list(told["meanings"].items())),
        ExportSheet(said["method"], said["method_heads"], [*facts, *(("", line) for line in told["rules"])]),
    ]


def part_said(part: str) -> str:
    """In the reader's words."""
    told = words()["study"]
    return told["years"].format(part) if part in get_args(AdultBand) else str(told["parts"].get(part, part))


def study_file_name(study: StudyTold) -> str:
    """By its name in plain letters, and its first day."""
    letters = normalize("NFKD", study.name).encode("ascii", "ignore").decode().lower()
    return file_name("study", re.sub("[^a-z0-9]+", "-", letters)[:NAME_LENGTH].strip("-"), str(study.starts_on))
