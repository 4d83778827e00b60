"""Who guesses at a code learns nothing from the answer and nothing from the work: what never was, what has ended and
what opens another door are the same."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone

DOORS = {
    "own-data": {}, "own-data/requests": {"right": "see"}, "help-requests/answers": {}, "ballots/codes/check": {},
}  # fmt: skip


def asked(place: Place, path: str, body: Any) -> tuple[Any, int]:
    """The answer, and how many statements it took."""
    seen: list[str] = []
    engine = place.app.state.engine

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        answer = place.http.post(f"/v1/{path}", json=body)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return (answer.status_code, {**answer.json(), "request_id": ""}), len(seen)


@ON_ONE_ENGINE
@pytest.mark.parametrize("path", DOORS)
def test_a_code_that_ended_or_opens_another_door_is_one_that_never_was(
    place: Place, sari: Phone, client_of: Any, path: str
) -> None:
    client = client_of(sari)
    own = place.http.post(f"/v1/clients/{client}/own-codes", headers=sari.headers).json()["code"]
    ballot = place.http.post("/v1/ballots/codes", json={"service": "referral"}, headers=sari.headers).json()["code"]
    for code in (own, ballot):  # whoever comes first begins the count of tries
        asked(place, path, {"code": "0" * len(code.replace("-", "")), **DOORS[path]})
    for code in (one for one in (own, ballot) if not path.startswith("own" if one == own else "ballot")):
        assert asked(place, path, {"code": code, **DOORS[path]}) == asked(
            place, path, {"code": "0" * len(code.replace("-", "")), **DOORS[path]}
        ), "of another door"
    place.clock.ahead = timedelta(days=70)
    for code in (own, ballot):
        asked(place, path, {"code": "0" * len(code.replace("-", "")), **DOORS[path]})
    never = [asked(place, path, {"code": "0" * len(code.replace("-", "")), **DOORS[path]}) for code in (own, ballot)]
    ended = [asked(place, path, {"code": code, **DOORS[path]}) for code in (own, ballot)]
    assert ended == never
