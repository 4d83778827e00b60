"""An appointment goes to another day, with its reason, without signal and in few taps; the server takes it as it is."""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.test_pace import COUNT

REASON = "Dia minta hari lain"


def test_an_appointment_moves_from_her_day_in_four_taps_or_from_the_clients_page_with_its_reason(
    handsets: Handsets, server: Server
) -> None:
    """On one phone, without signal."""
    sari = Person(handsets.phone(installed=True)).enrol(server.code("Sari")).connected()
    sari.handset.offline()
    what_is_too_long_is_told_and_nothing_is_cut(sari)
    it_moves_from_the_list_of_the_day_in_four_taps(sari)
    it_moves_from_the_clients_page_too_and_the_reason_stays_with_the_record(sari)


def it_moves_from_the_list_of_the_day_in_four_taps(sari: Person) -> None:
    sari.go("Hari ini")
    sari.handset.picture("today")
    move = sari.page.get_by_role("button", name="Pindah hari").first
    move.click()
    sari.sees("Kenapa dipindah?", "Mas Wahyu: kunjungan, semula")
    sari.page.set_viewport_size({"width": 360, "height": 900})  # where nothing lies half under the dock
    assert sari.handset.axe() == []
    sari.page.set_viewport_size({"width": 360, "height": 560})
    sari.tap("Simpan hari baru")
    sari.sees("Pilih hari yang baru.")
    sari.handset.picture("nothing chosen")
    sari.page.evaluate(COUNT)
    sari.tap("7 hari lagi")
    sari.tap(REASON, exact=True)
    sari.handset.picture("moving")
    sari.tap("Simpan hari baru")
    expect(sari.page.get_by_role("dialog")).to_have_count(0)
    assert sari.page.evaluate("taps") <= 3  # behind the one that opened it
    sari.waits(1)
    sari.handset.offline(gone=False)
    sari.sees("Semua sudah terkirim")
    sari.handset.offline()


def it_moves_from_the_clients_page_too_and_the_reason_stays_with_the_record(sari: Person) -> None:
    sari.new_client("Kak Tia")
    sari.take_consent()
    sari.write_visit("Baik", "7 hari lagi")
    sari.handset.picture("client")
    sari.page.get_by_role("main").get_by_role("button", name="Kunjungan ke rumah").click()
    sari.tap("Pindah hari", exact=True)
    sari.tap("3 hari lagi")
    sari.tap("Alasan lain", exact=True)
    sari.type("Alasannya", "Ada hajatan di rumahnya.")
    sari.handset.picture("another reason")
    sari.tap("Simpan hari baru")
    sari.sees("Ada hajatan di rumahnya.")
    sari.handset.picture("record")
    sari.tap("Lihat riwayat")
    sari.sees("Belum terkirim, jadi belum ada riwayatnya di server.")
    sari.tap("Tutup", exact=True)
    sari.handset.offline(gone=False)
    expect(sari.page.get_by_text("Terkirim", exact=True).first).to_be_visible()
    sari.tap("Lihat riwayat")
    sari.sees("Alasan perbaikan: Ada hajatan di rumahnya.", "(sebelumnya")
    sari.handset.picture("history")
    assert sari.handset.axe() == []


def what_is_too_long_is_told_and_nothing_is_cut(sari: Person) -> None:
    sari.go("Hari ini")
    sari.page.get_by_role("button", name="Pindah hari").first.click()
    sari.tap("Alasan lain", exact=True)
    field = sari.page.get_by_label("Alasannya").first
    field.fill("a" * 250)
    sari.sees("250 dari 500 huruf")
    field.fill("a" * 501)
    sari.sees("501 dari 500 huruf", "Terlalu panjang: paling banyak 500 huruf.")
    sari.handset.picture("too long")
    expect(field).to_have_value("a" * 501)
    sari.tap("Tutup", exact=True)
