"""What offices wrote for areas, as it counts of a unit that lies in one: as a paper of its own would. Pure."""

from collections.abc import Iterator, Sequence

import orjson

from api.changes.area_papers import CoveringPaper, covers_village
from api.records.task_case import TaskRecord


def papers_covering(village: str, papers: Sequence[CoveringPaper]) -> list[CoveringPaper]:
    """Those that cover this village."""
    return [one for one in papers if covers_village(one.regions, village)]


def as_unit_papers(paper: CoveringPaper) -> Iterator[TaskRecord]:
    """Under the same id in each unit, by which a training counts once; and from which offices people came to it."""
    days = {"starts_on": str(paper.starts_on), "ends_on": str(paper.ends_on)}
    yield TaskRecord(paper.id, paper.kind, days)
    for at, office in enumerate(orjson.loads(paper.said).get("offices", ())):
        came = {"training": paper.id, "satker": office["satker"]}
        yield TaskRecord(f"{paper.id} {at}", "training_attendance", came)
