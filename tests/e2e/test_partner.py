"""An institution's desk in the browser: what waits there, a step with its answer, what it gives back, the months."""

import re

import pytest
from playwright.sync_api import Page, expect

from api.cli.demo_people import OFFICER
from tests.e2e.conftest import Handsets
from tests.e2e.desks import at_a_desk
from tests.e2e.handset import Handset
from tests.e2e.looks import looked_at
from tests.e2e.person import Person
from tests.e2e.server import Server


def at_her_desk(handsets: Handsets, server: Server) -> Handset:
    """The officer, signed in."""
    return at_a_desk(handsets, server, "officer", OFFICER, "Rujukan masuk")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


@pytest.mark.long
def test_an_institution_reads_answers_and_gives_back_and_the_agent_prints_a_letter(
    handsets: Handsets, server: Server
) -> None:
    handset = at_her_desk(handsets, server)
    page = handset.page
    late = page.get_by_role("button").filter(has_text="Joko Ladang")
    expect(late).to_contain_text("Baca rujukan ini")
    looked_at(handset, "inbox")
    late.click()
    expect(page.get_by_text("Data klien yang ikut dikirim")).to_be_visible()
    looked_at(handset, "case")
    page.go_back()
    expect(page.get_by_role("heading", name="Rujukan masuk")).to_be_visible()
    late.click()
    press(page, "Terima")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Jam janji temu").fill("09:30")
    dialog.get_by_role("button", name="Terima", exact=True).click()
    expect(dialog.get_by_text("Tulis juga tanggal janji temunya.").first).to_be_visible()
    looked_at(handset, "refused")
    dialog.get_by_role("button", name="Besok").click()
    dialog.get_by_role("button", name="Terima", exact=True).click()
    expect(page.get_by_text("Tersimpan. Unit sudah bisa membacanya.")).to_be_visible()
    expect(page.get_by_text("tempat rujukan").first).to_be_visible()
    press(page, "Kembali")
    expect(page.get_by_role("heading", name="Rujukan masuk")).to_be_visible()
    press(page, "Per bulan")
    expect(page.get_by_role("table").first).to_be_visible()
    looked_at(handset, "months")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Keluar")).to_be_hidden()
    expect(page.get_by_role("table").first).to_be_visible()
    page.emulate_media(media="screen")
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    sari.open_client("Joko Ladang")
    sari.page.get_by_role("main").get_by_text("Rujukan ke Klinik BNN Lerep").first.click()
    sari.sees("Langkah rujukan", "Diterima", "09:30")
    the_agent_sees_number_and_steps_and_prints_a_letter(sari)


def without_a_line_it_says_so_and_keeps_what_was_typed(handset: Handset) -> None:
    page = handset.page
    page.get_by_role("button").filter(has_text="Mas Biru").click()
    press(page, "Catat hasil")
    page.get_by_label("Pesan untuk agen").fill("Datang pagi.")
    handset.offline()
    press(page, "Simpan")
    expect(page.get_by_text("Server tidak menjawab.", exact=False)).to_be_visible()
    expect(page.get_by_label("Pesan untuk agen")).to_have_value("Datang pagi.")
    handset.offline(gone=False)
    press(page, "Simpan")
    expect(page.get_by_text("Tersimpan. Unit sudah bisa membacanya.")).to_be_visible()
    press(page, "Kembali")
    handset.offline()
    page.get_by_role("button").filter(has_text="Joko Ladang").click()
    expect(page.get_by_text("Server tidak menjawab.", exact=False)).to_be_visible()
    expect(page.get_by_role("heading", name="Memuat")).to_have_count(0)
    handset.offline(gone=False)
    press(page, "Muat ulang")
    expect(page.get_by_text("Data klien yang ikut dikirim")).to_be_visible()


def test_a_desk_keeps_what_was_typed_without_a_line_and_has_room_for_list_and_case(
    handsets: Handsets, server: Server
) -> None:
    handset = at_her_desk(handsets, server)
    without_a_line_it_says_so_and_keeps_what_was_typed(handset)
    it_has_room_and_looks_right_in_the_dark(handset)


def it_has_room_and_looks_right_in_the_dark(handset: Handset) -> None:
    page = handset.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button").filter(has_text="Mas Biru").click()
    expect(page.get_by_text("Langkah", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Rujukan masuk")).to_be_visible()
    for dark in (False, True):
        handset.dark(on=dark)
        handset.picture(f"wide {dark=}")
        assert handset.axe() == []


def the_agent_sees_number_and_steps_and_prints_a_letter(sari: Person) -> None:
    sari.go("Klien")
    sari.tap("Mas Biru")
    sari.tap("Rujukan ke Klinik BNN Lerep")
    sari.sees("Langkah rujukan", "tempat rujukan", "Yang perlu dibawa", "KTP")
    looked_at(sari.handset, "steps")
    sari.tap("Surat rujukan")
    sari.type("Nama di surat", "Siti Contoh")
    expect(sari.page.get_by_role("article")).to_contain_text("Siti Contoh")
    looked_at(sari.handset, "letter")
    # In letters so large that one sheet of paper does not hold it: it goes on, on the next.
    printed = sari.page.pdf(prefer_css_page_size=True, scale=2)
    assert len(re.findall(rb"/Type */Page\b", printed)) == 2
    sari.page.get_by_role("button", name="Tutup").click()
    sari.tap("Surat rujukan")
    expect(sari.page.get_by_label("Nama di surat")).to_have_value("")
    sari.page.get_by_role("button", name="Tutup").click()
    sari.tap("Ubah tahap rujukan")
    sari.tap("Ditutup", exact=True)
    sari.save()
    sari.sees("Langkah rujukan", "Ditutup")
    sari.sees_nothing_of("Yang perlu dibawa")
    sari.sees_nothing_of("Surat rujukan")
