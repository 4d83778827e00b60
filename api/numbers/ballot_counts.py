"""What was answered to the survey of a unit, by quarter: how often, and what it comes to. Nobody knows whose it was."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

import orjson
from sqlmodel import Session, select

from api import policies
from api.ballots.tables import Ballot
from api.numbers.line_parts import ANSWERS, WHOLE
from api.numbers.quarter_rows import BlockCount
from api.numbers.quarters import span_of

SpanCounts = dict[str, dict[tuple[str, str], BlockCount]]


def ballot_counts(session: Session, unit: str, spans: Sequence[str]) -> SpanCounts:
    """{quarter: {(number, block): how many}}. A client is given one code for a service and month, so those who answered
    are at least as many as the answers of the fullest one."""
    query = select(Ballot.month, Ballot.service, Ballot.answers).where(Ballot.home == unit)
    cells: dict[str, Counter[tuple[str, str]]] = {}
    sums: Counter[str] = Counter()
    for month, service, answers in session.exec(query):
        if (span := span_of(month)) in spans and (marks := orjson.loads(answers)):
            cells.setdefault(span, Counter())[month, service] += 1
            sums[span] += index_of(marks)
    return {span: dict(blocks_of(found, sums[span])) for span, found in cells.items()}


def index_of(marks: Mapping[str, int]) -> int:
    """From 25 to 100, half up: the mean of what she answered."""
    mean = Decimal(25 * sum(marks.values())) / len(marks)
    return int(mean.quantize(Decimal(1), ROUND_HALF_UP))


def blocks_of(cells: Counter[tuple[str, str]], summed: int) -> Iterator[tuple[tuple[str, str], BlockCount]]:
    """For each number that is told of answers."""
    answers, people = cells.total(), max(cells.values())
    for line in policies.told_numbers().of_ballots:
        yield (line.key, WHOLE), BlockCount(summed if line.mean else answers, people)
        if line.mean:
            yield (line.key, ANSWERS), BlockCount(answers, people)
