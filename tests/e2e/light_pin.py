"""The built app with a PIN that costs next to nothing. To stretch one takes a fifth of a second of a processor whenever
somebody enrols or opens, and few tests are about that.

What ships is opened by the tests marked `as_shipped`; one of them reads in the key file what a PIN costs.
"""

import re
import shutil
from functools import cache
from pathlib import Path

from tests.engines import HOUSE, folder

DIST = HOUSE / "pwa" / "dist"
FULL = {"memory": 64 * 1024, "passes": 2}
# FULL_COST of pwa/src/core/keys/key_crypto.ts as it was built; what is asked of a phone without memory stays.
WRITTEN = re.compile(rf"\{{memory:{FULL['memory']},passes:{FULL['passes']}\}}")
LIGHT = "{memory:256,passes:1}"


@cache
def app_with_a_light_pin() -> Path:
    """A copy for this session."""
    (script,) = [path for path in DIST.glob("assets/*.js") if WRITTEN.search(path.read_text())]
    copy = folder() / "dist"
    shutil.copytree(DIST, copy, ignore=shutil.ignore_patterns(f"{script.name}.*"))
    lighter, count = WRITTEN.subn(LIGHT, script.read_text())
    assert count == 1
    (copy / "assets" / script.name).write_text(lighter)
    return copy
