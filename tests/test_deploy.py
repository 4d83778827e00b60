"""What a deployment starts from agrees with itself and the server: compose, systemd, Caddy; the page is followed."""

import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from sqlmodel import select

from api.identity.people import Partner, Unit
from api.identity.server_keys import make_server_keys
from api.settings import Settings, environment_name
from api.web.incoming_body import DOORS
from tests.cluster import SUPERUSER, Cluster
from tests.desk import COMMANDS, Desk
from tests.engines import ENGINES, HOUSE, fresh_database
from tests.environment import settings_from
from tests.programs import postgres_folder
from tests.served import free_port

PAGE = (HOUSE / "docs" / "operations.md").read_text()
DEPLOY = HOUSE / "docs" / "deploy"
COMPOSE = (HOUSE / "compose.yaml").read_text()
KNOWN = {environment_name(name) for name in Settings.model_fields}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    whole = yaml.safe_load(COMPOSE)
    named: dict[str, Any] = whole["services"]
    mounted = {mount.partition(":")[0] for one in named.values() for mount in one.get("volumes", ())}
    assert {name for name in mounted if not name.startswith(".")} == set(whole["volumes"])
    [subnet] = whole["networks"]["default"]["ipam"]["config"]
    assert f"PULIH_PROXIES:-{subnet['subnet']}" in COMPOSE
    return named


def test_compose_gives_the_owners_url_to_commands_alone(services: dict[str, Any]) -> None:
    told = {name: one.get("environment", {}) for name, one in services.items()}
    assert {name for name, one in told.items() if "PULIH_OWNER_URL" in one} == {"operator", "backup"}
    for name in ("app", "operator", "backup"):
        assert set(told[name]) <= KNOWN
    assert {name for name, one in services.items() if "ports" in one} == {"proxy"}
    assert services["app"]["depends_on"] == {"operator": {"condition": "service_completed_successfully"}}


# Of the image, of SQLite, or of the volumes.
FIXED = {"HOST", "PRODUCTION", "SQLITE_IN_PRODUCTION", "BACKUP_MINUTES", "KEYS_FILE", "JOURNAL", "DIST", "DOCS_ASSETS"}


def test_compose_hands_on_every_setting_that_may_stand_in_its_env_file(services: dict[str, Any]) -> None:
    """One that it did not name would be set there and never reach the server."""
    told = set(services["operator"]["environment"])
    assert KNOWN - told == {f"PULIH_{name}" for name in FIXED} | {"PORT"}
    left_out = {name for name, value in services["app"]["environment"].items() if value.endswith(":-}")}
    assert settings_from(dict.fromkeys(left_out, "")) == settings_from({})


def test_compose_names_what_must_be_set_and_lets_every_image_be_pinned(services: dict[str, Any]) -> None:
    needed = set(re.findall(r"\$\{(\w+):\?", COMPOSE))
    head = COMPOSE.partition("\nx-settings")[0]
    assert needed == set(re.findall(r"(PULIH_\w+)=", head))
    for one in services.values():
        image = one.get("image") or f"${{{one['build']['args'][0]}:-"
        pin = re.match(r"\$\{(PULIH_\w+_IMAGE):-", image)
        assert pin, image
        assert pin[1] in PAGE
    dockerfile = (HOUSE / "Dockerfile").read_text()
    assert dockerfile.count("FROM ${PULIH_PYTHON_IMAGE}") == 2
    assert "postgresql-client" in dockerfile.rpartition("\nFROM ")[2], "backups are made by pg_dump"


def test_what_compose_and_systemd_start_exists_and_has_time_to_stop(services: dict[str, Any]) -> None:
    units = {path.name: path.read_text() for path in DEPLOY.glob("pulih*")}
    started = re.findall(r"-m,? api\.cli,? ([a-z]+)", " ".join([COMPOSE, *units.values()]))
    assert {"serve", "backup", "migrate"} <= set(started) <= set(COMMANDS)
    assert started.count("numbers") == 2, "once a night, by either"
    timers = {name.removesuffix(".timer") for name in units if name.endswith(".timer")}
    assert {f"{name}.service" for name in timers} <= set(units)
    assert timers <= {one.removesuffix(".timer") for one in enabled_units().split()}, "a timer that nobody starts"
    grace = Settings().shutdown_timeout
    assert int(services["app"]["stop_grace_period"].removesuffix("s")) > grace
    server = ConfigParser(strict=False)
    server.optionxform = str  # type: ignore[assignment, method-assign]  # as its documentation says
    server.read_string(units["pulih.service"])
    assert grace < int(server["Service"]["TimeoutStopSec"])
    assert "owner" not in units["pulih.service"]
    assert all(f"deploy/{name}" in PAGE for name in units)
    assert all(name in units["pulih"] for name in ("/etc/pulih/server.env", "/etc/pulih/owner.env", "--user pulih"))


def test_the_proxies_that_are_shown_take_what_phones_send_and_hang_up_first() -> None:
    caddy = (DEPLOY / "Caddyfile").read_text()
    largest = max(int(one) for one in re.findall(r"(?:max_size|client_max_body_size) (\d+)", caddy + PAGE))
    assert largest * 1_000_000 > max(cap for _, cap in DOORS)
    [idle] = re.findall(r"keepalive (\d+)s", caddy)
    assert int(idle) < Settings().keep_alive
    assert re.search(r"path /metrics\n\s+respond @inside 404", caddy)


def enabled_units() -> str:
    """What the page has systemd start."""
    [line] = re.findall(r"^systemctl enable --now (.+)$", PAGE, re.MULTILINE)
    return str(line)


# --- the page, followed


def blocks() -> list[str]:
    """What is to be typed, one block after another."""
    return re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


@contextmanager
def checkout(folder: Path) -> Iterator[dict[str, str]]:
    """Ours, with its packages and without its settings; its environment: next to nothing."""
    for name in ("api", "migrations", "alembic.ini", ".venv"):
        (folder / name).symlink_to(HOUSE / name)
    (folder / "var").mkdir()
    yield {"HOME": str(folder), "PATH": f"{postgres_folder()}:{os.defpath}", "PORT": str(free_port())}


def followed(script: str, folder: Path, environ: dict[str, str]) -> httpx.Response:
    """The first answer that says ready, or the last there was; then it is told to stop."""
    typed = script.replace("make build\n", "").replace("python -m api.cli serve", "exec python -m api.cli serve")
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(["sh", "-eu", "-c", typed], cwd=folder, env=environ, stdout=log, stderr=log)
    try:
        while True:
            assert server.poll() is None, (folder / "log").read_text()[-2000:]
            try:
                answer = httpx.get(f"http://127.0.0.1:{environ['PORT']}/health", timeout=60)
                if answer.status_code == 200:
                    return answer
            except httpx.TransportError:
                pass
            time.sleep(0.2)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)


@pytest.mark.whole
def test_a_small_office_is_installed_word_by_word(tmp_path: Path) -> None:
    [script] = [block for block in blocks() if "SQLITE_IN_PRODUCTION" in block]
    with checkout(tmp_path) as environ:
        assert followed(script, tmp_path, environ).json()["ready"] is True
    assert "kata sandi" in (tmp_path / "log").read_text()
    assert (tmp_path / "server.env").stat().st_mode & 0o077 == 0
    assert "Ibu Admin" in operators_word(tmp_path, "user", "list")


def operators_word(folder: Path, *words: str) -> str:
    """What `pulih` prints on a machine whose files all lie in this folder, under a name that may do both its parts."""
    script = (DEPLOY / "pulih").read_text().replace("runuser --user pulih --", "env")
    for place in ("/etc/pulih", "/opt/pulih"):
        assert place in script
        script = script.replace(place, str(folder))
    typed = ["sh", "-c", script, "pulih", *words]
    return subprocess.run(typed, env={"PATH": os.defpath}, check=True, capture_output=True, text=True).stdout


@pytest.mark.whole
@pytest.mark.skipif("postgres" not in ENGINES, reason="of PostgreSQL")
def test_a_server_on_postgresql_is_installed_word_by_word(tmp_path: Path) -> None:
    roles, script = (block for block in blocks() if "pulih_owner" in block)
    cluster = Cluster()
    try:
        cluster.run("DROP ROLE pulih_owner; DROP ROLE pulih_app")
        with checkout(tmp_path) as environ:
            superuser = {**environ, "PGHOST": str(cluster.folder), "PGUSER": SUPERUSER, "PGDATABASE": "postgres"}
            subprocess.run(["sh", "-eu", "-c", roles], cwd=tmp_path, env=superuser, check=True)
            here = script.replace("@localhost/pulih", f"@/pulih?host={cluster.folder}")
            health = followed(here, tmp_path, environ).json()
        assert (health["ready"], bool(health["backed_up_at"])) == (True, True)
        assert '"workers": 2' in (tmp_path / "log").read_text()
    finally:
        cluster.stop()


# Run by tests of their own: what serves, prepares, puts back or moves, and what wants an archive, a phone's file, an
# identity provider or somebody who has a second factor.
ELSEWHERE = (
    "serve", "init", "restore", "migrate-to-postgres", "backup --archived", "rescue", "user link", "user role",
    "user leave", "user second-factor OFFICE --remove",
)  # fmt: skip
POLICY = str(HOUSE / "api" / "policies" / "supervision-2027.json")
# Events of the log and a member of a problem, which begin as commands do.
NO_COMMANDS = {"backup failed", "unit not counted", "code"}


def commands_of_the_page() -> list[str]:
    """Whole lines, and what stands in ticks and begins as a command does."""
    lines = re.findall(r"python -m api\.cli ([^`#\n…]+)", PAGE)
    names = "|".join(sorted(COMMANDS, key=len, reverse=True))
    ticked = re.findall(rf"`((?:{names})(?: [^`]+)?)`", PAGE)
    return sorted({one.strip() for one in [*lines, *ticked] if not one.startswith(ELSEWHERE)} - NO_COMMANDS)


@pytest.mark.whole
@pytest.mark.parametrize("engine", ENGINES)
def test_every_command_on_the_page_does_what_it_says(tmp_path: Path, engine: Any) -> None:
    desk = Desk(tmp_path, fresh_database(engine))
    desk.environ |= {"PULIH_OPENID_ISSUER": "https://sso.example.id", "PULIH_OPENID_CLIENT": "pulih"}
    make_server_keys(tmp_path / "keys.json")
    office = re.findall(r"kantor +(\S+)", desk.prints("demo"))[0]
    for session in desk.look():
        unit, partner = (session.exec(select(table.id)).first() for table in (Unit, Partner))
    places = {"NAME": "Sari", "OFFICE": office, "UNIT": unit, "CASE": unit, "PARTNER": partner, "FILE": POLICY}
    typed = commands_of_the_page()
    assert len(typed) > 18
    for command in sorted(typed, key=lambda one: (" on " in one, "--back" in one, one)):
        words = [places.get(word, word) for word in shlex.split(command)]
        result = desk.type(*words)
        assert result.exit_code == 0, (command, result.output)
        assert not re.fullmatch(r"[\d\s]+", result.output), (command, "says what its numbers are of")
