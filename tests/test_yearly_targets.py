"""What is wanted in a year stands beside what was told of that year so far, and beside nothing else."""

from collections.abc import Iterator

from api.db.bulk import insert_rows
from api.db.engine import writing
from api.numbers.telling import TOLD, rows_of
from api.numbers.told_spans import ToldBlock
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.test_unit_progress import put, this_year

OFFICES = {"Hadi": ("district", "33.22"), "Jauh": ("district", "33.21"), "Pusat": ("national", None)}
MEASURES = ("reached", "voluntary", "clients", "satisfaction_index", "plans")


def offices(place: Place) -> None:
    for name, (role, area) in OFFICES.items():
        place.person(name, None, role, area=area)


def quarters(place: Place) -> Iterator[tuple[str, list[ToldBlock]]]:
    """Two of this year, of one regency; in the second its plans were few."""
    for number, (new, sent, gladly, stand, mean) in enumerate([(12, 10, 5, 40, 90), (8, 10, 8, 30, 80)], 1):
        told = {("reached", ""): new, ("voluntary", ""): sent, ("voluntary", "yes"): gladly, ("clients", ""): stand}
        told |= {("satisfaction_index", ""): mean, **({("plans", ""): 9} if number == 1 else {})}
        marks = [ToldBlock("", "country", "", one, "", 9) for one in ("", *MEASURES)]
        cells = [ToldBlock(measure, "regency", "33.22", block, "33.22", n) for (measure, block), n in told.items()]
        yield f"{this_year(place)}-Q{number}", [*marks, *cells]


def wanted(place: Place, name: str, **asked: str) -> dict[tuple[str, str], tuple[int, int | None]]:
    told = place.http.get("/v1/numbers", params={"level": "regency", **asked}, headers=place.headers(name)).json()
    return {(one["place"], one["measure"]): (one["value"], one["reached"]) for one in told["targets"]}


def test_a_years_target_stands_beside_what_was_told_of_that_year(place: Place) -> None:
    """Added up; a share in per cent of all quarters; where clients stand, and a mean, as the newest has it; and what
    one quarter does not tell, the year does not either."""
    offices(place)
    with writing(place.engine) as session:
        for span, blocks in quarters(place):
            insert_rows(session, TOLD, list(rows_of(span, blocks)))
    for measure in (*MEASURES, "agents_trained"):
        assert put(place, "Pusat", "33.22", 60, measure=measure).status_code == 200
    assert put(place, "Pusat", "33.21", 7, measure="reached").status_code == 200
    sums = {"reached": (60, 20), "voluntary": (60, 65), "clients": (60, 30), "satisfaction_index": (60, 80)}
    sums |= {"plans": (60, None)}
    mine = {("33.22", measure): value for measure, value in sums.items()}
    assert wanted(place, "Hadi") == mine
    assert wanted(place, "Hadi", span=f"{this_year(place)}-Q1", measure="plans") == {("33.22", "plans"): (60, 9)}
    assert wanted(place, "Jauh") == {}, "no unit lies there, so no row of a table does"
    assert put(place, "Pusat", "33.22", None, measure="plans").status_code == 200
    assert ("33.22", "plans") not in wanted(place, "Hadi")


@ON_ONE_ENGINE
def test_no_more_than_all_can_be_wanted_of_a_share(place: Place) -> None:
    offices(place)
    refused = put(place, "Pusat", "33.22", 101, measure="voluntary")
    assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [("/value", "number-too-large")]
    assert put(place, "Pusat", "33.22", 101, measure="reached").status_code == 200
