"""A visit costs five taps, a new client less than five minutes of talk and taps.

How long the phone itself takes is `bench/`'s to say, on a machine that does nothing else.
"""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

MOST_TAPS, MOST_SECONDS = 5, 300
SAVED = "Tersimpan di HP"
COUNT = "() => { globalThis.taps = 0; addEventListener('click', (tap) => { taps += Number(tap.isTrusted); }, true); }"


def a_visit_takes_five_taps(sari: Person) -> None:
    sari.open_client("Mas Wahyu")
    sari.sees_nothing_of(SAVED)
    sari.page.evaluate("taps = 0")
    sari.tap("Catat kunjungan")
    for answer in ("Kurang baik", "Bertambah", "7 hari lagi"):
        sari.tap(answer)
    sari.tap("Simpan", exact=True)
    sari.sees(SAVED)
    assert 0 < sari.page.evaluate("taps") <= MOST_TAPS


def a_meeting_takes_five_taps(sari: Person) -> None:
    sari.open_client("Mas Wahyu")
    sari.sees("Pertemuan 3 dari 8")
    sari.page.evaluate("taps = 0")
    sari.tap("Catat pertemuan")
    sari.tap("Baik", exact=True)
    sari.tap("Perasaan", exact=True)
    sari.tap("7 hari lagi")
    sari.tap("Simpan", exact=True)
    sari.sees("Pertemuan 4 dari 8")
    expect(sari.page.get_by_text(SAVED, exact=True)).to_have_count(2)
    assert 0 < sari.page.evaluate("taps") <= MOST_TAPS


# What is said aloud: questions and what explains them; of the answers only layers of consent, one after the other.
ALOUD = """() => {
  const page = document.querySelector('main').cloneNode(true), said = [];
  for (const one of page.querySelectorAll('header, table, [role=status]')) one.remove();
  for (const one of page.querySelectorAll('button')) if (!one.textContent.includes('.')) one.remove();
  const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) said.push(...texts.currentNode.data.split(/\\s+/).filter(Boolean));
  return said.length;
}"""


class Talking(Person):
    """Counts what a talk takes: questions read aloud, answers given and pressed, letters typed, results looked at."""

    WORD, TAP, LETTER, GLANCE = 60 / 140, 1.5, 0.35, 5.0
    """Seconds: a word at 140 a minute; an answer said and pressed; a letter typed with a thumb; a page looked over."""
    spent = 0.0

    def reads(self, page: str = "") -> None:
        silent = page in ("who is here", "the summary", "the result")
        self.spent += self.GLANCE if silent else self.WORD * self.page.evaluate(ALOUD)

    def type(self, label: str, text: str) -> None:
        self.spent += self.LETTER * len(text)
        super().type(label, text)

    def answer(self, answer: str) -> None:
        self.reads()
        super().answer(answer)


def test_a_visit_and_a_meeting_take_five_taps_and_a_new_client_with_an_interview_less_than_five_minutes(
    handsets: Handsets, server: Server
) -> None:
    sari = Talking(handsets.phone(installed=True))
    sari.enrol(server.code("Sari")).connected()
    sari.handset.offline()
    sari.page.evaluate(COUNT)
    a_visit_takes_five_taps(sari)
    a_meeting_takes_five_taps(sari)
    a_new_client_with_consent_and_interview_takes_less_than_five_minutes(sari)


def a_new_client_with_consent_and_interview_takes_less_than_five_minutes(sari: Talking) -> None:
    sari.page.evaluate("taps = 0")
    sari.spent = 0
    sari.new_client("Kak Tia")
    sari.take_consent(look=sari.reads)
    sari.interview(look=sari.reads)
    sari.decide()
    sari.save()
    sari.at("Kak Tia")
    seconds = sari.spent + sari.TAP * sari.page.evaluate("taps")
    assert 200 < seconds < MOST_SECONDS, seconds
