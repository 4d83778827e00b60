"""What free text may look like that belongs in no record: questions the phone asks before it saves, never a refusal.

A phone number or an address in a note may be meant (that of an office), so it is asked; only an alias refuses a NIK.
Patterns both languages read alike, without flags.
"""

import re
from collections.abc import Iterator

from api.records.rule import Names, Rule
from api.records.rules import Unlike

NIK = r"([0-9][ .-]?){16}"
MOBILE = r"(\+?62[ .-]?|0)8[1-9]([ .-]?[0-9]){6,10}"
LANDLINE = r"\(?0[2-7][0-9]{1,2}\)?[ .-]?[0-9]{6,8}"
STREET = r"(^|[^A-Za-z])([Jj][Ll][Nn]?\.? *[A-Za-z0-9]|([Jj]alan|[Gg]ang|[Gg]g\.?) +[A-Z0-9])"
HOUSE = r"(^|[^A-Za-z])([Rr][TtWw]\.? ?[0-9]|[Nn]o\. ?[0-9])"
QUESTIONS = (
    ("text_has_nik", NIK),
    ("text_has_phone", f"(^|[^0-9+])({MOBILE}|{LANDLINE})([^0-9]|$)"),
    ("text_has_address", f"{STREET}|{HOUSE}"),
)


def looks_personal(text: str) -> bool:
    """Where nobody can be asked, what looks like it is refused."""
    return any(re.search(pattern, text, re.ASCII) for _, pattern in QUESTIONS)


def personal_data_asked(texts: Names) -> Iterator[Rule]:
    """Of all free texts of a kind."""
    yield from (Unlike(code=code, fields=texts, pattern=pattern, soft=True) for code, pattern in QUESTIONS if texts)
