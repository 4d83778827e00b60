"""Who leaves a unit by command, and what is hers no more."""

from sqlmodel import select

from api.changes.tables import Departure, Follow
from api.identity.people import Unit
from tests.desk import Desk
from tests.test_cli import INIT
from tests.test_cli import ready as ready


def test_who_left_a_unit_has_none_of_its_clients_again_with_a_role_elsewhere(ready: Desk) -> None:
    ready.prints(*INIT)
    for session in ready.look():
        [unit] = session.exec(select(Unit.id)).all()
    other = ready.prints("unit", "add", "IBM Desa Getasan", "--village", "33.22.01.2001").split()[0]
    ready.prints("user", "add", "Sari", "--unit", unit)
    ready.prints("user", "role", "Sari", "--role", "coordinator", "--unit", unit)
    ready.prints("client", "open", "Sari", "Mas Wahyu")
    assert "klien" not in ready.prints("user", "leave", "Sari", "--role", "coordinator", "--unit", unit)
    for session in ready.look():
        assert [one.until for one in session.exec(select(Follow)).all()] == [None], "she still works there"
    ready.prints("user", "role", "Sari", "--role", "agent", "--unit", other)
    assert "tidak lagi ia dampingi: 1" in ready.prints("user", "leave", "Sari", "--role", "agent", "--unit", unit)
    for session in ready.look():
        [follow], [gone] = session.exec(select(Follow)).all(), session.exec(select(Departure)).all()
        assert (follow.reason, follow.until is None) == ("handed_over", False)
        assert (gone.feed, gone.person) == (follow.feed, follow.agent)
