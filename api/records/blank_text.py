"""A text of which nobody sees anything counts as not given: a space, a joiner, a filler. Pure.

The phone reads the same file (`blank_text.json`); both read `tests/vectors/blank_texts.json`.
"""

import json
import re
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

BLANK: str = json.loads((Path(__file__).parent / "blank_text.json").read_text())["pattern"]
PATTERN = re.compile(BLANK, re.ASCII)


def is_blank(value: Any) -> bool:
    """Of an empty text too; what is no text is none."""
    return isinstance(value, str) and (not value or PATTERN.fullmatch(value) is not None)


def shown_text(value: str) -> str:
    """As it was typed, for a text that has to be given."""
    if is_blank(value):
        raise PydanticCustomError("string_too_short", "text-empty", {"min_length": 1})
    return value
