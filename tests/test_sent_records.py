"""What was sent is kept from its first sent version on, also where one push sends it and takes it back."""

import json
from typing import Any

import pytest
from sqlalchemy import MetaData, select

from api.changes.sent_records import is_sent
from api.changes.tables import SentRecord
from api.clock import system_clock
from api.db.engine import reading
from api.ids import new_id
from api.records import KINDS
from tests.conftest import Place
from tests.engines import ENGINES, drop_database, empty_database, owners
from tests.phone import Phone
from tests.samples import BODIES, PARTNER
from tests.test_migrations import Ground

DRAFT = {**BODIES["referral"], "status": "drafted"}
STEPS = {
    "drafted": [],
    "cancelled draft": [{"status": "cancelled", "status_because": "Tidak mau."}],
    "sent": [{"status": "sent"}],
    "sent and cancelled": [{"status": "sent"}, {"status": "cancelled", "status_because": "Tidak jadi."}],
    "sent and taken back": [{"status": "sent"}, {"voided_because": "Salah klien."}],
}


def kept(place: Place, record: str) -> Any:
    with reading(place.engine) as session:
        return session.get(SentRecord, (place.units["A"], record))


CLINIC, DISTRICT, SENT = {"partner": PARTNER}, {"district": "33.22"}, {"status": "sent"}


@pytest.mark.parametrize(("kind", "values", "sent"), [
    ("referral", CLINIC | SENT, True), ("referral", DISTRICT | SENT, True), ("referral", SENT, False),
    ("referral", {"partner": "Klinik", **SENT}, False), ("referral", CLINIC | {"status": "drafted"}, False),
    ("referral", CLINIC, False), ("approval", DISTRICT | {"status": "asked"}, True), ("approval", SENT, False),
    ("visit", CLINIC | DISTRICT | SENT, False),
])  # fmt: skip
def test_what_is_addressed_to_a_place_and_no_draft_is_sent(kind: str, values: dict[str, Any], sent: bool) -> None:
    assert is_sent(KINDS[kind], values) is sent


@pytest.mark.parametrize("at_once", [True, False])
def test_only_what_was_sent_once_is_kept(place: Place, sari: Phone, client_of: Any, at_once: bool) -> None:
    client, found = client_of(sari), {}
    sari.save("consent", BODIES["consent"], feed=client)
    for name, steps in STEPS.items():
        record = sari.save("referral", DRAFT, feed=client)
        for sets in steps:
            if not at_once:
                sari.sync()
            sari.save("referral", sets, record=record)
        sari.sync()
        assert not sari.refused, sari.refused
        row = kept(place, record)
        found[name] = row and (row.recipient == PARTNER, row.ended_at is not None, row.withdrawn is not None)
    assert found == {
        "drafted": None, "cancelled draft": None, "sent": (True, False, False),
        "sent and cancelled": (True, True, False), "sent and taken back": (True, False, True),
    }  # fmt: skip


def test_an_end_stays_where_it_began(place: Place, sari: Phone, client_of: Any) -> None:
    client = client_of(sari)
    sari.save("consent", BODIES["consent"], feed=client)
    record = sari.save("referral", BODIES["referral"], feed=client)
    sari.save("referral", {"status": "cancelled", "status_because": "Tidak jadi."}, record=record)
    sari.sync()
    before = kept(place, record)
    sari.save("referral", {"transport": True}, record=record)
    sari.sync()
    assert kept(place, record).ended_at == before.ended_at
    assert kept(place, record).version == before.version


@pytest.mark.parametrize("engine", ENGINES)
def test_referrals_of_the_release_before_are_found_in_their_history(engine: Any) -> None:
    url = empty_database(engine)
    ground = Ground(owners(url))
    ground.to("earlier_marks")
    home, feed, records = new_id(), new_id(), {name: new_id() for name in STEPS}
    metadata = MetaData()
    metadata.reflect(ground.engine)
    with ground.engine.begin() as connection:
        stored = {name: value.replace("-", "") if engine == "sqlite" else value for name, value in records.items()}
        own = {"home": home, "id": feed, "unit": home, "opened_by": home, "position": 0, "live": 0, "sum": 0}
        ids = plain({**own, "opened_at": moment(engine)}, engine)
        connection.execute(metadata.tables["feed"].insert(), ids)
        number = 0
        for name, steps in STEPS.items():
            for sets in [DRAFT, *steps]:
                number += 1
                connection.execute(
                    metadata.tables["change"].insert(),
                    {**change(ids, stored[name], number, sets, engine), "last": sets is [DRAFT, *steps][-1]},
                )
    ground.to("sent_records")
    with ground.engine.connect() as connection:
        table = MetaData()
        table.reflect(ground.engine, only=["sent_record"])
        rows = connection.execute(select(table.tables["sent_record"])).all()
    found = {str(row.record).replace("-", ""): (row.version, row.ended_at is None, row.withdrawn) for row in rows}
    wanted = {"sent": (5, True, None), "sent and cancelled": (7, False, None), "sent and taken back": (10, True, 11)}
    assert found == {records[name].replace("-", ""): value for name, value in wanted.items()}
    ground.engine.dispose()
    drop_database(url)


def moment(engine: str) -> Any:
    return system_clock().replace(tzinfo=None) if engine == "sqlite" else system_clock()


def plain(row: dict[str, Any], engine: str) -> dict[str, Any]:
    ids = ("home", "id", "unit", "opened_by")
    return {n: v.replace("-", "") if engine == "sqlite" and n in ids else v for n, v in row.items()}


def change(case: dict[str, Any], record: str, number: int, sets: Any, engine: str) -> dict[str, Any]:
    return {
        "home": case["home"], "version": number, "position": number, "record": record, "kind": "referral",
        "id": new_id().replace("-", "") if engine == "sqlite" else new_id(), "feed": case["id"], "at": "", "by": record,
        "received_at": moment(engine), "answer": "applied", "started": 0, "late": False, "skew": 0, "content": "",
        "set": json.dumps(sets),
    }  # fmt: skip
