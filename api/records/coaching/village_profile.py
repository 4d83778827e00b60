"""The mapping of a village (*pemetaan*): how much danger there is, and what there is to build on."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from api.records.coaching.shared_fields import OFFICER, Year, year_faults
from api.records.field_types import Line, PastDay, VillageCode
from api.records.once import Once
from api.records.record import Case, Fault, Record
from api.records.rule import Where
from api.records.rules import AtMost, InOrder, Required


class VillageProfile(Record):
    """One a year of a village of the unit."""

    kind: ClassVar = "village_profile"
    plural: ClassVar = "village-profiles"
    about: ClassVar = "How much danger there is in a village, and what there is to build on. Once a year."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"village", "year", "on"})
    required_fields: ClassVar = frozenset({"risk"})
    looks_at: ClassVar = frozenset({"village_profile"})
    readable_by: ClassVar = {
        "village": frozenset(
            {"on", "village", "year", "risk", "main_signs", "beside_signs", "population", "programmes", "bersinar",
             "bersinar_on", "bersinar_decree", "potentials", "voided_because"}
        )
    }  # fmt: skip
    rules: ClassVar = (
        Once(code="profile_twice", of="village_profile", fields=("village", "year")),
        AtMost(code="more_than_live_there", field="users_estimate", bound="population"),
        Required(
            code="bersinar_day_needed", fields=("bersinar_on",), when=(Where("bersinar", ("declared",)),)
        ),
        InOrder(code="bersinar_after", first="bersinar_on", then="on"),
    )  # fmt: skip
    example: ClassVar = {
        "on": "2026-02-12",
        "village": "33.22.10.2005",
        "year": 2026,
        "risk": "waspada",
        "main_signs": ["cases", "use"],
        "beside_signs": ["boarding_houses", "migrants"],
        "population": 8450,
        "users_estimate": 60,
        "programmes": ["bersinar"],
        "bersinar": "planned",
        "potentials": ["puskesmas", "youth", "umkm"],
        "source": "Data desa dan polsek.",
    }
    edit: ClassVar = {"risk": "siaga"}

    on: PastDay | None = None
    """The day on which it was written down."""
    village: VillageCode | None = None
    """Which village."""
    year: Year | None = None
    """The year it tells of."""
    risk: Literal["bahaya", "waspada", "siaga", "aman"] | None = None
    """The class of danger: danger, beware, on guard, safe."""
    main_signs: (
        Annotated[list[Literal["cases", "production", "dealers", "couriers", "use"]], Field(max_length=5)] | None
    ) = None
    """The main indicators that were found."""
    beside_signs: (
        Annotated[
            list[
                Literal[
                    "entertainment", "boarding_houses", "no_facilities", "low_interaction", "tourism", "migrants",
                ]
            ],
            Field(max_length=6),
        ]
        | None
    ) = None  # fmt: skip
    """The supporting indicators that were found."""
    population: Annotated[int, Field(ge=0, le=999_999)] | None = None
    """How many people live there."""
    users_estimate: Annotated[int, Field(ge=0, le=999_999)] | None = None
    """How many are thought to use drugs."""
    programmes: (
        Annotated[list[Literal["bersinar", "kampung_tangguh", "ikotan", "phbs", "other"]], Field(max_length=5)] | None
    ) = None
    """Other programmes there."""
    bersinar: Literal["no", "planned", "declared"] | None = None
    """Whether it is a *Desa* or *Kelurahan Bersinar*."""
    bersinar_on: PastDay | None = None
    """Since when. Null: it is none."""
    bersinar_decree: Line | None = None
    """The number of its decree."""
    potentials: (
        Annotated[
            list[Literal["puskesmas", "school", "umkm", "bumdes", "worship", "youth", "post", "blk"]],
            Field(max_length=8),
        ]
        | None
    ) = None
    """What there is to build on."""
    source: Line | None = None
    """Where it is known from."""

    def check(self, _before: Self | None, case: Case) -> Iterator[Fault]:
        """Its year has begun."""
        yield from year_faults(self.year, case)
