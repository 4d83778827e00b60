"""A picture made without signal: sealed on the phone, sent last, and seen on another phone of hers."""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.handset import POCKET
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.test_journey import agree
from tests.engines import HOUSE

PICTURE = HOUSE / "pwa/public/icons/icon-512.png"
RULE = "Jangan ada wajah, nama, atau alamat di foto."


def test_a_picture_of_a_visit_waits_for_a_line_and_arrives(handsets: Handsets, server: Server) -> None:
    phone = handsets.phone(installed=True, **POCKET)
    sari = Person(phone).enrol(server.code("Sari")).connected()
    phone.offline()
    sari.new_client("Kak Tia")
    sari.tap("Catat kunjungan")
    sari.tap("Tulis lebih lengkap")
    sari.sees("Foto dan rekaman: dia belum setuju.")
    sari.page.go_back()
    sari.more("Minta persetujuan")
    agree(sari, "Didatangi dan dihubungi", "Foto atau rekaman")
    sari.tap("Catat kunjungan")
    sari.tap("Baik", exact=True)
    sari.tap("Tulis lebih lengkap")
    sari.tap("Tambah foto")
    sari.sees(RULE)
    with sari.page.expect_file_chooser() as chosen:
        sari.tap("Ambil foto")
    chosen.value.set_files(PICTURE)
    sari.tap("Lihat foto")
    expect(sari.page.get_by_role("img", name="Foto")).to_be_visible()
    phone.picture("photo")
    assert phone.axe() == []
    sari.save()
    sari.go("Belum terkirim")
    sari.sees("1 foto belum terkirim, 0,1 MB. Dikirim setelah semua catatan.")
    phone.go()
    sari.unlock()
    look(sari)
    phone.offline(gone=False)
    sari.waits(0)
    sari.go("Belum terkirim")
    sari.sees_nothing_of("foto belum terkirim")
    look(Person(handsets.phone(**POCKET)).enrol(server.code("Sari")).connected())


def look(person: Person) -> None:
    """The picture, on the page of the visit."""
    person.open_client("Kak Tia")
    person.tap("Kunjungan ke rumah")
    person.tap("Lihat foto")
    shown = person.page.get_by_role("img", name="Foto")
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") == 512
