"""The one engine: which questions a sheet raises, what is wrong with it, what it scores. It names no instrument.

Relevance has three values: True, False, and None while an answer it depends on is missing or unreadable. So only the
root of a fault is reported, not all that hangs from it. `pwa/src/instruments/engine.ts` is the same in TypeScript.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypedDict
from unicodedata import category

from api.instruments.definition import Condition, Definition, Item, Place
from api.problems.language import LANGUAGE, Language
from api.problems.messages import pointer_to

FILES: dict[Language, str] = {"id": "sentences.json", "en": "sentences.en.json"}
SENTENCES: dict[Language, dict[str, str]] = {
    language: json.loads(Path(__file__).with_name(name).read_text("utf-8")) for language, name in FILES.items()
}
RULES: dict[str, Callable[[Iterable[int]], int]] = {"sum": sum}
MISSING = object()


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
    """A definition and the answers given under it, `{item: answer}` or `{item: {topic: answer}}`."""

    def __init__(self, definition: Definition, answers: Mapping[str, object]) -> None:
        self.definition = definition
        self.answers = answers
        # One question hangs from another, so each is looked at dozens of times; places are the definition's own.
        self.asked: dict[int, bool | None] = {}
        self.wrong: dict[int, Said | None] = {}

    def given(self, place: Place) -> object:
        """What stands there, whatever it is; MISSING if nothing does."""
        at: object = self.answers
        for key in place.keys:
            at = at.get(key, MISSING) if isinstance(at, dict) else MISSING
        return at

    def counts(self, place: Place) -> bool:
        """Whether an answer stands there that fits and was asked for."""
        return self.relevant(place) is True and self.complaint_at(place) is None

    def relevant(self, place: Place) -> bool | None:
        """Whether the question is asked there; None while that is open."""
        if id(place) not in self.asked:
            self.asked[id(place)] = every(self.holds(condition, place.topic) for condition in place.item.when)
        return self.asked[id(place)]

    def holds(self, condition: Condition, topic: str | None) -> bool | None:
        """Seen from a question about this topic, or about none."""
        places = self.definition.places[condition.item]
        if None in places:
            return self.holds_at(places[None], condition)
        at = condition.of or topic
        if at is None:
            return some(self.holds_at(place, condition) for place in places.values())
        return at in places and self.holds_at(places[at], condition)

    def holds_at(self, place: Place, condition: Condition) -> bool | None:
        """An optional question without an answer settles it as no."""
        relevant = self.relevant(place)
        if not relevant:
            return relevant
        if self.complaint_at(place) is None:
            answer = self.given(place)
            return any(same(answer, value) for value in condition.among)
        return None if place.item.required else False

    def complaint_at(self, place: Place) -> Said | None:
        """What is wrong with the answer that stands there."""
        if id(place) not in self.wrong:
            self.wrong[id(place)] = self.complaint(place.item, self.given(place))
        return self.wrong[id(place)]

    def complaint(self, item: Item, answer: object) -> Said | None:
        """What is wrong with an answer taken by itself."""
        if answer is MISSING:
            return said("missing")
        if item.text:
            return None if readable(answer, item.text.most) else said("text", most=item.text.most)
        options = self.definition.options(item)
        if any(same(answer, option.value) for option in options):
            return None
        return said("option")

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
        for places in self.definition.places.values():
            for place in places.values():
                fault = self.fault(place)
                if fault:
                    yield AnswerFault(pointer_to(place.keys), *fault)

    def fault(self, place: Place) -> Said | None:
        """What is wrong there."""
        relevant, answer = self.relevant(place), self.given(place)
        if answer is MISSING:
            return said("missing") if relevant and place.item.required else None
        if relevant is False:
            return self.impossible(place)
        return self.complaint_at(place)

    def impossible(self, place: Place) -> Said:
        """Why the question does not arise there, in the definition's Indonesian words for the condition that fails.

        They name the topic by its label, because a fault never quotes an answer.
        """
        failed = (condition for condition in place.item.when if self.holds(condition, place.topic) is False)
        code, words = said("impossible")
        if LANGUAGE.get() == "id":
            words = next(failed).otherwise or words
        label = self.definition.topic[place.topic].label if place.topic else ""
        return code, words.replace(f"{{{self.definition.topics.name}}}", label)

    def scores(self) -> dict[str, Score]:
        """Of every topic that is scored; what does not belong on the sheet counts nothing."""
        when = self.definition.score.when
        scored = (topic for topic in self.definition.topic if every(self.holds(each, topic) for each in when))
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
                options = self.definition.options(place.item)
                chosen = next(n for n, option in enumerate(options) if same(option.value, self.given(place)))
                yield place.item.weights[chosen]

    def topics_with(self, name: str) -> frozenset[str]:
        """The topics of which a sign holds."""
        conditions = self.definition.topic_signs.get(name, ())
        return frozenset(at for at in self.definition.topic if every(self.holds(each, at) for each in conditions))

    def sign(self, name: str) -> str | None:
        """The value of a sign, or None where nothing was asked."""
        signs = self.definition.signs[name]
        return next((sign.value for sign in signs if every(self.holds(each, None) for each in sign.when)), None)


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


def same(answer: object, value: object) -> bool:
    """Equal and of one type: 1 is not yes."""
    return type(answer) is type(value) and answer == value


def said(word: str, **values: object) -> Said:
    """The code, which says that it is about an answer, and its sentence."""
    return f"answer-{word.replace('_', '-')}", SENTENCES[LANGUAGE.get()][word].format_map(values)


def readable(answer: object, most: int) -> bool:
    """One line of text that says something."""
    if not isinstance(answer, str) or not 1 <= len(answer) <= most:
        return False
    return any(sign.isalnum() for sign in answer) and not any(category(sign) in ("Cc", "Cs") for sign in answer)
