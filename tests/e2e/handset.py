"""A phone's browser: 360×640, Indonesian, able to lose its signal, its speed and its life.

It reaches nothing but this machine, and remembers what the page should not have done.
"""

import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    expect,
)

from tests.e2e import axe

NOWHERE_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
QUIET = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update", "--disable-sync")
# What nobody sees costs a page of its own for each page: the lists below the address bar, half a second of a processor.
UNSEEN = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"]
# Chromium hears one such list, ours: these are Playwright's, as far as they concern a page on this system.
NOT_IN_TESTS = [
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "PaintHolding"),
    *("HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("LensOverlay", "MediaRouter", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    *("PreconnectToSearch",),
]
WITHOUT = f"--disable-features={','.join([*UNSEEN, *NOT_IN_TESTS])}"
# A microphone that hums, and is allowed.
SPOKEN_TO = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
FLAGS = [NOWHERE_ELSE, *QUIET, WITHOUT, "--disable-background-networking", "--no-sandbox", *SPOKEN_TO]
# Playwright turns off what could bring an unlocked page back to life; real phones have it.
REAL = ["--disable-back-forward-cache"]
HERE = {"127.0.0.1", "localhost", ""}
POCKET: dict[str, Any] = {"viewport": {"width": 360, "height": 640}, "is_mobile": True, "has_touch": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
# Being offline, and being refused, are no mistakes of the page.
WEATHER = ("Failed to load resource", "An unknown error occurred when fetching the script")


def launch_options(program: Path) -> dict[str, Any]:
    """For any Chromium of the tests."""
    return {"executable_path": str(program), "args": FLAGS, "ignore_default_args": REAL, "chromium_sandbox": False}


FILES_ARE_KEPT = """async () => !navigator.serviceWorker
  || (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'"""
# Milliseconds until a state is said not to come: a busy machine is slow, and patience costs nothing where it comes.
PATIENCE = 40_000
expect.set_options(timeout=PATIENCE)


class Handset:
    """`page` to drive; `complaints` must stay empty."""

    def __init__(
        self, make_context: Callable[[], BrowserContext], origin: str, pictures: Path | None, *, installed: bool
    ) -> None:
        self.origin, self.pictures, self.installed = origin, pictures, installed
        self.complaints: list[str] = []
        self._make_context = make_context
        self._open()

    def _open(self) -> None:
        self.context = self._make_context()
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        self.context.on("request", self._asked)
        self.page: Page = self.context.pages[0] if self.context.pages else self.context.new_page()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(WEATHER):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in HERE | {None}:
            self.complaints.append(f"foreign request: {request.url}")

    def go(self, path: str = "/") -> Page:
        """To an address of the app."""
        self.page.goto(self.origin + path)
        return self.page

    def offline(self, *, gone: bool = True) -> None:
        """No signal, or again. Of an installed phone the worker is waited for: what she opens next is there."""
        if gone and self.installed:
            self.until(FILES_ARE_KEPT)
        self.context.set_offline(gone)

    def until(self, asks: str, about: Any = None) -> None:
        """Waits until what the page says in its own time is yes: Playwright's own way to wait takes a promise for
        a yes, whatever comes of it."""
        for _ in range(PATIENCE // 50):
            if self.page.evaluate(asks, about):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(asks)

    def slow(self, times: float) -> None:
        """A processor so many times slower; 1 is this machine's own."""
        self.cdp().send("Emulation.setCPUThrottlingRate", {"rate": times})

    def big_text(self, percent: int = 200) -> None:
        """The reader's own text size."""
        sizes = {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}
        self.cdp().send("Page.setFontSizes", {"fontSizes": sizes})

    def dark(self, *, on: bool = True) -> None:
        """The system's theme."""
        self.page.emulate_media(color_scheme="dark" if on else "light")

    def durable(self, *, granted: bool) -> None:
        """Whether the browser promises to keep what is stored."""
        cdp, setting = self.cdp(), "granted" if granted else "denied"
        profile = cdp.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
        asked = {"permission": {"name": "persistent-storage"}, "setting": setting, "origin": self.origin}
        cdp.send("Browser.setPermission", {**asked, "browserContextId": profile})

    def looks_away(self) -> None:
        """Another app comes before this one for a moment."""
        seen = "Object.defineProperty(document, 'visibilityState', {value, configurable: true})"
        tell = "document.dispatchEvent(new Event('visibilitychange'))"
        for value in ("hidden", "visible"):
            self.page.evaluate(f"(value) => {{ {seen}; {tell} }}", value)

    def cdp(self) -> CDPSession:
        """A line to the browser itself, for this page."""
        return self.context.new_cdp_session(self.page)

    def picture(self, name: str) -> None:
        """A screenshot, where somebody wants to look at it."""
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"{name}.png", animations="disabled")

    def axe(self, rules: Sequence[str] = axe.RULES) -> list[str]:
        """What is wrong for whoever cannot see, point or read small print."""
        return axe.complaints(self.page, rules)

    def look(self, name: str) -> list[str]:
        """What axe says in the one theme and the other, with a picture of each: to come here cost more than to look."""
        wrong = []
        for theme in ("dark", "light"):
            self.dark(on=theme == "dark")
            self.picture(f"{name}-{theme}")
            wrong += self.axe(axe.COLOURS if theme == "dark" else axe.RULES)
        return wrong

    def crash(self) -> None:
        """The tab ends between two of its steps, and hears nothing of it; another is opened."""
        gone, self.page = self.page, self.context.new_page()
        with suppress(Error):
            gone.goto("chrome://crash")
        gone.close()

    def close(self) -> None:
        """As when the app is swiped away."""
        self.context.close()


class KeptHandset(Handset):
    """A handset whose profile lies on disk: it can be closed, killed, opened again and searched."""

    def __init__(
        self, playwright: Playwright, program: Path, profile: Path, origin: str, pictures: Path | None, **look: Any
    ) -> None:
        self.profile = profile

        def make_context() -> BrowserContext:
            return playwright.chromium.launch_persistent_context(profile, **launch_options(program), **look)

        super().__init__(make_context, origin, pictures, installed=True)

    def reopen(self) -> None:
        """The same phone, switched on again."""
        self._open()

    def kill(self, until: Callable[[], None] = lambda: None) -> None:
        """As when the battery falls out: no page hears of it. `until` returns at the moment for it."""
        gone, family = self.context, _family(self.profile)
        until()
        for process in reversed(family):  # the writers first
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with suppress(Error):  # whether it heard of its death before or while it is closed is chance
            gone.close()


def handset(browser: Browser, origin: str, pictures: Path | None, *, installed: bool, **look: Any) -> Handset:
    """One that keeps nothing beyond the test; only where it is `installed` does its worker keep the app's files."""
    worker: Literal["allow", "block"] = "allow" if installed else "block"
    return Handset(lambda: browser.new_context(**look, service_workers=worker), origin, pictures, installed=installed)


def _family(profile: Path) -> list[int]:
    """The browser of this profile, and every process below it: a page's worker writes files by itself."""
    mothers = {int(one.name): mother for one in Path("/proc").glob("[0-9]*") if (mother := _mother(one)) is not None}
    family = [one for one in mothers if _started_with(one, profile)]
    for one in family:
        family += [child for child, mother in mothers.items() if mother == one and child not in family]
    return family


def _mother(process: Path) -> int | None:
    try:
        return int((process / "stat").read_bytes().rpartition(b")")[2].split()[1])
    except OSError:
        return None


def _started_with(process: int, profile: Path) -> bool:
    try:
        return f"--user-data-dir={profile}".encode() in Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
