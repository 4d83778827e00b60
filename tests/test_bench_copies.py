"""What the bench copies as rows is a caseload to its server and to a phone, whatever tables were added since."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from bench.copies import Template
from bench.database import Database
from tests.phone import Phone
from tests.place import Place


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_phone_finds_a_copied_caseload_right(
    place: Place, sari: Phone, dewi: Phone, budi: Phone, client_of: Callable[..., str]
) -> None:
    client = client_of(sari)
    sari.save("visit", {"on": "2027-01-04", "place": "home", "status": "done"}, feed=client)
    sari.sync()
    client_of(budi)  # a home that never pushed has no counter
    file = str(place.engine.url.database)
    template = Template(SimpleNamespace(database=Database("sqlite", file)), place.units["A"], sari.card["agent"]["id"])
    template.copy([(place.units["A"], dewi.card["agent"]["id"]), (place.units["B"], budi.card["agent"]["id"])])
    for phone, held in ((dewi, 1), (budi, 2)):
        phone.sync()
        assert len([one for one in phone.told.values() if one["kind"] == "client"]) == held
