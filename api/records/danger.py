"""What meets a client answers a sign of danger: somebody looks again soon, or an alert is open."""

from api import policies
from api.records.rule import Rule, Where
from api.records.rules import InOrder, Required
from api.records.vocabulary import DANGERS

UNANSWERED = (Where("red_flags", DANGERS), Where("status", ("open",), of="alert", but=True))
ANSWERED: tuple[Rule, ...] = (
    Required(code="danger_unanswered", fields=("next_on",), when=UNANSWERED),
    InOrder(
        code="danger_unanswered",
        first="on",
        then="next_on",
        within=policies.visit_rhythm().after_red_flag_days,
        when=UNANSWERED,
    ),
)
