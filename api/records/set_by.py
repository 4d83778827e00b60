"""Who may say what: a rule like every other, so that a phone offers only what its person may set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from api.records.rule import Names, Reading, Rule

ANY = "*"


@dataclass(frozen=True, kw_only=True)
class SetBy(Rule):
    """A value that moves is set by its roles: `by` the value, by `*` every other, also none; else by anybody."""

    rule: ClassVar = "set_by"
    fields: Names
    by: Mapping[str, Sequence[str]]

    def wrong(self, read: Reading) -> Iterator[Names]:
        """Each that somebody else has moved."""
        for name in self.fields:
            now, was = read.after(name), read.before(name) if read.before else None
            if now != was and read.role not in self.by.get(str(now), self.by.get(ANY, (read.role,))):
                yield (name,)
