"""What a unit does beside its clients: written in four taps without signal, sent when it comes back. And somebody of it
says how she is, without a line too; who leads it reads her call and nothing of her answers.
"""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

ROW, CALL = "Bagaimana kabar Anda?", "Ada yang mengancam saya"


def test_an_event_comes_to_a_colleague_but_no_client_by_chance_and_a_call_is_heard_by_her_leader(
    handsets: Handsets, server: Server
) -> None:
    """All of it is written offline, on one phone."""
    sari = Person(handsets.phone(installed=True)).enrol(server.code("Sari")).connected()
    sari.handset.offline()
    a_word_waits_for_a_line_and_a_call_is_heard(sari, handsets, server)
    sari.tap("Tutup", exact=True)
    sari.handset.offline()
    an_event_is_written_in_four_taps(sari)
    sari.handset.offline(gone=False)
    sari.connected()
    dewi = Person(handsets.phone(), "Kenanga").enrol(server.code("Dewi")).connected()
    dewi.go("Hari ini")
    dewi.tap("Catat kegiatan")
    dewi.sees("47 orang")
    a_client_is_asked_about_before_everybody_reads_it(sari)


def an_event_is_written_in_four_taps(sari: Person) -> None:
    sari.go("Hari ini")
    sari.tap("Catat kegiatan")
    sari.sees("Kegiatan unit", "Rapat desa, RT, PKK", "Berani menolak")
    sari.handset.picture("activities")
    assert sari.handset.axe() == []
    sari.tap("Catat penyuluhan")
    sari.type("Berapa orang hadir", "47")
    sari.save()
    sari.sees("Penyuluhan tersimpan di HP.")
    expect(sari.page.get_by_role("button").filter(has_text="47 orang")).to_be_visible()
    sari.go("Klien")
    expect(sari.page.get_by_text("IBM Desa Kopeng")).to_have_count(0)


def a_client_is_asked_about_before_everybody_reads_it(sari: Person) -> None:
    sari.go("Hari ini")
    sari.tap("Catat kegiatan")
    sari.tap("Catat penyuluhan")
    sari.type("Berapa orang hadir", "12")
    sari.tap("Tulis lebih lengkap")
    sari.type("Catatan", "Mas Wahyu ikut membantu")
    sari.save()
    sari.sees("Tulisan ini menyebut klien.")
    assert sari.handset.axe() == []
    sari.handset.picture("asked")


def a_word_waits_for_a_line_and_a_call_is_heard(sari: Person, handsets: Handsets, server: Server) -> None:
    sari.tap(ROW)
    sari.tap("Kirim", exact=True)
    sari.sees("Pilih dulu perasaan dan bebannya.")
    for said in ("Sedih", "Terlalu berat", CALL):
        sari.tap(said)
    sari.sees("Kalau bahayanya sekarang", "Telepon 119", "ketua unit tidak membaca jawaban Anda")
    assert sari.handset.look("asked") == []
    sari.tap("Kirim", exact=True)
    sari.sees("Belum terkirim: perlu internet")
    sari.tap("Tutup", exact=True)
    sari.sees("Jawaban Anda belum terkirim")
    sari.go("Belum terkirim")
    sari.sees("Jawaban Anda belum terkirim")
    sari.sees_nothing_of("Semua sudah terkirim")
    sari.handset.offline(gone=False)
    sari.go("Klien")
    sari.go("Belum terkirim")
    sari.sees_nothing_of("Jawaban Anda belum terkirim")
    heard_by_her_leader(handsets, server)
    sari.go("Klien")
    sari.go("Saya")
    sari.tap(ROW)
    sari.sees("Ketua unit menandai sudah menemui Anda")


def heard_by_her_leader(handsets: Handsets, server: Server) -> None:
    """By name, since she called; how she feels is nowhere."""
    ratna = Person(handsets.phone()).enrol(server.code("Bu Ratna"))
    ratna.tap("Ada rekan yang diancam")
    ratna.sees("Temui dia sendiri", "Sari", "Diancam")
    ratna.sees_nothing_of("Sedih", "Terlalu berat")
    assert ratna.handset.look("called") == []
    ratna.tap("Sudah saya temui")
    ratna.sees("Sudah ditemui hari ini")
    ratna.sees_nothing_of("Diancam")
