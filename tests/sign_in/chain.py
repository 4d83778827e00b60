"""What a phone's sign-in must be answered, written from the protocol and knowing nothing of the server's code.

Times are seconds from when the history began, by the server's clock.
"""

from dataclasses import dataclass

DAY = 86400
NONCE_LIVES, CLOCKS_DIFFER, TOKEN_LIVES, ENROLMENT_LIVES = 300, 60, 600, 400 * DAY

Link = tuple[int, str]


@dataclass
class GivenNonce:
    """`keyed`: by which of the server's keys, as counted; -1: by none."""

    text: str
    at: int
    keyed: int = 0
    spent: bool = False

    def is_good(self, now: int, keyed: int) -> bool:
        """Once, for five minutes; one of the future is of a clock since put right."""
        return not self.spent and self.keyed == keyed and -CLOCKS_DIFFER <= now - self.at <= NONCE_LIVES


@dataclass
class ChainModel:
    """`links`: every sign-in taken, the last one last; it begins with the mark sent at enrolment. `healing`: a restore
    came after the last."""

    links: list[Link]
    ends: int
    standing: str = "active"
    counts: bool = True
    healing: bool = False

    def meet(self, link: Link, before: str, nonce: GivenNonce, now: int, keyed: int) -> tuple[int, str]:
        """(status, standing told), and where the chain stands then."""
        if self.standing != "active":
            return 403, self.standing
        if not self.counts or self.ends <= now or not nonce.is_good(now, keyed):
            return 401, ""
        nonce.spent = True
        follows = (link[0], before) == (self.links[-1][0] + 1, self.links[-1][1])
        if follows or (self.healing and link[0] > self.links[-1][0] and link not in self.links):
            self.links.append(link)
        elif link[0] > self.links[-1][0] + 1 and before not in {mark for _, mark in self.links}:
            self.links.append((self.links[-1][0], ""))
            return 409, ""
        elif link in self.links[:-1]:
            return 401, ""
        elif link != self.links[-1]:
            self.standing = "locked"
            return 403, "locked"
        self.healing, self.ends = False, max(self.ends, now + ENROLMENT_LIVES)
        return 200, "active"

    def lock(self, standing: str) -> None:
        """By the office: what is to be wiped stays so."""
        self.standing = "wipe" if self.standing == "wipe" else standing

    def restore(self, lost: int, told: bool = True) -> None:
        """The server forgot the last sign-ins, and was told that it may have."""
        del self.links[max(1, len(self.links) - lost) :]
        self.healing |= told

    def may_enter(self, given: int, now: int) -> int:
        """What a token of this phone, given then, is answered now."""
        if not self.counts or not -CLOCKS_DIFFER <= now - given < TOKEN_LIVES:
            return 401
        return 403 if self.standing != "active" else 401 if self.ends <= now else 200
