"""What a phone loads before it shows its first page."""

import gzip
import re
from pathlib import Path

from tests.engines import HOUSE

DIST = HOUSE / "pwa/dist"


def first_screen() -> str:
    """index.html with the scripts and styles it names, zipped, if the app is built."""
    index = DIST / "index.html"
    if not index.exists():
        return "\nfirst screen: the app is not built"
    named = re.findall(r"(?:src|href)=\"/?([^\"]+\.(?:js|css))\"", index.read_text())
    files = [index, *(DIST / name for name in named)]
    everything = [file for file in DIST.rglob("*") if file.suffix in (".html", ".js", ".css", ".wasm", ".svg")]
    return f"\nfirst screen {zipped(files):,.0f} KB, whole app {zipped(everything):,.0f} KB (gzip)"


def zipped(files: list[Path]) -> float:
    """In KB."""
    return sum(len(gzip.compress(file.read_bytes())) for file in files) / 1000
