"""Connections to PostgreSQL that outlive the engine that opened them: each is a process, which takes 10 ms to begin and
to read which tables there are."""

from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event

# What DISCARD ALL does, but for what was prepared, which is the same for all tests and psycopg remembers too; and for
# temporary tables, after which a database is not used again.
AS_OPENED = """SET SESSION AUTHORIZATION DEFAULT; RESET ROLE; RESET ALL; CLOSE ALL; UNLISTEN *;
    SELECT pg_advisory_unlock_all(); DISCARD SEQUENCES"""


class KeptConnections:
    """Of one role to one database, opened alike, while no engine has them."""

    def __init__(self) -> None:
        self.idle: list[psycopg.Connection] = []

    def lend(self, engine: Engine) -> None:
        """It takes these before it opens any."""
        event.listen(engine, "do_connect", lambda *_: self.idle.pop() if self.idle else None)

    def take_back(self, engine: Engine) -> None:
        """All that lie in its pool."""
        pool: Any = engine.pool
        for one in [engine.raw_connection() for _ in range(pool.checkedin())]:
            connection: Any = one.driver_connection
            one.detach()
            self.keep(connection)

    def keep(self, connection: psycopg.Connection) -> None:
        """As it was when it was opened; one with which something is amiss is closed."""
        if connection.info.transaction_status is not TransactionStatus.IDLE:
            return connection.close()
        connection.execute(AS_OPENED)
        connection.commit()
        self.idle.append(connection)

    def processes(self) -> list[int]:
        """At their other ends."""
        return [one.info.backend_pid for one in self.idle]

    def close(self) -> None:
        """None is left."""
        while self.idle:
            self.idle.pop().close()
