"""What was struck from the key file leaves no byte in the profile, where an IndexedDB delete leaves all of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Route
from sqlmodel import select

from api.cli.demo_data import demo_id
from api.clock import system_clock
from api.db.engine import writing
from api.identity.tables import Enrolment
from tests.e2e.answers import packed_answers
from tests.e2e.conftest import Handsets
from tests.e2e.handset import KeptHandset
from tests.e2e.keyfile import KeyFile, key_file, pieces
from tests.e2e.person import PIN, Person
from tests.e2e.pins import OTHER_PIN, change_pin
from tests.e2e.search import found, found_forms
from tests.e2e.server import Server

WRONG = "999999"
SHARED = demo_id("client 1")  # Mbak Rini, whom Dewi accompanies too
# Whatever stands in a key file by these names stands nowhere else, in no older version either.
NAMES = {"a table": [b'"table":{"iv"'], "a wrapped key": [b'"wrapped":{"iv"']}
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


def gone(handset: KeptHandset, *, dies: bool = False, **recorded: dict[str, str]) -> KeyFile:
    """Closes the phone, or it dies at once. Of what was recorded nothing is left but the control, which is found; one
    version of the key file lies there and no other anywhere."""
    with control(handset, [sealed["box"] for sealed in recorded.values()]) as elsewhere:
        (handset.kill if dies else handset.close)()
    hits = found_forms(handset.profile, {name: pieces(sealed) for name, sealed in recorded.items()} | NAMES)
    controls = [hit for hit in hits if elsewhere in hit]
    assert {hit.rpartition(": ")[2] for hit in controls} == set(recorded)
    file = key_file(handset.profile)
    assert (len(file.slots), file.dirty) == (1, 1)
    names = [name for name, forms in NAMES.items() if forms[0] in file.slots[0]]
    assert sorted(set(hits) - set(controls)) == [f"{file.path.relative_to(handset.profile)}: {name}" for name in names]
    return file


@pytest.fixture
def dewi(handsets: Handsets, server: Server) -> Person:
    return Person(handsets.kept(), "Kenanga").enrol(server.code("Dewi")).connected()


def shut(person: Person) -> tuple[KeptHandset, KeyFile]:
    """Her phone is closed; what its key file holds now."""
    handset = person.handset
    assert isinstance(handset, KeptHandset)
    handset.close()
    return handset, key_file(handset.profile)


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
    server.end_follow("Dewi", SHARED)
    handset.offline()
    handset.offline(gone=False)
    dewi.go("Klien")
    dewi.sees("Belum ada klien")
    after = opened(gone(handset, dies=True, table=before.head["table"]), PIN)
    assert SHARED not in after["feeds"]
    assert key["key"] not in str(after)
    assert found(handset.profile, [key["key"]]) == []


def test_a_new_pin_and_then_a_forgotten_one_leave_nothing_of_the_old_wrapping(dewi: Person) -> None:
    handset, before = shut(dewi)
    handset.reopen()
    dewi.unlock()
    change_pin(dewi, PIN, OTHER_PIN)
    after = gone(handset, wrapped=before.head["wrapped"], table=before.head["table"])
    assert after.table(PIN) is None
    assert opened(after, OTHER_PIN)["feeds"] == opened(before, PIN)["feeds"]
    after = the_lease_ends(dewi, after)
    handset.reopen()
    handset.go()
    dewi.tap("Lupa PIN", exact=True)
    dewi.tap("Saya lupa PIN")
    dewi.tap("Ya, hapus kunci")
    struck(dewi, after, dies=True)


def the_lease_ends(dewi: Person, before: KeyFile) -> KeyFile:
    """On the second day of use without contact, where a server lends it for one; the phone dies as it opens."""
    handset = dewi.handset
    assert isinstance(handset, KeptHandset)
    handset.reopen()
    handset.context.route("**/v1/auth/token", lends_for_a_day)
    with handset.page.expect_response("**/v1/sync/pull"):
        dewi.unlock(OTHER_PIN)
    handset.context.route("**/v1/**", lambda route: route.abort())
    for days in (2, 3):
        handset.page.clock.set_fixed_time(system_clock() + timedelta(days=days))
        dewi.unlock(OTHER_PIN)
    after = gone(handset, dies=True, table=before.head["table"])
    cases = opened(before, OTHER_PIN)["feeds"]
    assert (SHARED in cases, opened(after, OTHER_PIN)["feeds"]) == (True, {})
    return after


def lends_for_a_day(route: Route) -> None:
    answer = route.fetch()
    said = answer.json()
    route.fulfill(response=answer, json=said | {"enrolment": said["enrolment"] | {"lease_days": 1}})


def test_the_tenth_wrong_pin_leaves_no_byte_of_a_key(dewi: Person) -> None:
    """With hours between, by a clock that the test turns."""
    handset, before = shut(dewi)
    handset.reopen()
    dewi.page.clock.install()
    handset.go()
    for guess in range(1, 11):
        dewi.press_pin(WRONG, "Buka")
        if guess < 10:
            dewi.sees("PIN salah" if guess < 3 else "Tunggu")
            dewi.page.clock.fast_forward("01:00:01")
    struck(dewi, before, dies=True)


def test_a_wipe_leaves_no_byte_of_a_key_though_the_phone_dies_at_once(dewi: Person, server: Server) -> None:
    """Behind the lock screen, by the server's signed word."""
    handset, before = shut(dewi)
    with writing(server.engine) as session:
        for phone in session.exec(select(Enrolment).where(Enrolment.person == demo_id("Dewi"))):
            phone.status = "wipe"
            session.add(phone)
    handset.reopen()
    handset.go()
    struck(dewi, before, dies=True)


def struck(person: Person, before: KeyFile, *, dies: bool = False) -> None:
    """She reads it, and of both keys nothing is left."""
    assert isinstance(person.handset, KeptHandset)
    person.sees("Kunci di HP ini sudah dihapus")
    after = gone(person.handset, dies=dies, wrapped=before.head["wrapped"], table=before.head["table"])
    assert (after.head["wrapped"], after.head["table"]) == (None, None)
