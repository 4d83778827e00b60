"""What lies on a phone's disk: nothing she wrote, tapped or typed."""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.handset import KeptHandset
from tests.e2e.person import Person
from tests.e2e.search import found
from tests.e2e.server import Server

ALIAS, NOTE, DRAFT, SOUGHT = "KENARIKUNING", "kutilang☂hujan", "jalakdraf☂abu", "pipitdicari"
TAPPED = '"use_since":"more"'
PIN = "271828182845"  # long enough to stand nowhere by chance
WORDS = (ALIAS, NOTE, DRAFT, SOUGHT, TAPPED, PIN)
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
    """A client, a visit with a note, a search, and a form left half written."""
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
