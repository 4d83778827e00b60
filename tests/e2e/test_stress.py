"""Bad lines, and others who answer for the server: nothing unsent is gone, the status is true, there is a way on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, select

from api.changes.change_rows import CHANGE
from tests.e2e.conftest import Handsets
from tests.e2e.handset import FILES_ARE_KEPT, KeptHandset
from tests.e2e.light_pin import app_with_a_light_pin
from tests.e2e.line import Answer, Line, opened_line
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.test_cleared import CLIENT

PUSH, PULL = "/v1/sync/push", "/v1/sync/pull"
PORTAL = Answer("200 OK", "<html><title>Masuk ke WiFi</title>")
DETOUR = Answer("302 Found", "", ("Location: http://127.0.0.1:9/masuk", "Content-Type: text/html"))
BROKEN = Answer("500 Internal Server Error", "Internal Server Error", ("Content-Type: text/plain",))
ALL_SENT = "Semua sudah terkirim"
EIGHT_KB = 8192
PAGES_KEPT = """async () => {
  const kept = await caches.open('app');
  const files = await Promise.all((await kept.keys()).map((asked) => kept.match(asked, { ignoreVary: true })));
  const pages = files.filter((file) => file.headers.get('content-type').startsWith('text/html'));
  return pages.map((file) => new URL(file.url).pathname);
}"""


@pytest.fixture
def line() -> Iterator[Line]:
    """Between every phone of the test and its server."""
    with opened_line() as opened:
        yield opened


@pytest.fixture
def server(app: None, tmp_path: Path, line: Line) -> Iterator[Server]:
    """Knows the line as its own address."""
    started = Server("sqlite", tmp_path, PULIH_ORIGINS=line.url, PULIH_DIST=str(app_with_a_light_pin()))
    line.server_port = started.settings.port
    yield started
    line.fine()
    started.close()


def visits(server: Server) -> int:
    """How many of hers the server has, each counted as often as it is there."""
    with Session(server.engine) as session:
        told = select(CHANGE.c.id).where(CHANGE.c.kind == "visit", CHANGE.c.answer == "applied")
        return len(session.connection().execute(told).all())


def all_sent(sari: Person) -> None:
    """By itself, or as she asks."""
    sari.go("Belum terkirim")
    sari.sees(ALL_SENT)
    sari.handset.picture("sent")


def stopped(sari: Person, name: str, sentence: str, count: int = 1) -> None:
    """What she reads while nothing goes, and what she can do."""
    sari.go("Belum terkirim")
    sari.sees(sentence, f"{count} catatan tersimpan di HP")
    sari.sees_nothing_of(ALL_SENT)
    sari.handset.picture(name)
    assert sari.handset.axe() == []


def send(sari: Person) -> None:
    """As the page offers it."""
    sari.page.get_by_role("main").get_by_role("button", name="Kirim sekarang").last.click()


def test_a_bad_line_loses_nothing_and_tells_the_truth(handsets: Handsets, server: Server, line: Line) -> None:
    """One phone through all of it."""
    phone = handsets.kept(line.url)
    installed_in_spite_of_a_portal(phone, line)
    before = visits(server)
    sari = first_load_over_a_line_that_breaks(phone, server, line)
    an_answer_is_lost(sari, line)
    assert visits(server) == before + 1
    killed_while_it_sends(sari, phone, line)
    assert visits(server) == before + 2
    somebody_else_answers(sari, line)
    assert visits(server) == before + 3
    a_thin_line_carries_it(sari, line)
    assert visits(server) == before + 4


def installed_in_spite_of_a_portal(phone: KeptHandset, line: Line) -> None:
    """A network asks her to sign in while the app is kept: its page is none of the app's files at the next opening."""
    line.say(PORTAL, "/assets/CardsPage")
    phone.go()
    line.happened()
    line.fine()
    phone.go()
    phone.until(FILES_ARE_KEPT)
    assert phone.page.evaluate(PAGES_KEPT) == ["/index.html"]


def first_load_over_a_line_that_breaks(phone: KeptHandset, server: Server, line: Line) -> Person:
    """Each connection carries eight kilobytes, there and back together; and the phone dies in its first pull."""
    line.life = EIGHT_KB
    line.hold(PULL)
    sari = Person(phone).enrol(server.code("Sari"))
    line.happened()
    phone.kill()
    line.let_go()
    phone.reopen()
    sari.unlock()
    sari.connected()
    sari.open_client(CLIENT)
    line.fine()
    return sari


def an_answer_is_lost(sari: Person, line: Line) -> None:
    """The server has it, and is asked again."""
    line.lose(PUSH)
    sari.write_visit("Baik")
    line.happened()
    all_sent(sari)


def killed_while_it_sends(sari: Person, phone: KeptHandset, line: Line) -> None:
    """It was committed, and the phone does not know."""
    line.hold(PUSH)
    sari.open_client(CLIENT)
    sari.write_visit("Baik")
    line.happened()
    phone.kill()
    line.fine()
    phone.reopen()
    sari.unlock()
    all_sent(sari)


def somebody_else_answers(sari: Person, line: Line) -> None:
    """A page of a network, as a page and as a way there; then a server that breaks. The app opens all the same."""
    line.say(PORTAL)
    sari.open_client(CLIENT)
    sari.write_visit("Baik")
    stopped(sari, "portal", "Mungkin WiFi ini minta masuk dulu")
    sari.unlock()
    stopped(sari, "portal-again", "Mungkin WiFi ini minta masuk dulu")
    line.say(DETOUR)
    send(sari)
    stopped(sari, "detour", "Mungkin WiFi ini minta masuk dulu")
    line.say(BROKEN)
    send(sari)
    stopped(sari, "broken", "Server sedang tidak bisa dicapai.")
    line.fine()
    send(sari)
    all_sent(sari)


def a_thin_line_carries_it(sari: Person, line: Line) -> None:
    """64 kbit/s, a second there and back."""
    line.pace, line.delay = 8_000, 1.0
    sari.open_client(CLIENT)
    sari.write_visit("Baik")
    all_sent(sari)
