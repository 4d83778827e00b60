"""What is half written is locked as all is, kept, found in *Belum terkirim*, and begun anew only after a question."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import PIN, Person
from tests.e2e.server import Server

CLIENT, NOTE = "Mbak Rini", "Ngobrol di teras, belum selesai."
KEYS, ELSEWHERE = "Ketik PIN Anda", "Aplikasi terbuka di jendela lain"
RESUMED, RESTART, YES = "Anda melanjutkan isian yang belum disimpan.", "Mulai dari awal", "Ya, hapus isian ini"
# Five minutes pass by her clock while the page is out of sight; a browser without a screen never hides by itself.
OUT_OF_SIGHT = """minutes => {
  const seen = (state) => {
    Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => state});
    document.dispatchEvent(new Event('visibilitychange'));
  };
  seen('hidden');
  const now = Date.now;
  Date.now = () => now() + minutes * 60_000;
  seen('visible');
}"""


def test_what_she_leaves_is_locked_and_what_she_was_writing_is_kept(handsets: Handsets, server: Server) -> None:
    """On one phone: back to an opened page, five minutes out of sight, amid a form too, another window, and anew."""
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    sari.open_client(CLIENT)
    sari.page.goto("about:blank")
    sari.page.go_back(wait_until="commit")  # a page that is revived does not load again
    is_locked(sari.page)
    sari.press_pin(PIN, "Buka")
    sari.open_client(CLIENT)
    five_minutes_out_of_sight_lock_it(sari)
    sari.press_pin(PIN, "Buka")
    sari.open_client(CLIENT)
    a_half_written_form_survives_the_lock(sari)
    another_window_takes_over_and_nothing_typed_is_lost(sari)
    sari.tap("Kembali")
    a_half_written_form_is_begun_anew_only_when_she_says_so(sari)


def is_locked(page: Page) -> None:
    """The keypad, and of the client nothing at all in the page."""
    expect(page.get_by_text(KEYS)).to_be_visible()
    assert CLIENT not in page.content()


def five_minutes_out_of_sight_lock_it(sari: Person) -> None:
    sari.page.evaluate(OUT_OF_SIGHT, 4.9)
    sari.at(CLIENT)
    sari.page.evaluate(OUT_OF_SIGHT, 5)
    is_locked(sari.page)


def a_half_written_form_survives_the_lock(sari: Person) -> None:
    half_written(sari)
    sari.page.evaluate(OUT_OF_SIGHT, 6)
    is_locked(sari.page)
    sari.press_pin(PIN, "Buka")
    expect(sari.page.get_by_label("Catatan").first).to_have_value(NOTE)


def another_window_takes_over_and_nothing_typed_is_lost(sari: Person) -> None:
    first, second = sari.page, sari.handset.context.new_page()
    sari.handset.page = second
    sari.handset.go()
    sari.sees(ELSEWHERE)
    sari.tap("Pakai di sini")
    sari.press_pin(PIN, "Buka")
    expect(first.get_by_text(ELSEWHERE)).to_be_visible()
    assert CLIENT not in first.content()
    note_is_there(sari)


def half_written(sari: Person) -> None:
    sari.tap("Catat kunjungan")
    sari.tap("Tulis lebih lengkap", exact=True)
    sari.type("Catatan", NOTE)


def note_is_there(sari: Person) -> None:
    """Wherever she stands now, what she had typed is found from the client's page."""
    sari.open_client(CLIENT)
    sari.tap("Catat kunjungan")
    sari.sees(RESUMED)
    expect(sari.page.get_by_label("Catatan").first).to_have_value(NOTE)


def a_half_written_form_is_begun_anew_only_when_she_says_so(sari: Person) -> None:
    sari.go("Belum terkirim")
    sari.tap("Belum selesai ditulis 1 isian belum disimpan")
    sari.sees("Kunjungan Mbak Rini", "Terakhir diisi hari ini")
    sari.handset.picture("drafts")
    assert sari.handset.axe() == []
    sari.tap("Lanjutkan")
    sari.sees(RESUMED)
    sari.tap(RESTART, exact=True)
    sari.page.get_by_role("dialog").get_by_role("button", name="Nanti saja").click()
    expect(sari.page.get_by_label("Catatan").first).to_have_value(NOTE)
    sari.tap(RESTART, exact=True)
    assert sari.handset.axe() == []
    sari.tap(YES)
    expect(sari.page.get_by_label("Catatan").first).to_have_value("")
    sari.type("Catatan", NOTE)
    sari.tap("Kembali")
    sari.go("Hari ini")
    sari.tap("Semua isian (1)")
    sari.tap("Buang")
    sari.tap(YES)
    sari.sees("Tidak ada isian yang belum selesai")
