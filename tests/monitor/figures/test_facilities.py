from __future__ import annotations

from config.shipped import shipped_catalogue
from monitor.figures import facilities, gazetteer, spots


def test_a_jail_is_known_by_its_own_name() -> None:
    spot = spots.atlas(shipped_catalogue()).known("rikers island", None)
    assert spot is not None
    assert spot.state == "NY"


def test_each_facility_stands_in_a_county_or_town_that_is_known() -> None:
    for name, place, code in facilities.facilities():
        bare = place.removesuffix(" County").removesuffix(" Parish")
        known = gazetteer.has_county(bare, code) or gazetteer.town(bare, code) is not None
        assert known, name
