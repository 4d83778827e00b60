"""What lies on a phone's disk: nothing she wrote, tapped or typed; and the search that says so finds what it must."""

from pathlib import Path

import pytest

from tests.e2e.conftest import Handsets
from tests.e2e.handset import KeptHandset
from tests.e2e.person import Person
from tests.e2e.search import found, packed, unsnapped
from tests.e2e.server import Server

ALIAS, NOTE, DRAFT, SOUGHT = "KENARIKUNING", "kutilang☂hujan", "jalakdraf☂abu", "pipitdicari"
TAPPED = '"use_since":"more"'
PIN = "271828182845"  # long enough to stand nowhere by chance
WORDS = (ALIAS, NOTE, DRAFT, SOUGHT, TAPPED, PIN)

PLANTS = {
    "IndexedDB": """word => new Promise(done => {
        const open = indexedDB.open('planted', 1);
        open.onupgradeneeded = () => open.result.createObjectStore('s');
        open.onsuccess = () => {
          const t = open.result.transaction('s', 'readwrite', {durability: 'strict'});
          t.objectStore('s').put({word, more: word.repeat(40)}, 1);
          t.oncomplete = () => done();
        };
      })""",
    "localStorage": "word => localStorage.setItem('planted', word)",
    "OPFS": """async word => {
        const file = await (await navigator.storage.getDirectory()).getFileHandle('planted', {create: true});
        const out = await file.createWritable();
        await out.write(word);
        await out.close();
      }""",
    "Cache": "async word => (await caches.open('planted')).put('/planted', new Response(word))",
    "History": "word => history.pushState({}, '', '/?' + encodeURIComponent(word))",
}


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
    sari.type("Panggilan", DRAFT)
    sari.page.wait_for_timeout(2500)  # a draft is boxed for rescue after two seconds of rest


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
    assert sari.page.get_by_label("Panggilan").first.input_value() == DRAFT


@pytest.mark.parametrize("place", PLANTS)
def test_the_same_search_finds_what_was_planted(handsets: Handsets, place: str) -> None:
    handset = handsets.kept()
    handset.go().evaluate(PLANTS[place], NOTE)
    handset.page.wait_for_timeout(300)
    handset.close()
    assert found(handset.profile, [NOTE]), place


def test_the_same_search_finds_what_is_packed(tmp_path: Path) -> None:
    for name, body in {"gzip": b"..." + packed(NOTE), "utf16": NOTE.encode("utf-16-le")}.items():
        (tmp_path / name).write_bytes(body)
        assert found(tmp_path, [NOTE]) == [f"{name}: {NOTE}"]
        (tmp_path / name).unlink()


def test_a_snappy_block_is_unpacked_by_its_description() -> None:
    """Nine bytes: three of their own, then six copied from three back."""
    block = bytes([9, 2 << 2]) + b"abc" + bytes([2 << 2 | 1, 3])
    assert unsnapped(b"?" + block + b"\1", 1) == (b"abcabcabc", 1 + len(block))
