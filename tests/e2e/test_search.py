"""The search that says that nothing lies on the disk finds whatever was put there, in each place and each packing."""

from pathlib import Path

import pytest

from tests.e2e.answers import PACKINGS, packed_answers
from tests.e2e.conftest import Handsets
from tests.e2e.handset import FILES_ARE_KEPT, KeptHandset
from tests.e2e.packings import ENTRY, STREAM_END, unsnapped
from tests.e2e.search import found, spellings

WORD = "kutilang☂hujan"
# Repeated, and behind its own pieces: no packing leaves it readable.
TEXT = "kutilang☂h awan, ☂hujan turun. " + f"{WORD} sekali. " * 40
# Its packed form is too large to be tried at every byte, and more than one block of Zstandard.
LONG = TEXT + "".join(f"{number:x}" for number in range(60_000))
PLACES = {
    "IndexedDB": """text => new Promise(done => {
        const open = indexedDB.open('planted', 1);
        open.onupgradeneeded = () => open.result.createObjectStore('s');
        open.onsuccess = () => {
          const t = open.result.transaction('s', 'readwrite', {durability: 'strict'});
          t.objectStore('s').put({text}, 1);
          t.oncomplete = () => done();
        };
      })""",
    "localStorage": "text => localStorage.setItem('planted', text)",
    "OPFS": """async text => {
        const file = await (await navigator.storage.getDirectory()).getFileHandle('planted', {create: true});
        const out = await file.createWritable();
        await out.write(text);
        await out.close();
      }""",
    "Cache": "async text => (await caches.open('planted')).put('/planted', new Response(text))",
    "History": "text => history.pushState({}, '', '/?' + encodeURIComponent(text))",
}
# Noise between makes blocks of many; only a large value is packed by itself, and only many are moved to a table.
INDEXED = """([name, text, count, size]) => new Promise(done => {
    const open = indexedDB.open(name, 1);
    open.onupgradeneeded = () => open.result.createObjectStore('s');
    open.onsuccess = () => {
      const t = open.result.transaction('s', 'readwrite', {durability: 'strict'});
      for (let n = 0; n < count; n += 1) {
        let noise = '';
        while (noise.length < size) noise += ' kata biasa ' + Math.random();
        t.objectStore('s').put(text + noise, n);
      }
      t.oncomplete = () => done();
    };
  })"""


def only_packed(profile: Path, hits: list[str]) -> list[str]:
    """Those of the hits whose file holds no readable spelling: found by unpacking alone."""
    files = {hit: (profile / hit.rpartition(": ")[0]).read_bytes() for hit in hits}
    return [hit for hit, raw in files.items() if not any(form in raw for form in spellings(WORD))]


def put_down(handset: KeptHandset) -> None:
    handset.page.wait_for_timeout(300)
    handset.close()


def test_what_a_page_stores_is_found(handsets: Handsets) -> None:
    handset, words = handsets.kept(), {place: WORD + place for place in PLACES}
    handset.go()
    handset.until(FILES_ARE_KEPT)  # the worker throws away caches that are not its own when it begins
    for place, word in words.items():
        handset.page.evaluate(PLACES[place], word)
    put_down(handset)
    hits = found(handset.profile, words.values())
    assert [place for place, word in words.items() if not any(hit.endswith(f": {word}") for hit in hits)] == []


def test_an_answer_in_the_cache_is_found_as_it_was_packed(handsets: Handsets) -> None:
    with packed_answers(LONG) as origin:
        handset = handsets.kept(origin)
        handset.go()
        for packing in PACKINGS:
            read = handset.page.evaluate("packing => fetch('/' + packing).then((came) => came.text())", packing)
            assert read == LONG, packing
        put_down(handset)
    hits = found(handset.profile, [WORD])
    assert all("Cache_Data" in hit for hit in hits), hits
    assert len(only_packed(handset.profile, hits)) == len(PACKINGS), hits


def test_what_indexeddb_packs_is_found(handsets: Handsets) -> None:
    """A large value by itself, and the table into which LevelDB moves its log."""
    handset = handsets.kept()
    for name, count, size in (("large", 1, 200_000), ("many", 300, 20_000)):
        handset.go().evaluate(INDEXED, [name, TEXT, count, size])
    put_down(handset)
    hits = only_packed(handset.profile, found(handset.profile, [WORD]))
    assert [kind for kind in (".blob", ".ldb") if not any(kind in hit for hit in hits)] == [], hits


@pytest.mark.parametrize("packing", PACKINGS)
def test_each_packing_is_unpacked(tmp_path: Path, packing: str) -> None:
    """Where a stream of a cache's entry begins, however large that is, and anywhere in another small file."""
    key, body = b"1/0/_dk_http://x", PACKINGS[packing](TEXT.encode())
    entry = ENTRY + b"\x05\0\0\0" + len(key).to_bytes(4, "little") + bytes(8) + key
    (tmp_path / "entry").write_bytes(entry + body + b"\xd8" * 4000)
    (tmp_path / "second stream").write_bytes(entry + b"first" + STREAM_END + bytes(16) + body)
    (tmp_path / "small").write_bytes(b"noise" + body)
    (tmp_path / "small entry").write_bytes(entry + body)
    hits = sorted(f"{name}: {WORD}" for name in ("entry", "second stream", "small", "small entry"))
    assert found(tmp_path, [WORD]) == hits
    assert only_packed(tmp_path, hits) == hits


def test_a_packing_that_was_cut_short_gives_what_it_has(tmp_path: Path) -> None:
    for packing, pack in PACKINGS.items():
        (tmp_path / packing).write_bytes(pack(LONG.encode())[:-900])
    assert found(tmp_path, [WORD]) == [f"{packing}: {WORD}" for packing in sorted(PACKINGS)]


def test_every_spelling_is_found(tmp_path: Path) -> None:
    for number, form in enumerate(spellings(WORD)):
        (tmp_path / str(number)).write_bytes(b"..." + form + b"...")
    (tmp_path / WORD).touch()
    assert len(found(tmp_path, [WORD])) == number + 2


def test_a_snappy_block_is_unpacked_by_its_description() -> None:
    """Nine bytes: three of their own, then six copied from three back."""
    block = bytes([9, 2 << 2]) + b"abc" + bytes([2 << 2 | 1, 3])
    assert unsnapped(b"?" + block + b"\1", 1) == (b"abcabcabc", 1 + len(block))
