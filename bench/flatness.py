"""MINUTES of mixed work, and the memory of the largest process meanwhile: what grows without end shows here."""

from time import monotonic
from typing import Any

from bench.caseload import CASE, village
from bench.district import District
from bench.everyday import FIFTY, Everyday
from bench.knobs import Engine, Knobs

EVERY = 15  # seconds
CLIENTS = 7  # in a round's push: 182 changes


def stay_flat(district: District, knobs: Knobs, engine: Engine) -> dict[str, Any]:
    """{minute: MB}, a sample every quarter of a minute."""
    day = Everyday(district, knobs.with_clients(20), engine, phones=1)
    day.warm_up()
    day.push_all()
    samples, begun = {}, monotonic()
    sampled = begun
    while (now := monotonic()) < begun + knobs.minutes * 60:
        day.renew()
        work_a_round(day)
        if now > sampled + EVERY:
            samples[f"{(now - begun) / 60:.2f}"] = district.server.memory()
            sampled = now
    return samples


def work_a_round(day: Everyday) -> None:
    """New connections, so that every worker takes its turn: a batch, a sync, a page, a list of each role, a sign-in."""
    one, ratna = day.one, day.ratna
    for caller in (one, ratna):
        caller.line.close()
    one.push_each([one.push_request(list(village(CLIENTS, day.district.partner)))], CLIENTS * len(CASE))
    day.catch_up(one)
    one.ask(one.get(f"/v1/visits?limit={FIFTY}"))
    ratna.ask(ratna.get(f"/v1/visits?limit={FIFTY}"))
    one.ask(one.get("/v1/me"))
