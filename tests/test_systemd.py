"""systemd reads the units that are shown, where it is there to be asked."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_deploy import DEPLOY

pytestmark = pytest.mark.whole


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd alone knows")
def test_systemd_reads_every_word_of_the_units(tmp_path: Path) -> None:
    """What it does not understand it would leave out, with a line in a log that nobody reads."""
    for one in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")):
        here = one.read_text().replace("/opt/pulih/.venv/bin/python", sys.executable)
        (tmp_path / one.name).write_text(here)
    assert complaints(tmp_path) == ""
    server = tmp_path / "pulih.service"
    server.write_text(server.read_text().replace("UMask=", "Umaks="))
    assert "Umaks" in complaints(tmp_path)


def complaints(folder: Path) -> str:
    """Of `systemd-analyze verify` on all that lies there."""
    units = sorted(str(one) for one in folder.iterdir())
    asked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    return asked.stderr
