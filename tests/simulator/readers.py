"""Readers over REST: lists that are followed by their cursor, held copies, histories. Nobody misses what is in
her scope or sees what is not."""

from typing import Any

import httpx
from sqlmodel import select

from api.changes.tables import Follow
from tests.simulator.story import LEADERS, OWNER, Story, one_of
from tests.test_lists import Follower

Json = Any
LISTS = ("clients", "visits")


class ListReader(Follower):
    """A program that keeps a copy of one list; after a restore its cursor is unknown, and it begins anew."""

    def ask(self) -> httpx.Response:
        answer = super().ask()
        if answer.status_code != 422 or not self.cursor:
            return answer
        self.held, self.cursor = {}, None
        return super().ask()


def reader_of(story: Story, unit: str, plural: str) -> ListReader:
    name = f"{unit} {plural}"
    return story.readers.setdefault(name, ListReader(story.place, LEADERS[unit], plural, limit=3))


def read_on(story: Story, unit: str, at: int) -> None:
    reader_of(story, unit, str(one_of(LISTS, at))).page()


def lists_told(story: Story) -> dict[str, tuple[Json, Json]]:
    """{reader and list: (what whoever followed the cursor holds, what a reader who begins now is given)}, of those that
    were read meanwhile and one more."""
    lists = [(unit, plural) for unit in LEADERS for plural in LISTS]
    reader_of(story, *lists[len(story.saved) % len(lists)])
    told = {}
    for name, reader in story.readers.items():
        unit, plural = name.split()
        fresh = ListReader(story.place, LEADERS[unit], plural, limit=200).go_on()
        told[name] = (reader.go_on().held, fresh.held)
    return told


def held_copies(story: Story) -> dict[str, str]:
    """{change: record} of what stands in a coordinator's list."""
    found: dict[str, str] = {}
    for unit, leader in LEADERS.items():
        answer = story.place.http.get("/v1/refusals", headers=story.place.headers(leader))
        assert answer.status_code == 200, answer.text
        story.told_copies[unit] = answer.json()
        found |= {one["id"]: one["record"] for one in answer.json()}
    return found


def ever_followed(story: Story, phone: str) -> set[str]:
    with story.server.look() as session:
        return set(session.exec(select(Follow.feed).where(Follow.agent == story.place.people[OWNER[phone]])).all())
