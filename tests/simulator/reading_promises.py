"""What must hold of what readers are told over REST, when all is quiet: in followed lists, and in histories."""

from api.records import KINDS
from tests.simulator.offices import in_scope, must_be_through_view, must_be_told_as_it_stands
from tests.simulator.readers import APPROVALS, lists_told
from tests.simulator.story import AREAS, LEADERS, OWNER, Story
from tests.simulator.truth import QuietTruth


def no_reader_misses_or_sees_too_much(story: Story, truth: QuietTruth) -> None:
    """A list that was followed is what a reader who begins now is given: what is in her scope, and nothing else."""
    for (who, plural), (held, fresh) in lists_told(story).items():
        least, most = in_scope(story, truth, who, plural)
        wrong = (least - set(fresh)) | (set(fresh) - most)
        assert not wrong, f"{who}'S LIST OF {plural} IS ANOTHER: {wrong}"
        kept = {record: item for record, item in held.items() if not asked_elsewhere(truth, who, plural, record)}
        assert kept == fresh, f"WHO FOLLOWED {plural} AS {who} HOLDS SOMETHING ELSE: {set(kept) ^ set(fresh)}"
        must_be_through_view(who, plural, fresh)
        must_be_told_as_it_stands(plural, fresh, truth)


def asked_elsewhere(truth: QuietTruth, who: str, plural: str, record: str) -> bool:
    """A district's office is not told that what it was asked was asked again of another, where its client moved."""
    _, kind, body = truth.bodies.get(record, ("", "", {}))
    return plural == APPROVALS and who in AREAS and kind == "approval" and body.get("district") != AREAS[who]


def history_tells_all_to_followers_alone(story: Story, truth: QuietTruth) -> None:
    """Of the first client of each agent who has one; nobody else may know that it is there."""
    followed = {OWNER[name]: feeds for name, feeds in truth.followed.items()}
    read: set[str] = set()
    for agent, feeds in followed.items():
        cases = [case for case in story.clients if case in feeds and case in truth.bodies]
        for case in cases[:1]:
            told = story.place.http.get(f"/v1/clients/{case}/history", headers=story.place.headers(agent))
            assert told.status_code == 200, told.text
            wanted = [row.id for row in truth.history if row.record == case]
            assert [one["id"] for one in told.json()] == wanted, f"{agent} IS TOLD ANOTHER HISTORY"
            read.add(case)
        others = [case for case in story.clients if case not in feeds and case in truth.bodies]
        for case in others[:1]:
            path = f"/v1/clients/{case}/history"
            assert story.place.http.get(path, headers=story.place.headers(agent)).status_code == 404, "A STRANGER READS"
    offices_read_through_their_view(story, sorted(read))


def offices_read_through_their_view(story: Story, cases: list[str]) -> None:
    """A history tells a coordinator no field that the record does not."""
    allowed = KINDS["client"].readable_by["coordinator"]
    for case in cases:
        for leader in LEADERS.values():
            told = story.place.http.get(f"/v1/clients/{case}/history", headers=story.place.headers(leader))
            fields = {field for one in told.json() for field in one["set"]} if told.status_code == 200 else set()
            assert fields <= allowed, f"{leader} READS {fields - allowed}"
