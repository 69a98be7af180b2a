"""Where the language model points for a place, beside what rules found."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from monitor.figures import hints, where_pointed
from monitor.figures.language import Grasp
from monitor.figures.paper import Choice, Paper, open_paper
from monitor.figures.places import Spot, state_spot
from monitor.figures.sides import METRICS
from monitor.figures.weighing import Chances
from tests.monitor.figures.world import context

TEXT = "MACON, Ga. - The sheriff of Bibb County spoke after the one of Houston County, Georgia. He had 12."
BIBB = Spot("us-ga-bibb-county", "Bibb County, GA", "GA", "county")
HOUSTON = Spot("us-ga-houston-county", "Houston County, GA", "GA", "county")
NO_CHANCES = Chances((0.0,) * len(METRICS))


def _masses(places: dict[str, float]) -> dict[Spot, float]:
    paper = open_paper(TEXT, context())
    starts = [line.sentence.start for line in paper.lines]
    pointed = {TEXT.index(word): chance for word, chance in places.items()}

    def hints_of(line: int) -> list[hints.Hint]:
        sentence = paper.lines[line].sentence
        return hints.find(sentence.text, sentence.low, paper.home)

    return where_pointed.masses(Grasp(NO_CHANCES, 0.0, {}, {}, pointed), paper, starts, hints_of)


def _home() -> Paper:
    return open_paper(TEXT, context())


def test_words_of_a_name_give_their_chances_to_the_place() -> None:
    found = _masses({"Houston": 0.5, "County, Georgia": 0.3})
    assert found[HOUSTON] == pytest.approx(0.8)


def test_what_points_to_no_word_is_left_for_the_place_that_the_document_is_about() -> None:
    home = _home().home.spot
    assert home is not None
    assert _masses({"Houston": 0.3}).get(home, 0.0) >= 0.7


def test_words_that_name_no_place_say_nothing() -> None:
    assert _masses({"spoke": 1.0}).keys() <= {_home().home.spot}


def test_a_place_that_rules_are_sure_of_stands_against_a_faint_pointer() -> None:
    choice = Choice(BIBB, "'Bibb County'", 0.95)
    assert where_pointed.weighed(choice, {BIBB: 0.4, HOUSTON: 0.6}) == choice


@pytest.mark.parametrize(("chance", "held"), [(0.9, True), (0.95, False)])
def test_a_place_that_rules_alone_see_is_held_unless_it_is_plainly_named(chance: float, held: bool) -> None:
    found = where_pointed.weighed(Choice(BIBB, "'Bibb County'", chance), {BIBB: 0.2})
    assert found.value == BIBB
    assert (found.chance == where_pointed.DISPUTED) is held


def test_a_doubtful_place_gives_way_to_where_the_model_points() -> None:
    found = where_pointed.weighed(Choice(BIBB, "the place of the sentence before", 0.6), {HOUSTON: 0.97})
    assert found.value == HOUSTON
    assert 0.5 < found.chance < 1.0


def test_a_place_comes_from_the_model_where_rules_found_none() -> None:
    georgia = state_spot("GA")
    assert where_pointed.weighed(Choice(None, "no place", 0.5), {georgia: 0.9}).value == georgia


def test_nothing_found_by_either_stays_nothing() -> None:
    choice: Choice[Spot] = Choice(None, "no place", 0.5)
    assert where_pointed.weighed(choice, {}) == choice


BARE: Final = "ALBANY, N.Y. - The jails of Rensselaer and of Schenectady counties are full. Colonie said 12."


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The jail in Rensselaer had 12, its sheriff said.", "Rensselaer", "Rensselaer County, NY"),
        ("Police in Albany had 12, the chief said.", "Albany", "Albany, NY"),
        ("YONKERS - The chief had 12.", "YONKERS", "Yonkers, NY"),
        ("Of St. Lawrence's inmates 12 were wanted.", "Lawrence", "St. Lawrence County, NY"),
        ("Sheriff Adams had 12.", "Sheriff", None),
        ("Then there were 12 in Hillsborough.", "there", None),
        ("There were 12 in Milwaukee.", "Milwaukee", "Milwaukee County, WI"),
    ],
)
def test_a_bare_name_that_is_pointed_to_is_a_place(text: str, word: str, name: str | None) -> None:
    home = open_paper(BARE, context()).home
    found = where_pointed.bare(
        text, text.index(word), replace(home, code="NY", finder=replace(home.finder, code="NY"))
    )
    assert (found.name if found else None) == name


def test_a_place_named_right_beside_the_number_is_held_and_not_given_up() -> None:
    found = where_pointed.weighed(Choice(BIBB, "'Bibb County'", 0.98), {HOUSTON: 0.99})
    assert (found.value, found.chance) == (BIBB, where_pointed.DISPUTED)


def test_a_bare_name_is_no_place_where_the_state_is_not_known() -> None:
    home = open_paper("The jail received 40 detainers.", context(place=None)).home
    assert home.code is None
    assert where_pointed.bare("The Jefferson jail had 12.", 4, home) is None


def test_the_name_of_a_state_is_no_county_of_that_name() -> None:
    text = "LIHUE, Hawaii - One inmate on Kauai has a detainer, of 49 in the state's prisons."
    home = open_paper(text, context()).home
    assert where_pointed.bare(text, text.index("Hawaii"), home) == state_spot("HI")
