"""A village on one phone: clients with what a case holds, in the batches in which it is sent."""

from collections.abc import Iterator
from typing import Any

import orjson

from api.ids import new_id
from tests.samples import BODIES

Json = dict[str, Any]

BATCH = 200
# A case has some 26 records.
CASE = ("client", "consent", "screening", "screening", *("visit",) * 20, "referral", "vocational_training")
NOTE = "Ngobrol di teras, tidur mulai teratur, masih diajak teman lama; ibunya menemani dan bertanya soal kursus. " * 3


def village(clients: int, partner: str) -> Iterator[Json]:
    """Creations as a phone sends them, parents first. `partner`: the institution of its referrals."""
    for number in range(clients):
        client = new_id()
        for kind in CASE:
            yield creation(kind, client, number, partner, client if kind == "client" else new_id())


def creation(kind: str, client: str, number: int, partner: str, record: str) -> Json:
    """One change."""
    change = {"id": new_id(), "kind": kind, "record": record, "feed": client, "at": "2026-11-23T07:30:00Z"}
    return {**change, "set": body_of(kind, number, partner)}


def body_of(kind: str, number: int, partner: str) -> Json:
    """A sample with a note as long as people write them."""
    more: Json = {"note": NOTE} if kind not in ("consent", "referral") else {}
    more |= {"alias": f"Klien {number}"} if kind == "client" else {}
    more |= {"partner": partner} if kind == "referral" else {}
    return {**BODIES[kind], **more}


def batches(changes: Iterator[Json], size: int = BATCH) -> list[list[Json]]:
    """As many at a time as a push takes."""
    whole = list(changes)
    return [whole[start : start + size] for start in range(0, len(whole), size)]


def bytes_each() -> int:
    """The mean size of a change on the wire."""
    return len(orjson.dumps(list(village(10, new_id())))) // (10 * len(CASE))
