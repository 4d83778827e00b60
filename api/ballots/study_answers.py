"""What members of a study answered: kept under the number on a card, without who asked, when, or in which unit."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

import orjson
from sqlalchemy import select
from sqlmodel import Session, SQLModel

from api.ballots.study_leavers import has_left
from api.ballots.study_number import MemberKey, member_of
from api.ballots.study_results import MemberAnswer
from api.ballots.tables import StudyMember
from api.db.adding_once import add_once
from api.db.stated_scope import state
from api.problems.tree import Invalid

MEMBER = SQLModel.metadata.tables[str(StudyMember.__tablename__)]


class AnswerFrom(NamedTuple):
    """`district`: the kabupaten in which it was asked, by its code; `scores`: {domain: percent}."""

    district: str
    arm: str
    point: str
    age_band: str
    sex: str
    scores: Mapping[str, int]


def keep_answer(session: Session, key: MemberKey, answer: AnswerFrom, attempt: str) -> None:
    """Once for each point; said again by the same attempt it stays as it was. Invalid at `/number` where she left the
    study, at `/point` for every other attempt whatever it says, or trying scores would tell hers, and at `/arm` where
    she was asked in another arm."""
    member = member_of(*key)
    state(session, {"member": member})
    tried = sha256(f"{member} {answer.point} {attempt}".encode()).hexdigest()
    scores = orjson.dumps(answer.scores, option=orjson.OPT_SORT_KEYS).decode()
    row = answer._asdict() | {"study": key.study, "member": member, "scores": scores, "attempt": tried}
    add_once(session, MEMBER, row)
    # Asked after the row lies there, which waits for whoever takes her out meanwhile (`study_leavers.py`).
    if has_left(session, key.study, member):
        raise Invalid.at("/number", "study-number-left")
    found = rows_under(session, key.study, member)
    here = next(one for one in found if one.point == answer.point)
    if here.attempt != tried:
        raise Invalid.at("/point", "study-point-answered")
    if any(one.arm != here.arm for one in found):
        raise Invalid.at("/arm", "study-other-arm")


def rows_under(session: Session, study: str, member: str) -> list[Any]:
    """All that was answered under one number."""
    query = select(MEMBER).where(MEMBER.c.study == study, MEMBER.c.member == member)
    return list(session.connection().execute(query))


def answers_in(session: Session, study: str) -> list[MemberAnswer]:
    """Of everybody, for who may read studies."""
    rows = session.connection().execute(select(MEMBER).where(MEMBER.c.study == study))
    return [MemberAnswer(one.member, one.arm, one.point, one.age_band, one.sex, orjson.loads(one.scores))
            for one in rows]  # fmt: skip
