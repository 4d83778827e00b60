"""A visit costs five taps, a new client less than five minutes of talk and taps.

How long the phone itself takes is `bench/`'s to say, on a machine that does nothing else.
"""

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

MOST_TAPS, MOST_SECONDS = 5, 300
SAVED = "Tersimpan di HP"
COUNT = "() => { globalThis.taps = 0; addEventListener('click', (tap) => { taps += Number(tap.isTrusted); }, true); }"


def test_a_visit_takes_five_taps(handsets: Handsets, server: Server) -> None:
    phone = handsets.phone()
    sari = Person(phone).enrol(server.code("Sari")).connected()
    phone.offline()
    sari.open_client("Mas Wahyu")
    sari.sees_nothing_of(SAVED)
    sari.page.evaluate(COUNT)
    sari.tap("Catat kunjungan")
    for answer in ("Kurang baik", "Bertambah", "7 hari lagi"):
        sari.tap(answer)
    sari.tap("Simpan", exact=True)
    sari.sees(SAVED)
    assert 0 < sari.page.evaluate("taps") <= MOST_TAPS


def test_a_meeting_takes_five_taps(handsets: Handsets, server: Server) -> None:
    phone = handsets.phone()
    sari = Person(phone).enrol(server.code("Sari")).connected()
    phone.offline()
    sari.open_client("Mas Wahyu")
    sari.sees("Pertemuan 3 dari 8")
    sari.page.evaluate(COUNT)
    sari.tap("Catat pertemuan")
    sari.tap("Baik", exact=True)
    sari.tap("Perasaan", exact=True)
    sari.tap("7 hari lagi")
    sari.tap("Simpan", exact=True)
    sari.sees("Pertemuan 4 dari 8", SAVED)
    assert 0 < sari.page.evaluate("taps") <= MOST_TAPS


class Talking(Person):
    """Counts what a talk costs beside the phone: each question read aloud, a thought before each tap, letters typed."""

    READING, TAP, LETTER = 60 / 130, 1.2, 0.35
    """Seconds: a word, read to somebody at 130 a minute; a tap, found and made; a letter, typed with a thumb."""
    spent = 0.0

    def read_aloud(self, _page: str = "") -> None:
        """All that stands on the page, answers too."""
        self.spent += self.READING * len(self.page.get_by_role("main").inner_text().split())

    def tap(self, name: str, *, exact: bool = False) -> None:
        self.spent += self.TAP
        super().tap(name, exact=exact)

    def type(self, label: str, text: str) -> None:
        self.spent += self.LETTER * len(text)
        super().type(label, text)

    def answer(self, answer: str) -> None:
        self.read_aloud()
        super().answer(answer)


def test_a_new_client_with_consent_and_interview_takes_less_than_five_minutes(
    handsets: Handsets, server: Server
) -> None:
    sari = Talking(handsets.phone())
    sari.enrol(server.code("Sari")).connected()
    sari.handset.offline()
    sari.spent = 0
    sari.new_client("Kak Tia")
    sari.take_consent(look=sari.read_aloud)
    sari.interview(look=sari.read_aloud)
    sari.decide()
    sari.save()
    sari.at("Kak Tia")
    assert 60 < sari.spent < MOST_SECONDS, sari.spent
