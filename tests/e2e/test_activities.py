"""What a unit does beside its clients: written in four taps without signal, sent when it comes back."""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server


def test_an_event_is_written_in_four_taps_offline_and_comes_to_the_colleague_but_no_client_by_chance(
    handsets: Handsets, server: Server
) -> None:
    sari = Person(handsets.phone(installed=True)).enrol(server.code("Sari")).connected()
    sari.handset.offline()
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
    sari.handset.offline(gone=False)
    sari.connected()
    dewi = Person(handsets.phone(), "Kenanga").enrol(server.code("Dewi")).connected()
    dewi.go("Hari ini")
    dewi.tap("Catat kegiatan")
    dewi.sees("47 orang")
    a_client_is_asked_about_before_everybody_reads_it(sari)


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
