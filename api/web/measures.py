"""How the whole stands, for Prometheus: asked of the database when somebody scrapes, and so the same at every worker.

Numbers alone. Phones are counted, never named; how much waits on one is what it said of itself when it last synced.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from fastapi import FastAPI
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import Row, Select, case, column, func, select
from sqlmodel import Session, col

from api.changes.tables import HeldChange
from api.db.engine import reading
from api.identity.server_epoch import EPOCH
from api.identity.tables import Enrolment
from api.numbers.tables import StandingRun
from api.numbers.unit_marks import WHOLE

# Days of silence after which somebody should ask how a phone is: a week without signal is ordinary, a month is not.
SILENT_DAYS = (1, 7, 30)
Counts = Select[*tuple[Any, ...]]


def measured(app: FastAPI) -> list[Metric]:
    """SQLAlchemyError where the database is silent."""
    now, settings = app.state.clock(), app.state.settings
    with reading(app.state.engine) as session:
        phones = session.execute(phones_query(now)).one()
        held = {answer: count for answer, count in session.execute(held_query(session))}
        backed_up = session.scalar(select(EPOCH.c.done_at))
        counted = session.scalar(select(col(StandingRun.at)).where(col(StandingRun.key) == WHOLE))
    return [
        *of_phones(phones, now), *of_work(held), *of_jobs(backed_up, counted, now),
        limit_of(settings.connections * settings.workers),
    ]  # fmt: skip


def phones_query(now: datetime) -> Counts:
    """One row: how many are active, their unsent work, how many have any, the oldest word of one that has, and how
    many were silent for so many days."""
    waits, last = col(Enrolment.unsent) > 0, func.coalesce(Enrolment.heard_at, Enrolment.last_seen_at)
    silent = (func.count(case((last < now - timedelta(days=days), 1))) for days in SILENT_DAYS)
    return select(
        func.count(), func.sum(Enrolment.unsent), func.count(case((waits, 1))),
        func.min(case((waits, Enrolment.heard_at))), *silent,
    ).where(col(Enrolment.status) == "active", col(Enrolment.ends_at) > now)  # fmt: skip


def held_query(session: Session) -> Counts:
    """On PostgreSQL no held change exists for who stands for nobody; the owner counts."""
    if session.get_bind().dialect.name == "postgresql":
        return select(column("answer"), column("held")).select_from(func.pulih_held().table_valued("answer", "held"))
    open_ones = col(HeldChange.decision).is_(None)
    return select(col(HeldChange.answer), func.count()).where(open_ones).group_by(HeldChange.answer)


def of_phones(row: Row[*tuple[Any, ...]], now: datetime) -> Iterator[Metric]:
    """Of the active ones."""
    active, unsent, waiting, oldest, *silent = row
    yield gauge("pulih_phones", "Phones that may sign in.", active)
    yield gauge("pulih_phones_with_unsent", "Phones that said that work waits on them.", waiting)
    yield gauge("pulih_unsent_changes", "How much waits on phones, as they said when they last synced.", unsent)
    yield gauge(
        "pulih_unsent_oldest_seconds", "Since when nothing was heard of the phone, of those with unsent work, that is "
        "longest silent.", (now - oldest).total_seconds() if isinstance(oldest, datetime) else 0,
    )  # fmt: skip
    family = GaugeMetricFamily("pulih_phones_silent", "Phones that did not sync for so many days.", labels=["days"])
    for days, count in zip(SILENT_DAYS, silent, strict=True):
        family.add_metric([str(days)], float(str(count)))
    yield family


def of_work(held: dict[str, int]) -> Iterator[Metric]:
    """What waits for a coordinator."""
    family = GaugeMetricFamily("pulih_held_changes", "Changes that wait for a coordinator.", labels=["answer"])
    for answer in ("waiting", "refused"):
        family.add_metric([answer], held.get(answer, 0))
    yield family


def of_jobs(backed_up: datetime | None, counted: datetime | None, now: datetime) -> Iterator[Metric]:
    """How old is what a timer does; no age where it was never done."""
    if backed_up is not None:
        yield gauge("pulih_backup_age_seconds", "Since the last backup was whole.", (now - backed_up).total_seconds())
    if counted is not None:
        help_text = "Since the last night on which every unit could be counted."
        yield gauge("pulih_numbers_age_seconds", help_text, (now - counted).total_seconds())


def limit_of(connections: int) -> Metric:
    """Beside `pulih_connections_in_use`."""
    return gauge("pulih_connections_limit", "Database connections of all workers at most.", connections)


def gauge(name: str, help_text: str, value: object) -> Metric:
    """Without a label; nothing counted is 0."""
    return GaugeMetricFamily(name, help_text, value=float(str(value or 0)))
