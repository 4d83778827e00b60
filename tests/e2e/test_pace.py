"""A visit costs five taps. How long each takes is `bench/`'s to say, on a machine that does nothing else."""

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

MOST_TAPS = 5
SAVED = "Tersimpan di HP"
COUNT = "() => { globalThis.taps = 0; addEventListener('click', (tap) => { taps += Number(tap.isTrusted); }, true); }"


def test_a_visit_takes_five_taps(handsets: Handsets, server: Server) -> None:
    phone = handsets.phone()
    sari = Person(phone).enrol(server.code("Sari")).connected()
    phone.offline()
    sari.open_client("Mas Wahyu")
    sari.sees_nothing_of(SAVED)
    sari.page.evaluate(COUNT)
    sari.tap("Catat kunjungan")
    for answer in ("Kurang baik", "Bertambah", "7 hari lagi"):
        sari.tap(answer)
    sari.tap("Simpan", exact=True)
    sari.sees(SAVED)
    assert 0 < sari.page.evaluate("taps") <= MOST_TAPS


def test_a_meeting_takes_five_taps(handsets: Handsets, server: Server) -> None:
    phone = handsets.phone()
    sari = Person(phone).enrol(server.code("Sari")).connected()
    phone.offline()
    sari.open_client("Mas Wahyu")
    sari.sees("Pertemuan 3 dari 8")
    sari.page.evaluate(COUNT)
    sari.tap("Catat pertemuan")
    sari.tap("Baik", exact=True)
    sari.tap("Perasaan", exact=True)
    sari.tap("7 hari lagi")
    sari.tap("Simpan", exact=True)
    sari.sees("Pertemuan 4 dari 8", SAVED)
    assert 0 < sari.page.evaluate("taps") <= MOST_TAPS
