"""What is told of a study, against a second computation; and that nothing is told of few people."""

import csv
import io
import random
from datetime import date
from itertools import product
from math import gamma, pi, sqrt
from typing import Any

import pytest

from api import policies
from api.ballots.study_number import is_number, member_of
from api.ballots.study_results import MemberAnswer, student, welch
from api.cli.demo_studies import demo_number
from api.resources.exports.study_export import study_sheets
from api.resources.exports.written_sheets import as_csv
from api.resources.study_shapes import StudyArmResult, StudyResults, StudyTold
from api.resources.study_telling import results_of

LEAST, PAIRS = policies.report_definitions().least, policies.study_rules().least_pairs
ARMS, DOMAINS = ("ibm", "waiting", "usual_care"), ("physical", "social")
STUDY = StudyTold(
    id="a", name="Tiga kelompok", question="Apakah hidup mereka lebih membaik?", starts_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 1), arms=list(ARMS), points=["start", "m3", "m6"], instrument="whoqol-bref",
    version="1996-1", ethics_no="KE/1", n_target=40, shown_from=date(2027, 1, 1),
)  # fmt: skip


def test_the_point_of_students_distribution_is_that_of_its_density() -> None:
    """By Simpson's rule over the density, which the tables of t agree with."""
    for freedom in (29.0, 41.5, 60.0, 300.0):
        reach, steps = student(freedom), 2000
        scale = gamma((freedom + 1) / 2) / (sqrt(freedom * pi) * gamma(freedom / 2))
        width = reach / steps
        weights = [1, *([4, 2] * (steps // 2))[:-1], 1]
        at = (scale * (1 + (n * width) ** 2 / freedom) ** (-(freedom + 1) / 2) for n in range(steps + 1))
        area = sum(one * weight for one, weight in zip(at, weights, strict=True)) * width / 3
        assert area == pytest.approx(0.475, abs=1e-6)
    assert [round(student(freedom), 4) for freedom in (30, 60, 120)] == [2.0423, 2.0003, 1.9799]


def naive_welch(one: list[int], other: list[int]) -> tuple[float, float, float]:
    """As the textbook writes it, step by step."""
    means, errors, odds = [], [], []
    for several in (one, other):
        n, mean = len(several), sum(several) / len(several)
        error = sum((value - mean) ** 2 for value in several) / (n - 1) / n
        means, errors, odds = [*means, mean], [*errors, error], [*odds, error**2 / (n - 1)]
    freedom = (errors[0] + errors[1]) ** 2 / (odds[0] + odds[1])
    reach = student(freedom) * sqrt(errors[0] + errors[1])
    return means[0] - means[1], means[0] - means[1] - reach, means[0] - means[1] + reach


def drawn(seed: int) -> list[MemberAnswer]:
    """Arms of about thirty, of whom some skip a domain, come once, or only later; in one nobody changes."""
    by, found = random.Random(seed), []
    for arm in ARMS:
        still = seed % 4 == 0 and arm == "waiting"
        for at in range(by.randint(PAIRS - 2, PAIRS + 6)):
            scores = {domain: by.randrange(30, 70, 10) for domain in DOMAINS}
            for point in ("start", "m3", "m6"):
                if by.random() < 0.97:
                    moved = {name: score + (0 if still or point == "start" else by.randrange(-10, 30, 10))
                             for name, score in scores.items() if by.random() < 0.98}  # fmt: skip
                    sex = by.choice(("male", "male", "male", "female"))
                    found.append(MemberAnswer(f"{arm}{at}", arm, point, "25-34", sex, moved))
    by.shuffle(found)
    return found


def naive_changes(answers: list[MemberAnswer], arm: str, point: str, domain: str) -> list[int]:
    """From a table of all scores, by who and when."""
    table = {(one.member, one.point): one.scores[domain] for one in answers if one.arm == arm and domain in one.scores}
    ends = [(table.get((member, "start")), table.get((member, point))) for member in {one for one, _ in table}]
    return [later - first for first, later in ends if first is not None and later is not None]


def told_arms(results: StudyResults) -> list[tuple[str, StudyArmResult]]:
    return [(point.point, arm) for point in results.points for arm in point.arms]


def test_what_is_told_is_what_a_second_counting_finds_and_of_thirty_pairs_at_least() -> None:
    hidden = told = 0
    for seed in range(12):
        answers = drawn(seed)
        results = results_of(STUDY, answers, over=True)
        for point, arm in told_arms(results):
            changes, against = {one.domain: one.change for one in arm.changes}, {one.domain for one in arm.differences}
            for domain in DOMAINS:
                mine, ibm = (naive_changes(answers, name, point, domain) for name in (arm.arm, "ibm"))
                enough = [len(several) >= PAIRS and len(set(several)) > 1 for several in (mine, ibm)]
                assert (domain in changes) == enough[0]
                assert (domain in against) == (all(enough) and arm.arm != "ibm")
                hidden, told = hidden + (not enough[0]), told + enough[0]
                if domain in changes:
                    assert float(changes[domain]) == pytest.approx(sum(mine) / len(mine), abs=0.0501)
            for one in arm.differences:
                both = [naive_changes(answers, name, point, one.domain) for name in ("ibm", arm.arm)]
                seen = [float(one.difference), float(one.low), float(one.high)]
                assert seen == pytest.approx(naive_welch(*both), abs=0.0501)
    assert min(hidden, told) > 10, "both were tried"


def numbers_in(results: StudyResults) -> list[int | None]:
    people = [[one.started, *one.sexes.values(), *one.age_bands.values()] for one in results.people]
    return [*(number for several in people for number in several),
            *(number for _, arm in told_arms(results) for number in (arm.pairs, arm.lost))]  # fmt: skip


def may_be(told: int | None) -> range:
    return range(LEAST) if told is None else range(told, told + LEAST)


def test_who_subtracts_finds_no_few_people() -> None:
    """Whatever number of people is told, what follows of those who were lost is never one number under five."""
    for seed in range(30):
        results = results_of(STUDY, drawn(seed), over=True)
        assert all(number is None or (number >= LEAST and number % LEAST == 0) for number in numbers_in(results))
        started = {one.arm: may_be(one.started) for one in results.people}
        for _, arm in told_arms(results):
            fits = {lost for pairs, lost in product(may_be(arm.pairs), may_be(arm.lost))
                    if pairs + lost in started[arm.arm]}  # fmt: skip
            assert len(fits) >= LEAST - 1


def test_before_it_is_over_nothing_is_told_but_how_many() -> None:
    before: Any = results_of(STUDY, drawn(1), over=False).model_dump()
    assert [(one["sexes"], one["age_bands"]) for one in before["people"]] == [({}, {})] * 3
    arms = [arm for point in before["points"] for arm in point["arms"]]
    assert all(not arm["changes"] and not arm["differences"] and arm["lost"] is None for arm in arms)


def test_a_file_has_every_number_that_is_told_as_a_number_and_a_mark_for_each_other() -> None:
    for over in (True, False):
        results = results_of(STUDY, drawn(5), over=over)
        cells = [row[5] for row in csv.reader(io.StringIO(as_csv(study_sheets(STUDY, results)[0]).decode("utf-8-sig")))]
        decimals = [text for _, arm in told_arms(results) for one in (*arm.changes, *arm.differences)
                    for name, text in one.model_dump().items() if name != "domain"]  # fmt: skip
        people = [str(number) for number in numbers_in(results) if number is not None]
        assert sorted(cells[1:]) == sorted([*decimals, *people, *[""] * (len(cells) - 1 - len(decimals) - len(people))])
        assert len(cells) == 1 + 3 * 9 + 2 * (3 * 2 + 4 * (1 + 4 + 4)), "each cell stands there, told or not"
        assert any(text.startswith("-") for text in decimals) == over, "which no quote stands before"


def test_a_difference_is_rounded_half_up_on_both_sides_of_nought() -> None:
    assert welch([10] * 16 + [0] * 16, [0] * 16 + [10] * 16).difference == "0.0"
    assert welch([0] * 31 + [10], [10] * 31 + [0])[0] == "-9.4"


def test_a_slip_in_a_number_is_noticed() -> None:
    number = demo_number(bytes([7] * 9))
    for at, symbol in product(range(10), "0123456789ABCDEFGHJKMNPQRSTVWXYZ"):
        other = number[:at] + symbol + number[at + 1 :]
        assert is_number(other) == (other == number)
    for short in ("", number[:9], number + "0", "É" * 10):
        assert not is_number(short)


def test_one_number_is_another_member_in_another_study() -> None:
    assert member_of("a", "7q4m-k2tx 91") == member_of("a", "7Q4MK2TX91") != member_of("b", "7Q4MK2TX91")
