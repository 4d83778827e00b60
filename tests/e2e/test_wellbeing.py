"""How a client lives is asked card by card, without signal, and seen over time on her page."""

import json

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import PIN, Person
from tests.e2e.server import Server
from tests.e2e.test_transitions import FULL, NO_ROOM
from tests.engines import HOUSE

WHOQOL = json.loads((HOUSE / "api/instruments/whoqol-bref.json").read_bytes())
CHART = "Kualitas hidup dari waktu ke waktu"
START, DIRECTLY = "Awal", "Dia sendiri"

# Nothing is sealed until the page calls `seal`.
HELD = """() => {
  const { encrypt } = SubtleCrypto.prototype;
  const released = new Promise((resolve) => { self.seal = resolve; });
  SubtleCrypto.prototype.encrypt = async function (...all) { await released; return encrypt.apply(this, all); };
}"""


def card_of(her: Person, number: int) -> None:
    """The card that stands there now."""
    her.sees(f"{number} dari 26")


def tap_label(her: Person, number: int, value: int) -> None:
    """One answer, one tap: the next card comes by itself."""
    card_of(her, number)
    scale = WHOQOL["scales"][WHOQOL["items"][number - 1]["scale"]]
    her.tap(scale[value - 1]["label"], exact=True)


def test_twenty_six_cards_without_signal_the_chart_what_was_asked_before_and_another_questionnaire(
    handsets: Handsets, server: Server
) -> None:
    sari = Person(handsets.phone(installed=True)).enrol(server.code("Sari")).connected()
    sari.handset.offline()
    twenty_six_cards_and_the_chart(sari)
    sari.page.set_viewport_size({"width": 320, "height": 640})
    what_was_asked_before_stands_beside_and_another_questionnaire_goes_the_same_way(sari)


def twenty_six_cards_and_the_chart(sari: Person) -> None:
    sari.open_client("Mas Wahyu")
    sari.more("Kualitas hidup")
    sari.sees("Saat apa ini ditanyakan")
    sari.tap(DIRECTLY, exact=True)
    look(sari, "beforehand")
    sari.tap("Mulai", exact=True)
    the_cards(sari)
    sari.sees("Ringkasan jawaban")
    look(sari, "summary")
    sari.tap("Lihat hasil")
    sari.sees("Badan", "Lingkungan", "Kembali ke pertanyaan")
    look(sari, "result")
    sari.save()
    sari.open_client("Mas Wahyu")
    sari.tap(CHART)
    table = sari.page.get_by_role("table")
    expect(table.get_by_role("rowheader")).to_have_text(
        ["Badan", "Pikiran dan perasaan", "Hubungan dengan orang", "Lingkungan"]
    )
    # 1 + 2 + 4 + 4 + 4 + 4 + 4 = 23 of seven for the body; two of three for people, since card 21 was left out.
    expect(table.get_by_role("cell")).to_have_text(["57,14", "75,00", "75,00", "75,00"])
    look(sari, "chart")


def the_cards(her: Person) -> None:
    """All of them: back keeps what was said, a closed app goes on where it was left, one card is left out."""
    for number in range(1, 6):
        tap_label(her, number, 4 if number not in (3,) else 5)
    card_of(her, 6)
    look(her, "card")
    her.tap("Kembali", exact=True)
    card_of(her, 5)
    expect(her.page.locator("[aria-pressed=true]")).to_contain_text("Banyak")
    her.tap("Lanjut", exact=True)
    for number in range(6, 11):
        tap_label(her, number, 4)
    go_on(her)
    full_disk(her)
    for number in range(14, 21):
        tap_label(her, number, 4)
    card_of(her, 21)
    look(her, "left out")
    her.tap("Lewati", exact=True)
    for number in range(22, 26):
        tap_label(her, number, 4)
    tap_label(her, 26, 2)


def go_on(her: Person) -> None:
    """A card waits until the one before is sealed: a form left as soon as it stands there goes on there."""
    her.page.evaluate(HELD)
    tap_label(her, 11, 4)
    her.page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    expect(her.page.get_by_role("region", name="11 dari 26")).to_have_attribute("inert", "")
    her.page.evaluate("() => seal()")
    card_of(her, 12)
    her.page.reload()
    her.press_pin(PIN, "Buka")
    her.at("Hari ini")
    her.tap("Kualitas hidup belum disimpan")
    card_of(her, 12)


def full_disk(her: Person) -> None:
    """An answer that the phone could not keep is not shown as kept; the next one that is, takes it along."""
    her.page.evaluate(NO_ROOM)
    tap_label(her, 12, 4)
    card_of(her, 13)
    her.sees(FULL)
    her.page.evaluate("() => hasRoom()")
    tap_label(her, 13, 4)
    expect(her.page.get_by_text(FULL)).to_be_hidden()


def look(her: Person, name: str) -> None:
    """In both themes, and with a machine's eye."""
    assert her.handset.look(name) == [], name


def what_was_asked_before_stands_beside_and_another_questionnaire_goes_the_same_way(sari: Person) -> None:
    sari.open_client("Pak Jaya")
    sari.tap(CHART)
    header = sari.page.get_by_role("table").get_by_role("columnheader")
    expect(header).to_have_text(["Bagian", "Awal", "Tengah"])
    look(sari, "two points")
    width = sari.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
    sari.page.get_by_role("main").get_by_role("button", name="Kualitas hidup").filter(has_text="Tengah").click()
    expect(sari.page.get_by_role("table").get_by_role("columnheader")).to_have_text(["Bagian", "Awal", "Tengah"])
    sari.tap("Lihat semua jawaban")
    sari.sees("Rasa sakit", "Belum dijawab")
    look(sari, "kept")
    sari.page.get_by_role("dialog").get_by_role("button", name="Tutup").last.click()
    sari.tap("Kembali", exact=True)
    sari.at("Pak Jaya")
    sari.more("Kuesioner lain")
    sari.tap("DAST-10", exact=True)
    sari.tap("Mulai", exact=True)
    for number in range(1, 11):
        sari.sees(f"{number} dari 10")
        sari.tap("Ya" if number in (1, 3) else "Tidak", exact=True)
    sari.tap("Lihat hasil")
    sari.sees("1 · Ringan")
    look(sari, "another")
    sari.save()
    sari.at("Pak Jaya")
