"""The way of one client through the first weeks, as an agent walks it: without signal, word for word."""

import re

from playwright.sync_api import Route, expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server

NEW, CHILD = "Kak Tia", "Dik Lala"
SUGGESTED = "Bisa didampingi kalau petugas BNNK setuju (tanpa nama)"
PUSH = "**/v1/sync/push"


def test_from_the_first_contact_to_a_meeting_that_is_sent_once_and_a_child_agrees_beside_her_parent(
    handsets: Handsets, server: Server
) -> None:
    """Alias and spoken consent, the interview with its skips, talk, plan and how things stand, a meeting."""
    sari = Person(handsets.phone(installed=True)).enrol(server.code("Sari")).connected()
    sari.handset.offline()
    sari.new_client(NEW)
    says_yes(sari)
    looks = {"the first question": local_names, "a question": all_answers_fit}
    sari.interview(look=lambda page: looks[page](sari) if page in looks else None)
    the_talk(sari)
    sari.sees("Langkah berikut", "Buat rencana")
    makes_a_plan(sari)
    how_things_stand(sari)
    what_was_suggested_begins_there(sari)
    meets(sari)
    sari.waits(6)
    sent_three_times(sari)
    arrived_once(handsets, sari, server)
    sari.handset.offline()
    a_child_agrees_beside_her_parent(sari)


def says_yes(sari: Person) -> None:
    """Aloud, her mother hears it: what each layer means stands beside its name."""
    sari.more("Minta persetujuan")
    sari.sees("Bukan untuk polisi")
    sari.tap("Dia setuju")
    sari.tap("Tidak", exact=True)
    sari.sees("Dia mau bertemu rutin dan membuat rencana bersama.")
    for layer in ("Didatangi dan dihubungi", "Skrining", "Ikut pendampingan"):
        sari.tap(layer)
    for answer in ("Lisan (direkam)", "Keluarga", "Disaksikan orang"):
        sari.tap(answer, exact=True)
    sari.save()
    sari.sees("Dia setuju")


def local_names(sari: Person) -> None:
    """Read out as people here call them."""
    sari.sees("gelek", "sabu")


def all_answers_fit(sari: Person) -> None:
    """The last of five stands above the buttons."""
    last = sari.page.get_by_role("button", name="Hampir setiap hari").bounding_box()
    ways = sari.control("Lanjut", exact=True).bounding_box()
    assert last
    assert ways
    assert last["y"] + last["height"] <= ways["y"]


def the_talk(sari: Person) -> None:
    """First the talk, then what she says herself, then the decision, which nobody chose for her."""
    sari.sees("Risiko sedang. Ajak bicara lima langkah sekarang.")
    decided = sari.page.get_by_role("group", name="Keputusan bersama dia").locator("[aria-pressed=true]")
    assert decided.count() == 0
    sari.tap(SUGGESTED)
    expect(decided).to_have_text(SUGGESTED)
    sari.tap("Sudah diajak bicara", exact=True)
    sari.type("Yang dia sepakati, dengan kata-katanya", "Tidak memakai di hari kerja.")
    sari.page.get_by_role("button", name="Ikut pendampingan", exact=True).click()
    sari.type("Kenapa beda dari saran", "Mau mulai sekarang.")
    sari.save()
    sari.at(NEW)


def makes_a_plan(sari: Person) -> None:
    sari.tap("Buat rencana")
    sari.type("Tujuan 1", "Tidak memakai di hari kerja.")
    sari.tap("Mengurangi")
    sari.save()
    sari.sees("Pertemuan 0 dari 8", "Tidak memakai di hari kerja.")


def how_things_stand(sari: Person) -> None:
    """The baseline against which the middle and the end are seen."""
    sari.more("Keadaan hidup")
    for answer in ("Awal", "Mencari kerja"):
        sari.tap(answer, exact=True)
    sari.save()
    sari.sees("Keadaan hidup")


def what_was_suggested_begins_there(sari: Person) -> None:
    """On the saved interview: the office is asked where she agrees that it is, so that comes first."""
    sari.page.get_by_role("main").get_by_role("button", name=re.compile("^Skrining")).last.click()
    sari.tap("Lihat semua jawaban")
    sari.sees("Orang lain khawatir")
    sari.tap("Tutup", exact=True)
    sari.tap(SUGGESTED)
    sari.sees("Bukan untuk polisi")
    sari.tap("Kembali")
    sari.tap("Kembali")
    sari.at(NEW)


def meets(sari: Person) -> None:
    sari.tap("Catat pertemuan")
    sari.tap("Baik", exact=True)
    sari.save()
    sari.sees("Pertemuan 1 dari 8")


def sent_three_times(sari: Person) -> None:
    """Twice the server takes it and its answer is lost on the way."""
    lost = list[Route]()

    def lose(route: Route) -> None:
        if len(lost) == 2:
            return route.continue_()
        route.fetch()
        lost.append(route)
        return route.abort()

    sari.handset.context.route(PUSH, lose)
    sari.handset.offline(gone=False)
    while len(lost) < 2:
        sari.page.wait_for_event("requestfailed", lambda request: request.url.endswith("/push"))
        sari.tap("Kirim sekarang")
    sari.waits(0)


def arrived_once(handsets: Handsets, sari: Person, server: Server) -> None:
    """On the phone of whoever accompanies her too one meeting is counted."""
    sari.open_client(NEW)
    sari.invite("Dewi")
    dewi = Person(handsets.phone(), "Kenanga").enrol(server.code("Dewi"))
    dewi.go("Klien")
    dewi.sees(NEW)
    dewi.open_client(NEW)
    dewi.sees("Pertemuan 1 dari 8")


def says(sari: Person, question: str, said: str) -> None:
    sari.page.get_by_role("group", name=question).get_by_role("button", name=said, exact=True).click()


def a_child_agrees_beside_her_parent(sari: Person) -> None:
    """Her age first; then who answers for her, and how each of them said yes: neither does without the other."""
    sari.new_client(CHILD)
    sari.more("Minta persetujuan")
    sari.tap("Dia setuju")
    sari.tap("Ya", exact=True)
    for layer in ("Didatangi dan dihubungi", "Skrining"):
        sari.tap(layer)
    for question, said in (
        ("Cara dia setuju", "Cap jempol"),
        ("Saksi", "Keluarga"),
        ("Buktinya", "Tertulis di kertas"),
    ):
        says(sari, question, said)
    sari.save()
    sari.sees("Di bawah 18 tahun perlu persetujuan wali.", "Anak sendiri juga perlu setuju.")
    sari.handset.picture("a child")
    says(sari, "Wali yang menyetujui", "Orang tua")
    says(sari, "Cara wali setuju", "Tanda tangan")
    says(sari, "Apakah dia sendiri juga setuju?", "Ya")
    sari.save()
    sari.sees("Dia setuju")
    sari.more("Skrining")
    sari.at("Skrining")
    sari.handset.picture("her screening")
    an_interview_begun_anew_is_asked_again(sari)


def an_interview_begun_anew_is_asked_again(sari: Person) -> None:
    """It was finished and not saved: without its answers there is no result to stay at, and nothing to save."""
    sari.tap("Mulai", exact=True)
    for no in sari.page.get_by_role("button", name="Tidak", exact=True).all():
        no.click()
    sari.tap("Lanjut", exact=True)
    sari.tap("Lihat hasil")
    sari.sees("Keputusan bersama dia")
    sari.tap("Kembali")
    sari.tap("Skrining belum disimpan")
    sari.tap("Mulai dari awal", exact=True)
    sari.tap("Ya, hapus isian ini")
    expect(sari.control("Mulai", exact=True)).to_be_visible()
    expect(sari.control("Simpan", exact=True)).to_have_count(0)
