"""What stands on a training's attendance list, and on the drafts of a decree and of an agreement."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from api.papers.paper_records import PaperRecords, shown
from api.records.coaching.funding import Funding

TRAINING = ("title", "sort", "starts_on", "ends_on", "hours", "place", "organiser", "mode", "modules")
LEAST_ROWS, SPARE_ROWS = 15, 5
LINES: tuple[str, ...] = get_args(get_args(Funding.model_fields["line"].annotation)[0])


def attendance_list(papers: PaperRecords, training: str, names: Mapping[str, str]) -> dict[str, Any] | None:
    """`names`: of people, by id, as far as the reader knows them. None where no such training is there. Blank rows
    stand below those who came."""
    found = papers.called("training", training)
    if found is None:
        return None
    came = [one for one in papers.of("training_attendance") if one.get("training") == training]
    people = [
        {"name": names.get(str(one.get("person")), ""), "agent": "person" in one, **shown(one, "satker")}
        for one in came
    ]
    blank = max(SPARE_ROWS, LEAST_ROWS - len(people))
    return {"training": shown(found, *TRAINING), "people": people, "blank": blank}


def decree_draft(year: int, people: Sequence[str]) -> dict[str, Any]:
    """`people`: names of those who work in the unit now, as far as the reader knows them."""
    return {"year": year, "people": list(people)}


def agreement_draft(papers: PaperRecords, year: int) -> dict[str, Any]:
    """Every line of a budget, those for documentation and reporting too, with what is planned for it this year."""
    found = [one for one in papers.of("funding") if one.get("year") == year]
    planned = {line: sum(one.get("planned") or 0 for one in found if one.get("line") == line) for line in LINES}
    return {"year": year, "lines": [{"line": line, "planned": amount or None} for line, amount in planned.items()]}
