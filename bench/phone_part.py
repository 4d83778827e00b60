"""The phone app in Chromium: over a thin line on its first day; later offline, its processor four times slower."""

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

from bench import page_watch
from bench.caller import Caller
from bench.caseload import CASE, batches, village
from bench.district import District, a_district
from bench.knobs import Knobs
from bench.slow_line import slow_line
from tests.e2e.conftest import LOCALE
from tests.e2e.handset import POCKET, handset, launch_options
from tests.e2e.person import PIN, Person
from tests.e2e.test_pace import SAVED
from tests.phone import Phone
from tests.programs import chromium

TIMES_SLOWER = 4
PATIENCE = 600_000  # ms: what is slow is measured, not given up
Line = tuple[str, str]


class PhonePart:
    """One agent with her whole caseload on the server, and browsers in which she begins."""

    def __init__(self, district: District, knobs: Knobs, browser: Browser, pictures: Path) -> None:
        self.district, self.browser, self.pictures = district, browser, pictures
        self.clients, self.times = (40, 3) if knobs.quick else (200, 20)
        self.agent: Phone = district.phone("Sari")
        caller = Caller(self.agent, district.server.port)
        for batch in batches(village(self.clients, district.partner)):
            caller.push_each([caller.push_request(batch)], len(batch))

    @property
    def records(self) -> int:
        return self.clients * len(CASE)

    @contextmanager
    def sari(self, port: int) -> Iterator[Person]:
        """A fresh phone that reaches the server at this port."""
        one = handset(self.browser, f"http://127.0.0.1:{port}", self.pictures, installed=True, **POCKET, **LOCALE)
        one.context.set_default_timeout(PATIENCE)
        one.context.add_init_script(page_watch.WORKERS)
        try:
            yield Person(one)
        finally:
            one.close()

    def code(self) -> str:
        return self.district.commands.code("code", self.agent.card["agent"]["id"])

    # --- her first day, at 64 kbit/s
    def thin_line(self) -> Iterator[Line]:
        """From the address to a field for her code; from the code to the last client in the list."""
        with slow_line(self.district.line_port, self.district.server.port), self.sari(self.district.line_port) as sari:
            page, code = sari.page, self.code()
            begun = perf_counter()
            # What lies behind the first screen is loaded while she reads it, and holds up the page's own *load*.
            page.goto(sari.handset.origin, wait_until="commit")
            expect(page.get_by_role("textbox")).to_be_editable()
            usable = perf_counter() - begun
            yield "first paint at 64 kbit/s, 1 s delay", f"{page.evaluate(page_watch.FIRST_PAINT) / 1000:.1f} s"
            yield "first screen usable at 64 kbit/s, 1 s delay", f"{usable:.1f} s"
            page.get_by_role("textbox").fill(code)
            begun = perf_counter()
            sari.tap("Lanjut")
            self.finish_registering(sari)
            sari.go("Klien")
            expect(page.get_by_text(re.compile(rf"^{self.clients} "))).to_be_visible()
            yield f"all {self.clients} clients on that line, from her code on", f"{perf_counter() - begun:.1f} s"
            sari.connected()
            yield f"all {self.records:,} records on that line", f"{perf_counter() - begun:.1f} s"

    def finish_registering(self, sari: Person) -> None:
        """What `Person.register` does behind the code."""
        sari.page.get_by_label("Nama samaran di layar kunci").fill(sari.label)
        sari.tap("Lanjut")
        sari.press_pin(PIN, "Lanjut")
        sari.press_pin(PIN, "Selesai")
        sari.at("Hari ini")

    # --- any other day, offline and slow
    def slow_processor(self) -> Iterator[Line]:
        """Everything is on the phone; nothing asks the network."""
        with self.sari(self.district.server.port) as sari:
            sari.enrol(self.code()).connected()
            sari.page.evaluate(page_watch.APP_KEPT)
            sari.handset.offline()
            sari.handset.slow(TIMES_SLOWER)
            starts = [self.start(sari) for _ in range(max(3, self.times // 4))]
            for at, what in enumerate(("offline start to the caseload", "of it the PIN's own cost", "the rest")):
                yield f"{what}, {TIMES_SLOWER}× slower", milliseconds([one[at] for one in starts])
            yield f"search, a keystroke, {TIMES_SLOWER}× slower", milliseconds(self.search(sari))
            yield (
                f"save a visit, {TIMES_SLOWER}× slower",
                milliseconds(self.save(sari, number) for number in range(self.times)),
            )

    def start(self, sari: Person) -> tuple[float, float, float]:
        """(all, the PIN's own cost, the rest): the app opened anew until keys can be tapped, then from her last tap."""
        page = sari.handset.go()
        expect(page.get_by_role("button", name=PIN[0], exact=True)).to_be_enabled()
        opened = page.evaluate("performance.now()")
        for digit in PIN:
            sari.tap(digit, exact=True)
        page.evaluate(page_watch.TAP_UNTIL_PLACES)
        sari.tap("Buka", exact=True)
        page.wait_for_function("() => watched.there")
        seen = page.evaluate("watched")
        whole = opened + seen["there"] - seen["tapped"]
        return whole, seen["longest"], whole - seen["longest"]

    def search(self, sari: Person) -> list[float]:
        """Letter by letter, from the key to the frame that shows what is found."""
        sari.go("Klien")
        field = sari.page.locator("[data-search]").get_by_role("textbox")
        field.click()
        sari.page.evaluate(page_watch.KEYSTROKES)
        for typed in ("klien 1", "klien 20", "xyz"):
            for letter in typed:
                sari.page.keyboard.press(letter if letter != " " else "Space")
                sari.page.wait_for_function("() => watched.shown === watched.typed")
            for _ in typed:
                sari.page.keyboard.press("Backspace")
                sari.page.wait_for_function("() => watched.shown === watched.typed")
        took: list[float] = sari.page.evaluate("watched.took")
        return took

    def save(self, sari: Person, number: int) -> float:
        """From the tap on *Simpan* until the visit stands there as kept."""
        sari.open_client(f"Klien {number}")
        sari.sees_nothing_of(SAVED)
        sari.tap("Catat kunjungan")
        for answer in ("Kurang baik", "Bertambah", "7 hari lagi"):
            sari.tap(answer)
        sari.page.evaluate(page_watch.TAP_UNTIL_SAID, SAVED)
        sari.tap("Simpan", exact=True)
        sari.page.wait_for_function("() => said.there")
        return float(sari.page.evaluate("said.there - said.tapped"))


def milliseconds(took: Any) -> str:
    """`p50 / p95 of so many`."""
    took = list(took)
    late = quantiles(took, n=20, method="inclusive")[-1]
    return f"{median(took):,.0f} / {late:,.0f} ms of {len(took)}"


def phone_lines(knobs: Knobs) -> list[Line]:
    """What was measured before a failure stays; on SQLite, since the server is not what is slow here."""
    lines: list[Line] = []
    expect.set_options(timeout=PATIENCE)
    with (
        a_district("sqlite", 1) as district,
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as pictures,
    ):
        browser = playwright.chromium.launch(**launch_options(chromium()))
        part = PhonePart(district, knobs, browser, Path(pictures))
        for measure in (part.thin_line, part.slow_processor):
            try:
                for line in measure():
                    print(f"    {': '.join(line)}", file=sys.stderr)
                    lines.append(line)
            except Exception as error:
                print(f"    {measure.__name__}: {type(error).__name__}: {str(error)[:800]}", file=sys.stderr)
        browser.close()
    return lines
