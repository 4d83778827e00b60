"""What is said once in a case: a rule like every other, so that phone and server judge alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from api.records.rule import Names, Read, Reading, Rule


@dataclass(frozen=True, kw_only=True)
class Once(Rule):
    """No other record `of` this kind, its own, says the same in all of these fields."""

    rule: ClassVar = "once"
    of: str
    fields: Names

    @property
    def needs(self) -> str | None:
        """The first of them."""
        return self.fields[0]

    def wrong(self, read: Reading) -> Iterator[Names]:
        """All, where they are newly said and another says so already."""
        said = said_by(read.after, self.fields)
        anew = read.before is None or said_by(read.before, self.fields) != said
        if anew and any(said_by(one, self.fields) == said for one in read.case.get(self.of, ())):
            yield self.fields


def said_by(read: Read, names: Names) -> list[Any]:
    """The values of these fields."""
    return [read(name) for name in names]
