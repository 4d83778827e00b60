"""A body that does not say it is JSON is read as none: a page of another site may send text and forms unasked."""

from typing import Any

import httpx
import pytest

from api.app import OF_ROUTES, routes_of
from api.records import KINDS
from api.web.known_media import BINARY, JSON, known_media, media_of, reads

ROUTERS: list[Any] = routes_of(tuple(KINDS.values()))
ROUTES = [(one.path, media_of(one)) for router in ROUTERS for one in router.effective_route_contexts()]
FORM, MERGE = "application/x-www-form-urlencoded", "application/merge-patch+json"
RIGHT = (JSON, f"{JSON}; charset=utf-8", "Application/JSON", MERGE)
UNASKED = ("", "text/plain", "multipart/form-data; boundary=x", "application/jsonp", "text/json", "image/svg+json")


def test_every_route_reads_json_that_says_so_and_nothing_that_comes_unasked() -> None:
    asked = [(path, taken) for path, taken in ROUTES if taken and BINARY not in taken]
    assert len(asked) > 100
    assert [path for path, taken in asked for media in RIGHT if not reads(taken, media)] == []
    assert [path for path, taken in asked for media in UNASKED if reads(taken, media)] == []
    assert [path for path, taken in asked if reads(taken, FORM)] == ["/v1/auth/token"]


def test_bytes_of_pictures_need_not_say_what_they_are() -> None:
    assert [path for path, taken in ROUTES if BINARY in taken] == ["/v1/blobs/{sha256}", "/v1/rescue/blobs"]
    assert reads({BINARY}, "")


def test_every_route_is_asked() -> None:
    assert known_media in [one.dependency for one in OF_ROUTES["dependencies"]]


@pytest.mark.parametrize("path", ["/v1/auth/token", "/v1/enrolments/status"])
def test_at_the_door_it_is_a_problem_document(http: httpx.Client, path: str) -> None:
    answer = http.post(path, content=b"{}", headers={"Content-Type": "text/plain"})
    assert (answer.status_code, answer.json()["code"]) == (415, "wrong-media")
