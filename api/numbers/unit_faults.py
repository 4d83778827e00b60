"""A unit that cannot be counted stops the night for no other: the fault is told, and what stood of the unit stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import clear_frames

from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from api.logs import log


class UnitFaults(dict[str, str]):
    """{unit: the class of its fault} of those that could not be counted."""

    def note(self, unit: str, error: Exception) -> None:
        """In the log too, with the places that it passed."""
        log.error("unit not counted", exc_info=error, extra={"facts": {"unit": unit}})
        # Rows that were half read would keep the connection at this moment, whoever else still holds the error.
        clear_frames(error.__traceback__)
        self[unit] = type(error).__name__


@contextmanager
def counted_apart(unit: str, faults: UnitFaults | None) -> Iterator[None]:
    """What goes wrong inside is this unit's alone, so a whole transaction belongs inside. None: it ends everything, as
    where somebody waits for the answer."""
    try:
        yield
    except Exception as error:
        if faults is None or not is_of_unit(error):
            raise
        faults.note(unit, error)


def is_of_unit(error: Exception) -> bool:
    """Of what lies in it. A database that is away or of another release, and a machine without room, count nobody."""
    return isinstance(error, DataError | IntegrityError) or not isinstance(
        error, SQLAlchemyError | OSError | MemoryError
    )
