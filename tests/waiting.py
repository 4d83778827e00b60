"""A state is waited for, and what never comes is said in words."""

from collections.abc import Callable
from threading import Event

TRIES, BETWEEN = 6000, 0.02  # two minutes where looking takes no time: far longer than anything here needs


def until(done: Callable[[], bool], never: str) -> None:
    """AssertionError with `never` where it does not come."""
    for _ in range(TRIES):
        if done():
            return
        Event().wait(BETWEEN)
    raise AssertionError(never)
