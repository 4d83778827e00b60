"""Whom papers of a unit may name: its own people, and whoever coaches it."""

from api.changes.feed_key import coaching_id
from api.ids import new_id
from tests.conftest import Place
from tests.team_papers import faults
from tests.test_coaching_kinds import RestDesk, hadi, unit

__all__ = ["hadi", "unit"]


def test_papers_name_nobody_but_the_units_own_people_and_its_officer(hadi: RestDesk, place: Place) -> None:
    """Somebody of another unit, an officer as an agent, an agent as an officer, and an id that is nobody's."""
    ratna = RestDesk(place, "Ratna", place.units["A"])
    elsewhere, officer, own = place.person("Budi", "B"), place.people["Hadi"], place.person("Sari")
    for by, kind, field in ((ratna, "appointment", "person"), (hadi, "unit_year", "coach")):
        mine, another = (own, officer) if field == "person" else (officer, own)
        for stranger in (elsewhere, another, new_id()):
            refused = by.create(kind, **{field: stranger}).json()["errors"]
            assert [(one["pointer"], one["code"]) for one in refused] == [(f"/{field}", "person-unknown")]
        assert by.create(kind, **{field: mine}).status_code == 201
    assert hadi.create("training").status_code == 201
    attended = {"training": hadi.made["training"], "person": new_id()}
    phone = place.phone("Ratna")
    phone.save("training_attendance", attended, feed=coaching_id(place.units["A"]))
    assert faults(phone.push()) == [[("/set/person", "person-unknown")]]
