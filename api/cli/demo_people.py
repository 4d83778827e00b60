"""The demo's places and people: all of them invented."""

from datetime import date, datetime

from sqlmodel import Session

from api.areas.time_zones import zone_of
from api.identity.provisioning import make_partner, make_person, make_unit
from api.ids import demo_id
from api.resources.days import day_in

KOPENG, ASINAN, BANDUNGAN, LEREP = "33.22.01.2003", "33.22.11.2003", "33.22.20.1011", "33.22.18.2004"
UNITS = {
    "unit A": ("IBM Desa Kopeng", KOPENG),
    "unit B": ("IBM Desa Asinan", ASINAN),
    "unit C": ("IBM Kelurahan Bandungan", BANDUNGAN),
    "unit D": ("IBM Desa Lerep", LEREP),
}
# Who works in each other unit.
ELSEWHERE = {"unit B": "Budi", "unit C": "Wati", "unit D": "Joko"}
OFFICER, BNNK, ADMIN = "petugas.lerep", "bnnk.semarang", "admin"
# {id: name, role, area, user name}: who reads no case.
OFFICES = {
    "kades": ("Kades Kopeng (contoh)", "village", KOPENG, "kades.kopeng"),
    "bnnp": ("Petugas BNNP Jawa Tengah (contoh)", "province", "33", "bnnp.jateng"),
    "bnn": ("Petugas BNN (contoh)", "national", None, "bnn.pusat"),
}
DISTRICT = "33.22"
PARTNERS = (
    ("Puskesmas Ambarawa (contoh)", "puskesmas", "33.22.10.1007", ("assessment", "outpatient")),
    ("RSUD Ungaran (contoh)", "hospital", "33.22.18.1008", ("assessment", "detox", "inpatient_medical")),
    ("Klinik BNN Lerep (contoh)", "bnn_clinic", "33.22.18.2004", ("assessment", "outpatient", "detox")),
    ("Balai Rehabilitasi Sosial Bandungan (contoh)", "social", "33.22.20.1011", ("inpatient_social", "atensi")),
    ("LRKM Rumah Pulih Getasan (contoh)", "lrkm", "33.22.01.2006", ("outpatient", "inpatient_social", "vocational")),
)
HER_PARTNER = 2  # the officer works at the third


def demo_day(now: datetime) -> date:
    """The day it is in its units' villages, which lie in one regency."""
    return day_in(now, zone_of(DISTRICT))


def make_places(session: Session, now: datetime) -> None:
    """Four units in villages of Kabupaten Semarang, five institutions that do not exist."""
    for unit, (called, village) in UNITS.items():
        make_unit(session, called, village, id=demo_id(unit), now=now)
    for number, (name, kind, village, services) in enumerate(PARTNERS):
        brings = ("id_card", "family_card", "photo")
        make_partner(session, name, kind, village, services, id=demo_id(f"partner {number}"), requirements=brings)


def make_people(session: Session, now: datetime) -> None:
    """Two agents and their coordinator, one in each other unit, an institution's officer, the district's, those who
    read no case, an admin."""
    for name in ("Sari", "Dewi"):
        make_person(session, name, "agent", unit=demo_id("unit A"), id=demo_id(name), now=now)
    hers = {"unit": demo_id("unit A"), "username": "ratna", "id": demo_id("Bu Ratna")}
    make_person(session, "Bu Ratna", "coordinator", **hers, now=now)
    for unit, name in ELSEWHERE.items():
        make_person(session, name, "agent", unit=demo_id(unit), id=demo_id(name), now=now)
    officer = {"partner": demo_id(f"partner {HER_PARTNER}"), "username": OFFICER}
    make_person(session, "Petugas Klinik Lerep", "partner", id=demo_id("officer"), **officer, now=now)
    bnnk = {"area": DISTRICT, "username": BNNK}
    make_person(session, "Petugas BNNK Semarang", "district", id=demo_id("bnnk"), **bnnk, now=now)
    for name, (called, role, area, username) in OFFICES.items():
        make_person(session, called, role, area=area, username=username, id=demo_id(name), now=now)
    make_person(session, "Admin Contoh", "admin", username=ADMIN, id=demo_id("admin"), now=now)
