"""What an office's other system (DHIS2) calls our numbers and areas. An office replaces it by a version of its own."""

from typing import Annotated

from pydantic import Field

from api.policies.policy import Frozen, Policy

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
