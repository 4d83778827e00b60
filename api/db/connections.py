"""How connections are made, kept and given up: nothing waits for a database without an end.

The pool gives out the connection that was used last, so that a quiet hour lets the others grow old; one that lay idle
is tried before it is given out, since PostgreSQL, a proxy or a firewall may have ended it meanwhile.
"""

from time import monotonic
from typing import Any, NamedTuple

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

IDLE = 20.0  # seconds after which a connection is tried before it is given out


class ConnectionLimits(NamedTuple):
    """`connections` of one process at most; seconds to wait: to connect, for a statement (0: no end), for a lock.

    As they stand here they serve an operator, whose migration takes as long as it takes; a server has its settings'.
    `prepare`: off behind a pgbouncer before 1.21, which gives each transaction another connection and refuses options.
    """

    connections: int = 20
    prepare: bool = True
    connect: int = 5
    statement: int = 0
    lock: int = 10


OPERATOR = ConnectionLimits()


def pool_options(limits: ConnectionLimits) -> dict[str, Any]:
    """Arguments of create_engine for both engines. Whoever finds no free connection is told to come again."""
    return {
        "pool_size": limits.connections, "max_overflow": 0, "pool_timeout": limits.lock, "pool_use_lifo": True,
        "hide_parameters": True,
    }  # fmt: skip


def postgres_options(limits: ConnectionLimits) -> dict[str, Any]:
    """Arguments of psycopg.connect. JIT costs a list of a large database half a second and gains nothing; to start
    workers beside a statement costs 25 ms, and hardly any of ours takes as long."""
    network = {"connect_timeout": limits.connect, "keepalives_idle": 30, "tcp_user_timeout": limits.statement * 1000}
    if not limits.prepare:
        return {**network, "prepare_threshold": None}
    waits = {"statement_timeout": limits.statement, "lock_timeout": limits.lock}
    waits["idle_in_transaction_session_timeout"] = 2 * limits.statement
    said = [f"-c {name}={seconds * 1000}" for name, seconds in waits.items()]
    return {**network, "options": " ".join(["-c jit=off", "-c max_parallel_workers_per_gather=0", *said])}


# A session's word outlives the transaction. `local` and stricter words are an operator's to say.
DURABLE = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"


def outlive_a_crash(engine: Engine, limits: ConnectionLimits) -> None:
    """What was acknowledged to a phone is on the disk, also where the cluster was set not to wait for that. Behind a
    pgbouncer that gives out other connections nothing can be said of one."""
    if limits.prepare:
        event.listen(engine, "connect", wait_for_the_disk)


def wait_for_the_disk(connection: Any, _record: Any) -> None:
    """From the first transaction on."""
    connection.execute(DURABLE)
    connection.commit()


def try_idle_connections(engine: Engine) -> None:
    """A dead one is replaced before anybody notices."""
    event.listen(engine, "checkin", note_rest)
    event.listen(engine, "checkout", must_answer)


def note_rest(_connection: Any, record: Any) -> None:
    """When it was given back."""
    record.info["rests_since"] = monotonic()


def must_answer(connection: Any, record: Any, _proxy: Any) -> None:
    """DisconnectionError lets the pool make a new one."""
    if monotonic() - record.info.get("rests_since", monotonic()) <= IDLE:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise DisconnectionError from error
