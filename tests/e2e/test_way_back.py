"""The phone's own way back: one question back in an interview, and a list as it was left."""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

AT = "() => document.querySelector('.body').scrollTop"


def test_back_leads_to_the_list_as_it_was_left_and_one_question_back_in_an_interview(
    handsets: Handsets, server: Server
) -> None:
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    back_leads_to_the_list_as_it_was_left(sari)
    back_leads_one_question_back_in_an_interview(sari)


def back_leads_to_the_list_as_it_was_left(sari: Person) -> None:
    sari.go("Klien")
    search = sari.page.get_by_label("Cari").first
    expect(search).to_be_visible()
    sari.page.evaluate("() => { document.querySelector('.body').scrollTop = 60 }")
    sari.handset.until(f"() => ({AT})() === 60")
    sari.page.locator(".body ul button").nth(2).click()  # in sight: the last one moves away while the list grows
    expect(search).to_have_count(0)
    sari.page.go_back()
    expect(search).to_be_visible()
    assert sari.page.evaluate(AT) == 60
    search.fill("Rini")
    sari.tap("Mbak Rini")
    sari.tap("Kembali")
    expect(search).to_have_value("Rini")


def back_leads_one_question_back_in_an_interview(sari: Person) -> None:
    sari.new_client("Kak Tia")
    sari.take_consent()
    sari.more("Skrining")
    sari.tap("Mulai", exact=True)
    never = sari.page.get_by_role("button", name="Tidak", exact=True)
    for place in range(never.count()):
        never.nth(place).click()
    sari.tap("Lanjut", exact=True)
    sari.sees("Ringkasan jawaban")
    sari.page.go_back()
    expect(never).to_have_count(10)
    sari.page.go_back()
    sari.sees("Siapa yang ikut mendengar")
    sari.page.go_back()
    sari.at("Kak Tia")
