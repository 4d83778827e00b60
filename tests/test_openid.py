"""An office signs in by the provider of its accounts; whatever such a provider, or somebody in between, may send is
refused with a sentence."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.db.engine import writing
from api.identity.openid_links import link_identity
from api.identity.openid_provider import fetched
from api.problems.tree import Busy
from tests.conftest import a_place
from tests.openid_provider import CLIENT, LocalProvider, local_provider
from tests.place import Place
from tests.planted import PlantedDefect, planted
from tests.sign_in.openid_defects import OPENID_DEFECTS
from tests.sign_in.openid_scenes import OPENID_SCENES, Browser


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, LocalProvider]]:
    """One server and one provider: each misbehaviour ends with its sign-in."""
    with a_place("sqlite", tmp_path_factory.mktemp("openid")) as place, local_provider(place.clock) as provider:
        place.person("Bu Ratna", role="coordinator")
        place.person("Sari")
        with writing(place.engine) as session:
            link_identity(session, provider.issuer, "budi-42", place.people["Bu Ratna"], now=place.clock())
        yield place, provider


@pytest.fixture
def browser(world: tuple[Place, LocalProvider]) -> Browser:
    return Browser(*world)


BY_NAME = {scene.__name__: scene for scene in OPENID_SCENES}


@pytest.mark.parametrize("scene", OPENID_SCENES, ids=lambda scene: scene.__name__)
def test_a_sign_in_by_a_provider(browser: Browser, scene: Any) -> None:
    scene(browser)


@pytest.mark.whole
@pytest.mark.parametrize("defect", OPENID_DEFECTS, ids=lambda defect: defect.name)
def test_a_check_that_is_left_out_is_noticed(browser: Browser, defect: PlantedDefect) -> None:
    with planted(defect), pytest.raises(AssertionError):
        BY_NAME[defect.noticed](browser)


def test_without_a_provider_there_is_no_such_way(world: tuple[Place, LocalProvider]) -> None:
    place, _ = world
    place.app.state.settings, place.app.state.openid = place.settings, None
    assert place.http.get("/v1/auth/ways").json() == {"openid": None, "returned": False}
    assert place.http.post("/v1/auth/openid").json()["code"] == "openid-off"
    assert place.http.get("/openid/start").headers["Location"] == "/masuk"
    assert place.http.get("/openid/out").headers["Location"] == "/masuk"


@pytest.mark.parametrize(
    ("said", "why"),
    [("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "certificate"), ("refused", "ConnectError")],
)
def test_an_operator_is_told_why_a_provider_was_not_reached(
    caplog: pytest.LogCaptureFixture, said: str, why: str
) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(said)

    with caplog.at_level("INFO"), httpx.Client(transport=httpx.MockTransport(fail)) as http, pytest.raises(Busy):
        fetched(http, "GET", "https://sso.example.id")
    assert [one.facts for one in caplog.records if one.message == "openid-unreachable"] == [{"why": why}]


def test_on_tls_a_cookie_is_bound_to_this_host_alone(browser: Browser) -> None:
    state = browser.place.app.state
    state.settings = state.settings.model_copy(update={"origins": ("https://pulih.example.id",)})
    said = browser.place.http.get("/openid/start").headers["Set-Cookie"]
    assert said.startswith("__Host-pulih-openid=")
    assert {"Secure", "Path=/", "HttpOnly"} <= {part.strip() for part in said.split(";")}
    assert "Domain" not in said
    assert (
        browser.go("/openid/out").headers["Location"].startswith(f"{browser.provider.issuer}/out?client_id={CLIENT}&")
    )


def test_who_leaves_is_out_here_also_where_the_provider_does_not_answer(browser: Browser) -> None:
    browser.provider.metadata = {"issuer": "https://elsewhere.example.id"}
    browser.place.app.state.openid.told = {}
    try:
        answer = browser.go("/openid/out")
    finally:
        browser.provider.behave()
    assert (answer.status_code, answer.headers.get("Location")) == (303, "/masuk")
    assert all("Max-Age=0" in one for one in answer.headers.get_list("Set-Cookie")), answer.headers
