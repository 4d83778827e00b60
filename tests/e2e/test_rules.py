"""The nation's office publishes a rubric and sets a target, and a village's head reads what may leave the unit."""

from playwright.sync_api import Page, expect
from sqlalchemy import text

from api.cli.demo_people import BNNK
from api.clock import system_clock
from api.db.engine import writing
from api.numbers.unit_standings import keep_standings_up
from tests.e2e.conftest import Handsets
from tests.e2e.desks import at_a_desk
from tests.e2e.handset import Handset
from tests.e2e.looks import looked_at, on_paper
from tests.e2e.server import Server


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def types_weight(page: Page, criterion: str, weight: str) -> None:
    page.get_by_role("button", name=criterion).click()
    page.get_by_label("Bobot", exact=True).fill(weight)


def a_village_reads(handsets: Handsets, server: Server) -> None:
    """The page that may leave the unit."""
    handset = at_a_desk(handsets, server, "kades", "kades.kopeng", "Unit di desa Anda")
    expect(handset.page.get_by_text("SK unit berlaku")).to_be_visible()
    expect(handset.page.get_by_text("34 orang · IBM Desa Kopeng").first).to_be_visible()
    looked_at(handset, "village")
    on_paper(handset, "village")
    she_confirms_her_decree(handset)


def she_confirms_her_decree(handset: Handset) -> None:
    """Whose number, days and page she reads first; what she said can be taken back."""
    page = handset.page
    page.get_by_role("button", name="belum Anda nyatakan benar").click()
    expect(page.get_by_role("dialog")).to_contain_text("411.4/03/2025")
    page.get_by_role("button", name="Lihat foto").click()
    expect(page.get_by_role("img", name="Foto SK")).to_be_visible()
    looked_at(handset, "decree")
    press(page, "Benar, ini SK dari saya")
    page.get_by_role("button", name="sudah Anda nyatakan benar").click()
    expect(page.get_by_role("button", name="Batalkan pernyataan saya")).to_be_visible()
    press(page, "Tutup")


def a_district_hears(handsets: Handsets, server: Server) -> None:
    """Of danger in a unit that nobody looked after, and of nobody in it."""
    with writing(server.engine) as session:
        session.connection().execute(text("UPDATE alert SET changed_at = '2026-01-01 00:00:00'"))
    handset = at_a_desk(handsets, server, "bnnk", BNNK, "Permintaan persetujuan")
    press(handset.page, "Unit")
    expect(handset.page.get_by_text("paling lama sejak")).to_be_visible()
    expect(handset.page.get_by_text("34 orang · IBM Desa Kopeng").first).to_be_visible()
    looked_at(handset, "dangers")
    press(handset.page, "Tambah unit")
    handset.page.get_by_role("button", name="Desa atau kelurahan").click()
    handset.page.get_by_role("dialog").last.get_by_text("Sumogawe", exact=True).click()
    expect(handset.page.get_by_label("Nama unit")).to_have_value("IBM Desa Sumogawe")
    looked_at(handset, "opening")
    press(handset.page, "Tambah unit ini")
    expect(handset.page.get_by_text("IBM Desa Sumogawe sudah ditambahkan.")).to_be_visible()
    expect(handset.page.get_by_text("IBM Desa Sumogawe", exact=True)).to_be_visible()


def test_a_rubric_is_published_and_each_office_reads_its_own_page(handsets: Handsets, server: Server) -> None:
    keep_standings_up(server.engine, system_clock())
    handset = at_a_desk(handsets, server, "bnn", "bnn.pusat", "Angka")
    page = handset.page
    press(page, "Penelitian")
    page.get_by_role("button", name="Pendampingan dan daftar tunggu").click()
    expect(page.get_by_text("Selisih di atas 0 berarti klien IBM lebih membaik.")).to_be_visible()
    looked_at(handset, "studies")
    on_paper(handset, "studies")
    press(page, "Aturan")
    looked_at(handset, "rules")
    press(page, "Susun rancangan")
    expect(page.get_by_label("Dasar aturan")).to_have_value("")  # nobody publishes on the grounds of another
    page.get_by_label("Dasar aturan").fill("Keputusan rapat kerja.")
    types_weight(page, "SK masih berlaku", "9")
    expect(page.get_by_text("Jumlah bobot 103 dari 100.")).to_be_visible()
    press(page, "Simpan rancangan")
    expect(page.get_by_text("Jumlah bobot 103. Harus tepat 100.")).to_be_visible()
    looked_at(handset, "draft")
    types_weight(page, "Dana desa · 6", "3")
    press(page, "Simpan rancangan")
    press(page, "Terbitkan…")
    expect(page.get_by_role("dialog")).to_contain_text("Bobot “Dana desa”: dari 6 menjadi 3")
    looked_at(handset, "publishing")
    press(page, "Terbitkan")
    expect(page.get_by_text("sudah terbit")).to_be_visible()
    press(page, "Unit")
    press(page, "Atur target")
    page.get_by_label("Target baru").fill("45")
    press(page, "Simpan target")
    expect(page.get_by_text("Tersimpan: 45.")).to_be_visible()
    looked_at(handset, "target")
    press(page, "Hapus target ini")
    press(page, "Kembalikan ke 45")
    press(page, "Tutup")
    expect(page.get_by_role("table", name="Langkah unit")).to_contain_text("target 45")
    a_village_reads(handsets, server)
    a_district_hears(handsets, server)
