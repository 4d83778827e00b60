"""What lies on a phone's disk: nothing she wrote, tapped, typed, photographed or said."""

from typing import NamedTuple

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.answers import packed_answers
from tests.e2e.conftest import Handsets
from tests.e2e.handset import KeptHandset
from tests.e2e.keyfile import key_file
from tests.e2e.light_pin import FULL
from tests.e2e.others_at_rest import OTHERS, others_work_there
from tests.e2e.person import Person
from tests.e2e.rescue_file import saved_file
from tests.e2e.search import found_forms, spellings
from tests.e2e.server import Server
from tests.e2e.test_blobs import PICTURE
from tests.e2e.test_erasure import DELETED
from tests.e2e.test_journey import agree

ALIAS, NOTE, DRAFT, SOUGHT = "KENARIKUNING", "kutilang☂hujan", "jalakdraf☂abu", "pipitdicari"
PRACTISED, ADDRESSED = "PRENJAKLATIHAN", "GELATIKSURAT"
TAPPED = '"use_since":"more"'
PIN = "271828182845"  # long enough to stand nowhere by chance
WORDS = (ALIAS, NOTE, DRAFT, SOUGHT, PRACTISED, ADDRESSED, TAPPED, PIN)
# Sealed for rescue, drafts among them: those after a moment of rest.
ENVELOPES = """async () => {
  let count = 0;
  for (const { name } of await indexedDB.databases()) {
    if (name.endsWith('.b')) continue; // pictures
    const came = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
    const opened = await came(indexedDB.open(name));
    count += await came(opened.transaction('d').objectStore('d').count());
    opened.close();
  }
  return count;
}"""


# What she sees and hears of her own lies in blobs, of which the page names addresses.
KEEP_BLOBS = """(() => {
  globalThis.blobs = [];
  const own = URL.createObjectURL;
  URL.createObjectURL = (blob) => { blobs.push(blob); return own.call(URL, blob); };
})()"""
LAST_BLOB = "async () => [...new Uint8Array(await blobs.at(-1).arrayBuffer())]"


class Taken(NamedTuple):
    """Bytes of a picture and of a recording, as the phone keeps them."""

    photo: bytes
    voice: bytes

    def forms(self) -> dict[str, list[bytes]]:
        """Parts by which any larger rest of one is known; not its head, which is like others'."""
        return {
            name: [whole[at : at + 24] for at in range(len(whole) // 6, len(whole) - 24, len(whole) // 6)]
            for name, whole in self._asdict().items()
        }


def a_day_of_hers(sari: Person) -> Taken:
    """She practises; then a client, a picture, her voice, a visit with a note, a letter, a file for rescue, a search,
    and a form left half written."""
    sari.go("Saya")
    sari.tap("Latihan dulu")
    sari.new_client(PRACTISED)
    sari.tap("Selesai", exact=True)
    sari.new_client(ALIAS)
    sari.more("Minta persetujuan")
    agree(sari, "Didatangi dan dihubungi", "Foto atau rekaman")
    sari.tap("Catat kunjungan")
    sari.tap("Bertambah", exact=True)
    sari.tap("Tulis lebih lengkap", exact=True)
    sari.type("Catatan", NOTE)
    taken = she_takes(sari)
    sari.save()
    sari.sees("Kunjungan ke rumah")
    beside_her_clients(sari)
    sari.go("Klien")
    sari.page.get_by_role("textbox").first.fill(SOUGHT)
    sari.sees("Tidak ada yang cocok")
    sari.page.get_by_role("textbox").first.fill("")
    sari.tap("Klien baru")
    before = sari.page.evaluate(ENVELOPES)
    sari.type("Panggilan", DRAFT)
    sari.handset.until(f"async (before) => (await ({ENVELOPES})()) > before", before)
    return taken


def she_takes(sari: Person) -> Taken:
    """A picture and two seconds of her voice, looked at and heard."""
    sari.tap("Tambah foto")
    with sari.page.expect_file_chooser() as chosen:
        sari.tap("Ambil foto")
    chosen.value.set_files(PICTURE)
    sari.tap("Lihat foto")
    expect(sari.page.get_by_role("img", name="Foto")).to_be_visible()
    photo = bytes(sari.page.evaluate(LAST_BLOB))
    sari.tap("Rekam suara")
    sari.tap("Mulai rekam")
    sari.tap("Berhenti · 2 detik", exact=True)
    sari.tap("Dengarkan · 0,1 MB", exact=True)
    expect(sari.page.locator("audio")).to_have_count(1)
    return Taken(photo, bytes(sari.page.evaluate(LAST_BLOB)))


def beside_her_clients(sari: Person) -> None:
    """A letter with a name that is kept nowhere, help, a reminder, and a file of what could be lost."""
    sari.open_client("Mas Biru")
    sari.tap("Rujukan ke Klinik BNN Lerep")
    sari.tap("Surat rujukan")
    sari.type("Nama di surat", ADDRESSED)
    expect(sari.page.get_by_role("article")).to_contain_text(ADDRESSED)
    sari.page.get_by_role("button", name="Tutup").click()
    sari.go("Saya")
    sari.tap("Bantuan halaman ini")
    sari.sees("Ini tentang Anda dan HP ini.")
    sari.tap("Tutup")
    sari.handset.context.grant_permissions(["notifications"])
    sari.tap("Nyalakan pengingat")
    sari.sees("Pengingat menyala")
    rescue = saved_file(sari).read_bytes()
    sari.sees("biasanya di folder Unduhan")
    assert b"eyJ" in rescue
    assert [word for word in WORDS if any(form in rescue for form in spellings(word))] == []


def kept_person(handsets: Handsets, server: Server) -> tuple[Person, KeptHandset]:
    handset = handsets.kept()
    handset.context.add_init_script(KEEP_BLOBS)
    return Person(handset).enrol(server.code("Sari"), PIN).connected(), handset


@pytest.mark.as_shipped
def test_nothing_she_wrote_lies_on_the_disk(handsets: Handsets, server: Server) -> None:
    sari, handset = kept_person(handsets, server)
    taken = a_day_of_hers(sari)
    sari.handset.offline()
    sari.page.reload()
    sari.page.go_back()
    handset.close()
    assert found_forms(handset.profile, forms_of(taken)) == []
    assert key_file(handset.profile).head["cost"] == FULL
    handset.reopen()
    sari.unlock(PIN)
    sari.open_client(ALIAS)
    sari.sees("Kunjungan ke rumah")
    theirs = [*OTHERS, *others_work_there(sari, server)]
    elsewhere = lies_open_elsewhere(handset, taken)
    handset.kill()
    hits = found_forms(handset.profile, forms_of(taken) | {word: [*spellings(word)] for word in theirs})
    assert [hit for hit in hits if elsewhere not in hit] == []
    assert {hit.rpartition(": ")[2] for hit in hits} == {*taken._fields}
    handset.reopen()
    handset.go()
    sari.tap(sari.label)
    sari.press_pin(PIN, "Buka")
    sari.go("Klien")
    sari.tap("Klien baru")
    expect(sari.page.get_by_label("Panggilan").first).to_have_value(DRAFT)
    assert logged(server) == []


def forms_of(taken: Taken) -> dict[str, list[bytes]]:
    """All of hers, however it is spelt."""
    return {word: [*spellings(word)] for word in WORDS} | taken.forms()


def lies_open_elsewhere(handset: KeptHandset, taken: Taken) -> str:
    """The folder of another origin, in which the same bytes were written in the clear, and deleted."""
    handset.offline(gone=False)
    with packed_answers("") as origin:
        handset.page.goto(origin)
        for whole in taken:
            handset.page.evaluate(f"bytes => ({DELETED})(new Uint8Array(bytes))", [*whole])
        return origin.removeprefix("http://").replace(":", "_")


def logged(server: Server) -> list[str]:
    """Words of hers in all that the server wrote, also where somebody asks it wrongly."""
    for path in (f"/v1/followers?alias={ALIAS}", f"/v1/nowhere/{ALIAS}", f"/klien/{ALIAS}"):
        httpx.get(server.url + path, headers={"Authorization": f"Bearer {NOTE.encode()!r}"})
    for path in ("/v1/sync/push", "/v1/rescue", "/v1/auth/token", "/v1/enrolments"):
        for body in (f'{{"alias": "{ALIAS}", "note": "{NOTE}"}}', f'["{DRAFT}"', ALIAS):
            httpx.post(server.url + path, content=body.encode(), headers={"Content-Type": "application/json"})
    log = server.log().encode()
    assert {path for path in ("/v1/sync/push", "/v1/rescue") if path.encode() in log} == {"/v1/sync/push", "/v1/rescue"}
    return [word for word in WORDS if any(form in log for form in spellings(word))]
