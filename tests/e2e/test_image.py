"""The image has what it needs, and builds a deployment's app of it: no engine runs here, so its COPY lines are followed
by hand."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server, free_port
from tests.engines import HOUSE
from tests.environment import without_settings

FIRST, SECOND = (HOUSE / "Dockerfile").read_text().split("\nFROM ")[1:]
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", "dist", "dist-docs", ".svelte-check")


def copied(stage: str, into: Path) -> Path:
    """What this stage takes from the house."""
    for words in re.findall(r"^COPY (?!--from)(.+)$", stage, re.MULTILINE):
        *sources, target = words.split()
        for source in sources:
            place = into / target / Path(source).name if len(sources) > 1 or target.endswith("/") else into / target
            place = into / source if target == "./" else place
            place.parent.mkdir(parents=True, exist_ok=True)
            if (HOUSE / source).is_dir():
                shutil.copytree(HOUSE / source, place, ignore=LEFT_OUT, dirs_exist_ok=True)
            else:
                shutil.copyfile(HOUSE / source, place)
    return into


def built(house: Path, **settings: str) -> Path:
    """The app as a deployment with these settings builds it, which takes 5 s of a processor."""
    (house / "pwa" / "node_modules").symlink_to(HOUSE / "pwa" / "node_modules")
    command = ["node_modules/.bin/vite", "build", "--logLevel", "error"]
    subprocess.run(command, cwd=house / "pwa", env=without_settings() | settings, check=True)
    return house / "pwa" / "dist"


def stems(dist: Path) -> set[str]:
    """The names of its files without what their content adds to them."""
    return {path.name.split("-")[0] for path in (dist / "assets").iterdir()}


@pytest.mark.long
def test_a_deployment_builds_an_app_of_its_own_name_icon_colour_and_api_of_what_the_first_stage_copies(
    handsets: Handsets, tmp_path: Path
) -> None:
    here, icons = f"http://127.0.0.1:{free_port()}", tmp_path / "icons"
    shutil.copytree(HOUSE / "pwa/public/icons", icons)
    (icons / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    api = Server("sqlite", tmp_path / "api", PULIH_CORS_ORIGINS=here)
    own = {"PULIH_NAME": "Buku <RT>", "PULIH_COLOUR": "#123456", "PULIH_ICON": str(icons)}
    dist = built(copied(FIRST, tmp_path / "house"), **own, PULIH_API=api.url)
    assert stems(dist) == stems(HOUSE / "pwa" / "dist")
    is_its_own(dist, icons)
    port = int(here.rpartition(":")[2])
    app = Server("sqlite", tmp_path / "app", port, PULIH_API=api.url, PULIH_DIST=str(dist))
    try:
        sari = Person(handsets.phone(here)).enrol(api.code("Sari"))
        sari.open_client("Mbak Rini")
    finally:
        app.close()
        api.close()


def is_its_own(dist: Path, icons: Path) -> None:
    manifest = json.loads((dist / "manifest.webmanifest").read_text())
    assert (manifest["name"], manifest["short_name"], manifest["theme_color"]) == ("Buku <RT>", "Buku <RT>", "#123456")
    page = (dist / "index.html").read_text()
    assert "<title>Buku &lt;RT></title>" in page
    assert 'name="theme-color" content="#123456"' in page
    assert (dist / "icons" / "icon.svg").read_text() == (icons / "icon.svg").read_text()


# One after the other in one process, since each would spend 2 s of a processor on what it imports.
COMMANDS = """
import json, runpy, sys
for sys.argv[1:] in json.loads(sys.argv[1]):
    try:
        runpy.run_module("api.cli", run_name="__main__")
    except SystemExit as done:
        if done.code:
            raise
"""


def test_the_server_starts_on_what_the_second_stage_copies(tmp_path: Path) -> None:
    house = copied(SECOND, tmp_path)
    environ = {**without_settings(), "PULIH_DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3"}
    init = ("init", "--unit", "IBM Desa Kopeng", "--village", "33.22.01.2003", "--admin", "Ibu Admin")
    command = [sys.executable, "-c", COMMANDS, json.dumps([("migrate",), init, ("openapi",)])]
    done = subprocess.run(command, cwd=house, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '"openapi": "3.' in done.stdout


def test_each_make_of_the_image_has_what_it_needs(tmp_path: Path) -> None:
    """It is asked what it would do: a file that a rule needs, and that no line before has copied, ends it."""
    for goal in re.findall(r"^RUN make (.+)$", FIRST, re.MULTILINE):
        house = copied(FIRST.partition(f"RUN make {goal}\n")[0], tmp_path / goal)
        subprocess.run(["make", "--dry-run", goal], cwd=house, env=without_settings(), check=True, capture_output=True)


def test_the_image_runs_without_rights_and_its_health_is_asked() -> None:
    assert re.search(r"^USER pulih$", SECOND, re.MULTILINE)
    check = re.search(r'CMD \["python", "-c", (".*")\]$', SECOND.partition("HEALTHCHECK")[2].splitlines()[1].strip())
    assert check
    compile(check[1].encode().decode("unicode_escape").strip('"'), "HEALTHCHECK", "exec")
