"""Family, situation and urine tests: only with her yes, and read by nobody who need not."""

from typing import Any

import pytest

from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_consents import GIVEN, refused_at, withdrawn


def asked(sari: Phone, client_of: Any, *layers: str) -> tuple[str, str]:
    """A client and her consent to these layers."""
    client = client_of(sari)
    return client, sari.save("consent", {**GIVEN, "layers": list(layers)}, feed=client)


@pytest.mark.parametrize(
    ("member", "at"),
    [
        ({"role": ["danger", "must_not_know"]}, []),
        ({"called": "Ayahnya"}, []),
        ({"role": ["supports"]}, ["role"]),
        ({"may_know": ["goals"]}, ["may_know"]),
        ({"may_know": ["nothing"]}, []),
        ({"may_know": ["nothing", "goals"], "role": ["danger"]}, ["may_know", "may_know"]),
    ],
)
@ON_ONE_ENGINE
def test_only_whom_to_beware_of_is_written_without_her_yes(
    sari: Phone, client_of: Any, member: dict[str, Any], at: list[str]
):
    sari.save("family_member", {"relation": "father", **member}, feed=client_of(sari))
    assert refused_at(sari) == at


def test_who_is_involved_stands_on_her_yes_until_she_takes_it_back(sari: Phone, client_of: Any):
    client, consent = asked(sari, client_of, "family")
    mother = {"relation": "mother", "role": ["supports"], "consent": consent}
    known = sari.save("family_member", mother, feed=client)
    sari.save("consent", withdrawn("family"), feed=client)
    sari.save("family_member", {"called": "Ibunya"}, record=known)
    assert refused_at(sari) == []
    sari.save("family_member", {**mother, "relation": "sibling"}, feed=client)
    assert refused_at(sari) == ["role"]


@pytest.mark.parametrize(
    ("more", "at"),
    [
        ({}, []),
        ({"why": "start"}, ["why"]),
        ({"results": {}}, ["results"]),
        ({"results": {"met": "maybe"}}, ["results/met"]),
        ({"results": {"heroin": "neg"}}, ["results/heroin"]),
        ({"done_by": None}, ["done_by"]),
    ],
)
@ON_ONE_ENGINE
def test_a_urine_test_that_cannot_be_is_refused_at_its_field(
    sari: Phone, client_of: Any, more: dict[str, Any], at: list[str]
):
    client, _ = asked(sari, client_of, "urine")
    sari.save("urine_test", {**BODIES["urine_test"], **more}, feed=client)
    assert [one.split("/[")[0] for one in refused_at(sari)] == at


def test_no_test_and_no_question_after_she_took_back_her_yes(sari: Phone, client_of: Any):
    for kind, layer in (("urine_test", "urine"), ("situation", "participation")):
        client, _ = asked(sari, client_of, layer)
        sari.save("consent", withdrawn(layer), feed=client)
        sari.save(kind, {**BODIES[kind], "on": "2026-11-12"}, feed=client)
        assert refused_at(sari) == ["on"]


def test_no_office_reads_a_urine_test_and_the_coordinator_only_counts_the_family(
    place: Place, sari: Phone, client_of: Any
):
    client, _ = asked(sari, client_of, "urine", "family")
    test = sari.save("urine_test", BODIES["urine_test"], feed=client)
    member = sari.save("family_member", BODIES["family_member"], feed=client)
    lives = sari.save("situation", BODIES["situation"], feed=client)
    sari.sync()
    place.person("Ratna", "A", "coordinator")
    http, headers = place.http, place.headers("Ratna")
    assert http.get(f"/v1/urine-tests/{test}", headers=headers).status_code in (403, 404)
    assert not http.get("/v1/urine-tests", headers=headers).json().get("items")
    known = {"id", "client", "unit", "n", "changed_at"}
    assert set(http.get(f"/v1/family-members/{member}", headers=headers).json()) == known
    assert set(http.get(f"/v1/situations/{lives}", headers=headers).json()) == known | {"on", "point"}
