"""The country's areas: whole, by code, and as their source has them."""

import gzip
from collections import Counter
from pathlib import Path

import pytest

from api import areas
from api.areas.pack import pack

PACKAGE = Path(__file__).parent.parent / "pwa" / "node_modules" / "idn-area-data"


def test_the_whole_country_is_there() -> None:
    counts = {level: len(areas.within("", level)) for level in areas.LEVELS.values()}
    assert counts == {"province": 38, "kabupaten": 514, "kecamatan": 7285, "village": 83762}


def test_a_village_tells_its_kind() -> None:
    kinds = Counter(village.village_kind for village in areas.within("", "village"))
    assert kinds == {"kelurahan": 8496, "desa": 75252, "desa_adat": 14}


def test_every_area_lies_in_another() -> None:
    everything = {one.code for level in areas.LEVELS.values() for one in areas.within("", level)}
    assert all(len(code) == 2 or code.rpartition(".")[0] in everything for code in everything)


def test_an_area_is_found_by_its_code() -> None:
    assert areas.area("33.22") == areas.Area("33.22", "Kabupaten Semarang")
    assert areas.area("33.22").level == "kabupaten"
    assert areas.area("12.07.28.1007").name == "Lubuk Pakam I,II"
    assert areas.area("35.13.15.2017").name == 'Soka"an'


@pytest.mark.parametrize("code", ["", "3", "33.", "33,", "33.22.01.9999", "99", "33.22.01.2001.1", "Jawa Tengah", "\0"])
def test_what_is_no_code_is_unknown(code: str) -> None:
    assert not areas.known(code)
    with pytest.raises(areas.UnknownArea):
        areas.area(code)


def test_a_path_leads_from_the_province_down() -> None:
    names = [one.name for one in areas.path("33.22.01.2001")]
    assert names == ["Jawa Tengah", "Kabupaten Semarang", "Getasan", "Tajuk"]


def test_a_kabupaten_holds_its_own_villages_and_no_others() -> None:
    found = areas.within("33.22", "village")
    assert len(found) == 235
    assert all(village.code.startswith("33.22.") for village in found)
    assert len(areas.within("33.22", "kecamatan")) == 19
    assert areas.within("33.22.01.2001", "village") == []


def test_the_file_holds_what_its_source_holds() -> None:
    assert gzip.decompress(areas.FILE.read_bytes()).decode() == pack(PACKAGE)
