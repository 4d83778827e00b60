"""Words that several kinds share. A word once sent stays known: what is no longer offered is `Retired`."""

from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field


class Retired(NamedTuple):
    """Values that old records hold and no new form offers; with none named, the whole field."""

    values: tuple[str, ...] = ()


AgeBand = Literal["0-14", "15-17", "18-24", "25-34", "35-44", "45-59", "60+"]
CHILDREN = ("0-14", "15-17")
Band = Literal["low", "moderate", "high"]
Injecting = Literal["never", "earlier", "recent_low", "recent_high"]
Danger = Literal["suicidal", "overdose", "psychosis", "withdrawal", "violence", "child_in_danger", "very_ill"]
RedFlag = Literal[
    "suicidal", "overdose", "psychosis", "withdrawal", "violence", "child_in_danger", "very_ill", "pregnancy",
    "injecting",
]  # fmt: skip
DANGERS: tuple[str, ...] = get_args(Danger)
Suggestion = Literal[
    "refer_now", "protect", "refer", "refer_child", "refer_alcohol", "ibm_approval", "ibm", "talk", "information",
]  # fmt: skip
Decision = Literal[
    "refer_now", "protect", "refer", "refer_child", "refer_alcohol", "ibm_approval", "ibm", "talk", "information",
    "later",
]  # fmt: skip
Substance = Literal[
    "tobacco", "alcohol", "cannabis", "cocaine", "amphetamines", "inhalants", "sedatives", "hallucinogens", "opioids",
    "other",
]  # fmt: skip
CareNeed = Literal["pregnancy", "injecting"]
Activity = Literal[
    "kie", "individual", "group", "family", "spiritual", "sport", "community_work", "art", "vocational"
]  # fmt: skip
Support = Literal[
    "listened", "encouraged", "information", "practised_refusing", "family_talk", "accompanied", "material_help"
]  # fmt: skip
Theme = Literal[
    "knowing_addiction", "triggers", "saying_no", "feelings", "family", "free_time", "health", "work", "relapse_plan",
    "worship", "other",
]  # fmt: skip
Point = Literal["start", "mid", "end", "m1", "m3", "m6"]
Rhythm = Literal["week", "two_weeks", "month"]

RedFlags = Annotated[list[RedFlag], Field(max_length=9), Retired(("pregnancy", "injecting"))]
Dangers = Annotated[list[Danger], Field(min_length=1, max_length=7)]
CareNeeds = Annotated[list[CareNeed], Field(max_length=2)]
