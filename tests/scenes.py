"""What most tests begin with is made once a process for each engine; every test has a copy of it for itself.

A scene is a database and what the test holds of it: the phones with their keys and what they know. The copy of both is
as new as what is made anew; only the tokens are given again, since they last for ten minutes.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

from api.identity.access_tokens import give_token
from api.identity.nonces import give_nonce
from tests.engines import Engine, copy_of, drop_database, folder, fresh_database
from tests.phone import Phone
from tests.place import Place, opened
from tests.reused_databases import ReusedDatabase, a_copy_used_again
from tests.town import Town

BROUGHT: dict[str, Callable[[Place], Any]] = {
    "sari": lambda place: place.phone("Sari"),
    "dewi": lambda place: place.phone("Dewi"),
    "budi": lambda place: place.phone("Budi", "B"),
    "town": Town,
}
KEPT_BESIDE = ("keys.json", "server-journal.jsonl")


class Scene(NamedTuple):
    """`folder`: where the server's keys lie; `place`: closed, for what it remembers."""

    url: str
    folder: Path
    place: Place


@contextmanager
def staged(engine: Engine, cast: tuple[str, ...], beside: Path) -> Iterator[Place]:
    """A place in which these are already: see `brought_in`."""
    scene = made(engine, cast) if is_shared() else make(engine, cast)
    for name in KEPT_BESIDE:
        if (scene.folder / name).exists():
            shutil.copy(scene.folder / name, beside)
    with a_copy(scene.url) as (url, again), opened(url, beside, again) as place:
        take_over(place, scene.place)
        yield place
    if not is_shared():
        drop_database(scene.url)


@contextmanager
def a_copy(scene: str) -> Iterator[tuple[str, ReusedDatabase | None]]:
    """Its URL; on PostgreSQL it was used before, where scenes are shared."""
    if scene.startswith("sqlite") or not is_shared():
        url = copy_of(scene)
        yield url, None
        return drop_database(url)
    with a_copy_used_again(scene) as again:
        yield again.url, again


def brought_in(place: Place, name: str) -> Any:
    """From the scene, or made now."""
    return place.brought[name] if name in place.brought else BROUGHT[name](place)


def take_over(place: Place, scene: Place) -> None:
    """Everything that was made there, as it is here."""
    place.units, place.people = dict(scene.units), dict(scene.people)
    known: dict[int, Any] = {id(scene): place, id(scene.http): place.http}
    place.brought = deepcopy(scene.brought, known)
    for phone in [one for one in known.values() if isinstance(one, Phone)]:
        now, person = place.clock(), phone.card["agent"]["id"]
        phone.token = give_token(place.settings, person, phone.enrolment, now=now)
        phone.nonce = give_nonce(place.settings, now=now)


def make(engine: Engine, cast: tuple[str, ...]) -> Scene:
    url, beside = fresh_database(engine), Path(mkdtemp(dir=folder()))
    with opened(url, beside) as place:
        place.begin()
        for name in cast:
            place.brought[name] = BROUGHT[name](place)
    return Scene(url, beside, place)


made = cache(make)


def is_shared() -> bool:
    """Not where mutants are tried: each must meet the making too."""
    return "MUTANT_UNDER_TEST" not in os.environ
