"""The one engine: which questions a sheet raises, what is wrong with it, what it scores. It names no instrument.

Relevance has three values: True, False, and None while an answer it depends on is missing or unreadable. So only the
root of a fault is reported, not all that hangs from it. `pwa/src/instruments/engine.ts` is the same in TypeScript.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypedDict
from unicodedata import category

from api.instruments.definition import Definition
from api.instruments.parts import Answer, Gate, Place, answer_of
from api.problems.language import LANGUAGE, Language
from api.problems.messages import pointer_to

FILES: dict[Language, str] = {"id": "sentences.json", "en": "sentences.en.json"}
SENTENCES: dict[Language, dict[str, str]] = {
    language: json.loads(Path(__file__).with_name(name).read_text("utf-8")) for language, name in FILES.items()
}
RULES: dict[str, Callable[[Iterable[int]], int]] = {"sum": sum}
NO_ANSWER: Answer = (object, "")


class AnswerFault(NamedTuple):
    """What is wrong with an answer: a JSON pointer into the sheet, a stable code, and its sentence."""

    pointer: str
    code: str
    detail: str


Faults = list[AnswerFault]
Said = tuple[str, str]


class Score(TypedDict):
    """One topic's score and the band it lies in, as on the wire."""

    score: int
    band: str


class Sheet:
    """A definition and the answers given under it: {item: answer} or {item: {topic: answer}}; `minor`: of a child."""

    def __init__(self, definition: Definition, answers: Mapping[str, object], *, minor: bool = False) -> None:
        self.definition = definition
        self.answers = answers
        self.minor = minor
        # By place, of which the definition says how many stand before it. `keys`: of the answers that are possible by
        # themselves.
        self.found = dict(self.answered())
        self.keys: dict[int, Answer] = {}
        for place, answer in self.found.values():
            if possible(definition, place, answer):
                self.keys[place.at] = key_of(answer)
        self.asked: dict[int, bool | None] = {}

    def answered(self) -> Iterator[tuple[int, tuple[Place, object]]]:
        """What stands where the instrument has a place."""
        for key, answer in self.answers.items() if isinstance(self.answers, dict) else ():
            places = self.definition.places.get(key, {})
            if None in places:
                yield places[None].at, (places[None], answer)
            elif isinstance(answer, dict):
                yield from ((places[at].at, (places[at], one)) for at, one in answer.items() if at in places)

    def counts(self, place: Place) -> bool:
        """Whether an answer stands there that fits and was asked for."""
        return place.at in self.keys and self.relevant(place) is True

    def relevant(self, place: Place) -> bool | None:
        """Whether the question is asked there; None while that is open."""
        gates = self.definition.gates[place.at]
        if not gates:
            return not (place.item.adults and self.minor)
        if place.at not in self.asked:
            self.asked[place.at] = self.all_hold(gates)
        return self.asked[place.at]

    def all_hold(self, gates: Iterable[Gate]) -> bool | None:
        """`every` of them, without a generator: this is asked at each place of a sheet."""
        open_too = False
        for gate in gates:
            claim = self.holds(gate)
            if claim is False:
                return False
            open_too = open_too or claim is None
        return None if open_too else True

    def holds(self, gate: Gate) -> bool | None:
        """At its place; of several, at one of them."""
        if len(gate.places) == 1:
            return self.holds_at(gate.places[0], gate)
        return some(self.holds_at(place, gate) for place in gate.places)

    def holds_at(self, place: Place, gate: Gate) -> bool | None:
        """An optional question without an answer settles it as no."""
        relevant = self.relevant(place)
        if not relevant:
            return relevant
        if place.at in self.keys:
            return self.keys[place.at] in gate.answers
        return None if place.item.required else False

    def complaint(self, place: Place) -> Said | None:
        """What is wrong with the answer that stands there, taken by itself."""
        if place.at in self.keys:
            return None
        text = place.item.text
        if place.at not in self.found:
            return said("missing")
        return said("text", most=text.most) if text else said("option")

    def faults(self) -> Faults:
        """All of them; none means the sheet is whole."""
        return list(self.misshapen()) or [*self.strangers(), *self.unfit()]

    def misshapen(self) -> Iterator[AnswerFault]:
        """Not even the outline can be read."""
        if not isinstance(self.answers, dict):
            yield AnswerFault("", *said("shape"))
            return
        for item in self.definition.items:
            if item.each and not isinstance(self.answers.get(item.key, {}), dict):
                yield AnswerFault(pointer_to([item.key]), *said("shape"))

    def strangers(self) -> Iterator[AnswerFault]:
        """Answers at places the instrument does not have."""
        for key, answer in self.answers.items():
            places = self.definition.places.get(key)
            if places is None:
                yield AnswerFault(pointer_to([key]), *said("stranger"))
            elif None not in places and isinstance(answer, dict):
                yield from (AnswerFault(pointer_to([key, at]), *self.stranger(at)) for at in answer if at not in places)

    def stranger(self, topic: str) -> Said:
        """Unknown altogether, or only not asked here."""
        if topic in self.definition.topic:
            return said("skipped", topic=self.definition.topic[topic].label)
        return said("stranger_topic", label=self.definition.topics.label)

    def unfit(self) -> Iterator[AnswerFault]:
        """Answers missing, unreadable, or impossible beside the others."""
        for place in self.definition.in_order:
            if fault := self.fault(place):
                yield AnswerFault(pointer_to(place.keys), *fault)

    def fault(self, place: Place) -> Said | None:
        """What is wrong there."""
        relevant = self.relevant(place)
        if place.at not in self.found:
            return said("missing") if relevant and place.item.required else None
        if relevant is False:
            return self.impossible(place)
        return self.complaint(place)

    def impossible(self, place: Place) -> Said:
        """Why the question does not arise there, in the definition's Indonesian words for the condition that fails.

        They name the topic by its label, because a fault never quotes an answer.
        """
        if place.item.adults and self.minor:
            return said("adults")
        failed = (gate.condition for gate in self.definition.gates[place.at] if self.holds(gate) is False)
        code, words = said("impossible")
        if LANGUAGE.get() == "id":
            words = next(failed).otherwise or words
        label = self.definition.topic[place.topic].label if place.topic else ""
        return code, words.replace(f"{{{self.definition.topics.name}}}", label)

    def scores(self) -> dict[str, Score]:
        """Of every topic that is scored; what does not belong on the sheet counts nothing."""
        when = self.definition.score.when
        scored = (topic for topic in self.definition.topic if self.all_hold(self.definition.gates_of(when, topic)))
        return {topic: self.score(topic) for topic in scored}

    def score(self, topic: str) -> Score:
        """By the instrument's rule, over the weights of what was answered."""
        score = RULES[self.definition.score.rule](self.weights(topic))
        return Score(score=score, band=self.definition.band(topic, score))

    def weights(self, topic: str) -> Iterator[int]:
        """Of the answers that count."""
        for key in self.definition.score.items:
            place = self.definition.places[key].get(topic)
            if place and self.counts(place):
                yield self.weight(place)

    def weight(self, place: Place) -> int:
        """What the answer there counts; it has to count at all."""
        key = place.item.key
        return self.definition.weights[key][self.definition.possible[key][self.keys[place.at]]]

    def topics_with(self, name: str) -> frozenset[str]:
        """The topics of which a sign holds."""
        conditions = self.definition.topic_signs.get(name, ())
        of_topic = self.definition.gates_of
        return frozenset(at for at in self.definition.topic if self.all_hold(of_topic(conditions, at)))

    def sign(self, name: str) -> str | None:
        """The value of a sign, or None where nothing was asked."""
        signs = self.definition.signs[name]
        return next((sign.value for sign in signs if self.all_hold(self.definition.gates_of(sign.when, None))), None)


def every(claims: Iterable[bool | None]) -> bool | None:
    """False if one is false, else open if one is open."""
    open_too = False
    for claim in claims:
        if claim is False:
            return False
        open_too = open_too or claim is None
    return None if open_too else True


def some(claims: Iterable[bool | None]) -> bool | None:
    """True if one is true, else open if one is open."""
    opposite = every(None if claim is None else not claim for claim in claims)
    return None if opposite is None else not opposite


def possible(definition: Definition, place: Place, answer: object) -> bool:
    """Taken by itself."""
    text = place.item.text
    return readable(answer, text.most) if text else key_of(answer) in definition.possible[place.item.key]


def key_of(answer: object) -> Answer:
    """To be looked up; a nest is no answer."""
    return answer_of(answer) if isinstance(answer, bool | int | str) else NO_ANSWER


def said(word: str, **values: object) -> Said:
    """The code, which says that it is about an answer, and its sentence."""
    return f"answer-{word.replace('_', '-')}", SENTENCES[LANGUAGE.get()][word].format_map(values)


def readable(answer: object, most: int) -> bool:
    """One line of text that says something."""
    if not isinstance(answer, str) or not 1 <= len(answer) <= most:
        return False
    return any(sign.isalnum() for sign in answer) and not any(category(sign) in ("Cc", "Cs") for sign in answer)
