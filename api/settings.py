"""Settings from the environment (PULIH_* and PORT), frozen. Production refuses what only serves trials."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TRIAL = "for-trials-only-set-your-own-in-production"
LEAST_SECRET = 32
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class UnsafeSettings(SystemExit):
    """Settings with which this server must not start; the text says what to set."""


@dataclass(frozen=True)
class Settings:
    """`owner_url`: as whom the schema is migrated and an operator works, since the server's own role owns no table.
    `origins`: addresses under which phones reach this API, signed into every assertion. `cors_origins`: where else the
    app may lie. `token_keys`: {kid: secret}, the first signs, all are accepted. `api_base`: set when the app served
    here was built (PULIH_API) for an API elsewhere."""

    database_url: str = "sqlite:///var/pulih.sqlite3"
    owner_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    production: bool = False
    sqlite_in_production: bool = False
    tls: bool = False
    token_keys: Mapping[str, str] = field(default_factory=lambda: {"trial": TRIAL})
    nonce_key: str = TRIAL
    keys_file: Path = Path("var/server-keys.json")
    dist: Path = Path("pwa/dist")
    docs_assets: Path = Path("pwa/dist-docs")
    origins: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()
    api_base: str = ""
    proxies: str = ""

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
    def sqlite(self) -> bool:
        """Whether the database is an embedded file."""
        return self.database_url.startswith("sqlite")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """What the environment says, or the default; UnsafeSettings where production must not start so."""
    ours = {name.removeprefix("PULIH_").lower(): value for name, value in environ.items() if name.startswith("PULIH_")}
    production = truth(ours, "production")
    settings = Settings(
        database_url=ours.get("database_url", Settings.database_url),
        owner_url=ours.get("owner_url", ""),
        host=ours.get("host", Settings.host),
        port=number(environ.get("PORT") or str(Settings.port)),
        production=production,
        sqlite_in_production=truth(ours, "sqlite_in_production"),
        tls=truth(ours, "tls", default=production),
        token_keys=keys(ours.get("token_keys", f"trial:{TRIAL}")),
        nonce_key=ours.get("nonce_key", TRIAL),
        keys_file=Path(ours.get("keys_file", Settings.keys_file)),
        dist=Path(ours.get("dist", Settings.dist)),
        docs_assets=Path(ours.get("docs_assets", Settings.docs_assets)),
        origins=origins(ours, "origins"),
        cors_origins=origins(ours, "cors_origins"),
        api_base="".join(origins({"api": origin_part(ours.get("api", ""))}, "api")),
        proxies=ours.get("proxies", ""),
    )
    refuse_unsafe(settings)
    return settings


def origin_part(address: str) -> str:
    """`https://api.example.id/base` is reached at `https://api.example.id`."""
    return "/".join(address.split("/", 3)[:3])


def truth(ours: Mapping[str, str], name: str, *, default: bool = False) -> bool:
    """1, true, yes, on."""
    return ours[name].strip().lower() in ("1", "true", "yes", "on") if name in ours else default


def number(text: str) -> int:
    """A port."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise UnsafeSettings("PORT must be a number between 1 and 65535.")
    return int(text)


def keys(text: str) -> dict[str, str]:
    """`kid:secret,kid:secret`, newest first: rotating is adding one in front."""
    pairs = (part.strip().partition(":") for part in text.split(",") if part.strip())
    found = {kid: secret for kid, _, secret in pairs}
    if not found or not all(found) or not all(found.values()):
        raise UnsafeSettings("PULIH_TOKEN_KEYS must read kid:secret, more of them separated by commas.")
    return found


def origins(ours: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Comma separated, each a scheme, a host and perhaps a port: nothing else is ever equal to a browser's origin."""
    found = tuple(part.strip() for part in ours.get(name, "").split(",") if part.strip())
    for one in found:
        if not re.fullmatch(r"https?://[a-z0-9.\-]+(:\d+)?", one):
            raise UnsafeSettings(
                f"PULIH_{name.upper()} must hold origins such as https://pulih.example.id, not {one!r}."
            )
    return found


def refuse_unsafe(settings: Settings) -> None:
    """In production: secrets of one's own, origins by name, and PostgreSQL unless told otherwise."""
    secrets = (*settings.token_keys.values(), settings.nonce_key)
    if TRIAL in secrets and settings.host not in LOOPBACK:
        raise UnsafeSettings("Beyond this machine set PULIH_TOKEN_KEYS and PULIH_NONCE_KEY: the trial's are public.")
    if not settings.production:
        return
    for secret in secrets:
        if secret == TRIAL or len(secret) < LEAST_SECRET:
            raise UnsafeSettings(f"PULIH_TOKEN_KEYS and PULIH_NONCE_KEY need {LEAST_SECRET} random characters or more.")
    if not settings.origins:
        raise UnsafeSettings("PULIH_ORIGINS must name the address phones use, such as https://pulih.example.id.")
    if settings.sqlite and not settings.sqlite_in_production:
        raise UnsafeSettings(
            "Production wants PostgreSQL (PULIH_DATABASE_URL); PULIH_SQLITE_IN_PRODUCTION=1 overrides."
        )
