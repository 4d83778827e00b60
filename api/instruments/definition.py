"""An instrument as data: items, topics or domains, scales, weights, bands, advice. What is particular lies in its file.

A definition that contradicts itself does not load. The phone reads the same files.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import count
from typing import Self

from pydantic import Field, model_validator

from api.instruments.agreement import check_domains, known, require
from api.instruments.parts import (
    Answer,
    Card,
    Condition,
    Frozen,
    Gate,
    Item,
    ItemPart,
    Option,
    Place,
    Sign,
    Topic,
    Topics,
    answer_of,
)  # fmt: skip
from api.instruments.scoring import ScoreDomain, Scoring


class Definition(Frozen):
    """One version of one instrument, whole. `topic_signs`: what is read off the sheet of each topic beside scores.

    `kind`: of the records that hold its sheets. `faces`: answers are shown with faces, the happier the more they weigh;
    `one_tap`: an answer leads to the next card.
    """

    name: str
    version: str
    language: str
    title: str
    notice: str
    attribution: str
    intro: str
    kind: str = "screening"
    faces: bool = False
    one_tap: bool = False
    parts: tuple[ItemPart, ...] = ()
    topics: Topics = Topics(name="", label="", list=())
    scales: dict[str, tuple[Option, ...]]
    items: tuple[Item, ...]
    score: Scoring
    topic_signs: dict[str, tuple[Condition, ...]] = Field(default_factory=dict)
    signs: dict[str, tuple[Sign, ...]] = Field(default_factory=dict)
    cards: tuple[Card, ...] = ()

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
        numbers = count()
        return {
            item.key: {topic: Place(next(numbers), item, topic) for topic in self.topics_of(item)}
            for item in self.items
        }

    @cached_property
    def in_order(self) -> tuple[Place, ...]:
        """The same, one after the other."""
        return tuple(place for places in self.places.values() for place in places.values())

    @cached_property
    def gates(self) -> tuple[tuple[Gate, ...], ...]:
        """Of each of them in order: what must hold for its question to be asked."""
        return tuple(self.gates_of(place.item.when, place.topic) for place in self.in_order)

    @cached_property
    def possible(self) -> dict[str, dict[Answer, int]]:
        """{item: {what may be answered: its place on the scale}}; nothing for a text."""
        return {
            item.key: {answer_of(option.value): at for at, option in enumerate(self.options(item))}
            for item in self.items
        }

    @cached_property
    def weights(self) -> dict[str, tuple[int, ...]]:
        """{item: what each answer of its scale counts}, reversed where the item is; nothing where it counts nothing."""
        return {item.key: item.weights_beside(self.options(item)) for item in self.items}

    @cached_property
    def domain(self) -> dict[str, ScoreDomain]:
        """Domains by key."""
        return {domain.key: domain for domain in self.score.domains}

    @cached_property
    def seen_from(self) -> dict[tuple[int, str | None], Gate]:
        """{(id of a condition, topic seen from): the gate}; of a question about no topic, None."""
        return {
            (id(condition), topic): Gate(condition, tuple(self.places_of(condition, topic)), condition.answers)
            for condition in self.conditions()
            for topic in (None, *self.topic)
        }

    def gates_of(self, conditions: Iterable[Condition], topic: str | None) -> tuple[Gate, ...]:
        """These conditions of its own, seen from this topic."""
        return tuple(self.seen_from[id(condition), topic] for condition in conditions)

    def places_of(self, condition: Condition, topic: str | None) -> Iterator[Place]:
        """One that stands on no topic, else that of the topic, else all."""
        places, at = self.places[condition.item], condition.of or topic
        if None in places:
            yield places[None]
        elif at is None:
            yield from places.values()
        elif at in places:
            yield places[at]

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
        return sum(max(self.weights[item.key]) for item in scored)

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
        known({part.key for part in self.parts}, (item.part for item in self.items if item.part))
        require(not self.score.domains or not self.topics.list, "domains, or topics")
        check_domains(self.score, self.weights)
        return self
