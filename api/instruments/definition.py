"""An instrument as data: topics, items, scales, weights, bands, advice. What is particular lies in its JSON file.

A definition that contradicts itself does not load. The phone reads the same files.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Value = bool | int | str


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


class Definition(Frozen):
    """One version of one instrument, whole. `topic_signs`: what is read off the sheet of each topic beside scores."""

    name: str
    version: str
    language: str
    title: str
    notice: str
    attribution: str
    intro: str
    topics: Topics
    scales: dict[str, tuple[Option, ...]]
    items: tuple[Item, ...]
    score: Scoring
    topic_signs: dict[str, tuple[Condition, ...]] = {}
    signs: dict[str, tuple[Sign, ...]]
    cards: tuple[Card, ...]

    @cached_property
    def item(self) -> dict[str, Item]:
        """Items by key."""
        return {item.key: item for item in self.items}

    @cached_property
    def topic(self) -> dict[str, Topic]:
        """Topics by key."""
        return {topic.key: topic for topic in self.topics.list}

    @cached_property
    def places(self) -> dict[str, dict[str | None, Place]]:
        """Every place an answer can stand at, by item and topic."""
        return {item.key: {topic: Place(item, topic) for topic in self.topics_of(item)} for item in self.items}

    def topics_of(self, item: Item) -> Iterator[str | None]:
        """The topics an item is asked for; just None where it belongs to no topic."""
        if item.each:
            yield from (key for key in self.topic if key not in item.skip)
        else:
            yield None

    def options(self, item: Item) -> tuple[Option, ...]:
        """What may be answered; nothing for a text."""
        return self.scales[item.scale] if item.scale else ()

    def band(self, topic: str, score: int) -> str:
        """The gravest band that begins at or below the score."""
        return [band.key for band in self.score.bands if band.start_of(topic) <= score][-1]

    def most(self, topic: str) -> int:
        """The highest score a topic can reach."""
        scored = (self.item[key] for key in self.score.items if topic in self.places[key])
        return sum(max(item.weights) for item in scored)

    def conditions(self) -> Iterator[Condition]:
        """All of them, wherever they stand."""
        yield from self.score.when
        yield from (condition for conditions in self.topic_signs.values() for condition in conditions)
        for item in self.items:
            yield from item.when
        for sign in (sign for signs in self.signs.values() for sign in signs):
            yield from sign.when

    @model_validator(mode="after")
    def agrees_with_itself(self) -> Self:
        """Every name that is used exists, every weight has its option, nothing is there twice."""
        for item in self.items:
            fits = bool(item.scale) != bool(item.text) and len(item.weights) in (0, len(self.options(item)))
            require(fits, f"{item.key}: a scale with as many weights, or a text")
        require(len(self.item) == len(self.items), "an item stands twice")
        require(len(self.topic) == len(self.topics.list), "a topic stands twice")
        verbs = not any("{verb}" in item.ask for item in self.items) or all(topic.verb for topic in self.topic.values())
        require(verbs, "a question asks for a verb that a topic lacks")
        known(self.item, (condition.item for condition in self.conditions()))
        known(self.item, self.score.items)
        known(self.topic, (condition.of for condition in self.conditions() if condition.of))
        known(self.topic, (topic for item in self.items for topic in item.skip))
        known(self.topic, (topic for band in self.score.bands for topic in band.start_for))
        return self


def known(names: Iterable[str], used: Iterable[str]) -> None:
    """Refuses a name that nothing answers to."""
    strange = set(used) - set(names)
    require(not strange, f"unknown: {', '.join(sorted(strange))}")


def require(holds: bool, what: str) -> None:
    """A definition is written by us: what is wrong in it is our fault, and it stops the start."""
    if not holds:
        raise ValueError(what)
