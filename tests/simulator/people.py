"""What people do on a phone, and what a forger does with one."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from api.records import KINDS
from api.records.kind_rules import tied_fields
from tests.simulator.network import push
from tests.simulator.readers import ever_followed
from tests.simulator.story import PHONES, NothingToDo, Story, one_of, step

Json = Any
TIED = tied_fields(KINDS["client"])
FIELDS = ("alias", "note", "occupation", "status")
VALUES = {
    "occupation": ["working", "apprentice", "studying", "none"],
    "status": ["registered", "accompanied", "aftercare"],
}
# What no server may take, whatever else lies in the same batch.
NONSENSE: tuple[Json, ...] = (
    {"set": {"on": "2026-02-31"}},
    {"set": {"note": "\x00"}},
    {"set": {"use_days": 2**60}},
    {"at": "gestern"},
    {"record": "not an id"},
)


def today(story: Story, name: str) -> str:
    """By the phone's own clock."""
    return str((datetime.now(UTC) + story.phones[name].ahead).date())


@step(2)
def open_client(story: Story, phone: str) -> None:
    sets = {"code": "7Q4MK2H", "alias": story.fresh(phone), "status": "registered"}
    story.clients.append(story.save(phone, "client", sets)["record"])


@step(1)
def open_several(story: Story, phone: str) -> None:
    """As many as a number must be of that is told."""
    for _ in range(5):
        open_client(story, phone)


@step(4)
def visit(story: Story, phone: str, at: int) -> None:
    case = one_of(story.visible(phone), at)
    story.save(phone, "visit", {"on": today(story, phone), "note": story.fresh(phone)}, feed=case)


@step(6)
def edit(story: Story, phone: str, at: int, field: int) -> None:
    record = one_of(story.visible(phone), at)
    story.save(phone, "client", another_word(story, phone, record, field, at + field), record=record)


def another_word(story: Story, phone: str, record: str, field: int, at: int) -> Json:
    """In one field; a case that was closed is opened with its status."""
    name = FIELDS[field % len(FIELDS)]
    opens = name == "status" and story.phones[phone].screen(record).get("closed_reason")
    value = one_of(VALUES[name], at) if name in VALUES else story.fresh(phone)
    return {name: value, **({"closed_reason": None} if opens else {})}


@step(4)
def amend(story: Story, phone: str, at: int) -> None:
    """A fact is corrected, and it is said why."""
    phone, visits = story.who_has(phone, lambda name: story.visible(name, "visit"))
    record = one_of(visits, at)
    sets = {"note": story.fresh(phone), "amended_because": "Salah tulis."}
    story.save(phone, "visit", sets, record=record)


@step(1)
def paper(story: Story, phone: str, at: int) -> None:
    """Of a unit of hers, about nobody."""
    unit = one_of([unit for unit in story.place.units.values() if unit in story.phones[phone].feeds], at)
    story.counter += 1
    sets = {"on": today(story, phone), "way": "online", "head_total": story.counter}
    story.save(phone, "outreach", sets, feed=unit)


@step(3)
def edit_at_once(story: Story, phone: str, at: int, field: int) -> None:
    """Two who see the same client write the same field and send it: the second is asked."""
    record = one_of(story.visible(phone), at)
    others = [name for name in PHONES if name != phone and name not in story.gone and record in story.visible(name)]
    two = (phone, one_of(others, at))
    for turn, who in enumerate(two):
        story.save(who, "client", another_word(story, who, record, field, at + turn), record=record)
    for who in two:
        story.try_to(who, partial(push, story.phones[who], 200))


@step(4)
def edit_paper(story: Story, phone: str, at: int) -> None:
    phone, papers = story.who_has(phone, lambda name: story.visible(name, "outreach"))
    record = one_of(papers, at)
    story.counter += 1
    story.save(phone, "outreach", {"head_total": story.counter}, record=record)


@step(8)
def answer(story: Story, phone: str, at: int, keep: bool) -> None:
    """She keeps what stands, or takes what was asked; a reason goes with the status it is asked with."""
    phone, asked = story.who_has(
        phone, lambda name: [(one, *q) for one in story.visible(name) for q in questions(story, name, one)]
    )
    record, field, question = one_of(asked, at)
    stands, wanted = story.phones[phone].screen(record), {field: question["value"]}
    for name, other in questions(story, phone, record, led=True):
        if TIED[name] == field and other["change"] == question["change"]:
            wanted[name] = other["value"]
    if field == "status" and wanted[field] != "closed" and stands.get("closed_reason"):
        wanted["closed_reason"] = None
    for name, value in wanted.items():
        story.shown[phone, record, name].append(value)
    sets = {name: stands.get(name) if keep else value for name, value in wanted.items()}
    story.save(phone, "client", sets, record=record, answers=[question["change"]])


def questions(story: Story, phone: str, record: str, led: bool = False) -> list[Json]:
    """Field and question: those that she is asked, or those that are asked with another."""
    asked = story.phones[phone].told_values(record).get("questions", {})
    fields = [field for field in asked if (TIED.get(field) in asked) is led]
    return [(field, question) for field in fields for question in asked[field]]


@step(2)
def nonsense(story: Story, phone: str, at: int, how: int) -> None:
    """Among good changes, as from a faulty app."""
    case = one_of(story.visible(phone), at)
    change = story.save(phone, "visit", {"on": today(story, phone)}, feed=case)
    change |= NONSENSE[how % len(NONSENSE)]
    story.faulty.add(change["id"])


@step(1)
def tomorrow(story: Story, phone: str, at: int, how: int) -> None:
    """An app that is newer than the server: a field, or a kind, that is unknown there."""
    case = one_of(story.visible(phone), at)
    sets = {"on": today(story, phone), **({"mood_in_2030": "x"} if how % 2 else {})}
    change = story.save(phone, "visit" if how % 2 else "hologram", sets, feed=case)
    story.unknown.add(change["id"])


@step(6)
def mend(story: Story, phone: str, at: int) -> None:
    """A refused visit is written anew in its place."""
    phone, visits = story.who_has(phone, lambda name: [
        one for one, _ in story.phones[name].refused if one["kind"] == "visit" and "was" not in one
    ])  # fmt: skip
    refused = one_of(visits, at)
    story.phones[phone].refused = [one for one in story.phones[phone].refused if one[0]["id"] != refused["id"]]
    story.excused.add(refused["id"])
    sets = {"on": today(story, phone), "note": story.fresh(phone)}
    story.save(phone, "visit", sets, feed=refused["feed"], instead_of=refused["id"])


@step(1)
def steal(story: Story, phone: str, at: int, to: int) -> None:
    """A forged change that names a stranger's record, inside one of her own cases or in its own; or reads it."""
    target, mine = strangers_case(story, phone, at), story.visible(phone)
    forge(story, phone, "client", {"note": "theft"}, record=target, feed=one_of([*mine, target], to))
    must_not_read(story, phone, target)


@step(1)
def usurp(story: Story, phone: str, at: int) -> None:
    """She opens a case under the id of a stranger's, as if nobody had."""
    target = strangers_case(story, phone, at)
    if target not in story.cases():  # nobody had
        raise NothingToDo
    sets = {"code": "7Q4MK2H", "alias": "theft", "status": "registered"}
    forge(story, phone, "client", sets, without=("was",), record=target, feed=target)
    must_not_read(story, phone, target)


def strangers_case(story: Story, phone: str, at: int) -> str:
    """Which nobody of hers holds or held."""
    held = {case for one in story.phones.values() if one.card["agent"] == story.phones[phone].card["agent"]
            for case in one.feeds}  # fmt: skip
    target = str(one_of([case for case in story.clients if case not in held], at))
    if not story.visible(phone) or phone in story.gone or followed_once(story, phone, target):
        raise NothingToDo
    return target


def forge(story: Story, phone: str, kind: str, sets: Json, without: tuple[str, ...] = (), **named: str) -> None:
    """It is answered like what is not there."""
    thief = story.phones[phone]
    thief.save(kind, sets, **named)
    forged = {name: value for name, value in thief.out.pop().items() if name not in without}
    result = thief.post("/v1/sync/push", thief.ask(changes=[forged]))["results"][0]
    assert result["answer"] in ("waiting", "refused", "erased"), "STOLEN"


def must_not_read(story: Story, phone: str, target: str) -> None:
    for path in (f"/v1/clients/{target}", f"/v1/clients/{target}/history"):
        answer = story.place.http.get(path, headers=story.phones[phone].headers)
        assert answer.status_code == 404, "A STRANGER READS"


def followed_once(story: Story, phone: str, case: str) -> bool:
    """Or her own, before any server heard of it."""
    agent = story.phones[phone].card["agent"]
    hers = [one for one in story.phones.values() if one.card["agent"] == agent]
    written = {change["feed"] for one in hers for change in [*one.out, *(change for change, _ in one.acked)]}
    return case in written | ever_followed(story, phone)


def at_own_fault(story: Story, change: Json, problem: Json) -> bool:
    """It had to be refused: another's newer word, a day of next year, as its phone believed; or one of this year, where
    the server believed to be in the last. Or somebody else had opened or closed the case meanwhile, her client had
    stopped, or moves already; or her yes was sent after what rests on it, or was itself refused or let go."""
    codes = {error.get("code") for error in problem.get("errors", ())}
    late = ["server clock", -365] in story.steps
    day = next((change["set"][name] for name in ("on", "asked_on", "sent_on") if name in change["set"]), "")
    ahead = late or day > str(datetime.now(UTC).date())
    stopped = any(name == "claim right" for name, *_ in story.steps)
    meanwhile = {"day-not-yet"} if ahead else set()
    meanwhile |= {"closed-reason"} if "answers" in change else set()
    meanwhile |= {"participation-withdrawn", "screening-withdrawn", "referral-not-agreed"} if stopped else set()
    meanwhile |= {"approval-withdrawn", "approval-not-agreed"} if stopped else set()
    backwards = ["send backwards"] in [one[:1] for one in story.steps]
    refused = [one for phone in story.phones.values() for one, _ in phone.refused]
    let_go = [story.saved[one].change for one in story.declined]
    unheard = backwards or ("consent", change["feed"]) in {(one["kind"], one["feed"]) for one in (*refused, *let_go)}
    meanwhile |= {"referral-not-agreed", "approval-not-agreed"} if unheard else set()
    meanwhile |= {"media-not-agreed"} if "photo" in change["set"] else set()
    meanwhile |= {"move-still-open"} if change["kind"] == "move" else set()
    return (codes and codes <= meanwhile) or problem.get("code") == "changed-by-another"
