"""Checks of a sign-in by a provider, each left out; with the scene of tests/test_openid.py that notices it."""

from tests.planted import PlantedDefect

TOKENS, SIGN_IN, PROVIDER = "api.identity.id_tokens", "api.identity.openid_sign_in", "api.identity.openid_provider"
CLAIMS, FINISH = f"{TOKENS}:judge_id_token", f"{SIGN_IN}:finish_sign_in"
OPENID_DEFECTS = (
    PlantedDefect(
        "issuer", CLAIMS, 'claims.get("iss") == provider.settings.openid_issuer', "True", "of_another_issuer"
    ),
    PlantedDefect("audience", f"{TOKENS}:is_for", "client in several and", "", "for_another_client"),
    PlantedDefect(
        "party",
        f"{TOKENS}:is_for",
        "(party == client or (party is None and len(several) == 1))",
        "True",
        "for_another_client",
    ),
    PlantedDefect("end", f"{TOKENS}:runs_now", " and now - CLOCKS_DIFFER < ends", "", "of_another_time"),
    PlantedDefect("beginning", f"{TOKENS}:runs_now", "began <= now + CLOCKS_DIFFER and", "", "of_another_time"),
    PlantedDefect(
        "nonce",
        CLAIMS,
        'hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())',
        "True",
        "of_another_sign_in",
    ),
    PlantedDefect("subject", CLAIMS, "or not 0 < len(subject) <= SUBJECT_MOST", "", "of_nobody"),
    PlantedDefect(
        "signature",
        f"{TOKENS}:signed_claims",
        "jwt.decode(token, keys, algorithms=ALGORITHMS).claims",
        "__import__('json').loads(jws.extract_compact(token.encode()).payload)",
        "without_a_signature",
    ),
    PlantedDefect(
        "rotation",
        f"{PROVIDER}:OpenIdProvider.keys_for",
        "KEPT if known else SOON",
        "KEPT",
        "with_a_key_that_was_turned_over",
    ),
    PlantedDefect("state", FINISH, "not began_here or ", "", "that_did_not_begin_here"),
    PlantedDefect(
        "once",
        FINISH,
        "not spend_nonce(session, settings, came.cookie.removesuffix(FRESH), now=now)",
        "False",
        "that_did_not_begin_here",
    ),
    PlantedDefect(
        "pkce",
        f"{SIGN_IN}:derived",
        'f"openid-{what}", cookie',
        'f"openid-{what}", cookie * (what != "verifier")',
        "with_a_code_of_another_browser",
    ),
    PlantedDefect(
        "mix-up",
        FINISH,
        "came.issuer != settings.openid_issuer and (came.issuer or named)",
        "False",
        "of_another_provider",
    ),
    PlantedDefect(
        "redirects",
        f"{PROVIDER}:fetched",
        "follow_redirects=False",
        "follow_redirects=True",
        "with_an_answer_that_leads_elsewhere",
    ),
    PlantedDefect("size", f"{PROVIDER}:whole_body", "len(raw) > MOST or ", "", "with_an_answer_that_leads_elsewhere"),
    PlantedDefect(
        "elsewhere", f"{PROVIDER}:OpenIdProvider.metadata", "not all(", "not any(", "with_metadata_that_leads_elsewhere"
    ),
    PlantedDefect(
        "whose metadata",
        f"{PROVIDER}:OpenIdProvider.metadata",
        'told.get("issuer") != self.settings.openid_issuer',
        "False",
        "with_metadata_that_leads_elsewhere",
    ),
    PlantedDefect(
        "who left",
        f"{SIGN_IN}:person_of",
        " or not session.get_one(Person, account.person).active",
        "",
        "whom_nobody_linked",
    ),
    PlantedDefect("not anew", FINISH, "came.cookie.endswith(FRESH) and", "False and", "anew"),
    PlantedDefect(
        "seal",
        f"{SIGN_IN}:outcome_in",
        'not hmac.compare_digest(keyed(settings, "openid-outcome", said).encode(), seal.encode())',
        "not said",
        "with_an_outcome_of_ones_own",
    ),
    PlantedDefect(
        "late",
        f"{SIGN_IN}:outcome_in",
        "not 0 <= now.timestamp() - int(began, 16) <= OUTCOME_LIVES",
        "False",
        "with_an_outcome_of_ones_own",
    ),
)  # fmt: skip
