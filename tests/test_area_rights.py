"""Whose area a role is told of, and which deeds of offices it may do: by the role and the account's own area alone."""

from typing import Any

import pytest

from api.access.scope import area_counted, area_held, must_have_right
from api.actor import Actor
from api.problems.tree import NotFound, NotYours, Problem

KABUPATEN, VILLAGE = "33.22", "33.22.01.2001"
NO_OFFICE = ("agent", "coordinator", "partner", "village", "admin", "nobody")


def who(role: str, area: str | None) -> Actor:
    return Actor("a" * 36, "Sri", role, None, None, None, area=area)


def refused(kind: type[Problem], ask: Any, *words: Any) -> str:
    """With which code."""
    with pytest.raises(kind) as told:
        ask(*words)
    return told.value.code


@pytest.mark.parametrize(
    ("role", "own", "asked", "told"),
    [
        ("district", KABUPATEN, None, KABUPATEN),
        ("district", KABUPATEN, "33.22.01", "33.22.01"),
        ("province", "33", None, "33"),
        ("province", "33", KABUPATEN, KABUPATEN),
        ("national", None, None, ""),
        ("national", None, "33", "33"),
        ("national", KABUPATEN, None, ""),
    ],
)
def test_an_office_is_told_of_its_area_and_of_those_within(role: str, own: Any, asked: Any, told: str) -> None:
    assert area_counted(who(role, own), asked) == told


@pytest.mark.parametrize(
    ("role", "own"), [*((role, KABUPATEN) for role in NO_OFFICE), ("district", None), ("province", "")]
)
def test_nobody_else_is_told_counts(role: str, own: Any) -> None:
    assert refused(NotYours, area_counted, who(role, own), None) == "offices-only"


@pytest.mark.parametrize("asked", ["33", "33.21", "33.2", "33.22.99", ""])
def test_another_area_and_one_that_is_none_are_not_there(asked: str) -> None:
    refused(NotFound, area_counted, who("district", KABUPATEN), asked)


def test_of_danger_the_districts_officer_is_warned_and_of_the_village_its_head_is_told() -> None:
    assert area_held(who("district", KABUPATEN), "warned") == KABUPATEN
    assert area_held(who("village", VILLAGE), "village") == VILLAGE
    for role in ("village", "province", "national", *NO_OFFICE):
        assert refused(NotYours, area_held, who(role, KABUPATEN), "warned") == "district-only"
    for role in ("district", "province", "national", "agent", "nobody"):
        assert refused(NotYours, area_held, who(role, VILLAGE), "village") == "village-only"
    for area in (None, ""):
        assert refused(NotYours, area_held, who("district", area), "warned") == "district-only"


def test_the_nation_publishes_and_those_above_districts_oversee() -> None:
    must_have_right(who("national", None), "publishes")
    for role in ("national", "province"):
        must_have_right(who(role, None), "oversees")
    for role in ("district", *NO_OFFICE):
        assert refused(NotYours, must_have_right, who(role, KABUPATEN), "oversees") == "above-districts-only"
    for role in ("province", "district", *NO_OFFICE):
        assert refused(NotYours, must_have_right, who(role, KABUPATEN), "publishes") == "nation-only"
