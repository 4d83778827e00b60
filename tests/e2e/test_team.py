"""Somebody of a unit says how she is, without a line; who leads it reads her call and nothing of her answers."""

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

ROW, CALL = "Bagaimana kabar Anda?", "Ada yang mengancam saya"


def test_a_word_waits_for_a_line_and_a_call_is_heard(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone(installed=True)).enrol(server.code("Sari")).connected()
    sari.handset.offline()
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
    sari.handset.offline(gone=False)
    sari.go("Klien")
    sari.go("Saya")
    sari.sees("Setengah menit, tentang Anda sendiri")
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
