"""The first look at a source, and what is old when it is met."""

from __future__ import annotations

import pytest

from tests.monitor.scenarios.conftest import Going, Opened
from tests.monitor.scenarios.watch import BPD, DAY, ICE, TO_BPD, Watch, dated, docket, feed

NEW_57 = "New: Boston police say they received 57 ICE detainer requests in 2025"
BAY = feed("bay-paper", "The Bay Paper")


def test_a_first_run_is_told_in_one_summary(watching: Opened) -> None:
    watch = watching(feed(), docket())
    watch.story("/a", BPD.format(15, 2024))
    watch.story("/b", ICE.format(198, 2024))
    watch.letter(57)
    watch.visit()
    summary = [
        f"baseline: Conflict: ICE says 198, Boston police say 15: {TO_BPD.replace('2025', '2024')}",
        f"baseline: {NEW_57}",
    ]
    assert watch.heard() == {"desk": summary, "morning": summary}
    watch.visit()
    assert watch.heard() == {}


def test_sources_that_finish_within_the_hour_share_one_summary(watching: Opened) -> None:
    watch = watching(feed(), BAY, docket())
    watch.story("/a", BPD.format(15, 2024))
    watch.story("/c", BPD.format(19, 2023), paper="bay-paper")
    watch.letter(57)
    watch.visit("harbor-paper")
    assert watch.heard() == {}  # the others may still join
    watch.wait(minutes=20)
    watch.visit("bay-paper", "city-council")
    heard = watch.heard()
    assert heard["desk"] == [f"baseline: {NEW_57}"]  # the newest of the series; the others stand in the store
    assert heard == {"desk": heard["desk"], "morning": heard["desk"]}


def test_a_late_source_has_a_summary_of_its_own(watching: Opened) -> None:
    watch = watching(feed(), docket())
    watch.story("/a", BPD.format(15, 2024))
    watch.visit("harbor-paper")
    watch.wait(minutes=70)
    first = watch.heard()
    assert first["desk"] == [
        "baseline: New: Boston police say they received 15 ICE detainer requests in 2024"
    ]
    watch.letter(57)
    watch.visit("city-council")
    assert watch.heard()["desk"] == [f"baseline: {NEW_57}"]


def test_what_the_first_run_listed_is_news_once_it_is_edited(watching: Opened) -> None:
    watch = watching(docket())
    watch.letter(57)
    watch.visit()
    watch.heard()
    watch.wait(hours=3)
    watch.letter(61)
    watch.visit()
    assert watch.heard() == {
        "desk": ["Revised: Boston police now say 61, before 57: ICE detainer requests in 2025"]
    }


def test_an_empty_first_look_is_told_nobody(watching: Opened) -> None:
    watch = watching(feed(), docket())
    watch.story("/snow", "The city removed the snow from nineteen streets.")
    watch.visit()
    assert watch.heard() == {}


def test_a_baseline_ends_the_same_and_is_told_the_same_in_whatever_order_it_is_read(watching: Opened) -> None:
    ends = []
    for order in (("harbor-paper", "city-council"), ("city-council", "harbor-paper")):
        watch = watching(feed(), docket())
        watch.story("/a", BPD.format(60, 2025), ICE.format(167, 2025))
        watch.letter(57)
        watch.visit(*order)
        told = watch.heard()["desk"]
        ends.append(
            (watch.standing(), watch.disputed(), [line for line in told if "Reports differ" not in line])
        )
    assert ends[0] == ends[1]
    assert ends[0][2] == [
        f"baseline: Conflict: ICE says 167, Boston police say 57: {TO_BPD}",
        f"baseline: {NEW_57}",
    ]


# --- old news -------------------------------------------------------------------------------------


def a_letter_is_known(watch: Watch) -> None:
    watch.letter(57)
    watch.visit()
    watch.heard_next_morning()
    watch.wait(hours=3)


@pytest.fixture
def settled(going: Going) -> Watch:
    """A paper and a council that were read for the first time, with a letter of 57 for 2025."""
    return going(a_letter_is_known, feed(), docket())


def test_an_old_story_found_later_fills_silently(settled: Watch) -> None:
    settled.story("/old", BPD.format(12, 2022), published=dated(2023, 2, 1))
    settled.visit()
    assert settled.heard() == {}
    assert settled.heard_next_morning() == {"morning": ["digest: Nothing new; 2 of 2 sources worked"]}
    assert (
        settled.standing()["requests,2022-01-01..2022-12-31 by us-ma-boston/police"] == "standing 12, past []"
    )


def test_an_old_story_that_contradicts_is_for_the_digest(settled: Watch) -> None:
    settled.story("/old", ICE.format(80, 2025), published=dated(2025, 12, 20))
    settled.visit("harbor-paper")
    assert settled.heard() == {}
    assert settled.heard_next_morning() == {
        "morning": [f"digest: Conflict: ICE says 80, Boston police say 57: {TO_BPD}"]
    }


def test_a_story_of_last_week_is_news(settled: Watch) -> None:
    settled.story("/late", ICE.format(80, 2024), published=settled.now - 7 * DAY)
    settled.visit("harbor-paper")
    assert settled.heard() == {
        "desk": ["New: ICE says it made 80 detainer requests to Boston police in 2024"]
    }


# --- an outage ------------------------------------------------------------------------------------


def test_five_weeks_down_what_an_official_source_has_is_told_though_it_is_dated_before(
    settled: Watch,
) -> None:
    settled.wait(days=35)
    settled.letter(44, year=2024, number=2, dated=settled.now - 50 * DAY)
    settled.visit("city-council")
    heard = settled.heard()
    assert heard["desk"] == [
        "New: Boston police say they received 44 ICE detainer requests in 2024 [appeared]"
    ]


def test_five_weeks_down_news_of_the_outage_is_told_and_older_news_is_not(settled: Watch) -> None:
    went_down = settled.now
    settled.wait(days=35)
    settled.story("/old", BPD.format(12, 2022), published=went_down - 20 * DAY)
    settled.story("/missed", ICE.format(167, 2025), published=went_down + DAY)
    settled.visit("harbor-paper")
    assert settled.heard()["desk"] == [f"Conflict: ICE says 167, Boston police say 57: {TO_BPD}"]
