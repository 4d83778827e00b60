"""Which policies an office may publish, and what keeps a draft of one from it. Pure.

Those whose numbers rules, tasks and phones are built from change with a build: published here they would count in one
place and not in another.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import orjson
from pydantic import ValidationError

from api.policies import told_numbers
from api.policies.data_mapping import DataMapping, mapping_faults
from api.policies.phase_rubric import PhaseRubric, RubricParts, rubric_faults
from api.policies.policy import Policy, PolicyFault
from api.problems.messages import fault_at, fault_of
from api.records.coaching.rubric_names import unknown_evidence, unknown_names

Pointed = dict[str, str]


class PolicyCheck(NamedTuple):
    """`shape`: of each part by itself; `faults`: of all together; `whole`: what is published."""

    shape: type[Policy]
    faults: Callable[[Any], Iterable[PolicyFault]]
    whole: type[Policy]


def faults_of_rubric(rubric: RubricParts) -> Iterator[PolicyFault]:
    """With itself, and with what is known here."""
    yield from rubric_faults(rubric)
    yield from unknown_evidence(rubric)
    yield from unknown_names(rubric)


def faults_of_mapping(mapping: DataMapping) -> Iterator[PolicyFault]:
    """With the numbers that are told."""
    return mapping_faults(mapping, told_numbers())


PUBLISHABLE: Mapping[str, PolicyCheck] = {
    "phase_rubric": PolicyCheck(RubricParts, faults_of_rubric, PhaseRubric),
    "data_mapping": PolicyCheck(DataMapping, faults_of_mapping, DataMapping),
}


def whole_text(name: str, version: str, draft: Mapping[str, Any]) -> bytes:
    """As it would be published: for the whole country."""
    return orjson.dumps({**draft, "name": name, "version": version, "region": None})


def faults_of_draft(name: str, text: bytes, this_year: int) -> list[Pointed]:
    """None where it may be published."""
    check = PUBLISHABLE[name]
    try:
        read = check.shape.model_validate_json(text)
    except ValidationError as error:
        return [fault_of(one) for one in error.errors(include_url=False, include_input=False)]
    over = [fault_at("/year", "policy-year-over", year=read.year)] if read.year < this_year else []
    return over + [fault_at(pointer, code, **values) for pointer, code, _, values in check.faults(read)]


def readable_policy(name: str, text: bytes) -> Policy:
    """Of a draft without faults."""
    return PUBLISHABLE[name].whole.model_validate_json(text)
