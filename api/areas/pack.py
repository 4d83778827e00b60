"""Packs the country's areas from the npm package `idn-area-data` (`make areas`). The runtime only reads the result."""

import csv
import gzip
import io
import sys
from pathlib import Path

from api.areas import FILE

TABLES = ("provinces", "regencies", "districts", "villages")


def pack(package: Path) -> str:
    """Every area as `code,name`, parents before their children: sorted lines are a tree read from the top."""
    rows = [(row["code"], row["name"]) for table in TABLES for row in _read(package / "data" / f"{table}.csv")]
    rows.sort(key=lambda row: f"{row[0]},")
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _read(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    FILE.write_bytes(gzip.compress(pack(Path(sys.argv[1])).encode(), 9, mtime=0))
