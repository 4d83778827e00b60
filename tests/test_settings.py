"""A server starts on settings fit for its place, or says which one is not."""

from pathlib import Path

import pytest

from api.app import create_app
from api.settings import Settings, UnsafeSettings, read_settings

STRONG = "a secret of thirty-two symbols or more"
PRODUCTION = {
    "PULIH_PRODUCTION": "1", "PULIH_TOKEN_KEYS": f"k1:{STRONG}", "PULIH_NONCE_KEY": STRONG,
    "PULIH_ORIGINS": "https://pulih.example.id", "PULIH_SQLITE_IN_PRODUCTION": "1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"PULIH_TOKEN_KEYS": ""}, "PULIH_TOKEN_KEYS"),
        ({"PULIH_TOKEN_KEYS": "k1:short"}, "PULIH_TOKEN_KEYS"),
        ({"PULIH_TOKEN_KEYS": f"k1:{STRONG},k2:short"}, "PULIH_TOKEN_KEYS"),
        ({"PULIH_TOKEN_KEYS": "k1"}, "PULIH_TOKEN_KEYS"),
        ({"PULIH_NONCE_KEY": "short"}, "PULIH_NONCE_KEY"),
        ({"PULIH_ORIGINS": ""}, "PULIH_ORIGINS"),
        ({"PULIH_ORIGINS": "pulih.example.id"}, "PULIH_ORIGINS"),
        ({"PULIH_ORIGINS": "https://pulih.example.id/"}, "PULIH_ORIGINS"),
        ({"PULIH_CORS_ORIGINS": "*"}, "PULIH_CORS_ORIGINS"),
        ({"PULIH_SQLITE_IN_PRODUCTION": "0"}, "PostgreSQL"),
        ({"PORT": "http"}, "PORT"),
    ],
    ids=str,
)
def test_a_production_server_does_not_start_on_what_serves_trials(changed: dict[str, str], says: str) -> None:
    assert read_settings(PRODUCTION).production
    with pytest.raises(UnsafeSettings, match=says):
        read_settings({**PRODUCTION, **changed})


def test_the_secrets_for_trials_are_refused_by_name() -> None:
    trial = Settings().nonce_key
    with pytest.raises(UnsafeSettings):
        read_settings({**PRODUCTION, "PULIH_NONCE_KEY": trial})
    with pytest.raises(UnsafeSettings):
        read_settings({**PRODUCTION, "PULIH_TOKEN_KEYS": f"k1:{trial}"})


def test_the_secrets_for_trials_stay_on_this_machine() -> None:
    for host in ("::", "192.168.1.7", "pulih.local"):
        with pytest.raises(UnsafeSettings, match="public"):
            read_settings({"PULIH_HOST": host})
        assert read_settings({"PULIH_HOST": host, "PULIH_TOKEN_KEYS": f"k:{STRONG}", "PULIH_NONCE_KEY": STRONG})
    assert read_settings({}).host == "127.0.0.1"


def test_a_production_server_makes_no_keys_by_itself(tmp_path: Path) -> None:
    places = {"PULIH_DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3", "PULIH_KEYS_FILE": str(tmp_path / "keys.json")}
    with pytest.raises(UnsafeSettings, match="pulih init"):
        create_app(read_settings({**PRODUCTION, **places}))
    assert not (tmp_path / "keys.json").exists()
