"""What leaves the house in bulk is handed only to who signed in by herself a moment ago."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import APIRouter, Depends

from api.identity.access_tokens import give_token
from api.identity.recent_sign_in import Recent
from tests.conftest import Place
from tests.engines import ENGINES
from tests.planted import PlantedDefect, planted

Json = Any
CALL = "api.identity.recent_sign_in:must_be_recent"
DEFECTS = (
    PlantedDefect("long ago is recent", CALL, "passed > seconds or ", ""),
    PlantedDefect("a phone proves presence", CALL, "bearer.enrolment or ", ""),
    PlantedDefect("a printed token is enough", CALL, " or not PROVES.intersection(bearer.ways)", ""),
)
pytestmark = pytest.mark.parametrize("place", ENGINES[:1], indirect=True)


def exporting(place: Place) -> None:
    router = APIRouter()

    @router.get("/v1/whole-export", dependencies=[Depends(Recent(minutes=5))])
    def export() -> Json:
        return {}

    place.app.router.routes.extend(router.routes)


def scene(place: Place) -> None:
    place.people.clear()
    place.clock.ahead = timedelta()
    place.person("Bu Ratna", role="coordinator")
    phone, person, now = place.phone("Sari"), place.people["Bu Ratna"], place.clock()
    said = int(now.timestamp())
    tokens: dict[str, Json] = {
        "password and code": ({"ways": ("pwd", "otp")}, 200),
        "by a provider, just now": ({"ways": ("fed",), "signed_in_at": said - 299}, 200),
        "by a provider, before": ({"ways": ("fed",), "signed_in_at": said - 301}, 401),
        "nobody says when": ({"ways": ("fed",), "signed_in_at": 0}, 401),
        "nobody says how": ({}, 401),
        "printed": ({"ways": ("operator",)}, 401),
    }
    told = {name: ask(place, give_token(place.settings, person, now=now, **how)) for name, (how, _) in tokens.items()}
    assert {name: one.status_code for name, one in told.items()} == {name: told for name, (_, told) in tokens.items()}
    for ways in (("pop",), ("pwd", "otp")):
        signed = give_token(place.settings, place.people["Sari"], phone.enrolment, now=now, ways=ways)
        assert ask(place, signed).status_code == 401, "a phone asks by itself"
    refused = told["printed"]
    assert refused.headers["WWW-Authenticate"] == 'Bearer error="insufficient_user_authentication", max_age=300'
    assert (refused.json()["code"], refused.json()["max_age"]) == ("stale-sign-in", 300)
    token = give_token(place.settings, person, now=now, ways=("pwd",))
    place.clock.ahead += timedelta(seconds=301)
    assert ask(place, token).status_code == 401


def ask(place: Place, token: str) -> Any:
    return place.http.get("/v1/whole-export", headers={"Authorization": f"Bearer {token}"})


def test_an_export_wants_a_sign_in_of_a_moment_ago(place: Place) -> None:
    exporting(place)
    before = place.app.router.routes[:]
    try:
        for defect in DEFECTS:
            with planted(defect), pytest.raises(AssertionError):
                scene(place)
        scene(place)
    finally:
        place.app.router.routes[:] = [one for one in before if getattr(one, "path", "") != "/v1/whole-export"]
