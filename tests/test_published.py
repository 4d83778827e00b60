"""What was published is never changed: a record that names its version was read, asked or judged by this very text."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from api import instruments
from tests.engines import HOUSE

# Another text is another version, in a file of its own; the old file stays, with its line.
PUBLISHED: dict[str, str] = json.loads((HOUSE / "tests/published.json").read_text("utf-8"))
PROMISES = ("pwa/src/records/consent/promise.*.json", "pwa/src/records/consent/*/promise.*.json")
PLACES = ("api/instruments/*.json", "api/policies/eligibility-*.json", *PROMISES)
OURS = ("sentences.json", "sentences.en.json")  # what the engine says of any instrument
FILES = sorted(path for place in PLACES for path in HOUSE.glob(place) if path.name not in OURS)


def named(path: Path, told: dict[str, Any]) -> str:
    """As a record names it: what it is, its language where it has several, its version."""
    what = told.get("name") or path.name.removesuffix(".json")
    return f"{what} {told.get('version') or told['text_version']}"


def digest(told: dict[str, Any]) -> str:
    """Of what it says, however it is laid out."""
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_changed_text_has_a_changed_version(path: Path):
    told = json.loads(path.read_text("utf-8"))
    assert PUBLISHED.get(named(path, told)) == digest(told), f"{named(path, told)}: {digest(told)}"


def test_what_was_published_is_still_there():
    there = {named(path, json.loads(path.read_text("utf-8"))) for path in FILES}
    assert set(PUBLISHED) <= there


def test_an_answer_under_an_older_version_is_scored_as_before():
    vectors = json.loads((HOUSE / "tests/vectors/assist.json").read_text("utf-8"))
    versions = [version for name, version in instruments.INSTRUMENTS if name == vectors["instrument"]]
    assert versions == ["3.1-id-1", "3.1-id-2"]
    for sheet in vectors["sheets"]:
        old, new = (instruments.score("assist", version, sheet["answers"]) for version in versions)
        assert old == new
