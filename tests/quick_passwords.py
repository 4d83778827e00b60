"""Passwords in tests are hashed in a thousandth of the work: one of production costs 0.1 s of a processor, by design.

What production hashes by is held in tests/test_auth_office.py; a server of its own process hashes by that anyway.
"""

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from api.identity import passwords

PRODUCTION, PRODUCTION_NOBODY = passwords.hashing, passwords.NOBODY
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))


def hash_quickly() -> None:
    """From now on, in this process."""
    passwords.hashing, passwords.NOBODY = QUICK, QUICK.hash("nobody has this password")
