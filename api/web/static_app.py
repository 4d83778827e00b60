"""The built phone app, read once at start: what is not in the list is not served, so no path leads outside.

Names with a hash never change and are kept for ever; the page, the worker and the manifest are asked for each time.
The app's own places (`/klien`) get its page: the build lists them in `places.json`, and no other address is the app's.
"""

import gzip
import json
import mimetypes
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from api.problems.tree import NotFound
from api.web.error_handlers import sheet, wrong_method

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
HASHED = re.compile(r"^assets/.+-[A-Za-z0-9_-]{8,}\.\w+$")
PACKED = (".html", ".js", ".mjs", ".css", ".svg", ".json", ".webmanifest", ".wasm", ".txt", ".map")
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".webmanifest": "application/manifest+json"}
TYPES |= {".wasm": "application/wasm", ".woff2": "font/woff2"}


@dataclass(frozen=True)
class Kept:
    """A file in memory, and packed where that helps."""

    body: bytes
    packed: bytes | None
    media: str
    tag: str
    cache: str


def read_files(folder: Path) -> dict[str, Kept]:
    """{path below the folder: file}."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): keep(path, path.relative_to(folder).as_posix()) for path in found}


def keep(path: Path, name: str) -> Kept:
    """Packed once, as small as can be: phones pay for every byte."""
    body = path.read_bytes()
    packed = gzip.compress(body, 9, mtime=0) if path.suffix in PACKED and len(body) > 500 else None
    media = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    tag = f'"{sha256(body).hexdigest()[:20]}"'
    return Kept(body, packed, media, tag, FOR_EVER if HASHED.match(name) else ASK_AGAIN)


class AppFiles:
    """An ASGI app: what is asked for when no route matches."""

    def __init__(self, folder: Path) -> None:
        self.files = read_files(folder)
        listed = self.files.pop("places.json", None)
        self.places = frozenset(json.loads(listed.body)) if listed else frozenset("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        await self.answer(Request(scope))(scope, receive, send)

    def answer(self, request: Request) -> Response:
        """The file, the app's page, or nothing."""
        path = request.url.path
        found = self.files.get("index.html" if path in self.places else path.removeprefix("/"))
        if found is None and path != "/":
            raise NotFound()
        if request.method != "GET":
            return wrong_method({"GET"})
        return served(found, request) if found else not_built()


def served(found: Kept, request: Request) -> Response:
    """304 where the browser has it; packed where it takes that."""
    headers = {"ETag": found.tag, "Cache-Control": found.cache, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    if found.packed and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=found.media)
    return Response(found.body, headers=headers, media_type=found.media)


def not_built() -> Response:
    """The API runs without the app, and says so."""
    words = "<p>Aplikasi HP belum dibangun di server ini. <code>make run</code> membangunnya.</p>"
    return HTMLResponse(sheet("Pulih", f'{words}<p><a href="/docs">API</a></p>'))
