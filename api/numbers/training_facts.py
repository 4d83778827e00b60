"""What a unit's trainings come to in a year: which were held, who passed, whose offices (*satker*) sent somebody, and
who is due for a refresher. Pure.

A training, a pass and an office stand from their day until the year ends, so that a year is told as it stood on a day
of it. `passed_agent` and `refresher_due` are of the person `part`; `training` and `office_trained` bear as `part` what
is the same in every unit: the training's series, and a sum of the office's name, which is told to nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise

from api import policies
from api.numbers.read_papers import DaySpan, UnitFact, UnitPapers, shifted

TRAININGS = ("training", "passed_agent", "office_trained", "refresher_due")
# However many units of an area it stands in, it is one.
ONCE_IN_AREA = frozenset({"training", "office_trained"})


def training_facts(known: UnitPapers, agents: Mapping[str, Sequence[DaySpan]]) -> Iterator[UnitFact]:
    """All of them. `agents`: when each works."""
    passes = known.passes()
    for key, days in (("training", days_held(known)), ("passed_agent", passes), ("office_trained", offices(known))):
        for part, several in days.items():
            yield from (UnitFact(key, part, day, f"{day[:4]}-12-31", "") for day in first_of_years(several))
    for person, spans in agents.items():
        yield from (UnitFact("refresher_due", person, *span, "") for span in due_spans(passes.get(person, ()), spans))


def days_held(known: UnitPapers) -> dict[str, list[str]]:
    """{training: its last day}, of one that was held for several units by what they have in common."""
    found: dict[str, list[str]] = {}
    for name, one in known.trainings().items():
        if day := one.get("ends_on"):
            found.setdefault(str(one.get("series") or name), []).append(str(day))
    return found


def offices(known: UnitPapers) -> dict[str, list[str]]:
    """{sum of an office's name: the last day of each training to which somebody of it came}."""
    trainings, found = known.trainings(), dict[str, list[str]]()
    for came in known.of("training_attendance", "training"):
        day = trainings.get(came["training"], {}).get("ends_on")
        if day and (name := " ".join(str(came.get("satker") or "").casefold().split())):
            found.setdefault(blake2b(name.encode(), digest_size=16).hexdigest(), []).append(str(day))
    return found


def first_of_years(days: Sequence[str]) -> list[str]:
    """Of each year the first of them."""
    return [*{day[:4]: day for day in sorted(days, reverse=True)}.values()]


def due_spans(passes: Sequence[str], works: Sequence[DaySpan]) -> Iterator[DaySpan]:
    """While she works: from so many days after she passed last until she passes again. Who never did is not trained."""
    for passed, again in pairwise([*sorted(passes), ""]):
        due = shifted(passed, policies.supervision().refresher_days)
        for span in works:
            since = max(due, span.since)
            ends = [end for end in (span.until, shifted(again, -1) if again else None) if end]
            if not ends or since <= min(ends):
                yield DaySpan(since, min(ends, default=None))
