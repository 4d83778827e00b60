"""Where a unit lies and who signs for the office, as every paper's head says it."""

from typing import Any

from api.areas import UnknownArea, area

Json = dict[str, Any]
LENGTHS = {"village": 13, "kecamatan": 8, "kabupaten": 5, "province": 2}


def place_of(unit: str, village: str, office: str) -> Json:
    """`village`: its Kemendagri code. `office`: as the settings name it; empty: they do not."""
    names = {level: name_of(village[:length]) for level, length in LENGTHS.items()}
    sort = "Kelurahan" if village[9:10] == "1" else "Desa"
    return {"unit": unit, "office": office, "sort": sort, **names}


def name_of(code: str) -> str:
    """Empty where no area has this code."""
    try:
        return area(code).name
    except UnknownArea:
        return ""
