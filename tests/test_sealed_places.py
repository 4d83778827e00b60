"""A place in a list tells its reader nothing: no id that the page does not, no number, and hardly its length."""

import re
from base64 import urlsafe_b64decode
from typing import Any
from uuid import UUID

from api.resources.sealed_place import sealed, unsealed
from api.settings import Settings
from tests.house import described
from tests.town import Town

READERS = ("Sari", "Ratna", "Maya", "Hadi")


def lists() -> list[str]:
    """Every GET that takes a cursor, as the API's own description says."""
    told = {path: one.get("get", {}).get("parameters", []) for path, one in described()["paths"].items()}
    return [path for path, asked in told.items() if any("cursor" in named(one) for one in asked)]


def named(parameter: dict[str, Any]) -> str:
    return str(parameter.get("name") or parameter["$ref"].rsplit("/", 1)[-1]).lower()


def ids_of(town: Town) -> set[str]:
    return {*town.records.values(), town.client, *town.place.units.values(), *town.place.people.values()}


def raw(text: str) -> bytes:
    return text.encode() + urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_no_cursor_of_any_list_holds_an_id(town: Town) -> None:
    found = lists()
    assert "/v1/tasks" in found
    assert len(found) > 20
    seen = 0
    for path in found:
        for name in READERS:
            body: Any = town.get(name, f"{path}?limit=1").json()
            if "next" not in body or body["next"] is None:
                continue
            seen += 1
            held = raw(body["next"])
            for one in ids_of(town):
                for told in (one.encode(), UUID(one).hex.encode(), UUID(one).bytes):
                    assert told not in held, (path, name, one)
            assert re.fullmatch(r"[\w-]+", body["next"])
            assert town.get(name, f"{path}?limit=1&cursor={body['next']}").status_code == 200, path
    assert seen > 60


def test_one_that_was_made_for_somebody_else_opens_nothing() -> None:
    mine, other = Settings(nonce_key="a" * 40), Settings(nonce_key="b" * 40)
    place = bytes(range(40)) + b"\x00\x00"
    text = sealed(mine, "her|list", place)
    assert unsealed(mine, "her|list", text) == place
    assert sealed(mine, "her|list", place) == text
    for settings, whose in ((other, "her|list"), (mine, "his|list"), (mine, "her|other")):
        assert unsealed(settings, whose, text) is None
    for broken in ("", "A", "!!!", text[:-4], "A" * len(text)):
        assert unsealed(mine, "her|list", broken) is None


def test_its_length_is_that_of_others() -> None:
    settings = Settings()
    assert len({len(sealed(settings, "x", bytes(size))) for size in (11, 39, 67, 200)}) == 1
