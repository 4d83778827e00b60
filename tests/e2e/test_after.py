"""The time after, without signal on a small phone: back for aftercare and to the end; from a course to work."""

from playwright.sync_api import expect

from tests.e2e.conftest import Handsets
from tests.e2e.looks import on_paper
from tests.e2e.person import Person
from tests.e2e.server import Server

SMALL = {"viewport": {"width": 360, "height": 640}}


def looked_at(her: Person, name: str) -> None:
    """In both themes, and without a barrier."""
    assert her.handset.look(name) == []


def chosen(her: Person, *answers: str) -> None:
    for answer in answers:
        her.tap(answer, exact=True)


def test_from_a_course_to_work_and_through_aftercare_to_the_end_but_never_over_a_danger(
    handsets: Handsets, server: Server
) -> None:
    """One phone without signal through all of it."""
    sari = Person(handsets.phone(installed=True, **SMALL)).enrol(server.code("Sari")).connected()
    sari.handset.offline()
    from_a_course_to_work(sari)
    no_case_is_closed_over_a_danger(sari)
    a_client_comes_back_for_aftercare_relapses_and_is_closed(sari)
    sari.handset.offline(gone=False)
    sari.waits(0)


def a_client_comes_back_for_aftercare_relapses_and_is_closed(sari: Person) -> None:
    sari.open_client("Mas Wahyu")
    sari.more("Bina lanjut")
    chosen(sari, "Rawat inap", "Dua minggu sekali", "Ke rumah")
    looked_at(sari, "aftercare")
    sari.save()
    sari.sees("Bina lanjut", "sampai")
    looked_at(sari, "client in aftercare")
    she_relapses(sari)
    sari.tap("Catat kunjungan")
    sari.tap("Tulis lebih lengkap")
    assert sari.control("Bina lanjut", exact=True).get_attribute("aria-pressed") == "true"
    sari.page.go_back()
    the_case_is_closed(sari)


def she_relapses(her: Person) -> None:
    """It is told without blame, and asks for a talk; no status falls by it."""
    her.more("Catat kambuh")
    her.sees("bukan kegagalan")
    chosen(her, "Dia yang cerita")
    looked_at(her, "relapse")
    her.save()
    her.sees("dia yang cerita")
    her.go("Hari ini")
    her.sees("Bicara dengan dia")
    her.open_client("Mas Wahyu")


def the_case_is_closed(her: Person) -> None:
    """What is still open stands above; a finished one says how he is afterwards."""
    her.more("Tutup pendampingan")
    her.sees("Yang masih terbuka", "Rencana pendampingan", "Bina lanjut")
    chosen(her, "Selesai")
    her.save()
    her.sees("Tulis bagaimana keadaannya setelah bina lanjut.")
    looked_at(her, "closure refused")
    chosen(her, "Baik, tidak memakai")
    her.type("Kenapa kualitas hidup tidak diukur", "Belum sempat.")
    her.save()
    her.sees("Penutupan")
    expect(her.control("Dampingi lagi")).to_be_visible()
    her.sees_nothing_of("Catat kunjungan")
    her.tap("Profil")
    her.sees("Ditutup")
    looked_at(her, "closed")
    her.page.go_back()
    she_is_given_a_letter_without_a_signal(her)
    her.tap("Dampingi lagi")
    expect(her.control("Berjalan", exact=True)).to_have_attribute("aria-pressed", "true")
    looked_at(her, "comes back")
    her.save()
    expect(her.control("Catat kunjungan")).to_be_visible()
    her.sees_nothing_of("Surat keterangan selesai")
    whoever_goes_on_is_handed_a_file(her)


def she_is_given_a_letter_without_a_signal(her: Person) -> None:
    """Only whoever came to the end; what is typed on it stands nowhere afterwards."""
    her.tap("Surat keterangan selesai")
    her.type("Namanya, seperti yang dia mau", "Siti Contoh")
    paper = her.page.locator(".on-paper")
    expect(paper).to_contain_text("Siti Contoh")
    expect(paper).to_contain_text("Las")
    expect(paper).not_to_contain_text("Mas Wahyu")
    looked_at(her, "letter of completion")
    on_paper(her.handset, "letter of completion")
    her.tap("Tutup", exact=True)
    her.tap("Surat keterangan selesai")
    expect(her.page.get_by_label("Namanya, seperti yang dia mau")).to_have_value("")
    her.tap("Tutup", exact=True)


def whoever_goes_on_is_handed_a_file(her: Person) -> None:
    her.more("Berkas serah terima")
    paper = her.page.locator(".on-paper")
    expect(paper).to_contain_text("Bina lanjut")
    expect(paper).not_to_contain_text("Mas Wahyu")
    looked_at(her, "handover file")
    on_paper(her.handset, "handover file")
    her.tap("Tutup", exact=True)


def no_case_is_closed_over_a_danger(sari: Person) -> None:
    sari.open_client("Mbak Melati")
    sari.more("Tutup pendampingan")
    sari.sees("Ada tanda bahaya yang belum selesai")
    chosen(sari, "Tidak melanjutkan")
    sari.save()
    sari.sees("Masih ada tanda bahaya yang terbuka")
    looked_at(sari, "closure over danger")
    sari.page.get_by_role("main").get_by_text("Tanda bahaya", exact=True).first.click()
    sari.sees("Masih bahaya")


def from_a_course_to_work(sari: Person) -> None:
    sari.open_client("Bu Asri")
    sari.more("Pelatihan kerja")
    sari.pick("Servis HP")
    chosen(sari, "Ikut seleksi")
    looked_at(sari, "training")
    sari.save()
    sari.page.get_by_role("main").get_by_text("Pelatihan kerja servis hp").first.click()
    sari.tap("Ubah tahap pelatihan")
    sari.sees_nothing_of("Ikut seleksi")
    chosen(sari, "Tamat")
    sari.save()
    sari.sees("Tulis kapan dia tamat atau keluar.")
    looked_at(sari, "training ends")
    sari.tap("Hari ini")
    sari.save()
    sari.open_client("Bu Asri")
    sari.sees("Tamat")
    what_became_of_it(sari)


def what_became_of_it(her: Person) -> None:
    """The point that is due is named; a point is told once."""
    her.open_client("Mas Wahyu")
    her.more("Hasil pelatihan kerja")
    her.sees("Pelatihan kerja las")
    assert her.control("3 bulan", exact=True).get_attribute("aria-pressed") == "true"
    chosen(her, "Punya usaha", "Kadang ada")
    looked_at(her, "outcome")
    her.save()
    her.sees("Hasil pelatihan kerja, 3 bulan")
