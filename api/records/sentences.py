"""What a broken rule says to who wrote it: one sentence a code, as data."""

import json
from pathlib import Path

from api.problems.language import LANGUAGE

SENTENCES: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("sentences.json").read_text("utf-8"))


def sentence(code: str, **values: object) -> str:
    """In the language of the request, with its values in their places."""
    return SENTENCES[code][LANGUAGE.get()].format_map(values)
