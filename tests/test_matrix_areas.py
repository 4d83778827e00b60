"""Every route that is asked about an area, as everybody: of her own, of what lies in it, beside it, above it, of none.

Routes are read from the description: one that takes an area and stands in no table fails here. What the doors of
numbers answer by level too is in `test_exports.py`, who may ask at all in `test_matrix_routes.py`.
"""

import pytest

from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.house import described
from tests.test_exports import DOORS, asked

PROGRESS = ("/v1/funnel", "/v1/phases", "/v1/targets", "/v1/area-agreements", "/v1/area-trainings")
STANDING = "/v1/exports/standing"  # for who signed in just now
TARGET = "/v1/targets/{year}/{place}/{measure}"
# {who: (role, area)}; the area of who is told of the whole country is empty, None: she is told of no area.
OFFICES = {
    "Hadi": ("district", "33.22"), "Jauh": ("district", "33.21"), "Propinsi": ("province", "33"),
    "Seberang": ("province", "31"), "Pusat": ("national", ""),
}  # fmt: skip
OTHERS = {"Lurah": ("village", "33.22.01.2001"), "Pengelola": ("admin", None)}
AREAS = ("33.22", "33.21", "33", "31", "31.71")
NOWHERE = "99"


def lies_in(area: str, own: str) -> bool:
    return area == own or (area.startswith(f"{own}." if own else "") and area != NOWHERE)


def told(own: str | None, area: str) -> int:
    """Of what is asked about an area."""
    return 403 if own is None else 200 if lies_in(area, own) else 404


def set_in(own: str | None, area: str) -> int:
    """A target is set from above: by a province for its regencies, by the nation for all."""
    if own is None:
        return 403
    return 404 if not lies_in(area, own) else 403 if area == own else 200


@pytest.fixture
def owns(place: Place) -> dict[str, str | None]:
    """{who: her area}, each of them signed in."""
    for name, (role, area) in {**OFFICES, **OTHERS}.items():
        place.person(name, None, role, area=area or None)
    for name in ("Sari", "Ratna"):
        place.person(name, role="coordinator" if name == "Ratna" else "agent")
    return {**{name: area for name, (_, area) in OFFICES.items()}, **dict.fromkeys((*OTHERS, "Sari", "Ratna"))}


def test_every_route_that_takes_an_area_stands_in_a_table() -> None:
    found = {
        path
        for path, ways in described()["paths"].items()
        for operation in ways.values()
        for asked in operation.get("parameters", [])
        if asked.get("name") in ("area", "place")
    }
    assert found == {*DOORS, *PROGRESS, STANDING, TARGET}


@ON_ONE_ENGINE
def test_each_is_told_of_what_lies_in_her_area_and_sets_targets_below_it(
    place: Place, owns: dict[str, str | None]
) -> None:
    wrong, year = [], place.today()[:4]
    for who, own in owns.items():
        headers = place.headers(who)
        for area in (*AREAS, NOWHERE):
            answers = {path: place.http.get(path, params={"area": area}, headers=headers) for path in PROGRESS}
            address = f"/v1/targets/{year}/{area}/agents_trained"
            answers[TARGET] = place.http.put(address, json={"value": 2}, headers=headers)
            answers[STANDING] = asked(place, who, STANDING, area=area, year=year, written="csv")
            wanted = {**dict.fromkeys((*PROGRESS, STANDING), told(own, area)), TARGET: set_in(own, area)}
            wrong += [
                (who, area, path, one.status_code, wanted[path])
                for path, one in answers.items()
                if one.status_code != wanted[path]
            ]
    assert not wrong
