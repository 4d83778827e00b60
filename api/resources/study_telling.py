"""What is told of a study: how many take part in it, and when it is over what changed."""

from collections.abc import Iterable, Sequence

from api import policies
from api.ballots.study_results import (
    IBM,
    START,
    Changes,
    MemberAnswer,
    by_trait,
    in_multiples,
    mean_change,
    paired_changes,
    pairs_of,
    told_changes,
    welch,
)
from api.resources.study_shapes import (
    Arm,
    DomainChange,
    DomainDifference,
    StudyArmPeople,
    StudyArmResult,
    StudyPoint,
    StudyPointResult,
    StudyResults,
    StudyTold,
)


def results_of(study: StudyTold, answers: Sequence[MemberAnswer], *, over: bool) -> StudyResults:
    """`over`: nothing comes in any more, so what is told is told for good."""
    least = policies.report_definitions().least
    return StudyResults(
        study=study.id, told=over, shown_from=study.shown_from, least=least,
        least_pairs=policies.study_rules().least_pairs,
        people=[people_of(arm, answers, least, over=over) for arm in study.arms],
        points=[point_result(study, answers, point, over=over) for point in study.points if point != START],
    )  # fmt: skip


def people_of(arm: Arm, answers: Iterable[MemberAnswer], least: int, *, over: bool) -> StudyArmPeople:
    """Who was measured at the start."""
    first = [one for one in answers if one.arm == arm and one.point == START]
    told = first if over else []
    return StudyArmPeople(
        arm=arm, started=in_multiples(len(first), least), sexes=by_trait((one.sex for one in told), least),
        age_bands=by_trait((one.age_band for one in told), least),
    )  # fmt: skip


def point_result(
    study: StudyTold, answers: Sequence[MemberAnswer], point: StudyPoint, *, over: bool
) -> StudyPointResult:  # fmt: skip
    """From the start to this point, each arm beside those whom units accompany."""
    rules = policies.study_rules()
    changes: dict[str, Changes] = {
        arm: told_changes(paired_changes(answers, arm, point), rules) if over else {} for arm in study.arms
    }
    return StudyPointResult(
        point=point,
        arms=[
            StudyArmResult(
                arm=arm, **came_to(arm, answers, point, over=over),
                changes=[DomainChange(domain=name, change=mean_change(all_)) for name, all_ in changes[arm].items()],
                differences=[] if arm == IBM else differences(changes[IBM], changes[arm]),
            )
            for arm in study.arms
        ],
    )  # fmt: skip


def came_to(arm: Arm, answers: Sequence[MemberAnswer], point: StudyPoint, *, over: bool) -> dict[str, int | None]:
    """How many were measured at this point too, and how many were not."""
    least, pairs = policies.report_definitions().least, len(pairs_of(answers, arm, point))
    lost = sum(one.arm == arm and one.point == START for one in answers) - pairs
    return {"pairs": in_multiples(pairs, least), "lost": in_multiples(lost, least) if over else None}


def differences(ibm: Changes, other: Changes) -> list[DomainDifference]:
    """Of each domain that is told of both."""
    return [DomainDifference(domain=name, **welch(ibm[name], other[name])._asdict()) for name in ibm if name in other]
