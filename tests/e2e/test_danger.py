"""A sign of danger leads somewhere: the card at once and without signal, an alert, and the first line of the day."""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

FLAG = "Bicara ingin mati"


def test_a_sign_of_danger_opens_the_card_and_stands_first_and_what_was_saved_can_be_undone(
    handsets: Handsets, server: Server
) -> None:
    """On one phone; the card also where it is locked."""
    sari = Person(handsets.phone(installed=True)).enrol(server.code("Sari")).connected()
    sari.page.set_viewport_size({"width": 360, "height": 560})
    what_was_saved_is_undone_without_a_trace_until_it_is_sent_and_taken_back_after(sari)
    sari.page.set_viewport_size({"width": 360, "height": 640})
    sari.handset.offline()
    a_sign_of_danger_stands_first_until_it_is_handled(sari)
    the_card_is_reached_from_the_lock_screen_without_opening_anything(sari)


def a_sign_of_danger_stands_first_until_it_is_handled(sari: Person) -> None:
    sari.open_client("Mbak Rini")
    sari.tap("Catat kunjungan")
    sari.tap(FLAG, exact=True)
    the_card_stands(sari)
    sari.tap("Sudah dibaca", exact=True)
    sari.tap("3 hari lagi")
    sari.save()
    sari.at("Ada tanda bahaya")
    chosen = sari.page.get_by_role("group", name="Apa yang terlihat").locator("[aria-pressed=true]")
    expect(chosen).to_have_text(FLAG)
    sari.handset.picture("alert")
    tomorrow = sari.control("Besok").inner_text().rpartition(", ")[2]
    assert tomorrow
    sari.tap("Besok")
    sari.save()
    sari.sees("Tanda bahaya tersimpan di HP.", "Ada yang perlu dilihat")
    sari.handset.picture("client")
    sari.go("Hari ini")
    rows = sari.page.get_by_role("main").get_by_role("listitem")
    # The demo's own open danger is older, and stands above hers.
    expect(rows.nth(1)).to_contain_text("Mbak Rini")
    expect(rows.nth(1)).to_contain_text("Ada yang perlu dilihat")
    expect(rows.nth(1)).to_contain_text(tomorrow)
    sari.sees_nothing_of(FLAG)
    sari.handset.picture("today")
    assert sari.handset.axe() == []


def the_card_stands(her: Person) -> None:
    """What to do, in order, and numbers to press."""
    card = her.page.get_by_role("dialog", name="Kartu darurat")
    expect(card).to_contain_text("Jangan tinggalkan dia sendirian")
    expect(card.get_by_role("link", name="Telepon 119 tekan 8")).to_have_attribute("href", "tel:119,8")
    her.handset.picture("card")
    assert her.handset.axe() == []


def the_card_is_reached_from_the_lock_screen_without_opening_anything(sari: Person) -> None:
    sari.handset.go()
    sari.sees("Ketik PIN Anda")
    sari.tap("Darurat", exact=True)
    sari.sees("Kartu darurat", "Pergi bersama ke tempat yang aman")
    sari.handset.picture("locked")
    assert sari.handset.axe() == []


def what_was_saved_is_undone_without_a_trace_until_it_is_sent_and_taken_back_after(sari: Person) -> None:
    """On a low phone."""
    sari.open_client("Mas Wahyu")
    sari.tap("Catat kunjungan")
    sari.tap("Baik", exact=True)
    sari.save()
    the_next_step_is_uncovered(sari)
    status = sari.page.get_by_role("status").filter(has_text="Kunjungan tersimpan di HP.")
    expect(status).to_be_visible()
    sari.handset.picture("saved")
    sari.tap("Batalkan", exact=True)
    sari.sees("Kunjungan tidak jadi disimpan.", "Kunjungan belum disimpan")
    expect(sari.page.get_by_text("Tersimpan di HP", exact=True)).to_have_count(0)
    sari.handset.picture("undone")
    assert sari.handset.axe() == []
    sari.tap("Lanjutkan isian")
    expect(sari.control("Baik", exact=True)).to_have_attribute("aria-pressed", "true")
    sari.save()
    expect(sari.page.get_by_text("Tersimpan di HP", exact=True)).to_have_count(1)
    sari.handset.looks_away()
    expect(sari.page.get_by_text("Tersimpan di HP", exact=True)).to_have_count(0)
    sari.tap("Batalkan", exact=True)
    sari.sees("Kunjungan dibatalkan.", "Dibatalkan (1)")
    sari.go("Hari ini")
    sari.sees_nothing_of("Kunjungan dibatalkan.")


def the_next_step_is_uncovered(her: Person) -> None:
    """Also on a low phone, below the word that it was saved."""
    step = her.page.get_by_role("button", name="Langkah berikut").bounding_box()
    dock = her.page.get_by_role("button", name="Catat kunjungan", exact=True).last.bounding_box()
    assert step
    assert dock
    assert step["y"] + step["height"] <= dock["y"]
