"""What looks like nothing is not given: one pattern for server and phone, and every text that has to be given."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.records.blank_text import is_blank
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_own_data import answer, ask, code_of, waiting

VECTORS = json.loads((Path(__file__).parent / "vectors/blank_texts.json").read_text("utf-8"))
NOTHING = "\u200b\u2060 "
WITH_JOINERS = "Ma\u200cruf \U0001f469\u200d\U0001f91d\u200d\U0001f469"


@pytest.mark.parametrize("said", VECTORS["blank"], ids=ascii)
def test_nobody_sees_anything_of_it(said: str) -> None:
    assert is_blank(said)


@pytest.mark.parametrize("said", VECTORS["shown"], ids=ascii)
def test_whoever_wrote_something_wrote_it(said: str) -> None:
    assert not is_blank(said)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("client", {"alias": NOTHING}),
        ("plan", {"goals": [{"own_words": NOTHING}]}),
        ("move", {"because": NOTHING}),
        ("referral", {"status": "cancelled", "status_because": NOTHING}),
        ("visit", {"voided_because": NOTHING}),
    ],
)
@ON_ONE_ENGINE
def test_a_phone_is_refused_a_required_text_that_is_none(
    sari: Phone, client_of: Any, kind: str, fields: dict[str, Any]
) -> None:  # fmt: skip
    client = client_of(sari)
    sari.save("consent", BODIES["consent"], feed=client)
    if kind == "client":
        sari.save("client", fields, record=client)
    else:
        sari.save(kind, {**BODIES[kind], **fields}, feed=client)
    result = sari.push()["results"][-1]
    [fault] = result["problem"]["errors"]
    assert fault["pointer"].split("/")[2] in fields
    assert fault["code"] in ("required", "text-empty", "because-needed")


def test_a_text_with_joiners_inside_stays_as_it_was_typed(sari: Phone, client_of: Any) -> None:
    client = client_of(sari, WITH_JOINERS)
    assert sari.told[client]["body"]["alias"] == WITH_JOINERS


def test_a_reason_over_rest_and_an_answer_are_seen_by_who_reads_them(place: Place, sari: Phone, client_of: Any) -> None:
    client = client_of(sari)
    place.person("Ratna", role="coordinator")
    dewi = place.person("Dewi")
    assert dewi or place.people["Dewi"]
    invited = place.http.post(
        f"/v1/clients/{client}/followers",
        json={"agent": place.people["Dewi"], "reason": NOTHING},
        headers=sari.headers,
    )
    assert (invited.status_code, invited.json()["errors"][0]["code"]) == (422, "text-empty")
    assert ask(place, code_of(place, client), "erase").status_code == 201
    said = answer(place, waiting(place)[0]["id"], outcome="declined", answer=NOTHING)
    assert (said.status_code, said.json()["errors"][0]["code"]) == (422, "text-empty")
