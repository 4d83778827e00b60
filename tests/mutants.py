"""The mutation score, and whether it fell: `python -m tests.mutants mutants/mutmut-cicd-stats.json`."""

import json
import sys
from pathlib import Path

TRIED = ("killed", "survived", "timeout", "no_tests", "segfault", "suspicious")
KEPT = Path(__file__).parent / "mutation_score.json"


def score_of(counts: dict[str, int]) -> float:
    """Percent of the mutants that a test noticed; one that no longer ends was noticed."""
    noticed = counts["killed"] + counts["timeout"] + counts["segfault"]
    return round(100 * noticed / counts["total"], 1)


def main(report: Path) -> int:
    """Fails where the score lies below the kept one; writes a better one down."""
    counts = json.loads(report.read_text())
    if missing := counts["total"] - sum(counts[name] for name in TRIED):
        print(f"{missing} mutants were not tried: no score.")  # noqa: T201  a command's answer
        return 1
    now, kept = score_of(counts), json.loads(KEPT.read_text())["percent"]
    print(f"{now} % of {counts['total']} mutants noticed; kept: {kept} %")  # noqa: T201  a command's answer
    if now > kept:
        KEPT.write_text(json.dumps({"percent": now, "mutants": counts["total"]}) + "\n")
    return int(now < kept)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
