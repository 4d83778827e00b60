"""Sets a paper with Typst: a template reads what stands on it as JSON, and nothing outside its own folder."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from api.logs import say
from api.papers.own_templates import PaperFault, set_apart
from api.problems.tree import NotAllowed

SHIPPED = Path(__file__).parent / "templates"
PLACE = re.compile(r"┌─ (.+?):(\d+):\d+")
# Would be fetched from the network.
FOREIGN = re.compile(r'"@[a-z]')
ACCESSIBLE = "PDF/UA"


def render_paper(name: str, data: Mapping[str, Any], replaced: Path | None = None) -> bytes:
    """A tagged PDF, the same for the same data. `replaced`: an office's own templates; what is not there is ours.
    NotAllowed `paper-template-broken` where its template cannot be set, with the file and the line."""
    root = replaced if replaced and (replaced / f"{name}.typ").is_file() else SHIPPED
    foreign = next(foreign_lines(root, name), None) if root is replaced else None
    if foreign:
        raise broken(name, *foreign)
    setting = set_apart if root is replaced else set_here
    paper = root / f"{name}.typ", json.dumps(data, ensure_ascii=False)
    try:
        return setting(*paper, ["ua-1"])
    except PaperFault as fault:
        # A sign that no font has, or a template of their own that is less strict: tagged all the same.
        if not fault.message.startswith(ACCESSIBLE):
            raise broken(name, *place_of_fault(fault, name)) from fault
    try:
        return setting(*paper, [])
    except PaperFault as fault:
        raise broken(name, *place_of_fault(fault, name)) from fault


def set_here(file: Path, data: str, standards: list[Any]) -> bytes:
    """By our own template. PaperFault where it cannot be."""
    try:
        return typst.compile(
            str(file), root=str(file.parent), font_paths=shipped_fonts(), ignore_system_fonts=True,
            sys_inputs={"data": data}, pdf_standards=standards, timestamp=0,
        )  # fmt: skip
    except typst.TypstError as error:
        raise PaperFault(error.message, error.diagnostic) from error


@cache
def shipped_fonts() -> typst.Fonts:
    """Those within Typst: the same on every machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(SHIPPED)])


def foreign_lines(root: Path, name: str) -> Iterator[tuple[str, int]]:
    """Where this paper asks for a package, or what it may import does."""
    others = {file.name for file in SHIPPED.glob("*.typ")} - {f"{name}.typ", "layout.typ"}
    for file in sorted(one for one in root.rglob("*.typ") if one.name not in others):
        for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
            if FOREIGN.search(line):
                yield file.name, number


def place_of_fault(fault: PaperFault, name: str) -> tuple[str, int]:
    """Its file and line. What Typst says besides may quote what somebody wrote, and is not repeated."""
    found = PLACE.search(fault.diagnostic)
    return (Path(found[1]).name, int(found[2])) if found else (f"{name}.typ", 1)


def broken(paper: str, file: str, line: int) -> NotAllowed:
    """The log says the same."""
    say("paper-template-broken", paper=paper, file=file, line=line)
    return NotAllowed("paper-template-broken", values={"file": file, "line": line})
