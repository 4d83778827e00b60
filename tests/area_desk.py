"""What offices ask about papers for areas, as their tests ask it: who is there, and an agreement."""

from datetime import date, timedelta
from typing import Any

from api.ids import new_id
from tests.conftest import Place
from tests.samples import PARTNER
from tests.test_unit_progress import OFFICES

Json = Any
OTHERS = (("Lurah", "village", "33.22.01.2001"), ("Admin", "admin", None))


def come(place: Place) -> None:
    """Offices of three levels, and who has no papers for areas."""
    for name, role, area in (*OFFICES, *OTHERS):
        place.person(name, None, role, area=area)
    place.person("Ratna", role="coordinator")
    place.person("Maya", None, "partner", partner=PARTNER)


def day(place: Place, days: int) -> str:
    return str(date.fromisoformat(place.today()) + timedelta(days=days))


def agreement(place: Place, *regions: str, **more: Json) -> Json:
    """One that holds since half a year and for a year."""
    return {
        "institution": PARTNER, "number": "PKS/1", "on": day(place, -200), "starts_on": day(place, -200),
        "ends_on": day(place, 355), "regions": [*regions], "scope": ["outpatient"],
        "budget_lines": [{"what": "Laporan", "line": "documentation_reporting", "amount": 5}],
    } | more  # fmt: skip


def asked(
    place: Place, who: str, method: str = "GET", name: str = "", body: Json = None, match: str = "",
    of: str = "area-agreements", **query: str,
) -> Any:  # fmt: skip
    headers = place.headers(who) | ({"If-Match": match} if match else {})
    return place.http.request(method, f"/v1/{of}{name and f'/{name}'}", headers=headers, json=body, params=query)


def signed(place: Place, who: str, *regions: str, name: str = "", **more: Json) -> str:
    """Its id."""
    name = name or new_id()
    match = asked(place, who, name=name).headers.get("etag", "")
    answer = asked(place, who, "PUT", name, agreement(place, *regions, **more), match)
    assert answer.status_code == 200, answer.text
    return name


def faults(answer: Any) -> list[tuple[str, str]]:
    return [(one["pointer"], one["code"]) for one in answer.json()["errors"]]


def listed(place: Place, who: str, **q: str) -> set[str]:
    return {one["id"] for one in asked(place, who, **q).json()["agreements"]}
