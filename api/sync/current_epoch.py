"""Whether this phone and this server may talk: the same protocol, the same epoch, and neither lies behind."""

from sqlmodel import Session, col, select

from api.actor import Actor
from api.changes.epoch import begun, server
from api.changes.feeds import homes_followed
from api.changes.schemas import PROTOCOL, Ask
from api.changes.tables import Pen, Server
from api.problems.tree import AppTooOld, EpochChanged, ServerBehind


def require_current_epoch(session: Session, actor: Actor, ask: Ask) -> Server:
    """Refuses a phone of another protocol or epoch, and a server that lies behind the phone; writes nothing.

    Only homes she follows in are looked at: any other would tell her how much is written there.
    """
    if ask.protocol != PROTOCOL:
        raise AppTooOld(
            "Versi aplikasi ini tidak cocok lagi dengan server. Perbarui aplikasi; catatan Anda tetap aman."
        )
    here, mine = server(session), homes_followed(session, actor.id)
    if ask.epoch != here.epoch:
        since = begun(session, [*mine, *([actor.unit] if actor.unit else [])], ask.epoch)
        raise EpochChanged("Server baru dipulihkan dari cadangan.", epoch=here.epoch, begun=since)
    pens = session.exec(select(Pen).where(col(Pen.home).in_(mine))).all() if ask.cursor else []
    if any(ask.cursor.get(pen.home, 0) > pen.n for pen in pens):
        raise ServerBehind("Server tertinggal dari HP ini. Catatan Anda tetap tersimpan; hubungi pengelola.")
    return here
