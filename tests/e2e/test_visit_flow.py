"""A visit to a unit on a phone in a village hall: step by step without a signal, over a closed app, agreed by both."""

from tests.e2e.conftest import Handsets
from tests.e2e.person import PIN, Person
from tests.e2e.server import Server

FOUND = "Catatan kunjungan sudah rapi, ruang belum ada."
BEGUN = "Isiannya belum selesai. Lanjutkan dari sini."  # said when it is sealed


def to_the_visit(officer: Person) -> None:
    officer.place("Hari ini").click()
    officer.tap("IBM Desa Kopeng")
    officer.tap("Kunjungan langkah demi langkah")
    officer.at("Kunjungan pembinaan")


def begins(officer: Person) -> None:
    """The monitoring of the year's start, and a note of the visit that is not finished."""
    officer.handset.picture("visit")
    officer.tap("Isi: Monitoring awal")
    officer.sees("belum ada triwulan tahun ini yang selesai dihitung")
    officer.tap("Yang dikerjakan")
    officer.type("Penyuluhan", "6")
    officer.handset.picture("monitoring")
    officer.save()
    officer.sees("Monitoring tersimpan di HP.", "Isi: Masalah unit")
    officer.tap("Lewati dulu")
    officer.tap("4. Asistensi")
    officer.control("Isi: Asistensi").or_(officer.control("Tambah: Asistensi")).click()
    officer.type("Yang ditemukan", FOUND)
    officer.tap("Kembali")
    officer.sees(BEGUN)


def ends(officer: Person) -> None:
    officer.sees(BEGUN)
    officer.tap("4. Asistensi")
    officer.tap("Lanjutkan isian: Asistensi")
    officer.save()
    officer.tap("9. Disetujui bersama")
    officer.sees("Pembina belum menyetujui asistensi dan Ketua unit belum menyetujui asistensi")
    officer.tap("Lengkapi: Disetujui bersama")
    officer.tap("Ya", exact=True)
    officer.save()
    officer.tap("6. Monitoring akhir")
    officer.sees("Penyuluhan", "naik 5")


def agrees(leader: Person) -> None:
    """What waits for her stands in her day."""
    leader.place("Hari ini").click()
    leader.tap("Baca catatan asistensi, lalu nyatakan setuju: Asistensi hari ini")
    leader.tap("Ya", exact=True)
    leader.save()


def test_a_visit_is_gone_through_offline_over_a_closed_app_and_agreed_by_both(
    handsets: Handsets, server: Server
) -> None:
    officer = Person(handsets.phone(installed=True)).enrol(server.code("bnnk"), first="Pembinaan").connected()
    officer.handset.offline()
    to_the_visit(officer)
    begins(officer)
    officer.page.reload()
    officer.press_pin(PIN, "Buka")
    officer.at("Pembinaan")
    to_the_visit(officer)
    ends(officer)
    assert officer.handset.look("visit-end") == []
    officer.handset.offline(gone=False)
    officer.waits(0)
    ratna = Person(handsets.phone(), "Kenanga").enrol(server.code("Bu Ratna")).connected()
    agrees(ratna)
    ratna.go("Unit")
    ratna.tap("Pembinaan")
    ratna.tap("Kunjungan langkah demi langkah")
    ratna.tap("9. Disetujui bersama")
    ratna.tap("Berita acara", exact=True)
    ratna.sees("Berita acara asistensi", FOUND, "sudah menyatakan setuju di aplikasi")
    assert ratna.handset.look("minutes") == []
