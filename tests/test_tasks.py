"""Tasks as rules over records: the same vectors as the phone reads, and every task with its sentence and its place."""

import json
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from api.records import KINDS
from api.records.rule import Where
from api.records.sentences import SENTENCES
from api.records.task import AgreesTo, DeclaredTask, TaskAnswer, TaskDay
from api.records.tasks import tasks_of
from tests.engines import HOUSE
from tests.read_records import JAKARTA, read_there

VECTORS = json.loads((HOUSE / "tests/vectors/tasks.json").read_text("utf-8"))
PARTS = {"due": TaskDay, "ends": TaskAnswer, "again": TaskAnswer}
EVERY = [pytest.param(kind, task, id=f"{name}-{task.code}") for name, kind in KINDS.items() for task in kind.tasks]


def read(shape: Any, told: dict[str, Any]) -> Any:
    """A part of a declaration out of its JSON."""
    return shape(**{name: part(name, value) for name, value in told.items()})


def part(name: str, value: Any) -> Any:
    if name == "when":
        return tuple(read(AgreesTo if "agrees" in one else Where, one) for one in value)
    if name in PARTS:
        return tuple(read(PARTS[name], one) for one in value) if isinstance(value, list) else read(PARTS[name], value)
    return tuple(value) if isinstance(value, list) else value


def kinds_of(told: dict[str, Any]) -> dict[str, Any]:
    usual = {"day": None, "contact": False, "missed": None, "opens_case": False, "tasks": ()}
    return {
        name: SimpleNamespace(
            **{**usual, **one, "tasks": tuple(read(DeclaredTask, task) for task in one.get("tasks", ()))}
        )
        for name, one in told.items()
    }


@pytest.mark.parametrize("vector", VECTORS["cases"], ids=lambda vector: vector["about"])
def test_a_case_asks_for_what_it_asks_for_in_both_languages(vector: dict[str, Any]):
    kinds: Any = kinds_of(vector["kinds"]) if "kinds" in vector else KINDS
    today = date.fromisoformat(vector.get("today", VECTORS["today"]))
    for records in (vector["records"], vector["records"][::-1]):
        living = [read_there(one, one["fields"], vector.get("zone", JAKARTA)) for one in records]
        found = tasks_of(kinds, living, today, vector.get("roles", ["agent"]))
        assert [[one.task.code, one.record.id, one.on, one.since] for one in found] == vector["tasks"]


@pytest.mark.parametrize(("kind", "task"), EVERY)
def test_a_task_is_declared_whole_has_its_sentence_and_names_what_exists(kind: Any, task: DeclaredTask):
    assert read(DeclaredTask, json.loads(json.dumps(task.declared()))) == task
    assert {"id", "en"} == set(SENTENCES[f"task_{task.code}"])
    heads = [one for one in KINDS.values() if one.opens_case]
    assert not task.due.of_head or all(task.due.by in one.model_fields for one in heads)
    own = {
        task.due.day,
        "" if task.due.of_head else task.due.by,
        task.edits,
        *(one.partner for one in task.when if isinstance(one, AgreesTo)),
    }
    assert own - {""} <= set(kind.model_fields)
    assert task.opens in ("", *KINDS)
    for where in (one for one in task.when if isinstance(one, Where) and not one.head):
        assert where.field in (KINDS[where.of] if where.of else kind).model_fields
    for answer in (*task.ends, *task.due.again):
        several = [KINDS[answer.kind]] if answer.kind else [one for one in KINDS.values() if one.contact]
        for other in several:
            assert {answer.names} - {""} <= set(other.model_fields)
            assert {one.field for one in answer.when if isinstance(one, Where)} <= set(other.model_fields)


def test_the_vectors_reach_every_declared_task():
    reached = {code for vector in VECTORS["cases"] if "kinds" not in vector for code, *_ in vector["tasks"]}
    assert {task.code for kind in KINDS.values() for task in kind.tasks} - reached == {"partner_day"}
