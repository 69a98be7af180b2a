"""Texts that are one text: what makes a copy, what does not, and who told it first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.words import CopyHow
from monitor import copies
from monitor.copies import Common, Copying, Kin, Kinship, Teller, Told, common, related, settle
from monitor.passages import keys, passages
from tests.monitor import copied_texts as texts
from tests.monitor.copied_texts import FAMILIES, RIVERTON, Family
from tests.monitor.ledgers import BPD, World, says

TAKEN: dict[str, Callable[[str], str]] = {
    "verbatim": str,
    "in other clothes": texts.in_other_clothes,
    "cut to a third": texts.cut,
    "cut to a half": lambda text: texts.cut(text, 0.5),
    "reordered": texts.reordered,
    "under a new headline and lead": texts.retitled,
    "within a longer story": texts.embedded,
    "its beginning within a longer story": texts.excerpted,
    "among a site's own words": texts.with_boilerplate,
    "cut, among a site's own words": lambda text: texts.with_boilerplate(texts.cut(text)),
}


def shared_keys(one: str, other: str) -> int:
    return len(set(keys(passages(one))) & set(keys(passages(other))))


def are_related(one: str, other: str, *, hinted: bool = False) -> bool:
    found = related(passages(one), passages(other), hinted=hinted)
    assert (related(passages(other), passages(one), hinted=hinted) is None) is (found is None)
    return found is not None


@pytest.mark.parametrize("how", TAKEN)
@pytest.mark.parametrize("spun", [False, True], ids=["as it was", "spun"])
@pytest.mark.parametrize("family", FAMILIES, ids=["riverton", "marlow", "oakhurst"])
def test_what_others_make_of_a_story_is_found_and_is_a_copy(family: Family, spun: bool, how: str) -> None:
    taken = TAKEN[how](family.spun if spun else family.wire)
    assert shared_keys(taken, family.wire) > 0
    assert are_related(taken, family.wire)


@pytest.mark.parametrize("family", FAMILIES, ids=["riverton", "marlow", "oakhurst"])
def test_reporters_who_quote_the_same_letter_are_witnesses_each(family: Family) -> None:
    one, other = family.reports
    for mine, theirs in (
        (one, other),
        (one, family.wire),
        (other, family.wire),
        (one, family.spun),
        (texts.embedded(one), other),
    ):
        assert not are_related(mine, theirs)


def test_a_sentence_of_the_letter_without_quotation_marks_makes_no_copy() -> None:
    line = "None of the 83 detainers came with such a warrant, the police commissioner wrote in the letter."
    one, other = (f"{line} {report}" for report in RIVERTON.reports)
    assert common(passages(one), passages(other)).words > 0
    assert not are_related(one, other)


def test_what_a_site_puts_around_all_its_stories_makes_no_copy() -> None:
    one, other = (texts.with_boilerplate(report) for report in RIVERTON.reports)
    assert shared_keys(one, other) > 0
    assert not are_related(one, other)


@pytest.mark.parametrize(
    "pair",
    [(texts.letter(2025, 83, 30, 21), texts.letter(2024, 19, 8, 20)), texts.YEARLY_STORIES, texts.MINUTES_OF],
    ids=["letters", "stories", "minutes"],
)
def test_a_form_that_is_filled_in_anew_is_no_copy(pair: tuple[str, str]) -> None:
    assert common(passages(pair[0]), passages(pair[1])).share == 1.0
    assert not are_related(*pair)


def test_a_copy_with_a_misprint_is_still_a_copy_and_the_misprint_its_own_word() -> None:
    wrong = RIVERTON.wire.replace("counted 22", "counted 32")
    assert are_related(wrong, RIVERTON.wire)
    found = common(passages(wrong), passages(RIVERTON.wire))
    (hash_,) = {passage.hash for passage in passages(wrong) if "32" in passage.numbers}
    assert found.own == {hash_}
    assert hash_ not in found.sentences


def test_moderate_likeness_is_enough_where_one_says_that_it_is_a_copy() -> None:
    wire = "\n\n".join(RIVERTON.wire.split("\n\n")[:1])
    brief = f"{wire}\n\n{texts.OF_ITS_OWN}"
    assert not are_related(brief, RIVERTON.wire)
    assert are_related(brief, RIVERTON.wire, hinted=True)
    assert not are_related(texts.OF_ITS_OWN, RIVERTON.wire, hinted=True)


def test_a_short_notice_that_is_the_same_is_a_copy() -> None:
    brief = "\n\n".join(RIVERTON.wire.split("\n\n")[:1])
    assert are_related(brief, brief)


def test_a_longer_storys_own_sentences_are_not_said_to_be_copied() -> None:
    own = "Its own deputies counted 12 detainers in the spring, the valley's sheriff said in his kitchen."
    story = f"{texts.excerpted(RIVERTON.wire)}\n\n{own}"
    found = common(passages(story), passages(RIVERTON.wire))
    assert not found.whole
    (hash_,) = {passage.hash for passage in passages(own)}
    assert hash_ not in found.sentences
    assert {passage.hash for passage in passages(texts.cut(RIVERTON.wire))} <= found.sentences


def test_what_a_whole_copy_adds_with_numbers_of_its_own_is_its_own() -> None:
    own = "Here the police of Fallow got 12 detainers in 2025, their chief told us on the telephone."
    found = common(passages(f"{RIVERTON.wire}\n\n{own}"), passages(RIVERTON.wire))
    assert found.whole
    assert found.own == {passage.hash for passage in passages(own)}


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    assert are_related(one, other) is are_related(other, one)
    keys(passages(one))


# --- who told it first ------------------------------------------------------------------------------------

WHOLE = Common(words=200, sentences=frozenset("abc"), share=1.0, count=9)
SOME = Common(words=80, sentences=frozenset("ab"), share=0.3, count=4)


def teller(document: int, day: int, **more: bool) -> Teller:
    return Teller(document=document, day=date(2026, 1, day), **more)


def kin(other: Teller, **more: object) -> Kin:
    values: dict[str, object] = {"kinship": Kinship(WHOLE, WHOLE), "how": CopyHow.ALIKE}
    return Kin(teller=other, **(values | more))  # type: ignore[arg-type]


def originals(of: Teller, *others: Kin) -> tuple[list[int], dict[int, int]]:
    """What it is a copy of, and which documents are copies of what because of it."""
    found = settle(of, others)
    return [c.original for c in found.copies], {c.document: c.original for c in found.copied_by}


def test_the_original_is_the_one_published_first_and_not_the_one_met_first() -> None:
    early, late = teller(9, 12), teller(3, 14)
    assert originals(late, kin(early)) == ([9], {})
    assert originals(early, kin(late)) == ([], {3: 9})


def test_of_one_day_the_one_met_first_is_the_original() -> None:
    assert originals(teller(9, 12), kin(teller(3, 12))) == ([3], {})


def test_who_credits_another_is_not_the_original_although_published_first() -> None:
    crediting = teller(3, 10, credits_another=True)
    assert originals(teller(9, 12), kin(crediting)) == ([], {3: 9})
    assert originals(crediting, kin(teller(9, 12))) == ([9], {})


def test_the_one_that_is_named_is_the_original_whenever_it_was_published() -> None:
    assert originals(teller(3, 10), kin(teller(9, 12), named=True)) == ([9], {})
    assert originals(teller(9, 12), kin(teller(3, 10), names=True)) == ([], {3: 9})


def test_a_partys_own_paper_is_nobodys_copy() -> None:
    paper = teller(9, 20, official=True)
    assert originals(paper, kin(teller(3, 10))) == ([], {3: 9})
    assert originals(teller(3, 10), kin(paper)) == ([9], {})


def test_a_copy_of_a_copy_repeats_the_original() -> None:
    assert originals(teller(9, 20), kin(teller(5, 14), original=teller(3, 12))) == ([3], {})


def test_an_original_that_turns_up_late_takes_the_copies_of_the_one_that_stood_for_it() -> None:
    stood = teller(5, 14)
    assert originals(teller(9, 12), kin(stood), kin(teller(6, 15), original=stood)) == ([], {5: 9, 6: 9})


def test_copies_that_a_copy_brings_together_repeat_the_same_original() -> None:
    assert originals(teller(9, 13), kin(teller(3, 12)), kin(teller(5, 14))) == ([3], {5: 3})


def test_only_the_sentences_in_common_are_the_originals_word() -> None:
    (copying,) = settle(teller(9, 13), [kin(teller(3, 12), kinship=Kinship(SOME, WHOLE))]).copies
    assert not copying.whole
    assert (copying.holds("a"), copying.holds("z")) == (True, False)
    whole = replace(copying, whole=True, own=frozenset("z"))
    assert (whole.holds("q"), whole.holds("z")) == (True, False)


# --- the ledger -------------------------------------------------------------------------------------------


def copy(document: int, original: int, *sentences: str, whole: bool = False) -> Copying:
    return Copying(
        document=document,
        original=original,
        how=CopyHow.ALIKE,
        whole=whole,
        sentences=frozenset(sentences),
    )


def links(world: World) -> dict[int, int | None]:
    (claim,) = world.ledger.claims.values()
    return {support.document: support.copy_of for support in claim.supports}


def test_supports_follow_an_original_that_turns_up_late() -> None:
    world = World()
    world.tell("globe", says(BPD, 57))
    world.tell("mirror", says(BPD, 57), copy_of="globe")
    world.tell("herald", says(BPD, 57), original_of=["globe"])
    assert links(world) == {1: 3, 2: 3, 3: None}


def test_a_page_that_takes_a_story_of_its_own_speaks_for_itself_again() -> None:
    world = World()
    world.tell("herald", says(BPD, 57))
    world.tell("globe", says(BPD, 57), copy_of="herald")
    assert links(world) == {1: None, 2: 1}
    world.tell("globe", says(BPD, 57, sentence="Its own reporter counted 57."))
    assert links(world) == {1: None, 2: None}


def test_in_a_story_that_only_holds_another_its_own_figures_are_its_own() -> None:
    world = World()
    taken, own = says(BPD, 57), says(BPD, 15, 2024)
    world.tell("herald", taken)
    told = Told((copy(2, 1, taken.sentence_hash),))
    ledger = copies.relinked(world.ledger, 2, told)
    assert ledger.claims == world.ledger.claims
    assert (told.origin(taken.sentence_hash), told.origin(own.sentence_hash)) == (1, None)


def test_a_document_is_never_a_copy_of_itself() -> None:
    world = World()
    world.tell("globe", says(BPD, 57))
    world.tell("herald", says(BPD, 57), copy_of="globe")
    world.tell("herald", says(BPD, 57), original_of=["globe"])
    assert links(world) == {1: 2, 2: None}
