"""What a broken rule says to who wrote it: one sentence a code, as data."""

import json
from pathlib import Path

from api.problems.language import LANGUAGE

ROOM = Path(__file__).parent
# Those of supervision stand apart, because a phone carries them only where its person supervises.
FILES = (ROOM / "sentences.json", ROOM / "coaching" / "sentences.json")
SENTENCES: dict[str, dict[str, str]] = {
    code: said for file in FILES for code, said in json.loads(file.read_text("utf-8")).items()
}


def sentence(code: str, **values: object) -> str:
    """In the language of the request, with its values in their places."""
    return SENTENCES[code][LANGUAGE.get()].format_map(values)
