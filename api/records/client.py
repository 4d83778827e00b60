"""A client: an alias and a code, never a name. Her record opens her case, and its id is the case's feed."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints

from api.records.record import Fault, Record, Text

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHAPE = re.compile(f"[{CROCKFORD}]{{6}}[{SYMBOLS}]")


def check_symbol(symbols: str) -> str:
    """The check symbol of ISO 7064 MOD 37,36 for some of 0-9A-Z. Catches every single slip and swap of neighbours."""
    product = 36
    for symbol in symbols:
        total = (product + SYMBOLS.index(symbol)) % 36 or 36
        product = total * 2 % 37
    return SYMBOLS[(37 - product) % 36]


class Client(Record):
    """What is known of a client. The code is a help for people: not a key, not unique."""

    kind: ClassVar = "client"
    plural: ClassVar = "clients"
    opens_case: ClassVar = True
    immutable_fields: ClassVar = frozenset({"code"})
    required_fields: ClassVar = frozenset({"alias"})
    exclusive_fields: ClassVar = frozenset({"status"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"code", "alias", "age_band", "sex", "found_by", "village", "status", "closed_reason", "voided_because"}
        ),
        "partner": frozenset({"code", "alias"}),
    }
    example: ClassVar = {"code": "7Q4MK2H", "alias": "Mas Wahyu", "age_band": "18-24", "sex": "male"}

    code: Annotated[str | None, Field(description="6 Crockford symbols and a check symbol (ISO 7064 MOD 37,36).")] = (
        None
    )
    alias: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None
    age_band: Literal["0-14", "15-17", "18-24", "25-34", "35-44", "45-59", "60+"] | None = None
    sex: Literal["female", "male", "unsaid"] | None = None
    found_by: (
        Literal["outreach", "self", "family", "neighbour", "leader", "health_worker", "school", "partner", "other"]
        | None
    ) = None
    village: Annotated[
        Annotated[str, StringConstraints(pattern=r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$")] | None,
        Field(description="Kemendagri code of the village, such as 33.22.01.2001."),
    ] = None
    occupation: (
        Literal["none", "seeking", "working", "apprentice", "business", "studying", "homemaker", "other"] | None
    ) = None
    status: Literal["registered", "accompanied", "aftercare", "closed"] | None = None
    closed_reason: Literal["finished", "dropped_out", "moved", "referred", "died", "detained"] | None = None
    note: Text | None = None

    def check(self, before: Self | None, today: date) -> Iterator[Fault]:
        """The code's check symbol; a closed case says why, an open one does not."""
        if self.code and not (SHAPE.fullmatch(self.code) and check_symbol(self.code[:6]) == self.code[6]):
            yield Fault(("code",), "Kode klien salah ketik: huruf atau angka pemeriksanya tidak cocok.")
        if (self.status == "closed") != bool(self.closed_reason):
            yield Fault(
                ("closed_reason", "status"), "Alasan ditutup ditulis bila, dan hanya bila, pendampingan ditutup."
            )
