"""Where others lose work: another person, a forgotten PIN, a full phone, a newer app."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from api.cli.demo_data import demo_id
from api.db.engine import writing
from api.identity.people import Unit
from tests.e2e.conftest import Handsets
from tests.e2e.handset import FILES_ARE_KEPT
from tests.e2e.light_pin import app_with_a_light_pin
from tests.e2e.person import PHRASE, PIN, Person
from tests.e2e.rescue_file import saved_file
from tests.e2e.server import Server
from tests.e2e.test_half_written import CLIENT, KEYS, NOTE, half_written, note_is_there

FULL = "memori HP penuh"
REFERENCE = "**/v1/reference"
# What a full disk answers; DevTools' own limit is not asked for such small writes.
NO_ROOM = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); };
  globalThis.hasRoom = () => { IDBObjectStore.prototype.put = put; };
}"""


def test_two_people_on_one_phone_never_meet(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    sari.open_client(CLIENT)
    sari.handset.context.route("**/v1/sync/push", lambda route: route.abort())
    sari.write_visit("Baik")
    sari.go("Saya")
    sari.tap("Kunci sekarang")
    sari.tap("Orang lain memakai HP ini")
    budi = Person(sari.handset, "Kenanga").register(server.code("Budi"), "314159")
    budi.go("Klien")
    budi.sees("Belum ada klien")
    budi.go("Saya")
    budi.tap("Kunci sekarang")
    budi.sees("Melati", "Kenanga")
    budi.tap("Melati")
    budi.press_pin(PIN, "Buka")
    sari.open_client(CLIENT)
    sari.sees("Kunjungan ke rumah", "Tersimpan di HP")


def test_a_unit_that_asks_for_a_phrase_gets_one_after_the_form_is_done(handsets: Handsets, server: Server) -> None:
    with writing(server.engine) as session:
        unit = session.get_one(Unit, demo_id("unit A"))
        unit.phrase = True
        session.add(unit)
    sari = Person(handsets.phone())
    sari.handset.context.route(REFERENCE, lambda route: route.abort())
    sari.enrol(server.code("Sari"))
    sari.open_client(CLIENT)
    half_written(sari)
    sari.handset.context.unroute(REFERENCE)
    with sari.page.expect_response(REFERENCE):
        sari.handset.offline()
        sari.handset.offline(gone=False)
    expect(sari.page.get_by_label("Catatan").first).to_have_value(NOTE)
    sari.tap("Simpan", exact=True)
    sari.at("Buat kalimat sandi")
    assert sari.handset.axe() == []
    sari.press_pin(PIN, "Lanjut")
    sari.give_phrase(PHRASE, "Lanjut")
    sari.give_phrase(PHRASE, "Ganti")
    sari.sees("Mulai sekarang catatan dibuka dengan kalimat sandi yang baru.")
    sari.tap("Lanjut")
    sari.at(CLIENT)
    sari.handset.go()
    sari.give_phrase(PHRASE, "Buka")
    sari.at("Hari ini")


def test_a_full_phone_keeps_the_form_and_a_forgotten_pin_loses_nothing(handsets: Handsets, server: Server) -> None:
    sari = Person(handsets.phone(installed=True)).enrol(server.code("Sari")).connected()
    a_full_phone_opens_says_so_and_keeps_the_form(sari)
    a_forgotten_pin_loses_nothing(sari, server)


def a_full_phone_opens_says_so_and_keeps_the_form(sari: Person) -> None:
    line, place = sari.handset.cdp(), {"origin": sari.handset.origin}
    sari.handset.until(FILES_ARE_KEPT)
    line.send("Storage.overrideQuotaForOrigin", {**place, "quotaSize": 1})
    sari.unlock()
    sari.handset.offline()
    sari.open_client(CLIENT)
    sari.tap("Catat kunjungan")
    sari.tap("Kurang baik", exact=True)
    sari.page.evaluate(NO_ROOM)
    sari.save()
    # The draft says it too, so the words may stand there before this saving has ended.
    expect(sari.control("Simpan", exact=True)).not_to_have_attribute("aria-busy", "true")
    expect(sari.page.get_by_text(FULL)).to_be_in_viewport()
    sari.page.evaluate("hasRoom()")
    sari.save()
    sari.sees("Kunjungan ke rumah", "Tersimpan di HP")
    line.send("Storage.overrideQuotaForOrigin", place)


def a_forgotten_pin_loses_nothing(sari: Person, server: Server) -> None:
    """Without a signal into a file, with one to the server; and on the phone enrolled anew it is there again."""
    sari.go("Saya")
    sari.tap("Kunci sekarang")
    sari.sees("1 catatan belum terkirim")
    sari.tap("Lupa PIN")
    sari.tap("Saya lupa PIN")
    sari.sees("kiriman terkunci belum sampai ke server")
    sari.handset.picture("forgotten")
    assert sari.handset.axe() == []
    expect(sari.control("Ya, hapus kunci")).to_have_count(0)
    rescue = saved_file(sari).read_text()
    assert rescue.count("eyJ") >= 1
    assert "Berikan berkas ini kepada ketua unit Anda." in rescue
    assert CLIENT not in rescue
    sari.sees("Yakin?")
    sari.handset.offline(gone=False)
    sari.tap("Serahkan ke server")
    sari.sees("sudah diterima server, juga isian yang belum selesai")
    sari.tap("Ya, hapus kunci")
    expect(sari.page.get_by_role("heading", name="Kunci sudah dihapus")).to_be_focused()
    sari.sees("Semua catatan, foto, dan rekaman yang Anda simpan sudah diterima server")
    sari.tap("Daftarkan HP lagi")
    sari.register(server.code("Sari")).connected()
    sari.open_client(CLIENT)
    sari.sees("Kurang baik")


@pytest.fixture
def newer(tmp_path: Path, app: None) -> Path:
    """A copy of the built app that a test may make newer."""
    return Path(shutil.copytree(app_with_a_light_pin(), tmp_path / "dist"))


def test_a_newer_app_waits_until_no_form_is_open(handsets: Handsets, tmp_path: Path, newer: Path) -> None:
    server = Server("sqlite", tmp_path / "own", PULIH_DIST=str(newer))
    try:
        sari = Person(handsets.phone(server.url, installed=True)).enrol(server.code("Sari")).connected()
        sari.handset.until(FILES_ARE_KEPT)
        worker = newer / "sw.js"
        worker.write_text(worker.read_text() + "\n// newer")
        for packed in newer.glob("sw.js.*"):
            packed.unlink()
        server.stop()
        server.start()
        sari.unlock()
        sari.open_client(CLIENT)
        half_written(sari)
        sari.sees_nothing_of("Versi baru sudah siap.")
        sari.tap("Kembali")
        sari.sees("Versi baru sudah siap.")
        sari.tap("Perbarui sekarang")
        expect(sari.page.get_by_text(KEYS)).to_be_visible()
        sari.press_pin(PIN, "Buka")
        note_is_there(sari)
    finally:
        server.close()
