"""`python -m tests.fuzz push|rest FOLDER SECONDS`: atheris looks for bytes that lead into code nothing led into yet.

What it finds worth keeping lies in FOLDER afterwards, what broke in FOLDER-broken. Needs atheris on the path.
"""

import json
import sys
from pathlib import Path
from random import Random
from typing import Any

import atheris

with atheris.instrument_imports(include=["api"]):
    from api.records import KINDS
    from tests.fuzz.fuzzed_server import WAYS, FuzzedServer, kept, seeds

LONGEST = 6000
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 2**31, 2**63, 1e308, "", " ", "\0", "\ud800", "x" * 300, [], {}, [[]], {"a": 1},
    "2026-02-30", "9999-12-31", "0001-01-01", "2026-11-01T00:00:00Z",
)  # fmt: skip
WORDS = sorted({*KINDS, *(name for kind in KINDS.values() for name in kind.model_fields)})


def mutate(data: bytes, size: int, seed: int) -> bytes:
    """Mostly a value or a name of the JSON is another; now and then its bytes are."""
    chance = Random(seed)
    head, text = (data[:1], data[1:]) if WAY == "rest" else (b"", data)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return bytes(atheris.Mutate(data, size))
    if chance.random() < 0.25:
        return bytes(atheris.Mutate(data, size))
    return (head + json.dumps(changed(value, chance)).encode())[:size]


def changed(value: Any, chance: Random) -> Any:
    """One part of it, at any depth."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        name = chance.choice(list(value))
        deed = chance.random()
        if deed < 0.15:
            return {key: one for key, one in value.items() if key != name}
        if deed < 0.3:
            return {**value, chance.choice(WORDS): chance.choice([*ODD, *value.values()])}
        return {**value, name: changed(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.7:
        place = chance.randrange(len(value))
        return [*value[:place], changed(value[place], chance), *value[place + chance.randrange(2) :]]
    if isinstance(value, str) and value and chance.random() < 0.5:
        return bytes(atheris.Mutate(value.encode("utf-8", "replace"), LONGEST)).decode("utf-8", "replace")
    return chance.choice([*ODD, *WORDS])


if __name__ == "__main__":
    WAY, folder, seconds = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    broken = folder.with_name(f"{folder.name}-broken")
    for place in (folder, broken):
        place.mkdir(parents=True, exist_ok=True)
    for name, known in [*kept(WAY).items(), *((f"seed-{number}", one) for number, one in enumerate(seeds(WAY)))]:
        (folder / name).write_bytes(known)
    server = FuzzedServer()
    how = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-rss_limit_mb=0", f"-artifact_prefix={broken}/"]
    atheris.Setup(
        [sys.argv[0], str(folder), *how, "-print_final_stats=1"],
        lambda data: WAYS[WAY](server, data),
        custom_mutator=mutate,
    )
    atheris.Fuzz()
