"""Defects of signing in, each with the told history by which the model notices it."""

from typing import Any

from tests.planted import PlantedDefect

JUDGE, TAKE = "api.identity.assertions:judge", "api.identity.assertions:take"
SPEND, ADVANCE = "api.identity.nonces:spend_nonce", "api.identity.sign_in:advance"
ENTER = "api.identity.actors:judged"
ENROLMENTS = "api.identity.enrolments"
ASK, LOST = ("ask", 0, False), ("ask", 0, True)
TOLD: dict[str, list[tuple[Any, ...]]] = {
    "an answer is lost and it asks again": [LOST, ASK, ASK],
    "what was stuck comes twice": [("get_stuck", 0), ("arrive", 0), ("arrive", 0)],
    "what was stuck comes too late": [("get_stuck", 0), ("pass_time", 1), ("arrive", 0)],
    "an older one comes after the newer": [("get_stuck", 0), ASK, ASK, ("arrive", 0), ASK],
    "a nonce of nobody": [("steal", 0)],
    "a signature of something else": [("steal", 1)],
    "a generation is left out": [("forge", 1)],
    "the mark before is another phone's": [("forge", 0)],
    "the same generation with another mark": [("forge", 2)],
    "the server forgot the last two": [ASK, ASK, ASK, ("restore", 2), ASK, ASK],
    "put back and nobody said so": [ASK, ASK, ASK, ("put_back", 2), ASK, ASK, ("restore", 0), ASK, ASK],
    "a copy goes on where it was put back": [ASK, ("copy_phone", 0), ASK, ASK, ("put_back", 2), ASK, ("ask", 1, False)],
    "it heals once": [ASK, ("restore", 0), ASK, ("forge", 1)],
    "a lower generation after a restore": [ASK, ASK, ("restore", 0), ("forge", 4)],
    "locked": [("lock", False), ASK, ("enter", 0)],
    "wiped, then locked": [("lock", True), ("lock", False)],
    "ended": [("pass_time", 5), ASK],
    "the person ended": [("switch", False), ASK],
    "its clock goes back a year": [("pass_time", 3), ASK, ("pass_time", 4), ASK, ("pass_time", 5), ASK],
}
# Where, what stands there, what instead; noticed by which of these.
DEFECTS = (
    PlantedDefect(
        "the mark is not moved on", TAKE, "last.gen, last.mark, last.epoch = assertion.gen, assertion.mark, epoch",
        "last.gen, last.epoch = assertion.gen, epoch", "an answer is lost and it asks again",
    ),
    PlantedDefect("a nonce is good twice", SPEND, "session.add(", "str(", "what was stuck comes twice"),
    PlantedDefect(
        "a nonce never ends", SPEND, "if not moment <= until <=", "if not until <=",
        "what was stuck comes too late",
    ),
    PlantedDefect(
        "anybody makes nonces", SPEND, "not hmac.compare_digest(", "not max(", "a nonce of nobody"
    ),
    PlantedDefect(
        "every higher generation heals", JUDGE, "epoch != last.epoch", "True", "a generation is left out"
    ),
    PlantedDefect(
        "the epoch is ignored", JUDGE, "epoch != last.epoch", "False", "the server forgot the last two"
    ),
    PlantedDefect(
        "it heals again and again", TAKE, "assertion.mark, epoch", "assertion.mark, last.epoch",
        "it heals once",
    ),
    PlantedDefect(
        "a lower generation heals too", JUDGE, "assertion.gen > last.gen and ", "",
        "a lower generation after a restore",
    ),
    PlantedDefect("a locked phone signs in", ADVANCE, "refuse_locked(phone.status)", "pass", "locked"),
    PlantedDefect("an ended phone signs in", ADVANCE, "phone.ends_at <= now or ", "", "ended"),
    PlantedDefect(
        "whose person ended signs in", ADVANCE, " or not session.get_one(Person, phone.person).active", "",
        "the person ended",
    ),
    PlantedDefect(
        "a copy is not locked", ADVANCE, 'revoke(session, phone, "locked", by=None, now=now)', "pass",
        "a generation is left out",
    ),
    PlantedDefect(
        "a server that lies behind locks", JUDGE, "return Verdict.BEHIND", "return Verdict.CLONE",
        "put back and nobody said so",
    ),
    PlantedDefect(
        "a chain stays open", ADVANCE, "close(phone)", "pass", "a copy goes on where it was put back"
    ),
    PlantedDefect(
        "who names a mark it knows lies not ahead", JUDGE, " and not is_known(last, assertion.prev_mark)", "",
        "a generation is left out",
    ),
    PlantedDefect(
        "an older mark is taken", JUDGE, "return Verdict.LATE", "return Verdict.AGAIN",
        "an older one comes after the newer",
    ),
    PlantedDefect(
        "what comes late locks", JUDGE, "in last.earlier.split()", "in ()",
        "an older one comes after the newer",
    ),
    PlantedDefect(
        "the mark before is not asked", JUDGE, " and assertion.prev_mark == last.mark", "",
        "the mark before is another phone's",
    ),
    PlantedDefect(
        "the same generation is enough", JUDGE, " and assertion.mark == last.mark", "",
        "the same generation with another mark",
    ),
    PlantedDefect(
        "no signature is asked", "api.identity.sign_in:by_assertion", "not verified(key, assertion.sig, texts) or ", "",
        "a signature of something else",
    ),
    PlantedDefect(
        "a wipe becomes a lock", f"{ENROLMENTS}:revoke", 'if enrolment.status != "wipe":', "if True:",
        "wiped, then locked",
    ),
    PlantedDefect(
        "a repeat is a copy", JUDGE, "return Verdict.AGAIN", "return Verdict.CLONE",
        "an answer is lost and it asks again",
    ),
    PlantedDefect("a token outlives a lock", ENTER, "refuse_locked(row.status)", "pass", "locked"),
    PlantedDefect(
        "the end comes nearer", f"{ENROLMENTS}:was_used", "max(enrolment.ends_at, now + LIVES)", "now + LIVES",
        "its clock goes back a year",
    ),
)  # fmt: skip
