"""What a nation's people wrote, taken in by a running server as they send it: in one push what somebody wrote on a day,
or on several, and by its page what an office answers."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import orjson

from api.identity.access_tokens import give_token
from api.records import KINDS
from api.settings import Settings
from bench.connection import Answer, Connection, request
from bench.nation.chance import Chance
from bench.nation.deeds import Send, change_of, sends_of
from bench.nation.hand_in import by_phone
from bench.nation.places import Nation, NationUnit
from bench.nation.settle import phone_id
from bench.nation.unit_work import work_of
from bench.server import SECRET

Json = dict[str, Any]
OK = 200


class DaySend(NamedTuple):
    """What one person sends at once. `phone`: None of who has none; `page`: whether it goes by an office's page."""

    by: str
    phone: str | None
    page: bool
    changes: list[Json]


def sends_by_day(nation: Nation, first: date, last: date, days_at_once: int = 1) -> Iterator[list[DaySend]]:
    """Of each day on which anything is sent, both counted; what offices answer comes last."""
    days: dict[date, list[DaySend]] = {}
    for unit in nation.units:
        chance = Chance(nation.seed, "by day", unit.id)
        deeds = [deed for deed in work_of(nation, unit) if first <= deed.day <= last]
        for send in sends_of(deeds, together=lambda day: day.toordinal() // days_at_once):
            days.setdefault(send.on, []).append(sent_on_a_day(unit, send, chance))
    yield from (sorted(days[day], key=lambda one: one.page) for day in sorted(days))


def sent_on_a_day(unit: NationUnit, send: Send, chance: Chance) -> DaySend:
    """As it is on the wire."""
    phone = phone_id(send.by) if send.by in (unit.leader, *unit.agents) else None
    return DaySend(send.by, phone, not by_phone(send, unit), [change_of(deed, chance) for deed in send.deeds])


class NationDoor:
    """Of a server on this port, in its `epoch`."""

    def __init__(self, port: int, epoch: str) -> None:
        self.line, self.epoch, self.settings = Connection(port), epoch, Settings(token_keys={"bench": SECRET})

    def take(self, sends: Sequence[DaySend]) -> int:
        """How many changes were applied."""
        return sum(self.answer(one) if one.page else self.push(one) for one in sends)

    def push(self, one: DaySend) -> int:
        """In one batch."""
        ask = {"protocol": 1, "epoch": self.epoch, "cursor": {}, "app": "bench", "changes": one.changes}
        answer = self.ask("POST", "/v1/sync/push", one, orjson.dumps(ask))
        return answer.body.count(b'"applied"')

    def answer(self, one: DaySend) -> int:
        """Whatever it is meanwhile."""
        paths = (f"/v1/{KINDS[change['kind']].plural}/{change['record']}" for change in one.changes)
        asked = ((path, orjson.dumps(change["set"])) for path, change in zip(paths, one.changes, strict=True))
        return sum(self.ask("PATCH", path, one, body, If_Match="*").status == OK for path, body in asked)

    def ask(self, method: str, path: str, one: DaySend, body: bytes = b"", **more: str) -> Answer:
        """As this person."""
        token = give_token(self.settings, one.by, one.phone, now=datetime.now(UTC), ways=("operator",))
        return self.line.ask(request(method, path, token, body, **more))
