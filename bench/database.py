"""An empty database of either engine, its copy, and the driver's own connection to it, past the row security."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.knobs import Engine

# How the parent tells its runs where the cluster is: {host, app, owner, superuser, postmaster}.
CLUSTER = "BENCH_CLUSTER"
# As the server sets them.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")


def cluster() -> dict[str, Any]:
    """Where PostgreSQL listens, and as whom to sign in."""
    told: dict[str, Any] = json.loads(os.environ[CLUSTER])
    return told


@dataclass(frozen=True)
class Database:
    """`name`: a file for SQLite, a database of the cluster for PostgreSQL."""

    engine: Engine
    name: str

    @property
    def postgres(self) -> bool:
        return self.engine == "postgres"

    def url(self, role: str = "app") -> str:
        """As the server's own role, which owns nothing; `owner` migrates."""
        if not self.postgres:
            return f"sqlite:///{self.name}"
        return f"postgresql+psycopg://{cluster()[role]}@/{self.name}?host={cluster()['host']}"

    def connect(self) -> Any:
        """psycopg as the superuser, or sqlite3 with the server's settings; commits by word."""
        if self.postgres:
            return psycopg.connect(host=cluster()["host"], user=cluster()["superuser"], dbname=self.name)
        connection = sqlite3.connect(self.name, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def make(self) -> "Database":
        """Without a table."""
        if self.postgres:
            run_on_cluster(f"CREATE DATABASE {self.name} OWNER {cluster()['owner']}")
        return self

    def copy(self, name: str) -> "Database":
        """Nobody may be connected to this one."""
        if self.postgres:
            run_on_cluster(f"CREATE DATABASE {name} OWNER {cluster()['owner']} TEMPLATE {self.name} STRATEGY file_copy")
            return Database(self.engine, name)
        with closing(self.connect()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.name, name)
        return Database(self.engine, name)

    def drop(self) -> None:
        """Whoever is still connected."""
        if self.postgres:
            return run_on_cluster(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        for file in Path(self.name).parent.glob(f"{Path(self.name).name}*"):
            file.unlink()

    def analyze(self) -> None:
        """What PostgreSQL does by itself within minutes; the cluster has it switched off, so that it falls on no run.

        Nobody does it for SQLite."""
        if self.postgres:
            with closing(self.connect()) as connection:
                connection.autocommit = True
                connection.execute("VACUUM ANALYZE")

    def must_own_nothing(self) -> None:
        """The server's role, or row security would not be part of the figures."""
        if self.postgres:
            owned = run_on_cluster_of(
                self.name, "SELECT count(*) FROM pg_tables WHERE tableowner = %s", cluster()["app"]
            )
            assert owned == 0, f"the server's role owns {owned} tables"


def run_on_cluster(statement: str) -> None:
    """As the superuser, outside any transaction."""
    with psycopg.connect(
        host=cluster()["host"], user=cluster()["superuser"], dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(statement.encode())


def run_on_cluster_of(name: str, query: str, *values: Any) -> Any:
    """One value of one database."""
    with psycopg.connect(host=cluster()["host"], user=cluster()["superuser"], dbname=name) as connection:
        row = connection.execute(query.encode(), values).fetchone()
    return row[0] if row else None
