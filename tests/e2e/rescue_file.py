"""A rescue file: saved by a phone, taken by whoever leads the unit, and by an operator."""

from pathlib import Path

from playwright.sync_api import expect

from tests.desk import Desk
from tests.e2e.looks import looked_at
from tests.e2e.person import Person
from tests.e2e.server import Server


def saved_file(person: Person) -> Path:
    """As the browser keeps it. She stands where it is offered."""
    with person.page.expect_download() as saved:
        person.tap("Simpan salinan darurat")
    return saved.value.path()


def her_file_is_taken(ratna: Person, sari: Person, server: Server) -> None:
    """What only Sari's phone has, and two visits that were decided on: each once, whoever brings the same bytes."""
    sari.handset.offline()
    sari.open_client("Mas Wahyu")
    sari.write_visit("Kurang baik")
    sari.go("Saya")
    file = saved_file(sari)
    ratna.go("Unit")
    ratna.tap("Salinan darurat")
    ratna.page.get_by_label("Pilih berkas").set_input_files(file)
    expect(ratna.page.get_by_role("status").filter(has_text="1 tercatat sekarang")).to_be_visible()
    ratna.sees("2 sudah ada di server")
    looked_at(ratna.handset, "rescue")
    assert Desk(server.folder, server.database_url).prints("rescue", str(file)).split() == ["3", "sudah", "ada"]
    sari.handset.offline(gone=False)
    sari.sees("Semua catatan sudah terkirim")
