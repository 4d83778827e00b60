"""What a unit planned and spent in a year, for what and from where. Pure.

One fact for each line of a budget and source (`part`: `documentation_reporting/village_fund`), with the rupiah as
`value`. What is nothing has none.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from api.numbers.read_papers import UnitFact, UnitPapers, whole_year
from api.records.coaching.funding import Funding
from api.records.field_types import choices

PLANNED, SPENT = "planned_money", "spent_money"
MONEY = (PLANNED, SPENT)
# In the order in which they are told.
PARTS = tuple(f"{line}/{source}" for line, source in product(
    *(choices(Funding.model_fields[name].annotation) for name in ("line", "source"))
))  # fmt: skip


def money_facts(known: UnitPapers) -> Iterator[UnitFact]:
    """All of them, of each year that its papers name."""
    sums = Counter[tuple[str, str, int]]()
    for one in known.of("funding", "year", "line", "source"):
        part = f"{one['line']}/{one['source']}"
        for key, field in ((PLANNED, "planned"), (SPENT, "spent")):
            sums[key, part, one["year"]] += one.get(field) or 0
    for (key, part, year), rupiah in sums.items():
        if rupiah:
            yield UnitFact(key, part, *whole_year(year), str(rupiah))
