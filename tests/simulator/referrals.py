"""Clients are referred to an institution, and a referral is taken back; what the institution may read of it."""

from tests.samples import BODIES
from tests.simulator.cases import note_consent
from tests.simulator.network import send_at_once
from tests.simulator.people import today
from tests.simulator.story import Story, one_of, step
from tests.simulator.truth import QuietTruth

DRAFTED = {name: BODIES["referral"][name] for name in ("partner", "service", "urgency", "reason")}


@step(4)
def refer(story: Story, phone: str, at: int) -> None:
    """Who agrees to it; as a draft, which nobody there may read."""
    case = one_of(story.visible(phone), at)
    note_consent(story, phone, case)
    story.save(phone, "referral", {**DRAFTED, "status": "drafted"}, feed=case)


@step(12)
def send_referral(story: Story, phone: str, at: int) -> None:
    phone, referrals = story.who_has(phone, lambda name: referred(story, name, "drafted"))
    sets = {name: BODIES["referral"][name] for name in ("carries", "no_agreement_because")}
    sets |= {"status": "sent", "sent_on": today(story, phone), "reply_by": today(story, phone)}
    story.save(phone, "referral", sets, record=one_of(referrals, at))
    send_at_once(story, phone)


@step(2)
def take_referral_back(story: Story, phone: str, at: int) -> None:
    phone, referrals = story.who_has(phone, lambda name: referred(story, name, "sent"))
    story.save(phone, "referral", {"voided_because": "Salah klien."}, record=one_of(referrals, at))


def referred(story: Story, phone: str, status: str) -> list[str]:
    """Those on her screen that stand so."""
    seen = story.phones[phone].records("referral")
    return [one for one in story.visible(phone, "referral") if seen[one]["status"] == status]


def sent_to_it(truth: QuietTruth) -> tuple[set[str], set[str]]:
    """Which referrals its list must hold, and all that it may: those that were sent; and of them what was not taken
    back, of clients who withdrew nothing."""
    referrals = {record: one for record, one in truth.bodies.items() if one[1] == "referral"}
    withdrew = {case for case, kind, body in truth.bodies.values() if kind == "consent" and body["act"] == "withdrawn"}
    sent = {record for record, (_, _, body) in referrals.items() if body["status"] != "drafted"}
    over = {record for record, (case, _, body) in referrals.items() if case in withdrew or "voided_because" in body}
    return sent - over, sent
