"""A picture made without signal: sealed on the phone, sent last, and seen on another phone of hers."""

from collections import Counter

from playwright.sync_api import Route, expect
from sqlmodel import Session, select

from api.changes.blobs import BlobPart
from tests.e2e.conftest import Handsets
from tests.e2e.handset import POCKET
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.test_journey import agree
from tests.e2e.test_waiting import problem
from tests.engines import HOUSE

PICTURE = HOUSE / "pwa/public/icons/icon-512.png"
RULE = "Jangan ada wajah, nama, atau alamat di foto."


def test_a_picture_of_a_visit_waits_for_a_line_and_arrives(handsets: Handsets, server: Server) -> None:
    phone = handsets.phone(installed=True, **POCKET)
    sari = Person(phone).enrol(server.code("Sari")).connected()
    phone.offline()
    sari.new_client("Kak Tia")
    sari.tap("Catat kunjungan")
    sari.tap("Tulis lebih lengkap")
    sari.sees("Foto dan rekaman: dia belum setuju.")
    sari.page.go_back()
    sari.more("Minta persetujuan")
    agree(sari, "Didatangi dan dihubungi", "Foto atau rekaman")
    sari.tap("Catat kunjungan")
    sari.tap("Baik", exact=True)
    sari.tap("Tulis lebih lengkap")
    sari.tap("Tambah foto")
    sari.sees(RULE)
    with sari.page.expect_file_chooser() as chosen:
        sari.tap("Ambil foto")
    chosen.value.set_files(PICTURE)
    sari.tap("Lihat foto")
    expect(sari.page.get_by_role("img", name="Foto")).to_be_visible()
    phone.picture("photo")
    assert phone.axe() == []
    sari.save()
    sari.go("Belum terkirim")
    sari.sees("1 foto belum terkirim, 0,1 MB. Dikirim setelah semua catatan.")
    phone.go()
    sari.unlock()
    look(sari)
    refused_at_first(sari)
    killed_while_it_goes(sari)
    is_here_once(server)
    sari.waits(0)
    sari.go("Belum terkirim")
    sari.sees_nothing_of("foto belum terkirim")
    other = Person(handsets.phone(**POCKET)).enrol(server.code("Sari")).connected()
    look(other)
    speaks(sari)
    other.handset.go()
    other.unlock()
    other.open_client("Kak Tia")
    visits = other.page.get_by_role("button", name="Kunjungan ke rumah")
    expect(visits).to_have_count(2)
    visits.first.click()
    is_heard(other)


def speaks(sari: Person) -> None:
    """Two seconds into the microphone, which can be heard at once, and are sent."""
    sari.open_client("Kak Tia")
    sari.tap("Catat kunjungan")
    sari.tap("Tulis lebih lengkap")
    sari.tap("Rekam suara")
    sari.tap("Mulai rekam")
    sari.tap("Berhenti · 2 detik", exact=True)
    is_heard(sari)
    sari.save()
    sari.at("Kak Tia")
    sari.waits(0)
    sari.sees_nothing_of("rekaman belum terkirim")


def is_heard(person: Person) -> None:
    """What was spoken, as long as it was."""
    person.tap("Dengarkan · 0,1 MB", exact=True)
    voice = person.page.get_by_label("Catatan suara", exact=True).and_(person.page.locator("audio"))
    voice.evaluate("one => one.play()")
    assert voice.evaluate("one => one.error === null && one.duration > 1 && one.duration < 60")


def refused_at_first(sari: Person) -> None:
    """She is told, and may send it again or throw it away."""
    phone = sari.handset
    phone.context.route("**/v1/blobs/**", lambda route: route.fulfill(**problem("not-yours", 403)))
    phone.offline(gone=False)
    sari.go("Belum terkirim")
    sari.sees("Foto Kak Tia", "Server tidak menerimanya: Kata server. Dicoba lagi besok saat aplikasi ini dibuka.")
    sari.sees_nothing_of("Semua sudah terkirim", "foto belum terkirim")
    phone.picture("refused")
    assert phone.axe() == []
    sari.tap("Buang", exact=True)
    sari.sees("Buang Foto Kak Tia?", "Hanya ada di HP ini.")
    phone.picture("discard")
    sari.page.get_by_role("dialog").get_by_role("button", name="Nanti saja").click()
    phone.context.unroute("**/v1/blobs/**")


def killed_while_it_goes(sari: Person) -> None:
    """The server has a part, and its tab ends before it hears so: opened again, no byte goes twice."""
    phone, begun = sari.handset, list[str]()

    def goes(route: Route) -> None:
        is_first = not begun
        if route.request.post_data_buffer:  # which only a route is told of: the app sends a Blob
            begun.append(route.request.url)
        if is_first and begun:
            route.fetch()
        else:
            route.continue_()

    phone.context.route("**/v1/blobs/**", goes)
    sari.page.get_by_role("main").get_by_role("button", name="Kirim sekarang").first.click()
    while not begun:
        sari.page.wait_for_timeout(50)
    phone.crash()
    sari.unlock()
    sari.waits(0)
    assert len(begun) == len(set(begun)), begun
    phone.context.unroute_all(behavior="ignoreErrors")


def is_here_once(server: Server) -> None:
    """All of it, under the one record that names it; beside the demo's own two."""
    came = Counter[tuple[str, str, int]]()
    with Session(server.engine) as session:
        for part in session.exec(select(BlobPart)).all():
            came[part.record, part.sha256, part.size] += len(part.content)
    assert len(came) == 3
    assert all(count == size for (_, _, size), count in came.items())


def look(person: Person) -> None:
    """The picture, on the page of the visit."""
    person.open_client("Kak Tia")
    person.tap("Kunjungan ke rumah")
    person.tap("Lihat foto")
    shown = person.page.get_by_role("img", name="Foto")
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") == 512
