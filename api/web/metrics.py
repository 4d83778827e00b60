"""Counts for Prometheus at `/metrics`: how often, how long, what was refused. No person, case or address is in them.

Off until a token is set. Several workers write into one folder (`PROMETHEUS_MULTIPROC_DIR`, set by `serve`), so that
whichever is asked tells of all; how the whole stands is asked of the database (`measures.py`).
"""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from hmac import compare_digest
from pathlib import Path

from anyio import move_on_after
from anyio.to_thread import run_sync
from fastapi import APIRouter, FastAPI, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Metric,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

from api.changes.answer_shapes import Result
from api.problems.tree import NotFound, SignInNeeded
from api.web.health import PATIENCE
from api.web.measures import gauge, measured

router = APIRouter(include_in_schema=False)
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
KNOWN = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUESTS = Counter("pulih_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "pulih_request_seconds", "From the first byte to the last of the answer.", ["route"],
    buckets=(0.005, 0.02, 0.1, 0.5, 2, 10, 60),
)  # fmt: skip
CHANGES = Counter("pulih_changes", "Changes that phones sent, by what became of them.", ["answer"])
REFUSALS = Counter("pulih_refusals", "Problems told, of requests and of single changes, by their code.", ["code"])
IN_USE = Gauge("pulih_connections_in_use", "Database connections given out.", multiprocess_mode="livesum")


def known_method(method: str) -> str:
    """Any other is what somebody typed."""
    return method if method in KNOWN else "other"


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """What a stranger can make up is no label: any number of them would fit."""
    REQUESTS.labels(known_method(method), route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def count_results(results: Iterable[Result]) -> None:
    """Of one push."""
    for one in results:
        CHANGES.labels(one.answer).inc()
        if one.problem:
            count_refusal(str(one.problem["code"]))


def count_refusal(code: str) -> None:
    """By the code of a problem: there are as many as the server has sentences."""
    REFUSALS.labels(code).inc()


def count_connections(engine: Engine) -> None:
    """As the pool itself knows, at every change; one that is being given back is still out."""

    def note(more: int) -> None:
        IN_USE.set(max(0, getattr(engine.pool, "checkedout", int)() + more))

    event.listen(engine, "checkout", lambda *_: note(0))
    event.listen(engine, "checkin", lambda *_: note(-1))


class MeasuredNow:
    """What was measured a moment ago, as the library asks for it."""

    def __init__(self, metrics: list[Metric]) -> None:
        self.metrics = metrics

    def collect(self) -> Iterator[Metric]:
        """In their order."""
        return iter(self.metrics)


async def measured_in_time(app: FastAPI) -> list[Metric]:
    """`pulih_up` alone where the database does not answer soon: what the processes count is told all the same."""
    with move_on_after(PATIENCE):
        try:
            look = partial(measured, app)
            found = await run_sync(look, abandon_on_cancel=True, limiter=app.state.probe.thread)
            return [gauge("pulih_up", "Whether the database answers.", 1), *found]
        except SQLAlchemyError:
            pass
    return [gauge("pulih_up", "Whether the database answers.", 0)]


def counted() -> bytes:
    """By this process, or by all that write into the folder and live."""
    folder = os.environ.get(SHARED_FOLDER)
    if not folder:
        return generate_latest(REGISTRY)
    for file in Path(folder).glob("gauge_live*.db"):
        worker = file.stem.rpartition("_")[2]
        if not Path("/proc", worker).exists():
            mark_process_dead(worker, folder)  # type: ignore[no-untyped-call]  # the library says no types
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # likewise
    return generate_latest(registry)


@router.get("/metrics")
async def tell_metrics(request: Request) -> Response:
    """In Prometheus' text form, for who carries the token of the settings."""
    token = request.app.state.settings.metrics_token
    if not token:
        raise NotFound()
    if not compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode()):
        raise SignInNeeded()
    whole = CollectorRegistry(auto_describe=False)
    whole.register(MeasuredNow(await measured_in_time(request.app)))
    return Response(counted() + generate_latest(whole), media_type=CONTENT_TYPE_LATEST)
