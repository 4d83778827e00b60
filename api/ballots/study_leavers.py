"""Who left a study: what she answered is deleted, and her number, by its hash, takes nothing more."""

from sqlalchemy import delete, select
from sqlmodel import Session, SQLModel

from api.ballots.study_number import MemberKey, member_of
from api.ballots.tables import Study, StudyLeaver, StudyMember
from api.db.adding_once import add_once
from api.db.stated_scope import state

STUDY, MEMBER, LEAVER = (SQLModel.metadata.tables[str(one.__tablename__)] for one in (Study, StudyMember, StudyLeaver))


def has_left(session: Session, study: str, member: str) -> bool:
    """Whether somebody left the study by this number."""
    query = select(LEAVER.c.member).where(LEAVER.c.study == study, LEAVER.c.member == member)
    return session.connection().execute(query).first() is not None


def take_out(session: Session, key: MemberKey) -> None:
    """She takes part no more: nothing of what she answered is left, and nothing that is still on its way comes after
    it. So it is too where there was nothing."""
    member = member_of(*key)
    state(session, {"member": member})
    # An answer's foreign key shares this row: one that came first is waited for, a later one finds that she left.
    session.connection().execute(select(STUDY.c.id).where(STUDY.c.id == key.study).with_for_update())
    add_once(session, LEAVER, {"study": key.study, "member": member})
    session.execute(delete(MEMBER).where(MEMBER.c.study == key.study, MEMBER.c.member == member))
