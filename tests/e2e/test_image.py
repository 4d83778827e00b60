"""The image has what it needs, and builds a deployment's app of it: no engine runs here, so its COPY lines are followed
by hand."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import Handsets
from tests.e2e.person import Person
from tests.e2e.server import Server, free_port
from tests.engines import HOUSE
from tests.environment import without_settings
from tests.served import Served, running
from tests.test_settings import PRODUCTION

FIRST, SECOND = (HOUSE / "Dockerfile").read_text().split("\nFROM ")[1:]
# What is compiled here comes along, so that the image's own compiling has little to do.
LEFT_OUT = shutil.ignore_patterns("node_modules", "dist", "dist-docs", ".svelte-check")


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


class OfImage(Served):
    """The second stage, followed line by line as far as a machine without an engine can: what it copies, and no other
    file of the house; `python` is this one's, with its packages and without the house."""

    def __init__(self, folder: Path) -> None:
        self.house, self.port, self.log_file = copied(SECOND, folder / "house"), free_port(), folder / "server.log"
        for source, target in re.findall(r"^COPY --from=app /house/(\S+) (\S+)$", SECOND, re.MULTILINE):
            (self.house / target).parent.mkdir(exist_ok=True)
            (self.house / target).symlink_to(HOUSE / source)
        for name in re.findall(r"install --directory --owner pulih (.+)$", SECOND, re.MULTILINE)[0].split():
            (self.house / name).mkdir()
        python = folder / "bin" / "python"
        python.parent.mkdir()
        python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -S "$@"\n')
        python.chmod(0o755)
        packages = {"PYTHONPATH": sysconfig.get_path("purelib"), "PATH": f"{python.parent}{os.pathsep}{os.defpath}"}
        said = dict(shlex.split(one)[0].split("=") for one in said_by("ENV").split())
        self.environ = {**without_settings(), **packages, **said, **PRODUCTION, "PORT": str(self.port)}

    def run(self, command: str | list[str]) -> subprocess.CompletedProcess[str]:
        """As the image runs it: a line of the shell, or words."""
        return subprocess.run(
            command, shell=isinstance(command, str), cwd=self.house, env=self.environ, capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    def serve(self, command: list[str]) -> None:
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=self.house, env=self.environ, stdout=log, stderr=log)


def said_by(word: str) -> str:
    """What stands behind it in the second stage, on one line."""
    [told] = re.findall(rf"^{word} ((?:.*\\\n)*.*)$", SECOND, re.MULTILINE)
    return str(told).replace("\\\n", " ")


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
INIT = ("init", "--unit", "IBM Desa Kopeng", "--village", "33.22.01.2003", "--admin", "Ibu Admin")


def test_the_server_starts_on_what_the_second_stage_copies_and_its_health_is_asked(app: None, tmp_path: Path) -> None:
    image = OfImage(tmp_path)
    [compiled] = re.findall(r"^RUN (python .+)$", SECOND, re.MULTILINE)
    check = json.loads(said_by("HEALTHCHECK").partition("CMD ")[2])
    for command in (compiled, ["python", "-c", COMMANDS, json.dumps([("migrate",), INIT])]):
        done = image.run(command)
        assert done.returncode == 0, done.stderr
        assert "Can't list" not in done.stdout, "a folder to be compiled that was not copied"
    image.serve(json.loads(said_by("CMD")))
    with running(image):
        assert httpx.get(f"{image.url}/health/live").json() == {"live": True}
        assert "<title>" in httpx.get(image.url).text, "the app of the first stage"
        assert httpx.get(f"{image.url}/docs").status_code == 200
        checked = image.run(check)
        assert checked.returncode == 0, checked.stderr
        image.stop()
        assert image.run(check).returncode == 1


def test_each_make_of_the_image_has_what_it_needs(tmp_path: Path) -> None:
    """It is asked what it would do: a file that a rule needs, and that no line before has copied, ends it."""
    for goal in re.findall(r"^RUN make (.+)$", FIRST, re.MULTILINE):
        house = copied(FIRST.partition(f"RUN make {goal}\n")[0], tmp_path / goal)
        subprocess.run(["make", "--dry-run", goal], cwd=house, env=without_settings(), check=True, capture_output=True)


def test_the_image_runs_without_rights() -> None:
    assert re.search(r"^USER pulih$", SECOND, re.MULTILINE)
    assert re.search(r"^RUN useradd .* pulih ", SECOND, re.MULTILINE)


def test_pip_takes_the_line_of_the_image_and_set_up_fetched_what_it_fetches() -> None:
    """Nothing is fetched again: what is installed here, set-up took by the same hashes, which are compared."""
    ours, developers = (locked(name) for name in ("requirements.txt", "requirements-dev.txt"))
    assert len(ours) > 30
    assert [name for name, entry in ours.items() if developers.get(name) != entry] == []
    [line] = re.findall(r"^RUN (pip install .+)$", SECOND, re.MULTILINE)
    assert "--require-hashes" in line.split()
    words = [sys.executable, "-m", *shlex.split(line), "--dry-run", "--no-index"]
    done = subprocess.run(words, cwd=HOUSE, env=without_settings(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Would install" not in done.stdout


def locked(name: str) -> dict[str, str]:
    """{package: its version and hashes}, without who asks for it."""
    entries = re.split(r"^(?=[a-z0-9])", (HOUSE / name).read_text(), flags=re.MULTILINE)
    bare = (re.sub(r"^\s*#.*\n?", "", entry, flags=re.MULTILINE).strip() for entry in entries)
    return {entry.partition("==")[0]: entry for entry in bare if entry}
