"""The shipped facts hang together."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from config import shipped
from config.catalogue import Catalogue, Every
from config.loading import shipped_catalogue
from config.reach import reach_problem
from config.shipped import shipped_catalogue as cached
from config.words import AGENCY_PATTERN, DHS, ICE, ID_PATTERN, AgencyKind, SourceKind


def _catalogue() -> Catalogue:
    return shipped_catalogue()


def test_every_state_is_there_within_the_country() -> None:
    places = _catalogue().places
    states = [id_ for id_ in places if re.fullmatch(r"us-[a-z]{2}", id_)]
    assert len(states) == 51
    assert all(places[id_].within == "us" and places[id_].fiscal_start for id_ in states)
    assert len(places) > 120


def test_ids_zones_and_enclosing_places_are_right() -> None:
    catalogue = _catalogue()
    for id_, place in catalogue.places.items():
        assert ID_PATTERN.fullmatch(id_)
        assert ZoneInfo(place.zone).key == place.zone
        assert place.within in catalogue.places or id_ == "us"
        assert all(AGENCY_PATTERN.fullmatch(agency.id) and agency.place == id_ for agency in place.agencies)


def test_a_place_that_only_texts_name_lies_in_what_its_id_begins_with() -> None:
    catalogue = _catalogue()
    assert "us-ma-middlesex-county" not in catalogue.places
    assert catalogue.enclosing("us-ma-middlesex-county") == ("us-ma-middlesex-county", "us-ma", "us")
    assert catalogue.covers("us-ma", "us-ma-middlesex-county")
    assert not catalogue.covers("us-ma-boston", "us-ma-middlesex-county")
    assert catalogue.enclosing("nowhere") == ("nowhere",)


def test_boston_has_what_its_texts_name() -> None:
    catalogue = _catalogue()
    boston = catalogue.places["us-ma-boston"]
    (police,) = boston.agencies
    assert (police.id, police.kind) == ("us-ma-boston/police", AgencyKind.POLICE)
    assert {"BPD", "Boston police"} <= set(police.aliases)
    assert "police commissioner" in police.titles
    assert (boston.zone, boston.fiscal_start) == ("America/New_York", 7)


def test_field_offices_are_ice_and_the_federal_year_begins_in_october() -> None:
    parties = _catalogue().parties
    assert {"ICE Boston", "ERO", "ERO Boston", "Enforcement and Removal Operations"} <= set(
        parties[ICE].aliases
    )
    assert parties[ICE].fiscal_start == parties[DHS].fiscal_start == 10


def test_no_name_says_two_things_in_one_place() -> None:
    """Of agencies in one place, of parties, and of places at one level, each name means one."""
    catalogue = _catalogue()
    for place in catalogue.places.values():
        names = [name for agency in place.agencies for name in (agency.name, *agency.aliases)]
        assert len(names) == len(set(names)), place.id
    names = [name for party in catalogue.parties.values() for name in (party.name, *party.aliases)]
    assert len(names) == len(set(names))


def test_every_source_is_official_by_its_publisher_and_reachable() -> None:
    catalogue = _catalogue()
    for source in catalogue.sources.values():
        assert source.place in catalogue.places
        if source.kind is not SourceKind.LEGISTAR:
            assert source.address.startswith("https://")
            assert reach_problem(source.address, ()) is None
    official = {id_ for id_, source in catalogue.sources.items() if source.official}
    assert official == {"boston-legistar", "somerville-legistar", "boston-police-news", "ice-newsroom"}


def test_the_trust_act_letter_is_due_at_the_end_of_the_year() -> None:
    duty = _catalogue().duties["boston-trust-act-letter"]
    assert (duty.due.days, duty.sources) == (((12, 31),), ("boston-legistar",))
    assert duty.recognise_types == ("Report of a Public Officer",)


@pytest.mark.parametrize("id_", sorted(_catalogue().duties))
def test_every_duty_is_whole(id_: str) -> None:
    """Place and filer known, sources in the catalogue at that place, words by which it is recognised."""
    catalogue = _catalogue()
    duty = catalogue.duties[id_]
    assert duty.place in catalogue.places
    assert all((duty.law, duty.report, duty.filed_to, duty.metrics))
    assert catalogue.agency(duty.filed_by) or duty.filed_by in catalogue.parties or "/" not in duty.filed_by
    assert duty.filed_by.partition("/")[0] in (duty.place, duty.filed_by)
    for source in duty.sources:
        assert catalogue.covers(duty.place, catalogue.sources[source].place)
    assert duty.recognise_words
    assert all(len(word) > 4 for word in duty.recognise_words)
    assert duty.recognise_filers
    assert not duty.report.endswith(".")
    assert timedelta(days=1) <= duty.grace <= timedelta(days=400)


def test_duties_of_every_rhythm_are_shipped_and_no_id_comes_twice() -> None:
    duties = _catalogue().duties
    assert {duty.due.every for duty in duties.values()} == {*Every} - {Every.ONCE}
    written = (shipped.FOLDER / "duties.yaml").read_text(encoding="utf-8")
    assert written.count("\n- id: ") == len(duties)


def test_duties_come_with_their_place() -> None:
    def ids(place: str) -> set[str]:
        from config.choosing import related

        catalogue = _catalogue()
        return {id_ for id_, duty in catalogue.duties.items() if related(catalogue, duty.place, place)}

    assert ids("us-ma-boston") == {"boston-trust-act-letter"}
    assert ids("us-il-chicago") == {"chicago-welcoming-city-report", "illinois-trust-act-reports"}
    assert len(ids("us-ca")) == 12


def test_it_is_read_quickly_and_always_the_same() -> None:
    cached.cache_clear()
    started = time.process_time()
    first = shipped_catalogue()
    assert time.process_time() - started < 0.5  # under 0.1 s where nothing else runs
    cached.cache_clear()
    assert shipped_catalogue().revision == first.revision
