"""The lock screen on a low phone: nothing covered, and no key moves under her finger."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

LOW = {"viewport": {"width": 360, "height": 560}}
BOXES = """() => {
  const buttons = [...document.querySelectorAll('main button')].filter((one) => one.checkVisibility());
  return Object.fromEntries(buttons.map((one) => {
    const box = one.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const edges = [box.top + 2, y, box.bottom - 2].map((at) => document.elementFromPoint(x, at));
    return [one.textContent.trim() || one.ariaLabel, [box.top, box.bottom, edges.every((top) => one.contains(top))]];
  }));
}"""


def two_people(handsets: Handsets, server: Server) -> Person:
    """On one low phone, the first one's keypad open."""
    sari = Person(handsets.phone(**LOW)).enrol(server.code("Sari"))
    sari.go("Saya")
    sari.tap("Kunci sekarang")
    sari.tap("Orang lain memakai HP ini")
    dewi = Person(sari.handset, "Kenanga").register(server.code("Dewi"), "314159")
    dewi.go("Saya")
    dewi.tap("Kunci sekarang")
    dewi.tap("Melati")
    return sari


@pytest.mark.parametrize("tries", [1, 7])
def test_an_error_covers_nothing_and_moves_no_key(handsets: Handsets, server: Server, tries: int) -> None:
    """The seventh wrong PIN says most."""
    sari = two_people(handsets, server)
    sari.page.clock.install()
    before = sari.page.evaluate(BOXES)
    for number in range(tries):
        sari.press_pin("000000", "Buka")
        expect(
            sari.page.get_by_role("status").get_by_text("PIN salah.").or_(sari.page.get_by_text("Tunggu")).first
        ).to_be_visible()
        if number < tries - 1:
            sari.page.clock.fast_forward("01:30:00")
    after = sari.page.evaluate(BOXES)
    sari.handset.picture("wrong")
    assert {name: box for name, box in after.items() if not box[2]} == {}
    assert after.keys() == before.keys()
    assert {name: box[:2] for name, box in after.items()} == {name: box[:2] for name, box in before.items()}
