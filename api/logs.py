"""JSON logs, one line an event, with the request id that every problem repeats.

Nothing personal is ever written: no query string, no body, no name, no address; only routes, ids of requests and times.
"""

import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)

log = logging.getLogger("pulih")


class OneLine(logging.Formatter):
    """A record as one JSON object. Of an exception only its class and the places it passed: messages quote values, and
    so do those of libraries, of which the form alone is written where they warn of something."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": event_of(record),
            "request_id": REQUEST_ID.get(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= {"error": type(record.exc_info[1]).__name__, "where": places(record.exc_info[1])}
        return json.dumps(line, ensure_ascii=False)


def event_of(record: logging.LogRecord) -> str:
    """asyncio writes the exception of a forgotten task behind the first line, others put it in by an argument."""
    if record.name == log.name or record.levelno < logging.WARNING:
        return record.getMessage()
    return f"{record.name}: {str(record.msg).partition(chr(10))[0]}"


def places(error: BaseException) -> list[str]:
    """file:line of each frame, innermost last."""
    found, trace = [], error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-12:]


def say(event: str, **facts: Any) -> None:
    """One event with its facts."""
    log.info(event, extra={"facts": facts})


def start_logging() -> None:
    """Everything goes to stderr in one shape; uvicorn's own access log, which quotes query strings, stays off."""
    logging.basicConfig(handlers=[on_stderr()], level=logging.INFO, force=True)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").disabled = True
    for name in ("httpx", "alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.WARNING)
    hear_what_nobody_catches()


def on_stderr() -> logging.Handler:
    """Each line in that shape."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    return handler


@contextmanager
def own_lines() -> Iterator[None]:
    """What a command says in the log meanwhile; Python by itself would print messages, which quote values."""
    log.addHandler(handler := on_stderr())
    try:
        yield
    finally:
        log.removeHandler(handler)


def hear_what_nobody_catches() -> None:
    """Python would print it with its message: warnings, and what ends a thread, a finalizer or the process."""
    warnings.showwarning = tell_warning
    threading.excepthook = lambda fault: tell_fault(fault.exc_value)
    sys.unraisablehook = lambda fault: tell_fault(fault.exc_value)
    sys.excepthook = lambda _kind, error, _trace: tell_fault(error)


def tell_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Its class and its place."""
    where = f"{filename.rpartition('/')[2]}:{lineno}"
    log.warning("warning", extra={"facts": {"warned": category.__name__, "where": where}})


def tell_fault(error: BaseException | None) -> None:
    """Its class and its places."""
    log.error("fault", exc_info=error)
