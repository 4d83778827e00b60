"""The image has what it needs: no engine runs here, so its COPY lines are followed by hand."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines import HOUSE
from tests.environment import without_settings

FIRST, SECOND = (HOUSE / "Dockerfile").read_text().split("\nFROM ")[1:]
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", "dist", "dist-docs")


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


@pytest.mark.usefixtures("app")
def test_the_app_is_built_of_what_the_first_stage_copies(tmp_path: Path) -> None:
    house = copied(FIRST, tmp_path)
    (house / "pwa" / "node_modules").symlink_to(HOUSE / "pwa" / "node_modules")
    command = ["node_modules/.bin/vite", "build", "--logLevel", "error"]
    subprocess.run(command, cwd=house / "pwa", env=without_settings(), check=True)
    built = {path.name.split("-")[0] for path in (house / "pwa" / "dist" / "assets").iterdir()}
    assert built == {path.name.split("-")[0] for path in (HOUSE / "pwa" / "dist" / "assets").iterdir()}


def test_the_server_starts_on_what_the_second_stage_copies(tmp_path: Path) -> None:
    house = copied(SECOND, tmp_path)
    environ = {**without_settings(), "PULIH_DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3"}
    init = ("init", "--unit", "IBM Desa Kopeng", "--village", "33.22.01.2003", "--admin", "Ibu Admin")
    for words in (("migrate",), init, ("openapi",)):
        command = [sys.executable, "-m", "api.cli", *words]
        done = subprocess.run(command, cwd=house, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_the_image_runs_without_rights_and_its_health_is_asked() -> None:
    assert re.search(r"^USER pulih$", SECOND, re.MULTILINE)
    check = re.search(r'CMD \["python", "-c", (".*")\]$', SECOND.partition("HEALTHCHECK")[2].splitlines()[1].strip())
    assert check
    compile(check[1].encode().decode("unicode_escape").strip('"'), "HEALTHCHECK", "exec")
