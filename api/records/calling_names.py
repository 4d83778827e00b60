"""Whether a text calls somebody by alias or code. Pure; `pwa/src/forms/calling_names.ts` is the same.

Case, spaces and punctuation do not matter, whole words do: "Mas Wahyu" stands in "mas-wahyu datang", not in
"mas wahyudi". Both read `tests/vectors/calling_names.json`.
"""

import re
from collections.abc import Iterable
from unicodedata import normalize

LEAST = 3
"""A shorter alias is a word of every sentence."""
MOST_WORDS, MOST_SYMBOLS = 8, 40
BETWEEN = re.compile(r"[\W_]+")


def words_of(text: str) -> list[str]:
    """Letters and digits alone, in lower case."""
    return [word for word in BETWEEN.split(normalize("NFKC", text).lower()) if word]


def said_in(text: str) -> set[str]:
    """All that is written there in one to eight words after each other, run together."""
    words = words_of(text)
    runs = (
        "".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, start + MOST_WORDS + 1)
    )
    return {run for run in runs if len(run) <= MOST_SYMBOLS}


def calls_one(text: str, names: Iterable[str]) -> bool:
    """One of these aliases or codes stands in the text."""
    said = said_in(text)
    called = ("".join(words_of(name)) for name in names)
    return any(len(name) >= LEAST and name in said for name in called)
