"""What unit and officer agree to: each says her own part of it, and what both agreed to stands."""

import pytest

from api.changes.feed_key import coaching_id
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.samples import body_in
from tests.team_papers import faults, results
from tests.test_coaching_kinds import RestDesk

SAID = "Dua kunjungan belum tercatat."


@pytest.fixture
def desks(place: Place) -> tuple[RestDesk, RestDesk]:
    """The officer's and the coordinator's, over the papers that the officer wrote."""
    place.person("Hadi", None, "district", area="33.22")
    place.person("Ratna", role="coordinator")
    hadi, ratna = (RestDesk(place, name, place.units["A"]) for name in ("Hadi", "Ratna"))
    for kind in ("assistance", "monitoring", "assistance_result"):
        assert hadi.create(kind).status_code == 201
    ratna.made = hadi.made
    return hadi, ratna


@ON_ONE_ENGINE
def test_what_both_agreed_to_stands(desks: tuple[RestDesk, RestDesk]) -> None:
    hadi, ratna = desks
    assert ratna.edit("assistance", signed_coach=False).json()["errors"][0]["code"] == "not-your-role"
    assert ratna.edit("assistance", signed_unit=True).status_code == 200
    refused = hadi.edit("assistance", advice="Lain.")
    assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [("/advice", "already-agreed")]
    assert hadi.edit("assistance", signed_coach=False).status_code == 200
    assert hadi.edit("assistance", advice="Lain.").status_code == 200


@ON_ONE_ENGINE
def test_what_the_unit_says_is_its_coordinators_alone_and_stands_with_the_rest(
    desks: tuple[RestDesk, RestDesk],
) -> None:
    hadi, ratna = desks
    for kind, other in (("assistance", "advice"), ("assistance_result", "because")):
        assert ratna.edit(kind, unit_says=SAID, signed_unit=True).json()["unit_says"] == SAID
        for desk, name in ((hadi, "unit_says"), (ratna, other)):
            said = desk.edit(kind, **{name: "Lain."}).json()["errors"]
            assert [(one["pointer"], one["code"]) for one in said] == [(f"/{name}", "not-your-role")]
        said = ratna.edit(kind, unit_says="Lain.").json()["errors"]
        assert [(one["pointer"], one["code"]) for one in said] == [("/unit_says", "already-agreed")]


def test_it_is_said_on_her_phone_and_read_on_the_officers(place: Place) -> None:
    place.person("Hadi", None, "district", area="33.22")
    place.person("Ratna", role="coordinator")
    feed, hadi, ratna = coaching_id(place.units["A"]), place.phone("Hadi"), place.phone("Ratna")
    visit = hadi.save("assistance", body_in("assistance", {}), feed=feed)
    assert results(hadi.push()) == ["applied"]
    ratna.sync()
    ratna.save("assistance", {"unit_says": SAID}, record=visit)
    assert results(ratna.push()) == ["applied"]
    hadi.sync()
    assert hadi.told[visit]["body"]["unit_says"] == SAID
    hadi.save("assistance", {"unit_says": "Bukan katanya."}, record=visit)
    assert faults(hadi.push()) == [[("/set/unit_says", "not-your-role")]]


@ON_ONE_ENGINE
def test_of_two_assessors_who_judge_a_year_without_a_line_the_second_is_told_that_it_was_judged(place: Place) -> None:
    place.person("Ratna", role="coordinator")
    feed, phones = coaching_id(place.units["A"]), []
    for name in ("Hadi", "Wati"):
        place.person(name, None, "district", area="33.22")
        phones.append(place.phone(name))
    hadi, wati = phones
    monitoring = hadi.save("monitoring", body_in("monitoring", {}), feed=feed)
    assert results(hadi.push()) == ["applied"]
    wati.sync()
    for phone in phones:
        phone.save("phase_assessment", body_in("phase_assessment", {"monitoring": monitoring}), feed=feed)
    assert results(hadi.push()) == ["applied"]
    assert faults(wati.push()) == [[("/set/year", "assessment-twice")]]
