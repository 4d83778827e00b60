"""Every deed that is to be found again is written down in its own transaction, with what it was about and by whom."""

import ast

from sqlmodel import select

from api.identity.people import Person, Unit
from api.identity.tables import Audit
from tests.desk import Desk
from tests.house import trees
from tests.test_cli import INIT
from tests.test_cli import desk as desk

# Asked for by name where each is tested: the phone's own, the client's own, a backup put back, the server's new keys,
# how an office signs in, what an office takes along and asks for.
ELSEWHERE = {
    "renewed", "enrolled", "status", "clone", "code-revoked", "own-code", "own-data", "rights-answer", "rights",
    "restored", "rescued", "moved", "keys", "second-factor", "factor-off", "link", "unlink", "export", "target",
    "export-standing", "export-study", "publish-policy", "study", "study-left",
    "area",
}  # fmt: skip


def deeds_named() -> set[str]:
    """What the code calls its deeds; of a name put together its beginning."""
    found: set[str] = set()
    for _, tree in trees(r"^api/"):
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) > 1)
        for call in calls:
            if isinstance(call.func, ast.Name) and call.func.id == "record_audit":
                found |= set(words_of(call.args[1]))
    return found


def words_of(told: ast.expr) -> list[str]:
    if isinstance(told, ast.Constant):
        return [str(told.value)]
    if isinstance(told, ast.IfExp):
        return words_of(told.body) + words_of(told.orelse)
    if isinstance(told, ast.JoinedStr):
        return [str(told.values[0].value).rstrip("-")] if isinstance(told.values[0], ast.Constant) else []
    return [told.id] if isinstance(told, ast.Name) else []


def test_what_an_operator_does_is_written_down_each_time(desk: Desk) -> None:
    desk.prints(*INIT)
    for session in desk.look():
        [unit], before = session.exec(select(Unit.id)).all(), len(session.exec(select(Audit)).all())
    place = ("--village", "33.22.10.1007", "--service", "assessment")
    told: list[tuple[str, tuple[str, ...]]] = [
        ("person", ("user", "add", "Sari", "--unit", unit)),
        ("person", ("user", "add", "Bu Ani", "--role", "admin", "--username", "ani")),
        ("password", ("user", "password", "ani")),
        ("code", ("code", "Sari")),
        ("token", ("token", "ani")),
        ("client", ("client", "open", "Sari", "Mas Wahyu")),
        ("off", ("user", "off", "Sari")),
        ("on", ("user", "on", "Sari")),
        ("role", ("user", "role", "Sari", "--role", "coordinator", "--unit", unit)),
        ("left", ("user", "leave", "Sari", "--role", "coordinator", "--unit", unit)),
        ("phrase", ("unit", "phrase", unit)),
        ("phrase-off", ("unit", "phrase", unit, "--off")),
        ("unit", ("unit", "add", "IBM Desa Getasan", "--village", "33.22.01.2001")),
        ("partner", ("partner", "add", "Puskesmas", *place)),
        ("partner", ("partner", "edit", "Puskesmas", "--name", "Puskesmas Ambarawa")),
        ("partner-off", ("partner", "retire", "Puskesmas Ambarawa")),
        ("partner-on", ("partner", "retire", "Puskesmas Ambarawa", "--back")),
        ("epoch", ("epoch", "new")),
    ]
    for _, words in told:
        desk.prints(*words)
    for session in desk.look():
        rows = session.exec(select(Audit).order_by(Audit.at, Audit.id)).all()[before:]
        [sari] = session.exec(select(Person.id).where(Person.name == "Sari")).all()
        assert [row.action for row in rows] == [deed for deed, _ in told]
        assert {row.by for row in rows} == {None}
        about = {row.action: row.about for row in rows}
        assert (about["off"], about["on"], about["code"], about["phrase"]) == (sari, sari, sari, unit)
        assert about["phrase-off"] == unit
    assert deeds_named() - ELSEWHERE == {deed for deed, _ in told}
