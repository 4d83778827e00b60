"""The built phone app, read once at start: what is not in the list is not served, so no path leads outside.

The build packs each file once, as `FILE.br` and `FILE.gz`: phones pay for every byte, and nobody packs while they wait.
Names with a hash never change and are kept for ever; the page, the worker and the manifest are asked for each time.
The app's own places (`/klien`) get its page: the build lists them in `places.json` as {place: page}, since visitors
without an account have a page of their own, and no other address is the app's.
"""

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
PACKINGS = {"br": ".br", "gzip": ".gz"}  # the best first
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".webmanifest": "application/manifest+json"}
TYPES |= {".wasm": "application/wasm", ".woff2": "font/woff2"}


@dataclass(frozen=True)
class StaticFile:
    """A file in memory; `packed`: by encoding, where the build packed it."""

    body: bytes
    packed: dict[str, bytes]
    media: str
    tag: str
    cache: str


def read_files(folder: Path) -> dict[str, StaticFile]:
    """{path below the folder: file}."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    endings = tuple(PACKINGS.values())
    return {name: read_file(path, name) for name, path in found.items() if not name.endswith(endings)}


def read_file(path: Path, name: str) -> StaticFile:
    """With what lies packed beside it."""
    body = path.read_bytes()
    beside = {encoding: Path(f"{path}{ending}") for encoding, ending in PACKINGS.items()}
    packed = {encoding: file.read_bytes() for encoding, file in beside.items() if file.is_file()}
    media = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    tag = f'"{sha256(body).hexdigest()[:20]}"'
    return StaticFile(body, packed, media, tag, FOR_EVER if HASHED.match(name) else ASK_AGAIN)


class AppFiles:
    """An ASGI app: what is asked for when no route matches."""

    def __init__(self, folder: Path) -> None:
        self.files = read_files(folder)
        listed = self.files.pop("places.json", None)
        self.places: dict[str, str] = json.loads(listed.body) if listed else {"/": "index.html"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        await self.answer(Request(scope))(scope, receive, send)

    def answer(self, request: Request) -> Response:
        """The file, the app's page, or nothing."""
        path = request.url.path
        found = self.files.get(self.places.get(path, path.removeprefix("/")))
        if found is None and path != "/":
            raise NotFound()
        if request.method != "GET":
            return wrong_method({"GET"})
        return served(found, request) if found else not_built()


def served(found: StaticFile, request: Request) -> Response:
    """304 where the browser has it; packed in the best way that it takes."""
    headers = {"ETag": found.tag, "Cache-Control": found.cache, "Vary": "Accept-Encoding"}
    if found.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    taken = encodings(request.headers.get("accept-encoding", ""))
    best = next((encoding for encoding in PACKINGS if encoding in found.packed and encoding in taken), None)
    if best is None:
        return Response(found.body, headers=headers, media_type=found.media)
    return Response(found.packed[best], headers={**headers, "Content-Encoding": best}, media_type=found.media)


def encodings(accepted: str) -> set[str]:
    """Those with a weight above nothing."""
    said = (part.partition(";") for part in accepted.lower().replace(" ", "").split(","))
    return {name for name, _, weight in said if not re.fullmatch(r"q=0(\.0*)?", weight)}


def not_built() -> Response:
    """The API runs without the app, and says so."""
    words = "<p>Aplikasi HP belum dibangun di server ini. <code>make run</code> membangunnya.</p>"
    return HTMLResponse(sheet("Pulih", f'{words}<p><a href="/docs">API</a></p>'))
