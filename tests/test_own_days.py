"""The days on a client's own page, and the last one of the code that opens it."""

from datetime import UTC, datetime, timedelta

from api.db.engine import writing
from api.identity.people import Unit
from api.ids import shaped
from tests.conftest import Place
from tests.phone import Phone
from tests.test_own_data import client, opened, shown, unfit

__all__ = ["client"]


def test_her_days_are_those_of_her_unit(place: Place, sari: Phone, client: str) -> None:
    """Also the last one of a code, which ends nowhere in the country before it is over there."""
    with writing(place.engine) as session:
        session.get_one(Unit, place.units["A"]).timezone = "Asia/Jayapura"
    sari.save("family_member", {"relation": "father", "called": "Bapaknya"}, feed=client)
    written = int(datetime(2026, 11, 20, 15, tzinfo=UTC).timestamp() * 1000)
    sari.out[-1]["record"] = shaped(written << 80)
    sari.sync()
    there = place.clock().replace(hour=15, minute=0) + timedelta(days=1)  # where a day has just begun
    place.clock.ahead = there - place.clock()
    today = there.date() + timedelta(days=1)
    place.http.get(f"/v1/clients/{client}", headers=place.headers("Ratna"))
    made = place.http.post(f"/v1/clients/{client}/own-codes", headers=place.headers("Ratna")).json()
    assert made["until"] == str(today + timedelta(days=7))
    data = shown(place, made["code"])
    assert [one["on"] for one in data["records"] if one["kind"] == "family_member"] == ["2026-11-21"]
    assert [one["on"] for one in data["looks"]] == [str(today)]
    place.clock.ahead += timedelta(days=8)
    assert opened(place, made["code"]).status_code == 200, "in the west of the country it is still that day"
    place.clock.ahead += timedelta(hours=2, minutes=1)
    unfit(place, made["code"])
