"""An envelope is believed by its signature alone, and whatever is wrong with one is answered alike."""

import base64
import json
from typing import Any

from joserfc.jwk import ECKey

from api.ids import new_id
from tests.conftest import Place
from tests.envelopes import envelope, sealed, signed, words_of
from tests.phone import Phone
from tests.test_rescue import applied, held
from tests.test_sync import VISIT

Json = Any


def tampered(box: str, part: int) -> str:
    parts = box.split(".")
    raw = bytearray(base64.urlsafe_b64decode(parts[part] + "=="))
    raw[len(raw) // 2] ^= 1
    parts[part] = base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")
    return ".".join(parts)


def forgeries(place: Place, sari: Phone, dewi: Phone, change: Json) -> dict[str, str]:
    receiver, words = sari.card["server"]["box_key"], words_of(sari, "waiting", change=change)
    stranger = ECKey.generate_key("P-256")
    foreign = {**stranger.as_dict(private=False), "kid": stranger.thumbprint()}
    honest = envelope(sari, change=change)
    unsigned = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": sari.enrolment}).encode()).decode()
    payload = base64.urlsafe_b64encode(json.dumps(words).encode()).decode()
    return {
        "another's key": sealed(signed(sari, words, dewi.sign_key), receiver),
        "another's name inside": sealed(signed(dewi, words), receiver),
        "another's name outside": sealed(signed(dewi, words, kid=sari.enrolment), receiver),
        "a key of its own": sealed(signed(sari, words, stranger, jwk=stranger.as_dict(private=False)), receiver),
        "the box key": sealed(signed(sari, words, sari.box_key), receiver),
        "nobody's phone": sealed(signed(sari, {**words, "enrolment": new_id()}, kid=new_id()), receiver),
        "no name": sealed(signed(sari, words, kid="'; --"), receiver),
        "no signature": sealed(f"{unsigned.rstrip('=')}.{payload.rstrip('=')}.", receiver),
        "bare": sealed(json.dumps(words), receiver),
        "another server's": sealed(signed(sari, words), foreign),
        "another server's by our name": sealed(signed(sari, words), {**foreign, "kid": receiver["kid"]}),
        "a changed letter": tampered(honest, 3),
        "a changed seal": tampered(honest, 4),
        "a newer format": sealed(signed(sari, {**words, "v": 2}), receiver),
        "another mark": sealed(signed(sari, {**words, "mark": "applied"}), receiver),
        "an empty one": sealed(signed(sari, words_of(sari, "waiting")), receiver),
        "a draft as a change": sealed(signed(sari, words_of(sari, "waiting", draft={"key": "x"})), receiver),
        "nothing": "",
        "words": "Berikan kepada ketua unit",
        "NUL": "\0.\0.\0.\0.\0",
    }


def test_whatever_is_wrong_with_one_is_answered_alike(place: Place, sari: Phone, dewi: Phone, client_of: Any) -> None:
    client = client_of(sari)
    sari.save("visit", VISIT, feed=client)
    [change] = sari.out
    forged = forgeries(place, sari, dewi, change)
    before = len(applied(place, sari))
    answer = place.http.post("/v1/rescue", json={"envelopes": [*forged.values(), envelope(sari, change=change)]})
    *bad, good = answer.json()["results"]
    assert dict(zip(forged, (one["answer"] for one in bad), strict=True)) == dict.fromkeys(forged, "refused")
    assert len({json.dumps(one) for one in bad}) == 1
    assert bad[0]["problem"]["errors"][0]["code"] == "envelope-unfit"
    assert good == {"answer": "applied"}
    assert len(applied(place, sari)) == before + 1
    assert held(place) == []
