"""What every address says of itself and takes: methods, HEAD, sizes, packing, and nothing before a sign-in."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from fastapi import FastAPI
from starlette.types import Message

from api.app import create_app
from api.problems.tree import Busy
from api.settings import Settings
from api.web.error_handlers import METHODS
from api.web.incoming_body import SMALL, USUAL
from api.web.request_intake import OPEN_DOORS
from tests.engines import a_database
from tests.test_headers import ELSEWHERE
from tests.test_openapi import Json
from tests.test_openapi import told as told  # made once for all of this file
from tests.test_problem import break_in, is_a_problem

ANY_ID = "01930a5e-7c00-7000-8000-000000000001"
SUMS = {"{sha256}": "0" * 64}  # no ids


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    with a_database("sqlite") as url:
        places = {"keys_file": tmp_path / "keys.json", "dist": tmp_path, "docs_assets": tmp_path}
        made = create_app(Settings(database_url=url, cors_origins=(ELSEWHERE,), **places))
        yield made
        made.state.engine.dispose()


def addresses(told: Json) -> dict[str, dict[str, Any]]:
    """{an address as it would be asked for: its operations by method}."""
    paths = told["paths"]
    filled = {
        path: "/".join(SUMS.get(part, ANY_ID) if part[:1] == "{" else part for part in path.split("/"))
        for path in paths
    }
    merged: dict[str, dict[str, Any]] = {}
    for path, operations in paths.items():
        named = {method.upper(): told for method, told in operations.items() if method.upper() in METHODS}
        merged.setdefault(filled[path], {}).update(named)
    return merged


def test_every_address_tells_which_methods_it_serves(told: Json, http: httpx.Client) -> None:
    for path, operations in addresses(told).items():
        answer = http.request("TRACE", path)
        is_a_problem(answer, "wrong-method", 405)
        served = {*operations, *({"HEAD"} if "GET" in operations else ())}
        assert set(answer.headers["Allow"].split(", ")) == served, path


def test_files_and_pages_are_only_read(http: httpx.Client) -> None:
    for path in ("/", "/docs", "/problems", "/openapi.json", "/health/live"):
        answer = http.post(path)
        assert (answer.status_code, answer.headers.get("Allow")) == (405, "GET, HEAD"), path


@pytest.mark.usefixtures("as_committed")
def test_head_is_get_without_a_body(told: Json, http: httpx.Client) -> None:
    paths = [path for path, operations in addresses(told).items() if "GET" in operations]
    for path in (*paths, "/", "/docs", "/problems", "/openapi.json", "/health"):
        asked, read = http.head(path), http.get(path)
        assert (asked.status_code, asked.content) == (read.status_code, b""), path
        assert asked.headers["Content-Type"] == read.headers["Content-Type"]


@pytest.mark.parametrize("encoding", ["deflate", "br", "zstd", "gzip, gzip", "nonsense"])
@pytest.mark.parametrize("path", ["/v1/auth/token", "/v1/sync/push", "/v1/clients", "/v1/enrolments"])
def test_a_body_packed_in_another_way_is_refused_as_that(http: httpx.Client, path: str, encoding: str) -> None:
    answer = http.post(path, content=b"x", headers={"Content-Encoding": encoding})
    is_a_problem(answer, "wrong-encoding", 415)
    assert answer.headers["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
def test_every_door_unpacks_gzip(http: httpx.Client, encoding: str) -> None:
    body = gzip.compress(b'{"handle": 5}')
    headers = {"Content-Encoding": encoding, "Content-Type": "application/json"}
    answer = http.post("/v1/enrolments/status", content=body, headers=headers)
    assert is_a_problem(answer, "invalid", 422)["errors"][0]["pointer"] == "/handle"


def test_an_app_elsewhere_reads_refusals_too(app: FastAPI, http: httpx.Client) -> None:
    break_in(app, ValueError("a fault"))
    faulty = http.get("/v1/broken", headers={"Origin": ELSEWHERE})
    app.add_api_route("/v1/busy", refuse)
    busy = http.get("/v1/busy", headers={"Origin": ELSEWHERE})
    large = http.post("/v1/auth/token", content=b"x" * 3_000_000, headers={"Origin": ELSEWHERE})
    packed = http.post("/v1/auth/token", content=b"x", headers={"Origin": ELSEWHERE, "Content-Encoding": "br"})
    assert [one.status_code for one in (faulty, busy, large, packed)] == [500, 503, 413, 415]
    for answer in (faulty, busy, large, packed):
        assert answer.headers["Access-Control-Allow-Origin"] == ELSEWHERE
        assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]


def refuse() -> None:
    raise Busy()


def test_the_doors_that_take_a_body_from_strangers_are_the_ones_listed(told: Json) -> None:
    taking = {path for path, here in told["paths"].items() if not here.get("post", {"security": 1}).get("security")}
    assert taking == OPEN_DOORS


def test_elsewhere_no_byte_is_read_before_the_sign_in(told: Json, http: httpx.Client) -> None:
    for path, operations in addresses(told).items():
        for method, told in operations.items():
            if "requestBody" in told and path not in OPEN_DOORS:
                answer = http.request(method, path, content=b"no JSON", headers={"Authorization": "Bearer x.y.z"})
                assert is_a_problem(answer, "sign-in-needed", 401)["nonce"], path


def test_of_a_body_without_a_sign_in_nothing_is_taken_before_the_refusal(app: FastAPI) -> None:
    taken: dict[str, int] = {}

    async def ask() -> Message:
        taken["parts"] += 1
        return {"type": "http.request", "body": b"x" * 1000, "more_body": taken["parts"] < 9}

    async def tell(message: Message) -> None:
        taken.setdefault(message["type"], taken["parts"])

    headers = [(b"content-length", b"9000"), (b"authorization", b"Bearer x.y.z")]
    for path in ("/v1/sync/push", "/v1/clients", "/v1/instruments/assist/score"):
        taken = {"parts": 0}
        scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}
        anyio.run(app, {**scope, "http_version": "1.1", "client": None, "scheme": "http", "server": None}, ask, tell)
        assert taken["http.response.start"] == 0, path


@pytest.mark.parametrize(
    ("path", "cap"), [("/v1/auth/token", SMALL), ("/v1/enrolments", SMALL), ("/v1/clients", USUAL)]
)
@pytest.mark.parametrize("announced", [True, False])
def test_each_door_takes_what_it_needs(http: httpx.Client, path: str, cap: int, announced: bool) -> None:
    body = b"x" * (cap + 1)
    answer = http.post(path, content=body if announced else iter([body]))
    if announced or path in OPEN_DOORS:
        is_a_problem(answer, "too-large", 413)
    assert answer.headers["Connection"] == "close" or not announced


def test_problems_of_a_nonce_are_told(told: Json) -> None:
    assert {"413", "503"} <= set(told["paths"]["/v1/auth/nonce"]["post"]["responses"])
