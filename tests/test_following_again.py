"""After a restore the journal says who followed a case: nobody comes in by naming it."""

from tests.conftest import Place
from tests.phone import Phone
from tests.test_returning import found, hand_in, lose, put_back, visit
from tests.test_sync import VISIT, results
from tests.test_sync_people import end_follow

__all__ = ["visit"]


def test_naming_a_case_brings_in_no_colleague_who_never_followed_it(
    place: Place, sari: Phone, dewi: Phone, visit: str
) -> None:
    """She may have read its id, and even what is in it, over somebody's shoulder."""
    case = sari.told[visit]["feed"]
    place.restore(dewi)
    dewi.save("visit", VISIT, feed=case)
    assert results(dewi.push()) == hand_in(dewi, found(sari, visit)[0]) == ["waiting"]
    assert dewi.sync().told == {}


def test_who_was_let_in_and_out_again_since_the_backup_stays_out(
    place: Place, sari: Phone, dewi: Phone, visit: str
) -> None:
    """The case is younger than the backup, so no row of it ended her follow."""
    case = sari.told[visit]["feed"]
    place.invite(sari, case, "Dewi")
    dewi.sync()
    end_follow(place, place.phone("Ratna", role="coordinator"), case, "Dewi", "revoked")
    lose(place, case)
    place.restore(sari, dewi)
    put_back(sari)
    assert set(results(sari.push())) == {"applied"}
    assert hand_in(dewi, found(dewi, visit)[0]) == ["waiting"]
    assert dewi.sync().told == {}
