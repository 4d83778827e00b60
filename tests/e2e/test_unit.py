"""The coordinator's place on the phone: danger, people and phones, a new code, who accompanies whom, handing over."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.held_work import her_lost_phone_is_wiped, one_is_taken_and_one_declined, two_visits_are_held
from tests.e2e.looks import looked_at
from tests.e2e.person import Person
from tests.e2e.rescue_file import her_file_is_taken
from tests.e2e.server import Server
from tests.e2e.test_unit_month import on_one_page

ALERTS = "**/v1/alerts?*"
SECTIONS = {
    "Tanda bahaya": "sejak",
    "Catatan tertahan": "Catatan tertahan",
    "Terlewat di unit": "seharusnya",
    "Ada dua isian": "Tidak ada pertanyaan yang belum dijawab",
    "Menunggu jawaban BNNK": "Diminta",
    "Orang dan HP": "kata HP itu",
    "Siapa mendampingi siapa": "Mas Wahyu",
    "Pindah unit": "Dari IBM Desa Asinan",
    "Rekap bulan": "Seluruh unit",
}
STRANGER = "klien yang tidak ada di HP ini"


@pytest.mark.long
def test_a_coordinator_runs_her_unit_from_the_phone(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    expect(sari.page.get_by_role("navigation").get_by_role("link", name="Unit", exact=True)).to_have_count(0)
    two_visits_are_held(sari, server)
    ratna = Person(handsets.phone(installed=True), "Kenanga")
    ratna.handset.context.route(ALERTS, lambda route: route.abort())  # or they were told before the signal goes
    ratna.enrol(server.code("Bu Ratna"))
    ratna.go("Klien")
    ratna.sees_nothing_of("Belum ada klien")
    her_day_leads_to_the_danger(ratna)
    each_in_two_taps(ratna)
    one_is_taken_and_one_declined(ratna)
    her_leaflet_leads_back_to_the_list(ratna)
    a_new_code(ratna)
    handing_over(ratna)
    her_file_is_taken(ratna, sari, server)
    a_leaver(ratna)
    she_ends_a_sign_of_danger_with_what_was_done(ratna)
    ratna.go("Hari ini")
    dewi = Person(handsets.phone(), "Mawar").enrol(server.code("Dewi")).connected()
    dewi.open_client("Bintang")
    her_lost_phone_is_wiped(ratna, sari)


def test_at_a_desk_the_list_stands_beside_what_it_opened(handsets: Handsets, server: Server) -> None:
    ratna = Person(handsets.desk(), "Kenanga").enrol(server.code("Bu Ratna")).connected()
    ratna.go("Unit")
    ratna.sees("Pilih di sebelah kiri")
    expect(ratna.page.get_by_role("heading", name="Unit", exact=True).first).to_be_focused()
    ratna.tap("Orang dan HP")
    ratna.at("Orang dan HP")
    expect(ratna.page.get_by_role("heading", name="Orang dan HP")).to_be_focused()
    expect(ratna.control("Tanda bahaya")).to_be_visible()
    ratna.handset.picture("desk")
    assert ratna.handset.axe() == []
    ratna.tap("Survei kepuasan")
    expect(ratna.page.get_by_role("heading", name="Survei kepuasan")).to_be_in_viewport()
    ratna.tap("Rekap bulan")
    ratna.sees("Seluruh unit")
    on_one_page(ratna)
    ratna.tap("Lembar untuk Lurah")
    ratna.sees("Cetak atau simpan PDF")
    on_one_page(ratna)


def she_ends_a_sign_of_danger_with_what_was_done(ratna: Person) -> None:
    ratna.go("Unit")
    ratna.tap("Tanda bahaya")
    danger = ratna.page.get_by_role("button").filter(has_text="sejak").first
    expect(danger).to_be_visible()
    danger.click()
    ratna.sees("Yang sudah dilakukan")
    ratna.tap("Sudah tertangani")
    ratna.handset.offline()
    ratna.tap("Diantar ke IGD")
    ratna.save()
    ratna.sees("Belum tersimpan: perlu internet.")
    looked_at(ratna.handset, "no signal")
    ratna.handset.offline(gone=False)
    ratna.save()
    ratna.sees("Tanda bahaya ini sudah ditutup.", "Tidak ada tanda bahaya yang terbuka")
    ratna.handset.picture("ended")


def her_day_leads_to_the_danger(ratna: Person) -> None:
    """Which her phone does not hold: without signal it says that it does not know."""
    ratna.handset.offline()
    ratna.handset.context.unroute(ALERTS)
    ratna.go("Hari ini")
    ratna.sees("Tanda bahaya di unit belum bisa dilihat.")
    ratna.go("Klien")
    ratna.handset.offline(gone=False)
    ratna.go("Hari ini")
    ratna.sees_nothing_of("Belum ada yang perlu dikerjakan")
    looked_at(ratna.handset, "day")
    ratna.tap("tanda bahaya di unit Anda")
    ratna.at("Tanda bahaya")
    ratna.tap("Kembali")


def each_in_two_taps(ratna: Person) -> None:
    """What agents are told to ask her for: from her day to her unit, and there it stands."""
    for section, holds in SECTIONS.items():
        ratna.go("Hari ini")
        ratna.go("Unit")
        ratna.tap(section)
        ratna.at(section)
        ratna.sees(holds)
        ratna.sees_nothing_of(STRANGER)  # papers of the unit ask for something too, and are no client's
        looked_at(ratna.handset, section)
    ratna.tap("Kembali")
    ratna.at("Unit")
    looked_at(ratna.handset, "unit")


def her_leaflet_leads_back_to_the_list(ratna: Person) -> None:
    ratna.tap("Minta tolong")
    ratna.tap("Selebaran unit")
    ratna.sees("Cetak")
    ratna.page.go_back()
    ratna.sees("Untuk keluarganya")
    ratna.go("Unit")


def a_new_code(ratna: Person) -> None:
    """As text to read aloud and as a picture, shown once."""
    ratna.tap("Orang dan HP")
    ratna.tap("Dewi")
    ratna.tap("Buat kode pendaftaran")
    ratna.sees("sekali pakai")
    expect(ratna.page.locator("dialog p[tabindex]")).to_be_focused()
    expect(ratna.page.get_by_role("img", name="Kode pendaftaran sebagai gambar")).to_be_visible()
    looked_at(ratna.handset, "code")
    ratna.tap("Tutup", exact=True)


def a_leaver(ratna: Person) -> None:
    """Her phone is locked, and all whom she accompanied go to a colleague at once; with whom and why is asked first."""
    ratna.tap("Kembali")
    ratna.tap("Orang dan HP")
    ratna.tap("Sari")
    sheet = ratna.page.get_by_role("dialog")
    ratna.tap("Kunci HP ini")
    ratna.sees("Yang belum terkirim tetap ada di sana.")
    looked_at(ratna.handset, "locking")
    ratna.tap("Ya, kunci")
    ratna.sees("HP dikunci.")
    sheet.get_by_role("button", name="Serahkan").click()
    ratna.sees("Semua berpindah sekaligus")
    expect(sheet.get_by_role("button", name="Serahkan").last).to_be_disabled()
    looked_at(ratna.handset, "leaving")
    sheet.get_by_text("Pilih", exact=True).click()
    sheet.last.get_by_text("Dewi", exact=True).click()
    ratna.type("Alasannya", "Pindah kota.")
    sheet.get_by_role("button", name="Serahkan").last.click()
    ratna.sees("sekarang didampingi Dewi.")


def handing_over(ratna: Person) -> None:
    """To a colleague, with a reason."""
    ratna.tap("Kembali")
    ratna.tap("Siapa mendampingi siapa")
    ratna.tap("Mas Wahyu")
    ratna.page.get_by_role("dialog").get_by_text("Pilih", exact=True).first.click()
    ratna.page.get_by_role("dialog").last.get_by_text("Dewi", exact=True).click()
    ratna.type("Alasannya", "Mendampingi bersama")
    ratna.tap("Tambahkan pendamping")
    ratna.sees("Dewi ikut mendampingi.")


def test_a_client_moves_between_units(handsets: Handsets, server: Server) -> None:
    """One is asked for on a phone without a signal and passed on; another, offered here, is refused with a reason."""
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    sari.new_client("Mbak Pindah")
    sari.more("Minta pindah ke unit lain")
    sari.pick("IBM Desa Asinan")
    sari.tap("Lisan", exact=True)
    sari.type("Alasan pindah", "Pindah rumah.")
    looked_at(sari.handset, "asking")
    sari.save()
    sari.connected()
    ratna = Person(handsets.phone(), "Kenanga").enrol(server.code("Bu Ratna"))
    ratna.go("Unit")
    ratna.tap("Pindah unit")
    ratna.tap("Mbak Pindah")
    ratna.tap("Teruskan ke unit itu")
    ratna.sees("Diteruskan ke IBM Desa Asinan.")
    ratna.sees_nothing_of("Mbak Pindah", "Mbak Sekar")
    ratna.page.get_by_role("button").filter(has_text="Dari IBM Desa Asinan").click()
    looked_at(ratna.handset, "offered")
    ratna.tap("Tolak", exact=True)
    ratna.type("Alasan menolak", "Belum ada yang kosong.")
    ratna.tap("Tolak", exact=True)
    ratna.sees("Unit yang meminta akan membaca alasannya.", "Tidak ada yang ditawarkan")
