"""The same cells as DHIS2 would take them (`/api/dataValueSets`): shown, and sent nowhere. Pure."""

from collections.abc import Iterator, Sequence

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from api.policies.data_mapping import DataMapping
from api.resources.exports.export_cells import ExportCell
from api.shapes import WireShape


class CamelShape(WireShape):
    """As that system writes its names."""

    model_config = ConfigDict(use_attribute_docstrings=True, alias_generator=to_camel, populate_by_name=True)


class DataValue(CamelShape):
    """One number."""

    data_element: str
    """The code of the number, by the policy `data_mapping`."""
    period: str
    """`2027Q1`, or of a month `202701`."""
    org_unit: str
    """The code of the area."""
    value: str
    """The number, as a text."""


class DataValueSet(CamelShape):
    """What would be sent."""

    data_set: str
    """Its code, by the policy `data_mapping`."""
    data_values: list[DataValue]
    """Numbers that are told: of others there is no value."""


class DataValuePreview(WireShape):
    """A dry run: nothing is sent."""

    dry_run: bool
    """Always true."""
    mapping: str
    """The version of the policy `data_mapping`."""
    query: str
    """With which parameters that system reads the codes."""
    hidden: int
    """How many numbers of the mapping are not told, and so are not among the values."""
    unmapped: list[str]
    """Numbers that the mapping does not name."""
    payload: DataValueSet
    """What that system would be sent."""


QUERY = "dryRun=true&dataElementIdScheme=CODE&orgUnitIdScheme=CODE&dataSetIdScheme=CODE"


def preview_of(mapping: DataMapping, span: str, cells: Sequence[ExportCell]) -> DataValuePreview:
    """`cells`: of areas, since that system knows no units of ours."""
    elements = {(one.measure, one.part): one.element for one in mapping.elements}
    mapped = [one for one in cells if (one.measure, one.part) in elements]
    values = list(values_of(mapping, span, mapped, elements))
    return DataValuePreview(
        dry_run=True, mapping=mapping.version, query=QUERY, hidden=len(mapped) - len(values),
        unmapped=sorted({one.measure for one in cells} - {measure for measure, _ in elements}),
        payload=DataValueSet(data_set=mapping.data_set, data_values=values),
    )  # fmt: skip


def values_of(
    mapping: DataMapping, span: str, cells: Sequence[ExportCell], elements: dict[tuple[str, str], str]
) -> Iterator[DataValue]:
    """Of what is told."""
    for one in cells:
        if one.number is not None:
            yield DataValue(
                data_element=elements[one.measure, one.part], period=period_of(span, one.month),
                org_unit=org_unit(mapping, one.place), value=str(one.number),
            )  # fmt: skip


def period_of(span: str, month: str) -> str:
    """`2026-Q4` is `2026Q4`, `2026-10` is `202610`."""
    return (month or span).replace("-", "")


def org_unit(mapping: DataMapping, place: str) -> str:
    """What that system calls it."""
    return mapping.country if not place else mapping.areas.get(place, f"{mapping.area_prefix}{place}")
