"""What each office reaches of a unit's coaching papers, and which role writes what."""

import inspect
from typing import Any

import pytest
from sqlmodel import col, select

from api.access.read_log import ReadLog
from api.access.scope import enter
from api.changes import validation
from api.changes.permission import Permission, permission_of
from api.changes.schemas import Change as SentChange
from api.changes.tables import Change
from api.changes.validation import barred_fields
from api.db.engine import reading, writing
from api.db.stated_scope import set_rls_reader
from api.identity.actors import find_actor
from api.ids import new_id
from api.problems.tree import Invalid
from api.records.declaration import declared
from api.sync.push import Moments, open_batch
from tests.coaching_papers import ADVICE, CoachingPaper, advice, coached, coaching_paper
from tests.conftest import Place
from tests.samples import BODIES
from tests.team_papers import faults, results
from tests.test_coaching_feeds import asked

__all__ = ["coached", "coaching_paper"]


def test_each_role_writes_what_is_its_own(coached: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told alike to a phone and over REST; the phone is told beforehand, by the declaration."""
    monkeypatch.setattr(CoachingPaper, "written_by", frozenset({"district"}))
    monkeypatch.setattr(validation, "barred_fields", inspect.unwrap(barred_fields))  # it was asked of the kind before
    told = declared(CoachingPaper)
    assert (told["written_by"], told["field_writers"]) == (["district"], {"reply": ["coordinator"]})
    unit, refused = coached.units["A"], "not-your-role"
    hadi, ratna = coached.phone("Hadi"), coached.phone("Ratna")
    made = advice(hadi, unit)
    advice(hadi, unit, reply="Setuju.")
    assert results(answer := hadi.push()) == ["applied", "refused"]
    assert faults({"results": answer["results"][1:]}) == [[("/set/reply", refused)]]
    ratna.sync()
    advice(ratna, unit)
    ratna.save("coaching_paper", {"heads": 7, "reply": "Setuju."}, record=made)
    assert faults(ratna.push()) == [[("/kind", refused)], [("/set/heads", refused)]]
    ratna.save("coaching_paper", {"reply": "Setuju."}, record=made)
    assert results(ratna.push()) == ["applied"]
    assert hadi.sync().told[made]["body"] == {**ADVICE, "reply": "Setuju."}
    path = "/v1/coaching-papers"
    errors = asked(coached, "Ratna", path, dict(ADVICE)).json()["errors"]
    assert [(one["pointer"], one["code"]) for one in errors] == [("", refused)]
    for who, sets in (("Ratna", {"heads": 7}), ("Hadi", {"reply": "Tidak."}), ("Ratna", {"voided_because": "Salah."})):
        headers = {**coached.headers(who), "If-Match": asked(coached, who, f"{path}/{made}").headers["ETag"]}
        headers["Content-Type"] = "application/merge-patch+json"
        patched = coached.http.patch(f"{path}/{made}", json=sets, headers=headers)
        assert [(one["pointer"], one["code"]) for one in patched.json()["errors"]] == [
            (f"/{next(iter(sets))}", refused)
        ]


def test_the_village_reads_what_the_kind_opens_and_province_and_nation_nothing(coached: Place, client_of: Any) -> None:
    """With no filter of a query, too: on PostgreSQL the second wall has no row more."""
    hadi, sari, unit = coached.phone("Hadi"), coached.phone("Sari"), coached.units["A"]
    made, path, client = advice(hadi, unit), "/v1/coaching-papers", client_of(sari)
    hadi.sync()
    read = asked(coached, "Lurah", f"{path}/{made}").json()
    assert {name for name in read if name in ADVICE} == {"on", "heads"}
    assert (read["unit"], asked(coached, "Lurah", f"{path}/{made}/history").status_code) == (unit, 200)
    assert [one["id"] for one in asked(coached, "Lurah", path).json()["items"]] == [made]
    with reading(coached.engine) as session:
        assert [(row.role, row.how) for row in session.exec(select(ReadLog).order_by(col(ReadLog.at))).all()] == [
            ("village", how) for how in ("read", "history", "list")
        ]
    sent = {**ADVICE, "unit": unit}
    advice(hadi, unit)
    for who in ("Kades", "Propinsi", "Pusat", "Lurah"):
        if who != "Lurah":
            assert asked(coached, who, path).json()["items"] == []
            assert asked(coached, who, f"{path}/{made}").status_code == 404
        assert asked(coached, who, f"/v1/clients/{client}").status_code == 404
        assert asked(coached, who, path, sent).status_code == 404
        pushed = coached.http.post("/v1/sync/push", json=hadi.ask(changes=hadi.out), headers=coached.headers(who))
        assert pushed.status_code == 404, who
        pulled = coached.http.post("/v1/sync/pull", json=hadi.ask(follows="0" * 64), headers=coached.headers(who))
        assert (pulled.json()["feeds"], pulled.json()["told"]) == ({}, [])
    with reading(coached.app.state.engine) as session:
        for who, rows in (("Lurah", 1), ("Kades", 0), ("Propinsi", 0), ("Pusat", 0), ("Hadi", 1), ("Jauh", 0)):
            actor = find_actor(session, coached.people[who])
            set_rls_reader(session, actor)
            enter(session, actor, coached.clock())
            seen = session.exec(select(Change.record)).all()
            assert coached.engine.dialect.name == "sqlite" or seen == [made] * rows, who


def test_each_level_has_areas_of_its_own(place: Place) -> None:
    wrong = {
        "district": ("33.22.01.2001", "33", "33.22.01"), "province": ("33.22",), "village": ("33.22", "33.22.01"),
    }  # fmt: skip
    for role, codes in wrong.items():
        for code, why in ((code, "area-of-another-level") for code in codes):
            with pytest.raises(Invalid) as refused:
                place.person("X", None, role, area=code)
            assert [(one["pointer"], one["code"]) for one in refused.value.members["errors"]] == [("/area", why)]
        for code, why in (("99.99", "/area"), (None, "/role")):
            with pytest.raises(Invalid) as refused:
                place.person("X", None, role, area=code)
            assert [one["pointer"] for one in refused.value.members["errors"]] == [why]


def test_an_officer_opens_no_case(coached: Place) -> None:
    """Neither where her phone can name no home, nor in one that she names with a paper; nor over REST, where her own
    list of fields is no agent's."""
    hadi, unit = coached.phone("Hadi"), coached.units["A"]
    sent = {"id": new_id(), "kind": "client", "record": new_id(), "at": hadi.now(), "set": BODIES["client"]}
    change = SentChange.model_validate({**sent, "feed": sent["record"]})
    with writing(coached.engine) as session:
        actor = find_actor(session, coached.people["Hadi"])
        batch = open_batch(session, actor, Moments(coached.clock(), None), unit).load([change])
        assert permission_of(batch, change) is Permission.UNKNOWN
    for path in ("/v1/clients?missing=note", "/v1/visits?missing=note"):
        assert asked(coached, "Hadi", path).json()["errors"][0]["pointer"] == "/query/missing"
