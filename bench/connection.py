"""HTTP/1.1 on a plain socket. A request is bytes made beforehand: the client's share of a figure stays small."""

import socket
from typing import NamedTuple

LARGE = 1 << 18


class Answer(NamedTuple):
    """`body` as it came, packed where it was asked for packed."""

    status: int
    body: bytes


class Connection:
    """Kept open between requests, and opened anew where the server has closed it meanwhile."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def ask(self, request: bytes) -> Answer:
        """One request and its whole answer."""
        if self.socket:
            try:
                return self._exchange(self.socket, request)
            except (ConnectionError, EOFError):
                self.close()
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=600)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._exchange(self.socket, request)

    def close(self) -> None:
        """Hangs up."""
        if self.socket:
            self.socket.close()
        self.socket = None

    def _exchange(self, line: socket.socket, request: bytes) -> Answer:
        line.sendall(request)
        came = bytearray()
        while (end := came.find(b"\r\n\r\n")) < 0:
            came += received(line)
        head, body = bytes(came[:end]).lower(), came[end + 4 :]
        if b"transfer-encoding: chunked" in head:
            return Answer(int(head[9:12]), unchunked(line, body))
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        while len(body) < length:
            body += received(line)
        return Answer(int(head[9:12]), bytes(body))


def received(line: socket.socket) -> bytes:
    """What has come; EOFError where the server hung up."""
    part = line.recv(LARGE)
    if not part:
        raise EOFError("the server closed the connection")
    return part


def unchunked(line: socket.socket, came: bytearray) -> bytes:
    """A streamed body (RFC 9112, 7.1)."""
    body = bytearray()
    while True:
        while (end := came.find(b"\r\n")) < 0:
            came += received(line)
        size = int(came[:end], 16)
        while len(came) < end + size + 4:
            came += received(line)
        if not size:
            return bytes(body)
        body += came[end + 2 : end + 2 + size]
        came = came[end + size + 4 :]


def request(method: str, path: str, token: str = "", body: bytes = b"", **more: str) -> bytes:
    """`more`: headers, with underscores for dashes."""
    headers = {"Host": "localhost", "Accept-Encoding": "identity", "Content-Length": str(len(body))}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    headers |= {"Content-Type": "application/json"} if body else {}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body
