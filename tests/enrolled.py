"""A phone that is enrolled and has signed in, without the door: the same rows from the same rules, in one transaction.

Through the door it takes fourteen transactions and 30 ms, more than most tests need for what they are about. That both
ways leave the same is held by tests/test_enrolled.py, and the door itself by tests/test_auth_*.py.
"""

from fastapi import FastAPI

from api.db.engine import writing
from api.identity.access_tokens import give_token
from api.identity.assertions import Assertion, Verdict
from api.identity.enrolments import EnrolmentAsk, enrol
from api.identity.nonces import give_nonce
from api.identity.rescued_envelopes import something_waits
from api.identity.sign_in import advance
from api.resources.enrolments import card_of
from tests.phone import Phone


def enrolled(app: FastAPI, phone: Phone) -> Phone:
    """What `phone.enrol()` does, but for the counting of tries."""
    state, settings, now = app.state, app.state.settings, app.state.clock()
    with writing(state.engine) as session:
        made = enrol(session, settings, state.server_keys, EnrolmentAsk(**phone.enrolment_ask()), now=now)
        assert made is not None, "the code holds"
        card = card_of(session, settings, state.server_keys, made, now)
        phone.epoch = phone.keep_card(card.model_dump(mode="json"))["epoch"]
        verdict, row = advance(session, settings, Assertion(**phone.next_assertion()), now=now)
        assert verdict is Verdict.NEXT
        rescued = something_waits(session, row)
    token = give_token(settings, card.agent.id, phone.enrolment, now=now)
    return phone.keep_token({"access_token": token, "nonce": give_nonce(settings, now=now), "rescued": rescued})
