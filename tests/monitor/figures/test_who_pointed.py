"""Whom the language model points to as the speaker, beside what rules found."""

from __future__ import annotations

import pytest

from monitor.figures import sentences, who_pointed
from monitor.figures.hearing import Listener
from monitor.figures.language import Grasp
from monitor.figures.paper import Choice
from monitor.figures.parties import Speaker
from monitor.figures.sides import METRICS
from monitor.figures.weighing import Chances

TEXT = "The sheriff opened the meeting. An ICE spokesman was there. The jail received 57 detainers, he said."
SHERIFF, ICE = Speaker("", "sheriff", "The sheriff"), Speaker("ice", "ICE", "ICE spokesman")


def _name(words: str) -> Speaker:
    return ICE if "ICE" in words else SHERIFF


def _masses(speakers: dict[str, float]) -> dict[Speaker | None, float]:
    pointed = {TEXT.index(word): chance for word, chance in speakers.items()}
    grasp = Grasp(Chances((0.0,) * len(METRICS)), 0.0, {}, pointed, {})
    lines = sentences.split(TEXT)
    heard = Listener(asked=who_pointed.offsets({0: grasp})).listen(lines)
    return who_pointed.masses(grasp, heard, [line.start for line in lines], _name, None)


def test_words_of_a_party_give_it_their_chance_whether_or_not_it_is_said_to_speak() -> None:
    found = _masses({"ICE": 0.3, "spokesman": 0.5})
    assert found[ICE] == pytest.approx(0.8)


def test_what_points_to_nobody_is_left_for_the_paper_itself() -> None:
    assert _masses({"sheriff": 0.25})[None] == pytest.approx(0.75)


def test_words_of_hardly_any_chance_are_not_looked_up() -> None:
    assert ICE not in _masses({"spokesman": who_pointed.HEEDED / 2})


def test_a_speaker_that_rules_are_sure_of_stands_against_a_faint_pointer() -> None:
    choice = Choice(SHERIFF, "'he said'", 0.9)
    assert who_pointed.weighed(choice, {SHERIFF: 0.4, ICE: 0.6}) == choice


def test_a_doubtful_speaker_gives_way_to_whom_the_model_points_to() -> None:
    found = who_pointed.weighed(Choice(SHERIFF, "told first", 0.36), {ICE: 0.95})
    assert found.value == ICE
    assert 0.5 < found.chance < 1.0


def test_parties_of_one_name_are_one_party() -> None:
    choice = Choice(SHERIFF, "'he said'", 0.5)
    again = Speaker("", "sheriff", "the man with the star")
    assert who_pointed.weighed(choice, {again: 0.9}) == choice


def test_nobody_is_a_choice_too() -> None:
    assert who_pointed.weighed(Choice(SHERIFF, "told first", 0.36), {None: 0.97}).value is None
