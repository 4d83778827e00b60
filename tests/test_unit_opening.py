"""A district's office opens a unit where there is none yet, and nobody else does."""

from pathlib import Path
from typing import Any

import orjson
from sqlmodel import col, delete, select

from api.areas import within
from api.areas.time_zones import TIME_ZONES, zone_of
from api.backups.journal_replay import replay_journal
from api.changes.epoch import epochs_lived, has_lived, new_epoch
from api.changes.feed_key import coaching_id
from api.changes.tables import EpochStart, Feed, HomeCounter
from api.clock import system_clock
from api.db.engine import make_engine, reading, writing
from api.db.journal_file import lines_of
from api.identity.people import Unit
from api.identity.tables import Audit
from api.ids import new_id
from api.tables import METADATA
from tests.coaching_papers import advice, coached, coaching_paper
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.team_papers import results
from tests.test_returning import found, hand_in, lose

__all__ = ["coached", "coaching_paper"]
NAME, VILLAGE = "IBM Desa Sumogawe", "33.22.01.2007"


def opened(place: Place, who: str, unit: str, village: str = VILLAGE, name: str = NAME) -> tuple[int, Any]:
    answer = place.http.put(
        f"/v1/units/{unit}", json={"name": name, "village": village}, headers=place.headers(who)
    )  # fmt: skip
    return answer.status_code, answer.json()


def fault(answer: tuple[int, Any]) -> tuple[int, str, str]:
    status, told = answer
    one = (told.get("errors") or [{"code": told["code"], "pointer": ""}])[0]
    return status, one["code"], one["pointer"]


def test_its_papers_come_to_the_officer_and_it_stands_once_whatever_was_asked_again(coached: Place) -> None:
    hadi, unit = coached.phone("Hadi"), new_id()
    told = (200, {"id": unit, "name": NAME, "village": VILLAGE, "timezone": "Asia/Jakarta"})
    assert [opened(coached, "Hadi", unit) for _ in range(2)] == [told, told]
    advice(hadi, unit)
    assert results(hadi.push()) == ["applied"]
    assert hadi.sync().feeds[coaching_id(unit)] == unit
    with reading(coached.engine) as session:
        assert session.exec(select(Unit.village).where(Unit.name == NAME)).all() == [VILLAGE]
        rows = session.exec(select(Audit.by, Audit.about).where(Audit.action == "unit")).all()
        assert rows == [(coached.people["Hadi"], unit)]


@ON_ONE_ENGINE
def test_nobody_opens_one_elsewhere_or_where_there_is_one(coached: Place) -> None:
    unit = new_id()
    assert opened(coached, "Hadi", unit)[0] == 200
    others = ((new_id(), VILLAGE, NAME), (unit, VILLAGE, "IBM Lain"))
    assert {fault(opened(coached, "Hadi", *other)) for other in others} == {(409, "village-has-unit", "")}
    assert fault(opened(coached, "Hadi", unit, "33.22.01.2008")) == (409, "unit-id-taken", "")
    assert fault(opened(coached, "Jauh", new_id())) == (422, "village-elsewhere", "/village")
    for village, code in (
        ("33.22", "village-elsewhere"),
        ("33.22.01", "village-unknown"),
        ("33.22.99.2001", "village-unknown"),
    ):
        assert fault(opened(coached, "Hadi", new_id(), village)) == (422, code, "/village")
    assert fault(opened(coached, "Hadi", new_id(), "33.22.01.2009", " ")) == (422, "name-unfit", "/name")
    with reading(coached.engine) as session:
        assert len(session.exec(select(Unit)).all()) == len(coached.units) + 1


def test_one_that_a_restore_lost_stands_again_with_what_was_written_in_its_papers(coached: Place) -> None:
    """By the journal, unless that is of another database than the copy, which may have been put back before."""
    hadi, unit, journal = coached.phone("Hadi"), new_id(), coached.settings.journal_file
    before = hadi.epoch
    coached.restore(hadi)
    between = hadi.epoch
    opened(coached, "Hadi", unit)
    paper = advice(hadi, unit)
    held = found(hadi.sync(), paper)
    with writing(coached.engine) as session:
        session.execute(delete(EpochStart).where(col(EpochStart.home) == unit))
        session.execute(delete(HomeCounter).where(col(HomeCounter.home) == unit))
    for feed in (unit, coaching_id(unit)):
        lose(coached, feed)
    with writing(coached.engine) as session:
        session.execute(delete(Unit).where(col(Unit.id) == unit))
    coached.restore(hadi)
    with writing(coached.engine) as session:  # of which the copy knows nothing: it is older
        session.execute(delete(EpochStart).where(col(EpochStart.epoch) == between))
    assert hand_in(hadi, *held) == ["refused"]
    [line] = lines_of(journal, about=NAME)
    assert line["in_epochs"] == sorted({before, between})
    for told, times in (({**line, "in_epochs": ["0" * 32, between]}, 1), (line, 2)):
        journal.write_bytes(orjson.dumps(told))
        for _ in range(times):
            with writing(coached.engine) as session:
                assert replay_journal(session, journal) == ((1, 0) if told is line else (0, 1))
    assert hand_in(hadi, *held) == ["made"]
    assert hadi.sync().told[paper]["body"] == held[0]["body"]
    with reading(coached.engine) as session:
        assert len(session.exec(select(Feed).where(col(Feed.home) == unit)).all()) == 2
        assert session.exec(select(Unit.name, Unit.village).where(Unit.id == unit)).one() == (NAME, VILLAGE)


def test_a_server_without_units_remembers_its_epochs(tmp_path: Path) -> None:
    """A backup may be older than the first unit, which comes back by the journal."""
    engine = make_engine(f"sqlite:///{tmp_path}/first.db")
    needed = ("unit", "home_counter", "epoch_start", "epoch_state")
    METADATA.create_all(engine, tables=[METADATA.tables[name] for name in needed])
    with writing(engine) as session:
        epochs = [new_epoch(session, system_clock()).epoch for _ in range(3)]
        assert set(epochs) < set(epochs_lived(session))
        assert [has_lived(session, [one]) for one in epochs] == [True, True, False]


def test_every_province_has_its_time_zone() -> None:
    zones = {zone: [one.code for one in within("", "province") if zone_of(one.code) == zone] for zone in TIME_ZONES}
    assert {zone: len(codes) for zone, codes in zones.items()} == dict(zip(TIME_ZONES, (16, 2, 12, 8), strict=True))
    assert [zone_of(code) for code in ("61.01", "53.71.01.1001", "81", "31.71")] == [
        "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura", "Asia/Jakarta",
    ]  # fmt: skip
