"""The number on a study member's card: nine Crockford symbols by chance and a check symbol, so that a slip is noticed.

It names nobody. She alone has it, so that what she answers later finds what she answered first.
"""

from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from api.identity.enrolment_codes import SYMBOLS, plain
from api.records.client_code import check_symbol

LENGTH = 10


class MemberKey(NamedTuple):
    """`number`: as it was typed from her card."""

    study: str
    number: str


def is_number(typed: str) -> bool:
    """Whether it can be one; case, spaces and hyphens do not count."""
    number = plain(typed)
    return len(number) == LENGTH and set(number) <= set(SYMBOLS) and check_symbol(number[:-1]) == number[-1]


def member_of(study: str, typed: str) -> str:
    """As it is kept: who has the database alone reads no card from it. Without a key of the server's, since that may be
    changed within a study, and nobody's answers would find each other any more."""
    return str(UUID(hex=sha256(f"{study} {plain(typed)}".encode()).hexdigest()[:32], version=4))
