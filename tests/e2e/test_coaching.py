"""Supervision on a phone: the officer writes in a village hall without a signal, and who leads the unit reads it."""

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server


def test_an_officer_writes_offline_what_the_units_lead_reads(handsets: Handsets, server: Server) -> None:
    officer = Person(handsets.phone(installed=True)).enrol(server.code("bnnk"), first="Pembinaan").connected()
    officer.handset.offline()
    officer.place("Hari ini").click()
    officer.sees("Rintisan (1)", "Tumbuh (1)", "Berkembang (1)", "Tangguh (1)")
    assert officer.handset.look("phase_board") == []
    officer.tap("IBM Desa Kopeng")
    officer.sees("Pembinaan", "Perlu dikerjakan")
    assert officer.handset.axe() == []
    officer.handset.picture("coaching")
    officer.tap("Advokasi (1)")
    officer.tap("Catat advokasi")
    officer.tap("Lurah atau kades")
    officer.tap("Ruang")
    officer.tap("Setuju")
    officer.save()
    officer.sees("Advokasi tersimpan di HP.")
    officer.tap("Penilaian fase (1)")
    officer.page.get_by_role("button").filter(has_text="Penilaian fase akhir").click()
    officer.sees("Menurut hitungan: Tumbuh, 26,5 dari 100", "SK masih berlaku")
    assert officer.handset.axe() == []
    officer.handset.picture("phase")
    officer.page.go_back()
    officer.handset.offline(gone=False)
    officer.connected()
    ratna = Person(handsets.phone(), "Kenanga").enrol(server.code("Bu Ratna")).connected()
    ratna.go("Unit")
    ratna.tap("Pembinaan")
    ratna.tap("Advokasi (2)")
    ratna.sees("Advokasi: Ruang")
    assert ratna.handset.axe() == []
