"""uvicorn's HTTP, with an end to what a stranger may keep open: head and body arrive soon, and no head is endless.

Used with any proxy or none; a proxy in front does the same and more. How large a body may be: `incoming_body`.
"""

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

HEAD_LIMIT = 32 * 1024
PATIENCE = 30.0  # seconds, where the app's lifespan says nothing
WHOLE = 10  # times that, and the whole body has come: one byte at a time is no way to send


class HeadTooLarge(Exception):
    """Ends the parsing; the client hears 431."""


class PatientProtocol(HttpToolsProtocol):
    """`app_state["patience"]`: seconds for a head from its first moment, and between two parts of a body."""

    timer: TimerHandle | None = None
    in_head = False
    head_size = 0
    too_large = False
    heard = began = 0.0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        super().connection_made(transport)
        self.expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self.expect_nothing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.in_head:
            self.head_size += len(data)
        super().data_received(data)
        if self.in_head and self.head_size > HEAD_LIMIT and not self.transport.is_closing():
            self.too_large = True
            self.send_400_response("Request head too large.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.expect_head()

    def on_headers_complete(self) -> None:
        self.expect_nothing()
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > HEAD_LIMIT:
            self.too_large = True
            raise HeadTooLarge
        super().on_headers_complete()
        self.expect_body()

    def on_body(self, body: bytes) -> None:
        self.heard = self.loop.time()
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.expect_nothing()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """What could not be parsed; of what was too much the status says so."""
        if not self.too_large:
            super().send_400_response(msg)
            return
        self.transport.write(STATUS_LINE[431] + b"content-length: 0\r\nconnection: close\r\n\r\n")
        self.transport.close()

    @property
    def patience(self) -> float:
        """Seconds."""
        return float(self.app_state.get("patience", PATIENCE))

    def expect_head(self) -> None:
        """From here on there is an end to waiting."""
        if not self.in_head:
            self.expect_nothing()
            self.in_head, self.timer = True, self.loop.call_later(self.patience, self.transport.close)

    def expect_body(self) -> None:
        """Its app hears that nobody is there any more; nothing is answered to half a request."""
        self.heard = self.began = self.loop.time()
        self.timer = self.loop.call_later(self.patience, self.look_at_body)

    def look_at_body(self) -> None:
        """While it is we who read slowly, nobody is late."""
        now, ends = self.loop.time(), self.began + WHOLE * self.patience
        if self.flow.read_paused:
            self.heard = now
        late = min(self.heard + self.patience, ends) - now
        if late <= 0:
            self.transport.close()
        else:
            self.timer = self.loop.call_later(late, self.look_at_body)

    def expect_nothing(self) -> None:
        """The rest is the request's own business."""
        if self.timer is not None:
            self.timer.cancel()
        self.timer, self.in_head, self.head_size = None, False, 0
