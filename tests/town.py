"""A place with a case of every kind in it, and everybody who may or may not see it."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import select

from api.db.engine import reading, writing
from api.identity.people import Partner
from api.identity.provisioning import make_partner
from api.records import KINDS
from tests.place import Place
from tests.samples import BODIES, CASE_KINDS, PARTNER, SERVICES, body_in


class Town:
    """Sari has a case with a record of every kind; everybody else wants to see it."""

    def __init__(self, place: Place) -> None:
        self.place, self.records = place, {}
        with writing(place.engine) as session:
            make_partner(session, "Klinik lain (contoh)", "clinic", "33.22.01.2001", SERVICES)
        self.sari = place.phone("Sari")
        self.client = self.sari.save("client", BODIES["client"])
        self.records["client"] = self.client
        for kind in (kind for kind in CASE_KINDS if kind != "client"):
            self.records[kind] = self.sari.save(kind, body_in(kind, self.records), feed=self.client)
        self.sari.sync()
        assert not self.sari.refused, self.sari.refused
        place.person("Dewi")
        place.person("Ratna", role="coordinator")
        place.person("Budi", "B")
        place.person("Tono", "B", role="coordinator")
        place.person("Maya", None, role="partner", partner=PARTNER)
        place.person("Lain", None, role="partner", partner=new_id_of_the_other(place))
        place.person("Hadi", None, role="district", area="33.22")
        place.person("Jauh", None, role="district", area="33.21")
        place.person("Admin", None, role="admin")

    def get(self, name: str, path: str) -> Any:
        return self.place.http.get(path, headers=self.place.headers(name))

    def paths(self, kind: str) -> Iterator[str]:
        yield f"/v1/{KINDS[kind].plural}/{self.records[kind]}"
        yield f"/v1/{KINDS[kind].plural}/{self.records[kind]}/history"

    def listed(self, name: str, kind: str) -> list[Any]:
        answer = self.get(name, f"/v1/{KINDS[kind].plural}")
        assert answer.status_code == 200
        return [item for item in answer.json()["items"] if item["id"] == self.records[kind]]


def new_id_of_the_other(place: Place) -> str:
    with reading(place.engine) as session:
        return session.exec(select(Partner.id).where(Partner.id != PARTNER)).one()
