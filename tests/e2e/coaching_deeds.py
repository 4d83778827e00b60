"""What an officer and whoever leads a unit do on its coaching pages: each is one paper, or what leads to it."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from api.clock import system_clock
from api.resources.days import day_in
from tests.e2e.conftest import LOCALE
from tests.e2e.looks import looked_at
from tests.e2e.person import Person

FOUND = "Catatan kunjungan sudah rapi, ruang belum ada."
SAID = "Ruang sudah dijanjikan kepala desa."
BEGUN = "Isiannya belum selesai. Lanjutkan dari sini."  # said when it is sealed


def to_the_unit(one: Person, unit: str) -> None:
    """An officer finds it among hers."""
    one.go("Pembinaan")
    one.tap(unit)
    one.at(unit)


def ago(days: int) -> str:
    """So many days before the one that it is where the phones are; negative: after it."""
    return str(day_in(system_clock(), LOCALE["timezone_id"]) - timedelta(days=days))


def this_year() -> int:
    """That of the unit's papers, where the phones are."""
    return int(ago(0)[:4])


def on_day(one: Person, label: str, day: str) -> None:
    """Another day than those that are offered, if any are."""
    one.page.get_by_label(re.compile(f"^{re.escape(label)}, (Tanggal lain|Pilih tanggal)$")).fill(day)


def chooses(one: Person, *answers: str) -> None:
    for answer in answers:
        one.tap(answer, exact=True)


def founds(officer: Person) -> None:
    """Mapped, asked for, and decreed; each paper leads to the next."""
    officer.tap("Berikutnya: pemetaan")
    officer.pick("Sumogawe")
    chooses(officer, "Waspada", "Pemakaian")
    officer.tap("Tulis lebih lengkap")
    on_day(officer, "Kapan dipetakan", ago(292))
    officer.save()
    officer.tap("Berikutnya: advokasi")
    chooses(officer, "Lurah atau kades", "SK", "Setuju")
    on_day(officer, "Kapan", ago(284))
    officer.save()
    officer.tap("Berikutnya: SK pembentukan")
    chooses(officer, "Pembentukan unit", "Kepala desa")
    officer.type("Nomor SK", "411.4/17/2026")
    on_day(officer, "Tanggal SK", ago(266))
    on_day(officer, "Berlaku mulai", ago(266))
    on_day(officer, "Berlaku sampai", ago(-1140))
    officer.save()
    officer.sees("Berikutnya: surat tugas agen, dicatat ketua unit")


def trains(officer: Person) -> None:
    """Their training, in the papers of the unit."""
    officer.tap("Berikutnya: bimtek agen")
    officer.type("Nama bimtek", "Bimtek agen baru")
    on_day(officer, "Mulai", ago(256))
    on_day(officer, "Sampai", ago(252))
    chooses(officer, "Skrining ASSIST", "Mencatat")
    officer.save()


def appoints(leader: Person) -> None:
    leader.tap("Berikutnya: surat tugas agen")
    leader.pick("Pak Yono")
    chooses(leader, "Anggota", "PKK")
    leader.save()


def says_who_came(leader: Person) -> None:
    """Since an officer is told nobody's name."""
    leader.place("Hari ini").click()
    leader.tap("Catat agen yang ikut bimtek")
    leader.pick("Pak Yono")
    leader.type("Nilai sebelum", "55")
    leader.type("Nilai sesudah", "80")
    chooses(leader, "Ya")
    leader.save()


def declares(officer: Person) -> None:
    """That it works; its year has the days of its papers."""
    officer.tap("Berikutnya: unit berjalan")
    chooses(officer, "Baru", "Tumbuh")
    on_day(officer, "Berjalan", ago(244))
    officer.tap("Target", exact=True)
    officer.type("Target klien", "8")
    officer.save()
    officer.sees("Tahun unit tersimpan di HP.")
    officer.sees_nothing_of("Berikutnya:")


def begins(officer: Person) -> None:
    """The monitoring of the year's start, a figure of which is another than the papers say; a note left unfinished."""
    officer.tap("Kunjungan langkah demi langkah")
    officer.tap("Isi: Monitoring awal")
    officer.sees(f"Angka dari catatan unit sudah diisi: triwulan 3 dan 4 tahun {this_year() - 1}.")
    on_day(officer, "Kapan diisi", ago(230))
    officer.tap("Yang dimiliki unit")
    officer.type("Agen yang aktif", "5")
    officer.type("Di antaranya sudah dilatih", "4")
    officer.type("Dana desa (rupiah)", "6000000")
    expect(officer.page.get_by_label("Penyuluhan").first).to_have_value("2")
    officer.save()
    officer.sees("Angka ini beda dari catatan.")
    officer.type("Kenapa beda dari catatan: Di antaranya sudah dilatih", "Tiga agen dilatih di unit lamanya.")
    officer.save()
    officer.tap("Isi: Masalah unit")
    officer.type("Masalahnya", "Kunjungan sering terlambat.")
    chooses(officer, "Yang dikerjakan")
    for weight, how in (("Mendesak", "4"), ("Berat", "3"), ("Cepat membesar", "2")):
        officer.type(weight, how)
    officer.save()
    officer.tap("Lewati dulu")
    officer.control("Isi: Asistensi").wait_for()
    officer.page.get_by_text("3. Analisis SWOT").click()
    officer.tap("Isi: Analisis SWOT")
    officer.type("Kelemahan 1", "Belum ada ruang.")
    officer.type("Yang dilakukan 1", "Minta ruang ke desa.")
    chooses(officer, "Kelemahan dan peluang", "Desa atau kelurahan")
    officer.tap("30 hari lagi")
    officer.save()
    officer.tap("Isi: Asistensi")
    officer.type("Yang ditemukan", FOUND)
    officer.tap("Kembali")
    officer.sees(BEGUN)


def ends(officer: Person) -> None:
    """The visit, what was agreed on it, the year's end beside its start, the phase, and what is recommended."""
    officer.tap("Lanjutkan isian: Asistensi")
    officer.save()
    officer.tap("Buat tindakan")  # of the strategy, with all that it says
    officer.save()
    officer.tap("Buat tindakan")
    officer.type("Apa yang dilakukan", "Buat jadwal kunjungan.")
    officer.tap("7 hari lagi")
    officer.save()
    officer.tap("Isi: Monitoring akhir")
    officer.sees(f"belum ada angka tahun {this_year()} yang selesai dihitung")
    officer.tap("Yang dimiliki unit")
    officer.type("Agen yang aktif", "5")
    officer.type("Dana desa (rupiah)", "12000000")
    officer.tap("Yang dikerjakan")
    officer.type("Penyuluhan", "9")
    officer.save()
    officer.page.get_by_text("6. Monitoring akhir").click()
    officer.sees("Penyuluhan", "naik 7", "naik 6.000.000")
    officer.tap("Isi: Penilaian fase")
    officer.sees("Menurut hitungan: Rintisan", "SK masih berlaku", "6 dari 6", "belum ada bukti")
    chooses(officer, "Tumbuh")
    officer.type("Nama 1", "Kepala Seksi Rehabilitasi")
    officer.tap("Tambah penilai")
    officer.type("Nama 2", "Penyuluh BNNP")
    officer.save()
    officer.sees("Fasenya beda dari hitungan rubrik. Tulis alasannya.")
    officer.type("Kenapa beda dari hitungan", "Kerja dengan klien sudah rutin, tetapi belum tercatat.")
    officer.save()
    officer.tap("Isi: Hasil asistensi")
    chooses(officer, "Perkuat")
    officer.type("Alasannya", "Penyuluhan rutin, ruang belum ada.")
    officer.save()
    officer.sees("Pembina belum menyetujui asistensi, pembina belum menyetujui hasilnya, ketua unit")
    for _ in ("the visit", "its result"):
        officer.tap("Lengkapi: Disetujui bersama")
        chooses(officer, "Ya")
        officer.save()
    officer.sees("8 dari 9 langkah tahun ini selesai.")


def agrees(leader: Person) -> None:
    """What waits for her stands in her day: what both say, and what her unit is to do."""
    leader.place("Hari ini").click()
    leader.tap("Baca catatan asistensi, lalu nyatakan setuju")
    chooses(leader, "Ya")
    leader.type("Tanggapan ketua unit", SAID)
    leader.save()
    leader.go("Unit")
    leader.tap("Pembinaan")
    leader.tap("Kunjungan langkah demi langkah")
    leader.tap("Lengkapi: Disetujui bersama")
    chooses(leader, "Ya")
    leader.save()
    leader.sees("9 dari 9 langkah tahun ini selesai.")
    leader.tap("Berita acara", exact=True)
    leader.sees("Berita acara asistensi", FOUND, SAID, "sudah menyatakan setuju di aplikasi", "naik 7")
    looked_at(leader.handset, "minutes")
    leader.tap("Tutup", exact=True)
    may_take_it_back(leader)


def may_take_it_back(leader: Person) -> None:
    """What both agreed to stands, so each finds her own word at the paper."""
    leader.go("Unit")
    leader.tap("Pembinaan")
    leader.tap("Asistensi (1)")
    leader.page.get_by_role("main").get_by_text("Asistensi hari ini").click()
    expect(leader.control("Ubah kesepakatan ketua unit")).to_be_visible()
    leader.sees_nothing_of("Perbaiki catatan asistensi")
    looked_at(leader.handset, "agreed")


def does(leader: Person) -> None:
    """What the unit was to do."""
    leader.go("Unit")
    leader.tap("Pembinaan")
    leader.tap("Tindakan yang disepakati")
    chooses(leader, "Selesai")
    leader.tap("Hari ini")
    leader.save()
    leader.sees("Tindakan (2)")
