"""What an instrument consists of: questions and their scales, topics, what is read off a sheet, cards."""

from functools import cached_property
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

Value = bool | int | str
Answer = tuple[type, Value]


def answer_of(value: Value) -> Answer:
    """Equal and of one type: 1 is not yes."""
    return type(value), value


class Frozen(BaseModel):
    """Read once, never changed, nothing unknown in it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Condition(Frozen):
    """Holds where the item's answer is `among` these.

    An item asked per topic is looked up at the same topic, or at the one named by `of`; from a question that belongs to
    no topic it holds if it holds for any. `otherwise` (`else` in the file): why an answer is impossible if it does not.
    """

    item: str
    among: tuple[Value, ...]
    of: str | None = None
    otherwise: str | None = Field(default=None, alias="else")

    @cached_property
    def answers(self) -> frozenset[Answer]:
        """`among`, to be looked up."""
        return frozenset(answer_of(value) for value in self.among)


class Option(Frozen):
    """`hint`: how often that is, where the label leaves it open."""

    value: Value
    label: str
    hint: str | None = None


class Text(Frozen):
    """A short line of text; `most`: how many characters."""

    most: int


class Item(Frozen):
    """One question: `each` = asked per topic, save those in `skip`; `together` = all topics on one screen.

    `weights` run beside the scale's options; an item without any weighs what is answered, where that is a number.
    `reverse`: the highest weight counts as the lowest. `part`: where it stands among the cards. `adults`: a minor
    is never asked, and her sheet lacks it.
    """

    key: str
    name: str
    ask: str
    hint: str | None = None
    each: bool = False
    together: bool = False
    skip: tuple[str, ...] = ()
    scale: str | None = None
    weights: tuple[int, ...] = ()
    reverse: bool = False
    part: str | None = None
    adults: bool = False
    text: Text | None = None
    required: bool = True
    when: tuple[Condition, ...] = ()

    def weights_beside(self, options: tuple[Option, ...]) -> tuple[int, ...]:
        """Its own, else what is answered where those are numbers; none where it counts nothing."""
        answers = [option.value for option in options]
        plain = self.weights or tuple(one for one in answers if isinstance(one, int) and not isinstance(one, bool))
        if len(plain) != len(answers):
            return ()
        return tuple(min(plain) + max(plain) - one for one in plain) if self.reverse and plain else plain


class ItemPart(Frozen):
    """Cards that belong together."""

    key: str
    title: str


class Topic(Frozen):
    """What a row of questions is about. `also`: local names; `named_by`: the item that names it.

    `verb`: what one does with it, in the place of `{verb}` in sentences; it may hold the topic's own placeholder.
    """

    key: str
    letter: str
    label: str
    short: str
    verb: str = ""
    also: tuple[str, ...] = ()
    named_by: str | None = None


class Topics(Frozen):
    """`name`: the placeholder for a topic's label in sentences; `label`: what a topic is called on the screen."""

    name: str
    label: str
    list: tuple[Topic, ...]


class Sign(Frozen):
    """One possible value of something read off the sheet beside the scores; the first whose conditions hold."""

    value: str
    label: str
    when: tuple[Condition, ...]


class Step(Frozen):
    title: str
    text: str


class Card(Frozen):
    """Opened where any topic lies in one of `bands`, or any sign has one of these values."""

    key: str
    title: str
    about: str
    bands: tuple[str, ...]
    signs: dict[str, tuple[str, ...]]
    steps: tuple[Step, ...]


class Place(NamedTuple):
    """Where one answer stands on the sheet; `at`: how many places of the instrument stand before it."""

    at: int
    item: Item
    topic: str | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The way there from the top of the sheet."""
        return (self.item.key,) if self.topic is None else (self.item.key, self.topic)


class Gate(NamedTuple):
    """A condition as it is seen from one topic: where it looks, and at which answers it holds."""

    condition: Condition
    places: tuple[Place, ...]
    answers: frozenset[Answer]
