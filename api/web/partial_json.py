"""Reads a body whose one bad change keeps a parser from reading any: the members and elements apart.

Only reached when the one pass failed. It walks brackets and strings without recursion, so depth cannot hurt it, and
looks at each byte a fixed number of times, so length cannot either: a text that is never closed ends the walk.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import orjson

# Nothing of a text is given back and tried again; one that is never closed leaves no bracket behind it to close.
TOKEN = re.compile(rb'(?P<text>"(?:[^"\\]++|\\.)*+"?)|(?P<opens>[\[{])|(?P<closes>[\]}])|(?P<comma>,)', re.DOTALL)
STEPS: dict[str | None, int] = {"text": 0, "opens": 1, "closes": -1, "comma": 0}
LISTS = (b'"changes"', b'"found"')


class Unreadable:
    """Stands where an element could not be read at all."""


def read_apart(raw: bytes) -> dict[str, Any]:
    """The envelope, with each change as far as it can be read. ValueError where the envelope itself is broken."""
    members: dict[str, Any] = {}
    for part in parts(raw, b"{", b"}"):
        name, _, value = part.partition(b":")
        name, value = name.strip(), value.strip()
        whole = name in LISTS and value[:1] == b"["
        members[orjson.loads(name)] = [element(e) for e in parts(value, b"[", b"]")] if whole else orjson.loads(value)
    return members


def element(raw: bytes) -> Any:
    """One change: read strictly, else leniently (so that a fault can be pointed at), else not at all."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return Unreadable()


def parts(raw: bytes, opening: bytes, closing: bytes) -> Iterator[bytes]:
    """What stands between the outermost brackets, cut at their commas."""
    raw = raw.strip()
    if raw[:1] != opening or raw[-1:] != closing:
        raise ValueError("not one whole value")
    depth, start, end = 0, 1, len(raw)
    for token in TOKEN.finditer(raw):
        depth += STEPS[token.lastgroup]
        if depth > 1 or token.lastgroup == "text":
            continue
        if depth == 0 and token.end() != end:
            raise ValueError("something follows")
        if (depth == 1 and token.lastgroup == "comma") or depth == 0:
            if raw[start : token.start()].strip():
                yield raw[start : token.start()]
            start = token.end()
    if depth != 0:
        raise ValueError("half a value")
