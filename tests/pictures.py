"""`python -m tests.pictures` takes the pictures of docs/journey.md: the demo as people see it, on a phone and at a desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.e2e.conftest import Handsets
from tests.e2e.handset import launch_options
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.test_partner import at_her_desk
from tests.engines import HOUSE

PICTURES = HOUSE / "docs" / "pictures"


@contextmanager
def demo() -> Iterator[tuple[Handsets, Server]]:
    """A server with the demo's people, and browsers whose screenshots go to docs/pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server("sqlite", Path(folder))
        browser = playwright.chromium.launch(**launch_options())
        handsets = Handsets(browser, playwright, server.url, PICTURES, Path(folder))
        try:
            yield handsets, server
        finally:
            handsets.put_away()
            server.close()


def an_agents(handsets: Handsets, server: Server) -> None:
    """Her day, a new client's way to a result, a client who is on the way, and danger."""
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    take = sari.handset.picture
    sari.go("Hari ini")
    take("today")
    sari.open_client("Mas Wahyu")
    sari.sees("Pertemuan 3 dari 8")
    take("client")
    sari.open_client("Pak Jaya")
    sari.tap("Kualitas hidup dari waktu ke waktu")
    take("quality-of-life")
    sari.handset.offline()
    sari.new_client("Kak Tia")
    sari.take_consent(look=lambda page: None if page == "consent" else (take("promise"), None)[1])
    wanted = {"a question": "question", "the result": "result"}
    sari.interview(look=lambda page: (take(wanted[page]), None)[1] if page in wanted else None)
    sari.decide()
    sari.save()
    sari.open_client("Mbak Rini")
    sari.tap("Catat kunjungan")
    sari.sees("Tanda bahaya")
    take("visit")
    sari.tap("Bicara ingin mati", exact=True)
    sari.sees("Sudah dibaca")
    take("danger")


def a_coordinators(handsets: Handsets, server: Server) -> None:
    ratna = Person(handsets.phone(), "Kenanga").enrol(server.code("Bu Ratna")).connected()
    ratna.go("Unit")
    ratna.handset.picture("unit")


def an_institutions(handsets: Handsets, server: Server) -> None:
    at_her_desk(handsets, server).picture("inbox")


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    with demo() as stage:
        for walk in (an_agents, a_coordinators, an_institutions):
            walk(*stage)
