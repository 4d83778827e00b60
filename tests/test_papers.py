"""Papers as PDF: what somebody wrote is text on them, a broken template is said, and each is read by whom it is for."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import httpx
import pytest

from api import policies
from api.ids import new_id
from api.papers import own_templates as apart
from api.papers.client_recap import RecapCase, client_recap
from api.papers.coaching_lists import LINES, agreement_draft
from api.papers.month_numbers import month_report, village_sheet
from api.papers.paper_place import place_of
from api.papers.paper_records import PaperRecords
from api.papers.rendering import SHIPPED, render_paper
from api.papers.visit_minutes import visit_minutes
from api.problems.tree import NotAllowed
from api.records import KINDS
from api.records.month_counts import CountedMeasure, CountedPeople, MonthCounts
from api.records.task_case import TaskRecord
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.test_coaching_kinds import RestDesk

PLACE = {"place": place_of("IBM Desa Kopeng", "33.22.01.2001", "")}
# What would be a command in a template, in a string of it, in JSON, or in a PDF; what has no letters of our own; much.
STRANGE = (
    '#panic("x")', "$ x $", "\\", '"; #let a = 1 //', "*b* _i_ `c` <l> @r = judul", "/* ", "😀 👩‍👩‍👧", "עברית العربية",
    "\u202e\u200f", ") /Type /Catalog", "a\r\nb\tc", "catatan panjang " * 125,
)  # fmt: skip


def paper(kind: str, **more: Any) -> TaskRecord:
    return TaskRecord(new_id(), kind, {**KINDS[kind].example, **more})


def year_of(visit: TaskRecord) -> PaperRecords:
    """All that a year's visit has beside it."""
    others = ("unit_problem", "swot", "unit_action", "assistance_result")
    moments = (paper("monitoring", when="start", outreach=1), paper("monitoring", when="end"))
    return PaperRecords([visit, *moments, *map(paper, others), paper("unit_problem", urgency=5, what="Ruang")])


def minutes(**more: Any) -> dict[str, Any]:
    visit = paper("assistance", **more)
    return {**(visit_minutes(year_of(visit), visit.id) or {}), **PLACE}


def test_a_year_stands_beside_its_visit_the_heaviest_first_and_both_monitorings_side_by_side() -> None:
    told = minutes()
    assert [(one["score"], one["what"]) for one in told["problems"]] == [
        (30, "Ruang"),
        (24, "Kunjungan sering terlambat."),
    ]
    assert {"measure": "outreach", "start": 1, "end": 4} in told["compared"]
    assert (told["result"]["recommend"], len(told["actions"])) == ("strengthen", 1)
    assert minutes(unit_says="Benar.")["visit"]["unit_says"] == "Benar."
    assert visit_minutes(PaperRecords([]), new_id()) is None


def test_every_paper_is_set_tagged_and_the_same_each_time() -> None:
    content = render_paper("visit-minutes", minutes())
    assert content == render_paper("visit-minutes", minutes())
    assert content != render_paper("visit-minutes", minutes(unit_says="Benar."))
    for sign in (b"/StructTreeRoot", b"/Lang(id-ID)", b"pdfuaid", b"/MarkInfo"):
        assert sign in content, sign


@pytest.mark.parametrize("said", STRANGE)
def test_what_somebody_wrote_is_text_and_never_a_command(said: str) -> None:
    told = minutes(findings=said, advice=said, unit_says=said, by=[{"who": said[:120], "institution": None}])
    assert render_paper("visit-minutes", told).startswith(b"%PDF-")


def own_templates(folder: Path, broken: str) -> Path:
    copytree(SHIPPED, folder, dirs_exist_ok=True)
    (folder / "agreement-draft.typ").write_text(broken, "utf-8")
    return folder


@pytest.mark.whole
@pytest.mark.parametrize(
    ("text", "file", "line"),
    [
        ('#import "layout.typ": *\n\n#nothing', "agreement-draft.typ", 3),
        ("= Judul\n#let a = (\n", "agreement-draft.typ", 2),
        ('#read("/etc/passwd")', "agreement-draft.typ", 1),
        ('#read("../../settings.py")', "agreement-draft.typ", 1),
        ('\n#import "@preview/cetz:0.3.0"', "agreement-draft.typ", 2),
        ("#while true {}", "agreement-draft.typ", 1),
        ('#import "layout.typ": *\n#day("tanggal")', "layout.typ", 14),
        ("\n#panic(sys.inputs.data)", "agreement-draft.typ", 2),
    ],
)
def test_a_broken_template_is_said_by_file_and_line_and_by_nothing_that_was_written(
    text: str, file: str, line: int, tmp_path: Path
) -> None:
    told = {**agreement_draft(PaperRecords([paper("funding")]), 2026), **PLACE}
    with pytest.raises(NotAllowed) as refused:
        render_paper("agreement-draft", told, own_templates(tmp_path, text))
    body = refused.value.as_body()
    assert body["code"] == "paper-template-broken"
    assert f"{file}, baris {line}." in body["detail"]
    assert render_paper("visit-minutes", minutes(), tmp_path).startswith(b"%PDF-"), "the others stand"


def own_paper(tmp_path: Path, text: str) -> NotAllowed:
    with pytest.raises(NotAllowed) as refused:
        render_paper("agreement-draft", PLACE, own_templates(tmp_path, text))
    return refused.value


@pytest.mark.whole
def test_an_own_template_takes_no_time_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    endless = "#let turns = range(9000)\n#for a in turns { for b in turns { for c in turns {} } }"
    assert own_paper(tmp_path, endless).code == "paper-template-broken"


def test_an_own_template_asks_nobody_for_a_package_whose_name_it_puts_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that it asks goes where nobody listens; here somebody does, and hears that it asked."""
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        nobody.settimeout(10)
        there = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        monkeypatch.setattr(apart, "NOWHERE", dict.fromkeys(apart.NOWHERE, there))
        with ThreadPoolExecutor(1) as beside:
            asked = beside.submit(lambda: heard(nobody))
            assert own_paper(tmp_path, '#import ("@" + "preview/cetz:0.3.0"): *').code == "paper-template-broken"
            assert b"packages.typst.org" in asked.result()


def heard(nobody: socket.socket) -> bytes:
    line, _ = nobody.accept()
    with line:
        return line.recv(1000)


def test_a_month_says_what_was_confirmed_beside_what_the_records_said_and_to_the_village_no_reason() -> None:
    definitions, report = policies.report_definitions(), paper("month_report").values
    steps = dict.fromkeys((one.key for one in policies.journey().steps), 0)
    counts = MonthCounts(date(2026, 10, 31), 15, 0, steps, [measured(one.key) for one in definitions.measures])
    own = month_report(definitions, "2026-10", counts, report)
    assert {"key": "visits", "told": 20, "counted": 15} in own["confirmed"]["figures"]
    assert own["confirmed"]["changed_because"] == report["changed_because"]
    sheet = village_sheet(definitions, "2026-10", counts, report)
    whole = {line["key"]: line["whole"] for line in sheet["lines"]}
    assert (whole["visits"], whole["clients"], whole["closures"]) == (20, 15, "few")
    assert report["changed_because"] not in str(sheet)
    for name, told in (("month-report", own), ("village-sheet", sheet)):
        assert render_paper(name, {**told, **PLACE}) != render_paper(name, {**told, "confirmed": None, **PLACE})


def measured(key: str) -> CountedMeasure:
    """Nothing."""
    return CountedMeasure(key, 0, None, None, CountedPeople(0, {}, 0))


def test_an_agreement_has_a_line_for_documentation_and_reporting() -> None:
    lines = agreement_draft(PaperRecords([paper("funding"), paper("funding", year=2025)]), 2026)["lines"]
    assert {"line": "documentation_reporting", "planned": 3_000_000} in lines
    assert [one["line"] for one in lines] == list(LINES)


def test_a_recap_has_a_code_and_neither_name_nor_alias() -> None:
    def case(code: str, takes_part: bool = True, **more: Any) -> RecapCase:
        client = paper("client", code=code, **more)
        scores = {"tobacco": 31, "cannabis": 14, "opioids": 20}
        told = {name: {"score": score, "band": "moderate"} for name, score in scores.items()}
        return RecapCase([client, paper("screening", scores=told, injecting="recent_low")], "planned", takes_part)

    gone = RecapCase([paper("client", status="closed"), paper("closure", on="2026-10-31")], "closed", True)
    told = client_recap([case("B"), case("A"), case("C", takes_part=False), gone], "2026-11")
    assert [row["code"] for row in told["rows"]] == ["A", "B"]
    assert (told["rows"][0]["substance"], told["rows"][0]["route"], told["left_out"]) == ("opioids", "inject", 1)
    assert len(client_recap([gone], "2026-10")["rows"]) == 1
    assert set(told["rows"][0]) == {"code", "sex", "age_band", "status", "substance", "route", "service"}


@ON_ONE_ENGINE
def test_each_reads_the_papers_that_are_hers(place: Place) -> None:
    place.person("Hadi", None, "district", area="33.22")
    place.person("Jauh", None, "district", area="33.21")
    place.person("Ratna", role="coordinator")
    place.person("Sari")
    hadi = RestDesk(place, "Hadi", place.units["A"])
    for kind in ("assistance", "training", "training_attendance", "funding"):
        assert hadi.create(kind).status_code == 201

    def ask(name: str, path: str, **asked: str | None) -> httpx.Response:
        given = {key: value for key, value in asked.items() if value}
        return place.http.get(f"/v1/{path}", params=given, headers=place.headers(name))

    of_unit = {"visit-minutes": "assistance", "attendance-list": "training", "decree-draft": "", "agreement-draft": ""}
    for which, kind in of_unit.items():
        asked = {"unit": place.units["A"], "record": hadi.made.get(kind)}
        for name in ("Hadi", "Ratna"):
            told = ask(name, f"papers/{which}", **asked)
            assert (told.status_code, told.headers["content-type"]) == (200, "application/pdf"), told.text[:300]
            assert told.headers["cache-control"] == "no-store"
        for name in ("Sari", "Jauh"):
            assert ask(name, f"papers/{which}", **asked).status_code == 404
    unnamed = ask("Hadi", "papers/visit-minutes", unit=place.units["A"])
    assert [one["pointer"] for one in unnamed.json()["errors"]] == ["/query/record"]
    assert ask("Hadi", "papers/visit-minutes", unit=place.units["A"], record=new_id()).status_code == 404
    month = place.today()[:7]
    for which in ("month-report", "village-sheet", "client-recap"):
        assert ask("Ratna", f"months/{month}/papers/{which}").content.startswith(b"%PDF-")
        for name in ("Sari", "Hadi"):
            assert ask(name, f"months/{month}/papers/{which}").status_code == 403
        assert ask("Ratna", f"months/2099-01/papers/{which}").status_code == 404


def test_no_template_reads_what_a_paper_does_not_say() -> None:
    """Every template is among those that a route names, and says in its first line what it is."""
    ours = {file.stem for file in SHIPPED.glob("*.typ")} - {"layout"}
    assert all(re.match(r"// [A-Z]", (SHIPPED / f"{name}.typ").read_text("utf-8")) for name in ours)
    assert len(ours) == 7
