"""A database put back by other means than `restore`: it is noticed before anybody is served from it, and under way."""

from pathlib import Path

import anyio
import pytest

from api.backups.served_state import ServedState, file_beside, is_put_back, keep_looking, noted, write_down
from api.cli.serve import must_be_fit
from api.db.engine import writing
from api.identity.tables import Enrolment
from api.settings import UnsafeSettings
from tests.conftest import Place
from tests.phone import Phone
from tests.test_auth_sign_in import standing
from tests.test_backup import desk_at
from tests.test_health import GREEN, is_red

LAST = ServedState(epoch="b", changes=5, sign_ins=5)


def lies_behind(place: Place) -> bool:
    return is_put_back(place.settings, place.app.state.engine)


@pytest.fixture
def older(place: Place, sari: Phone) -> Enrolment:
    """Her phone as it stood in a copy; since then it signed in, and the server went on."""
    kept = standing(place, sari)
    sari.sign_in().sign_in()
    assert not lies_behind(place)
    return kept


def put_back(place: Place, row: Enrolment) -> None:
    with writing(place.engine) as session:
        session.merge(row)


@pytest.mark.parametrize("from_before_an_epoch", [False, True])
def test_it_is_not_served_before_somebody_says_so_and_then_her_phone_goes_on(
    place: Place, sari: Phone, older: Enrolment, from_before_an_epoch: bool
) -> None:
    put_back(place, older)
    code = place.code("Sari")
    if from_before_an_epoch:
        write_down(file_beside(place.settings.journal_file), LAST)
    with pytest.raises(UnsafeSettings, match=r"older .*`epoch new`"):
        must_be_fit(place.settings)
    assert lies_behind(place), "looking twice makes it no newer"
    desk_at(place).prints("epoch", "new")
    must_be_fit(place.settings)
    sari.sign_in()
    tried = place.http.post("/v1/enrolment-codes/check", json={"code": code})
    assert tried.status_code == 422, "somebody may have used it since"


def test_under_way_health_is_red_until_the_right_one_is_there(place: Place, sari: Phone, older: Enrolment) -> None:
    newest, state = standing(place, sari), place.app.state

    async def look(red: bool) -> None:
        async with anyio.create_task_group() as beside:
            beside.start_soon(keep_looking, place.settings, state.engine, state.behind)
            while state.behind.put_back is not red:
                await anyio.sleep(0)
            beside.cancel_scope.cancel()

    put_back(place, older)
    anyio.run(look, True)
    is_red(place.http, "pen_ahead")
    put_back(place, newest)
    anyio.run(look, False)
    assert place.http.get("/health").json() == GREEN


@pytest.mark.parametrize(
    ("epoch", "changes", "sign_ins", "followed", "behind"),
    [("b", 5, 5, True, False), ("b", 6, 5, True, False), ("b", 4, 9, True, True), ("b", 9, 4, True, True),
     ("c", 0, 0, True, False), ("d", 9, 9, False, True)],
)  # fmt: skip
def test_what_is_less_or_of_an_epoch_that_never_followed_lies_behind(
    epoch: str, changes: int, sign_ins: int, followed: bool, behind: bool
) -> None:
    here = ServedState(epoch=epoch, changes=changes, sign_ins=sign_ins)
    assert here.lies_behind(LAST, followed=followed) is behind


def test_an_empty_database_is_a_trial_that_begins_anew_and_in_production_a_wrong_address(place: Place) -> None:
    file = file_beside(place.settings.journal_file)
    write_down(file, LAST)
    assert is_put_back(place.settings.model_copy(update={"production": True}), place.app.state.engine)
    assert noted(file) == LAST
    assert not lies_behind(place)


def test_a_note_that_cannot_be_read_is_none_and_one_that_finds_no_room_ends_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "journal.served"
    file.write_text('{"epoch": "b", "chan')
    assert noted(file) is None
    assert noted(tmp_path) is None, "a folder in its place"
    write_down(tmp_path / "nowhere" / "journal.served", LAST)
    assert [record.getMessage() for record in caplog.records] == ["journal failed"]
