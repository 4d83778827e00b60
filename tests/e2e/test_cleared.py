"""Storage that the browser takes away: between two openings of the app, and under the running one."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.handset import KeptHandset
from tests.e2e.person import Person
from tests.e2e.server import Server

CLIENT = "Mbak Rini"
NOT_KEPT = "jangan tutup aplikasi dulu"
CLEARED = "Browser menghapus simpanan di HP ini."
NO_DATABASE = """() => {
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = () => { throw new DOMException('', 'UnknownError'); };
  globalThis.hasDatabase = () => { IDBFactory.prototype.open = open; };
}"""

# Something unsent lies in the outbox on the disk. To look makes no database where the app is about to make its own; and
# a look at one that is cleared under it is never answered, so after a second it is looked again, from another frame,
# since this page may not be answered any more.
WRITTEN_AGAIN = """() => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const { indexedDB } = frame.contentWindow;
  const came = (asked) => new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onerror = asked.onblocked = fail;
  });
  const look = async () => {
    for (const { name } of await indexedDB.databases()) {
      const opened = await came(indexedDB.open(name)).catch(() => undefined);
      const outbox = opened?.objectStoreNames.contains('c') && opened.transaction('c').objectStore('c');
      const count = outbox ? await came(outbox.count()) : 0;
      opened?.close();
      if (count > 0) return true;
    }
    return false;
  };
  const looked = Promise.race([look(), new Promise((done) => setTimeout(done, 1000, false))]);
  return looked.finally(() => frame.remove());
}"""


@pytest.fixture
def sari(handsets: Handsets, server: Server) -> Person:
    """Enrolled, her caseload loaded, a client's page open."""
    person = Person(handsets.kept(whole=False)).enrol(server.code("Sari")).connected()
    person.open_client(CLIENT)
    return person


def test_a_store_that_the_browser_cleared_is_told_of(sari: Person) -> None:
    """Its database is gone, the key file is not: what was sent comes back, and she hears what does not."""
    phone = sari.handset
    assert isinstance(phone, KeptHandset)
    phone.offline()
    sari.write_visit("Baik")
    phone.close()
    shutil.rmtree(phone.profile / "Default" / "IndexedDB")
    phone.reopen()
    sari.unlock()
    sari.sees(CLEARED)
    sari.go("Belum terkirim")
    sari.sees(CLEARED)
    sari.go("Klien")
    sari.sees(CLIENT)
    sari.go("Hari ini")
    sari.tap("Saya mengerti")
    sari.sees_nothing_of(CLEARED)
    sari.unlock()
    sari.sees_nothing_of(CLEARED)


def test_a_store_that_is_cleared_under_the_running_app_is_written_again_or_it_says_to_stay_open(sari: Person) -> None:
    """As by "clear data" in the browser's settings while the app is open; on one phone, with one visit unsent."""
    sari.handset.offline()
    sari.write_visit("Baik")
    it_cannot_be_written_again(sari)
    for what in ("indexeddb", "indexeddb,file_systems"):
        it_is_written_again(sari, what)


def it_is_written_again(sari: Person, what: str) -> None:
    phone = sari.handset
    assert isinstance(phone, KeptHandset)
    cleared = {"origin": phone.origin, "storageTypes": what}
    phone.cdp().send("Storage.clearDataForOrigin", cleared)
    sari.handset.until(WRITTEN_AGAIN)
    sari.sees_nothing_of(NOT_KEPT)
    phone.kill()
    phone.reopen()
    phone.offline()
    sari.unlock()
    sari.go("Belum terkirim")
    sari.sees("1 catatan tersimpan di HP")


def it_cannot_be_written_again(sari: Person) -> None:
    phone = sari.handset
    sari.page.evaluate(NO_DATABASE)
    phone.cdp().send("Storage.clearDataForOrigin", {"origin": phone.origin, "storageTypes": "indexeddb"})
    sari.sees(NOT_KEPT)
    assert phone.axe() == []
    sari.page.evaluate("hasDatabase()")
    expect(sari.page.get_by_text(NOT_KEPT)).to_have_count(0)
    sari.handset.until(WRITTEN_AGAIN)


def test_a_key_file_that_is_gone_is_no_new_phone(sari: Person) -> None:
    """What lies sealed beside it is found, and offered as a file."""
    sari.handset.offline()
    sari.write_visit("Baik")
    sari.go("Saya")
    sari.tap("Kunci sekarang")
    sari.handset.offline(gone=False)
    phone = sari.handset
    assert isinstance(phone, KeptHandset)
    phone.close()
    shutil.rmtree(phone.profile / "Default" / "File System")
    phone.reopen()
    phone.go()
    sari.sees("Di HP ini ada catatan yang kuncinya hilang atau rusak", "1 kiriman terkunci masih ada di HP ini.")
    assert sari.handset.axe() == []
    with sari.page.expect_download() as saved:
        sari.tap("Simpan salinan darurat")
    assert saved.value.path().read_text().count("eyJ") >= 1
    sari.tap("Daftarkan HP lagi")
    sari.sees("Kode pendaftaran")
