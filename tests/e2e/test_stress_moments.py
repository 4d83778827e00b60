"""Moments that others lose work in: a server that is away, a clock a year off, an older copy of the phone, a wipe."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlmodel import Session, func, select

from api.changes.tables import HeldChange
from api.cli.demo_data import demo_id
from api.db.engine import writing
from api.identity.tables import Enrolment
from tests.e2e.conftest import Handsets
from tests.e2e.handset import FILES_ARE_KEPT, KeptHandset
from tests.e2e.line import Line
from tests.e2e.person import PIN, Person
from tests.e2e.server import Server
from tests.e2e.test_cleared import CLIENT
from tests.e2e.test_stress import all_sent, stopped, visits
from tests.e2e.test_stress import line as line
from tests.e2e.test_stress import server as server

YEAR = timedelta(days=365)
LOCKED = "HP ini tidak dipakai lagi atau dikunci"


@pytest.fixture
def phone(handsets: Handsets, line: Line) -> KeptHandset:
    """Its profile lies on the disk."""
    return handsets.kept(line.url)


def test_a_phone_through_bad_moments_loses_nothing(phone: KeptHandset, server: Server, line: Line) -> None:
    """One phone through all of them."""
    phone.go()
    phone.until(FILES_ARE_KEPT)
    sari = Person(phone).enrol(server.code("Sari")).connected()
    before = visits(server)
    the_server_is_away(sari, server)
    assert visits(server) == before + 1
    the_clock_is_wrong(sari)
    assert visits(server) == before + 4
    an_older_copy_comes_back(sari, phone, server, line)
    assert visits(server) == before + 6
    held = held_changes(server)
    it_is_wiped(sari, server, line)
    assert (visits(server), held_changes(server)) == (before + 6, held + 1)


def write(sari: Person) -> None:
    """A visit, from wherever she stands."""
    sari.open_client(CLIENT)
    sari.write_visit("Baik")


def the_server_is_away(sari: Person, server: Server) -> None:
    """Nothing has to be done: it goes as soon as she looks."""
    server.stop()
    write(sari)
    stopped(sari, "away", "Server sedang tidak bisa dihubungi.")
    server.start()
    sari.handset.looks_away()
    all_sent(sari)


def the_clock_is_wrong(sari: Person) -> None:
    """A year ahead, then a year behind: what she writes is sent, and she is told. Nothing is closed or erased."""
    for name, skew in (("ahead", YEAR), ("behind", -YEAR)):
        sari.page.clock.set_fixed_time(datetime.now(UTC) + skew)
        sari.unlock()
        write(sari)
        all_sent(sari)
        sari.go("Hari ini")
        sari.sees("Jam HP salah sekitar 365 hari. Betulkan di setelan HP; catatan Anda tetap aman.")
        sari.handset.picture(name)
    sari.page.clock.set_fixed_time(datetime.now(UTC))
    sari.unlock()
    write(sari)  # when it is sent she has signed in: a sign-in under way is the same in every copy of her phone
    all_sent(sari)


def an_older_copy_comes_back(sari: Person, phone: KeptHandset, server: Server, line: Line) -> None:
    """As from a backup of the phone. Of two that say they are one the server believes neither; a code goes on."""
    line.down = True
    write(sari)
    sari.waits(1)
    phone.close()
    copy = phone.profile.with_name("copy")
    shutil.copytree(phone.profile, copy, symlinks=True)
    line.down = False
    phone.reopen()
    sari.unlock()
    all_sent(sari)
    phone.close()
    shutil.rmtree(phone.profile)
    copy.rename(phone.profile)
    phone.reopen()
    sari.unlock()
    write(sari)
    stopped(sari, "copy", LOCKED, 2)
    sari.tap("Daftarkan lagi")
    sheet = sari.page.get_by_role("dialog")
    sheet.get_by_role("textbox").fill(server.code("Sari"))
    sheet.get_by_role("button", name="Daftarkan lagi").click()
    sari.press_pin(PIN, "Buka")
    all_sent(sari)


def held_changes(server: Server) -> int:
    """What waits for the coordinator."""
    with Session(server.engine) as session:
        return session.exec(select(func.count()).select_from(HeldChange)).one()


def it_is_wiped(sari: Person, server: Server, line: Line) -> None:
    """What waits is handed in first, for the coordinator to judge; then she reads what happened, and how to go on."""
    line.down = True
    write(sari)
    with writing(server.engine) as session:
        for one in session.exec(select(Enrolment).where(Enrolment.person == demo_id("Sari"))):
            one.status = "wipe"
            session.add(one)
    line.down = False
    sari.handset.looks_away()
    sari.sees("Kunci di HP ini sudah dihapus.", "sudah diterima server", "Daftarkan HP lagi")
    expect(sari.place("Klien")).to_have_count(0)
    sari.handset.picture("wiped")
    assert sari.handset.axe() == []
