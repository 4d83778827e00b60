"""Beginning a form anew is asked first; what is half written is found in *Belum terkirim*."""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

RESUMED, RESTART, YES = "Anda melanjutkan isian yang belum disimpan.", "Mulai dari awal", "Ya, hapus isian ini"
NOTE = "Ngobrol di teras, belum selesai."


def test_a_half_written_form_is_begun_anew_only_when_she_says_so(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    sari.open_client("Mbak Rini")
    sari.tap("Catat kunjungan")
    sari.tap("Tulis lebih lengkap", exact=True)
    sari.type("Catatan", NOTE)
    sari.tap("Kembali")
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
