"""The environment as a test wants it: nothing of whoever runs the tests reaches the settings."""

import os
from collections.abc import Mapping
from unittest.mock import patch

from api.settings import Settings, read_settings


def without_settings() -> dict[str, str]:
    """What the process has, less every setting of ours."""
    ours = {name for name in os.environ if name == "PORT" or name.startswith("PULIH_")}
    return {name: value for name, value in os.environ.items() if name not in ours - {"PULIH_TEST_ENGINES"}}


def settings_from(environ: Mapping[str, str]) -> Settings:
    """As a server started in this environment reads them."""
    with patch.dict(os.environ, {**without_settings(), **environ}, clear=True):
        return read_settings()
