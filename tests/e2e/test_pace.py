"""A visit costs five taps, an appointment on another day four, a new client less than five minutes of talk and taps.

How long the phone itself takes is `bench/`'s to say, on a machine that does nothing else.
"""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

MOST_TAPS, MOST_SECONDS = 5, 300
SAVED = "Tersimpan di HP"
REASON = "Dia minta hari lain"
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


def an_appointment_moves_from_the_list_of_the_day_in_four_taps(sari: Person) -> None:
    """To another day, with its reason, without signal; the server takes it as it is."""
    sari.go("Hari ini")
    sari.handset.picture("today")
    move = sari.page.get_by_role("button", name="Pindah hari").first
    move.click()
    sari.sees("Kenapa dipindah?", "Mas Wahyu: kunjungan, semula")
    sari.page.set_viewport_size({"width": 360, "height": 900})  # where nothing lies half under the dock
    assert sari.handset.axe() == []
    sari.page.set_viewport_size({"width": 360, "height": 560})
    sari.tap("Simpan hari baru")
    sari.sees("Pilih hari yang baru.")
    sari.handset.picture("nothing chosen")
    sari.page.evaluate("taps = 0")
    sari.tap("7 hari lagi")
    sari.tap(REASON, exact=True)
    sari.handset.picture("moving")
    sari.tap("Simpan hari baru")
    expect(sari.page.get_by_role("dialog")).to_have_count(0)
    assert sari.page.evaluate("taps") <= 3  # behind the one that opened it
    sari.waits(1)
    sari.handset.offline(gone=False)
    sari.sees("Semua sudah terkirim")
    sari.handset.offline()


def it_moves_from_the_clients_page_too_and_the_reason_stays_with_the_record(sari: Person) -> None:
    sari.new_client("Kak Nur")
    sari.take_consent()
    sari.write_visit("Baik", "7 hari lagi")
    sari.handset.picture("client")
    sari.page.get_by_role("main").get_by_role("button", name="Kunjungan ke rumah").click()
    sari.tap("Pindah hari", exact=True)
    sari.tap("3 hari lagi")
    sari.tap("Alasan lain", exact=True)
    sari.type("Alasannya", "Ada hajatan di rumahnya.")
    sari.handset.picture("another reason")
    sari.tap("Simpan hari baru")
    sari.sees("Ada hajatan di rumahnya.")
    sari.handset.picture("record")
    sari.tap("Lihat riwayat")
    sari.sees("Belum terkirim, jadi belum ada riwayatnya di server.")
    sari.tap("Tutup", exact=True)
    sari.handset.offline(gone=False)
    expect(sari.page.get_by_text("Terkirim", exact=True).first).to_be_visible()
    sari.tap("Lihat riwayat")
    sari.sees("Alasan perbaikan: Ada hajatan di rumahnya.", "(sebelumnya")
    sari.handset.picture("history")
    assert sari.handset.axe() == []
    sari.tap("Tutup", exact=True)


def what_is_too_long_is_told_and_nothing_is_cut(sari: Person) -> None:
    sari.go("Hari ini")
    sari.page.get_by_role("button", name="Pindah hari").first.click()
    sari.tap("Alasan lain", exact=True)
    field = sari.page.get_by_label("Alasannya").first
    field.fill("a" * 250)
    sari.sees("250 dari 500 huruf")
    field.fill("a" * 501)
    sari.sees("501 dari 500 huruf", "Terlalu panjang: paling banyak 500 huruf.")
    sari.handset.picture("too long")
    expect(field).to_have_value("a" * 501)
    sari.tap("Tutup", exact=True)


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


def test_what_is_done_daily_takes_few_taps_and_a_new_client_with_an_interview_less_than_five_minutes(
    handsets: Handsets, server: Server
) -> None:
    sari = Talking(handsets.phone(installed=True))
    sari.enrol(server.code("Sari")).connected()
    sari.handset.offline()
    sari.page.evaluate(COUNT)
    what_is_too_long_is_told_and_nothing_is_cut(sari)
    an_appointment_moves_from_the_list_of_the_day_in_four_taps(sari)
    it_moves_from_the_clients_page_too_and_the_reason_stays_with_the_record(sari)
    sari.page.set_viewport_size({"width": 360, "height": 640})
    sari.handset.offline()
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
