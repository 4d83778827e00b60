"""A plan in her own words, the meetings it is for, what stops it, and of whom to beware."""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server


def agree(person: Person, *layers: str) -> None:
    """The promise was read; she agrees to these."""
    person.tap("Dia setuju")
    person.tap("Tidak", exact=True)
    for layer in layers:
        person.tap(layer)
    for answer in ("Cap jempol", "Keluarga", "Tertulis di kertas"):
        person.tap(answer, exact=True)
    person.save()


def test_meetings_follow_a_plan_one_by_one_or_in_a_group_and_warnings_go_along(
    handsets: Handsets, server: Server
) -> None:
    """On one phone, most of it without signal."""
    phone = handsets.phone(installed=True)
    sari = Person(phone).enrol(server.code("Sari")).connected()
    phone.offline()
    a_plan_in_her_words_runs_until_she_takes_part_no_more(sari)
    her_page_tells_what_is_next_the_plan_the_warnings_and_the_days(sari)
    of_whom_to_beware_is_said_wherever_she_is_met(sari)
    a_group_is_entered_once_and_each_who_came_has_a_meeting_of_her_own(sari)
    phone.offline(gone=False)
    sari.waits(0)


def a_plan_in_her_words_runs_until_she_takes_part_no_more(sari: Person) -> None:
    sari.new_client("Kak Tia")
    sari.more("Catat pertemuan")
    sari.sees("Bukan untuk polisi")
    agree(sari, "Didatangi dan dihubungi", "Ikut pendampingan")
    sari.more("Catat pertemuan")
    sari.at("Buat rencana")
    sari.type("Tujuan 1", "Tidak memakai di hari kerja.")
    sari.tap("Mengurangi")
    sari.save()
    sari.sees("Pertemuan 0 dari 8", "Tidak memakai di hari kerja.")
    sari.tap("Catat pertemuan")
    sari.tap("Baik", exact=True)
    sari.save()
    sari.sees("Pertemuan 1 dari 8")
    sari.more("Minta persetujuan")
    sari.tap("Dia mencabut persetujuan")
    sari.tap("Ikut pendampingan")
    sari.save()
    sari.sees("Berhenti, karena dia mencabut persetujuan ikut pendampingan.")
    sari.tap("Tutup rencana", exact=True)
    sari.tap("Dihentikan")
    sari.save()
    sari.sees_nothing_of("Pertemuan 1 dari 8")


def of_whom_to_beware_is_said_wherever_she_is_met(sari: Person) -> None:
    sari.open_client("Bintang")
    sari.more("Tulis anggota keluarga")
    for answer in ("Kakak atau adik", "Bisa berbahaya"):
        sari.tap(answer, exact=True)
    sari.save()
    warning = "Hati-hati, saudaranya bisa berbahaya."
    sari.sees(warning)
    sari.tap("Catat kunjungan")
    sari.at("Catat kunjungan")
    sari.sees(warning)
    sari.page.go_back()


def her_page_tells_what_is_next_the_plan_the_warnings_and_the_days(sari: Person) -> None:
    sari.open_client("Mas Wahyu")
    sari.sees("Langkah berikut", "Pertemuan 3 dari 8", "Jangan bicara di depan ayahnya.")
    looked_at(sari, "client")
    sari.tap("Keadaan hidup")
    sari.sees("Pekerjaan: mencari kerja → kerja serabutan")
    looked_at(sari, "situation")
    sari.tap("Kunjungan 3")
    sari.sees_nothing_of("berkala")
    looked_at(sari, "filtered")
    sari.tap("Kunjungan 3")
    sari.sees("berkala")
    for told, what, name in (("sampai", "Rencana pendampingan", "plan"), ("berkala", "Tes urine", "urine")):
        sari.page.get_by_text(told).first.click()
        sari.at(what)
        looked_at(sari, name)
        sari.page.go_back()
        sari.at("Mas Wahyu")
    sari.tap("Catat pertemuan")
    sari.sees("Jangan bicara di depan ayahnya.")
    looked_at(sari, "meeting")
    sari.page.go_back()


def looked_at(person: Person, name: str) -> None:
    """Nothing wrong for whoever cannot see or point, and a picture to be looked at."""
    assert person.handset.look(name) == [], name


def a_group_is_entered_once_and_each_who_came_has_a_meeting_of_her_own(sari: Person) -> None:
    sari.go("Hari ini")
    sari.tap("Catat kegiatan")
    sari.tap("Catat pertemuan kelompok")
    sari.sees("Klien Anda yang ikut", "Mas Wahyu")
    sari.sees_nothing_of("Bintang")
    sari.tap("Terlambat", exact=True)
    expect(sari.page.get_by_label("Berapa orang hadir")).to_have_value("1")
    sari.tap("Perasaan", exact=True)
    looked_at(sari, "group")
    sari.save()
    sari.sees("Perasaan")
    sari.open_client("Mas Wahyu")
    sari.sees("Pertemuan 4 dari 8", "Pertemuan kelompok")
