"""What a fault of the database means to who asked: worth another try, or ours to mend."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError

from api.problems.tree import Busy, Problem, Unforeseen

# Classes of SQLSTATE: no connection, no room, an operator or a time-out stepped in, the system failed.
PASSING_CLASSES = ("08", "53", "57", "58")
PASSING = ("40001", "40P01", "55P03", "25P03", "25P04")  # serialization, deadlock, lock, idle or long transaction
SQLITE_PASSING = {5, 6, 8, 10, 13, 14}  # busy, locked, read-only, input or output, full, cannot be opened


def told_as(error: Exception) -> Problem:
    """A database that is busy, gone, full or at odds with a neighbour is worth another try; anything else is ours."""
    if isinstance(error, TimeoutError):
        return Busy(retry_after=2)
    if isinstance(error, DBAPIError) and will_pass(error):
        return Busy(retry_after=5 if is_gone(error) else 1)
    return Unforeseen()


def will_pass(error: DBAPIError) -> bool:
    """By what the driver says."""
    state = getattr(error.orig, "sqlstate", None) or ""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if state:
        return state in PASSING or state[:2] in PASSING_CLASSES
    return code & 0xFF in SQLITE_PASSING if isinstance(code, int) else is_gone(error)


def is_gone(error: DBAPIError) -> bool:
    """Nobody answers at the other end: the driver has no state to tell."""
    lost = isinstance(error, OperationalError | InterfaceError) and not getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or lost
