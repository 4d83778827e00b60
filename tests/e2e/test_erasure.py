"""What was struck from the key file leaves no byte in the profile, where an IndexedDB delete leaves all of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from api.accounts import set_password
from api.agents import Agent
from api.db import writing
from api.demo import demo_id
from tests.e2e.answers import packed_answers
from tests.e2e.conftest import Handsets
from tests.e2e.handset import KeptHandset
from tests.e2e.keyfile import KeyFile, key_file, pieces
from tests.e2e.person import PIN, Person
from tests.e2e.search import found, found_forms
from tests.e2e.server import Server

OTHER_PIN, WRONG = "314159", "999999"
PASSWORD = "lumpia semarang hangat"
SHARED = demo_id("client 1")  # Mbak Rini, whom Dewi accompanies too
# Whatever stands in a key file by these names stands nowhere else, in no older version either.
NAMES = ['"wrapped":{"iv"', '"table":{"iv"']
DELETED = """text => new Promise((done, failed) => {
    const open = indexedDB.open('deleted', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('s');
    open.onsuccess = () => {
      const act = (what, then) => {
        const t = open.result.transaction('s', 'readwrite', {durability: 'strict'});
        what(t.objectStore('s'));
        [t.oncomplete, t.onerror] = [then, failed];
      };
      act((store) => store.put(text, 1), () => act((store) => store.delete(1), done));
    };
  })"""


@contextmanager
def control(handset: KeptHandset, words: list[str]) -> Iterator[str]:
    """The folder of another origin, in which the words were written to IndexedDB and deleted again."""
    with packed_answers("") as origin:
        handset.page.goto(origin)
        for word in words:
            handset.page.evaluate(DELETED, word)
        yield origin.removeprefix("http://").replace(":", "_")


def gone(handset: KeptHandset, **recorded: dict[str, str]) -> None:
    """Closes the phone: of what was recorded nothing is left but the control, which is found whole."""
    with control(handset, [sealed["box"] for sealed in recorded.values()]) as elsewhere:
        handset.close()
    hits = found_forms(handset.profile, {name: pieces(sealed) for name, sealed in recorded.items()})
    assert [hit for hit in hits if elsewhere not in hit] == []
    for name in recorded:
        assert [hit for hit in hits if hit.endswith(f": {name}")], f"the control of {name} was not found"


def calm(handset: KeptHandset) -> KeyFile:
    """The key file, of which one version lies there and no other anywhere."""
    file = key_file(handset.profile)
    assert (len(file.slots), file.dirty) == (1, 1)
    names = [name for name in NAMES if name.encode() in file.slots[0]]
    place = file.path.relative_to(handset.profile)
    assert found(handset.profile, NAMES) == sorted(f"{place}: {name}" for name in names)
    return file


@pytest.fixture
def dewi(handsets: Handsets, server: Server) -> Person:
    return Person(handsets.kept(), "Kenanga").enrol(server.code("Dewi")).connected()


def shut(person: Person) -> tuple[KeptHandset, KeyFile]:
    """Her phone is closed; what its key file holds now."""
    handset = person.handset
    assert isinstance(handset, KeptHandset)
    handset.close()
    return handset, calm(handset)


def change_pin(person: Person, old: str, fresh: str) -> None:
    person.go("Saya")
    person.tap("Ganti PIN")
    person.press_pin(old, "Lanjut")
    person.press_pin(fresh, "Lanjut")
    person.press_pin(fresh, "Ganti")
    person.sees("Sudah diganti")


def opened(file: KeyFile, pin: str) -> dict[str, Any]:
    """What the PIN opens, which must be something."""
    table = file.table(pin)
    assert table is not None
    return table


def test_a_case_that_is_taken_away_takes_its_key_along(dewi: Person, server: Server) -> None:
    handset, before = shut(dewi)
    key = opened(before, PIN)["feeds"][SHARED]
    handset.reopen()
    dewi.unlock()
    end_follow(server)
    handset.offline()
    handset.offline(gone=False)
    dewi.go("Klien")
    dewi.sees("Belum ada klien")
    gone(handset, table=before.head["table"])
    after = opened(calm(handset), PIN)
    assert SHARED not in after["feeds"]
    assert key["key"] not in str(after)
    assert found(handset.profile, [key["key"]]) == []


def end_follow(server: Server) -> None:
    """By the coordinator, from her desk."""
    with writing(server.engine) as session:
        set_password(session.get_one(Agent, demo_id("Bu Ratna")), PASSWORD)
    form = {"grant_type": "password", "username": "ratna", "password": PASSWORD}
    token = httpx.post(f"{server.url}/v1/auth/token", data=form).json()["access_token"]
    address = f"{server.url}/v1/clients/{SHARED}/followers/{demo_id('Dewi')}"
    ending = {"reason": "revoked", "because": "Pindah tugas."}
    headers = {"Authorization": f"Bearer {token}"}
    httpx.request("DELETE", address, json=ending, headers=headers).raise_for_status()


def test_a_new_pin_leaves_nothing_of_the_old_ones_wrapping(dewi: Person) -> None:
    handset, before = shut(dewi)
    handset.reopen()
    dewi.unlock()
    change_pin(dewi, PIN, OTHER_PIN)
    gone(handset, wrapped=before.head["wrapped"], table=before.head["table"])
    after = calm(handset)
    assert after.table(PIN) is None
    assert opened(after, OTHER_PIN)["feeds"] == opened(before, PIN)["feeds"]


def forgets_her_pin(dewi: Person) -> None:
    dewi.handset.go()
    dewi.tap("Lupa PIN", exact=True)
    dewi.tap("Saya lupa PIN")
    dewi.tap("Ya, hapus kunci")


def guesses_ten_times(dewi: Person) -> None:
    """With hours between, by a clock that the test turns."""
    dewi.page.clock.install()
    dewi.handset.go()
    for guess in range(1, 11):
        dewi.press_pin(WRONG, "Buka")
        if guess < 10:
            dewi.sees("PIN salah" if guess < 3 else "Tunggu")
            dewi.page.clock.fast_forward("01:00:01")


@pytest.mark.parametrize("loses", [forgets_her_pin, guesses_ten_times])
def test_struck_keys_leave_no_byte(dewi: Person, loses: Callable[[Person], None]) -> None:
    handset, before = shut(dewi)
    handset.reopen()
    loses(dewi)
    dewi.sees("Kunci di HP ini sudah dihapus")
    gone(handset, wrapped=before.head["wrapped"], table=before.head["table"])
    after = calm(handset)
    assert (after.head["wrapped"], after.head["table"]) == (None, None)
