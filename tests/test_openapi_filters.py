"""Each list takes the filters it documents, each with an effect, and refuses every other."""

import re
from typing import Any

import httpx
import pytest

from api.docs.examples import CASE
from api.ids import demo_id
from api.records import KINDS, Record
from api.resources.records.filters import Filters
from tests.engines import ENGINES, Engine
from tests.example_server import example_server, parameters
from tests.house import described

pytestmark = pytest.mark.whole

Json = Any
WHOLE = described()
# Those of supervision are listed by the same code, and no agent reads one.
FOLLOWED = {name: kind for name, kind in KINDS.items() if kind.feed != "coaching"}
NEVER = {"changed_after": "2027-01-01T00:00:00Z", "from_on": "2027-01-01", "to_on": "2020-01-01", "asked": "true"}


def documented(kind: type[Record]) -> dict[str, Json]:
    """{name: schema} of what stands behind the list's question mark."""
    told = WHOLE["paths"][f"/v1/{kind.plural}"]["get"]["parameters"]
    return {one["name"]: one["schema"] for one in told if one.get("in") == "query"}


class ReadList:
    """A kind's list, as Sari reads it."""

    def __init__(self, http: httpx.Client, headers: dict[str, str], kind: type[Record]) -> None:
        self.http, self.headers, self.kind = http, headers, kind

    def ask(self, **query: str) -> Json:
        answer = self.http.get(f"/v1/{self.kind.plural}", params=query, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def ids(self, **query: str) -> set[str]:
        return {one["id"] for one in self.ask(**query)["items"]}

    def take_back(self) -> str:
        """One of them."""
        [record, *_] = sorted(self.ids())
        address = f"/v1/{self.kind.plural}/{record}"
        match = {"If-Match": self.http.get(address, headers=self.headers).headers["ETag"]}
        answer = self.http.patch(address, json={"voided_because": "Dobel."}, headers={**self.headers, **match})
        assert answer.status_code == 200, answer.text
        return record


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", FOLLOWED.values(), ids=FOLLOWED.keys())
def test_every_documented_filter_has_an_effect(engine: Engine, kind: type[Record]) -> None:
    names = set(documented(kind))
    with example_server(engine) as server:
        read = ReadList(server.http, server.headers({"operationId": "", "tags": [], "security": [{}]}), kind)
        items = {one["id"]: one for one in read.ask()["items"]}
        for name in names & set(NEVER):
            assert read.ids(**{name: NEVER[name]}) == set(), name
        if kind.feed == "case":
            case = CASE if CASE in {one["client"] for one in items.values()} else next(iter(items.values()))["client"]
            assert read.ids(client=case) == {name for name, one in items.items() if one["client"] == case} != set()
            assert read.ids(client=demo_id("nobody")) == set()
        assert read.ids(unit=demo_id("unit B")) == set() != read.ids(unit=demo_id("unit A"))
        for word in documented(kind).get("status", {}).get("enum", []):
            assert read.ids(status=word) == {name for name, one in items.items() if one.get("status") == word}
        for field in documented(kind)["missing"]["enum"]:
            assert read.ids(missing=field) == {name for name, one in items.items() if one.get(field) is None}, field
        assert len(read.ask(limit="1")["items"]) == 1
        assert read.ids(cursor=read.ask()["next"]) == set()
        taken_back = read.take_back()
        assert read.ids(voided="true") - read.ids() == {taken_back}
    always = {"unit", "missing", "limit", "cursor", "voided"} | ({"client"} if kind.feed == "case" else set())
    assert names == always | names & {*NEVER, "status"}


@pytest.mark.parametrize("kind", FOLLOWED.values(), ids=FOLLOWED.keys())
def test_what_is_not_documented_is_refused(kind: type[Record]) -> None:
    with example_server("sqlite") as server:
        headers = server.headers({"operationId": "", "tags": [], "security": [{}]})
        for name in {"status", "from_on", "to_on"} - set(documented(kind)):
            value = "2026-11-01" if name.endswith("_on") else "sent"
            assert code_of(server.http, kind, {name: value}, headers) == (f"/query/{name}", "filter-not-here")
        assert set(documented(kind)) <= set(Filters.model_fields)
        assert code_of(server.http, kind, {"sort": "name"}, headers) == ("/query/sort", "unknown-field")
        twice = httpx.QueryParams([("limit", "1"), ("limit", "2")])
        assert code_of(server.http, kind, twice, headers) == ("/query/limit", "parameter-twice")


GETS = [path for path, methods in WHOLE["paths"].items() if "get" in methods and path.startswith("/v1/")]


@pytest.mark.parametrize("path", GETS)
def test_no_address_takes_a_parameter_that_it_does_not_document(path: str) -> None:
    operation = WHOLE["paths"][path]["get"]
    address = re.sub(r"\{(\w+)\}", lambda part: parameters(operation)[part[1]], path)
    with example_server("sqlite") as server:
        headers = server.headers(operation)
        for query, code in (("unheard=1", "unknown-field"), ("unheard=1&unheard=2", "parameter-twice")):
            answer = server.http.get(f"{address}?{query}", headers=headers)
            assert answer.status_code == 422, answer.text
            assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [("/query/unheard", code)]


def code_of(http: httpx.Client, kind: type[Record], query: Any, headers: dict[str, str]) -> tuple[str, str]:
    """Where and what is wrong."""
    answer = http.get(f"/v1/{kind.plural}", params=query, headers=headers)
    assert answer.status_code == 422, answer.text
    [fault] = answer.json()["errors"]
    return fault["pointer"], fault["code"]
