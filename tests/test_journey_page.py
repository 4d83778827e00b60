"""What people see is shown where developers look: one set of words and pictures, small, and nothing of it foreign."""

import re

import pytest

from api.docs.journey import PARTS, journey_page
from tests.conftest import Place
from tests.engines import HOUSE
from tests.pictures import PICTURES, journey_text

FILES = [picture.file for part in PARTS for picture in part.pictures]


def test_the_page_in_the_repository_says_what_the_server_shows() -> None:
    assert (HOUSE / "docs/journey.md").read_text("utf-8") == journey_text(), "make pictures"


def test_every_picture_is_there_once_and_all_of_them_are_small() -> None:
    assert sorted(FILES) == sorted(path.stem for path in PICTURES.iterdir())
    assert {path.suffix for path in PICTURES.iterdir()} == {".webp"}
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < 400_000


def test_readme_and_architecture_show_pictures_that_are_there() -> None:
    for name in ("README.md", "ARCHITECTURE.md"):
        shown = re.findall(r"!\[[^\]]+\]\(docs/pictures/([a-z-]+)\.webp\)", (HOUSE / name).read_text("utf-8"))
        assert shown
        assert set(shown) <= set(FILES), name


@pytest.mark.usefixtures("as_committed")
def test_the_developers_page_leads_to_it_first(place: Place) -> None:
    about = place.http.get("/openapi.json").json()["info"]["description"]
    assert "](/docs/journey)" in about[:200]
    answer = place.http.get("/docs/journey")
    assert answer.text == journey_page()
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=|https?:", answer.text) == []
    assert place.http.get("/docs/journey.css").headers["content-type"].startswith("text/css")
