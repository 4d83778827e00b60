"""The month of a unit: read, confirmed by whoever leads it, and handed on without small numbers."""

import re

from playwright.sync_api import expect

from api.cli.demo_data import CLIENTS
from tests.e2e.conftest import Handsets
from tests.e2e.looks import A4, looked_at
from tests.e2e.person import Person
from tests.e2e.server import Server


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
    ratna.sees("Angka di sini dibaca BNNK", "menyangkut kurang dari 5 orang")
    ratna.type("Kunjungan", "92")
    ratna.save()
    ratna.sees("Tulis kelipatan 5")
    looked_at(ratna.handset, "month form")
    ratna.type("Kunjungan", "90")
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
