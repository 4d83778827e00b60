"""What a unit asks of its people, from the command line to their phones."""

from click.testing import Result
from typer.testing import CliRunner

from api.cli.main import pulih
from tests.conftest import Place
from tests.engines import owners
from tests.phone import Phone


def typed(place: Place, *words: str) -> Result:
    url = place.settings.database_url
    environ = {"PULIH_DATABASE_URL": url, "PULIH_OWNER_URL": owners(url)}
    return CliRunner().invoke(pulih, ["unit", "phrase", *words], env=environ)


def asks(place: Place, phone: Phone) -> bool:
    told: bool = place.http.get("/v1/reference", headers=phone.headers).json()["unit"]["phrase"]
    return told


def test_a_unit_asks_for_a_pass_phrase_until_it_does_no_more(place: Place, sari: Phone, budi: Phone) -> None:
    unit = place.units["A"]
    assert asks(place, sari) is False
    assert "kalimat sandi" in typed(place, unit).output
    assert (asks(place, sari), asks(place, budi)) == (True, False)
    sari.sync()
    assert "PIN" in typed(place, unit, "--off").output
    assert asks(place, sari) is False


def test_a_unit_that_does_not_exist_is_refused_in_words(place: Place) -> None:
    for name in ("Unit A", place.units["A"][:-4] + "ffff"):
        result = typed(place, name)
        assert (result.exit_code, result.stderr.strip()) == (1, "Unit ini tidak dikenal.")
