"""One contract over all kinds: REST and sync treat every kind alike, and a kind of one's own needs nothing else."""

from typing import Any

import httpx
import pytest

from api.ids import YEAR_10000, is_id, new_id
from api.records import KINDS
from api.records.record import lies_in_case
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE, all_then_few
from tests.phone import Phone
from tests.samples import BODIES, CASE_KINDS, EDITS, PAPER_KINDS, body_in, refers

# A case begins with its client and her consent.
BEGUN = ("client", "consent")
# Those of supervision are walked in one place (tests/test_coaching_kinds.py): no agent follows them.
EVERY = sorted({*CASE_KINDS, *PAPER_KINDS})
# Whose case it is, what lies in it, what names another record, and a paper of the unit; each is written and read on
# every engine by `test_a_kind_travels_between_phones`.
SHAPES = ("client", "referral", "visit", "outreach")
every_kind = all_then_few(EVERY, SHAPES)


class Desk:
    """A partner's developer with a token: what curl would do."""

    def __init__(self, place: Place, name: str) -> None:
        self.place, self.http, self.headers = place, place.http, place.headers(name)
        self.made: dict[str, str] = {}

    def create(self, kind: str, client: str | None, key: str | None = None, **more: Any) -> httpx.Response:
        own = {"client": client} if lies_in_case(KINDS[kind]) else {}
        headers = {**self.headers, "Idempotency-Key": new_id() if key is None else key}
        body = {**own, **self.body(kind, client), **more}
        return self.http.post(f"/v1/{KINDS[kind].plural}", json=body, headers=headers)

    def body(self, kind: str, client: str | None) -> dict[str, Any]:
        """What it names is there before."""
        for target in refers(kind).values():
            if target not in self.made:
                self.made[target] = self.create(target, client).json()["id"]
        return body_in(kind, self.made)

    def read(self, kind: str, record: str = "", **query: Any) -> httpx.Response:
        path = f"/v1/{KINDS[kind].plural}" + (f"/{record}" if record else "")
        return self.http.get(path, params=query, headers=self.headers)

    def edit(self, kind: str, record: str, body: Any, **headers: str) -> httpx.Response:
        path = f"/v1/{KINDS[kind].plural}/{record}"
        return self.http.patch(path, json=body, headers={**self.headers, **headers})


@pytest.fixture
def desk(place: Place) -> Desk:
    place.person("Sari")
    return Desk(place, "Sari")


@pytest.fixture
def case(desk: Desk) -> str:
    made = desk.create("client", None).json()["id"]
    desk.create("consent", made)
    return made


def test_every_kind_has_a_sample():
    assert set(BODIES) == set(EDITS) == set(KINDS)


@every_kind
def test_what_is_created_is_read_back_whole(desk: Desk, case: str, kind: str):
    made = desk.create(kind, case)
    assert made.status_code == 201, made.text
    body = made.json()
    assert {name: body[name] for name in BODIES[kind]} == desk.body(kind, case)
    again = desk.read(kind, body["id"])
    assert (again.json(), again.headers["etag"]) == (body, made.headers["etag"])
    assert made.headers["location"] == f"/v1/{KINDS[kind].plural}/{body['id']}"
    assert body["id"] in [item["id"] for item in desk.read(kind).json()["items"]]


@every_kind
def test_a_creation_repeated_with_its_key_happens_once(desk: Desk, case: str, kind: str):
    key = new_id()
    first, second = desk.create(kind, case, key), desk.create(kind, case, key)
    assert (second.status_code, second.json()) == (201, first.json())
    before = 1 + (kind in BEGUN)
    assert len(desk.read(kind).json()["items"]) == before


@every_kind
def test_an_edit_needs_the_etag_and_a_stale_one_changes_nothing(desk: Desk, case: str, kind: str):
    made = desk.create(kind, case)
    record, etag = made.json()["id"], made.headers["etag"]
    assert desk.edit(kind, record, EDITS[kind]).status_code == 428
    edited = desk.edit(kind, record, EDITS[kind], **{"If-Match": etag})
    assert edited.status_code == 200, edited.text
    assert {name: edited.json()[name] for name in EDITS[kind]} == EDITS[kind]
    stale = desk.edit(kind, record, {"voided_because": "Salah."}, **{"If-Match": etag})
    assert stale.status_code == 412
    assert desk.read(kind, record).json() == edited.json()
    history = desk.http.get(f"/v1/{KINDS[kind].plural}/{record}/history", headers=desk.headers).json()
    assert [set(entry["set"]) for entry in history] == [set(BODIES[kind]), set(EDITS[kind])]


@every_kind
def test_an_unknown_field_is_pointed_at_and_nothing_is_stored(desk: Desk, case: str, kind: str):
    refused = desk.create(kind, case, mood="fine")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/mood")
    assert len(desk.read(kind).json()["items"]) == (kind in BEGUN)


@every_kind
def test_free_text_with_a_script_comes_back_as_text_and_says_what_does_not_belong(desk: Desk, case: str, kind: str):
    if "note" not in KINDS[kind].model_fields:
        return
    script = "<script>alert(1)</script> “kutip” \u2028 🙂"
    assert desk.create(kind, case, note=script).json()["note"] == script
    assert "NIK" in str(KINDS[kind].model_json_schema()["properties"]["note"])
    refused = desk.create(kind, case, note="a\0b")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/note")


@pytest.mark.parametrize("kind", EVERY)
def test_a_kind_travels_between_phones(sari: Phone, dewi: Phone, client_of, kind: str):
    client = client_of(sari, also=("Dewi",))
    sari.save("consent", BODIES["consent"], feed=client)
    body = body_in(kind, {one: sari.save(one, BODIES[one], feed=client) for one in refers(kind).values()})
    lies = {"case": None if kind == "client" else client, "unit": sari.card["unit"]["id"]}
    feed = lies[KINDS[kind].feed]
    record = sari.save(kind, body, feed=feed)
    assert said(kind, sari.sync().told[record]["body"]) == body, sari.refused
    if kind != "client":
        assert said(kind, dewi.sync().told[record]["body"]) == body
        dewi.save(kind, EDITS[kind], record=record)
        assert dewi.push()["results"][0]["answer"] == "applied"
        assert said(kind, sari.sync().told[record]["body"]) == {**body, **EDITS[kind]}


def said(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """What people wrote of it."""
    return {name: value for name, value in body.items() if name not in KINDS[kind].kept_fields}


@pytest.mark.parametrize(
    ("kind", "more", "pointer"),
    [
        ("client", {"code": "7Q4MK20"}, "/code"),
        ("client", {"alias": ""}, "/alias"),
        ("client", {"alias": 7}, "/alias"),
        ("client", {"village": "Lerep"}, "/village"),
        ("client", {"status": "closed"}, "/status"),
        ("consent", {"layers": []}, "/layers"),
        ("consent", {"layers": ["contact", "contact"]}, "/layers"),
        ("consent", {"minor": True}, "/minor"),
        ("screening", {"on": "2099-01-01"}, "/on"),
        ("screening", {"on": "2026-02-30"}, "/on"),
        ("screening", {"scores": {"cannabis": {"score": 3, "band": "low"}}}, "/scores"),
        ("screening", {"headline": "high"}, "/headline"),
        ("screening", {"decision": "refer"}, "/decision"),
        ("screening", {"answers": {**BODIES["screening"]["answers"], "q3": {}}}, "/answers/q3/cannabis"),
        ("visit", {"next_on": "2026-10-01"}, "/next_on"),
        ("visit", {"note": "x" * 2001}, "/note"),
        ("referral", {"status": "accepted"}, "/status"),
        ("referral", {"reply_by": "2026-10-01"}, "/reply_by"),
        ("referral", {"carries": {"code": "7Q4MK2H", "name": "Wahyu"}}, "/carries/name"),
        ("vocational_training", {"hours": 2001}, "/hours"),
        ("outreach", {"head_women": 35}, "/head_women"),
        ("outreach", {"head_under18": 35}, "/head_under18"),
        ("group_meeting", {"theme": "knitting"}, "/theme"),
        ("vocational_training", {"starts_on": "2026-11-02", "ends_on": "2026-11-01"}, "/ends_on"),
    ],
)
@ON_ONE_ENGINE
def test_a_fault_is_pointed_at_in_words(desk: Desk, case: str, kind: str, more: Any, pointer: str):
    refused = desk.create(kind, case, **more)
    assert refused.status_code == 422, refused.text
    assert refused.headers["content-type"] == "application/problem+json"
    assert pointer in [error["pointer"] for error in refused.json()["errors"]]
    assert all(error["detail"].endswith(".") for error in refused.json()["errors"])


@pytest.mark.parametrize("body", [b'{"client": ', b"[]", b"\xff\xfe", b'{"on": NaN}'])
@ON_ONE_ENGINE
def test_half_a_json_is_refused_in_words(desk: Desk, body: bytes):
    said = {"Idempotency-Key": new_id(), "Content-Type": "application/json"}
    answer = desk.http.post("/v1/visits", content=body, headers={**desk.headers, **said})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")


KEYS = [
    "1",
    "6f1b9d9e-6f0e-4f6a-9d55-3f8f4d0b3c11",
    "ffffffff-ffff-7fff-bfff-ffffffffffff",
    "pesanan 7/2026",
    "k" * 255,
]


@pytest.mark.parametrize("key", KEYS)
def test_any_key_makes_one_record_and_another_person_has_her_own(desk: Desk, key: str):
    first, again = (desk.create("client", None, key) for _ in range(2))
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert is_id(first.json()["id"])
    assert first.json()["id"] < YEAR_10000
    other = desk.create("client", None, key, alias="Mbak Lain")
    assert (other.status_code, other.json().get("reason")) == (409, "id-reused")
    desk.place.person("Dewi")
    assert Desk(desk.place, "Dewi").create("client", None, key).status_code == 201


@pytest.mark.parametrize("key", ["", "k" * 256])
@ON_ONE_ENGINE
def test_a_key_has_one_to_255_symbols(desk: Desk, key: str):
    answer = desk.create("client", None, key)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/header/Idempotency-Key")


def test_lists_filter_and_go_on_where_they_stopped(desk: Desk, case: str):
    for day in range(1, 8):
        desk.create("visit", case, on=f"2026-11-0{day}", next_on=None)
    page, seen = desk.read("visit", limit=3).json(), []
    while True:
        seen += [item["on"] for item in page["items"]]
        if not page["more"]:
            break
        page = desk.read("visit", limit=3, cursor=page["next"]).json()
    assert sorted(seen) == [f"2026-11-0{day}" for day in range(1, 8)]
    assert len(desk.read("visit", from_on="2026-11-03", to_on="2026-11-04").json()["items"]) == 2
    assert desk.read("visit", client=new_id()).json()["items"] == []
    assert desk.read("visit", status="sent").status_code == 422
    assert desk.read("visit", missing="colour").status_code == 422
    assert len(desk.read("visit", missing="next_on").json()["items"]) == 7
    assert desk.read("visit", asked=True).json()["items"] == []
    assert desk.read("visit", cursor="zzz").status_code == 422
    assert desk.read("visit", colour="red").status_code == 422
    changed = desk.read("visit", limit=1).json()["items"][0]["changed_at"]
    assert len(desk.read("visit", changed_after=changed).json()["items"]) == 6
