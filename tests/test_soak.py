"""The long run goes on where it was stopped, tries again what broke, and never says that all held when it did not."""

from pathlib import Path

import pytest

from tests import soak
from tests.soak import SoakPart, SoakRound

PARTS = (SoakPart("a", 5, 2, ("x",)), SoakPart("b", 1, 1, ("y",)))


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rounds that were run; those that are `broken` do not hold."""
    told: list[str] = []

    def run(one: SoakRound) -> bool:
        told.append(f"{one.name} +{one.count}")
        return one.name != "a 2" or len(told) > 4

    monkeypatch.setattr(soak, "run", run)
    monkeypatch.setattr(soak, "KEPT", tmp_path / "soak.json")
    monkeypatch.setattr(soak, "LOGS", tmp_path / "logs")
    monkeypatch.setattr(soak, "code_tested", lambda: "code")
    return told


def test_what_broke_is_tried_again_and_what_held_is_not(ran: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert soak.main([], PARTS) == 1
    assert sorted(ran) == ["a 0 +2", "a 2 +2", "a 4 +1", "b 0 +1"]
    assert capsys.readouterr().out.endswith("a: 3 of 5 held; broken: a 2\nb: 1 of 1 held\nSOAK BROKE\n")
    ran.append("the code is mended")
    assert soak.main([], PARTS) == 0
    assert ran[5:] == ["a 2 +2"]
    assert capsys.readouterr().out.endswith("a: 5 of 5 held\nb: 1 of 1 held\nSOAK HELD\n")


def test_what_other_code_held_is_not_known_of_this(ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    soak.main(["b"], PARTS)
    monkeypatch.setattr(soak, "code_tested", lambda: "other code")
    soak.main(["b"], PARTS)
    assert ran == ["b 0 +1", "b 0 +1"]
