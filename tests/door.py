"""The app's door, without a socket: httpx on one side, ASGI on the other, a thread with an event loop between them."""

import asyncio
from concurrent.futures import Future
from functools import lru_cache
from threading import Thread
from types import TracebackType
from typing import Any

import httpx


class Door(httpx.BaseTransport):
    """A synchronous transport into an ASGI app; requests of several threads run side by side. What the app raises, the
    caller meets. (httpx's own looks for a library that is not there, at each request for a millisecond; and a portal of
    anyio's goes to the loop and back twice.)"""

    def __init__(self, app: Any, address: str) -> None:
        self.app, self.address = app, address
        opened: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
        self.thread = Thread(target=lambda: asyncio.run(until_closed(opened)), daemon=True)
        self.thread.start()
        self.loop, self.closed = opened.result()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The whole answer, as the wire would have it."""
        request.read()
        return asyncio.run_coroutine_threadsafe(self._ask(request), self.loop).result()

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        asked = [(b"", False), (request.content, True)]
        told: list[Any] = []
        answered = asyncio.Event()

        async def receive() -> Any:
            if asked:
                body, more = asked.pop()
                return {"type": "http.request", "body": body, "more_body": more}
            await answered.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            assert not answered.is_set()
            told.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                answered.set()

        await self.app(self._scope(request), receive, send)
        assert answered.is_set()
        start, *parts = told
        body = b"" if request.method == "HEAD" else b"".join(part.get("body", b"") for part in parts)
        return httpx.Response(start["status"], headers=start["headers"], content=body)

    def _scope(self, request: httpx.Request) -> dict[str, Any]:
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "scheme": request.url.scheme,
            "path": request.url.path,
            "raw_path": request.url.raw_path.partition(b"?")[0],
            "query_string": request.url.query,
            "server": (request.url.host, request.url.port),
            "client": (self.address, 50000),
            "root_path": "",
        }

    def close(self) -> None:
        """Ends the thread."""
        if self.thread.is_alive():
            self.loop.call_soon_threadsafe(self.closed.set)
            self.thread.join()

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self.close()


async def until_closed(opened: "Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]") -> None:
    """The task that all others last for: anyio's threads end with it."""
    closed = asyncio.Event()
    opened.set_result((asyncio.get_running_loop(), closed))
    await closed.wait()


class DoorClient(httpx.Client):
    """Whose every request enters one app, and at once: no cookie is kept, no redirect followed. (Looking for cookies in
    an answer and working out an address cost httpx as much as all the rest.)"""

    def __init__(self, door: Door, origin: str) -> None:
        super().__init__(transport=door, base_url=origin)
        self.origin = origin.rstrip("/")

    def build_request(self, method: str, url: Any, *, headers: Any = None, **body: Any) -> httpx.Request:
        """At this origin, unless the address names another."""
        meant = {name: body.get(name) for name in ("params", "content", "data", "files", "json")}
        said = self.headers.copy()
        said.update(headers)
        return httpx.Request(method, parsed_url(self.origin + url if url[0] == "/" else url), headers=said, **meant)

    def send(self, request: httpx.Request, **_: Any) -> httpx.Response:
        """Whole."""
        response = self._transport.handle_request(request)  # which is another's once a server has died
        response.request = request
        return response


# Tests ask the same few again and again.
parsed_url = lru_cache(1000)(httpx.URL)


def client(app: Any, origin: str, address: str = "127.0.0.1") -> DoorClient:
    """An httpx client whose every request enters this app, from this address."""
    return DoorClient(Door(app, address), origin)
