"""People without an account, each at a page of their own; nothing of the agents' app, nothing kept on the device."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Handsets
from tests.e2e.handset import Handset
from tests.e2e.looks import looked_at
from tests.e2e.own_requests import a_correction_says_what_is_wrong, press
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.engines import HOUSE

DIST = HOUSE / "pwa" / "dist"
LEFT = """async () => [
  Object.keys(localStorage).length, Object.keys(sessionStorage).length, (await indexedDB.databases()).length,
  (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length, document.cookie.length,
]"""


def keeps_nothing(page: Page, *secrets: str) -> None:
    """Nothing on the device, and no secret in an address."""
    assert page.evaluate(LEFT) == [0] * 6
    assert not [secret for secret in secrets if secret in page.url]


@pytest.fixture
def addresses(handsets: Handsets) -> Iterator[list[str]]:
    """Every address that a visitor's phone asked for."""
    asked: list[str] = []
    yield asked
    assert not [one for one in asked if re.search(r"[?#]", one)]


@pytest.mark.usefixtures("app")
def test_the_pages_of_visitors_are_small_and_share_no_file_with_the_app() -> None:
    page = (DIST / "umum.html").read_text()
    assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|data:", page) == []
    named = {Path(name).name for name in re.findall(r'(?:src|href)="/assets/([^"]+)"', page)}
    own = {path.name: path for path in (DIST / "assets" / "umum").iterdir()}
    assert named <= own.keys()
    weight = {name: path.stat().st_size for name, path in own.items() if name.endswith(".gz")}
    assert sum(size for name, size in weight.items() if name.removesuffix(".gz") in named) < 21_000, weight


def test_somebody_says_how_it_was_and_the_coordinator_gives_the_code(
    handsets: Handsets, server: Server, addresses: list[str]
) -> None:  # fmt: skip
    ratna = Person(handsets.phone(), "Kenanga").enrol(server.code("Bu Ratna"))
    ratna.go("Unit")
    ratna.tap("Survei kepuasan")
    ratna.sees("Hasil bulan", "Belum bisa ditampilkan: kurang dari 5 jawaban")
    looked_at(ratna.handset, "results")
    ratna.tap("Buat kode survei")
    code = ratna.page.get_by_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$")).inner_text()
    looked_at(ratna.handset, "code to give")
    ratna.handset.dark()
    paper = ratna.page.locator("[aria-label='Kode survei sebagai gambar'] rect")
    assert paper.evaluate("one => getComputedStyle(one).fill") == "rgb(250, 248, 244)"

    phone = handsets.phone(installed=True)
    phone.context.on("request", lambda request: addresses.append(request.url))
    page = phone.go(f"/survei#{code.lower()}")
    expect(page.get_by_label("Kode")).to_have_value(code.lower())
    assert page.url.endswith("/survei")
    looked_at(phone, "begin")
    a_wrong_code_is_seen(page)
    page.get_by_label("Kode").fill(code)
    press(page, "Mulai")
    nine_answers(phone)
    phone.context.set_offline(True)  # without a worker that would keep this page
    press(page, "Kirim")
    expect(page.get_by_text("Isian Anda tetap di halaman ini", exact=False)).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("Dilayani dengan baik.")
    looked_at(phone, "no signal")
    phone.offline(gone=False)
    press(page, "Kirim")
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    assert page.evaluate("() => history.state.at") == 0  # there is nothing to come back to
    looked_at(phone, "thanks")
    keeps_nothing(page, code)
    page = phone.go("/survei")
    page.get_by_label("Kode").fill(code)
    press(page, "Mulai")
    expect(page.get_by_text("sudah dipakai", exact=False)).to_be_visible()


def a_wrong_code_is_seen(page: Page) -> None:
    """However little the phone shows at once."""
    page.set_viewport_size({"width": 320, "height": 480})
    page.get_by_label("Kode").fill("0000-0000-00")
    press(page, "Mulai")
    expect(page.get_by_text("Kode ini tidak cocok atau sudah dipakai. Minta kode baru.")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 360, "height": 640})


def nine_answers(phone: Handset) -> None:
    """One is skipped, one is mended: the phone's own way back goes a question back."""
    page = phone.page
    expect(page.get_by_role("heading", name="Syaratnya mudah?")).to_be_visible()
    looked_at(phone, "question")
    press(page, "Sulit")
    page.go_back()
    expect(page.get_by_role("button", name="Sulit", exact=True)).to_have_attribute("aria-pressed", "true")
    for answer in ("Mudah sekali", "Mudah", "Cepat", "Gratis", "Sesuai", "Paham", "Ramah sekali"):
        press(page, answer)
    press(page, "Tidak tahu, lewati")
    press(page, "Nyaman")
    page.get_by_role("textbox").fill("Dilayani dengan baik.")
    looked_at(phone, "last word")


def test_a_unit_is_asked_without_a_name_and_answers_by_a_code(
    handsets: Handsets, server: Server, addresses: list[str]
) -> None:  # fmt: skip
    phone = handsets.phone(installed=True)
    phone.context.on("request", lambda request: addresses.append(request.url))
    page = phone.go("/tanya#5psk9t")
    expect(page.get_by_text("Untuk IBM Desa Kopeng")).to_be_visible()
    looked_at(phone, "ask")
    press(page, "Mulai")
    looked_at(phone, "for whom")
    press(page, "Keluarga saya")
    press(page, "Ada kekerasan")
    expect(page.get_by_text("Ini tidak bisa menunggu jawaban.", exact=False)).to_be_visible()
    expect(page.get_by_role("link").first).to_have_attribute("href", re.compile(r"^tel:"))
    expect(page.get_by_text("ketua unit", exact=False)).to_have_count(0)  # it is no agent who reads it
    looked_at(phone, "danger first")
    press(page, "Lanjut")
    page.go_back()
    expect(page.get_by_role("button", name="Ada kekerasan")).to_have_attribute("aria-pressed", "true")
    press(page, "Lanjut")
    leaves_where(phone)
    phone.context.set_offline(True)  # without a worker that would keep this page
    press(page, "Kirim")
    expect(page.get_by_text("Isian Anda tetap di halaman ini", exact=False)).to_be_visible()
    looked_at(phone, "not sent")
    phone.offline(gone=False)
    press(page, "Kirim")
    code = page.get_by_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$")).inner_text()
    looked_at(phone, "code to keep")
    keeps_nothing(page, code, "5psk9t", "0123")

    she_answers(Person(handsets.phone()).enrol(server.code("Sari")))

    page = phone.go("/tanya")
    press(page, "Sudah punya kode jawaban")
    page.get_by_label("Kode jawaban").fill("0000000")
    press(page, "Lihat jawaban")
    expect(page.get_by_text("Kode ini tidak cocok", exact=False)).to_be_visible()
    page.get_by_label("Kode jawaban").fill(code)
    press(page, "Lihat jawaban")
    expect(page.get_by_text("Hari ini jam 4 di posko.", exact=False)).to_be_visible()
    looked_at(phone, "the answer")


def leaves_where(phone: Handset) -> None:
    """A place and a number."""
    page = phone.page
    page.get_by_role("button", name="Ada yang datang").click()
    page.get_by_label("Bertemu di mana?").fill("Balai desa")
    page.get_by_label("Nomor HP").fill("0800 555 0123")
    looked_at(phone, "how")


def she_answers(sari: Person) -> None:
    """From her day; and she finds the leaflet there."""
    sari.tap("3 orang minta tolong")
    sari.page.get_by_role("dialog").get_by_role("button").filter(has_text="ada kekerasan").click()
    looked_at(sari.handset, "request")
    sari.sees_nothing_of("Telepon 0800 555 0123")
    sari.tap("Saya yang jawab")
    sari.sees("Tempat bertemu: Balai desa", "Telepon 0800 555 0123")
    sari.type("Jawaban", "Hari ini jam 4 di posko. Datang bersama ibu.")
    looked_at(sari.handset, "answering")
    sari.tap("Kirim jawaban")
    sari.sees("Jawaban terkirim.")
    sari.tap("Kembali ke daftar")
    sari.tap("Selebaran unit")
    sari.sees("5PSK9T")
    looked_at(sari.handset, "leaflet")


def test_a_client_sees_her_data_asks_for_her_right_and_is_answered(
    handsets: Handsets, server: Server, addresses: list[str]
) -> None:  # fmt: skip
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    sari.open_client("Mbak Rini")
    sari.more("Kode Data saya")
    code = sari.page.get_by_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$")).inner_text()
    looked_at(sari.handset, "own code")

    phone = handsets.phone(installed=True)
    phone.context.on("request", lambda request: addresses.append(request.url))
    page = phone.go("/data-saya")
    looked_at(phone, "own begin")
    page.get_by_label("Kode").fill("0000000000")
    press(page, "Lihat data saya")
    expect(page.get_by_text("Minta kode baru ke pendamping Anda.", exact=False)).to_be_visible()
    page.get_by_label("Kode").fill(code)
    press(page, "Lihat data saya")
    expect(page.get_by_text("Mbak Rini")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{2}-[0-9A-Z]$"))).to_be_visible()
    expect(page.get_by_text("Siapa yang pernah melihat")).to_be_visible()
    looked_at(phone, "own data")
    a_correction_says_what_is_wrong(page)
    press(page, "Hapus data saya")
    expect(page.get_by_label("Tambahan dari Anda")).to_have_value("")
    page.get_by_label("Tambahan dari Anda").fill("Saya mau pindah.")
    phone.context.set_offline(True)  # without a worker that would keep this page
    press(page, "Kirim permintaan")
    expect(page.get_by_text("Isian Anda tetap di halaman ini", exact=False)).to_be_visible()
    looked_at(phone, "own not sent")
    phone.offline(gone=False)
    press(page, "Kirim permintaan")
    expect(page.get_by_text("Permintaan Anda sudah sampai ke ketua unit.")).to_be_visible()
    expect(page.get_by_text("Dijawab paling lambat", exact=False).first).to_be_visible()
    looked_at(phone, "own sent")
    keeps_nothing(page, code)
    she_decides(Person(handsets.phone(), "Kenanga").enrol(server.code("Bu Ratna")))
    page = phone.go("/data-saya")
    page.get_by_label("Kode").fill(code)
    press(page, "Lihat data saya")
    expect(page.get_by_text("Minta kode baru ke pendamping Anda.", exact=False)).to_be_visible()
    sari.tap("Tutup", exact=True)
    sari.go("Klien")
    sari.handset.looks_away()
    sari.sees_nothing_of("Mbak Rini")


def she_decides(ratna: Person) -> None:
    """Her day leads to who waits, and for what."""
    ratna.tap("2 permintaan data belum dijawab")
    ratna.page.get_by_role("button").filter(has_text="Minta dihapus").click()
    ratna.sees("Saya mau pindah.")
    ratna.tap("Hapus semua catatannya")
    ratna.sees("dihapus untuk selamanya")
    ratna.tap("Kirim jawaban")
    ratna.sees("Pilih hasilnya dan tulis jawabannya dulu.")
    ratna.sees_nothing_of("Sudah dilakukan")
    looked_at(ratna.handset, "right to answer")
    ratna.tap("Ya, lakukan dan jawab")
    ratna.sees("Terjawab.")
