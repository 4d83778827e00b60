"""Who hears every answer the server gives, also those that no phone does: a replay answers the same, and numbers never
go back within an epoch."""

from typing import Any

Json = Any
KEPT = ("answer", "n", "home", "lost", "late", "started")


class ServerWitness:
    """`answers`: {(epoch, change): what it was first answered}; `numbers`: {(epoch, home): the highest number told};
    `known`: changes that have, or may have, a number from before."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], Json] = {}
        self.numbers: dict[tuple[str, str], int] = {}
        self.known: set[str] = set()

    def hear(self, path: str, asked: Json, answer: Json) -> None:
        if path.endswith("/push"):
            for change, result in zip(asked["changes"], answer["results"], strict=True):
                assert result["id"] in (change.get("id"), None), "an answer is of another change"
                self.hear_result(answer["epoch"], result)
        elif not answer["more"]:
            for home, reached in answer["cursor"].items():
                self.reach(answer["epoch"], home, reached)

    def hear_result(self, epoch: str, result: Json) -> None:
        if result["answer"] not in ("applied", "merged"):
            return
        kept = {name: result.get(name) for name in KEPT}
        first = self.answers.setdefault((epoch, result["id"]), kept)
        assert first == kept, f"REPLAY ANSWERS OTHERWISE {first} {kept}"
        if result["id"] not in self.known:
            self.known.add(result["id"])
            known = self.numbers.get((epoch, result["home"]), 0)
            assert result["n"] > known, f"NUMBER WENT BACK {result['n']} after {known}"
            self.numbers[epoch, result["home"]] = result["n"]

    def reach(self, epoch: str, home: str, number: int) -> None:
        known = self.numbers.get((epoch, home), 0)
        assert number >= known, f"NUMBER WENT BACK {number} after {known}"
        self.numbers[epoch, home] = number
