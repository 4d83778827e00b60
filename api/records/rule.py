"""What a rule that is data consists of: when it binds, where it is broken, and how `api/kinds.json` tells it.

Pure, over JSON values (days as `2026-11-23`). A rule `since` a protocol binds only an app that knows it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, ClassVar, NamedTuple

from api.records.blank_text import is_blank

Read = Callable[[str], Any]
Names = tuple[str, ...]


class Reading(NamedTuple):
    """What a rule looks at: the record after the change and before it, the case's own record, the author's day.

    `case`: the living records of the case, by kind. `role`: in which the author writes. `direct`: she hears at once.
    """

    after: Read
    before: Read | None
    head: Read
    today: date
    case: Mapping[str, Sequence[Read]] = {}
    role: str = "agent"
    direct: bool = True


@dataclass(frozen=True)
class Where:
    """Holds where the field's value, or one of its values, is `among` these; where it is given, if none is named.

    `head`: looked up in the record that opened the case. `of`: in any living record of this kind in the case.
    `was`: in the record as it stood before the change; at its creation nothing stood there.
    `but`: holds where it otherwise would not.
    """

    field: str
    among: tuple[Any, ...] = ()
    head: bool = False
    of: str = ""
    was: bool = False
    but: bool = False

    def holds(self, read: Reading) -> bool:
        """Whether it does. Without a generator: rules ask this several times a record."""
        for place in self.places(read):
            if self.fits(place(self.field)):
                return not self.but
        return self.but

    def places(self, read: Reading) -> Sequence[Read]:
        """The records it is looked up in."""
        if self.of:
            return read.case.get(self.of, ())
        if self.was:
            return [read.before] if read.before else []
        return [read.head if self.head else read.after]

    def fits(self, value: Any) -> bool:
        """Of one record."""
        if not self.among:
            return given(value)
        return any(one in self.among for one in value) if isinstance(value, list) else value in self.among

    @property
    def needs(self) -> str | None:
        """A field of the judged record without which it cannot hold."""
        return None if self.elsewhere or self.but or None in self.among else self.field

    @property
    def elsewhere(self) -> bool:
        """Not a field of the record that is judged."""
        return self.head or self.was or bool(self.of)


Conditions = tuple[Where, ...]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Yields the fields a broken rule lies between, the most telling first. `code` names its sentence.

    `soft`: a question the phone asks, no refusal. `when`: it binds only where all of these hold.
    """

    rule: ClassVar[str]
    code: str
    when: Conditions = ()
    since: int = 1
    soft: bool = False

    @property
    def needs(self) -> str | None:
        """A field without which it cannot be broken, if there is one: most fields of most records are not given."""
        return next((name for one in self.when if (name := one.needs)), None)

    def broken(self, read: Reading) -> Iterator[Names]:
        """Each place where it is."""
        for condition in self.when:
            if not condition.holds(read):
                return
        for names in self.wrong(read):
            beside = (one.field for one in reversed(self.when) if not one.elsewhere)
            yield (*names, *(name for name in beside if name not in names))

    def wrong(self, read: Reading) -> Iterator[Names]:
        """Each place where it is, its conditions aside."""
        raise NotImplementedError

    def declared(self) -> dict[str, Any]:
        """As it stands in `api/kinds.json`: what is as usual is left out."""
        usual = {one.name: one.default for one in fields(self)}
        told = {name: value for name, value in asdict(self).items() if name == "code" or value != usual[name]}
        if self.when:
            told["when"] = [{k: v for k, v in asdict(one).items() if v not in ((), False, "")} for one in self.when]
        return {"rule": self.rule, **told}


def given(value: Any) -> bool:
    """Absent, null, a text of which nobody sees anything and an empty list are the same: not given. No is an answer."""
    return value is not None and value != [] and not is_blank(value)
