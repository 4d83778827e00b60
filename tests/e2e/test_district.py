"""Whether a client may be accompanied here: asked by the agent offline, answered at the district's desk, and seen."""

import pytest
from playwright.sync_api import Locator, Page, expect

from api.cli.demo_data import CLIENTS, REFERRED
from api.cli.demo_people import BNNK
from tests.e2e.conftest import Handsets
from tests.e2e.desks import at_a_desk
from tests.e2e.handset import Handset
from tests.e2e.looks import looked_at
from tests.e2e.person import Person
from tests.e2e.server import Server

SMALL = {"viewport": {"width": 360, "height": 640}}
REFERRED_ALIAS = CLIENTS[REFERRED][0]


def at_her_desk(handsets: Handsets, server: Server) -> Handset:
    """The officer, signed in."""
    return at_a_desk(handsets, server, "bnnk", BNNK, "Permintaan persetujuan")


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def agrees_to_approval(her: Person) -> None:
    """What is asked of the office begins with the client's yes: the promise names the officer."""
    her.more("Minta persetujuan BNNK")
    her.sees("Petugas BNNK", "tanpa panggilan dan tanpa kode")
    looked_at(her.handset, "promise")
    her.tap("Dia setuju")
    her.tap("Tidak", exact=True)
    for layer in ("Didatangi dan dihubungi", "Skrining", "Ikut pendampingan", "Petugas BNNK melihat skor tanpa nama"):
        her.tap(layer)
    for answer in ("Lisan (direkam)", "Keluarga"):
        her.tap(answer, exact=True)
    her.save()


def is_answered(page: Page, button: str, label: str, words: str) -> None:
    """At the desk, with what is asked beside it."""
    press(page, button)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(label).fill(words)
    press(dialog, button)
    expect(page.get_by_text("Tersimpan. Unit sudah bisa membacanya.")).to_be_visible()


def asks_offline(sari: Person) -> None:
    """From a new client to the request, without a line; the name is noticed before it leaves the phone."""
    sari.handset.offline()
    sari.new_client("Kak Tia")
    agrees_to_approval(sari)
    sari.interview()
    sari.decide()
    sari.save()
    sari.open_client("Kak Tia")
    sari.sees("Minta persetujuan BNNK")
    sari.tap("Langkah berikut")
    sari.type("Kenapa bisa didampingi di sini", "Kak Tia mau berhenti.")
    sari.save()
    sari.sees("Tulisan ini menyebut panggilan atau kodenya.")
    looked_at(sari.handset, "asking")
    sari.type("Kenapa bisa didampingi di sini", "Mau berhenti, dijaga keluarganya.")
    sari.save()
    sari.sees("Tanyakan jawaban BNNK")
    sari.handset.offline(gone=False)
    sari.waits(0)


def hears_by_telephone(sari: Person) -> None:
    """The office says yes on the telephone, long before it stands at its desk's list."""
    sari.open_client("Kak Tia")
    sari.tap("Langkah berikut")
    sari.at("Tulis jawaban lewat telepon")
    sari.tap("Disetujui", exact=True)
    sari.page.get_by_role("group", name="Kapan BNNK bilang begitu").get_by_role("button", name="Hari ini").click()
    sari.type("Siapa yang bilang", "Bu Ani")
    looked_at(sari.handset, "by telephone")
    sari.save()
    sari.sees("Lewat telepon: disetujui", "BNNK setuju: buat rencana pendampingan")
    sari.waits(0)


def asks_again(sari: Person) -> None:
    """What the office wants to know is told with the same request."""
    sari.page.get_by_role("main").get_by_text("BNNK bertanya").click()
    sari.sees("Sejak kapan?", "Yang dibaca petugas BNNK")
    looked_at(sari.handset, "asked back")
    sari.open_client("Kak Tia")
    sari.tap("Langkah berikut")
    sari.tap("Dikirim ke BNNK", exact=True)
    sari.type("Kenapa bisa didampingi di sini", "Baru setahun ini, mau berhenti.")
    looked_at(sari.handset, "asking again")
    sari.save()
    sari.sees("Tanyakan jawaban BNNK")
    sari.waits(0)


@pytest.mark.long
def test_it_is_asked_offline_answered_at_a_desk_and_seen_by_the_agent(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone(installed=True, **SMALL)).enrol(server.code("Sari")).connected()
    asks_offline(sari)
    hears_by_telephone(sari)

    officer = at_her_desk(handsets, server)
    waits = officer.page.get_by_role("button").filter(has_text="Jawab paling lambat")
    expect(waits).to_have_count(2)
    waits.nth(1).click()
    expect(officer.page.get_by_text("sudah menjawab lewat telepon: disetujui (Bu Ani")).to_be_visible()
    is_answered(officer.page, "Perlu keterangan", "Yang ingin Anda ketahui", "Sejak kapan?")
    sari.unlock()
    sari.open_client("Kak Tia")
    sari.sees("Jawab pertanyaan BNNK")
    asks_again(sari)

    press(officer.page, "Kembali")
    press(officer.page, "Muat ulang")
    waits.nth(1).click()
    expect(officer.page.get_by_text("Baru setahun ini")).to_be_visible()
    is_answered(officer.page, "Setuju", "Syarat, kalau ada", "Maksimal 8 pertemuan.")
    sari.unlock()
    sari.open_client("Kak Tia")
    sari.sees("BNNK setuju: buat rencana pendampingan", "Maksimal 8 pertemuan.")
    looked_at(sari.handset, "answered")
    sari.page.get_by_role("main").get_by_text("Maksimal 8 pertemuan.").click()
    sari.sees("Petugas BNNK Semarang")
    sari.sees_nothing_of("Ubah tahap permintaan")


def test_a_request_is_judged_by_scores_a_referral_is_signed_and_the_agent_sees_the_day(
    handsets: Handsets, server: Server
) -> None:
    """At one desk, and on her phone."""
    officer = at_her_desk(handsets, server)
    a_request_is_judged_by_scores_and_the_way_back_leads_to_the_list(officer)
    a_referral_is_signed_with_one_button(officer)
    sari = Person(handsets.phone(**SMALL)).enrol(server.code("Sari")).connected()
    sari.open_client(REFERRED_ALIAS)
    sari.page.get_by_role("main").get_by_text("Rujukan ke Klinik BNN Lerep").first.click()
    sari.sees("Ditandatangani BNNK")
    looked_at(sari.handset, "signed")


def a_request_is_judged_by_scores_and_the_way_back_leads_to_the_list(officer: Handset) -> None:
    page = officer.page
    looked_at(officer, "inbox")
    page.get_by_role("button").filter(has_text="Jawab paling lambat").click()
    expect(page.get_by_role("table", name="Skor per zat")).to_have_count(1)
    for whose in ("Bintang", "Kopeng", "IBM"):
        expect(page.get_by_text(whose)).to_have_count(0)
    looked_at(officer, "request")
    page.go_back()
    expect(page.get_by_role("heading", name="Permintaan persetujuan")).to_be_visible()
    page.get_by_role("button").filter(has_text="Jawab paling lambat").click()
    press(page, "Tidak")
    press(page.get_by_role("dialog"), "Tidak")
    expect(page.get_by_role("dialog").get_by_text("Tulis alasannya.").first).to_be_visible()
    looked_at(officer, "refused")
    page.get_by_role("dialog").get_by_label("Alasannya").fill("Perlu diperiksa dokter dulu.")
    press(page.get_by_role("dialog"), "Tidak")
    expect(page.get_by_text("Tersimpan. Unit sudah bisa membacanya.")).to_be_visible()
    looked_at(officer, "answered")
    press(page, "Kembali")
    expect(page.get_by_text("Sudah dijawab")).to_be_visible()
    expect(page.get_by_text("2 permintaan, 0 menunggu jawaban Anda")).to_be_visible()


def a_referral_is_signed_with_one_button(officer: Handset) -> None:
    page = officer.page
    expect(page.get_by_role("heading", name="Rujukan untuk ditandatangani")).to_be_visible()
    page.get_by_role("button").filter(has_text="Tanda tangani paling lambat").click()
    expect(page.get_by_text("Klinik BNN Lerep (contoh)", exact=True)).to_be_visible()
    for whose in (REFERRED_ALIAS, "Kopeng", "IBM"):
        expect(page.get_by_text(whose)).to_have_count(0)
    looked_at(officer, "to sign")
    press(page, "Tanda tangani")
    expect(page.get_by_text("Tersimpan. Unit sudah bisa membacanya.")).to_be_visible()
    expect(page.get_by_role("button", name="Tanda tangani", exact=True)).to_have_count(0)
    press(page, "Kembali")
    expect(page.get_by_role("heading", name="Rujukan yang sudah ditandatangani")).to_be_visible()
