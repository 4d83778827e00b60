"""Counts for Prometheus at `/metrics`: how often and how long, by route. No person, no case, no address stands in them.

Off until a token is set. Several workers write into one folder (`PROMETHEUS_MULTIPROC_DIR`, set by `serve`), so that
whichever is asked tells of all.
"""

import os
from hmac import compare_digest

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from api.problems.tree import NotFound, SignInNeeded

router = APIRouter(include_in_schema=False)
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
KNOWN = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUESTS = Counter("pulih_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "pulih_request_seconds", "From the first byte to the last of the answer.", ["route"],
    buckets=(0.005, 0.02, 0.1, 0.5, 2, 10, 60),
)  # fmt: skip


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """What a stranger can make up is no label: any number of them would fit."""
    REQUESTS.labels(method if method in KNOWN else "other", route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


@router.get("/metrics")
def tell_metrics(request: Request) -> Response:
    """In Prometheus' text form, for who carries the token of the settings."""
    token = request.app.state.settings.metrics_token
    if not token:
        raise NotFound()
    if not compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode()):
        raise SignInNeeded()
    registry = REGISTRY
    if os.environ.get(SHARED_FOLDER):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library says no types
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
