"""A server starts on settings fit for its place, or says which one is not."""

import re
from pathlib import Path

import pytest

from api.app import create_app
from api.settings import Settings, UnsafeSettings
from tests.engines import HOUSE
from tests.environment import settings_from

COMPOSE = (HOUSE / "compose.yaml").read_text()

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
        ({"PORT": "0"}, "PORT"),
        ({"PULIH_WORKERS": "0"}, "PULIH_WORKERS"),
        ({"PULIH_WORKERS": "2"}, "PULIH_WORKERS must be 1 on SQLite"),
        ({"PULIH_DATABASE_URL": "mysql://pulih:canary@host/pulih"}, "PULIH_DATABASE_URL"),
        ({"PULIH_DATABASE_URL": "postgres:canary"}, "PULIH_DATABASE_URL"),
        ({"PULIH_OWNER_URL": "postgresql://pulih:canary@host/pulih"}, "PULIH_OWNER_URL"),
        ({"PULIH_API": "api.example.id"}, "PULIH_API"),
        ({"PULIH_ORIGINS": "https://Pulih.example.id/app"}, "like https://pulih.example.id"),
        ({"PULIH_PROXIES": "127.0.0.1,172.30.77.1/24"}, "PULIH_PROXIES"),
        ({"PULIH_PROXIES": "*"}, "PULIH_PROXIES"),
        ({"PULIH_OPENID_ISSUER": "http://sso.example.id", "PULIH_OPENID_CLIENT": "x"}, "PULIH_OPENID_ISSUER"),
        ({"PULIH_OPENID_ISSUER": "https://sso.example.id"}, "PULIH_OPENID_CLIENT"),
        ({"PULIH_OPENID_CLAIM": "email"}, "PULIH_OPENID_CLAIM"),
        ({"PULIH_PROXYS": "canary"}, "PULIH_PROXYS: .*; PULIH_PROXIES is one"),
        ({"PULIH_BACKUP_MINUTE": "1"}, "PULIH_BACKUP_MINUTES"),
    ],
    ids=str,
)
def test_a_production_server_does_not_start_on_what_serves_trials(changed: dict[str, str], says: str) -> None:
    assert settings_from(PRODUCTION).production
    with pytest.raises(UnsafeSettings, match=says) as refused:
        settings_from({**PRODUCTION, **changed})
    assert "canary" not in str(refused.value)


def test_every_fault_is_named_at_once_and_no_secret_is_repeated() -> None:
    with pytest.raises(UnsafeSettings) as refused:
        settings_from(
            {
                **PRODUCTION,
                "PORT": "-1",
                "PULIH_TOKEN_KEYS": "canary",
                "PULIH_ORIGINS": "canary",
                "PULIH_TOKENKEYS": "x",
            }
        )
    told = str(refused.value)
    named = ["PORT", "PULIH_TOKEN_KEYS", "PULIH_ORIGINS", "PULIH_TOKENKEYS"]
    assert [line.partition(":")[0] for line in told.splitlines()] == named
    assert "canary" not in told


def test_what_is_secret_is_not_shown_with_the_settings() -> None:
    secret = {"PULIH_DATABASE_URL": "postgresql+psycopg://pulih_app:canary@host/pulih"}
    secret |= {"PULIH_NONCE_KEY": "canary" * 8, "PULIH_TOKEN_KEYS": f"k1:{'canary' * 8}"}
    assert "canary" not in repr(settings_from({**PRODUCTION, **secret}))


def test_an_empty_setting_is_an_unset_one() -> None:
    """As compose files hand on what a deployment leaves out."""
    left_out = {"PORT": "", "PULIH_CORS_ORIGINS": "", "PULIH_API": "", "PULIH_PROXIES": "", "PULIH_WORKERS": ""}
    assert settings_from(left_out) == settings_from({})


def test_what_the_build_and_compose_are_told_is_no_misspelt_setting() -> None:
    beside = set(re.findall(r"\$\{(PULIH_\w+)", COMPOSE)) | {"PULIH_NAME", "PULIH_ICON", "pulih_workers"}
    assert settings_from({**dict.fromkeys(beside, ""), "PULIH_NAME": "Pulih"}) == settings_from({})


def test_lists_are_separated_by_commas() -> None:
    said = {"PULIH_PROXIES": "10.0.0.1, 10.1.0.0/16", "PULIH_CORS_ORIGINS": "https://a.id,https://b.id:8443"}
    settings = settings_from(said)
    assert (settings.proxies, len(settings.cors_origins)) == (("10.0.0.1", "10.1.0.0/16"), 2)
    assert settings_from({"PULIH_API": "https://api.example.id/base"}).api_base == "https://api.example.id"


def test_the_secrets_for_trials_are_refused_by_name() -> None:
    trial = Settings().nonce_key
    with pytest.raises(UnsafeSettings):
        settings_from({**PRODUCTION, "PULIH_NONCE_KEY": trial})
    with pytest.raises(UnsafeSettings):
        settings_from({**PRODUCTION, "PULIH_TOKEN_KEYS": f"k1:{trial}"})


def test_the_secrets_for_trials_stay_on_this_machine() -> None:
    for host in ("::", "192.168.1.7", "pulih.local"):
        with pytest.raises(UnsafeSettings, match="public"):
            settings_from({"PULIH_HOST": host})
        assert settings_from({"PULIH_HOST": host, "PULIH_TOKEN_KEYS": f"k:{STRONG}", "PULIH_NONCE_KEY": STRONG})
    assert settings_from({}).host == "127.0.0.1"


def test_a_production_server_makes_no_keys_by_itself(tmp_path: Path) -> None:
    places = {"PULIH_DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3", "PULIH_KEYS_FILE": str(tmp_path / "keys.json")}
    with pytest.raises(UnsafeSettings, match="pulih init"):
        create_app(settings_from({**PRODUCTION, **places}))
    assert not (tmp_path / "keys.json").exists()


def test_a_folder_of_templates_that_cannot_be_read_is_told_before_a_paper_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "layout.typ").write_text("")
    for nothing in (tmp_path / "papers", tmp_path / "layout.typ"):
        with pytest.raises(UnsafeSettings, match="PULIH_PAPERS: cannot be read"):
            settings_from({"PULIH_PAPERS": str(nothing)})
    assert settings_from({"PULIH_PAPERS": str(tmp_path)}).papers == tmp_path
