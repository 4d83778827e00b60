"""An institution reads what it was sent while the client agrees to that; afterwards its own work alone."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from api.changes.change_rows import CHANGE
from api.changes.index_tables import ROWS
from api.changes.sent_records import SENT
from api.changes.tables import SentRecord
from api.db.engine import reading, writing
from tests.samples import BODIES
from tests.test_returning import found, hand_in
from tests.town import Town, new_id_of_the_other


def since(town: Town, record: str) -> Any:
    """When it was over for the institution."""
    with reading(town.place.engine) as session:
        return session.get_one(SentRecord, (town.place.units["A"], record)).revoked_at


def test_who_no_longer_agrees_is_read_no_longer_by_who_was_sent_her(town: Town) -> None:
    record, case = town.records["referral"], f"/v1/clients/{town.client}"
    path = f"/v1/referrals/{record}"
    assert town.get("Maya", path).json()["carries"]
    act = {"act": "withdrawn", "on": BODIES["consent"]["on"], "layers": ["referral"]}
    consent = town.sari.save("consent", act, feed=town.client)
    town.sari.sync()
    assert not town.sari.refused, town.sari.refused
    left = town.get("Maya", path).json()
    assert left["status"] == "sent"
    assert (left["client"], left["over"]) == (None, "revoked")
    assert [item["over"] for item in town.get("Maya", "/v1/referrals").json()["items"]] == ["revoked"]
    assert not {"carries", "reason"} & set(left)
    assert town.get("Maya", case).status_code == 404
    assert "7Q4MK2H" not in town.get("Maya", f"{path}/history").text + town.get("Maya", "/v1/referrals").text
    assert town.get("Maya", "/v1/clients").json()["items"] == []
    town.sari.save("referral", {"transport": True}, record=record)
    town.sari.sync()
    assert "carries" not in town.get("Maya", path).json()
    town.sari.save("consent", {"voided_because": "Salah klien."}, record=consent)
    town.sari.sync()
    assert town.get("Maya", path).json()["carries"]
    assert "over" not in town.get("Maya", path).json()


def lose(town: Town, record: str) -> None:
    """As if it had been made after the backup."""
    with writing(town.place.engine) as session:
        for table in (ROWS["referral"].c.id, SENT.c.record, CHANGE.c.record):
            session.execute(delete(table.table).where(table == record))


def test_who_agrees_to_another_institution_alone_is_read_there_alone_also_after_a_restore(town: Town) -> None:
    record = town.records["referral"]
    lost = found(town.sari, record)
    act = {**BODIES["consent"], "partners": [new_id_of_the_other(town.place)]}
    town.sari.save("consent", act, feed=town.client)
    town.sari.sync()
    assert not town.sari.refused, town.sari.refused
    assert "carries" not in town.get("Maya", f"/v1/referrals/{record}").json()
    lose(town, record)
    town.place.restore(town.sari)
    assert hand_in(town.sari, *lost) == ["made"]
    told = town.get("Maya", f"/v1/referrals/{record}").json()
    assert (told["over"], "carries" in told) == ("revoked", False)


def test_a_consent_that_was_written_down_by_mistake_opens_nothing(town: Town) -> None:
    path = f"/v1/referrals/{town.records['referral']}"
    town.sari.save("consent", {"voided_because": "Salah klien."}, record=town.records["consent"])
    town.sari.sync()
    assert not town.sari.refused, town.sari.refused
    told = town.get("Maya", path).json()
    assert (told["over"], "carries" in told) == ("revoked", False)
    over_since = since(town, town.records["referral"])
    town.place.clock.ahead = timedelta(minutes=1)
    town.sari.save("consent", BODIES["consent"], feed=town.client)
    later = town.sari.save("referral", {**BODIES["referral"], "no_agreement_because": "Terdekat."}, feed=town.client)
    act = {"act": "withdrawn", "on": BODIES["consent"]["on"], "layers": ["referral"]}
    town.sari.save("consent", act, feed=town.client)
    town.sari.sync()
    assert not town.sari.refused, town.sari.refused
    assert since(town, later) > over_since == since(town, town.records["referral"]), "each from its own moment on"
    town.sari.save("consent", {**BODIES["consent"], "on": town.place.today()}, feed=town.client)
    town.sari.sync()
    assert town.get("Maya", path).json()["carries"]
