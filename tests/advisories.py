"""Known faults of what Pulih is made of: `make audit`, where PyPI's and npm's advisories can be reached.

Silence is no answer: it fails when nothing was reached, when any locked package was not asked about, and when an
exception of `known_advisories.json` has passed its day.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tests.bill_of_materials import HOUSE, python_lock

Json = dict[str, Any]


class Known(NamedTuple):
    """An advisory that does not reach us. `until`: the day after which it is looked at again."""

    id: str
    package: str
    reason: str
    until: str


def known_ones() -> list[Known]:
    """With their reasons."""
    return [Known(**one) for one in json.loads((Path(__file__).parent / "known_advisories.json").read_text())]


def python_faults(report: Json, known: list[Known], today: date) -> Iterator[str]:
    """Of pip-audit's report."""
    asked = {one["name"].lower().replace("_", "-"): one for one in report.get("dependencies", ())}
    for name, (version, _, _) in python_lock("requirements-dev.txt").items():
        found = asked.get(name)
        if found is None or "skip_reason" in found:
            yield f"{name} {version}: not looked up"
            continue
        for fault in found["vulns"]:
            yield from unexcused(f"{name} {version}", name, {fault["id"], *fault.get("aliases", ())}, known, today)


def npm_faults(report: Json, known: list[Known], today: date) -> Iterator[str]:
    """Of npm's report."""
    locked = len(json.loads((HOUSE / "pwa" / "package-lock.json").read_text())["packages"]) - 1
    asked = report.get("metadata", {}).get("dependencies", {}).get("total", 0)
    if "auditReportVersion" not in report or asked < locked:
        yield f"npm: {asked} of {locked} packages looked up"
    for name, found in report.get("vulnerabilities", {}).items():
        for fault in (one for one in found["via"] if isinstance(one, dict)):
            yield from unexcused(name, name, {fault["url"].rpartition("/")[2]}, known, today)


def unexcused(where: str, package: str, ids: set[str], known: list[Known], today: date) -> Iterator[str]:
    """Nothing, where an exception says one of its names and still runs."""
    excuses = [one for one in known if one.package == package and one.id in ids]
    if not any(date.fromisoformat(one.until) >= today for one in excuses):
        passed = "".join(f" (the exception ended on {one.until})" for one in excuses)
        yield f"{where}: {', '.join(sorted(ids))}{passed}"


def told_by(command: list[str], folder: Path) -> Json:
    """What a tool prints, {} where that is no report; why not is told on stderr, without addresses."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    try:
        report: Json = json.loads(done.stdout)
    except ValueError:
        report = {}
    if not report.keys() & {"dependencies", "auditReportVersion"}:
        said = (done.stderr.strip() or "nothing").splitlines()[-1]
        sys.stderr.write(f"{command[0]}: {re.sub('[a-z+]*://[^ ]*', '…', said)[:300]}\n")
    return report


def pip_audit() -> Json:
    """By name and version, so that packages of other systems are asked about too; pip itself holds the hashes."""
    with TemporaryDirectory() as folder:
        lines = [f"{name}=={version}\n" for name, (version, _, _) in python_lock("requirements-dev.txt").items()]
        (Path(folder) / "all.txt").write_text("".join(lines))
        words = ["--strict", "--no-deps", "--disable-pip", "--format=json", "--progress-spinner=off"]
        return told_by(["pip-audit", *words, "--requirement=all.txt"], Path(folder))


def audit() -> int:
    """An exit code."""
    known, today = known_ones(), date.today()  # noqa: DTZ011  a day, wherever one is
    faults = [*python_faults(pip_audit(), known, today)]
    faults += npm_faults(told_by(["npm", "audit", "--json"], HOUSE / "pwa"), known, today)
    lines = [f"known until {one.until}: {one.package} {one.id}: {one.reason}" for one in known]
    lines += faults or ["No other advisory for any locked package."]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(audit())
