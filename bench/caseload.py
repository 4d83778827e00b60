"""A coordinator's whole village on one phone: clients with what a case holds, in the batches in which it is sent."""

from collections.abc import Iterator
from typing import Any

import orjson

from api.changes.schemas import BATCH
from api.ids import new_id
from tests.samples import BODIES

Json = dict[str, Any]

CLIENTS = 200
# A case has some 26 records.
CASE = ("client", "consent", "screening", "screening", *("visit",) * 20, "referral", "vocational_training")
SIZE = CLIENTS * len(CASE)
NOTE = "Ngobrol di teras, tidur mulai teratur, masih diajak teman lama; ibunya menemani dan bertanya soal kursus. " * 3


def changes() -> Iterator[Json]:
    """Creations as a phone sends them, parents first."""
    for number in range(CLIENTS):
        client = new_id()
        for kind in CASE:
            record = client if kind == "client" else new_id()
            change = {"id": new_id(), "kind": kind, "record": record, "feed": client, "at": "2026-11-23T07:30:00Z"}
            yield {**change, "set": body_of(kind, number)}


def body_of(kind: str, number: int) -> Json:
    """A sample with a note as long as people write them."""
    more = {"note": NOTE} if kind != "consent" and kind != "referral" else {}
    return {**BODIES[kind], **more, **({"alias": f"Klien {number}"} if kind == "client" else {})}


def batches() -> list[list[Json]]:
    """As many at a time as a push takes."""
    all_of_them = list(changes())
    return [all_of_them[start : start + BATCH] for start in range(0, SIZE, BATCH)]


def bytes_each() -> int:
    """The mean size of a change on the wire."""
    return len(orjson.dumps(list(changes()))) // SIZE
