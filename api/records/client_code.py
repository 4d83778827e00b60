"""The code on a client's card: six Crockford symbols and a check symbol (ISO 7064 MOD 37,36). A help for people."""

import re

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHAPE = re.compile(f"[{CROCKFORD}]{{6}}[{SYMBOLS}]")


def check_symbol(symbols: str) -> str:
    """The check symbol of ISO 7064 MOD 37,36 for some of 0-9A-Z. Catches every single slip and swap of neighbours."""
    product = 36
    for symbol in symbols:
        total = (product + SYMBOLS.index(symbol)) % 36 or 36
        product = total * 2 % 37
    return SYMBOLS[(37 - product) % 36]


def is_code(text: str) -> bool:
    """Whether it has the shape, and its check symbol fits."""
    return SHAPE.fullmatch(text) is not None and check_symbol(text[:6]) == text[6]
