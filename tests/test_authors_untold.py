"""The phone of an office is told of nobody who wrote what, but of what its person wrote herself."""

from tests.coaching_papers import advice, coached, coaching_paper
from tests.conftest import Place
from tests.team_papers import results

__all__ = ["coached", "coaching_paper"]


def test_an_officers_phone_hears_of_nobody_else_who_wrote_what(coached: Place) -> None:
    """Nor of whom a question is: the unit stands in her place."""
    unit, hadi, ratna = coached.units["A"], coached.phone("Hadi"), coached.phone("Ratna")
    made, hers = advice(hadi, unit), advice(ratna, unit)
    assert [results(phone.push()) for phone in (hadi, ratna)] == [["applied"], ["applied"]]
    for phone, heads in ((hadi, 7), (ratna, 5)):
        phone.sync()
        phone.save("coaching_paper", {"heads": heads}, record=made)
    for phone in (hadi, ratna):
        phone.push()  # hers comes second, and becomes a question
    told = [phone.sync().told for phone in (hadi, ratna)]
    asked_of = [one[made]["body"]["questions"]["heads"][0] for one in told]
    people = coached.people
    assert [one[hers]["by"] for one in told] == [unit, people["Ratna"]]
    assert [(one["by"], one["enrolment"]) for one in asked_of] == [(unit, None), (people["Ratna"], ratna.enrolment)]
    assert hadi.told[made]["by"] == unit
    hadi.save("coaching_paper", {"heads": 9}, record=hers)
    assert hadi.sync().told[hers]["by"] == people["Hadi"]
    read = coached.http.get(f"/v1/coaching-papers/{made}", headers=coached.headers("Hadi"))
    match = {**coached.headers("Hadi"), "If-Match": read.headers["ETag"]}
    answer = coached.http.patch(f"/v1/coaching-papers/{made}", json={"note": "Baru."}, headers=match)
    for one in (read, answer):
        assert [(each["by"], each["enrolment"]) for each in one.json()["questions"]["heads"]] == [(None, None)]
