"""What no database keeps is refused at every door, and is nobody's 500."""

from typing import Any

import pytest

from tests.conftest import Place
from tests.phone import Phone

NUL = "AB\0CDEFGHJKMN"


@pytest.fixture
def doors(place: Place, sari: Phone, client_of: Any) -> list[tuple[str, dict[str, Any], str | None]]:
    """Each door that takes a text into a table or looks for one: path, body, who."""
    client, dewi = client_of(sari), place.person("Dewi")
    place.person("Ratna", role="coordinator")
    post, ratna = place.http.post, place.headers("Ratna")
    code = post(f"/v1/clients/{client}/own-codes", headers=ratna).json()["code"]
    key = post("/v1/help-requests/leaflet", headers=ratna).json()["key"]
    post("/v1/help-requests", json={"key": key, "who": "self", "about": ["drug"], "reach": "answer_by_code"})
    [help_asked] = place.http.get("/v1/help-requests", headers=ratna).json()
    post(f"/v1/help-requests/{help_asked['id']}/take", headers=ratna)
    post("/v1/own-data/requests", json={"code": code, "right": "see"})
    [right] = place.http.get("/v1/rights-requests", headers=ratna).json()
    return [
        ("own-data", {"code": NUL}, None),
        ("own-data/requests", {"code": code, "right": "erase", "said": NUL}, None),
        ("help-requests/unit", {"key": NUL[:8]}, None),
        ("help-requests/answers", {"code": NUL}, None),
        ("ballots/codes/check", {"code": NUL}, None),
        (f"help-requests/{help_asked['id']}/answer", {"answer": NUL}, "Ratna"),
        (f"rights-requests/{right['id']}/answer", {"outcome": "done", "answer": NUL}, "Ratna"),
        (f"clients/{client}/followers", {"agent": dewi, "reason": NUL}, "Ratna"),
        (f"agents/{place.people['Sari']}/hand-over", {"to": dewi, "reason": NUL}, "Ratna"),
    ]


def test_a_text_with_a_nul_is_refused_by_name(
    place: Place, doors: list[tuple[str, dict[str, Any], str | None]]
) -> None:
    for path, body, name in doors:
        answer = place.http.post(f"/v1/{path}", json=body, headers=place.headers(name) if name else {})
        assert (answer.status_code, [one["code"] for one in answer.json()["errors"]]) == (
            422, ["text-not-storable"],
        ), path  # fmt: skip
