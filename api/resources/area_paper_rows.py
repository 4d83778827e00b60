"""A paper for areas as it is kept and as it is told: with names beside the codes of its areas."""

from collections.abc import Mapping
from typing import Any

import orjson

from api.areas import Level, within
from api.areas import area as area_called
from api.changes.area_papers import COUNTRY, AreaPaper
from api.resources.area_paper_shapes import AreaPaperText, OfferedArea

INDONESIA = "Indonesia"
# {length of an area's code: what lies directly in it}
BELOW: Mapping[int, Level] = {0: "province", 2: "kabupaten", 5: "kecamatan"}
COLUMNS = ("regions", "starts_on", "ends_on", "institution", "voided_because")


def row_values(text: AreaPaperText) -> dict[str, Any]:
    """As it is kept."""
    said = text.model_dump(mode="json", exclude_none=True, exclude=set(COLUMNS))
    columns = {name: getattr(text, name, None) for name in COLUMNS}
    return {**columns, "regions": f",{','.join(text.regions)},", "said": orjson.dumps(said).decode()}


def told_values(row: AreaPaper) -> dict[str, Any]:
    """What it says, and whose it is."""
    regions = row.regions.strip(",").split(",")
    columns = {name: value for name in COLUMNS if (value := getattr(row, name)) is not None}
    names = {"region_names": [name_of(one) for one in regions], "office_name": name_of(row.office)}
    said = orjson.loads(row.said)
    return {**said, **columns, **names, "regions": regions, "id": row.id, "office": row.office or COUNTRY}


def areas_of(inside: str) -> list[OfferedArea]:
    """The area, then those directly in it."""
    below = within(inside, BELOW[len(inside)])
    return [OfferedArea(code=code or COUNTRY, name=name_of(code)) for code in (inside, *(one.code for one in below))]


def name_of(code: str) -> str:
    """Of an area by its code; of none the country's."""
    return INDONESIA if code in ("", COUNTRY) else area_called(code).name
