"""Every refusal is a problem document: one shape, plain words, a request id, and nobody's name."""

import gzip
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError, TimeoutError

from api.logs import OneLine
from api.problems.language import title
from api.problems.messages import fault_at, fault_of
from api.problems.tree import Busy, Invalid, Problem, TooMany, kinds

TREE = {
    "SignInNeeded": 401, "StaleSignIn": 401, "NotYours": 403, "NotFound": 404, "WrongMethod": 405, "NotAllowed": 409,
    "EpochChanged": 409, "ServerBehind": 409, "AppTooOld": 409, "Erased": 410, "PreconditionFailed": 412,
    "TooLarge": 413, "WrongEncoding": 415, "WrongMedia": 415, "Invalid": 422, "MatchNeeded": 428, "TooMany": 429,
    "Unforeseen": 500, "Busy": 503,
}  # fmt: skip


class Written(logging.Handler):
    """The log, formatted at once as the server prints it; the test's own client is not the server."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(OneLine())
        self.addFilter(lambda record: not record.name.startswith("http"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def written() -> Iterator[list[str]]:
    handler, root = Written(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(level)


def is_a_problem(answer: httpx.Response, name: str, status: int) -> dict[str, Any]:
    body: dict[str, Any] = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, body["status"], body["type"]) == (status, status, f"/problems/{name}")
    assert body["title"]
    assert body["detail"]
    assert re.fullmatch(r"[0-9a-f]{16}", body["request_id"])
    assert body["request_id"] == answer.headers["X-Request-ID"]
    return body


def test_the_tree_is_the_one_that_is_drawn() -> None:
    assert {kind.__name__: kind.status for kind in kinds()} == TREE
    drawn = __import__("api.problems.tree", fromlist=["x"]).__doc__ or ""
    assert dict(re.findall(r"── (\w+) +(\d{3})", drawn)) == {name: str(status) for name, status in TREE.items()}


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.__name__)
def test_every_problem_has_its_own_page(http: httpx.Client, kind: type[Problem]) -> None:
    answer = http.get(kind.type)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert str(kind.status) in answer.text
    assert title(kind.name) in answer.text
    assert kind.type in http.get("/problems").text
    assert f"<code>{kind.name}</code>" in http.get("/problems").text


def test_a_problem_nobody_has_has_no_page(http: httpx.Client) -> None:
    is_a_problem(http.get("/problems/later"), "not-found", 404)
    is_a_problem(http.get("/problems/%3Cscript%3E"), "not-found", 404)


@pytest.mark.parametrize(
    ("method", "path", "name", "status"),
    [
        ("GET", "/v1", "not-found", 404),
        ("GET", "/v1/nothing", "not-found", 404),
        ("POST", "/v1/nothing", "not-found", 404),
        ("POST", "/nothing", "not-found", 404),
        ("GET", "/nothing.js", "not-found", 404),
        ("GET", "/../../etc/passwd", "not-found", 404),
        ("PUT", "/v1/me", "wrong-method", 405),
        ("DELETE", "/v1/auth/nonce", "wrong-method", 405),
        ("GET", "/v1/me", "sign-in-needed", 401),
        ("GET", "/v1/clients", "sign-in-needed", 401),
        ("GET", "/v1/clients/not-an-id", "sign-in-needed", 401),
    ],
)
def test_what_is_not_there_is_a_problem_too(http: httpx.Client, method: str, path: str, name: str, status: int) -> None:
    answer = http.request(method, path)
    is_a_problem(answer, name, status)
    if status == 405:
        assert answer.headers["Allow"]
    if status == 401:
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("body", "pointer", "code", "detail"),
    [
        (b"{", "", "not-json", "Kiriman bukan JSON yang utuh."),
        (b"", "", "required", "Bagian ini perlu diisi."),
        (b"[]", "", "must-be-object", "Bagian ini harus berupa kumpulan isian bernama."),
        (b"{}", "/handle", "required", "Bagian ini perlu diisi."),
        (b'{"handle": 5}', "/handle", "must-be-text", "Bagian ini harus berupa teks."),
        (b'{"handle": "5"}', "/handle", "unfit", "Bagian ini tidak sesuai."),
        (b'{"handle": null}', "/handle", "must-be-text", "Bagian ini harus berupa teks."),
    ],
)
def test_a_payload_that_cannot_be_read_is_refused_with_a_pointer(
    http: httpx.Client, body: bytes, pointer: str, code: str, detail: str
) -> None:
    answer = http.post("/v1/enrolments/status", content=body, headers={"Content-Type": "application/json"})
    problem = is_a_problem(answer, "invalid", 422)
    assert problem["errors"] == [{"pointer": pointer, "code": code, "detail": detail}]


def test_a_refusal_never_quotes_what_was_sent(http: httpx.Client, written: list[str]) -> None:
    canary = "Siti-Aminah-3322"
    for body in ({"handle": canary}, {canary: "x"}, {"handle": {canary: canary}}):
        answer = http.post("/v1/enrolments/status", json=body, headers={"X-Name": canary})
        assert canary not in answer.text.replace(f'"/{canary}"', "")
    form = {"grant_type": "password", "username": canary, "password": canary}
    assert canary not in http.post("/v1/auth/token", data=form).text
    http.get(f"/v1/clients?name={canary}")
    http.get(f"/{canary}")
    assert len(written) >= 6
    assert canary not in "".join(written)


@pytest.mark.parametrize("told", [True, False], ids=["announced", "chunked"])
def test_too_much_is_cut_off(http: httpx.Client, told: bool) -> None:
    body = b'{"handle": "' + b"a" * (2 * 1024 * 1024) + b'"}'
    content = body if told else iter([body[:1000000], body[1000000:2000000], body[2000000:]])
    is_a_problem(http.post("/v1/enrolments/status", content=content), "too-large", 413)


def test_a_bomb_is_cut_off_where_it_is_inflated(http: httpx.Client) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    assert len(bomb) < 100_000
    answer = http.post("/v1/auth/token", content=bomb, headers={"Content-Encoding": "gzip"})
    is_a_problem(answer, "too-large", 413)


def break_in(app: FastAPI, error: Exception) -> None:
    def broken() -> None:
        raise error

    app.add_api_route("/v1/broken", broken)


def test_a_fault_of_ours_is_answered_and_found_by_its_id(app: FastAPI, http: httpx.Client, written: list[str]) -> None:
    break_in(app, ValueError("Siti Aminah was here"))
    problem = is_a_problem(http.get("/v1/broken"), "unforeseen", 500)
    [fault] = [line for line in map(json.loads, written) if line["event"] == "fault"]
    assert (fault["request_id"], fault["error"]) == (problem["request_id"], "ValueError")
    assert any("broken" in place for place in fault["where"])
    assert "Siti" not in "".join(written)


@pytest.mark.parametrize(
    "error",
    [TimeoutError("no connection"), OperationalError("SELECT 1", {}, Exception("database is locked")), Busy()],
    ids=["pool", "pen", "busy"],
)
def test_a_busy_server_says_when_to_come_back(app: FastAPI, http: httpx.Client, error: Exception) -> None:
    break_in(app, error)
    answer = http.get("/v1/broken")
    is_a_problem(answer, "busy", 503)
    assert int(answer.headers["Retry-After"]) >= 1


def test_a_database_of_another_release_is_not_ready(app: FastAPI, http: httpx.Client) -> None:
    with app.state.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    told = http.get("/health")
    assert (told.status_code, told.json()["schema_at_head"], told.json()["database"]) == (503, False, True)


def test_extra_members_stand_beside_the_others() -> None:
    assert TooMany(retry_after=7).as_body()["retry_after"] == 7
    assert TooMany(retry_after=7).headers() == {"Retry-After": "7"}
    assert Invalid(errors=[fault_at("/on", "required")]).as_body()["errors"][0]["pointer"] == "/on"


def test_a_pointer_escapes_what_json_pointers_escape() -> None:
    complaint = {"loc": ("a/b", "c~d", 0), "type": "missing", "msg": ""}
    assert fault_of(complaint)["pointer"] == "/a~1b/c~0d/0"


def test_nobody_raises_a_bare_status() -> None:
    house = Path(__file__).parents[1] / "api"
    raising = [path.name for path in house.rglob("*.py") if re.search(r"raise HTTPException", path.read_text())]
    assert raising == []


def test_a_log_line_names_the_route_and_not_the_address(http: httpx.Client, written: list[str]) -> None:
    http.get("/v1/clients/0192d5a1-c0de-7f00-8a3b-2f6d1e5c9b70?alias=wahyu")
    line = json.loads(written[-1])
    assert (line["event"], line["route"], line["status"]) == ("request", "/v1/clients/{record}", 422)
    assert set(line) == {"at", "level", "event", "request_id", "method", "route", "status", "ms"}
    assert line["request_id"]


def test_the_page_of_all_problems_is_headed_in_the_readers_language(http: httpx.Client) -> None:
    for language, heading in (("en", "Problems of this API"), ("id", "Masalah yang dijawab API ini")):
        page = http.get("/problems", headers={"Accept-Language": language}).text
        assert f"<h1>{heading}</h1>" in page
        assert f"<html lang={language}>" in page
