"""What members of a study answer: brought by whoever leads a unit, and kept under the number on a member's card."""

from datetime import date
from secrets import token_hex

from fastapi import APIRouter
from sqlalchemy import Engine
from sqlmodel import Session

from api import instruments, policies
from api.ballots.study_answers import AnswerFrom, keep_answer
from api.ballots.study_leavers import take_out
from api.ballots.study_number import MemberKey, is_number
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.audits import record_audit
from api.identity.current_actor import Claim, Claimed, TheSettings
from api.identity.people import Unit
from api.identity.rate_limits import STUDY_ANSWERS, STUDY_WITHDRAWALS, hit_rate_limit, hit_rate_limits
from api.problems.messages import fault_at, pointer_to
from api.problems.tree import Invalid, NotAllowed, NotFound, NotYours, SignInNeeded, TooMany, answers
from api.resources.days import day_in
from api.resources.studies import StudyId, found, told
from api.resources.study_shapes import StudyAnswer, StudyTold, StudyWithdrawal
from api.resources.unit_progress import OFFICE_TIME
from api.resources.unit_work import of_unit

router = APIRouter(prefix="/v1/studies", tags=["study-answers"])
TAKING = answers(SignInNeeded, NotYours, NotFound, NotAllowed, Invalid, TooMany)
KABUPATEN = 5  # of a Kemendagri code `33.22.01.2001`


@router.post("/{study}/answers", status_code=204, responses=TAKING)
def answer_study(
    study: StudyId, asked: StudyAnswer, claim: Claimed, engine: TheEngine, settings: TheSettings
) -> None:  # fmt: skip
    """What a member answered, from whoever leads a unit. It is kept under her number, in the unit's kabupaten, and
    nothing tells who sent it or when. Sent again by the same `attempt` it counts once; any other answer at that point
    is refused, whatever it says."""
    hit_rate_limit(engine, settings, STUDY_ANSWERS, claim.bearer.person, now=claim.now)
    # Drawn once, so that a transaction that is tried again finds its own row.
    taken(engine, claim, study, asked, asked.attempt or token_hex(16))


@router.post("/{study}/withdrawals", status_code=204, responses=TAKING)
def leave_study(
    study: StudyId, asked: StudyWithdrawal, claim: Claimed, engine: TheEngine, settings: TheSettings
) -> None:  # fmt: skip
    """A member takes part no more, as long as nothing of the study was told: what stands under her number is deleted,
    and nothing is taken under it any more. Where nothing stands there the answer is the same. The trail names who asked
    and the study, and no number."""
    person = claim.bearer.person
    # By study too: a phone does not know of which study a number is, and asks each.
    spent = ((STUDY_ANSWERS, person), (STUDY_WITHDRAWALS, f"{person} {study}"))
    hit_rate_limits(engine, settings, *spent, now=claim.now)
    left(engine, claim, study, asked)


@repeatable
def taken(engine: Engine, claim: Claim, study: str, asked: StudyAnswer, attempt: str) -> None:
    """In one transaction."""
    with of_unit(engine, claim, changes=True, leads=True) as (session, actor):
        must_fit(open_study(session, study, day_in(claim.now, OFFICE_TIME)), asked)
        district = session.get_one(Unit, actor.unit).village[:KABUPATEN]
        said = asked.model_dump(include={"arm", "point", "age_band", "sex", "scores"})
        keep_answer(session, MemberKey(study, asked.number), AnswerFrom(district=district, **said), attempt)


@repeatable
def left(engine: Engine, claim: Claim, study: str, asked: StudyWithdrawal) -> None:
    """In one transaction."""
    with of_unit(engine, claim, changes=True, leads=True) as (session, actor):
        open_study(session, study, day_in(claim.now, OFFICE_TIME))
        must_be_number(asked.number)
        take_out(session, MemberKey(study, asked.number))
        record_audit(session, "study-left", study, by=actor.id, now=claim.now)


def open_study(session: Session, study: str, today: date) -> StudyTold:
    """It has begun, and still takes answers: those of its last day too, which a phone may bring late. By the clock of
    whoever writes it, since from the first answer on nothing else may be asked."""
    row = told(found(session, study))
    if not row.starts_on <= today < row.shown_from:
        raise NotAllowed("study-not-open")
    return row


def must_fit(study: StudyTold, asked: StudyAnswer) -> None:
    """An arm, a point and a questionnaire of this study, scores as it takes them, and a number without a slip."""
    must_be_number(asked.number)
    faults = [] if asked.arm in study.arms else [fault_at("/arm", "study-without-arm")]
    if asked.point not in study.points:
        faults.append(fault_at("/point", "study-without-point"))
    if (asked.instrument, asked.version) != (study.instrument, study.version):
        raise Invalid(errors=[*faults, fault_at("/version", "study-other-instrument")])
    domains = {one.key for one in instruments.INSTRUMENTS[study.instrument, study.version].score.domains}
    step = policies.study_rules().score_step
    for name, score in sorted(asked.scores.items()):
        if name not in domains:
            faults.append(fault_at(pointer_to(("scores", name)), "unknown-field"))
        elif score % step:
            faults.append(fault_at(pointer_to(("scores", name)), "study-score-step", step=step))
    if faults:
        raise Invalid(errors=faults)


def must_be_number(typed: str) -> None:
    """With its check symbol."""
    if not is_number(typed):
        raise Invalid.at("/number", "study-number-unfit")
