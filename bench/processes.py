"""What processes cost: processor seconds and memory of one and of all below it, from /proc."""

import os
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20


def fields_of(process: int) -> list[str]:
    """/proc/<pid>/stat behind the name, which may hold anything; empty where it has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def family(root: int) -> list[int]:
    """A process, its children and theirs."""
    parents = {int(one.name): fields_of(int(one.name)) for one in Path("/proc").glob("[0-9]*")}
    found = [root]
    for one in found:
        found += [child for child, fields in parents.items() if fields and int(fields[1]) == one]
    return found


def processor_seconds(root: int) -> float:
    """User and system time of the family, with that of children which have ended and were waited for."""
    # utime, stime, cutime, cstime are fields 14 to 17 of proc(5); two stand before what `fields_of` gives.
    return sum(sum(int(part) for part in fields_of(one)[11:15]) for one in family(root)) * TICK


def resident_megabytes(root: int) -> list[float]:
    """Of each process of the family, largest first."""
    sizes = [int(fields[21]) * PAGE_MB for one in family(root) if (fields := fields_of(one))]
    return sorted(sizes, reverse=True)
