"""`python -m tests.pictures` writes docs/journey.md and takes its pictures: the demo as people see it."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from api.cli.demo_people import BNNK, OFFICER
from api.docs.journey import LEAD, PARTS, TITLE, JourneyPart
from tests.e2e.conftest import Handsets
from tests.e2e.desks import at_a_desk
from tests.e2e.handset import launch_options
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.engines import HOUSE
from tests.programs import chromium

PICTURES = HOUSE / "docs" / "pictures"
IN_A_ROW = 3
# A third of what a PNG weighs, and nothing is seen of it.
WEBP = """async (png) => {
  const picture = await createImageBitmap(await (await fetch(png)).blob());
  const canvas = Object.assign(document.createElement('canvas'), {width: picture.width, height: picture.height});
  canvas.getContext('2d').drawImage(picture, 0, 0);
  return canvas.toDataURL('image/webp', 0.85);
}"""


@contextmanager
def demo() -> Iterator[tuple[Handsets, Server]]:
    """A server with the demo's people, and browsers whose screenshots go to docs/pictures, packed."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server("sqlite", Path(folder))
        browser = playwright.chromium.launch(**launch_options(chromium()))
        taken = Path(folder) / "pictures"
        taken.mkdir()
        handsets = Handsets(browser, playwright, server.url, taken, Path(folder))
        try:
            yield handsets, server
            packer = browser.new_page()
            for picture in taken.glob("*.png"):
                pack(packer, picture)
        finally:
            handsets.put_away()
            server.close()


def pack(page: Page, picture: Path) -> None:
    """By the browser, which is here anyway."""
    packed = page.evaluate(WEBP, f"data:image/png;base64,{b64encode(picture.read_bytes()).decode()}")
    (PICTURES / f"{picture.stem}.webp").write_bytes(b64decode(packed.partition(",")[2]))


def journey_text() -> str:
    """docs/journey.md, from the words of `/docs/journey`."""
    parts = "\n\n".join(part_text(part) for part in PARTS)
    return f"# {TITLE}\n\n{LEAD} `make pictures` writes this page and takes its pictures.\n\n{parts}\n"


def part_text(part: JourneyPart) -> str:
    """Its pictures in rows, each above its words."""
    rows = [part.pictures[at : at + IN_A_ROW] for at in range(0, len(part.pictures), IN_A_ROW)]
    lines = [f"## {part.title}", ""]
    for number, row in enumerate(rows):
        empty = " |" * (IN_A_ROW - len(row))
        lines.append("|" + "".join(f" ![](pictures/{one.file}.webp) |" for one in row) + empty)
        lines += ["|---" * IN_A_ROW + "|"] if number == 0 else []
        lines.append("|" + "".join(f" {one.told} |" for one in row) + empty)
    return "\n".join([*lines, "", part.after] if part.after else lines)


def an_agents(handsets: Handsets, server: Server) -> None:
    """Her day, a new client's way to a result, a client who is on the way, and danger."""
    sari = Person(handsets.phone(installed=True)).enrol(server.code("Sari")).connected()
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
    ratna.tap("Lembar untuk Lurah")
    ratna.page.get_by_role("article").scroll_into_view_if_needed()
    ratna.page.get_by_text("Agen datang menemui klien.").scroll_into_view_if_needed()
    ratna.handset.picture("sheet")


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
    (HOUSE / "docs" / "journey.md").write_text(journey_text(), "utf-8")
    with demo() as stage:
        for walk in (an_agents, a_coordinators, offices, visitors):
            walk(*stage)
