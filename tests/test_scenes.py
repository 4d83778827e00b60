"""Tests begin with copies of what was made once: each is as if made anew, and what one does no other meets."""

from pathlib import Path

import pytest

from tests.engines import ENGINES, Engine
from tests.phone import Phone
from tests.place import Place, a_place
from tests.scenes import brought_in, staged
from tests.test_enrolled import held, rows

ALL = ("sari", "budi", "town")
every_engine = pytest.mark.parametrize("engine", ENGINES)


def phones(place: Place) -> list[Phone]:
    return [brought_in(place, "sari"), brought_in(place, "budi"), brought_in(place, "town").sari]


@every_engine
def test_a_copy_is_as_if_made_anew(engine: Engine, tmp_path: Path) -> None:
    for name in ("anew", "copy", "later"):
        (tmp_path / name).mkdir()
    with a_place(engine, tmp_path / "anew") as anew:
        wanted, known = [held(one) for one in phones(anew)], rows(anew)
    for name in ("copy", "later"):
        with staged(engine, ALL, tmp_path / name) as place:
            assert [held(one) for one in phones(place)] == wanted
            assert rows(place) == known
            assert {one.http for one in phones(place)} == {place.http}
            assert brought_in(place, "town").place is place
            for phone in phones(place):
                phone.sync().sign_in()


@every_engine
def test_what_one_test_does_no_other_meets(engine: Engine, tmp_path: Path) -> None:
    with staged(engine, ALL, tmp_path) as place:
        before, knew, people = rows(place), [held(one) for one in phones(place)], dict(place.people)
    with staged(engine, ALL, tmp_path) as place:
        town, sari = brought_in(place, "town"), brought_in(place, "sari")
        town.sari.save("client", {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"})
        town.sari.sync()
        sari.out.append({"id": "x"})
        town.records.clear()
        place.people.clear()
        assert rows(place) != before
    with staged(engine, ALL, tmp_path) as place:
        assert rows(place) == before
        assert [held(one) for one in phones(place)] == knew
        assert place.people == people
        assert brought_in(place, "town").records


def test_where_mutants_are_tried_each_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise what makes the scene would be broken for nobody."""
    units = []
    for shared in (True, True, False, False):
        if not shared:
            monkeypatch.setenv("MUTANT_UNDER_TEST", "")
        with staged("sqlite", (), tmp_path) as place:
            units.append(place.units["A"])
        (tmp_path / "keys.json").unlink()
    assert units[0] == units[1]
    assert len(set(units)) == 3
