"""A rescue file from the command line, for who has no coordinator to give it to."""

import re
from collections import Counter
from pathlib import Path

import typer

from api.cli.context import at_work
from api.clock import system_clock
from api.identity.server_keys import read_server_keys
from api.problems.tree import Invalid, NotAllowed
from api.sync.rescue import hand_in

ENVELOPE = re.compile(r"[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
AT_ONCE = 200
SAID = {
    "applied": "tercatat sekarang", "held": "menunggu ketua unit", "known": "sudah ada", "kept": "disimpan untuk HP "
    "berikutnya", "erased": "kliennya sudah dihapus", "refused": "tidak dikenal",
    "full": "tidak muat lagi: terlalu banyak dari HP itu",
}  # fmt: skip


def rescue(file: Path) -> None:
    """Hand in a rescue file as its authors: each once, however often it is handed in."""
    with at_work() as (settings, engine):
        keys = read_server_keys(settings.keys_file)
        if keys is None:
            raise NotAllowed("keys-missing", values={"file": settings.keys_file})
        lines = [line.strip() for line in file.read_text(errors="replace").splitlines()]
        found = [line for line in lines if ENVELOPE.fullmatch(line)]
        if not found:
            raise Invalid("no-envelopes")
        told: Counter[str] = Counter()
        for at in range(0, len(found), AT_ONCE):
            told.update(hand_in(engine, keys, found[at : at + AT_ONCE], system_clock()))
        for answer, words in SAID.items():
            if told[answer]:
                typer.echo(f"{told[answer]:6d}  {words}")
