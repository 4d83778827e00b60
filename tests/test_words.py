"""One word for one thing, wherever a person reads it: on the phone, in the server's sentences, in data we ship."""

import re

import pytest

from tests.house import written

READ = {
    name: text
    for name, text in written(
        r"^pwa/src/.*(words\.id|/id(\.\w+)?)\.ts$|^pwa/src/.*\.id\.json$"
        r"|^api/(problems/sentences/id|records/sentences|policies/emergency_card-\d+)\.json$"
    ).items()
}
UNSAID = {
    "the ketua unit has one name": r"koordinator",
    "what is learnt is pelatihan kerja": r"vokasional",
    "a screen is pressed": r"\b(di)?ketuk",
    "nobody is called by the use of a drug, or as a suspect": r"pecandu|tersangka|penyalah ?guna",
    "a colleague is a rekan": r"\bagen lain\b",
    "a consent is withdrawn , a record taken back, a list pulled": r"\b(me|di|pe)?n?tarik(?! untuk memuat ulang)",
    "a screening is a skrining": r"wawancara",
    "a client has a panggilan , a lock screen a nama samaran": r"(tanpa|pakai) nama samaran",
    "a browser's private mode is called as browsers call it": r"penyamaran",
}


def test_these_are_the_words_of_every_page() -> None:
    assert len(READ) > 20
    assert {"pwa/src/words/id.ts", "pwa/src/words/id.pages.ts", "api/records/sentences.json"} <= READ.keys()
    assert any("ketua unit" in text for text in READ.values())


@pytest.mark.parametrize("why", UNSAID)
def test_a_word_that_means_something_else_is_never_said(why: str) -> None:
    said = [f"{name}: {match[0]}" for name, text in READ.items() for match in re.finditer(UNSAID[why], text, re.I)]
    assert said == [], why
