"""What an office's other system (DHIS2) calls our numbers and areas. An office replaces it by a version of its own."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from api.policies.policy import Frozen, Policy, PolicyFault
from api.policies.told_numbers import ToldNumbers

Code = Annotated[str, Field(min_length=1, max_length=50)]


class MappedElement(Frozen):
    """A number of the policy `told_numbers`, or one part of it (`yes`: the numerator of a share), and the code of
    the data element there."""

    measure: str
    part: str = ""
    element: Code


class DataMapping(Policy):
    """`country`: the code of the country's organisation unit; others bear their Kemendagri code behind `area_prefix`,
    but for those in `areas`. A number that no element names is not handed over."""

    data_set: Code
    country: Code
    area_prefix: Annotated[str, Field(max_length=20)]
    areas: dict[str, Code]
    elements: Annotated[tuple[MappedElement, ...], Field(min_length=1)]


def mapping_faults(mapping: DataMapping, numbers: ToldNumbers) -> Iterator[PolicyFault]:
    """What names no number of these, no part of it, or the same one twice."""
    known = {(line.key, part) for line in numbers.lines for part in ("", *(one.part for one in line.every_part()))}
    named = [(one.measure, one.part) for one in mapping.elements]
    for at, one in enumerate(named):
        if one not in known:
            yield PolicyFault(f"/elements/{at}", "measure-unknown", f"no number or part is called {' '.join(one)}")
        if one in named[:at]:
            yield PolicyFault(f"/elements/{at}", "key-twice", f"{' '.join(one)} stands twice")
