"""Whoever leads a village says of a decree that bears her office that it is hers, and of nothing else."""

from tests.conftest import Place
from tests.test_coaching_kinds import RestDesk, hadi, unit

__all__ = ["hadi", "unit"]


def test_whoever_leads_the_village_confirms_her_decree_and_writes_nothing_else(place: Place, hadi: RestDesk) -> None:
    """It stands until she takes that back; of one that another office signed it is not hers to say."""
    for name, village in (("Lurah", "33.22.01.2001"), ("Kades", "33.22.01.2003")):
        place.person(name, None, "village", area=village)
    lurah = RestDesk(place, "Lurah", hadi.unit)
    hadi.create("decree")
    lurah.made = hadi.made
    said = [hadi.edit("decree", signed_village=True), lurah.edit("decree", number="1"), lurah.create("decree")]
    assert [answer.status_code for answer in said] == [422, 403, 404]
    assert said[0].json()["errors"][0]["code"] == "not-your-role"
    assert lurah.edit("decree", signed_village=True).json()["signed_village"] is True
    stands = hadi.edit("decree", ends_on="2030-12-31").json()["errors"]
    assert [(one["pointer"], one["code"]) for one in stands] == [("/ends_on", "decree-confirmed")]
    assert lurah.edit("decree", signed_village=None).status_code == 200
    assert hadi.edit("decree", ends_on="2030-12-31").status_code == 200
    hadi.create("decree", number="2", signed_by="camat")
    refused = lurah.edit("decree", signed_village=True).json()["errors"]
    assert [one["code"] for one in refused] == ["decree-of-others"]
    path = f"/v1/decrees/{hadi.made['decree']}"
    assert place.http.get(path, headers=place.headers("Kades")).status_code == 404
