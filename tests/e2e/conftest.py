"""`server` with demo data (SQLite; both with `@ON_BOTH_ENGINES`), and `handsets`: browsers that must not complain."""

import os
import subprocess
from collections.abc import Generator, Iterator
from contextlib import suppress
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.e2e.handset import DESK, POCKET, Handset, KeptHandset, handset, launch_options
from tests.e2e.light_pin import app_with_a_light_pin
from tests.e2e.server import Server
from tests.engines import ENGINES, HOUSE
from tests.programs import chromium, headless_shell

LOCALE: dict[str, Any] = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "reduced_motion": "reduce"}
ON_BOTH_ENGINES = pytest.mark.parametrize("server", ENGINES, indirect=True)
FAILED = pytest.StashKey[bool]()
AnyHandset = TypeVar("AnyHandset", bound=Handset)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lies beside this file; what takes long begins first, so that at the end nobody waits for one worker."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def app() -> None:
    """pwa/dist and the developers' pages, built where a source is newer; by one of two halves that begin at once."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    with (HOUSE / "var" / "build.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        subprocess.run(["make", "build"], cwd=HOUSE, env=ours, check=True)


@pytest.fixture
def server(request: pytest.FixtureRequest, app: None, tmp_path: Path) -> Iterator[Server]:
    """Its own for each test, with demo data. Its app's PIN is light, but where a test is marked `as_shipped`."""
    shipped = request.node.get_closest_marker("as_shipped")
    dist = {} if shipped else {"PULIH_DIST": str(app_with_a_light_pin())}
    started = Server(getattr(request, "param", "sqlite"), tmp_path, **dist)
    yield started
    started.close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Drives every browser of the session."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One process for all handsets that keep nothing."""
    opened = playwright.chromium.launch(**launch_options(headless_shell()))
    yield opened
    opened.close()


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path | None:
    """Where screenshots go, below PULIH_PICTURES. Without it nobody looks at them, and none of 200 is taken."""
    if "PULIH_PICTURES" not in os.environ:
        return None
    folder = Path(os.environ["PULIH_PICTURES"]) / str(request.node.name).replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Handsets:
    """Every browser of one test. Each may be looked at differently: `phone(color_scheme="dark", origin=…)`."""

    def __init__(
        self, browser: Browser, playwright: Playwright, origin: str, pictures: Path | None, profiles: Path
    ) -> None:
        self.browser, self.playwright = browser, playwright
        self.origin, self.pictures, self.profiles = origin, pictures, profiles
        self.opened: list[Handset] = []

    def phone(self, origin: str = "", *, installed: bool = False, **look: Any) -> Handset:
        """Small, by touch; forgotten after the test. `installed`: the app's files stay on it, so it opens, and opens
        what it has not opened before, without signal: that costs 0.5 s of a processor."""
        look, at = {**POCKET, **LOCALE, **look}, origin or self.origin
        return self._add(handset(self.browser, at, self.pictures, installed=installed, **look))

    def desk(self, origin: str = "", **look: Any) -> Handset:
        """A wide screen."""
        look, at = {**DESK, **LOCALE, **look}, origin or self.origin
        return self._add(handset(self.browser, at, self.pictures, installed=False, **look))

    def kept(self, origin: str = "", *, whole: bool = True, **look: Any) -> KeptHandset:
        """An installed phone whose profile lies on disk: `close`, `kill`, `reopen`, and search `profile`. A `whole`
        Chromium writes more than its pages do, is asked for permissions and wakes a closed app; where all that is about
        the page's own files, its engine alone opens for a second of a processor less."""
        profile, look = self.profiles / f"profile-{len(self.opened)}", {**POCKET, **LOCALE, **look}
        program, at = chromium() if whole else headless_shell(), origin or self.origin
        return self._add(KeptHandset(self.playwright, program, profile, at, self.pictures, **look))

    def _add(self, one: AnyHandset) -> AnyHandset:
        self.opened.append(one)
        return one

    def put_away(self) -> list[str]:
        """Closes all; what they complained of."""
        for one in self.opened:
            one.close()
        return [complaint for one in self.opened for complaint in one.complaints]


@pytest.fixture
def handsets(
    request: pytest.FixtureRequest,
    server: Server,
    browser: Browser,
    playwright: Playwright,
    pictures: Path | None,
    tmp_path: Path,
) -> Iterator[Handsets]:
    """Phones and desks; a test fails when a page broke its policy, threw, or asked for anything beyond this machine."""
    shelf = Handsets(browser, playwright, server.url, pictures, tmp_path)
    yield shelf
    if request.node.stash.get(FAILED, False):
        for number, one in enumerate(shelf.opened):
            with suppress(Error):  # it may have been closed or killed
                one.page.screenshot(path=(pictures or tmp_path) / f"failed-{number}.png")
    assert shelf.put_away() == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """So that a failed test leaves pictures."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report
