"""The operations page says what is so; metrics are told to who carries the token, and tell of nobody."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from signal import SIGTERM
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from api import VERSION
from api.app import create_app
from api.cli.main import pulih
from api.ids import new_id
from api.numbers.unit_standings import note_whole_night
from api.settings import Settings
from tests.conftest import Place
from tests.desk import COMMANDS
from tests.door import client
from tests.engines import ENGINES, HOUSE, a_database
from tests.phone import Phone
from tests.served import served
from tests.test_problem import is_a_problem

PAGE = (HOUSE / "docs" / "operations.md").read_text()
TOKEN = "a-token-for-metrics"


def test_the_page_has_every_setting_as_it_is() -> None:
    assert CliRunner().invoke(pulih, ["settings"]).stdout.strip() in PAGE


def test_every_command_that_the_page_names_exists() -> None:
    named = re.findall(r"python -m api\.cli ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?", PAGE)
    named += re.findall(r"`(user|partner|epoch) ([a-z]+)[ `]", PAGE)
    assert len(named) > 8
    for name, under in named:
        inner = getattr(COMMANDS[name], "commands", None)
        assert inner is None or under in inner, (name, under)


def test_every_command_is_named_on_the_page() -> None:
    inner = {name: list(getattr(command, "commands", {})) for name, command in COMMANDS.items()}
    whole = [" ".join((name, under)) for name, all_of in inner.items() for under in all_of]
    whole += [name for name, all_of in inner.items() if not all_of]
    assert [one for one in whole if not re.search(rf"(`|api\.cli |pulih ){one}\b", PAGE)] == []


def test_every_event_of_the_log_is_explained_on_the_page() -> None:
    code = "".join(file.read_text() for file in (HOUSE / "api").rglob("*.py"))
    said = set(re.findall(r'\b(?:say|log\.\w+)\("([^"]+)"', code))
    table = PAGE.partition("\n## Logs")[2].partition("\n## ")[0]
    assert len(said) > 8
    assert said - set(re.findall("`([^`]+)`", table)) == set()


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(pulih, ["--version"]).stdout.strip() == VERSION


def app_with(url: str, folder: Path, token: str) -> Iterator[httpx.Client]:
    settings = Settings(database_url=url, keys_file=folder / "keys.json", dist=folder, metrics_token=token)
    app = create_app(settings)
    with client(app, "http://localhost:8000") as http:
        yield http
    app.state.engine.dispose()


def asked(http: httpx.Client, token: str = TOKEN) -> httpx.Response:
    return http.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def test_metrics_are_told_to_who_carries_the_token(tmp_path: Path) -> None:
    with a_database("sqlite") as url:
        for http in app_with(url, tmp_path, TOKEN):
            is_a_problem(http.get("/metrics"), "sign-in-needed", 401)
            is_a_problem(asked(http, "another-token-of-ours"), "sign-in-needed", 401)
            http.get("/v1/clients/0192d5a1-c0de-7f00-8a3b-2f6d1e5c9b70")
            http.get("/v1/clients/0192d5a1-c0de-7f00-8a3b-2f6d1e5c9b70?alias=wahyu")
            http.request("NONSENSE", "/nowhere/wahyu")
            told = asked(http)
            assert told.headers["Content-Type"].startswith("text/plain")
            assert told.headers["Cache-Control"] == "no-store"
            assert re.search(
                r'pulih_requests_total\{method="GET",route="/v1/clients/{record}",status="401"} \d', told.text
            )
            assert 'method="other"' in told.text
            assert not re.search("wahyu|0192d5a1|NONSENSE", told.text)


@pytest.fixture
def watched(place: Place) -> Place:
    place.app.state.settings = place.settings.model_copy(update={"metrics_token": TOKEN})
    return place


def number(text: str, name: str) -> float:
    [found] = re.findall(rf"^{re.escape(name)} ([0-9.e+]+)$", text, re.MULTILINE)
    return float(found)


def test_metrics_tell_how_the_whole_stands_and_of_nobody(watched: Place, sari: Phone, client_of: Any) -> None:
    before = asked(watched.http).text
    case = client_of(sari)
    sari.save("visit", {"client": case, "canary": "Wahyu"})
    sari.save("visit", {"client": new_id(), "visited_on": "2026-11-02"})
    sari.http.headers["X-Unsent"] = "7"
    sari.sync()
    sari.http.post("/v1/sync/push", json={**sari.ask(changes=[]), "protocol": 99}, headers=sari.headers)
    note_whole_night(watched.app.state.engine, watched.clock())
    watched.clock.ahead = timedelta(days=8)
    text = asked(watched.http).text
    told = {
        "pulih_up": 1, "pulih_phones": 1, "pulih_unsent_changes": 7, "pulih_phones_with_unsent": 1,
        'pulih_phones_silent{days="7"}': 1, 'pulih_phones_silent{days="30"}': 0,
        'pulih_held_changes{answer="refused"}': 0, "pulih_connections_limit": watched.settings.connections,
    }  # fmt: skip
    assert {name: number(text, name) for name in told} == told
    assert number(text, 'pulih_held_changes{answer="waiting"}') == 2
    assert number(text, "pulih_unsent_oldest_seconds") == pytest.approx(8 * 86400, abs=600)
    assert number(text, "pulih_numbers_age_seconds") == pytest.approx(8 * 86400, abs=600)
    assert number(text, "pulih_connections_in_use") >= 0
    assert "pulih_numbers_age_seconds" not in before
    assert "pulih_backup_age_seconds" not in before
    for name, more in (('pulih_changes_total{answer="waiting"}', 2), ('pulih_refusals_total{code="app-too-old"}', 1)):
        assert number(text, name) - (number(before, name) if name in before else 0) == more, name
    kept = {
        re.sub("_(total|bucket|sum|count|created)$", "", one) for one in re.findall(r"^(pulih_\w+)", text, re.MULTILINE)
    }
    named = {one.removesuffix("_total") for one in re.findall(r"`(pulih_\w+)", PAGE)}
    assert named - {"pulih_app"} == kept | {"pulih_backup_age_seconds"}
    mine = [watched.people["Sari"], *watched.units.values(), case, "Sari", "Wahyu", "Klinik"]
    assert not [one for one in mine if one in text]


def test_metrics_are_told_while_the_database_is_away(watched: Place) -> None:
    with watched.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE epoch_state RENAME TO elsewhere")
    text = asked(watched.http).text
    assert number(text, "pulih_up") == 0
    assert "pulih_requests_total" in text
    assert "pulih_phones" not in text


def test_without_a_token_there_are_none(tmp_path: Path) -> None:
    with a_database("sqlite") as url:
        for http in app_with(url, tmp_path, ""):
            is_a_problem(asked(http, ""), "not-found", 404)


@pytest.mark.parametrize("token", ["short", "with a space in the middle"])
def test_a_token_is_long_and_of_one_piece(token: str) -> None:
    with pytest.raises(ValueError, match="metrics_token"):
        Settings(metrics_token=token)


def test_several_workers_tell_of_all(tmp_path: Path) -> None:
    """Each answer comes from one of them, and counts what the other answered too."""
    if "postgres" not in ENGINES:
        pytest.skip("PostgreSQL alone has workers")
    more = {"PULIH_WORKERS": "2", "PULIH_METRICS_TOKEN": TOKEN}
    with a_database("postgres") as url, served(url, tmp_path, **more) as server:
        for _ in range(20):
            assert httpx.get(f"{server.url}/health/live").status_code == 200
        counted = set()
        for _ in range(10):
            with httpx.Client(base_url=server.url) as http:
                text = asked(http).text
            counted |= set(re.findall(r'route="/health/live",status="200"} (\d+)', text))
        assert counted == {"20"}
        assert server.stop() == -SIGTERM, "at once, and not after Python has cleared away what it loaded"
