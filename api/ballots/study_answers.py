"""What members of a study answered: kept under the number on a card, without who asked, when, or in which unit."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from api.ballots.study_number import member_of
from api.ballots.study_results import MemberAnswer
from api.ballots.tables import StudyMember
from api.db.stated_scope import state
from api.problems.tree import Invalid

MEMBER = SQLModel.metadata.tables[str(StudyMember.__tablename__)]


class MemberKey(NamedTuple):
    """`number`: as it was typed from her card."""

    study: str
    number: str


class AnswerFrom(NamedTuple):
    """`district`: the kabupaten in which it was asked, by its code; `scores`: {domain: percent}."""

    district: str
    arm: str
    point: str
    age_band: str
    sex: str
    scores: Mapping[str, int]


def keep_answer(session: Session, key: MemberKey, answer: AnswerFrom) -> None:
    """Once for each point; said again it stays as it was. Invalid at `/point` where it would take the place of another
    answer, since a number that was mistyped is somebody else's, and at `/arm` where she was asked in another arm."""
    name = {"study": key.study, "member": member_of(*key), "point": answer.point}
    state(session, {"member": name["member"]})
    row = name | answer._asdict() | {"scores": orjson.dumps(answer.scores, option=orjson.OPT_SORT_KEYS).decode()}
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.connection().execute(insert(MEMBER).values(row).on_conflict_do_nothing())
    found = rows_under(session, name["study"], name["member"])
    if any(one.arm != answer.arm for one in found):
        raise Invalid.at("/arm", "study-other-arm")
    if next(dict(one._mapping) for one in found if one.point == answer.point) != row:
        raise Invalid.at("/point", "study-point-answered")


def rows_under(session: Session, study: str, member: str) -> list[Any]:
    """All that was answered under one number."""
    query = select(MEMBER).where(MEMBER.c.study == study, MEMBER.c.member == member)
    return list(session.connection().execute(query))


def take_out(session: Session, key: MemberKey) -> None:
    """She takes part no more: nothing of what she answered is left. So it is too where there was nothing."""
    member = member_of(*key)
    state(session, {"member": member})
    session.execute(delete(MEMBER).where(MEMBER.c.study == key.study, MEMBER.c.member == member))


def answers_in(session: Session, study: str) -> list[MemberAnswer]:
    """Of everybody, for who may read studies."""
    rows = session.connection().execute(select(MEMBER).where(MEMBER.c.study == study))
    return [MemberAnswer(one.member, one.arm, one.point, one.age_band, one.sex, orjson.loads(one.scores))
            for one in rows]  # fmt: skip
