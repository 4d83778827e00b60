"""The app's door, without a socket: httpx on one side, ASGI on the other, a thread with an event loop between them."""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal


class Door(httpx.BaseTransport):
    """A synchronous transport into an ASGI app; requests of several threads run side by side."""

    def __init__(self, app: Any, address: str) -> None:
        self.app = httpx.ASGITransport(app, raise_app_exceptions=True, client=(address, 50000))
        self._opened: AbstractContextManager[BlockingPortal] = start_blocking_portal()
        self.portal = self._opened.__enter__()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The whole answer, as the wire would have it."""
        request.read()
        return self.portal.call(self._ask, request)

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        again = httpx.Request(request.method, request.url, headers=request.headers, content=request.content)
        answer = await self.app.handle_async_request(again)
        assert isinstance(answer.stream, httpx.AsyncByteStream)
        body = b"".join([part async for part in answer.stream])
        return httpx.Response(answer.status_code, headers=answer.headers, content=body)

    def close(self) -> None:
        """Ends the thread."""
        self.__exit__()

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self._opened.__exit__(kind, error, trace)


def client(app: Any, origin: str, address: str = "127.0.0.1") -> httpx.Client:
    """An httpx client whose every request enters this app, from this address."""
    return httpx.Client(transport=Door(app, address), base_url=origin)
