"""Supervision on a phone: the officer writes in a village hall without a signal, and who leads the unit reads it."""

import json
from typing import Any

from playwright.sync_api import expect

from api.changes.feed_key import coaching_id
from api.changes.tables import HeldChange
from api.clock import system_clock
from api.db.engine import writing
from api.ids import demo_id, new_id
from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.engines import HOUSE
from tests.samples import BODIES

LOST = "Hilang saat server dipulihkan"


def lose_training(server: Server) -> None:
    """A paper of the officer's, of which whoever leads the unit brought what her phone still had."""
    home = demo_id("unit A")
    where: Any = {"id": new_id(), "kind": "training", "record": new_id(), "feed": coaching_id(home)}
    sent = {**where, "at": "2026-11-02T08:00:00Z", "set": BODIES["training"]}
    fault = {"type": "/problems/invalid", "errors": [{"pointer": "/kind", "code": "not-your-role", "detail": "…"}]}
    with writing(server.engine) as session:
        session.add(HeldChange(
            home=home, unit=home, by=demo_id("Bu Ratna"), received_at=system_clock(), answer="waiting", content="",
            change=json.dumps(sent), problem=json.dumps({**fault, "code": "not-your-role"}, separators=(",", ":")),
            **where,
        ))  # fmt: skip


def takes_what_was_lost(officer: Person) -> None:
    officer.go("Pembinaan")
    officer.sees(LOST)
    officer.tap("Bimtek IBM Desa Kopeng")
    officer.sees("Yang Anda terima tercatat atas nama Anda.")
    assert officer.handset.look("lost") == []
    officer.tap("Terima catatan ini")
    officer.sees("Diterima. Masuk ke catatan pembinaan.")
    officer.sees_nothing_of(LOST)


def an_institution_was_guided(officer: Person) -> None:
    """What was held for it, beside the agreement with it."""
    officer.tap("Klinik BNN Lerep")
    officer.sees("PKS sampai", "Bimtek agen pemulihan")
    assert officer.handset.look("guided") == []
    officer.tap("Tutup", exact=True)


def opens_the_decree(person: Person) -> None:
    """Not what is asked about it."""
    person.tap("SK (1)")
    person.page.get_by_role("button").filter(has_text="Pembentukan unit").click()


def photographs_the_decree(officer: Person) -> None:
    """Two pages beside the one that is there, of which she takes one out again."""
    opens_the_decree(officer)
    officer.tap("Perbaiki SK")
    officer.tap("Foto halaman SK")
    for page in ("icon-512", "icon-192"):
        officer.sees("Foto kertasnya saja. Jangan ada nama, wajah, atau alamat klien di foto.")
        with officer.page.expect_file_chooser() as chosen:
            officer.tap("Ambil foto")
        chosen.value.set_files(HOUSE / f"pwa/public/icons/{page}.png")
    officer.sees("Foto SK 4")
    assert officer.handset.look("pages") == []
    officer.page.get_by_role("group", name="Foto SK 3").get_by_role("button", name="Hapus").click()
    officer.sees_nothing_of("Foto SK 4")
    officer.save()
    officer.sees("SK tersimpan di HP.")
    officer.page.go_back()


def looks_at_the_decree(lead: Person) -> None:
    opens_the_decree(lead)
    for page in ("Foto SK 1", "Foto SK 2"):
        lead.page.get_by_role("button", name="Lihat foto").filter(has_text=page).click()
        expect(lead.page.get_by_role("img", name=page)).to_be_visible()
    lead.handset.picture("decree")


def test_an_officer_writes_offline_what_the_units_lead_reads(handsets: Handsets, server: Server) -> None:
    lose_training(server)
    officer = Person(handsets.phone(installed=True)).enrol(server.code("bnnk"), first="Pembinaan").connected()
    takes_what_was_lost(officer)
    officer.handset.offline()
    officer.sees("Rintisan (1)", "Tumbuh (1)", "Berkembang (1)", "Tangguh (1)")
    assert officer.handset.look("phase_board") == []
    an_institution_was_guided(officer)
    officer.tap("IBM Desa Kopeng")
    officer.sees("Pembinaan", "Perlu dikerjakan")
    assert officer.handset.axe() == []
    officer.handset.picture("coaching")
    officer.tap("Advokasi (1)")
    officer.tap("Catat advokasi")
    officer.tap("Lurah atau kades")
    officer.tap("Ruang")
    officer.tap("Setuju")
    officer.save()
    officer.sees("Advokasi tersimpan di HP.")
    photographs_the_decree(officer)
    officer.tap("Penilaian fase (1)")
    officer.page.get_by_role("button").filter(has_text="Penilaian fase akhir").click()
    officer.sees("Menurut hitungan: Tumbuh, 26,5 dari 100", "SK masih berlaku")
    assert officer.handset.axe() == []
    officer.handset.picture("phase")
    officer.page.go_back()
    officer.handset.offline(gone=False)
    officer.connected()
    officer.waits(0)
    officer.sees_nothing_of("foto belum terkirim")
    ratna = Person(handsets.phone(), "Kenanga").enrol(server.code("Bu Ratna")).connected()
    ratna.go("Unit")
    ratna.tap("Pembinaan")
    ratna.tap("Advokasi (2)")
    ratna.sees("Advokasi: Ruang")
    assert ratna.handset.axe() == []
    looks_at_the_decree(ratna)
