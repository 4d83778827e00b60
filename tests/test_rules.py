"""Rules that are data: the same vectors as the phone reads, and every sentence there."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api.records import KINDS
from api.records.kind_rules import rules_of
from api.records.rule import Reading, Rule, Where
from api.records.sentences import SENTENCES
from tests.engines import HOUSE

VECTORS = json.loads((HOUSE / "tests/vectors/rules.json").read_text("utf-8"))
BY_NAME = {one.rule: one for one in Rule.__subclasses__()}


def read(told: dict[str, Any]) -> Rule:
    own = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items() if name != "rule"}
    conditions = tuple(Where(**{**one, "among": tuple(one.get("among", ()))}) for one in told.get("when", ()))
    return BY_NAME[told["rule"]](**{**own, "when": conditions})


@pytest.mark.parametrize("vector", VECTORS["cases"], ids=lambda vector: vector["about"])
def test_a_rule_says_what_both_languages_say(vector: dict[str, Any]):
    before = vector["before"].get if "before" in vector else None
    case = {kind: [one.get for one in several] for kind, several in vector.get("case", {}).items()}
    today = date.fromisoformat(VECTORS["today"])
    role = vector.get("role", "agent")
    reading = Reading(vector["after"].get, before, vector.get("head", {}).get, today, case, role)
    assert [list(names) for names in read(vector["rule"]).broken(reading)] == vector["broken"]


def test_a_rule_is_never_broken_without_the_field_it_needs():
    needed = [(read(vector["rule"]).needs, vector) for vector in VECTORS["cases"]]
    assert {vector["rule"]["rule"] for needs, vector in needed if needs} > {"day_between", "forbidden", "required"}
    assert not [
        vector["about"] for needs, vector in needed if vector["broken"] and needs and not given_in(vector, needs)
    ]


def given_in(vector: dict[str, Any], name: str) -> bool:
    return vector["after"].get(name) is not None


def test_the_vectors_know_every_rule():
    assert {vector["rule"]["rule"] for vector in VECTORS["cases"]} == set(BY_NAME)


def test_every_rule_of_every_kind_has_its_sentence_and_names_its_own_fields():
    for kind in KINDS.values():
        for rule in rules_of(kind):
            assert rule.code in SENTENCES, rule
            assert read(json.loads(json.dumps(rule.declared()))).declared() == rule.declared()
            assert set(names_of(rule)) <= set(kind.model_fields), rule
            assert {getattr(rule, "of", kind.kind)} <= {kind.kind, *kind.looks_at}, rule
            for elsewhere in (one for one in rule.when if one.of):
                assert elsewhere.of in kind.looks_at, rule
                assert elsewhere.field in KINDS[elsewhere.of].model_fields, rule


def names_of(rule: Rule) -> Iterator[str]:
    yield from (condition.field for condition in rule.when if not condition.elsewhere)
    told = [getattr(rule, name, None) for name in ("field", "first", "then", "bound", "day")]
    yield from (name for name in told if name and isinstance(name, str))
    yield from getattr(rule, "fields", ())


@pytest.mark.parametrize(
    "nik", ["3322012001950001", "3322.0120.0195.0001", "NIK 33 22 01 200195 0001", "33-220120019500-01"]
)
def test_a_number_of_a_persons_papers_is_no_alias(nik: str):
    assert codes_of_alias(nik) == {"looks_like_nik"}
    assert codes_of_alias(nik[:-1]) == codes_of_alias("Mas 2001") == set()


def codes_of_alias(alias: str) -> set[str]:
    fields = {"alias": alias, "status": "registered"}
    reading = Reading(fields.get, None, fields.get, date.fromisoformat(VECTORS["today"]))
    return {rule.code for rule in rules_of(KINDS["client"]) if not rule.soft and list(rule.broken(reading))}
