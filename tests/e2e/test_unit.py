"""The coordinator's place on the phone: danger, people and phones, a new code, who accompanies whom, handing over."""

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from api.cli.demo_data import CLIENTS
from tests.e2e.conftest import Handsets
from tests.e2e.looks import looked_at
from tests.e2e.person import Person
from tests.e2e.server import Server

# Within its margins of 14 mm, in the pixels of a style sheet.
A4: ViewportSize = {"width": 688, "height": 1017}
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


@pytest.mark.long
def test_a_coordinator_runs_her_unit_from_the_phone(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    expect(sari.page.get_by_role("navigation").get_by_role("link", name="Unit", exact=True)).to_have_count(0)
    ratna = Person(handsets.phone(installed=True), "Kenanga")
    ratna.handset.context.route(ALERTS, lambda route: route.abort())  # or they were told before the signal goes
    ratna.enrol(server.code("Bu Ratna"))
    ratna.go("Klien")
    ratna.sees_nothing_of("Belum ada klien")
    her_day_leads_to_the_danger(ratna)
    each_in_two_taps(ratna)
    her_leaflet_leads_back_to_the_list(ratna)
    a_new_code(ratna)
    handing_over(ratna)
    a_leaver(ratna)
    ratna.go("Hari ini")
    dewi = Person(handsets.phone(), "Mawar").enrol(server.code("Dewi")).connected()
    dewi.open_client("Bintang")
    sari.go("Belum terkirim")
    sari.tap("Kirim sekarang")
    sari.sees("HP ini tidak dipakai lagi atau dikunci")


def test_at_a_desk_the_list_stands_beside_what_it_opened(handsets: Handsets, server: Server) -> None:
    ratna = Person(handsets.desk(), "Kenanga").enrol(server.code("Bu Ratna")).connected()
    ratna.go("Unit")
    ratna.sees("Pilih di sebelah kiri")
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


def test_a_coordinator_ends_a_sign_of_danger_with_what_was_done(handsets: Handsets, server: Server) -> None:
    ratna = Person(handsets.phone(installed=True), "Kenanga").enrol(server.code("Bu Ratna"))
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
        looked_at(ratna.handset, section)
    ratna.tap("Kembali")
    ratna.at("Unit")
    looked_at(ratna.handset, "unit")


def test_a_month_in_numbers_is_of_the_unit_or_of_this_phone_and_is_handed_on_without_small_numbers(
    handsets: Handsets, server: Server
) -> None:
    ratna = Person(handsets.phone(installed=True), "Kenanga").enrol(server.code("Bu Ratna"))
    ratna.go("Unit")
    ratna.tap("Rekap bulan")
    ratna.sees("Seluruh unit", "Klien menurut langkahnya", "Janji kunjungan yang ditepati")
    looked_at(ratna.handset, "month")
    ratna.handset.page.emulate_media(media="print")
    expect(ratna.control("Cetak")).to_be_hidden()
    ratna.handset.picture("month on paper")
    ratna.handset.page.emulate_media(media="screen")
    turn = ratna.page.locator(".turn").get_by_role("button")
    turn.first.click()
    ratna.sees("Belum dikonfirmasi.", "Seluruh unit")
    looked_at(ratna.handset, "month unconfirmed")
    ratna.handset.offline()
    a_month_is_confirmed_without_a_signal(ratna)
    turn.first.click()
    ratna.sees("hanya 0 klien yang Anda dampingi sendiri")
    ratna.handset.picture("month alone")
    turn.last.click()
    turn.last.click()
    ratna.sees("Seluruh unit", "Angka diambil")
    for_whoever_leads_the_village(ratna)


def a_month_is_confirmed_without_a_signal(ratna: Person) -> None:
    """By what was read before it went; a figure that she changes keeps beside it what the records said."""
    ratna.tap("Periksa dan konfirmasi")
    ratna.sees("Angka di sini dibaca BNNK", "Menurut catatan kurang dari 5")
    ratna.type("Kunjungan", "12")
    ratna.save()
    ratna.sees("Tulis kelipatan 5")
    looked_at(ratna.handset, "month form")
    ratna.type("Kunjungan", "10")
    ratna.type("Kenapa angkanya beda", "Buku tulis belum disalin.")
    ratna.save()
    ratna.sees("Laporan bulanan tersimpan di HP.", "Dikonfirmasi")
    looked_at(ratna.handset, "month confirmed")


def for_whoever_leads_the_village(ratna: Person) -> None:
    """One page, of what was read before the signal went: no small number, no client; who signs is kept nowhere."""
    ratna.tap("Lembar untuk Lurah")
    paper = ratna.page.get_by_role("article")
    for said in ("Laporan bulan", "IBM Desa Kopeng", "< 5", "Angka diambil", "Agen datang menemui klien."):
        expect(paper).to_contain_text(said)
    looked_at(ratna.handset, "sheet")
    ratna.type("Nama ketua unit", "Ratna Dewi")
    told = paper.inner_text()
    assert not [alias for alias, *_ in CLIENTS if alias in told]
    ratna.page.emulate_media(media="print")
    ratna.page.set_viewport_size(A4)
    ratna.handset.picture("sheet on paper")
    assert paper.evaluate("(page) => page.scrollHeight") <= A4["height"]
    on_one_page(ratna)
    ratna.page.emulate_media(media="screen")
    ratna.tap("Tutup", exact=True)
    ratna.tap("Lembar untuk Lurah")
    expect(paper).not_to_contain_text("Ratna Dewi")
    assert ratna.page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0


def on_one_page(ratna: Person) -> None:
    printed = ratna.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type */Page\b", printed)) == 1


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
