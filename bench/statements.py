"""How many statements the server sends PostgreSQL, by the cluster's own count (pg_stat_statements)."""

from typing import NamedTuple

from bench.database import Database, cluster, run_on_cluster, run_on_cluster_of

# The frame of a transaction is counted apart from what stands in it.
FRAME = "^(BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)"
COUNTED = """
SELECT coalesce(sum(calls), 0)::int FROM pg_stat_statements
WHERE userid = '{app}'::regrole AND query {matches} '{pattern}'
  AND dbid = (SELECT oid FROM pg_database WHERE datname = '{name}')
"""


class Count(NamedTuple):
    """Of everything since the last reset."""

    statements: int
    transactions: int


def make_countable() -> None:
    """Once a cluster."""
    run_on_cluster("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")


def reset() -> None:
    """From zero."""
    run_on_cluster("SELECT pg_stat_statements_reset()")


def count(database: Database) -> Count:
    """By the server's role, in its database."""
    where = {"app": cluster()["app"], "name": database.name}
    begun = COUNTED.format(**where, matches="~*", pattern="^(BEGIN|START)")
    inside = COUNTED.format(**where, matches="!~*", pattern=FRAME)
    return Count(run_on_cluster_of("postgres", inside), run_on_cluster_of("postgres", begun))
