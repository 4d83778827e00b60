"""`python -m bench.nation sqlite:///var/nation.sqlite3`: the whole nation on a migrated database that is still empty.

`--units 6 --months 12` makes it smaller; `--workers 2` hands in side by side on PostgreSQL; `--through` leaves out what
was written later.
"""

import argparse
import sys
import time
from datetime import UTC, date, datetime
from multiprocessing import get_context

from api.db.engine import make_engine
from bench.nation.hand_in import hand_in
from bench.nation.places import MONTHS, UNTIL, WHOLE, nation_of
from bench.nation.settle import settle


def main() -> None:
    """Says how long it took."""
    asked = arguments()
    began, nation = time.monotonic(), nation_of(asked.seed, asked.units, asked.months, asked.until)
    engine = make_engine(asked.url)
    settle(engine, nation, datetime(asked.until.year - 7, 1, 1, tzinfo=UTC))
    engine.dispose()
    print(f"people {time.monotonic() - began:.1f} s", file=sys.stderr)
    with get_context("fork").Pool(asked.workers) as pool:
        shares = [(asked, at) for at in range(asked.workers)]
        changes = sum(pool.map(hand_in_share, shares))
    print(f"{changes:,} changes of {len(nation.units)} units in {time.monotonic() - began:.1f} s")


def arguments() -> argparse.Namespace:
    """As typed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--units", type=int, default=WHOLE)
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--until", type=date.fromisoformat, default=UNTIL)
    parser.add_argument("--through", type=date.fromisoformat, default=date.max)
    parser.add_argument("--workers", type=int, default=1)
    return parser.parse_args()


def hand_in_share(share: tuple[argparse.Namespace, int]) -> int:
    """Every so many-th unit, by an engine of its own."""
    asked, at = share
    engine, nation = make_engine(asked.url), nation_of(asked.seed, asked.units, asked.months, asked.until)
    changes = sum(hand_in(engine, nation, unit, asked.through) for unit in nation.units[at :: asked.workers])
    engine.dispose()
    return changes


main()
