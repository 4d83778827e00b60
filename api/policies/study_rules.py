"""How a comparison study is kept and told: proposals, as versioned data."""

from typing import Annotated

from pydantic import Field

from api.policies.clocks import Days
from api.policies.policy import Policy


class StudyRules(Policy):
    """`least_pairs`: how many people of an arm have to be measured twice before their change is told; `score_step`: of
    how many percent scores are multiples, so that they lead to nobody's sheet; `late_days`: for how many days after its
    end a study takes what was answered without a line, and tells no result."""

    least_pairs: Annotated[int, Field(ge=10, le=10_000)]
    score_step: Annotated[int, Field(ge=1, le=20)]
    late_days: Days
