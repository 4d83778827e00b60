"""Builds the app. It only assembles: with cli.py the one file that knows everything."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import httpx
from anyio import create_task_group
from anyio.to_thread import current_default_thread_limiter
from fastapi import APIRouter, Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from sqlalchemy import Engine, inspect
from sqlmodel import select
from starlette.routing import BaseRoute

from api import VERSION
from api.access.policy_installation import is_enforced
from api.backups.backup_schedule import keep_backing_up, makes_backups
from api.backups.served_state import keep_looking
from api.backups.server_journal import keep_journal
from api.clock import Clock, system_clock
from api.db.connections import ConnectionLimits
from api.db.engine import make_engine, reading
from api.docs import pages
from api.docs.openapi import describe
from api.identity.memberships import ROLES
from api.identity.openid_provider import OpenIdProvider
from api.identity.phone_reports import PhoneReports
from api.identity.server_keys import ServerKeys, make_server_keys, read_server_keys
from api.identity.tables import Enrolment
from api.records import KINDS
from api.records.record import Record
from api.resources import (
    area_agreements,
    area_trainings,
    ballots,
    blobs,
    coaching_papers,
    enrolment_codes,
    enrolments,
    followers,
    handing_over,
    help_requests,
    me,
    month_papers,
    months,
    moving,
    numbers,
    open_questions,
    openid,
    own_codes,
    own_data,
    partner_profile,
    policies,
    policy_drafts,
    reference,
    rescue,
    rescue_blobs,
    same_person,
    second_factor,
    studies,
    study_answering,
    targets,
    tasks,
    team_care,
    unit_counts,
    unit_opening,
    unit_overview,
    unit_progress,
    unlooked_alerts,
    village_months,
)
from api.resources import held_changes as refusals
from api.resources import instruments as scoring
from api.resources import phones as auth_office
from api.resources import sign_in as auth
from api.resources import sync as sync
from api.resources.exports import routes as exports
from api.resources.records import router_of
from api.settings import Settings, UnsafeSettings, read_settings
from api.visitors.passing_counts import DAY, PassingCounts, asks_of_address
from api.web import error_handlers as problems
from api.web import health, metrics
from api.web.address_router import AddressRouter
from api.web.behind_reports import BehindReports
from api.web.known_media import known_media
from api.web.known_query import known_query
from api.web.middleware import RequestMiddleware
from api.web.request_intake import IntakeMiddleware
from api.web.static_app import AppFiles, read_files
from api.web.turn_gate import PLACES, PLACES_ON_SQLITE, TurnGate

HEADERS_IN = [
    "Authorization", "Content-Type", "Content-Encoding", "Idempotency-Key", "If-Match", "If-None-Match", "Prefer",
    "X-Unsent",
]  # fmt: skip
HEADERS_OUT = ["ETag", "Location", "Retry-After", "X-Request-ID"]
OF_ROUTES: dict[str, Any] = {
    "generate_unique_id_function": lambda route: route.name,
    "dependencies": [Depends(known_query), Depends(known_media)],
}


class Pulih(FastAPI):
    """FastAPI, with its description finished by us."""

    def openapi(self) -> dict[str, Any]:
        """OpenAPI 3.1."""
        return described(tuple(KINDS.values()))


def create_app(settings: Settings | None = None, engine: Engine | None = None, clock: Clock = system_clock) -> FastAPI:
    """The whole server over one engine."""
    settings = settings or read_settings()
    app = Pulih(
        title="Pulih", version=VERSION, lifespan=settled, docs_url=None, redoc_url=None, redirect_slashes=False,
        routes=routes_of(tuple(KINDS.values())), **OF_ROUTES,
    )  # fmt: skip
    must_know_roles(settings)
    app.state.settings = settings
    app.state.engine = engine or make_engine(settings.database_url, limits_of(settings))
    metrics.count_connections(app.state.engine)
    keep_journal(app.state.engine, settings, clock)
    must_own_nothing(settings, app.state.engine)
    app.state.server_keys = keys_for(settings, app.state.engine)
    app.state.clock = clock
    app.state.openid = OpenIdProvider(settings, httpx.Client()) if settings.openid_issuer else None
    app.state.behind, app.state.probe, app.state.reports = BehindReports(), health.WriteProbe(), PhoneReports()
    app.state.docs_files = read_files(settings.docs_assets)
    app.state.passing = PassingCounts()
    app.state.asking = PassingCounts(asks_of_address(settings.workers), DAY)
    app.state.push_gate = TurnGate(PLACES_ON_SQLITE if settings.sqlite else PLACES, settings.lock_timeout)
    app.state.read_gate = TurnGate(settings.connections // 2, settings.lock_timeout)
    problems.answer_problems(app)
    add_passage(app, settings)
    app.router.default = AppFiles(settings.dist)  # every address that nobody else serves
    return app


@asynccontextmanager
async def settled(app: FastAPI) -> AsyncIterator[dict[str, float]]:
    """Half as many threads as connections, since reads hold the other half between two threads (`read_gate`); and what
    was built at start is no garbage."""
    state = app.state
    current_default_thread_limiter().total_tokens = state.settings.connections // 2
    gc.freeze()
    async with create_task_group() as beside:
        beside.start_soon(keep_looking, state.settings, state.engine, state.behind)
        if makes_backups(state.settings):
            beside.start_soon(keep_backing_up, state.settings, state.engine, state.clock)
        yield {"patience": state.settings.body_timeout}
        beside.cancel_scope.cancel()
    if state.openid:
        state.openid.http.close()
    state.engine.dispose()


def limits_of(settings: Settings) -> ConnectionLimits:
    """How one worker deals with its database."""
    return ConnectionLimits(
        settings.connections, settings.prepare, settings.connect_timeout, settings.statement_timeout,
        settings.lock_timeout,
    )  # fmt: skip


def add_passage(app: FastAPI, settings: Settings) -> None:
    """Innermost first. Refusals are made inside of CORS: an app on another origin reads them too."""
    # A page of 1,000 records takes 3.0 ms, where it takes 2.6 at 6 and 1.3 at 1, and is 8 and 28 % smaller: on a thin
    # line a second and a half of a first load, and seven.
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=8)
    app.add_middleware(IntakeMiddleware, settings=settings)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware, allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=HEADERS_IN, expose_headers=HEADERS_OUT, max_age=600,
        )  # fmt: skip
    app.add_middleware(RequestMiddleware, settings=settings)


@cache
def routes_of(kinds: tuple[type[Record], ...]) -> list[BaseRoute]:
    """What no setting changes. FastAPI works out what a route asks for when first meeting it, which takes half a second
    for all of them: once a process, however many apps it builds."""
    router = APIRouter(**OF_ROUTES)
    for one in (
        sync.router, enrolments.router, enrolment_codes.router, auth.router, openid.router, second_factor.router,
        auth_office.router, me.router, unit_overview.router, tasks.router, reference.router, *map(router_of, kinds),
        blobs.router, scoring.router, policies.router, policy_drafts.router, followers.router, same_person.router,
        handing_over.router, open_questions.router, months.router, month_papers.router, coaching_papers.router,
        numbers.router, unit_counts.router, exports.router, partner_profile.router, unit_progress.router,
        unit_opening.router, studies.router, study_answering.router, targets.router, unlooked_alerts.router,
        area_agreements.router, area_trainings.router, village_months.router, moving.router, refusals.router,
        ballots.router, help_requests.router, own_codes.router, team_care.router, own_data.router, rescue.router,
        rescue_blobs.router, health.router, metrics.router, problems.router, pages.router,
    ):  # fmt: skip
        router.include_router(AddressRouter(routes=one.routes))
    return router.routes


@cache
def described(kinds: tuple[type[Record], ...]) -> dict[str, Any]:
    """As little as the routes does it depend on a setting, and it takes a second: once a process too."""
    return describe(VERSION, routes_of(kinds))


def must_know_roles(settings: Settings) -> None:
    """A role that is misspelt would sign in by its password alone."""
    if unknown := set(settings.second_factor or ()) - {*ROLES, "all", "none"}:
        raise UnsafeSettings(f"PULIH_SECOND_FACTOR: there is no role {', '.join(sorted(unknown))}.")


def must_own_nothing(settings: Settings, engine: Engine) -> None:
    """On PostgreSQL in production the second wall is no choice."""
    if settings.production and not settings.sqlite and not is_enforced(engine):
        engine.dispose()
        raise UnsafeSettings("The server's role must own no table: the owner's URL is PULIH_OWNER_URL.")


def keys_for(settings: Settings, engine: Engine) -> ServerKeys:
    """The server's key pairs. Lost keys while phones trust them are lost work: then it does not start."""
    keys = read_server_keys(settings.keys_file)
    if keys is None:
        must_be_new(settings, engine)
        make_server_keys(settings.keys_file)
        keys = read_server_keys(settings.keys_file)
    if keys is None:
        raise UnsafeSettings(f"{settings.keys_file} cannot be written.")
    return keys


def must_be_new(settings: Settings, engine: Engine) -> None:
    """Keys are made by themselves only for a trial that no phone has joined."""
    enrolled = has_enrolments(engine)
    engine.dispose()  # a server that does not start leaves no connection behind
    if enrolled:
        raise UnsafeSettings(f"Phones are enrolled but {settings.keys_file} is missing; bring it back from the backup.")
    if settings.production:
        raise UnsafeSettings(f"{settings.keys_file} is missing; `pulih init` makes it.")


def has_enrolments(engine: Engine) -> bool:
    """Whether any phone was ever given the keys; a database without tables has none."""
    if not inspect(engine).has_table("enrolment"):
        return False
    with reading(engine) as session:
        return session.exec(select(Enrolment.id).limit(1)).first() is not None
