"""uvicorn's HTTP, with an end to what a stranger may keep open: a request's head arrives soon, and is not endless.

Used with any proxy or none; a proxy in front does the same and more. Bodies are the business of `request_body`.
"""

from asyncio import TimerHandle, Transport
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

HEAD_LIMIT = 32 * 1024
HEAD_TIMEOUT = 30  # seconds, where the app's lifespan says nothing


class HeadTooLarge(Exception):
    """Ends the parsing; the client hears 431."""


class PatientProtocol(HttpToolsProtocol):
    """`app_state["head_timeout"]`: seconds from the first moment to the end of a head."""

    head_timer: TimerHandle | None = None
    head_size = 0
    too_large = False

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        super().connection_made(transport)
        self.expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self.head_arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.head_timer:
            self.head_size += len(data)
        super().data_received(data)
        if self.head_timer and self.head_size > HEAD_LIMIT and not self.transport.is_closing():
            self.too_large = True
            self.send_400_response("Request head too large.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.expect_head()

    def on_headers_complete(self) -> None:
        self.head_arrived()
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > HEAD_LIMIT:
            self.too_large = True
            raise HeadTooLarge
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """What could not be parsed; of what was too much the status says so."""
        if not self.too_large:
            super().send_400_response(msg)
            return
        self.transport.write(STATUS_LINE[431] + b"content-length: 0\r\nconnection: close\r\n\r\n")
        self.transport.close()

    def expect_head(self) -> None:
        """From here on there is an end to waiting."""
        if self.head_timer is None:
            wait: Any = self.app_state.get("head_timeout", HEAD_TIMEOUT)
            self.head_timer = self.loop.call_later(wait, self.transport.close)

    def head_arrived(self) -> None:
        """The rest is the request's own business."""
        if self.head_timer is not None:
            self.head_timer.cancel()
            self.head_timer, self.head_size = None, 0
