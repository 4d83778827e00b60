"""After a restore: for two weeks from hearing of the new epoch a phone may hand in what it holds, and nobody else may,
since what is handed in is judged by no rule. What its journal says that she followed, she follows again.

Once for each book: a phone enrolled since holds nothing of before, and who goes on with a book goes on with its two
weeks. Where a restore lost the beginning of a book there is its person's word alone, good for the two weeks she had;
and whoever came after the restore had none that it could lose.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import update
from sqlmodel import Session, SQLModel, col, exists, func, select

from api.actor import Actor
from api.changes.feeds import begin_follow, store_counter
from api.changes.tables import EpochStart, EpochTold, Feed, Follow
from api.changes.write_batch import WriteBatch
from api.db.adding_once import add_once
from api.db.journal_file import journal_of, lines_of
from api.identity.memberships import is_colleague
from api.identity.people import Person
from api.identity.server_epoch import EpochState, epoch_state
from api.identity.tables import Enrolment

TOLD = SQLModel.metadata.tables[str(EpochTold.__tablename__)]
OPEN = timedelta(days=14)
WHY = "Mendampingi lagi setelah server dipulihkan."


class PhoneBook(NamedTuple):
    """`phones`: the enrolments that went on with one book, the newest first. `first`: the one that began it; None where
    a restore lost it."""

    phones: list[str]
    first: Enrolment | None


def book_of(session: Session, enrolment: str) -> PhoneBook:
    """Of this phone."""
    phones, row = [enrolment], session.get(Enrolment, enrolment)
    while row is not None and row.renews is not None:
        phones.append(row.renews)
        row = session.get(Enrolment, row.renews)
    return PhoneBook(phones, row)


def note_told(session: Session, actor: Actor, now: datetime) -> None:
    """That she heard of the present epoch; the first time counts. A book that was not there before has nothing of
    then."""
    here = epoch_state(session)
    if actor.enrolment and was_there_before(session, actor.enrolment, here):
        add_once(session, TOLD, {"enrolment": actor.enrolment, "epoch": here.epoch, "at": now})


def was_there_before(session: Session, enrolment: str, here: EpochState) -> bool:
    """The server was restored, and this phone's book was begun before that, whatever a clock said of either."""
    restored = exists().where(col(EpochStart.epoch) != here.epoch)
    return begun_in(session, enrolment) != here.epoch and session.exec(select(restored)).one()


def begun_in(session: Session, enrolment: str) -> str | None:
    """The epoch in which this phone's book was begun; of a beginning that is lost, the one in which its person came."""
    if first := book_of(session, enrolment).first:
        return first.made_in
    hers = select(Person.made_in).join_from(Person, Enrolment)
    return session.exec(hers.where(Enrolment.id == enrolment)).first()


def was_told(session: Session, enrolment: str | None, *, within: timedelta | None = None, now: datetime) -> bool:
    """Of the present epoch, by this phone or those whose book it goes on with, and not longer ago than that. Where the
    server's clock went back behind that moment, `within` begins anew, so that nothing is lost and it ends all the same.
    """
    if enrolment is None:
        return False
    phones, first = book_of(session, enrolment)
    if first is None:
        hers = select(Enrolment.person).where(Enrolment.id == enrolment).scalar_subquery()
        phones = [*session.exec(select(Enrolment.id).where(Enrolment.person == hers))]
    mine = (col(EpochTold.enrolment).in_(phones), col(EpochTold.epoch) == epoch_state(session).epoch)
    query = select(func.min(EpochTold.at)).where(*mine)
    told = session.exec(query).one()
    if told is not None and within is not None and told > now:
        session.connection().execute(update(TOLD).where(*mine).values(at=now))
        told = now
    return told is not None and (within is None or now < told + within)


def follow_again(batch: WriteBatch, named: set[str], now: datetime) -> None:
    """In these cases, of her unit, in which nothing is known of her. A follow that ended stays ended."""
    author = batch.author.actor
    lost = [feed for feed in batch.feeds.values() if feed.id in named and feed.id not in batch.follows]
    lost = [feed for feed in lost if feed.erased_at is None]
    for feed in lost:
        if is_colleague(batch.session, feed.unit, author.id):
            mapped = batch.session.get_one(Feed, (feed.home, feed.id))
            begin_follow(batch.session, batch.locked, mapped, author.id, now, WHY)
    if lost:
        batch.session.flush()
        store_counter(batch.session, batch.locked)
        batch.read_cases([feed.id for feed in lost])


def follow_again_if_returning(batch: WriteBatch, now: datetime) -> None:
    """Asked only where a case is there and her follow is not: the journal alone can say that she had one. Naming a case
    proves nothing, since a colleague may have read its id somewhere."""
    strange = {feed for feed in batch.feeds if feed not in batch.follows}
    if strange and was_told(batch.session, batch.author.actor.enrolment, within=OPEN, now=now):
        batch.returning = strange & followed_by_journal(batch.session, batch.home, batch.author.actor.id)
        follow_again(batch, batch.returning, now)


def followed_by_journal(session: Session, home: str, agent: str) -> set[str]:
    """The cases of this home whose last line of hers does not end her follow."""
    file, follows = journal_of(session), set[str]()
    for line in lines_of(file, about=agent) if file else ():
        if (line["table"], line.get("home"), line.get("agent")) == (Follow.__tablename__, home, agent):
            (follows.add if line.get("new") else follows.discard)(line["feed"])
    return follows
