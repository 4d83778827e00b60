"""What an instrument consists of: questions and their scales, topics, bands, what is read off a sheet, cards."""

from functools import cached_property
from typing import Literal, NamedTuple

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

    `weights` run beside the scale's options; none = not scored. A reversed item is one with its weights reversed.
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
    text: Text | None = None
    required: bool = True
    when: tuple[Condition, ...] = ()


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


class Band(Frozen):
    """Begins at `from`, or at `from_for[topic]` where a topic has its own."""

    key: str
    label: str
    start: int = Field(alias="from")
    start_for: dict[str, int] = Field(default={}, alias="from_for")

    def start_of(self, topic: str) -> int:
        """The lowest score of this band."""
        return self.start_for.get(topic, self.start)


class Scoring(Frozen):
    """Per topic where `when` holds: the rule over the weights of its items; bands from the mildest to the gravest."""

    rule: Literal["sum"]
    when: tuple[Condition, ...]
    items: tuple[str, ...]
    bands: tuple[Band, ...]


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
    """Where one answer stands on the sheet."""

    item: Item
    topic: str | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The way there from the top of the sheet."""
        return (self.item.key,) if self.topic is None else (self.item.key, self.topic)
