"""What browsers are told with each answer, and what they may keep."""

import gzip
import re
from collections.abc import Iterator

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from tests.door import client
from tests.engines import a_database

ELSEWHERE = "http://localhost:5199"
APP = {
    "index.html": "<!doctype html><title>x</title>" + " " * 600,
    "umum.html": "<!doctype html><title>y</title>",
    "sw.js": "self.addEventListener('fetch', () => {});",
    "manifest.webmanifest": "{}",
    "places.json": '{"/": "index.html", "/klien": "index.html", "/klien/lihat": "index.html", "/survei": "umum.html"}',
    "assets/index-B1cD2eF3.js": "export const x = 1;" + " " * 600,
    "assets/index-B1cD2eF3.css": "body{}",
    "icons/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "assets/argon-Zz9yY8xX.wasm": "wasm",
}
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; "
    "media-src blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types svelte-trusted-html pulih-url"
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    place = tmp_path_factory.mktemp("served")
    dist, docs = place / "dist", place / "docs"
    for name, text in APP.items():
        (dist / name).parent.mkdir(parents=True, exist_ok=True)
        (dist / name).write_text(text)
    docs.mkdir()
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        (docs / name).write_text("/* a file */" + " " * 600)
    for name in ("assets/index-B1cD2eF3.js", "index.html"):
        (dist / f"{name}.gz").write_bytes(gzip.compress(APP[name].encode()))
    (dist / "assets/index-B1cD2eF3.js.br").write_bytes(b"packed by brotli")
    (place / "secret.txt").write_text("never served")
    with a_database("sqlite") as url:
        yield Settings(database_url=url, keys_file=place / "keys.json", dist=dist, docs_assets=docs)


@pytest.fixture(scope="module")
def http(settings: Settings) -> Iterator[httpx.Client]:
    yield from door(settings)


def door(settings: Settings) -> Iterator[httpx.Client]:
    app = create_app(settings)
    with client(app, "http://localhost:8000") as opened:
        yield opened
    app.state.engine.dispose()


@pytest.mark.parametrize("path", ["/", "/klien", "/sw.js", "/assets/index-B1cD2eF3.js", "/problems", "/nothing.js"])
def test_pages_and_scripts_carry_the_strict_policy(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"


@pytest.mark.parametrize("path", ["/", "/v1/me", "/docs", "/health", "/sw.js", "/problems", "/v1/nothing"])
def test_every_answer_says_what_it_is_and_is_shown_nowhere_else(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert {"camera=()", "microphone=(self)", "geolocation=()"} <= set(headers["Permissions-Policy"].split(", "))
    assert "Server" not in headers
    assert "Set-Cookie" not in headers


@pytest.mark.usefixtures("as_committed")
@pytest.mark.parametrize("path", ["/v1/me", "/v1/nothing", "/openapi.json", "/health"])
def test_data_is_kept_nowhere_and_runs_nothing(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert "script-src" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/docs", "/docs/swagger.js", "/docs/swagger-ui-bundle.js"])
def test_the_developers_pages_load_nothing_foreign(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "script-src 'self';" in policy
    assert "http" not in policy
    assert not re.search(r"https?://", answer.text)
    assert not re.search(r"<script(?![^>]*src=)", answer.text)


def test_a_worker_and_a_page_are_asked_for_each_time_and_hashed_files_are_kept(http: httpx.Client) -> None:
    kept = {path: http.get(f"/{path}").headers["Cache-Control"] for path in APP if path != "places.json"}
    for_ever = "public, max-age=31536000, immutable"
    assert {path for path, cache in kept.items() if cache == for_ever} == {
        path for path in APP if path.startswith("assets/")
    }
    assert {cache for path, cache in kept.items() if not path.startswith("assets/")} == {"no-cache"}


def test_files_have_the_types_browsers_insist_on(http: httpx.Client) -> None:
    kinds = {path: http.get(f"/{path}").headers["Content-Type"].partition(";")[0] for path in APP}
    assert kinds["sw.js"] == kinds["assets/index-B1cD2eF3.js"] == "text/javascript"
    assert kinds["manifest.webmanifest"] == "application/manifest+json"
    assert kinds["assets/argon-Zz9yY8xX.wasm"] == "application/wasm"
    assert kinds["icons/icon.svg"] == "image/svg+xml"


def test_a_file_that_did_not_change_is_not_sent_again(http: httpx.Client) -> None:
    first = http.get("/")
    again = http.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Content-Security-Policy"] == POLICY


def test_files_travel_packed_where_that_is_understood(http: httpx.Client) -> None:
    packed = http.get("/assets/index-B1cD2eF3.js", headers={"Accept-Encoding": "gzip"})
    plain = http.get("/assets/index-B1cD2eF3.js", headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.text == plain.text
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("gzip, deflate, br, zstd", "br"), ("br;q=0.1, gzip", "br"), ("br;q=0, gzip;q=0.5", "gzip"), ("GZIP", "gzip"),
     ("gzip;q=0.000", None), ("deflate", None), ("brotli", None), ("", None)],
)  # fmt: skip
def test_in_the_best_packing_that_the_build_made(http: httpx.Client, accepted: str, sent: str | None) -> None:
    answer = http.head("/assets/index-B1cD2eF3.js", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == sent
    assert http.get("/assets/index-B1cD2eF3.js.br").status_code == 404


@pytest.mark.parametrize("path", ["/", "/klien", "/klien/lihat", "/klien?x=1"])
def test_every_place_of_the_app_is_the_app(http: httpx.Client, path: str) -> None:
    assert http.get(path).text == APP["index.html"]
    assert http.head(path).status_code == 200


def test_who_comes_without_an_account_has_a_page_apart(http: httpx.Client) -> None:
    answer = http.get("/survei")
    assert answer.text == APP["umum.html"]
    assert answer.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize(
    "path", ["/health/", "/v1", "/v1/", "/v2/clients", "//v1/clients", "//", "/docsx", "/docs/", "/redoc", "/klien/",
             "/klien/x", "/metricsx", "/openapi.json/", "/places.json"]
)  # fmt: skip
def test_no_other_address_is_the_apps(http: httpx.Client, path: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        answer = http.request(method, f"http://localhost:8000{path}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json"), path
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"] or path == "/docs/"


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "//secret.txt"]
)
def test_no_path_leads_outside_the_app(http: httpx.Client, path: str) -> None:
    assert "never served" not in http.get(path).text


def test_without_a_built_app_the_api_still_stands_and_says_so(settings: Settings) -> None:
    for http in door(settings.model_copy(update={"dist": settings.dist / "nowhere"})):
        assert "belum dibangun" in http.get("/").text
        assert http.get("/klien").status_code == 404
        assert http.get("/health").json()["ready"] is True


def test_transport_security_is_promised_only_behind_tls(settings: Settings, http: httpx.Client) -> None:
    assert "Strict-Transport-Security" not in http.get("/").headers
    for secure in door(settings.model_copy(update={"tls": True})):
        for path in ("/", "/v1/me", "/docs"):
            assert secure.get(path).headers["Strict-Transport-Security"].startswith("max-age=63072000")


def ask_first(http: httpx.Client, origin: str) -> httpx.Response:
    wanted = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    return http.options("/v1/sync/pull", headers={"Origin": origin, **wanted})


def test_nobody_else_may_ask_unless_settings_say_so(http: httpx.Client) -> None:
    assert "Access-Control-Allow-Origin" not in ask_first(http, ELSEWHERE).headers
    assert "Access-Control-Allow-Origin" not in http.get("/health", headers={"Origin": ELSEWHERE}).headers


def test_an_app_on_another_origin_may_ask_when_it_is_named(settings: Settings) -> None:
    for http in door(settings.model_copy(update={"cors_origins": (ELSEWHERE,)})):
        first = ask_first(http, ELSEWHERE)
        assert (first.status_code, first.headers["Access-Control-Allow-Origin"]) == (200, ELSEWHERE)
        assert "Access-Control-Allow-Credentials" not in first.headers
        asked = http.get("/v1/me", headers={"Origin": ELSEWHERE})
        assert asked.headers["Access-Control-Allow-Origin"] == ELSEWHERE
        assert "X-Request-ID" in asked.headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Origin" not in ask_first(http, "http://evil.example").headers


def test_an_app_built_for_another_api_may_reach_it(settings: Settings) -> None:
    for http in door(settings.model_copy(update={"api_base": "https://api.example.id"})):
        assert "connect-src 'self' https://api.example.id;" in http.get("/").headers["Content-Security-Policy"]


@pytest.mark.usefixtures("as_committed")
def test_large_answers_travel_packed(http: httpx.Client) -> None:
    answer = http.get("/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.json()["openapi"].startswith("3.1")
