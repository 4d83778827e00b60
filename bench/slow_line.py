"""A mobile line between browser and server: so many bits a second each way for all that goes over it, and a delay.

A relay and not the browser's own emulation, because what a service worker fetches goes over a phone's line too.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

BIT_RATE, DELAY = 64_000, 1.0  # bits a second each way; seconds there and back
PIECE = 256  # bytes: small enough that several requests share the line


class Direction:
    """One way over the line; pieces follow one another, whichever connection they belong to."""

    def __init__(self) -> None:
        self.free_at = 0.0

    async def carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """Until the source ends."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        delivering = asyncio.create_task(deliver(under_way, target))
        clock = asyncio.get_running_loop()
        while piece := await source.read(PIECE):
            self.free_at = max(self.free_at, clock.time()) + len(piece) * 8 / BIT_RATE
            under_way.put_nowait((self.free_at + DELAY / 2, piece))
            await asyncio.sleep(self.free_at - clock.time())
        under_way.put_nowait((clock.time() + DELAY / 2, b""))
        await delivering


async def deliver(under_way: asyncio.Queue[tuple[float, bytes]], target: asyncio.StreamWriter) -> None:
    """Each piece when it has come all the way."""
    while True:
        at, piece = await under_way.get()
        await asyncio.sleep(at - asyncio.get_running_loop().time())
        if not piece:
            return target.close()
        target.write(piece)


@contextmanager
def slow_line(port: int, to: int) -> Iterator[None]:
    """127.0.0.1:`port` leads to 127.0.0.1:`to`, slowly."""
    up, stop = Event(), Event()
    thread = Thread(target=lambda: asyncio.run(relay(port, to, up, stop)), daemon=True)
    thread.start()
    up.wait()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)


async def relay(port: int, to: int, up: Event, stop: Event) -> None:
    """Until it is told to stop."""
    there, back = Direction(), Direction()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.CancelledError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", to)
            await asyncio.gather(there.carry(reader, far_writer), back.carry(far_reader, writer))

    async with await asyncio.start_server(connect, "127.0.0.1", port):
        up.set()
        await asyncio.to_thread(stop.wait)
