"""The demo's two studies: one is over and tells what changed, the other is running in the demo's district."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from secrets import token_hex
from typing import NamedTuple

import orjson
from sqlmodel import Session

from api.ballots.study_answers import AnswerFrom, keep_answer
from api.ballots.study_number import MemberKey
from api.ballots.tables import Study
from api.identity.enrolment_codes import SYMBOLS
from api.ids import demo_id
from api.policies import study_rules
from api.records.client_code import check_symbol

DISTRICT = "33.22"
DOMAINS = ("physical", "psychological", "social", "environment")
AGES, SEXES = ("18-24", "25-34", "35-44"), ("male", "male", "female")
STEP = study_rules().score_step


class DemoArm(NamedTuple):
    """So many began, so many of them came again, and better by so many steps at the most."""

    arm: str
    began: int
    came: int
    better: int


OVER = (DemoArm("ibm", 41, 36, 3), DemoArm("waiting", 38, 32, 1))
RUNNING = (DemoArm("ibm", 12, 0, 0), DemoArm("usual_care", 7, 0, 0))


def load_studies(session: Session, today: date) -> None:
    """Made-up people, none of whom is a client of the demo."""
    name = "study before"
    session.add(study(name, OVER, today - timedelta(days=420), today - timedelta(days=45), "m6",
                      "Pendampingan dan daftar tunggu"))  # fmt: skip
    session.add(study("study", RUNNING, today - timedelta(days=30), today + timedelta(days=335), "m3",
                      "Pendampingan dan layanan biasa"))  # fmt: skip
    session.flush()
    for one, arms, later in ((name, OVER, "m6"), ("study", RUNNING, "m3")):
        for key, answer in answers(demo_id(one), arms, later):
            keep_answer(session, key, answer, token_hex(16))


def study(key: str, arms: tuple[DemoArm, ...], starts_on: date, ends_on: date, later: str, name: str) -> Study:
    """By the quality of life, at the start and at one later point."""
    return Study(
        id=demo_id(key), name=name, starts_on=starts_on, ends_on=ends_on, instrument="whoqol-bref", version="1996-1",
        question="Apakah kualitas hidup orang yang didampingi unit IBM lebih membaik daripada yang tidak?",
        arms=orjson.dumps([one.arm for one in arms]).decode(), points=orjson.dumps(["start", later]).decode(),
        ethics_no="Contoh/KE/2026/01", n_target=40,
    )  # fmt: skip


def answers(key: str, arms: tuple[DemoArm, ...], later: str) -> Iterator[tuple[MemberKey, AnswerFrom]]:
    """The same on every machine."""
    for arm in arms:
        for at in range(arm.began):
            drawn = sha256(f"{key} {arm.arm} {at}".encode()).digest()
            member = MemberKey(key, demo_number(drawn))
            traits = {"age_band": AGES[drawn[0] % 3], "sex": SEXES[drawn[1] % 3]}
            her = {"district": DISTRICT, "arm": arm.arm, **traits}
            scores = {name: 30 + STEP * (drawn[place] % 4) for place, name in enumerate(DOMAINS, 2)}
            yield member, AnswerFrom(point="start", scores=scores, **her)
            if at < arm.came:
                better = {name: STEP * (drawn[place] % (arm.better + 2) - 1) for place, name in enumerate(DOMAINS, 6)}
                after = {name: score + better[name] for name, score in scores.items()}
                yield member, AnswerFrom(point=later, scores=after, **her)


def demo_number(drawn: bytes) -> str:
    """With a check symbol that is one of Crockford's."""
    symbols = "".join(SYMBOLS[one & 31] for one in drawn[:9])
    check = check_symbol(symbols)
    return symbols + check if check in SYMBOLS else demo_number(sha256(drawn).digest())
