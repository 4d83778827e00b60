"""An older copy of the server came back, and phones that had sent their work are not opened, or a PIN is forgotten."""

from pathlib import Path

import orjson
from playwright.sync_api import Page, expect
from sqlmodel import select

from api.changes.change_rows import CHANGE
from api.db.engine import reading
from tests.desk import Desk
from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.test_blobs import PICTURE, look
from tests.e2e.test_journey import agree
from tests.waiting import until

PHOTOS, DOOR, CLIENT = "**/v1/blobs/**", "**/v1/rescue/blobs", "Kak Tia"

IS_THERE = "() => fetch('/v1/rescue/blobs', {method: 'POST'}).then(() => true, () => false)"


def photographs(person: Person) -> None:
    """A visit with a picture, which the server has but for the picture."""
    person.tap("Catat kunjungan")
    person.tap("Baik", exact=True)
    person.tap("Tulis lebih lengkap")
    person.tap("Tambah foto")
    with person.page.expect_file_chooser() as chosen:
        person.tap("Ambil foto")
    chosen.value.set_files(PICTURE)
    person.tap("Lihat foto")
    person.save()
    person.at(CLIENT)
    person.go("Belum terkirim")
    person.sees("1 foto belum terkirim")
    person.sees_nothing_of("catatan tersimpan di HP")


def locked(person: Person) -> Page:
    person.go("Saya")
    person.tap("Kunci sekarang")
    return person.page


def aliases(server: Server) -> set[str]:
    """Of the clients that the server knows."""
    with reading(server.engine) as session:
        rows = session.execute(select(CHANGE.c.body).where(CHANGE.c.last, CHANGE.c.kind == "client")).scalars()
        return {orjson.loads(body)["alias"] for body in rows if body}


def restored(server: Server, desk: Desk, made: str) -> None:
    """Stopped, put back as the operations page has it, and started."""
    server.stop()
    server.engine.dispose()
    desk.prints("restore", made, "--replace")
    server.start()


def test_what_was_sent_after_the_backup_is_handed_in_again_by_phones_that_nobody_opens(
    handsets: Handsets, server: Server, tmp_path: Path
) -> None:
    sari = Person(handsets.phone()).enrol(server.code("Sari")).connected()
    dewi = Person(handsets.phone(), "Kenanga").enrol(server.code("Dewi")).connected()
    desk = Desk(tmp_path, server.database_url)
    made = desk.prints("backup").split(": ")[1].split("  ")[0]
    for phone in (sari.handset, dewi.handset):
        for door in (PHOTOS, DOOR):
            phone.context.route(door, lambda route: route.abort())
    sari.new_client(CLIENT)
    sari.more("Minta persetujuan")
    agree(sari, "Didatangi dan dihubungi", "Foto atau rekaman")
    photographs(sari)
    dewi.new_client("Mas Bayu")
    dewi.waits(0)
    assert {CLIENT, "Mas Bayu"} <= aliases(server)
    for person in (sari, dewi):
        locked(person)
    restored(server, desk, made)
    assert not {CLIENT, "Mas Bayu"} & aliases(server)

    # Hers is opened, says all again, and then she forgets.
    dewi.unlock()
    until(lambda: "Mas Bayu" in aliases(server), "her new name does not arrive")
    restored(server, desk, made)
    locked(dewi)
    forgets(dewi)
    assert "Mas Bayu" in aliases(server)

    sari.handset.go()
    until(lambda: CLIENT in aliases(server), "the client does not come back")
    never_opened(sari, server)


def never_opened(sari: Person, server: Server) -> None:
    """Her words are there since its start; her picture goes when there is a line for it, behind struck keys too."""
    sari.tap("Lupa PIN")
    sari.tap("Saya lupa PIN")
    sari.sees("1 foto atau rekaman belum diterima server.")
    expect(sari.control("Ya, hapus kunci")).to_have_count(0)
    sari.handset.picture("photo-left")
    assert sari.handset.axe() == []
    sari.tap("Jangan tunggu foto dan rekaman")
    sari.tap("Ya, hapus kunci")
    sari.sees("1 kiriman terkunci masih ada di HP ini")
    sari.handset.context.unroute_all()
    sari.handset.until(IS_THERE)
    sari.tap("Serahkan ke server")
    sari.sees("Semua catatan, foto, dan rekaman yang Anda simpan sudah diterima server")
    sari.tap("Daftarkan HP lagi")
    sari.register(server.code("Sari")).connected()
    look(sari)


def forgets(person: Person) -> None:
    person.tap("Lupa PIN")
    person.tap("Saya lupa PIN")
    person.tap("Ya, hapus kunci")
    person.sees("Semua catatan, foto, dan rekaman yang Anda simpan sudah diterima server")
