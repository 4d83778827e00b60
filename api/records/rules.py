"""A kind's simple rules as data: the server judges by them, and the phone asks by them before anything is sent.

`pwa/src/forms/declared_rules.ts` is the same in TypeScript; both read `tests/vectors/rules.json`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from api.records.rule import Names, Reading, Rule, given


@dataclass(frozen=True, kw_only=True)
class Required(Rule):
    """All of them are given."""

    rule: ClassVar = "required"
    code: str = "required"
    fields: Names

    def wrong(self, read: Reading) -> Iterator[Names]:
        """Each that is missing."""
        yield from ((name,) for name in self.fields if not given(read.after(name)))


@dataclass(frozen=True, kw_only=True)
class OneOf(Rule):
    """At least one of them is given."""

    rule: ClassVar = "one_of"
    fields: Names

    def wrong(self, read: Reading) -> Iterator[Names]:
        """All, where none is."""
        if not any(given(read.after(name)) for name in self.fields):
            yield self.fields


@dataclass(frozen=True, kw_only=True)
class Forbidden(Rule):
    """None of them is given; without fields, what `when` says cannot be."""

    rule: ClassVar = "forbidden"
    fields: Names = ()

    @property
    def needs(self) -> str | None:
        """The field, where it forbids a single one."""
        return self.fields[0] if len(self.fields) == 1 else super().needs

    def wrong(self, read: Reading) -> Iterator[Names]:
        """Each that is there."""
        yield from ((name,) for name in self.fields if given(read.after(name)))
        if not self.fields:
            yield ()


@dataclass(frozen=True, kw_only=True)
class Excludes(Rule):
    """Who chooses one of `options` chooses nothing else."""

    rule: ClassVar = "excludes"
    field: str
    options: Names

    @property
    def needs(self) -> str | None:
        """The field."""
        return self.field

    def wrong(self, read: Reading) -> Iterator[Names]:
        """The field, where it says both."""
        chosen = read.after(self.field) or []
        if len(chosen) > 1 and not set(self.options).isdisjoint(chosen):
            yield (self.field,)


@dataclass(frozen=True, kw_only=True)
class Distinct(Rule):
    """Lists are sets: no value twice."""

    rule: ClassVar = "distinct"
    code: str = "twice"
    field: str

    @property
    def needs(self) -> str | None:
        """The field."""
        return self.field

    def wrong(self, read: Reading) -> Iterator[Names]:
        """The field."""
        chosen = read.after(self.field) or []
        if len(chosen) != len(set(chosen)):
            yield (self.field,)


@dataclass(frozen=True, kw_only=True)
class InOrder(Rule):
    """The day `then` is not before `first`, and not more than `within` days after it."""

    rule: ClassVar = "in_order"
    first: str
    then: str
    within: int | None = None

    @property
    def needs(self) -> str | None:
        """The day that comes later."""
        return self.then

    def wrong(self, read: Reading) -> Iterator[Names]:
        """Both, the later one first."""
        first, then = read.after(self.first), read.after(self.then)
        if first and then and not self.fits(first, then):
            yield (self.then, self.first)

    def fits(self, first: str, then: str) -> bool:
        """By the calendar."""
        latest = moved(date.fromisoformat(first), self.within) if self.within is not None else then
        return first <= then <= latest


@dataclass(frozen=True, kw_only=True)
class DayBetween(Rule):
    """A plausible day: from `earliest` to `latest`, in days from the author's today."""

    rule: ClassVar = "day_between"
    field: str
    earliest: int | None = None
    latest: int | None = None

    @property
    def needs(self) -> str | None:
        """The field."""
        return self.field

    def wrong(self, read: Reading) -> Iterator[Names]:
        """The field."""
        day = read.after(self.field)
        if day and (self.too_early(day, read.today) or self.too_late(day, read.today)):
            yield (self.field,)

    def too_early(self, day: str, today: date) -> bool:
        """Before what is plausible."""
        return self.earliest is not None and day < moved(today, self.earliest)

    def too_late(self, day: str, today: date) -> bool:
        """After it."""
        return self.latest is not None and day > moved(today, self.latest)


@dataclass(frozen=True, kw_only=True)
class AtMost(Rule):
    """A number is not greater than another."""

    rule: ClassVar = "at_most"
    field: str
    bound: str

    @property
    def needs(self) -> str | None:
        """The field."""
        return self.field

    def wrong(self, read: Reading) -> Iterator[Names]:
        """Both."""
        value, bound = read.after(self.field), read.after(self.bound)
        if value is not None and bound is not None and value > bound:
            yield (self.field, self.bound)


@dataclass(frozen=True, kw_only=True)
class Unlike(Rule):
    """No part of these texts, or of those inside a list or a group, looks like this.

    A regular expression both languages read alike.
    """

    rule: ClassVar = "unlike"
    fields: Names
    pattern: str

    @property
    def needs(self) -> str | None:
        """The field, where it reads a single one."""
        return self.fields[0] if len(self.fields) == 1 else super().needs

    def wrong(self, read: Reading) -> Iterator[Names]:
        """Each that does."""
        for name in self.fields:
            if any(re.search(self.pattern, said, re.ASCII) for said in texts_in(read.after(name))):
                yield (name,)


@dataclass(frozen=True, kw_only=True)
class Ladder(Rule):
    """A value begins at one of `first`, and goes only where `next` leads."""

    rule: ClassVar = "ladder"
    field: str
    first: Names
    next: Mapping[str, Sequence[str]]

    def wrong(self, read: Reading) -> Iterator[Names]:
        """The field; a value this server no longer knows may go anywhere."""
        now, was = read.after(self.field), read.before(self.field) if read.before else None
        if was is None:
            fits = now is None or now in self.first or read.before is not None
        else:
            fits = now == was or now in self.next.get(was, [now])
        if not fits:
            yield (self.field,)


def texts_in(value: Any) -> Iterator[str]:
    """The text itself, or those inside; what is no text is read as nothing."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        yield from (said for one in value for said in texts_in(one))
    else:
        yield value if isinstance(value, str) else ""


@lru_cache(maxsize=256)
def moved(day: date, days: int) -> str:
    """So many days on; at the ends of the calendar it stays there."""
    return str(date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())))
