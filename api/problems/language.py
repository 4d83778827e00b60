"""The sentence of a code, in the language a request asks for: Indonesian, or English where that is preferred.

`sentences/*.json` hold the same codes with the same parameters in each language.
"""

import json
import re
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Literal, get_args

Language = Literal["id", "en"]
LANGUAGE: ContextVar[Language] = ContextVar("language", default="id")

HERE = Path(__file__).parent / "sentences"
KNOWN: dict[str, Language] = {**{name: name for name in get_args(Language)}, "in": "id"}  # ISO once said `in`
TEXTS: dict[Language, dict[str, dict[str, str]]] = {
    name: json.loads((HERE / f"{name}.json").read_text("utf-8")) for name in get_args(Language)
}
CODES = frozenset(TEXTS["id"]["sentences"])
ASKED = re.compile(r"([A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*(?:,|$)")


def preferred(accept_language: str) -> Language:
    """Of `Accept-Language`: the known one with the greatest weight, the earlier of two; Indonesian where none is."""
    weights = [(KNOWN[tag.lower()], float(q or 1)) for tag, q in ASKED.findall(accept_language) if tag.lower() in KNOWN]
    return max(weights, key=lambda one: one[1])[0] if any(weight for _, weight in weights) else "id"


def sentence(code: str, **values: Any) -> str:
    """What a person reads of this code."""
    return TEXTS[LANGUAGE.get()]["sentences"][code].format_map(values)


def title(code: str) -> str:
    """Of a kind of problem."""
    return TEXTS[LANGUAGE.get()]["titles"][code]
