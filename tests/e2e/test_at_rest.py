"""What lies on a phone's disk: nothing she wrote, tapped or typed."""

import httpx
from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.handset import KeptHandset
from tests.e2e.person import Person
from tests.e2e.search import found, spellings
from tests.e2e.server import Server

ALIAS, NOTE, DRAFT, SOUGHT = "KENARIKUNING", "kutilang☂hujan", "jalakdraf☂abu", "pipitdicari"
PRACTISED = "PRENJAKLATIHAN"
TAPPED = '"use_since":"more"'
PIN = "271828182845"  # long enough to stand nowhere by chance
WORDS = (ALIAS, NOTE, DRAFT, SOUGHT, PRACTISED, TAPPED, PIN)
# Sealed for rescue, drafts among them: those after a moment of rest.
ENVELOPES = """async () => {
  let count = 0;
  for (const { name } of await indexedDB.databases()) {
    const came = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
    const opened = await came(indexedDB.open(name));
    count += await came(opened.transaction('d').objectStore('d').count());
    opened.close();
  }
  return count;
}"""


def a_day_of_hers(sari: Person) -> None:
    """She practises; then a client, a visit with a note, a search, and a form left half written."""
    sari.go("Saya")
    sari.tap("Latihan dulu")
    sari.new_client(PRACTISED)
    sari.tap("Selesai", exact=True)
    sari.new_client(ALIAS)
    sari.tap("Catat kunjungan")
    sari.tap("Bertambah", exact=True)
    sari.tap("Tulis lebih lengkap", exact=True)
    sari.type("Catatan", NOTE)
    sari.save()
    sari.sees("Kunjungan ke rumah")
    sari.go("Klien")
    sari.page.get_by_role("textbox").first.fill(SOUGHT)
    sari.sees("Tidak ada yang cocok")
    sari.page.get_by_role("textbox").first.fill("")
    sari.tap("Klien baru")
    before = sari.page.evaluate(ENVELOPES)
    sari.type("Panggilan", DRAFT)
    sari.page.wait_for_function(f"async (before) => (await ({ENVELOPES})()) > before", arg=before)


def kept_person(handsets: Handsets, server: Server) -> tuple[Person, KeptHandset]:
    handset = handsets.kept()
    return Person(handset).enrol(server.code("Sari"), PIN).connected(), handset


def test_nothing_she_wrote_lies_on_the_disk(handsets: Handsets, server: Server) -> None:
    sari, handset = kept_person(handsets, server)
    a_day_of_hers(sari)
    sari.handset.offline()
    sari.page.reload()
    sari.page.go_back()
    handset.close()
    assert found(handset.profile, WORDS) == []
    handset.reopen()
    sari.unlock(PIN)
    sari.open_client(ALIAS)
    sari.sees("Kunjungan ke rumah")
    handset.kill()
    assert found(handset.profile, WORDS) == []
    handset.reopen()
    sari.unlock(PIN)
    sari.go("Klien")
    sari.tap("Klien baru")
    expect(sari.page.get_by_label("Panggilan").first).to_have_value(DRAFT)
    assert logged(server) == []


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
