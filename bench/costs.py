"""Where the time of a push goes: the route's own steps in one thread under cProfile, which makes calls look dearer."""

import cProfile
import pstats
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from api.app import create_app
from api.changes.schemas import PushAsk
from api.db.engine import reading
from api.identity.actors import find_actor
from api.settings import Settings
from api.sync.push import push
from api.web.request_body import read_as
from bench.caseload import batches
from tests.conftest import Place
from tests.door import client
from tests.engines import ENGINES, HOUSE, a_database
from tests.phone import ORIGIN

DEEP = 25


def show_costs() -> None:
    """On each engine: own time by package, then the dearest of our own functions with all they call."""
    for engine in ENGINES:
        profile = cProfile.Profile()
        with a_database(engine) as url:
            changes = push_under(profile, url)
        stats: Any = pstats.Stats(profile)
        total = stats.total_tt
        print(f"\n{engine}: {total / changes * 1e6:,.0f} µs a change under the profiler")
        for name, own in Counter(dict(by_package(stats))).most_common(9):
            print(f"  {own / total:6.1%}  {name}")
        for name, calls, whole in dearest(stats):
            print(f"  {whole / total:6.1%}  {calls / changes:5.1f} calls a change  {name}")


def push_under(profile: cProfile.Profile, url: str) -> int:
    """Every batch of the village; the first one unseen, since it warms what is made once."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=url, keys_file=Path(folder) / "keys.json", dist=Path(folder))
        app = create_app(settings)
        with client(app, ORIGIN) as http:
            sari = Place(http, app.state.engine, settings).phone("Sari")
        with reading(app.state.engine) as session:
            actor = find_actor(session, sari.card["agent"]["id"], sari.enrolment)
        first, *rest = (orjson.dumps(sari.ask(changes=batch)) for batch in batches())
        push(app.state.engine, actor, None, read_as(PushAsk, first).changes)
        for body in rest:
            ask = profile.runcall(read_as, PushAsk, body)
            profile.runcall(push, app.state.engine, actor, ask.clock, ask.changes)
        app.state.engine.dispose()
    return sum(len(batch) for batch in batches()[1:])


def by_package(stats: Any) -> Iterator[tuple[str, float]]:
    """Own seconds of each package; built-ins count for whoever calls them."""
    own: Counter[str] = Counter()
    for (file, _, _), (_, _, seconds, _, callers) in stats.stats.items():
        if file.startswith("~") or file.startswith("<"):
            for (caller, _, _), (_, _, share, _) in callers.items():
                own[package_of(caller)] += share
        else:
            own[package_of(file)] += seconds
    yield from own.items()


def package_of(file: str) -> str:
    """`sqlalchemy/orm`, `pydantic`, `api/sync`, or Python itself."""
    if "site-packages/" in file:
        parts = file.split("site-packages/")[1].split("/")
        return "/".join(parts[:2]) if parts[0] == "sqlalchemy" else parts[0]
    return "/".join(Path(file).relative_to(HOUSE).parts[:2]) if file.startswith(str(HOUSE)) else "python"


def dearest(stats: Any) -> list[tuple[str, int, float]]:
    """(function of ours, calls, seconds with all it calls)."""
    ours = [
        (f"{Path(file).relative_to(HOUSE)}:{name}", calls, whole)
        for (file, _, name), (_, calls, _, whole, _) in stats.stats.items()
        if file.startswith(f"{HOUSE}/api")
    ]
    return sorted(ours, key=lambda one: -one[2])[:DEEP]
