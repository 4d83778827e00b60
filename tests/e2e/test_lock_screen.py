"""The lock screen on a low phone: nothing covered, and no key moves under her finger."""

from typing import Any

from playwright.sync_api import ViewportSize, expect
from sqlmodel import select

from api.changes.tables import Change
from api.cli.demo_data import demo_id
from api.db.engine import writing
from api.identity.tables import Enrolment
from tests.e2e.conftest import Handsets
from tests.e2e.handset import FILES_ARE_KEPT
from tests.e2e.person import PIN, Person
from tests.e2e.server import Server

EVERY_KEY = "1234567890"
# Of seven wrong PINs, those before and behind which every key is looked at; only their keys are tapped.
LOOKED_AT = (0, 6)
LOW: ViewportSize = {"width": 360, "height": 560}
BOXES = """() => {
  const buttons = [...document.querySelectorAll('main button')].filter((one) => one.checkVisibility());
  return Object.fromEntries(buttons.map((one) => {
    const box = one.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const edges = [box.top + 2, y, box.bottom - 2].map((at) => document.elementFromPoint(x, at));
    return [one.textContent.trim() || one.ariaLabel, [box.top, box.bottom, edges.every((top) => one.contains(top))]];
  }));
}"""


def test_from_a_wrong_code_to_the_keys_of_two_people(handsets: Handsets, server: Server) -> None:
    """On one phone: a code and its way back, every way on of one person, and an error amid the keys of two."""
    sari = Person(handsets.phone(viewport={"width": 320, "height": 560}))
    a_wrong_code_is_found_first_and_back_goes_one_step_back(sari, server.code("Sari"))
    sari.tap("Lanjut")
    sari.tap("Lanjut")
    sari.press_pin(PIN, "Lanjut")
    sari.press_pin(PIN, "Selesai")
    sari.at("Hari ini")
    one_person_sees_every_way_on(sari)
    sari.page.set_viewport_size(LOW)
    two_people(sari, server.code("Dewi"))
    an_error_covers_nothing_and_moves_no_key(sari)


def two_people(sari: Person, code: str) -> None:
    """The first one's keypad open."""
    sari.tap("Orang lain memakai HP ini")
    dewi = Person(sari.handset, "Kenanga").register(code, "314159")
    dewi.go("Saya")
    dewi.tap("Kunci sekarang")
    dewi.tap("Melati")


def an_error_covers_nothing_and_moves_no_key(sari: Person) -> None:
    """Neither the first nor the seventh wrong PIN, which says most."""
    sari.page.clock.install()
    before = sari.page.evaluate(BOXES)
    for number in range(7):
        enters = sari.tap_pin if number in LOOKED_AT else sari.press_pin
        enters(EVERY_KEY, "Buka")
        expect(
            sari.page.get_by_role("status").get_by_text("PIN salah.").or_(sari.page.get_by_text("Tunggu")).first
        ).to_be_visible()
        if number in LOOKED_AT:
            stands_as(sari, before)
        sari.page.clock.fast_forward("01:30:00")


def stands_as(sari: Person, before: dict[str, list[Any]]) -> None:
    after = sari.page.evaluate(BOXES)
    sari.handset.picture("wrong")
    assert {name: box for name, box in after.items() if not box[2]} == {}
    assert after.keys() == before.keys()
    assert {name: box[:2] for name, box in after.items()} == {name: box[:2] for name, box in before.items()}


def one_person_sees_every_way_on(sari: Person) -> None:
    """The keypad leaves room for what stands below it, on every phone."""
    for height in (560, 640, 720, 740):
        sari.page.set_viewport_size({"width": 360, "height": height})
        sari.handset.go()
        sari.sees("Ketik PIN Anda")
        sari.handset.picture(f"one-{height}")
        boxes = sari.page.evaluate(BOXES)
        assert "Lupa PIN" in boxes
        assert {name: box for name, box in boxes.items() if not box[2]} == {}, height


def a_wrong_code_is_found_first_and_back_goes_one_step_back(sari: Person, code: str) -> None:
    """Before a label and fourteen digits; the phone's own Back keeps what was typed."""
    sari.handset.go()
    sari.page.get_by_role("textbox").fill("7Q4M-K2T9")
    sari.tap("Lanjut")
    sari.sees("Kode ini tidak cocok atau sudah tidak berlaku.", "1 dari 4")
    sari.handset.picture("wrong-code")
    assert sari.handset.axe() == []
    sari.page.get_by_role("textbox").fill(code)
    sari.handset.offline()
    sari.tap("Lanjut")
    sari.sees("Kode belum bisa diperiksa", "Lanjut tanpa diperiksa")
    sari.handset.offline(gone=False)
    sari.tap("Coba lagi")
    sari.sees("2 dari 4")
    sari.page.get_by_role("textbox").fill("Melati")
    sari.tap("Lanjut")
    sari.sees("3 dari 4")
    sari.page.go_back()
    expect(sari.page.get_by_role("textbox")).to_have_value("Melati")
    sari.page.go_back()
    expect(sari.page.get_by_role("textbox")).to_have_value(code)


def test_a_locked_phone_goes_on_with_a_new_code(handsets: Handsets, server: Server) -> None:
    """The same book: what waited is sent."""
    sari = Person(handsets.phone(installed=True)).enrol(server.code("Sari")).connected()
    sari.handset.offline()
    sari.open_client("Mbak Rini")
    sari.write_visit("Baik")
    with writing(server.engine) as session:
        for phone in session.exec(select(Enrolment).where(Enrolment.person == demo_id("Sari"))):
            phone.status = "locked"
            session.add(phone)
    sari.handset.offline(gone=False)
    sari.go("Belum terkirim")
    sari.sees("HP ini tidak dipakai lagi atau dikunci")
    sari.handset.picture("locked")
    sari.tap("Daftarkan lagi")
    sari.page.get_by_role("dialog").get_by_role("textbox").fill(server.code("Sari"))
    sari.page.get_by_role("dialog").get_by_role("button", name="Daftarkan lagi").click()
    sari.tap_pin(PIN, "Buka")
    sari.waits(0)
    sari.open_client("Mbak Rini")
    sari.sees("Kunjungan ke rumah", "Terkirim")


def test_what_waits_in_a_closed_app_goes_when_there_is_a_line(handsets: Handsets, server: Server) -> None:
    """Locked and without any page of it: the browser wakes the worker, which sends sealed envelopes."""
    sari = Person(handsets.kept()).enrol(server.code("Sari")).connected()
    sari.handset.until(FILES_ARE_KEPT)
    sari.handset.offline()
    sari.new_client("Kenari")
    sari.go("Saya")
    sari.tap("Kunci sekarang")
    sari.sees("1 catatan belum terkirim")
    sari.page.goto("about:blank")
    assert not has_come(server, "Kenari")
    sari.handset.offline(gone=False)
    for _ in range(300):
        if has_come(server, "Kenari"):
            break
        sari.page.wait_for_timeout(100)
    assert has_come(server, "Kenari")


def has_come(server: Server, alias: str) -> bool:
    with writing(server.engine) as session:
        return any(alias in (change.body or "") for change in session.exec(select(Change)))
