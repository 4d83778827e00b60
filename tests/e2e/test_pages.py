"""Every page as everybody meets it: axe is content, nothing lies beyond the screen; both themes, and 200 % text."""

from typing import Literal

import pytest

from tests.e2e import axe
from tests.e2e.beside_her_day import a_list_asks_before_it_grows, beside_her_day
from tests.e2e.conftest import Handsets
from tests.e2e.looks import BEYOND, BROKEN, COVERED, SETTLED, SPOILT, SQUEEZED, TOGETHER
from tests.e2e.person import PHRASE, PIN, Person
from tests.e2e.server import Server

# Theme, width, and what axe has to say of it that it does not say of light. Each page is looked at in all of them as it
# stands: to come to it costs more than to look.
LOOKS: dict[str, tuple[Literal["light", "dark"], int, list[str]]] = {
    "light": ("light", 360, axe.RULES),
    "dark": ("dark", 360, axe.COLOURS),
    "narrow": ("light", 320, axe.ROOM),
    "large": ("light", 360, axe.ROOM),
}
AT_USUAL_SIZE = ("light", "dark", "narrow")


class Walk:
    """What was wrong, page by page."""

    def __init__(self, person: Person, *looks: str) -> None:
        self.person, self.looks, self.wrong, self.seen = person, looks, dict[str, list[str]](), list[str]()

    def look(self, page: str, *, scrolls: bool = False) -> None:
        """`scrolls`: as any document does, without a frame of places."""
        self.person.page.locator("h1").first.wait_for(state="attached")
        self.seen.append(page)
        for look in (*self.looks[1:], *self.looks[:1]):
            self.turn(look)
            if found := self.found(LOOKS[look][2], scrolls=scrolls):
                self.wrong[f"{page}, {look}"] = found

    def turn(self, look: str) -> None:
        scheme, width, _ = LOOKS[look]
        self.person.page.emulate_media(color_scheme=scheme)
        self.person.page.set_viewport_size({"width": width, "height": 640})

    def found(self, rules: list[str], *, scrolls: bool) -> list[str]:
        """What is wrong with the page as it stands."""
        self.person.page.evaluate(SETTLED)
        beyond = [one for one in self.person.page.evaluate(BEYOND) if not (scrolls and one.endswith("high"))]
        read = [one for asks in (BROKEN, TOGETHER, COVERED, SQUEEZED) for one in self.person.page.evaluate(asks)]
        return [*self.person.handset.axe(rules), *beyond, *read]


def test_the_walk_notices_what_is_wrong(handsets: Handsets, server: Server) -> None:
    """Pale words, a page too wide, a broken title, words under the dock and a squeezed refusal, planted."""
    walk = Walk(Person(handsets.phone()), *AT_USUAL_SIZE)
    walk.person.handset.go().get_by_role("textbox").wait_for()
    walk.look("as it is")
    walk.person.page.evaluate(SPOILT)
    walk.look("spoilt")
    assert walk.wrong.keys() == {f"spoilt, {look}" for look in AT_USUAL_SIZE}
    assert "color-contrast" not in str(walk.wrong.pop("spoilt, dark"))
    contrast, *others = walk.wrong["spoilt, light"]
    assert "color-contrast" in contrast
    assert "140 px too wide" in others
    assert "180 px too wide" in walk.wrong["spoilt, narrow"]
    assert [one for one in others if one.startswith("broken: ")]
    assert {"under the dock: last", "70 px for: refused"} <= set(others)


@pytest.mark.long
def test_every_page_is_for_everybody(handsets: Handsets, server: Server) -> None:
    walk = Walk(Person(handsets.phone(installed=True)), *AT_USUAL_SIZE)
    before_she_is_in(walk, server.code("Sari"))
    beside_her_day(walk.person, walk.look)
    places(walk)
    forms(walk)
    around_her(walk)
    assert not walk.wrong, walk.wrong
    assert len(walk.seen) == len(set(walk.seen)) >= 31


@pytest.mark.long
def test_large_text_fits(handsets: Handsets, server: Server) -> None:
    """200 % text, which is how many read."""
    walk = Walk(Person(handsets.phone(installed=True)), "large")
    walk.person.handset.big_text()
    before_she_is_in(walk, server.code("Sari"))
    assert walk.person.page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "32px"
    a_list_asks_before_it_grows(walk.person)
    places(walk)
    forms(walk)
    assert not walk.wrong, walk.wrong


def before_she_is_in(walk: Walk, code: str) -> None:
    her = walk.person
    her.handset.go()
    her.page.get_by_role("textbox").fill("x")
    her.tap("Lanjut")
    walk.look("a wrong code")
    her.page.get_by_role("textbox").fill(code)
    her.tap("Lanjut")
    her.sees("2 dari 4")
    walk.look("a word for the lock screen")
    her.page.get_by_role("textbox").fill(her.label)
    her.tap("Lanjut")
    walk.look("a PIN")
    her.tap("Pakai kalimat sandi")
    her.give_phrase("kursi biru", "Lanjut")
    her.sees("Terlalu pendek")
    walk.look("a pass phrase that is too short")
    her.tap("Pakai PIN angka")
    her.press_pin(PIN, "Lanjut")
    her.press_pin(PIN, "Selesai")
    her.at("Hari ini")
    her.connected()


def places(walk: Walk) -> None:
    her = walk.person
    for place in ("Hari ini", "Klien", "Belum terkirim", "Saya"):
        her.go(place)
        walk.look(place)
    who_accompanies(walk)
    her.go("Klien")
    her.page.get_by_role("textbox").first.fill("zzzz")
    walk.look("nobody found")
    her.page.get_by_role("textbox").first.fill("")
    her.handset.offline()
    her.open_client("Mas Wahyu")
    walk.look("a client")
    her.tap("Kunjungan ke rumah")
    walk.look("a visit")


def who_accompanies(walk: Walk) -> None:
    """A colleague comes and goes; ending one's own is said with all that follows."""
    her = walk.person
    her.open_client("Mas Wahyu")
    her.invite("Dewi")
    her.sees("Sejak")
    walk.look("who accompanies")
    her.tap("Dewi")
    walk.look("ending a colleague's")
    her.tap("Ya, akhiri")
    her.sees("Dewi tidak lagi mendampingi")
    her.tap("Pernah mendampingi")
    walk.look("who accompanied")
    her.tap("Anda")
    her.sees("satu-satunya")
    her.handset.offline()
    her.tap("Ya, berhenti mendampingi")
    her.sees("perlu sinyal")
    walk.look("ending her own, without signal")
    her.tap("Nanti saja")
    her.tap("Kembali")
    her.more("Yang mendampingi")
    her.sees("Daftar yang mendampingi perlu sinyal")
    walk.look("who accompanies, without signal")
    her.handset.offline(gone=False)


def forms(walk: Walk) -> None:
    her = walk.person
    her.go("Klien")
    her.tap("Klien baru")
    her.save()
    walk.look("a client without an alias")
    her.type("Panggilan", "mas wahyu")
    her.sees("Sudah ada Mas Wahyu")
    her.type("Panggilan", "Kak Tia")
    her.save()
    her.at("Kak Tia")
    walk.look("a client with no records")
    her.tap("Catat kunjungan")
    walk.look("a visit's form")
    her.tap("Kembali")
    her.at("Kak Tia")
    her.tap("Kegiatan lain")
    walk.look("what else")
    her.page.keyboard.press("Escape")
    her.handset.go()
    her.press_pin(PIN, "Buka")
    her.open_client("Kak Tia")
    her.take_consent(walk.look)
    her.interview(walk.look)
    her.decide()
    her.save()
    her.at("Kak Tia")
    for form in ("Rujuk ke mitra", "Pelatihan kerja"):
        her.more(form)
        walk.look(form)
        her.tap("Kembali")
        her.at("Kak Tia")


def around_her(walk: Walk) -> None:
    her = walk.person
    her.go("Belum terkirim")
    walk.look("what waits")
    another_label(walk)
    a_phrase_instead(walk)
    her.tap("Sembunyikan")
    walk.look("hidden")
    her.handset.go("/masuk")
    walk.look("the office's door")
    her.handset.go("/gaya")
    walk.look("all components", scrolls=True)
    her.handset.go()
    walk.look("locked")
    her.give_phrase("kursi merah di tepi sawah", "Buka")
    her.sees("Kalimat sandi salah")
    walk.look("a wrong phrase")
    her.tap("Pakai PIN angka")
    her.press_pin("000000", "Buka")
    her.sees("PIN salah")
    walk.look("a wrong PIN")
    her.tap("Pakai kalimat sandi")
    her.give_phrase(PHRASE, "Buka")
    her.at("Hari ini")


def another_label(walk: Walk) -> None:
    """What the lock screen calls her."""
    her = walk.person
    her.go("Saya")
    her.tap("Ganti nama samaran")
    her.type("Nama samaran yang baru", " ")
    her.save()
    her.sees("Tulis satu kata pendek")
    walk.look("another label")
    her.type("Nama samaran yang baru", " Kenanga ")
    her.save()
    her.sees("Nama samaran di layar kunci: Kenanga")


def a_phrase_instead(walk: Walk) -> None:
    """Her PIN becomes a pass phrase; spaces are forgiven."""
    her = walk.person
    her.go("Saya")
    her.tap("Ganti PIN")
    walk.look("the PIN that is changed")
    her.press_pin(PIN, "Lanjut")
    her.tap("Pakai kalimat sandi")
    walk.look("a new pass phrase")
    her.give_phrase(f" {PHRASE}  ", "Lanjut")
    her.give_phrase(PHRASE, "Ganti")
    her.sees("Sudah diganti")
    walk.look("a changed PIN")
    her.go("Belum terkirim")
