"""What `vite build` makes: nothing inline, small loads, and nothing of the API kept."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.bill_of_materials import SERVED
from tests.e2e.conftest import Handsets
from tests.e2e.handset import FILES_ARE_KEPT
from tests.engines import HOUSE

DIST = HOUSE / "pwa" / "dist"
KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const asked = (await Promise.all(caches_.map((cache) => cache.keys()))).flat();
  return asked.map((request) => new URL(request.url).pathname);
}"""


@pytest.mark.usefixtures("app")
def test_tools_of_which_the_app_holds_a_part_are_named() -> None:
    scripts = "".join(one.read_text() for one in DIST.rglob("*.js"))
    held = {f"workbox-{name}" for name in re.findall(r"workbox:([a-z-]+):", scripts)}
    assert {*held, "swagger-ui-dist"} == set(SERVED)


@pytest.mark.usefixtures("app")
def test_the_page_holds_nothing_inline() -> None:
    page = (DIST / "index.html").read_text()
    assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|data:", page) == []


@pytest.mark.usefixtures("app")
def test_the_first_screen_is_a_small_load_and_something_is_seen_before_it() -> None:
    """At 64 kbit/s a kilobyte is an eighth of a second: what is not needed to begin comes later."""
    page = (DIST / "index.html").read_text()
    first = re.findall(r'(?:src|href)="/(assets/[^"]+)"', page)
    weight = {name: carried(DIST / name) for name in first}
    assert (DIST / "index.html.br").stat().st_size < 1_000
    assert sum(size for name, size in weight.items() if name.endswith(".css")) < 5_000
    assert sum(weight.values()) < 50_000, weight


def carried(file: Path, packing: str = "br") -> int:
    """Bytes on the line; what is tiny is not packed."""
    packed = file.with_name(f"{file.name}.{packing}")
    return (packed if packed.exists() else file).stat().st_size


# What is loaded for whoever leads a unit, for offices and for us: each of these and what only they lead to.
CONSOLES = (
    "UnitPlace", "UnitToday", "HeldList", "OfficePage", "StylePage", "coaching_kinds", "CoachingPage", "sign_in_office",
)  # fmt: skip
BEGINNING = {"index.html", "sw.js", "manifest.webmanifest"}
BUILT = re.compile(r"[\w.-]+-[\w-]{8}\.(?:js|css|wasm)\b")
# A script begins with the names of all files its late parts need; behind each part stands which of them, by number.
NEEDED_LATE = re.compile(r"m\.f=\[([^\]]*)\]")
LATE_PART = re.compile(r"import\(`\./([^`]+)`\)(?:(?!import\(`).)*?__vite__mapDeps\(\[([\d,]*)\]\)", re.DOTALL)


def led_to(text: str) -> set[str]:
    """The files that are named, without the consoles and what none but they need."""
    late = NEEDED_LATE.search(text)
    parts = LATE_PART.findall(text)
    assert len(parts) == text.count("__vite__mapDeps(["), "a late part is written in another way"
    needed = BUILT.findall(late[1]) if late else []
    numbers = [numbers for part, numbers in parts if not part.startswith(CONSOLES)]
    named = {
        *BUILT.findall(NEEDED_LATE.sub("", text)),
        *(needed[int(one)] for one in re.findall(r"\d+", ",".join(numbers))),
    }
    return {one for one in named if not one.startswith(CONSOLES)}


def loaded_for_an_agent() -> set[str]:
    """The page, the worker, and every file that leads on from there, seldom wanted ones too, without the consoles."""
    found, waiting = set[str](), set(BEGINNING)
    while waiting:
        name = waiting.pop()
        found.add(name)
        if name == "sw.js" or name.endswith((".wasm", ".webmanifest")):
            continue
        files = {f"assets/{one}" for one in led_to((DIST / name).read_text())}
        waiting |= {one for one in files if (DIST / one).is_file()} - found
    return found


@pytest.mark.usefixtures("app")
def test_all_that_an_agents_phone_ever_loads_is_a_quarter_of_a_megabyte() -> None:
    """By gzip, a KB of a thousand bytes, and the smaller brotli is what phones are really sent."""
    files = loaded_for_an_agent()
    weight = {name: carried(DIST / name, "gz") for name in files}
    heaviest = sorted(weight.items(), key=lambda one: -one[1])[:12]
    assert sum(weight.values()) <= 250_000, (sum(weight.values()), heaviest)
    assert sum(carried(DIST / name) for name in files) < sum(weight.values()) * 0.93
    stems = {re.sub(r"-[\w-]{8}\.\w+$", "", name.removeprefix("assets/")) for name in files}
    assert stems > {"index", "opened", "records", "CalendarPage", "LetterSheet", "HelpList", "argon2", "whoqol-bref"}
    assert not stems & {*CONSOLES, "PartnerDesk", "DistrictDesk"}


@pytest.mark.usefixtures("app")
def test_nothing_that_an_agents_phone_loads_brings_a_console_along() -> None:
    """What is left out above is never loaded at once with what is counted, only when it is asked for."""
    scripts = {name: (DIST / name).read_text() for name in loaded_for_an_agent() if name.endswith(".js")}
    at_once = {name: re.findall(r"\b(?:from|import)[\"'`]\./([^\"'`]+)", text) for name, text in scripts.items()}
    assert {name: along for name, along in at_once.items() if any(one.startswith(CONSOLES) for one in along)} == {}
    assert any(one.startswith("records") for one in at_once[next(name for name in scripts if "/opened-" in name)])


@pytest.mark.usefixtures("app")
def test_a_questionnaire_is_a_file_of_its_own_that_waits_until_it_is_wanted() -> None:
    names = {path.name.removesuffix(".json") for path in (HOUSE / "api/instruments").glob("*.json")}
    lazy = {name for name in names if not re.search(r"^assist|^sentences|\.[a-z]{2}$", name)}
    built = {name: [*(DIST / "assets").glob(f"{name}-*.js")] for name in lazy}
    assert {name: len(files) for name, files in built.items()} == dict.fromkeys(lazy, 1)
    opened = "".join(path.read_text() for path in (DIST / "assets").glob("opened-*.js"))
    first = json.loads((HOUSE / "api/instruments/whoqol-bref.json").read_bytes())["items"][0]["ask"]
    assert first in built["whoqol-bref"][0].read_text()
    assert first not in opened
    assert not [*(DIST / "assets").glob("*.en-*.js")]


def test_something_is_painted_from_the_page_alone_and_goes_when_the_app_is_there(handsets: Handsets) -> None:
    """Over a thin line whatever else it waited for would be seconds of white."""
    phone, held = handsets.phone(), list[Route]()
    phone.context.route("**/assets/**", lambda route: held.append(route))
    phone.page.goto(phone.origin, wait_until="commit")
    phone.until("() => performance.getEntriesByName('first-contentful-paint').length === 1")
    expect(phone.page.get_by_role("status")).to_contain_text("Sedang dibuka")
    phone.picture("first-paint")
    assert held
    for route in held:
        route.continue_()
    phone.context.unroute("**/assets/**")
    expect(phone.page.get_by_role("textbox")).to_be_editable()
    expect(phone.page.locator(".first-paint")).to_be_hidden()


def test_the_worker_keeps_the_apps_own_files_and_nothing_of_the_api_and_opens_without_signal(
    handsets: Handsets,
) -> None:
    phone = handsets.phone(installed=True)
    phone.go()
    phone.until(FILES_ARE_KEPT)
    phone.page.reload()
    phone.page.evaluate("async () => { for (const at of ['/v1/me', '/health', '/docs', '/nowhere']) await fetch(at); }")
    built = {
        f"/{path.relative_to(DIST).as_posix()}"
        for path in DIST.rglob("*")
        if path.suffix not in (".br", ".gz", ".png") and path.is_file()
    }
    visitors = {name for name in built if "umum" in name}
    assert set(phone.page.evaluate(KEPT)) == built - visitors - {"/sw.js", "/places.json"}
    for address in ("/docs", "/problems/not-found"):
        assert phone.go(address).locator("#app").count() == 0
    phone.offline()
    expect(phone.go("/klien").locator("#app")).not_to_be_empty()
