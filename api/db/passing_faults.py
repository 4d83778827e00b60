"""Faults of the database that pass, and those that a transaction meets by bad luck alone: that one is done again."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from api.logs import log

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

TRIES = 3
UNLUCKY = ("40001", "40P01")  # serialization, deadlock: a neighbour was served instead
BEHIND = (*UNLUCKY, "23505")  # and what it was to add first was added in between: begun anew it is found
# Classes of SQLSTATE: no connection, no room, an operator or a time-out stepped in, the system failed.
PASSING_CLASSES = ("08", "53", "57", "58")
PASSING = (*UNLUCKY, "55P03", "25P03", "25P04")  # and a lock, an idle or a long transaction
SQLITE_PASSING = {5, 6, 8, 10, 13, 14}  # busy, locked, read-only, input or output, full, cannot be opened


def repeatable(work: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Of what may be done twice and then happened once: it is begun anew where its transaction fell to a neighbour or
    lost its connection, also where nobody knows whether it was committed before that."""

    @wraps(work)
    def begun_anew(*asked: Asked.args, **named: Asked.kwargs) -> Answer:
        for _ in range(TRIES - 1):
            try:
                return work(*asked, **named)
            except DBAPIError as error:
                if not was_unlucky(error):
                    raise
                log.warning("database", exc_info=error)
        return work(*asked, **named)

    return begun_anew


def was_unlucky(error: DBAPIError) -> bool:
    """Who only could not connect was told that nobody is there: she comes again later."""
    return error.connection_invalidated or state_of(error) in BEHIND


def will_pass(error: DBAPIError) -> bool:
    """By what the driver says."""
    state, code = state_of(error), getattr(error.orig, "sqlite_errorcode", None)
    if state:
        return state in PASSING or state[:2] in PASSING_CLASSES
    return code & 0xFF in SQLITE_PASSING if isinstance(code, int) else is_gone(error)


def is_gone(error: DBAPIError) -> bool:
    """Nobody answers at the other end: the driver has no state to tell."""
    lost = isinstance(error, OperationalError | InterfaceError) and not state_of(error)
    return error.connection_invalidated or lost


def state_of(error: DBAPIError) -> str:
    """Its SQLSTATE; empty where the driver has none."""
    return getattr(error.orig, "sqlstate", None) or ""
