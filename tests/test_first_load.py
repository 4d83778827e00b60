"""A first load over a thin line: what her caseload weighs on it, whichever machine is asked."""

from api.changes.digest import follows_hash
from bench.caseload import batches, village
from tests.conftest import Place

THIN_LINE = 8_000  # bytes a second: 64 kbit/s
WHOLE = 5_000
MOST_SECONDS = 21
CLIENTS = 16
MINIMAL = {"Prefer": "return=minimal"}  # as phones ask


def test_a_page_names_the_changes_only_where_that_is_asked(place: Place) -> None:
    """Their ids are chance that no packing makes smaller; what a phone keeps them for is nothing."""
    sari = place.phone("Sari")
    sari.post("/v1/sync/push", sari.ask(changes=batches(iter(village(1, "")))[0]))
    asked = {**sari.ask(follows=follows_hash({}), limit=200), "cursor": {}}
    whole, brief = (
        place.http.post("/v1/sync/pull", json=asked, headers={**sari.headers, **prefer}).json()["told"]
        for prefer in ({}, MINIMAL)
    )
    assert {len(one["id"]) for one in whole} == {36}
    assert brief == [{**one, "id": ""} for one in whole]


def test_five_thousand_records_weigh_little_on_a_thin_line(place: Place) -> None:
    """Packed as browsers ask, by pages of 200; the notes of a village repeat themselves, the rest does not."""
    sari = place.phone("Sari")
    changes = [one for one in village(CLIENTS, "") if one["kind"] != "referral"]
    for batch in batches(iter(changes)):
        answer = sari.post("/v1/sync/push", sari.ask(changes=batch))
        assert {one["answer"] for one in answer["results"]} == {"applied"}
    weight, cursor, more = 0, {}, True
    while more:
        asked = {**sari.ask(follows=follows_hash({}), limit=200), "cursor": cursor}
        headers = {**sari.headers, **MINIMAL, "Accept-Encoding": "gzip"}
        told = place.http.post("/v1/sync/pull", json=asked, headers=headers)
        assert told.status_code == 200, told.text
        assert told.headers["Content-Encoding"] == "gzip"
        weight += int(told.headers["Content-Length"])
        cursor, more = told.json()["cursor"], told.json()["more"]
    seconds = weight / len(changes) * WHOLE / THIN_LINE
    assert seconds <= MOST_SECONDS, (seconds, weight)
