"""Readers over REST: lists that are followed by their cursor, held copies, histories. Nobody misses what is in
her scope or sees what is not. The district's officer reads what units did in public, their coaching papers and what is
asked of him, the village's head the first two, an institution what was sent to it, and none a case."""

from typing import Any

import httpx
from sqlmodel import select

from api.changes.tables import Follow
from api.records import KINDS
from tests.simulator.story import INSTITUTION, LEADERS, OFFICER, OFFICERS, OWNER, UNIT_OF, VILLAGE, Story, one_of
from tests.test_lists import Follower

Json = Any
OF_CASES, OF_PAPERS, SENT = ("clients", "visits"), "outreach-events", "referrals"
ACTIONS, APPROVALS = "unit-actions", "approvals"
KIND_OF = {one.plural: kind for kind, one in KINDS.items()}


class ListReader(Follower):
    """A program that keeps a copy of one list; after a restore its cursor is unknown, and it begins anew."""

    def ask(self) -> httpx.Response:
        answer = super().ask()
        if answer.status_code != 422 or not self.cursor:
            return answer
        self.held, self.cursor = {}, None
        return super().ask()


def reader_of(story: Story, who: str, plural: str) -> ListReader:
    return story.readers.setdefault((who, plural), ListReader(story.place, who, plural, limit=3))


def lists_of(*units: str) -> list[tuple[str, str]]:
    """(who reads, which list): whoever leads one of these units, and who began there as an agent."""
    return [(who, plural) for who in readers_in(*units) for plural in OF_CASES]


def readers_in(*units: str) -> list[str]:
    return [*map(LEADERS.__getitem__, units), *(agent for agent, unit in UNIT_OF.items() if unit in units)]


def papers_of(*units: str) -> list[tuple[str, str]]:
    """The same of the units' own papers; and the officer's."""
    return [(who, OF_PAPERS) for who in (*readers_in(*units), OFFICER)]


def actions_of(*units: str) -> list[tuple[str, str]]:
    """The same of the units' coaching papers, of which an agent reads none."""
    return [(who, ACTIONS) for who in (*map(LEADERS.__getitem__, units), OFFICER, VILLAGE, "S")]


def of_offices(unit: str) -> list[tuple[str, str]]:
    """What is coached, asked of the district's office, or read in the village."""
    return [*actions_of(unit), (OFFICERS[unit], APPROVALS), (VILLAGE, OF_PAPERS)]


def read_on(story: Story, unit: str, at: int) -> None:
    reader_of(story, *one_of([*lists_of(unit), *papers_of(unit), (INSTITUTION, SENT)], at)).page()


def lists_told(story: Story) -> dict[tuple[str, str], tuple[Json, Json]]:
    """{(reader, list): (what whoever followed the cursor holds, what a reader who begins now is given)}, of those that
    were read meanwhile, and one more of each sort."""
    made = story.made.values()
    several = [lists_of(*LEADERS), [*papers_of(*LEADERS), (VILLAGE, OF_PAPERS)]]
    several += [[(INSTITUTION, SENT)]] if "referral" in made else []
    several += [[(officer, APPROVALS) for officer in OFFICERS.values()]] if "approval" in made else []
    several += (
        [[(who, plural) for who in LEADERS.values() for plural in (APPROVALS, SENT)]] if story.answers.sent else []
    )
    several += [actions_of(*LEADERS)] if "unit_action" in made else []
    for lists in several:
        reader_of(story, *lists[len(story.saved) % len(lists)])
    told = {}
    for (who, plural), reader in story.readers.items():
        fresh = ListReader(story.place, who, plural, limit=200).go_on()
        told[who, plural] = (reader.go_on().held, fresh.held)
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
