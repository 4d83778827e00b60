"""Defects of the second factor and of step-up, each with the scene that notices it."""

from tests.planted import PlantedDefect

FACTORS, SIGN_IN = "api.identity.second_factors", "api.identity.password_sign_in"
OFFERS, ACTOR = "api.identity.factor_offers", "api.identity.current_actor:Claim.known"
JUDGE, SPEND, SET_UP = f"{FACTORS}:judge_code", f"{FACTORS}:spend_code", f"{OFFERS}:set_up_factor"

FACTOR_DEFECTS = (
    PlantedDefect("a code is good twice", JUDGE, " and step > factor.step", "", "a_code_opens_once"),
    PlantedDefect(
        "the last step goes back", SPEND, "max(factor.step, used.step)", "used.step", "a_recovery_code_opens_once"
    ),
    PlantedDefect(
        "codes of long ago open", "api.identity.timed_codes:step_of", "step_at(now) - AROUND", "step_at(now) - 9",
        "one_step_either_way_counts",
    ),
    PlantedDefect(
        "codes to come open", "api.identity.timed_codes:step_of", "+ AROUND + 1", "+ 9", "one_step_either_way_counts"
    ),
    PlantedDefect(
        "the password is not asked", f"{SIGN_IN}:by_password",
        "not hard_work(tried.password, found.secret) or ", "", "a_stranger_learns_nothing_by_his_answer",
    ),
    PlantedDefect(
        "the words tell what is kept", f"{SIGN_IN}:PasswordTry.refusal", 'if self.code.code else "wrong-password"',
        'if self.password == "lumpia semarang hangat" else "wrong-password"', "a_stranger_learns_nothing_by_his_answer",
    ),
    PlantedDefect(
        "a recovery code is good twice", SPEND, "if one != used.recovery", "", "a_recovery_code_opens_once"
    ),
    PlantedDefect("a lost answer is lost", JUDGE, "if again and", "if not again and", "a_lost_answer_is_said_again"),
    PlantedDefect(
        "the attempt is not asked", f"{FACTORS}:spent_mark", "{tried.attempt} ", "", "a_lost_answer_is_said_again"
    ),
    PlantedDefect(
        "it is said again for ever", JUDGE, "again and now - factor.spent_at < AGAIN", "again",
        "a_lost_answer_is_said_again",
    ),
    PlantedDefect(
        "codes are guessed at leisure", f"{SIGN_IN}:tries_of", "if tried.code.code else []", "if False else []",
        "codes_are_guessed_slowly",
    ),
    PlantedDefect(
        "the password alone is enough", ACTOR, "self.bearer.by_password_alone and", "False and",
        "a_role_that_must_have_one_does_nothing_before",
    ),
    PlantedDefect(
        "an offer is anybody's", f"{OFFERS}:is_ours", "hmac.compare_digest(wanted, asked.offer)", "True",
        "an_offer_is_hers_and_of_now",
    ),
    PlantedDefect(
        "an offer is good for ever", f"{OFFERS}:is_ours", "0 <= age <= OFFER_LIVES", "True",
        "an_offer_is_hers_and_of_now",
    ),
    PlantedDefect(
        "nobody looks at the code that confirms", SET_UP, "if step is None:", "step = step or 0\n    if False:",
        "an_offer_is_hers_and_of_now",
    ),
    PlantedDefect(
        "a password replaces the factor", SET_UP, "if there and bearer.by_password_alone:", "if False:",
        "whoever_has_one_needs_it_for_another",
    ),
    PlantedDefect(
        "any token sets one up", SET_UP, "must_be_recent(bearer, LIVES, now)", "pass",
        "only_her_own_sign_in_sets_one_up",
    ),
    PlantedDefect(
        "the secret lies open", f"{FACTORS}:seal_secret", "return server.sealed(", "return str(", "nothing_lies_open"
    ),
    PlantedDefect(
        "anybody's secret opens", f"{FACTORS}:secret_in", 'if kept.get("person") == factor.person', "if kept",
        "nothing_lies_open",
    ),
    PlantedDefect("it is not written down", SET_UP, "record_audit(", "str(", "nothing_lies_open"),
    PlantedDefect(
        "a phone sets it up", f"{OFFERS}:office_account", "if bearer.enrolment:", "if False:", "a_phone_sets_up_nothing"
    ),
)  # fmt: skip
