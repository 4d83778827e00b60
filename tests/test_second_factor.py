"""A password alone lets no office in that has a second factor, or must have one; and a stranger learns nothing."""

from collections.abc import Iterator

import pytest

from api.app import create_app
from api.identity.timed_codes import code_of
from api.settings import Settings, UnsafeSettings
from tests.conftest import a_place
from tests.environment import settings_from
from tests.place import Place
from tests.planted import PlantedDefect, planted
from tests.sign_in import factor_scenes
from tests.sign_in.factor_defects import FACTOR_DEFECTS
from tests.sign_in.factor_scenes import Office, Scene
from tests.sign_in.factor_tokens import only_her_own_sign_in_sets_one_up
from tests.test_settings import PRODUCTION

SCENES = (*factor_scenes.SCENES, only_her_own_sign_in_sets_one_up)
BY_NAME = {scene.__name__: scene for scene in SCENES}
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One server: each scene is about an account of its own."""
    with a_place("sqlite", tmp_path_factory.mktemp("factor")) as place:
        yield place


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_a_second_factor(world: Place, scene: Scene) -> None:
    scene(Office(world))


@pytest.mark.whole
@pytest.mark.parametrize("defect", FACTOR_DEFECTS, ids=lambda defect: defect.name)
def test_a_defect_of_the_second_factor_is_noticed(world: Place, defect: PlantedDefect) -> None:
    with planted(defect), pytest.raises(AssertionError):
        BY_NAME[defect.noticed](Office(world))


def test_the_codes_are_those_of_the_rfc() -> None:
    """RFC 6238, appendix B: the last six of its eight digits."""
    told = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 20000000000: "353130"}
    assert {seconds: code_of(RFC_SECRET, seconds // 30) for seconds in told} == told


def test_a_role_that_is_misspelt_is_told_at_the_start() -> None:
    with pytest.raises(UnsafeSettings, match="coordinatr"):
        create_app(Settings(second_factor=("coordinatr",)))


def test_in_production_every_office_needs_one_unless_it_is_told_otherwise() -> None:
    assert settings_from(PRODUCTION).wants_second_factor("any role to come")
    assert not settings_from({**PRODUCTION, "PULIH_SECOND_FACTOR": "none"}).wants_second_factor("admin")
    some = settings_from({**PRODUCTION, "PULIH_SECOND_FACTOR": "admin, partner"})
    assert [some.wants_second_factor(role) for role in ("admin", "partner", "district")] == [True, True, False]
    assert not Settings().wants_second_factor("admin"), "a trial is easy to try"
