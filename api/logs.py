"""JSON logs, one line an event, with the request id that every problem repeats.

Nothing personal is ever written: no query string, no body, no name, no address; only routes, ids of requests and times.
"""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)

log = logging.getLogger("pulih")


class OneLine(logging.Formatter):
    """A record as one JSON object. Of an exception only its class and the places it passed: messages quote values."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "request_id": REQUEST_ID.get(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= {"error": type(record.exc_info[1]).__name__, "where": places(record.exc_info[1])}
        return json.dumps(line, ensure_ascii=False)


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
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").disabled = True
    for name in ("httpx", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
