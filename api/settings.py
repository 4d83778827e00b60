"""Settings from the environment (PULIH_* and PORT), frozen. Production refuses what only serves trials.

Each field says what it means to an operator: the table in `docs/operations.md` is made of these sentences.
"""

import os
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, ValidationError, field_validator, model_validator
from pydantic_settings import SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from api.setting_types import ApiBase, Folder, KeyRing, Networks, Origins, Seconds
from api.sign_in_settings import SignInSettings

TRIAL = "for-trials-only-set-your-own-in-production"
LEAST_SECRET = 32
DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
# No settings of the server, but of what stands beside it: the build, compose, the proxy, the tests.
ELSEWHERE = re.compile(
    "PULIH_(NAME|SHORT_NAME|COLOUR|ICON|SITE|UPSTREAM|OWNER_PASSWORD|APP_PASSWORD|[A-Z]+_IMAGE|TEST_[A-Z]+"
    "|SHEETS_SEED|PICTURES)"
)


class UnsafeSettings(SystemExit):
    """Settings with which this server must not start; the text says what to set."""


class Settings(SignInSettings):
    """What an operator decides; a test or a tool gives the fields by name."""

    model_config = SettingsConfigDict(
        env_prefix="PULIH_", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True,
        populate_by_name=True, validate_default=True,
    )  # fmt: skip

    database_url: str = Field(
        "sqlite:///var/pulih.sqlite3", repr=False,
        description="`sqlite:///file`, or `postgresql+psycopg://pulih_app:…@host/pulih` (15 or newer): the server's "
        "own role, whatever its name, which owns no table",
    )  # fmt: skip
    owner_url: str = Field(
        "", repr=False,
        description="on PostgreSQL the URL of the tables' owner, for `init`, `migrate` and an operator's commands; "
        "never given to the server",
    )  # fmt: skip
    host: str = Field("127.0.0.1", description="the address it listens on; `::1` and `::` are IPv6")
    port: int = Field(8000, ge=1, le=65535, validation_alias="PORT", description="the port it listens on")
    workers: int = Field(
        1, ge=1, le=64, description="processes, on PostgreSQL one for each core; SQLite has one writer: 1"
    )
    connections: int = Field(
        20, ge=2, le=500,
        description="database connections of one worker at most, twice its threads; all workers together must fit "
        "PostgreSQL's `max_connections`",
    )  # fmt: skip
    prepare: bool = Field(
        True, description="`0` behind a pgbouncer older than 1.21: nothing is prepared, and no options are sent"
    )
    connect_timeout: Seconds = Field(5, description="seconds to wait for PostgreSQL to answer")
    statement_timeout: Seconds = Field(30, description="seconds a statement may take on PostgreSQL")
    lock_timeout: Seconds = Field(10, description="seconds to wait for a lock, on both engines")
    body_timeout: Seconds = Field(30, description="seconds without a byte after which a half-sent request is given up")
    keep_alive: Seconds = Field(75, description="seconds an idle connection is kept open; longer than the proxy's")
    shutdown_timeout: Seconds = Field(5, description="seconds given to running requests when it is told to stop")
    production: bool = Field(
        False, description="`1`: refuses trial secrets, demo data, and SQLite unless told otherwise"
    )
    sqlite_in_production: bool = Field(False, description="`1`: SQLite is meant, for a small office on one machine")
    tls: bool | None = Field(None, description="browsers are told to insist on TLS (HSTS); unset: in production yes")
    token_keys: KeyRing = Field(
        {"trial": TRIAL}, repr=False,
        description="secrets that sign access tokens, `kid:secret,…`: the first signs, all are accepted; trial ones "
        "stand until others are set",
    )  # fmt: skip
    nonce_key: str = Field(TRIAL, repr=False, description=f"a secret of at least {LEAST_SECRET} characters; as above")
    metrics_token: Annotated[str, StringConstraints(pattern=r"^$|^[!-~]{16,}$")] = Field(
        "", repr=False, description="a secret of 16 characters or more for `/metrics`; unset: there is none"
    )
    keys_file: Path = Field(
        Path("var/server-keys.json"), description="the server's own key pairs: part of every backup"
    )
    journal: Path | None = Field(
        None,
        description="what `restore` applies again: locks, wipes, follows, new phones, units, people, what clients ask "
        "of their data; best on another disk; unset: `server-journal.jsonl` beside the key file",
    )  # fmt: skip
    backups: Path | None = Field(
        None, description="the folder of backups, best on another disk; unset: `backups` beside the key file"
    )
    backup_minutes: int = Field(
        1440, ge=0, le=10080,
        description="how often a server on SQLite makes a backup by itself; `0`: never. On PostgreSQL the command does",
    )  # fmt: skip
    backups_kept: int = Field(
        14, ge=2, le=10000, description="how many backups stay; older ones go after a good new one"
    )
    backup_stale_hours: int = Field(
        50, ge=0, le=10000, description="`/health` is red when the last backup is older; `0`: it never is for that"
    )
    dist: Path = Field(Path("pwa/dist"), description="the built phone app")
    docs_assets: Path = Field(Path("pwa/dist-docs"), description="the files of `/docs`")
    office_name: Annotated[str, StringConstraints(max_length=120)] = Field(
        "", description="what printed papers call the office, such as `BNN Kabupaten Semarang`; unset: the unit's name"
    )
    papers: Folder | None = Field(
        None,
        description="a folder with templates of one's own for printed papers, copied from `api/papers/templates`; what "
        "is not there is set by ours",
    )  # fmt: skip
    origins: Origins = Field(
        (), description="addresses under which phones reach the API, signed into every sign-in; unset: this machine's"
    )
    cors_origins: Origins = Field((), description="where else the app may lie")
    api_base: ApiBase = Field(
        "", validation_alias="PULIH_API",
        description="set when the app served here was built for an API elsewhere (the same setting as for the build)",
    )  # fmt: skip
    proxies: Networks = Field(
        (),
        description="addresses or networks of the proxies in front, whose `X-Forwarded-For` is believed; without it "
        "all who come through a proxy count as one address",
    )  # fmt: skip

    @field_validator("database_url", "owner_url")
    @classmethod
    def must_be_url(cls, value: str) -> str:
        """One of the two engines, with the driver that is installed. The value is not quoted: it holds a password."""
        try:
            known = not value or make_url(value).drivername in DRIVERS
        except ArgumentError:
            known = False
        if not known:
            raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
        return value

    @model_validator(mode="after")
    def must_be_safe(self) -> Self:
        """Secrets of one's own beyond this machine; in production origins by name, and an engine that was meant."""
        if self.workers > 1 and self.sqlite:
            raise ValueError("PULIH_WORKERS must be 1 on SQLite: one process holds its pen.")
        if TRIAL in self.secrets and not is_loopback(self.host):
            raise ValueError("Beyond this machine set PULIH_TOKEN_KEYS and PULIH_NONCE_KEY: the trial's are public.")
        if self.production:
            self.must_be_fit_for_production()
        return self

    def must_be_fit_for_production(self) -> None:
        """ValueError names what to set."""
        if any(secret == TRIAL or len(secret) < LEAST_SECRET for secret in self.secrets):
            raise ValueError(f"PULIH_TOKEN_KEYS and PULIH_NONCE_KEY need {LEAST_SECRET} random characters or more.")
        if not self.origins:
            raise ValueError("PULIH_ORIGINS must name the address phones use, such as https://pulih.example.id.")
        if self.sqlite and not self.sqlite_in_production:
            raise ValueError("Production wants PostgreSQL (PULIH_DATABASE_URL), or PULIH_SQLITE_IN_PRODUCTION=1.")

    @property
    def secrets(self) -> tuple[str, ...]:
        """All that signs."""
        return (*self.token_keys.values(), self.nonce_key)

    @property
    def strict_transport(self) -> bool:
        """Whether browsers are told to insist on TLS."""
        return self.production if self.tls is None else self.tls

    def wants_second_factor(self, role: str) -> bool:
        """Whether an office in this role needs more than its password."""
        roles = self.second_factor if self.second_factor is not None else ("all",) if self.production else ()
        return "all" in roles or role in roles

    def accepted_origins(self) -> tuple[str, ...]:
        """Those set, or this machine's own."""
        return self.origins or tuple(f"http://{host}:{self.port}" for host in ("localhost", "127.0.0.1"))

    def address(self) -> str:
        """What to type into a browser."""
        return self.accepted_origins()[0]

    @property
    def operator_url(self) -> str:
        """The owner's, or the one there is."""
        return self.owner_url or self.database_url

    @property
    def journal_file(self) -> Path:
        """What an older copy must not bring back."""
        return self.journal or self.keys_file.parent / "server-journal.jsonl"

    @property
    def backups_folder(self) -> Path:
        """Where copies lie."""
        return self.backups or self.keys_file.parent / "backups"

    @property
    def sqlite(self) -> bool:
        """Whether the database is an embedded file."""
        return self.database_url.startswith("sqlite")


def is_loopback(host: str) -> bool:
    """Nobody else's machine reaches it."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def environment_name(field: str) -> str:
    """`database_url` is set as PULIH_DATABASE_URL."""
    alias = Settings.model_fields[field].validation_alias if field in Settings.model_fields else None
    return str(alias or f"PULIH_{field.upper()}")


def read_settings() -> Settings:
    """What the environment says, or the default; UnsafeSettings, a line for each fault, where it must not start so."""
    told = [*misspelt(os.environ)]
    try:
        settings = Settings()
    except ValidationError as error:
        told = [*map(complaint, error.errors(include_input=False)), *told]
    else:
        if not told:
            return settings
    raise UnsafeSettings("\n".join(told))


def misspelt(environ: Iterable[str]) -> Iterator[str]:
    """A line for each setting that there is not: one that is misspelt would be left out without a word."""
    known = [environment_name(name) for name in Settings.model_fields]
    for name in sorted(environ):
        if name.upper().startswith("PULIH_") and name.upper() not in known and not ELSEWHERE.fullmatch(name):
            near = get_close_matches(name.upper(), known, n=1)
            yield f"{name}: there is no such setting" + (f"; {near[0]} is one." if near else ".")


def complaint(fault: Any) -> str:
    """The setting's name and what is wrong with it, without its value."""
    words = str(fault["msg"]).removeprefix("Value error, ")
    if not fault["loc"]:
        return words
    place = str(fault["loc"][0])
    return f"{place if place.isupper() else environment_name(place)}: {words}"
