"""`python -m tests.pictures` takes the pictures of docs/journey.md: the demo as people see it, phone and desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from api.cli.demo_data import BNNK, OFFICER
from tests.e2e.conftest import Handsets
from tests.e2e.desks import at_a_desk
from tests.e2e.handset import launch_options
from tests.e2e.person import Person
from tests.e2e.server import Server
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
    ratna.sees("Tanda bahaya", "Rekap bulan")
    ratna.handset.picture("unit")
    ratna.tap("Rekap bulan")
    ratna.sees("Janji kunjungan yang ditepati")
    ratna.handset.picture("month")


def offices(handsets: Handsets, server: Server) -> None:
    at_a_desk(handsets, server, "officer", OFFICER, "Rujukan masuk").picture("inbox")
    at_a_desk(handsets, server, "bnnk", BNNK, "Permintaan persetujuan").picture("district")


def visitors(handsets: Handsets, server: Server) -> None:
    for name, address in (("help", "/tanya#5psk9t"), ("survey", "/survei")):
        phone = handsets.phone()
        phone.go(address).get_by_role("heading").first.wait_for()
        phone.picture(name)


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    with demo() as stage:
        for walk in (an_agents, a_coordinators, offices, visitors):
            walk(*stage)
