"""An office takes along what its page tells, and no number more."""

import csv
import io
import random
import re
import zipfile
from html import unescape
from typing import Any

import pytest
from sqlmodel import select

from api import policies
from api.access.read_log import ReadLog
from api.db.bulk import insert_rows
from api.db.engine import reading, writing
from api.identity.access_tokens import give_token
from api.identity.people import Unit
from api.identity.tables import Audit
from api.ids import new_id
from api.numbers.tables import UnitTarget
from api.numbers.telling import TOLD, rows_of
from api.numbers.told_spans import ToldBlock
from tests.conftest import Place
from tests.engines import ENGINES
from tests.planted import PlantedDefect, planted
from tests.test_told_numbers import SPAN, nation, told_of

pytestmark = pytest.mark.parametrize("place", ENGINES[:1], indirect=True)

Json = Any
OFFICES = {"Hadi": ("district", "33.22"), "Propinsi": ("province", "33"), "Pusat": ("national", None)}
# {who: the levels that she is told of, and the areas in which}; a level that is not hers is 403, an area 404.
MAY = {
    "Hadi": ({"unit", "regency"}, {None, "33.22"}),
    "Propinsi": ({"unit", "regency", "province"}, {None, "33", "33.22", "33.21"}),
    "Pusat": ({"unit", "regency", "province", "country"}, {None, "33", "33.22", "33.21", "31", "31.71"}),
}
AREAS = (None, "33", "33.22", "33.21", "31", "31.71")
OF_WORK = {line.key for line in policies.told_numbers().lines if line.none_too}
NO_PEOPLE = {line.key for line in policies.told_numbers().lines if line.open or line.mean}
LEVELS = {"unit": "unit", "regency": "kabupaten/kota", "province": "provinsi", "country": "nasional"}
DOORS = ("/v1/numbers", "/v1/exports/numbers", "/v1/exports/data-values")
CELL = re.compile(r'<c r="([A-Z]+)\d+"([^>]*)><v>([^<]*)</v></c>')
RUNS = "=HYPERLINK(1)"


def told(place: Place) -> list[ToldBlock]:
    """A quarter of ten units, one of them with a name that a spreadsheet would run; who asks is there."""
    for name, (role, area) in OFFICES.items():
        place.person(name, None, role, area=area)
    units = nation(random.Random(7))
    blocks = [*told_of(units)]
    with writing(place.engine) as session:
        for number, one in enumerate(units):
            name = RUNS if number == 0 else f"Unit {number}"
            session.add(Unit(id=one.unit, name=name, village=one.village, created_at=place.clock()))
        insert_rows(session, TOLD, list(rows_of(SPAN, [*blocks, ToldBlock("", "country", "", "", "", len(units))])))
    return blocks


def asked(place: Place, who: str, path: str, *ways: str, **query: str | None) -> Any:
    """By a token of a sign-in just now; `ways`: how, where it is another than by a password."""
    token = give_token(place.settings, place.people[who], now=place.clock(), ways=ways or ("pwd",))
    params = {name: value for name, value in query.items() if value is not None}
    return place.http.get(path, params=params, headers={"Authorization": f"Bearer {token}"})


def rows_in(answer: Any) -> list[list[str]]:
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def sheets_in(content: bytes) -> dict[str, list[dict[str, str | float]]]:
    """{name: rows by column} of a workbook, in which no cell has a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    texts = [unescape(one) for one in re.findall(r"<si><t[^>]*>(.*?)</t></si>", parts["xl/sharedStrings.xml"], re.S)]
    names = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"])
    found = {}
    for number, name in enumerate(names, 1):
        page = parts[f"xl/worksheets/sheet{number}.xml"]
        assert "<f>" not in page
        found[name] = [
            {
                column: texts[int(value)] if 't="s"' in kind else float(value)
                for column, kind, value in CELL.findall(row)
            }
            for row in re.findall(r"<row [^>]*>(.*?)</row>", page, re.S)
        ]
    return found


def scene(place: Place, blocks: list[ToldBlock]) -> None:
    """What is exported at each level is what is told there: as many, the same, and nothing under five."""
    for level in LEVELS:
        mine = sorted((one.place, one.measure, one.number) for one in blocks if one.level == level)
        rows = rows_in(asked(place, "Pusat", "/v1/exports/numbers", written="csv", level=level))
        heads, *cells = rows
        assert (heads[:3], {row[2] for row in cells}) == (["Triwulan", "Bulan", "Tingkat"], {LEVELS[level]})
        assert all(row[9] for row in cells), "each code is said in words beside it"
        known = [(row[3], row[5], int(row[7])) for row in cells if row[8] == "ditampilkan"]
        assert sorted(known) == mine, level
        hidden = [row for row in cells if row[8] == "tidak ditampilkan"]
        assert {row[7] for row in hidden} <= {""}
        assert len(hidden) + len(known) == len(cells)
        of_people = [(measure, number) for _, measure, number in known if measure not in NO_PEOPLE]
        assert min(number for measure, number in of_people if number or measure not in OF_WORK) >= 5
    assert {row[4] for row in rows_in(asked(place, "Pusat", "/v1/exports/numbers", written="csv"))} >= {f"'{RUNS}"}


DEFECTS = (
    PlantedDefect("a hidden one is a zero", "api.resources.exports.export_cells:cells_in", "None)", "0)"),
    PlantedDefect(
        "a formula runs", "api.resources.exports.export_sheets:plain_text", "text.startswith(FORMULA)", "False"
    ),
)


def test_an_export_is_what_the_page_tells_and_hides_what_it_hides(place: Place) -> None:
    blocks = told(place)
    for defect in DEFECTS:
        with planted(defect), pytest.raises(AssertionError):
            scene(place, blocks)
    scene(place, blocks)
    whole = rows_in(asked(place, "Hadi", "/v1/exports/numbers", written="csv", measure="clients"))
    assert {row[5] for row in whole[1:]} == {"clients"}
    clients = next(one for one in policies.told_numbers().lines if one.key == "clients")
    assert {row[6] for row in whole[1:]} == {"semua", *(one.part for one in clients.every_part())}


def test_a_workbook_has_data_dictionary_and_method_and_no_formula(place: Place) -> None:
    told(place)
    with writing(place.engine) as session:
        insert_rows(session, TOLD, list(rows_of(SPAN, [ToldBlock("", "country", "", "reached", "", 10)])))
        session.add(
            UnitTarget(id=new_id(), year=2026, place="33.22", measure="reached", value=900, area="33.22",
                       set_by=place.people["Pusat"], set_at=place.clock())
        )  # fmt: skip
    answer = asked(place, "Propinsi", "/v1/exports/numbers", level="regency")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="angka-{SPAN}-kabupaten-33.xlsx"'
    book = sheets_in(answer.content)
    assert list(book) == ["Data", "Kamus", "Metode"]
    assert book["Data"][0]["K"] == "Target tahun ini"
    aimed = [(row["D"], row["F"], row["G"], row["K"], row["L"] == row["H"]) for row in book["Data"][1:] if "K" in row]
    assert aimed == [("33.22", "reached", "semua", 900.0, True)], "of the quarter's own row alone"
    numbers = [row["H"] for row in book["Data"][1:] if row["I"] == "ditampilkan"]
    assert numbers
    assert {type(one) for one in numbers} == {float}
    assert not [row for row in book["Data"] if row["I"] == "tidak ditampilkan" and "H" in row]
    explained = [row["A"] for row in book["Kamus"][1:] if row["B"] == "semua"]
    assert explained == [one.key for one in policies.told_numbers().lines]
    assert {"A": "Jumlah orang paling sedikit yang ditampilkan", "B": 5.0} in book["Metode"]
    assert {"A": "Tingkat", "B": "kabupaten/kota"} in book["Metode"]
    units = sheets_in(asked(place, "Hadi", "/v1/exports/numbers").content)
    assert f"'{RUNS}" in {row["E"] for row in units["Data"]}


def test_what_another_system_would_be_sent_is_shown_and_sent_nowhere(place: Place) -> None:
    blocks = told(place)
    seen = asked(place, "Pusat", "/v1/exports/data-values", level="regency").json()
    assert (seen["dry_run"], seen["unmapped"]) == (True, [])
    values = seen["payload"]["dataValues"]
    assert {one["period"] for one in values} <= {"2026Q3", "202607", "202608", "202609"}
    reached = {
        one.place: one.number for one in blocks if (one.level, one.measure, one.block) == ("regency", "reached", "")
    }
    sent = {one["orgUnit"]: int(one["value"]) for one in values
            if (one["dataElement"], one["period"]) == ("IBM_REACHED", "2026Q3")}  # fmt: skip
    assert sent == reached
    assert asked(place, "Pusat", "/v1/exports/data-values", level="unit").status_code == 422
    country = asked(place, "Pusat", "/v1/exports/data-values", level="country").json()["payload"]["dataValues"]
    assert {one["orgUnit"] for one in country} == {"ID"}


def test_each_export_wants_a_fresh_sign_in_and_leaves_a_line(place: Place) -> None:
    told(place)
    for path in DOORS[1:]:
        printed = asked(place, "Hadi", path, "operator", level="regency")
        assert (printed.status_code, printed.json()["max_age"]) == (401, 300)
        assert asked(place, "Hadi", path, "pwd", "otp", level="regency").status_code == 200
    assert asked(place, "Hadi", DOORS[1], level="province").status_code == 403
    with reading(place.engine) as session:
        lines = session.exec(select(Audit.action).where(Audit.by == place.people["Hadi"])).all()
        logged = session.exec(select(ReadLog.asked).where(ReadLog.how == "export")).all()
    assert sorted(lines) == ["export-dhis2", "export-xlsx"]
    assert [re.findall('"span":"([^"]+)"', one) for one in logged] == [[SPAN], [SPAN]]


def test_every_door_of_numbers_opens_for_each_role_in_its_area_alone(place: Place) -> None:
    told(place)
    place.person("Sari")
    wrong = []
    for path in DOORS:
        levels = [level for level in LEVELS if level != "unit" or path != DOORS[2]]
        for who, (mine, areas) in MAY.items():
            for level, area in ((level, area) for level in levels for area in AREAS):
                wanted = 403 if level not in mine else 200 if area in areas else 404
                written = "csv" if path == DOORS[1] else None
                status = asked(place, who, path, level=level, area=area, written=written).status_code
                wrong += [] if status == wanted else [(path, who, level, area, status, wanted)]
        assert asked(place, "Sari", path, level="regency").status_code == 403
    assert not wrong
