"""Whether a phone holds what the server holds, in 12 bytes a home."""

from hashlib import sha256

MODULUS = 1 << 48


def leaf(record: str, n: int) -> int:
    """The first 6 bytes of SHA-256 over `record:n`."""
    return int.from_bytes(sha256(f"{record}:{n}".encode()).digest()[:6], "big")


def follows_hash(feeds: dict[str, str]) -> str:
    """Hex SHA-256 of the sorted lines `feed home`."""
    return sha256("\n".join(sorted(f"{feed} {home}" for feed, home in feeds.items())).encode()).hexdigest()
