"""A line between an app and its server that can be as bad as a test wants: one connection for each request.

fine ── lose, hold ──▶ the server does what is asked, and its answer comes never, or not yet
   ├─── say ──────────▶ somebody between answers in the server's stead
   ├─── life, pace ───▶ each connection dies after so many bytes; so many bytes a second, after a delay
   └─── down ─────────▶ nobody answers
"""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from typing import NamedTuple

PIECE = 1024


class Answer(NamedTuple):
    """What somebody between says; `headers` as lines."""

    status: str
    body: str
    headers: tuple[str, ...] = ("Content-Type: text/html",)

    def raw(self) -> bytes:
        """As it travels."""
        body = self.body.encode()
        head = [f"HTTP/1.1 {self.status}", *self.headers, f"Content-Length: {len(body)}", "Connection: close"]
        return "\r\n".join(head).encode() + b"\r\n\r\n" + body


class Line(ThreadingTCPServer):
    """`url` is where the app is opened. Whatever is set holds for the requests that come after it."""

    daemon_threads, allow_reuse_address, request_queue_size = True, True, 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Passage)
        self.server_port = 0
        self.fine()

    def fine(self) -> None:
        """As a good line is. What was held is lost."""
        self.down, self.life, self.pace, self.delay = False, 0, 0, 0.0
        self.said: Answer | None = None
        self.only = ""
        self.lost = self.held = ""
        self.reached, self.goes_on = Event(), Event()

    @property
    def url(self) -> str:
        """Its origin."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def lose(self, path: str) -> None:
        """The next answer of this path is lost, after the server did what was asked."""
        self.lost, self.reached = path, Event()

    def hold(self, path: str) -> None:
        """Answers of this path do not come until `let_go`, never after `fine`; `happened` waits for the first."""
        self.held, self.reached, self.goes_on = path, Event(), Event()

    def let_go(self) -> None:
        """What was held comes, and nothing more is."""
        self.held = ""
        self.goes_on.set()

    def happened(self) -> None:
        """Something was asked: the server did it and nobody knows, or somebody else answered."""
        assert self.reached.wait(60), "nothing was asked"

    def say(self, answer: Answer, only: str = "") -> None:
        """To everything, or to paths that begin so."""
        self.said, self.only, self.reached = answer, only, Event()


@contextmanager
def opened_line() -> Iterator[Line]:
    """Open until the end."""
    with Line() as line:
        Thread(target=line.serve_forever, args=(0.05,), daemon=True).start()
        yield line
        line.shutdown()


class Passage(BaseRequestHandler):
    """One request and its answer."""

    server: Line

    def handle(self) -> None:
        """A line that breaks is no fault."""
        with suppress(OSError):
            self.pass_on()

    def pass_on(self) -> None:
        """There and back."""
        line, asked = self.server, self.read_request()
        path = asked.split(b" ", 2)[1].decode() if asked else ""
        if not asked or line.down:
            return
        if line.said and path.startswith(line.only):
            self.request.sendall(line.said.raw())
            line.reached.set()
            return
        left = line.life or None
        answer = ask(line.server_port, asked[:left], whole=left is None or len(asked) <= left)
        time.sleep(line.delay)
        if line.held and path.startswith(line.held):
            goes_on = line.goes_on
            line.reached.set()
            goes_on.wait(120)
        elif line.lost and path.startswith(line.lost):
            line.lost = ""
            line.reached.set()
            return
        self.deliver(answer if left is None else answer[: max(0, left - len(asked))])

    def deliver(self, answer: bytes) -> None:
        """Piece by piece where the line is slow."""
        pace = self.server.pace
        for at in range(0, len(answer), PIECE if pace else len(answer) or 1):
            piece = answer[at : at + PIECE] if pace else answer
            self.request.sendall(piece)
            time.sleep(len(piece) / pace if pace else 0)

    def read_request(self) -> bytes:
        """Head and body; the server is told that nothing follows."""
        read = b""
        while b"\r\n\r\n" not in read:
            more = self.request.recv(65536)
            if not more:
                return b""
            read += more
        head, _, body = read.partition(b"\r\n\r\n")
        lines = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"connection:")]
        sizes = [int(one.partition(b":")[2]) for one in lines if one.lower().startswith(b"content-length:")]
        while len(body) < sum(sizes):
            body += self.request.recv(65536)
        return b"\r\n".join([*lines, b"Connection: close", b"", b""]) + body


def ask(port: int, asked: bytes, *, whole: bool) -> bytes:
    """The whole answer; to a request that was cut, none."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as upstream:
        upstream.sendall(asked)
        while whole and (more := upstream.recv(65536)):
            answer += more
    return answer
