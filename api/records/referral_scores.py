"""What a referral carries of an interview is what that interview says."""

from collections.abc import Iterator

from api import instruments
from api.records.record import Case, Fault, RecordId, fault
from api.records.referral_parts import Carries


def score_faults(screening: RecordId | None, carries: Carries | None, case: Case) -> Iterator[Fault]:
    """Scores and bands are those of the interview it names, or at least fit each other."""
    carried = (carries.scores if carries else None) or {}
    interview = next((one.record for one in case.of("screening") if one.id == screening), None)
    own = interview.value("scores") if interview else None
    for topic, one in carried.items():
        right = own.get(topic) if own else None
        band = right.band if right else instruments.definition("assist").band(topic, one.score)
        if one.band != band or (own is not None and (right is None or right.score != one.score)):
            yield fault("not_its_band", f"carries/scores/{topic}", "carries")
