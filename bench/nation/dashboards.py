"""What offices and coordinators ask of a whole nation, and how long they wait for it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median, quantiles
from time import perf_counter
from typing import NamedTuple

from api.identity.access_tokens import give_token
from api.settings import Settings
from bench.connection import Connection, request
from bench.nation.places import Nation, NationUnit
from bench.server import SECRET

MISSING = 404


class Dashboard(NamedTuple):
    """`who`: a person's id."""

    name: str
    who: str
    path: str


class Waited(NamedTuple):
    """Milliseconds, and the answer's bytes; `status`: of what was not answered."""

    p50: float
    p95: float
    size: int
    status: int = 200


def dashboards(nation: Nation, busy: NationUnit) -> Iterator[Dashboard]:
    """`busy`: the unit with most work, in the district with most units."""
    month = f"{nation.until.replace(day=1) - timedelta(days=1):%Y-%m}"
    for level, who in (("unit", busy.coach), ("regency", nation.provinces[busy.village[:2]]),
                       ("unit", nation.national), ("regency", nation.national), ("province", nation.national),
                       ("country", nation.national)):  # fmt: skip
        yield Dashboard(f"numbers by {level}, {role_of(nation, busy, who)}", who, f"/v1/numbers?level={level}")
    for path in FOR_DISTRICT:
        yield Dashboard(f"{path}, district", busy.coach, path)
    for path in FOR_OFFICES:
        for who in (busy.coach, nation.provinces[busy.village[:2]], nation.national):
            yield Dashboard(f"{path}, {role_of(nation, busy, who)}", who, path)
    for path in (f"/v1/months/{month}", f"/v1/months/{month}/sheet", *FOR_LEADER):
        yield Dashboard(f"{path}, coordinator", busy.leader, path)
    yield Dashboard("/v1/referrals, institution", busy.institutions[0].officer, "/v1/referrals?limit=50")


FOR_DISTRICT = (
    "/v1/me", "/v1/tasks", "/v1/approvals?limit=50", "/v1/unit-years?limit=50", "/v1/phase-assessments?limit=50",
    "/v1/assistances?limit=50", "/v1/reference",
)  # fmt: skip
FOR_OFFICES = ("/v1/funnel", "/v1/phases", "/v1/targets")
FOR_LEADER = (
    "/v1/me", "/v1/tasks", "/v1/agents", "/v1/followers", "/v1/questions", "/v1/alerts?limit=50",
    "/v1/clients?limit=50", "/v1/outreach-events?limit=50",
)  # fmt: skip


def role_of(nation: Nation, busy: NationUnit, who: str) -> str:
    """In a word."""
    return {busy.coach: "district", nation.national: "nation"}.get(who, "province")


def busiest(nation: Nation, works: dict[str, int]) -> NationUnit:
    """In the district with most units, the one with most work. `works`: {unit: changes}."""
    mates: dict[str, int] = {}
    for one in nation.units:
        mates[one.coach] = mates.get(one.coach, 0) + 1
    return max(nation.units, key=lambda one: (works.get(one.id, 0) > 0, mates[one.coach], works.get(one.id, 0)))


def wait_for(port: int, asked: Sequence[Dashboard], times: int) -> dict[str, Waited]:
    """Each so many times, after two that are not counted."""
    line, settings = Connection(port), Settings(token_keys={"bench": SECRET})
    found = {}
    for one in asked:
        token = give_token(settings, one.who, now=datetime.now(UTC), ways=("operator",))
        wire, walls = request("GET", one.path, token), []
        answer = line.ask(wire)
        if answer.status == MISSING:
            found[one.name] = Waited(0, 0, 0, MISSING)
            continue
        line.ask(wire)
        for _ in range(times):
            begun = perf_counter()
            answer = line.ask(wire)
            walls.append((perf_counter() - begun) * 1000)
        found[one.name] = Waited(median(walls), quantiles(walls, n=20)[-1], len(answer.body), answer.status)
    return found
