"""The battery falls out while the key file is written, often: the old PIN or the new one opens, never neither.

A kill ends the writer between any two of its calls, not inside one, and the system still writes what it was given: what
a loss of power leaves is made from it, by cutting one of two slots at any byte.
"""

import random
import re
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.conftest import Handsets
from tests.e2e.handset import KeptHandset
from tests.e2e.keyfile import HEAD, SLOT, KeyFile, in_the_middle, key_file
from tests.e2e.light_pin import app_with_a_light_pin
from tests.e2e.person import PIN, Person
from tests.e2e.pins import OTHER_PIN, begin_change, change_pin
from tests.e2e.server import Server

ROUNDS = 10
# Keeps the app's own worker at hand, so that its key file can be written as often as the disk can.
HOLD = """(() => {
  const Own = Worker;
  globalThis.Worker = class extends Own {
    constructor(...all) {
      super(...all);
      globalThis.keyworker = this;
    }
  };
})()"""
# Every body is what a change of the PIN, or a try that is counted, would write.
WRITE_ON_AND_ON = """async ([one, other]) => {
  const ask = (asked) => new Promise((done, failed) => {
    keyworker.onmessage = ({data}) => {
      if (data.failed) failed(new Error(data.failed)); else done(data.is);
    };
    keyworker.postMessage(asked);
  });
  const [name] = await ask({do: 'names'});
  const {body, sequence} = await ask({do: 'read', name});
  const head = JSON.parse(new TextDecoder().decode(body));
  const bodies = [one, {tries: 1}, other, {tries: 1}].map((change, at, all) => ({...head, ...all[at & 2], ...change}));
  const bytes = bodies.map((body) => new TextEncoder().encode(JSON.stringify(body)));
  (async () => { for (let n = 0; ; n += 1) await ask({do: 'write', name, body: bytes[n % 4], over: sequence + n}); })();
}"""


def wrapping(file: KeyFile) -> dict[str, object]:
    """What a change of the PIN changes."""
    return {name: file.head[name] for name in ("salt", "cost", "wrapped")}


class NeitherOpens(AssertionError):
    """The key file is lost."""


class Trial:
    """One phone through many deaths. `wrappings`: by PIN, what the app itself wrapped under it last."""

    def __init__(self, handset: KeptHandset, code: str) -> None:
        self.handset, self.luck = handset, random.Random()
        self.written: list[str] = []
        self.found: Counter[str] = Counter()
        self.budi = Person(handset).enrol(code).connected()
        self.wrappings = {PIN: wrapping(key_file(handset.profile))}
        change_pin(self.budi, PIN, OTHER_PIN)
        self.wrappings[OTHER_PIN] = wrapping(key_file(handset.profile))
        handset.close()

    def open(self, pin: str) -> None:
        """Without signal: what she wrote lies nowhere else. All of it is there."""
        self.handset.reopen()
        self.handset.context.add_init_script(HOLD)
        self.handset.offline()
        self.budi.unlock(pin)
        self.budi.go("Klien")
        self.budi.sees(*self.written)

    def by_hand(self) -> None:
        """She writes, and is at changing her PIN when the phone dies."""
        pin = self.pin()
        self.open(pin)
        self.written.append(f"Ronde {len(self.written)}")
        self.budi.new_client(self.written[-1])
        begin_change(self.budi, pin, OTHER_PIN if pin == PIN else PIN)
        self.handset.page.wait_for_timeout(self.luck.uniform(0, 400))
        self.handset.kill()
        self.note("by hand")

    def on_and_on(self, *, aimed: bool) -> None:
        """It is written as often as the disk can when the phone dies, by chance or between two versions."""
        self.open(self.pin())
        self.handset.page.evaluate(WRITE_ON_AND_ON, list(self.wrappings.values()))
        self.handset.page.wait_for_timeout(self.luck.uniform(0, 150))
        path = key_file(self.handset.profile).path
        self.handset.kill((lambda: in_the_middle(path)) if aimed else (lambda: None))
        self.note("aimed" if aimed else "on and on")
        self.lose_power(key_file(self.handset.profile))

    def note(self, how: str) -> None:
        file, pin = key_file(self.handset.profile), self.pin()
        self.found[f"{how}, {len(file.slots)} whole of {file.dirty}"] += 1
        self.wrappings[pin] = wrapping(file)

    def pin(self) -> str:
        """The one that opens now."""
        file = key_file(self.handset.profile)
        opens = [pin for pin in self.wrappings if file.slots and file.table(pin)]
        if not opens:
            raise NeitherOpens(f"{file.dirty} slots are written, {len(file.slots)} whole")
        return opens[0]

    def lose_power(self, file: KeyFile) -> None:
        """What a kill cannot leave: the newer of two slots written in part, or the older zeroed in part."""
        raw = bytearray(file.path.read_bytes().ljust(2 * SLOT, b"\0"))
        newest, other = (0, SLOT) if raw[HEAD:].startswith(file.slots[0]) else (SLOT, 0)
        length = HEAD + len(file.slots[0])
        cut = self.luck.randrange(1, length)
        if len(file.slots) == 1:
            raw[other : other + cut] = raw[newest : newest + cut]
        elif self.luck.random() < 0.5:
            raw[newest + cut : newest + length] = bytes(length - cut)
        else:
            raw[other : other + cut] = bytes(cut)
        file.path.write_bytes(raw)


@pytest.mark.long
def test_the_old_pin_or_the_new_one_opens_never_neither(handsets: Handsets, server: Server) -> None:
    trial = Trial(handsets.kept(whole=False), server.code("Budi"))
    for _ in range(ROUNDS // 5):
        trial.by_hand()
        trial.on_and_on(aimed=False)
        for _ in range(3):
            trial.on_and_on(aimed=True)
    trial.open(trial.pin())
    versions = key_file(trial.handset.profile).sequence
    sys.stdout.write(f"{versions} versions; after a kill: {dict(trial.found)}\n")


# In the worker as it was built, since to build the app anew takes 5 s of a processor; the source would say so:
# `if (newest) zero(file, newest.at)` before it writes.
WRITTEN = re.compile(r"(\w+)\.write\(\w+,await \w+\(\w+\+1,\w+\)\),\1\.flush\(\),((\w+)&&\w+\(\1,\3\.at\))")
ZEROED_FIRST = r"\2,\g<0>"


@pytest.mark.long
def test_a_writer_that_zeroes_first_is_seen_to_lose_the_keys(handsets: Handsets, tmp_path: Path) -> None:
    planted = Server("sqlite", tmp_path / "planted", PULIH_DIST=str(app_that_zeroes_first(tmp_path / "dist")))
    try:
        trial = Trial(handsets.kept(planted.url, whole=False), planted.code("Budi"))
        with pytest.raises(NeitherOpens):
            die_often(trial)
    finally:
        planted.close()


def die_often(trial: Trial) -> None:
    for _ in range(ROUNDS):
        trial.on_and_on(aimed=True)


def app_that_zeroes_first(dist: Path) -> Path:
    """The app as it would be if its key file were written so."""
    shutil.copytree(app_with_a_light_pin(), dist, ignore=shutil.ignore_patterns("key_worker-*.js.*"))
    (worker,) = dist.glob("assets/key_worker-*.js")
    planted, count = WRITTEN.subn(ZEROED_FIRST, worker.read_text())
    assert count == 1
    worker.write_text(planted)
    return dist
