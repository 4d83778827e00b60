"""What the nation, a province and a district see: from the country down to the units, and a file of it."""

import csv
import io
import json
import random
from pathlib import Path

from playwright.sync_api import Page, Route, expect
from sqlalchemy import text

from api.cli.demo_people import OFFICES
from api.clock import system_clock
from api.db.bulk import insert_rows
from api.db.engine import writing
from api.identity.access_tokens import give_token
from api.identity.people import Unit
from api.identity.provisioning import set_password
from api.ids import demo_id
from api.numbers.telling import TOLD, rows_of
from api.numbers.told_spans import ToldBlock
from api.policies import told_numbers
from tests.e2e.conftest import Handsets
from tests.e2e.desks import PASSWORD, at_a_desk, signs_in
from tests.e2e.handset import DESK, POCKET, Handset
from tests.e2e.looks import looked_at, on_paper
from tests.e2e.server import Server
from tests.test_told_numbers import LINES, SPAN, nation, told_of

LONG_AGO = 301  # seconds


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def tells(server: Server) -> None:
    """A quarter of ten units in three regencies of two provinces."""
    units = nation(random.Random(1))
    marks = [ToldBlock("", "country", "", key, "", len(units)) for key in ("", *(line.key for line in LINES))]
    blocks = [*told_of(units), *marks]
    with writing(server.engine) as session:
        insert_rows(session, TOLD, list(rows_of(SPAN, blocks)))
        for one in units:
            session.add(Unit(id=one.unit, name=f"IBM {one.village}", village=one.village, created_at=system_clock()))


def signed_in_a_while_ago(handset: Handset, server: Server) -> None:
    """Her first token is of a sign-in five minutes before."""

    def older(route: Route) -> None:
        told, now = route.fetch(), system_clock()
        before = int(now.timestamp()) - LONG_AGO
        token = give_token(server.settings, demo_id("bnn"), now=now, ways=("pwd",), signed_in_at=before)
        route.fulfill(response=told, body=json.dumps({**told.json(), "access_token": token}))

    handset.page.route("**/v1/auth/token", older, times=1)


def takes_a_table(handset: Handset) -> list[list[str]]:
    """After she signed in once more."""
    page = handset.page
    press(page, "Unduh")
    looked_at(handset, "taking")
    press(page, "Tabel CSV")
    again = page.get_by_role("dialog").filter(has_text="Masuk sekali lagi")
    again.get_by_label("Kata sandi").fill(PASSWORD)
    with page.expect_download() as download:
        again.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_text("Berkas sudah diunduh.")).to_be_visible()
    table = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    assert download.value.suggested_filename == "angka-2026-Q3-unit-33.22.csv"
    return list(csv.reader(io.StringIO(table)))


def a_province_looks(handsets: Handsets, server: Server) -> None:
    """At counts alone: of danger, in how many regencies nobody looked. On a phone, at a desk and on paper."""
    with writing(server.engine) as session:
        session.connection().execute(text("UPDATE alert SET changed_at = '2026-01-01 00:00:00'"))
    handset = at_a_desk(handsets, server, "bnnp", OFFICES["bnnp"][-1], "Jawa Tengah")
    page = handset.page
    for place, told in (("Angka", "Klien baru"), ("Unit", "kabupaten")):
        press(page, place)
        expect(page.get_by_text(told).first).to_be_visible()
        looked_at(handset, f"province {place}")
        on_paper(handset, f"province {place}")
        page.set_viewport_size(DESK["viewport"])
        assert handset.look(f"province {place} wide") == []
        page.set_viewport_size(POCKET["viewport"])
    it_agrees_anew(handset)


def it_agrees_anew(handset: Handset) -> None:
    """With an institution, since what it agreed soon ends."""
    page = handset.page
    press(page, "Perjanjian 1 hampir habis")
    expect(page.get_by_text("Dari kantor di atas Anda")).to_be_visible()
    looked_at(handset, "agreements")
    page.get_by_role("button", name="LRKM Rumah Pulih Getasan").click()
    expect(page.get_by_text("penggantinya belum dicatat")).to_be_visible()
    looked_at(handset, "agreement")
    press(page, "Catat penggantinya")
    press(page, "Simpan")
    expect(page.get_by_text("Ada yang perlu diperbaiki di bawah.")).to_be_visible()
    looked_at(handset, "agreement form")
    page.get_by_label("Nomor perjanjian").fill("PKS/12/2026/BNNP")
    page.get_by_label("Berlaku sampai, Pilih tanggal").fill(f"{system_clock().year + 3}-12-31")
    page.set_viewport_size(DESK["viewport"])
    assert handset.look("agreement form wide") == []
    press(page, "Simpan")
    expect(page.get_by_text("Tersimpan. HP unit di wilayahnya mengetahuinya saat tersambung.")).to_be_visible()
    expect(page.get_by_role("button", name="Perjanjian", exact=True)).to_be_visible()
    page.set_viewport_size(POCKET["viewport"])
    it_trains(handset)


def it_trains(handset: Handset) -> None:
    """People of several offices at once."""
    page = handset.page
    press(page, "Bimtek")
    expect(page.get_by_text("Bimtek rujukan dan pencatatan").first).to_be_visible()
    press(page, "Catat bimtek")
    page.get_by_label("Nama bimtek").fill("Bimtek pelaporan")
    press(page, "Mencatat")
    page.get_by_label("Nama satker 1").fill("BNNK Cilacap")
    page.get_by_label("Berapa orang datang").fill("3")
    press(page, "Jawa Tengah")
    looked_at(handset, "training form")
    press(page, "Simpan")
    expect(page.get_by_text("Tersimpan. Masuk hitungan malam ini, kalau bimteknya sudah selesai.")).to_be_visible()
    handset.picture("training")
    press(page, "Kembali")
    looked_at(handset, "trainings")
    page.get_by_role("button", name="Kantor yang dilihat").click()
    page.get_by_role("dialog").get_by_text("BNNK Kabupaten Semarang").click()
    expect(page.get_by_text("Kantor ini belum mencatat.")).to_be_visible()


def test_from_the_nation_down_to_a_district_and_a_file_of_it(handsets: Handsets, server: Server) -> None:
    tells(server)
    handset = handsets.desk()
    signed_in_a_while_ago(handset, server)
    with writing(server.engine) as session:
        set_password(session, demo_id("bnn"), PASSWORD)
    page = signs_in(handset, "bnn.pusat", "Indonesia").page
    expect(page.get_by_role("row").filter(has_text="Jawa Tengah")).to_be_visible()
    looked_at(handset, "nation")
    press(page, "Klien baru")
    expect(page.get_by_role("dialog").get_by_text("Tidak ikut dihitung")).to_be_visible()
    page.keyboard.press("Escape")
    press(page, "Jawa Tengah")
    expect(page.get_by_role("heading", name="Jawa Tengah")).to_be_focused()
    press(page, "22 Kabupaten Semarang")
    expect(page.get_by_role("table").filter(has_text="IBM Desa Kopeng")).to_contain_text("Tidak ditampilkan")
    looked_at(handset, "district")
    _heads, *rows = takes_a_table(handset)
    assert {row[8] for row in rows} == {"ditampilkan", "tidak ditampilkan"}
    # Of work, and not of people, it is told too that all was done; and an index is a mark.
    of_work = {line.key for line in told_numbers().lines if line.none_too or line.open} | {"satisfaction_index"}
    assert [row for row in rows if row[7] and int(row[7]) < 5 and row[5] not in of_work] == []
    press(page, "Tutup")
    page.go_back()
    expect(page.get_by_role("heading", name="Jawa Tengah")).to_be_visible()
    press(page, "Unit")
    expect(page.get_by_role("table", name="Langkah unit")).to_contain_text("SK berlaku")
    press(page, "Jawa Tengah")
    press(page, "22 Kabupaten Semarang")
    expect(page.get_by_text("IBM Desa Kopeng", exact=True)).to_be_visible()
    looked_at(handset, "units")
    a_province_looks(handsets, server)
