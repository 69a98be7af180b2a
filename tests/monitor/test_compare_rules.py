"""Cases 53 to 71 as far as the comparison decides them, and the rules around them.

What needs the store (64, 65 to 67) is also in test_findings.py and test_review.py; 56, 57 in
test_health.py and the crawler's verdicts; 69, 70 in test_duties.py; 68 in the wording's own tests.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from config.words import (
    Certainty,
    ChangeKind,
    ClaimState,
    DisputeState,
    DocumentKind,
    Hand,
    Metric,
    PeriodKind,
    Qualifier,
    Quiet,
    SupportRole,
)
from monitor.comparison import Edit, Mode
from storage.records import Claim, Ledger, Period, PutRight, Support
from tests.monitor.ledgers import (
    BOSTON,
    BPD,
    DHS,
    ICE,
    NO_PERIOD,
    NOBODY,
    World,
    days,
    letter,
    says,
    since,
    told,
    year,
)

OTHER = letter(15, 2024)  #: another figure of the same letter, which stays


def claim_of(world: World, party: str = BPD, number: int = 2025) -> Claim:
    claims = [
        claim
        for (point, who), claim in world.ledger.claims.items()
        if who == party and point.first.startswith(str(number))
    ]
    assert len(claims) == 1
    return claims[0]


def live(claim: Claim) -> list[Support]:
    return [support for support in claim.supports if support.ended_at is None]


# --- withdrawals ------------------------------------------------------------------------------------


@pytest.fixture
def letter_world() -> World:
    world = World()
    world.tell("letter", letter(57), OTHER)
    return world


def test_case_53_two_good_checks_six_hours_apart_withdraw_it(letter_world: World) -> None:
    assert letter_world.tell("letter", OTHER) == []
    assert letter_world.check("letter", hours=5.9) == []
    assert told(letter_world.check("letter", hours=0.2)) == ["withdrawn"]
    assert claim_of(letter_world).state is ClaimState.WITHDRAWN
    assert claim_of(letter_world, number=2024).state is ClaimState.STANDING
    assert letter_world.check("letter", hours=100) == []


def test_case_54_a_second_check_that_finds_it_again_is_no_change(letter_world: World) -> None:
    letter_world.tell("letter", OTHER)
    assert letter_world.tell("letter", letter(57), OTHER) == []
    assert letter_world.check("letter", hours=20) == []
    assert claim_of(letter_world).state is ClaimState.STANDING


def test_case_55_reports_do_not_keep_what_the_letter_drops(letter_world: World) -> None:
    letter_world.tell("herald", says(BPD, 57))
    letter_world.tell("mirror", says(BPD, 57), copy_of="herald")
    letter_world.tell("letter", OTHER)
    assert told(letter_world.check("letter", hours=7)) == ["withdrawn"]


def test_a_report_that_another_paper_carries_is_not_withdrawn() -> None:
    world = World()
    world.tell("herald", says(BPD, 57), OTHER)
    world.tell("globe", says(BPD, 57))
    world.tell("herald", OTHER)
    assert world.check("herald", hours=7) == []
    assert claim_of(world).state is ClaimState.STANDING


def test_copies_alone_do_not_keep_a_report() -> None:
    world = World()
    world.tell("herald", says(BPD, 57), OTHER)
    world.tell("mirror", says(BPD, 57), copy_of="herald")
    world.tell("herald", OTHER)
    assert told(world.check("herald", hours=7)) == ["withdrawn"]


def test_a_document_that_went_away_withdraws_nothing(letter_world: World) -> None:
    letter_world.tell("letter", OTHER)
    letter_world.now = letter_world.now.replace(year=2027)
    assert letter_world.check(hours=0) == []


@pytest.mark.parametrize(
    "spared",
    [
        {"cut_short": True},
        {"rolling": True},
        {"kept": 0.59},
        {"page_sentences": frozenset({letter(57).sentence_hash})},
        {"page_numbers": frozenset({57})},
    ],
    ids=["cut short", "rolling", "most of the text gone", "sentence still there", "number still there"],
)
def test_what_may_only_look_gone_is_not_missed(letter_world: World, spared: dict[str, object]) -> None:
    letter_world.tell("letter", OTHER, **spared)  # type: ignore[arg-type]
    assert letter_world.check("letter", hours=7) == []
    assert claim_of(letter_world).state is ClaimState.STANDING


def test_a_count_of_the_year_so_far_makes_room_for_the_next_one() -> None:
    world = World()
    so_far = [letter(3, days("2026-01-01", "2026-01-25")), letter(9, days("2026-01-01", "2026-02-25"))]
    world.tell("page", so_far[0], OTHER)
    assert told(world.tell("page", so_far[1], OTHER)) == ["new"]
    assert world.check("page", hours=7) == []
    fewer = letter(2, days("2026-01-01", "2026-03-25"))
    assert told(world.tell("page", fewer, OTHER)) == ["new"]
    assert told(world.check("page", hours=7)) == ["withdrawn"]  # nine are not two by March


def test_a_withdrawn_claim_whose_support_returns_is_new_again(letter_world: World) -> None:
    letter_world.tell("letter", OTHER)
    letter_world.check("letter", hours=7)
    assert told(letter_world.tell("letter", letter(57), OTHER)) == ["new (again)"]
    assert claim_of(letter_world).state is ClaimState.STANDING
    assert len(live(claim_of(letter_world))) == 1


def test_what_is_back_is_told_though_its_year_is_not_the_latest(letter_world: World) -> None:
    letter_world.tell("letter", letter(57))
    assert told(letter_world.check("letter", hours=7)) == ["withdrawn"]
    assert told(letter_world.tell("letter", letter(57), OTHER)) == ["new (again)"]


def test_a_withdrawn_report_that_returns_is_new_again() -> None:
    world = World()
    world.tell("herald", says(BPD, 57), OTHER)
    world.tell("herald", OTHER)
    assert told(world.check("herald", hours=7)) == ["withdrawn"]
    assert told(world.tell("herald", says(BPD, 57), OTHER)) == ["new (again)"]


def test_a_withdrawn_claim_settles_its_disputes_without_a_further_word(letter_world: World) -> None:
    letter_world.tell("ice", says(ICE, 198))
    letter_world.tell("letter", OTHER)
    assert told(letter_world.check("letter", hours=7)) == ["withdrawn"]
    assert {dispute.state for dispute in letter_world.ledger.disputes.values()} == {DisputeState.SETTLED}


def test_case_58_a_rolling_page_drops_old_years_silently() -> None:
    world = World()
    world.tell("page", *(letter(40 + n, n) for n in range(2021, 2026)), rolling=True)
    changes = world.tell("page", *(letter(40 + n, n) for n in range(2022, 2027)), rolling=True)
    assert told(changes) == ["new"]
    assert changes[0].point is not None
    assert changes[0].point.first == "2026-01-01"
    assert world.check("page", hours=100) == []


# --- who is told ------------------------------------------------------------------------------------


def test_case_59_a_baseline_is_told_in_its_summary_only() -> None:
    world = World()
    changes = [
        *world.tell("docket 1", letter(57), mode=Mode.BASELINE),
        *world.tell("docket 2", says(ICE, 167), mode=Mode.BASELINE),
        *world.tell("docket 3", letter(19, 2023), mode=Mode.BASELINE),
    ]
    assert {change.quiet for change in changes} == {Quiet.BASELINE}
    assert told(changes) == ["new (baseline)", "conflicting (parties, baseline)", "new (baseline)"]
    assert [dispute.state for dispute in world.ledger.disputes.values()] == [DisputeState.OPEN]


def test_case_60_what_an_official_source_lists_after_an_outage_is_live() -> None:
    world = World()
    assert told(world.tell("letter", letter(57, on="2025-12-01"), mode=Mode.LIVE)) == ["new"]
    world = World()
    world.tell("herald", says(BPD, 57))
    assert told(world.tell("letter", letter(57, on="2025-12-01"), mode=Mode.LIVE)) == ["confirmed"]


def test_case_61_old_news_met_late_fills_silently() -> None:
    changes = World().tell("story", says(BPD, 12, 2022), mode=Mode.HISTORY)
    assert told(changes) == ["new (history)"]


def test_case_62_old_news_that_contradicts_goes_to_the_digest() -> None:
    world = World()
    world.tell("letter", letter(12, 2022))
    changes = world.tell("story", says(ICE, 80, 2022), mode=Mode.HISTORY)
    assert told(changes) == ["conflicting (parties, digest)"]


def test_case_63_what_only_a_newer_reader_finds_is_a_report() -> None:
    world = World()
    world.tell("page", letter(57))
    found = [letter(value, 2000 + value) for value in range(12)]
    changes = world.tell("page", letter(57), *found, mode=Mode.REREAD, before=[])
    assert {change.quiet for change in changes} == {Quiet.REREAD}
    assert len(changes) == 12


def test_case_64_what_the_older_text_said_too_is_not_the_pages_news() -> None:
    world = World()
    world.tell("page", OTHER)
    seen_now = says(ICE, 198, 2024)
    changes = world.tell("page", OTHER, seen_now, before=[OTHER, seen_now])
    assert [change.quiet for change in changes] == [Quiet.REREAD]
    assert world.value(ICE, 2024) == 198


def test_case_65_a_confirmed_reading_is_told_with_who_confirmed_it() -> None:
    world = World()
    held = letter(15, certainty=Certainty.UNSURE)
    assert world.tell("scan", held) == []
    world.ledger = replace(world.ledger, confirmed=frozenset({(held.sentence_hash, Metric.REQUESTS, 15)}))
    changes = world.tell("scan", held, before=[], mode=Mode.REVIEW, confirmed_by="Ana", again=True)
    assert told(changes) == ["new"]
    assert changes[0].more["confirmed_by"] == "Ana"


def test_case_66_a_rejected_reading_makes_nothing() -> None:
    figure = letter(287)
    world = World(Ledger(rejected=frozenset({(figure.sentence_hash, Metric.REQUESTS, 287)})))
    assert world.tell("story", figure) == []
    assert world.ledger.claims == {}


def test_case_67_a_corrected_reading_counts_with_its_right_value() -> None:
    figure = letter(51)
    world = World(Ledger(corrected={(figure.sentence_hash, Metric.REQUESTS, 51): PutRight(value=15)}))
    world.tell("scan", figure)
    assert world.value(BPD) == 15


def test_case_68_declined_and_requests_are_two_changes_of_one_version() -> None:
    changes = World().tell("letter", letter(57), letter(57, metric=Metric.DECLINED))
    assert told(changes) == ["new", "new"]
    assert {change.version_id for change in changes} == {1}


def test_case_71_many_changes_of_one_file_are_one_data_release() -> None:
    world = World()
    first = [replace(letter(1000 + 10 * n), agency=f"county {n}", party=ICE, ordinal=n) for n in range(60)]
    world.tell("table", *first, kind=DocumentKind.FILE, mode=Mode.BASELINE)
    second = [replace(f, value=round(f.value * (1.01 if n < 50 else 1.5))) for n, f in enumerate(first)]
    changes = world.tell("table", *second, kind=DocumentKind.FILE)
    assert told(changes) == ["data release"]
    more = changes[0].more
    assert more["counts"] == {"revised": 60, "moved": 10, "moved little": 50}
    movements = more["movements"]
    assert isinstance(movements, list)
    assert len(movements) == 10
    assert isinstance(movements[0], dict)
    assert (movements[0]["before"], movements[0]["after"]) == (1590, 2385)


def test_twenty_changes_of_a_file_are_told_one_by_one() -> None:
    figures = [replace(letter(n), agency=f"county {n}", party=ICE) for n in range(20)]
    assert told(World().tell("table", *figures, kind=DocumentKind.FILE)) == ["new"] * 20


def test_a_routine_source_tells_new_months_in_the_digest_and_conflicts_at_once() -> None:
    world = World()
    assert told(world.tell("table", letter(57), routine=True)) == ["new (digest)"]
    assert told(world.tell("ice", says(ICE, 198), routine=True)) == ["conflicting (parties)"]


# --- documents --------------------------------------------------------------------------------------


def test_an_edit_near_a_figure_is_told_to_who_asks() -> None:
    world = World()
    world.tell("page", letter(57))
    edit = Edit(sentence_before="57 requests.", sentence_after="57 requests, all declined.")
    changes = world.tell("page", letter(57), edit=edit)
    assert told(changes) == ["edited"]
    assert changes[0].more["sentence_after"] == "57 requests, all declined."


def test_an_edit_that_is_told_as_a_revision_is_not_told_twice() -> None:
    world = World()
    world.tell("page", letter(57))
    assert told(world.tell("page", letter(61), edit=Edit(sentence_after="61"))) == ["revised"]


def test_what_appears_is_told_with_or_without_a_number() -> None:
    changes = World().tell("letter", appeared="7")
    assert told(changes) == ["appeared"]
    assert changes[0].key == "appeared:7"
    assert told(World().tell("letter", letter(57), appeared="7")) == ["appeared", "new"]
    assert told(World().tell("letter", appeared="7", mode=Mode.BASELINE)) == []


# --- one party ----------------------------------------------------------------------------------------


def test_a_number_there_and_back_is_two_corrections_in_a_story() -> None:
    world = World()
    world.tell("herald", says(BPD, 57))
    world.tell("globe", says(BPD, 57))
    assert told(world.tell("herald", says(BPD, 75))) == ["corrected"]
    assert told(world.tell("herald", says(BPD, 57))) == ["corrected"]
    assert world.value(BPD) == 57


def test_of_two_reports_the_paper_bears_one_out() -> None:
    world = World()
    world.tell("herald", says(BPD, 50))
    assert told(world.tell("globe", says(BPD, 57))) == ["conflicting (reports)"]
    assert told(world.tell("letter", letter(57))) == ["confirmed"]
    assert world.value(BPD) == 57


def test_the_partys_own_paper_that_says_otherwise_does_not_wait_for_the_digest() -> None:
    world = World()
    world.tell("herald", says(BPD, 57))
    (change,) = world.tell("letter", letter(61))
    assert (told([change]), change.quiet) == (["conflicting (reports)"], Quiet.NO)
    (misprint,) = world.tell("globe", says(BPD, 75))
    assert misprint.quiet is Quiet.DIGEST
    (second_word,) = world.tell("letter 2", letter(61), letter(99))
    assert second_word.quiet is Quiet.DIGEST


def test_a_withdrawn_report_that_the_letter_bears_out_is_first_hand_from_then_on() -> None:
    world = World()
    world.tell("herald", says(BPD, 57), OTHER)
    world.tell("herald", OTHER)
    world.check("herald", hours=7)
    assert told(world.tell("letter", letter(57))) == ["new (again)"]
    assert claim_of(world).now.hand is Hand.FIRST
    assert world.tell("letter 2", letter(57)) == []


def test_a_number_replaces_about_silently() -> None:
    world = World()
    world.tell("herald", says(BPD, 60, qualifier=Qualifier.APPROX))
    assert world.tell("globe", says(BPD, 57)) == []
    assert (world.value(BPD), world.past(BPD)) == (57, set())


def test_a_bound_supports_nothing_but_stands_beside() -> None:
    world = World()
    world.tell("letter", letter(57))
    world.tell("globe", says(BPD, 40, qualifier=Qualifier.AT_LEAST))
    assert [support.role for support in claim_of(world).supports] == [SupportRole.FIRST, SupportRole.WEAK]


def test_the_second_number_of_one_text_moves_nothing() -> None:
    world = World()
    assert told(world.tell("letter", letter(57), letter(75))) == ["new", "conflicting (reports)"]
    assert (world.value(BPD), world.past(BPD)) == (57, {75})


def test_a_text_that_cites_its_old_number_beside_the_new_one_is_one_revision() -> None:
    world = World()
    world.tell("letter", letter(57))
    assert told(world.tell("letter", letter(61), letter(57))) == ["revised"]
    assert world.value(BPD) == 61


def test_an_unrelated_edit_of_an_old_letter_does_not_bring_its_number_back() -> None:
    world = World()
    world.tell("letter", letter(57), OTHER)
    world.tell("letter 2", letter(61))
    assert world.tell("letter", letter(57), OTHER, letter(3, 2020)) != []
    assert world.value(BPD) == 61


def test_a_zero_is_a_value_and_can_be_contradicted() -> None:
    world = World()
    world.tell("letter", letter(0))
    assert told(world.tell("ice", says(ICE, 3))) == ["conflicting (parties)"]


# --- points -------------------------------------------------------------------------------------------


def test_running_totals_are_compared_within_one_party_only() -> None:
    world = World()
    term = since("2025-01-20")
    world.tell("dhs", says(DHS, 6025, term, as_of="2025-11-01"))
    assert told(world.tell("bpd", says(BPD, 10, term, as_of="2025-11-01"))) == ["new"]
    assert world.ledger.disputes == {}


def test_a_fiscal_year_of_unknown_start_is_compared_within_one_party_only() -> None:
    fiscal = Period(kind=PeriodKind.FISCAL, first=year(2025).first, last=year(2025).last)
    world = World()
    world.tell("dhs", says(DHS, 6025, fiscal))
    assert told(world.tell("bpd", says(BPD, 10, fiscal))) == ["new"]
    assert told(world.tell("dhs 2", says(DHS, 7000, fiscal, hand=Hand.FIRST))) == ["conflicting (reports)"]


def test_an_old_story_under_a_new_date_supports_the_year_it_had_first() -> None:
    world = World()
    world.tell("story", says(BPD, 12, 2022, sentence="12 last year", worked_out=True))
    world.tell("copy", says(BPD, 12, 2024, sentence="12 last year", worked_out=True))
    assert len(live(claim_of(world, number=2022))) == 2
    assert world.value(BPD, 2024) is None


def test_a_figure_without_a_period_supports_a_past_value_as_stale() -> None:
    world = World()
    world.tell("letter", letter(57))
    world.tell("letter", letter(61))
    world.tell("farm", says(BPD, 57, NO_PERIOD))
    assert claim_of(world).supports[-1].role is SupportRole.STALE


def test_an_unnamed_party_opens_no_dispute() -> None:
    world = World()
    world.tell("paper", says(NOBODY, 57))
    assert told(world.tell("ice", says(ICE, 198))) == ["new"]
    assert world.ledger.disputes == {}


def test_a_claim_keeps_its_row_when_it_takes_a_name() -> None:
    world = World()
    world.tell("paper", says(NOBODY, 57))
    ((key, claim),) = world.ledger.claims.items()
    world.ledger = replace(world.ledger, claims={key: replace(claim, id=7)})
    world.tell("letter", letter(57))
    assert [(c.party, c.id) for c in world.ledger.claims.values()] == [(BPD, 7)]


# --- keys ---------------------------------------------------------------------------------------------


def test_a_key_says_in_words_what_makes_the_change() -> None:
    world = World()
    (change,) = world.tell("letter", letter(15, 2024))
    assert change.key == f"new:{BOSTON},{BPD},requests,2024-01-01..2024-12-31:{BPD}"
    (change,) = world.tell("elsewhere", says(BPD, 75, 2024))
    assert change.key == f"reports:{BOSTON},{BPD},requests,2024-01-01..2024-12-31:{BPD}:15:75"


def test_words_from_a_text_cannot_break_a_key() -> None:
    (change,) = World().tell("page", says("a:b, c\n" * 60, 3))
    assert "\n" not in change.key
    assert change.key.count(":") == 2
    assert len(change.key) < 400
    assert change.kind is ChangeKind.NEW


def test_a_change_carries_both_sides() -> None:
    world = World()
    world.tell("letter", letter(57))
    (change,) = world.tell("ice", says(ICE, 198, sentence="ICE says 198."))
    assert change.before is not None
    assert change.after is not None
    assert (change.before.party, change.before.value, change.before.document_id) == (BPD, 57, 1)
    assert (change.after.party, change.after.value, change.after.quote) == (ICE, 198, "ICE says 198.")


def test_every_case_of_the_table_has_a_test() -> None:
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    named = {int(n) for text in texts for n in re.findall(r"(?:test_case_|\bCase\(\s*)(\d+)", text)}
    assert set(range(1, 72)) - named == set()
