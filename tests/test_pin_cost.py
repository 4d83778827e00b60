"""What a guess at a PIN costs offline is measured with the phone's own parameters, and they do not fall unseen."""

import pytest

from bench.pin_cost import costs, main


def test_the_cost_of_a_pin_is_measured_as_the_phone_pays_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert [one[:3] for one in costs()] == [("FULL_COST", 64, 2), ("REDUCED_COST", 19, 2)]
    main(0.01)
    assert capsys.readouterr().out.count("ms a guess; all PINs of 6 digits") == 2
