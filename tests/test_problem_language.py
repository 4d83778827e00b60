"""A problem has a code that programs rely on, and a sentence in the language that was asked for."""

import json
import re
from string import Formatter
from typing import Any

import httpx
import pytest

from api.ids import new_id
from api.instruments.engine import SENTENCES as ANSWERS
from api.problems.language import CODES, TEXTS, preferred
from api.problems.tree import kinds
from api.records.declaration import declarations
from api.records.sentences import SENTENCES
from tests.conftest import Place
from tests.house import written
from tests.phone import Phone

LANGUAGES = sorted(TEXTS)


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_code_has_a_sentence_in_both_languages_with_the_same_parameters() -> None:
    told = {name: {code: parameters(text) for code, text in TEXTS[name]["sentences"].items()} for name in LANGUAGES}
    assert told["id"] == told["en"]
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", code) for code in CODES)
    assert all(re.search(r"(\.|\{\w+\})$", text) for name in LANGUAGES for text in TEXTS[name]["sentences"].values())


# Choices that are words or names as well: the programme's own.
INDONESIAN = {
    "anggota", "bahaya", "baru", "bersinar", "bnn", "bnnk", "bnnp", "kabupaten", "kades", "kelurahan", "ketua", "lurah",
    "penyuluhan", "rujukan", "sk", "skrining", "unit", "urine",
}  # fmt: skip


def test_no_sentence_says_a_word_that_only_programs_read() -> None:
    """Code words of fields' choices, such as `closed`, are not Indonesian; those of the programme's own papers are."""
    told = json.dumps(declarations())
    choices = {str(one) for options in re.findall(r'"options": (\[[^]]*\])', told) for one in json.loads(options)}
    assert {"closed", "never", "declined"} <= choices
    sentences = [*TEXTS["id"]["sentences"].values(), *(words["id"] for words in SENTENCES.values())]
    sentences += ANSWERS["id"].values()
    told_in = re.compile(r"\{\w+\}")  # a value stands there, never its name
    said = {word for text in sentences for word in re.findall(r"[a-z0-9_+-]+", told_in.sub("", text).lower())}
    assert said & choices <= INDONESIAN
    assert not [text for text in sentences if re.search(r"\{(expected|options|field|status)\}", text)]


def test_every_problem_has_a_title_and_a_sentence_of_its_own() -> None:
    names = {kind.name for kind in kinds()}
    assert all(set(TEXTS[name]["titles"]) == names for name in LANGUAGES)
    assert names <= CODES


def test_no_code_is_there_for_nothing() -> None:
    code = "\n".join(written(r"^api/.*\.py$").values())
    assert {one for one in CODES if f'"{one}"' not in code} - {kind.name for kind in kinds()} == set()


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("", "id"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("de, fr;q=0.9", "id"),
        ("de, en;q=0.5", "en"),
        ("en;q=0.5, id;q=0.9", "id"),
        ("in-ID, en;q=0.9", "id"),
        ("id;q=0.2,en;q=0.8", "en"),
        ("en;q=0", "id"),
        ("*", "id"),
        ("en;q=nine", "id"),
        ("," * 5000, "id"),
    ],
)
def test_the_language_is_the_one_that_is_preferred_of_those_known(asked: str, answered: str) -> None:
    assert preferred(asked) == answered


@pytest.mark.parametrize(
    ("language", "detail"), [("id", "Anda perlu masuk dulu."), ("en-US,en;q=0.9", "Sign in first.")]
)
def test_a_refusal_is_told_in_the_language_asked_for(place: Place, language: str, detail: str) -> None:
    for path in ("/v1/me", "/v1/clients"):
        answer = place.http.get(path, headers={"Accept-Language": language})
        assert (answer.json()["code"], answer.json()["detail"]) == ("sign-in-needed", detail)
        assert answer.headers["Content-Language"] == language[:2]
        assert "accept-language" in answer.headers["Vary"].lower()


def test_what_the_server_refuses_before_any_route_is_told_so_too(place: Place) -> None:
    answer = place.http.post("/v1/auth/token", content=b"x" * (2**21 + 1), headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["detail"]) == (413, "The request is too large.")
    assert answer.headers["Content-Language"] == "en"


def faults_of(answer: httpx.Response) -> set[tuple[str, str]]:
    body: dict[str, Any] = answer.json()
    return {(error["pointer"], error["code"]) for error in body["errors"]}


def test_each_fault_of_a_record_has_its_code_over_rest_and_in_a_push(place: Place, sari: Phone) -> None:
    headers = {**sari.headers, "Idempotency-Key": new_id(), "Accept-Language": "en"}
    body = {"code": "7Q4MK2X", "alias": "Mas Wahyu", "sex": "unknown", "status": "registered"}
    refused = place.http.post("/v1/clients", json=body, headers=headers)
    assert faults_of(refused) == {("/sex", "unknown-choice")}
    assert refused.json()["errors"][0]["detail"] == "This choice is unknown."
    again = place.http.post("/v1/clients", json={**body, "sex": "male"}, headers=headers)
    assert faults_of(again) == {("/code", "client-code")}
    sari.save("client", {**body, "sex": "male"})
    [result] = sari.push()["results"]
    assert (result["problem"]["code"], result["problem"]["errors"][0]["code"]) == ("invalid", "client-code")
