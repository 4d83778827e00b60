"""Asked or told beside a form: the soft question, a yes that was taken back, a place to refer to; and a long list."""

import httpx
from playwright.sync_api import Locator, expect

from api.cli.demo_data import KOPENG, demo_id
from api.clock import system_clock
from api.db.engine import writing
from api.identity.access_tokens import give_token
from api.identity.provisioning import make_partner
from api.records.client_code import check_symbol
from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

NUMBER = "Adiknya bisa dihubungi di 081234567890."


def looked_at(her: Person, name: str) -> None:
    """In both themes."""
    assert her.handset.look(name) == []


def test_places_to_refer_to_a_yes_taken_back_and_a_note_with_a_number(handsets: Handsets, server: Server) -> None:
    """Of one client on one phone, whose list is short."""
    ten_places_more(server)
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    sari.new_client("Kak Tia")
    sari.take_consent()
    who_does_not_want_to_be_visited_is_not(sari)
    a_place_to_refer_to_is_found_by_typing_among_those_that_offer_it(sari)
    sari.page.go_back()
    a_note_with_a_number_is_asked_about_and_never_refused(sari)


def a_note_with_a_number_is_asked_about_and_never_refused(sari: Person) -> None:
    sari.open_client("Mbak Rini")
    sari.tap("Catat kunjungan")
    sari.tap("Tulis lebih lengkap", exact=True)
    sari.type("Catatan", NUMBER)
    sari.save()
    asked = sari.page.get_by_role("dialog", name="Simpan tanpa data itu?")
    expect(asked).to_contain_text("Catatan Tulisan ini memuat nomor telepon.")
    looked_at(sari, "asked")
    sari.tap("Saya hapus dulu")
    expect(asked).to_have_count(0)
    expect(sari.page.get_by_label("Catatan").first).to_have_value(NUMBER)
    sari.save()
    sari.tap("Tetap simpan")
    sari.sees("Kunjungan tersimpan di HP.")
    sari.waits(0)


def who_does_not_want_to_be_visited_is_not(sari: Person) -> None:
    sari.more("Minta persetujuan")
    sari.tap("Dia mencabut persetujuan")
    sari.sees("Apa yang dia cabut?")
    looked_at(sari, "what she takes back")
    sari.tap("Didatangi dan dihubungi")
    sari.save()
    sari.at("Kak Tia")
    sari.sees("Pencabutan persetujuan tersimpan di HP.", "Dia tidak mau didatangi lagi.")
    expect(sari.page.get_by_role("button", name="Langkah berikut")).to_have_count(0)
    looked_at(sari, "her page")
    sari.tap("Catat kunjungan")
    sari.sees("Dia tidak mau didatangi lagi.")
    purposes = sari.page.get_by_role("group", name="Untuk apa")
    looked_at(sari, "a visit all the same")
    expect(purposes.get_by_role("button")).to_have_count(2)
    sari.tap("Kembali")
    sari.go("Hari ini")
    expect(sari.page.get_by_role("main").get_by_text("Kak Tia")).to_have_count(0)


def ten_places_more(server: Server) -> None:
    with writing(server.engine) as session:
        for number in range(10):
            make_partner(session, f"Puskesmas Contoh {number}", "puskesmas", KOPENG, ["assessment"])


def a_place_to_refer_to_is_found_by_typing_among_those_that_offer_it(sari: Person) -> None:
    sari.open_client("Kak Tia")
    sari.more("Rujuk ke mitra")
    sari.tap("Pemeriksaan (asesmen)", exact=True)
    sari.page.get_by_role("main").get_by_text("Pilih", exact=True).first.click()
    places = sari.page.get_by_role("dialog")
    expect(places.get_by_text("Puskesmas Contoh")).to_have_count(10)
    looked_at(sari, "places")
    places.get_by_role("textbox").fill("contoh 7")
    expect(places.get_by_text("Puskesmas Contoh")).to_have_count(1)
    places.get_by_role("textbox").fill("qwx")
    expect(places).to_contain_text("Tidak ada yang cocok")
    looked_at(sari, "no such place")
    places.get_by_role("textbox").fill("contoh 7")
    places.get_by_text("Puskesmas Contoh 7", exact=True).click()
    sari.sees("Puskesmas Contoh 7")
    sari.tap("Detoks (lepas dari zat)", exact=True)
    sari.tap("Dikirim", exact=True)
    sari.save()
    sari.sees("Tempat ini tidak punya layanan itu.")
    looked_at(sari, "another service")


MANY, IN_DEMO = 60, 9


def test_a_long_list_is_drawn_as_she_comes_to_it_and_is_as_long_when_she_comes_back(
    handsets: Handsets, server: Server
) -> None:
    token = give_token(server.settings, demo_id("Sari"), now=system_clock())
    for number in range(MANY):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"kak {number}"}
        body = {"alias": f"Kak {number:02}", "code": (symbols := f"0000{number:02}") + check_symbol(symbols)}
        answer = httpx.post(f"{server.url}/v1/clients", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    sari.go("Klien")
    rows = sari.page.get_by_role("main").get_by_role("listitem")
    sari.sees(f"{MANY + IN_DEMO} orang")
    assert rows.count() < MANY
    looked_at(sari, "a long list")
    last = to_the_end(sari, rows)
    expect(last).to_contain_text("Bu Wati")
    place = last.bounding_box()
    last.click()
    sari.at("Bu Wati")
    sari.tap("Kembali")
    expect(rows).to_have_count(MANY + IN_DEMO)
    assert last.bounding_box() == place


def to_the_end(her: Person, rows: Locator) -> Locator:
    """As a thumb does: down to what is drawn, again and again."""
    for _ in range(4):
        rows.last.scroll_into_view_if_needed()
        her.page.wait_for_timeout(0)
    expect(rows).to_have_count(MANY + IN_DEMO)
    rows.last.scroll_into_view_if_needed()
    return rows.last
