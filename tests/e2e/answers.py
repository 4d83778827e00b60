"""A small server that packs its answers as ours does not: only by it do Brotli's bytes come into a browser's cache."""

import gzip
import subprocess
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.e2e.packings import NODE

PACKED_BY_NODE = "process.stdout.write(require('zlib').{}(require('fs').readFileSync(0)))"


def by_node(how: str) -> Callable[[bytes], bytes]:
    """One of Node's compressions."""
    command = [str(NODE), "-e", PACKED_BY_NODE.format(how)]
    return lambda body: subprocess.run(command, input=body, capture_output=True, check=True).stdout


# By their names in Content-Encoding.
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": by_node("brotliCompressSync"),
    "zstd": by_node("zstdCompressSync"),
}


@contextmanager
def packed_answers(text: str) -> Iterator[str]:
    """Its origin: a page at `/`, and at `/br` the text in that packing, to be kept an hour."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            packing = self.path.removeprefix("/")
            pack = PACKINGS.get(packing)
            body = pack(text.encode()) if pack else b"<!doctype html><title>-</title>"
            self.send_response(200)
            self.send_header("Content-Type", "text/plain" if pack else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=3600" if pack else "no-store")
            if pack:
                self.send_header("Content-Encoding", packing)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
