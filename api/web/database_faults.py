"""What a fault of the database means to who asked: worth another try, or ours to mend."""

from sqlalchemy.exc import DBAPIError, TimeoutError

from api.db.passing_faults import is_gone, will_pass
from api.problems.tree import Busy, Problem, Unforeseen


def told_as(error: Exception) -> Problem:
    """A database that is busy, gone, full or at odds with a neighbour is worth another try; anything else is ours."""
    if isinstance(error, TimeoutError):
        return Busy(retry_after=2)
    if isinstance(error, DBAPIError) and will_pass(error):
        return Busy(retry_after=5 if is_gone(error) else 1)
    return Unforeseen()
