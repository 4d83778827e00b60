"""A phone that is not in contact for too long: told in time, closed, still written on, and open again by a contact."""

from datetime import timedelta

from api.clock import system_clock
from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

CLOSED = "Catatan klien ditutup"


def test_a_phone_without_contact_closes_its_caseload_and_takes_visits_all_the_same(
    handsets: Handsets, server: Server
) -> None:
    sari = Person(handsets.phone(installed=True)).enrol(server.code("Sari")).connected()
    sari.handset.offline()
    later(sari, 41)
    sari.sees("Hubungkan ke internet sebelum")
    later(sari, 50)
    sari.sees(CLOSED)
    sari.place("Klien").click()
    sari.sees(CLOSED, "Kunjungan baru tetap bisa ditulis")
    sari.handset.picture("closed")
    assert sari.handset.axe() == []
    sari.page.get_by_role("main").get_by_role("button", name="Mbak Rini").first.click()
    sari.tap("Baik", exact=True)
    sari.save()
    sari.sees(CLOSED, "Tersimpan di HP")
    sari.handset.offline(gone=False)
    sari.open_client("Mbak Rini")
    sari.sees("Kunjungan ke rumah")


def later(sari: Person, days: int) -> None:
    """By her phone's clock."""
    sari.page.clock.set_fixed_time(system_clock() + timedelta(days=days))
    sari.handset.go()
    sari.unlock()
