"""Passwords of offices: Argon2id, and the same work for people who do not exist."""

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

LEAST = 12
hashing = PasswordHash((Argon2Hasher(),))
# Of 256 random bits that nobody kept. Made anew at each start it cost every server and every command 0.2 s.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$z9axafF+1SZbWHO/HJeaVQ$2S8QaLQ9DPdLARzKqIxmeg8DQLZcWfNi30RW4MLmAf4"


def hash_password(password: str) -> str:
    """Argon2id with its salt and parameters."""
    return hashing.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether it opens this account; an account without one costs the same time and never opens."""
    right = hashing.verify(password, kept or NOBODY)
    return right and kept is not None
