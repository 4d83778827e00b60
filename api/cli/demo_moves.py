"""Who moves in the demo: one of Sari's clients is to go to the other unit, and one of Budi's is offered to hers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from api.changes.feed_key import FeedKey
from api.changes.feeds import end_follow, follows_of, lock_home, store_counter
from api.cli.demo_people import demo_day
from api.db.engine import reading, writing
from api.identity.actors import find_actor
from api.ids import demo_id
from api.records.client_code import check_symbol
from api.resources.moving import MoveStep, put_offer
from api.sync.push import Moments, begin_as, push

WHY = "Ikut suaminya pindah ke desa ini."


def asked_move(now: datetime, unit: str) -> dict[str, Any]:
    """Of a client who goes to this unit."""
    return {
        "asked_on": str(demo_day(now) - timedelta(days=1)), "to_unit": unit, "agreed": "spoken", "status": "asked",
        "because": "Pindah rumah ke desa sebelah.", "handed_note": "Lebih mudah ditemui sesudah magrib.",
    }  # fmt: skip


def moving_here(now: datetime) -> Iterator[dict[str, Any]]:
    """Budi's client, as his phone sends her, and that she moves."""
    at = now.isoformat(timespec="seconds").replace("+00:00", "Z")
    feed = demo_id("client of Budi")
    told = {"alias": "Mbak Sekar", "code": "SEKAR7" + check_symbol("SEKAR7"), "age_band": "25-34", "sex": "female"}
    told |= {"status": "accompanied", "found_by": "family"}
    yield {"id": demo_id("by client of Budi"), "kind": "client", "record": feed, "feed": feed, "at": at, "set": told}
    move = asked_move(now, demo_id("unit A")) | {"because": WHY}
    ids = {"id": demo_id("by move here"), "record": demo_id("move here"), "feed": feed}
    yield {**ids, "kind": "move", "at": at, "set": move}


def load_moves(engine: Engine, now: datetime) -> list[Any]:
    """The answers to what Budi's phone sent; then his unit passes the move on."""
    with reading(engine) as session:
        budi = find_actor(session, demo_id("Budi"))
    moments, told = Moments(now, now), list(moving_here(now))
    results = push(begin_as(engine, budi), moments, told).results
    here, there = demo_id("unit B"), FeedKey(demo_id("unit B"), demo_id("client of Budi"))
    with writing(engine, budi) as session:
        locked = lock_home(session, here)
        asked = told[1]["set"]
        MoveStep(session, locked, budi, now).take(there, demo_id("move here"), {"status": "offered"}, asked)
        # She has left already: nobody there accompanies her any more.
        follow = follows_of(session, here, budi.id, [there.id])[there.id]
        end_follow(session, locked, follow, "handed_over", now, WHY)
        store_counter(session, locked)
        session.flush()
        put_offer(session, there, demo_id("move here"), here, asked, told[0]["set"], now)
    return results
