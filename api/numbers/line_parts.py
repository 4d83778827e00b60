"""Into which blocks a number of a quarter is divided, and to which of them what is counted belongs. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from api.numbers.counted_items import CountedItem, days_of
from api.numbers.quarters import months_of
from api.policies.told_numbers import LinePart, ToldLine
from api.records.agreed import CONSENT, is_consented
from api.records.month_counts import CountedCase, CountedSpan, fits, holds, shifted
from api.records.task_case import TaskRecord

WHOLE, ANSWERS = "", "answers"
Divisions = Sequence[Sequence[str]]


def divisions_of(line: ToldLine, span: str) -> Divisions:
    """The names of the blocks of each: the whole; its parts, or its months; their parts, beside those that have none.
    Each division is finer than the one before it. Of a mean what its answers come to, and how many they are."""
    if line.mean:
        return [[WHOLE], [ANSWERS]]
    if line.by_month:
        return [[WHOLE], months_of(span)]
    found: list[list[str]] = [[WHOLE]]
    parts = list(line.parts)
    while parts:
        found.append([one.part for one in parts])
        finer = [inner for one in parts for inner in one.into or (one,)]
        parts = finer if finer != parts else []
    return found


def blocks_of(line: ToldLine, one: CountedCase, item: CountedItem) -> Iterator[str]:
    """All to which it belongs, the whole first."""
    yield WHOLE
    if line.by_month:
        yield item.day[:7]
    parts = line.parts
    while parts:
        mine = next(part for part in parts if belongs(part, one, item))
        yield mine.part
        parts = mine.into


def belongs(part: LinePart, one: CountedCase, item: CountedItem) -> bool:
    """Whether all that is said of the part holds."""
    if item.record is None:
        return part.step in ("", item.step) and was_met(part, one, item) and is_often_met(part, item)
    record = item.record
    return (
        fits(part, one, record, item.day)
        and (not part.either or any(holds(record, (condition,)) for condition in part.either))
        and (not part.scored or band_of(part.scored, record) in part.bands)
        and (not part.rises or is_better(part.rises, item.before, record))
        and (not part.follows or is_followed(part, one, item.day))
        and (not part.stepped or took_step(part, record))
        and (not part.layers or had_agreed(part, one, item.day))
    )


def was_met(part: LinePart, one: CountedCase, item: CountedItem) -> bool:
    """Within the quarter, or in its last days."""
    first, last = days_of(item.span)
    if part.last_days is not None:
        first = shifted(last, 1 - part.last_days)
    return not part.any or one.has_any(part.any, CountedSpan(first, last))


def is_often_met(part: LinePart, item: CountedItem) -> bool:
    """Whoever was met only once was met again within no time at all."""
    return part.gap_in_days is None or (item.gap is not None and item.gap <= part.gap_in_days)


def band_of(substance: str, sheet: TaskRecord) -> str | None:
    """Its risk; None where it was not asked."""
    scores: Mapping[str, Mapping[str, str]] = sheet.values.get("scores") or {}
    return scores.get(substance, {}).get("band")


def is_better(domain: str, before: TaskRecord | None, now: TaskRecord) -> bool:
    """Strictly higher on the instrument's own axis."""
    return before is not None and score_in(domain, now) > score_in(domain, before)


def score_in(domain: str, sheet: TaskRecord) -> Decimal:
    """Of a sheet that has it."""
    return Decimal(sheet.values["domains"][domain]["score"])


def is_followed(part: LinePart, one: CountedCase, day: str) -> bool:
    """By such a record, from that day on."""
    last = str(date.fromisoformat(day) + timedelta(days=part.follows_in_days))
    return any(day <= one.day(other) <= last for other in one.of_kind(part.follows))


def took_step(part: LinePart, record: TaskRecord) -> bool:
    """One of these, in time where a day is named."""
    due = str(record.values.get(part.stepped_by) or "") if part.stepped_by else "9999"
    taken: Sequence[Any] = record.values.get("steps") or ()
    return any(one["status"] in part.stepped and str(one["on"]) <= due for one in taken)


def had_agreed(part: LinePart, one: CountedCase, day: str) -> bool:
    """As her consents stood on that day."""
    acts = {CONSENT: [act.values.get for act in one.of_kind(CONSENT) if one.day(act) <= day]}
    return all(is_consented(acts, layer) for layer in part.layers)
