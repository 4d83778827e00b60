"""What a client took back is not done any more: a rule like every other, so that phone and server judge alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from api.records.rule import Names, Read, Reading, Rule, given

CONSENT = "consent"


@dataclass(frozen=True, kw_only=True)
class Agreed(Rule):
    """On this day the layer was not taken back; `same_day`: nor on that very day. Where no day is named it is not taken
    back as things stand, whatever day her clock says it is.

    Binds where the day or one of `fields` is newly said: what was written down before she took it back stays.
    """

    rule: ClassVar = "agreed"
    layer: str
    day: str = ""
    fields: Names = ()
    same_day: bool = False

    def wrong(self, read: Reading) -> Iterator[Names]:
        """What is pointed at: the named fields, then the day."""
        since = withdrawn_on(read.case.get(CONSENT, ()), self.layer)
        on = read.after(self.day) if self.day else since
        named = tuple(name for name in (*self.fields, self.day) if name)
        if on and since and self.binds(since, on) and says_anew(read, named):
            yield named

    def binds(self, since: str, on: str) -> bool:
        """Whether a withdrawal of that day counts on this one."""
        return since <= on if self.same_day or not self.day else since < on


@dataclass(frozen=True, kw_only=True)
class LayerAgreed(Rule):
    """The field is written only while the layer stands: she was asked, and said yes. What stood before stays."""

    rule: ClassVar = "layer_agreed"
    layer: str
    field: str

    @property
    def needs(self) -> str | None:
        """The field."""
        return self.field

    def wrong(self, read: Reading) -> Iterator[Names]:
        """The field."""
        said = given(read.after(self.field)) and says_anew(read, (self.field,))
        if said and not is_consented(read.case, self.layer):
            yield (self.field,)


@dataclass(frozen=True, kw_only=True)
class Consented(Rule):
    """As it is begun she agrees to the layer, as things stand.

    Binds where its author hears the answer at once and can ask first; what comes from a phone is kept.
    """

    rule: ClassVar = "consented"
    layer: str
    fields: Names

    def wrong(self, read: Reading) -> Iterator[Names]:
        """What is pointed at: the named fields."""
        if read.before is None and read.direct and not is_consented(read.case, self.layer):
            yield self.fields


def is_consented(case: Mapping[str, Sequence[Read]], layer: str) -> bool:
    """Whether the act on which the layer stands or falls gives it."""
    act = newest_act(case, layer)
    return act is not None and act("act") == "given"


def says_anew(read: Reading, names: Names) -> bool:
    """Whether one of these fields stands otherwise than before."""
    was = read.before
    return was is None or any(was(name) != read.after(name) for name in names)


def withdrawn_on(acts: Sequence[Read], layer: str) -> str | None:
    """The day on which it was taken back, where it still is."""
    act = newest_act({CONSENT: acts}, layer)
    return (act("on") or "") if act and act("act") == "withdrawn" else None


def newest_act(case: Mapping[str, Sequence[Read]], layer: str) -> Read | None:
    """The act on which a layer stands or falls: the latest; on one day a withdrawal wins."""
    acts = [act for act in case.get(CONSENT, ()) if layer in (act("layers") or ())]
    return max(reversed(acts), key=lambda act: (act("on") or "", act("act") == "withdrawn"), default=None)
