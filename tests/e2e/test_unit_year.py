"""The year of one unit, on the screens of its people: from the mapping of its village to its phase and its month.

After each stage the API is asked how far the unit has come, what is asked of whom, and at which phase it is.
"""

from typing import Any

import httpx
from playwright.sync_api import expect
from sqlalchemy import insert

from api.clock import system_clock
from api.db.engine import writing
from api.identity.access_tokens import give_token
from api.identity.provisioning import make_person, make_unit, set_password
from api.ids import demo_id
from api.numbers.telling import TOLD
from api.numbers.unit_standings import keep_standings_up
from tests.e2e.coaching_deeds import (
    agrees,
    appoints,
    begins,
    declares,
    does,
    ends,
    founds,
    says_who_came,
    this_year,
    to_the_unit,
    trains,
)
from tests.e2e.conftest import ON_BOTH_ENGINES, Handsets
from tests.e2e.desks import PASSWORD, signs_in
from tests.e2e.person import PIN, Person
from tests.e2e.server import Server

NAME, VILLAGE, KADES = "IBM Desa Sumogawe", "33.22.01.2007", "kades.sumogawe"
UNIT, LEADER, AGENT = demo_id("unit of the year"), demo_id("Bu Lastri"), demo_id("Pak Yono")


def rows_told(span: str) -> list[dict[str, Any]]:
    """Of the year before: that outreach was told, and one event of the unit."""
    rows = [("", "country", "", ""), ("", "country", "", "outreach"), ("outreach", "unit", UNIT, "")]
    return [
        {"span": span, "measure": measure, "level": level, "place": place, "block": block, "area": "", "count": 1,
         "rules": ""} for measure, level, place, block in rows
    ]  # fmt: skip


class UnitYear:
    """The unit as the API tells of it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        with writing(server.engine) as session:
            now, last = system_clock(), this_year() - 1
            make_unit(session, NAME, VILLAGE, id=UNIT, now=now)
            session.flush()
            make_person(session, "Bu Lastri", "coordinator", unit=UNIT, id=LEADER, now=now)
            make_person(session, "Pak Yono", "agent", unit=UNIT, id=AGENT, now=now)
            head = make_person(session, "Kades", "village", area=VILLAGE, username=KADES, now=now)
            for person in (demo_id("bnnk"), head.id):
                set_password(session, person, PASSWORD)
            session.connection().execute(insert(TOLD), [*rows_told(f"{last}-Q3"), *rows_told(f"{last}-Q4")])

    def told(self, path: str, person: str = demo_id("bnnk")) -> Any:
        """The answer to her."""
        token = give_token(self.server.settings, person, now=system_clock())
        return httpx.get(self.server.url + path, headers={"Authorization": f"Bearer {token}"}).raise_for_status().json()

    def steps(self) -> set[str]:
        """Those of its life that it has taken, as offices are told tomorrow."""
        keep_standings_up(self.server.engine, system_clock())
        [mine] = [one for one in self.told("/v1/funnel")["places"] if one["place"] == UNIT]
        return {one["step"] for one in mine["steps"] if one["count"]}

    def phase(self) -> tuple[str | None, str | None]:
        """Which it wants to reach, and which it has."""
        [mine] = [one for one in self.told("/v1/phases")["board"] if one["unit"] == UNIT]
        return mine["target"], mine["reached"]

    def asks(self, person: str) -> list[str]:
        """What is to be done there, by its code."""
        return sorted(one["code"] for one in self.told("/v1/tasks", person)["items"] if one["unit"] == UNIT)


def at_the_office(handsets: Handsets) -> None:
    """The district's funnel and its board of phases."""
    page = signs_in(handsets.desk(), "bnnk.semarang", "Permintaan persetujuan").page
    page.get_by_role("link", name="Unit", exact=True).or_(page.get_by_role("button", name="Unit", exact=True)).click()
    expect(page.locator(".row").filter(has_text=NAME).first).to_contain_text("berjalan · fase tumbuh")


def begins_to_work(year: UnitYear, officer: Person, leader: Person) -> None:
    """Its agent is appointed and trained; then it may be declared to work."""
    appoints(leader)
    hears(leader)
    hears(officer)
    to_the_unit(officer, NAME)
    trains(officer)
    hears(officer)
    assert year.asks(LEADER) == ["training_attended"]
    hears(leader)
    says_who_came(leader)
    hears(leader)
    assert (year.asks(LEADER), "trained" in year.steps()) == ([], True)
    hears(officer)
    to_the_unit(officer, NAME)
    declares(officer)


def is_visited(officer: Person) -> None:
    """In a hall without a signal, over a closed app."""
    officer.handset.offline()
    begins(officer)
    officer.page.reload()
    officer.press_pin(PIN, "Buka")
    officer.at("Pembinaan")
    to_the_unit(officer, NAME)
    officer.tap("Kunjungan langkah demi langkah")
    ends(officer)
    assert officer.handset.look("visit-end") == []
    hears(officer)


@ON_BOTH_ENGINES
def test_the_year_of_a_unit_from_its_mapping_to_its_phase(handsets: Handsets, server: Server) -> None:
    year = UnitYear(server)
    assert year.steps() == {"recruited"}  # by who belongs to it
    officer = Person(handsets.phone(installed=True)).enrol(server.code("bnnk"), first="Pembinaan").connected()
    officer.handset.offline()
    to_the_unit(officer, NAME)
    founds(officer)
    hears(officer)
    assert year.steps() == {"mapped", "advocated", "decreed", "recruited"}
    leader = Person(handsets.phone(), "Kenanga").enrol(server.code("Bu Lastri")).connected()
    leader.go("Unit")
    leader.tap("Pembinaan")
    begins_to_work(year, officer, leader)
    is_visited(officer)
    assert "operational" in year.steps()
    assert year.phase() == ("tumbuh", "tumbuh")
    assert year.asks(demo_id("bnnk")) == ["unit_action"]
    assert year.asks(LEADER) == ["assistance_sign", "unit_action"]
    hears(leader)
    agrees(leader)
    does(leader)
    hears(leader)
    assert year.asks(LEADER) == []
    at_the_office(handsets)
    a_month_is_told(handsets, leader)


def a_month_is_told(handsets: Handsets, leader: Person) -> None:
    """One that is over: confirmed by whoever leads the unit, then read in the village."""
    leader.go("Unit")
    leader.tap("Rekap bulan")
    leader.sees(f"{NAME}. Seluruh unit")
    leader.page.locator(".turn").get_by_role("button").first.click()
    leader.tap("Periksa dan konfirmasi")
    leader.save()
    leader.sees("Laporan bulanan tersimpan di HP.", "Dikonfirmasi")
    hears(leader)
    page = signs_in(handsets.desk(), KADES, "Unit di desa Anda").page
    expect(page.get_by_role("table", name=NAME)).to_contain_text("Penyuluhan")


def hears(one: Person) -> None:
    """A signal comes: all that she wrote is sent, and what others wrote arrives."""
    one.handset.context.set_offline(True)
    one.handset.context.set_offline(False)
    one.waits(0)
