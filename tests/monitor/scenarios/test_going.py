"""What is not there, or not whole: a failed fetch is never a change, and what went is told as gone."""

from __future__ import annotations

import pytest

from tests.monitor.scenarios.conftest import Going, Opened
from tests.monitor.scenarios.watch import BPD, Watch, feed, page
from tests.world.pages import Story, article

TEASER = "<p>Subscribe to continue reading this article. Already a subscriber? Log in.</p>"
CHALLENGE = (
    b"<html><head><title>Just a moment...</title></head><body><div id='challenge-error-text'>Enable "
    b"JavaScript and cookies to continue</div>"
    b"<script src='/cdn-cgi/challenge-platform/x.js'></script></body></html>"
)


def a_story_is_told(watch: Watch) -> None:
    watch.visit()
    watch.heard_next_morning()
    watch.wait(hours=1)
    watch.story("/a", BPD.format(57, 2025))
    watch.visit()
    assert watch.heard() == {
        "desk": ["New: Boston police say they received 57 ICE detainer requests in 2025"]
    }


@pytest.fixture
def paper(going: Going) -> Watch:
    """A paper whose story of 57 was told."""
    return going(a_story_is_told, feed())


def test_what_is_no_good_answer_changes_and_withdraws_nothing(paper: Watch) -> None:
    story = paper.site.pages["/a"]
    known = paper.standing()
    answers = (
        {"status": 403, "body": CHALLENGE},
        {"status": 402, "body": TEASER.encode()},
        {"status": 200, "body": b""},
        {"status": 206, "body": b"<html><body><p>Half a"},
    )
    for answer in answers:
        paper.site.say("/a", **answer)  # type: ignore[arg-type]
        paper.wait(hours=7)
        paper.visit(recheck=True)
        assert "desk" not in paper.heard()
        assert paper.standing() == known
    paper.site.pages["/a"] = story
    paper.wait(hours=7)
    paper.visit(recheck=True)
    assert "desk" not in paper.heard()
    assert paper.standing() == known


def test_a_story_that_went_and_came_back_is_told_as_that_and_its_figure_stands(paper: Watch) -> None:
    story = paper.site.pages["/a"]
    known = paper.standing()
    paper.unlist("/a")
    paper.site.say("/a", 404)
    paper.wait(hours=1)
    paper.visit(recheck=True)
    assert paper.heard() == {}  # once may be a mishap
    paper.wait(hours=7)
    paper.visit(recheck=True)
    assert paper.heard() == {"desk": ["Gone: “On detainers” is no longer at its address"]}
    assert paper.standing() == known
    paper.site.pages["/a"] = story
    paper.wait(hours=7)
    paper.visit(recheck=True)
    assert paper.heard() == {"desk": ["Returned: “On detainers” is at its address again"]}
    assert paper.standing() == known


def test_gone_for_good_is_told_at_once(paper: Watch) -> None:
    paper.unlist("/a")
    paper.site.say("/a", 410)
    paper.wait(hours=1)
    paper.visit(recheck=True)
    assert paper.heard() == {"desk": ["Gone: “On detainers” is no longer at its address"]}


def test_a_page_without_a_figure_that_goes_is_the_operators_business(paper: Watch) -> None:
    paper.story("/words", "Nobody knows how many detainers there were, the council heard.")
    paper.visit()
    assert paper.heard() == {}
    paper.unlist("/words")
    paper.site.say("/words", 410)
    paper.wait(hours=1)
    paper.visit(recheck=True)
    assert paper.heard() == {}
    assert paper.heard_next_morning()["box"] == ["Gone: “On detainers” is no longer at its address"]


# --- pages that lose a number -----------------------------------------------------------------------

YEARLY = "In calendar year {} the Boston Police Department received a total of {} ICE detainers."
REST = (
    "Requests are logged by the officer on duty, with the hour at which they came in.",
    "The log is kept for ten years in the archive on the second floor of headquarters.",
    "Anyone may ask to see it on weekdays between nine and four, by appointment.",
)


def yearly(watch: Watch, numbers: dict[int, int]) -> None:
    told = tuple(YEARLY.format(year, number) for year, number in numbers.items())
    story = Story(path="/yearly", title="Detainer requests", paragraphs=(*told, *REST))
    watch.site.put("/yearly", article(story))


@pytest.mark.parametrize("rolling", [False, True])
def test_a_number_that_leaves_its_page_is_withdrawn_unless_the_page_rolls(
    watching: Opened, rolling: bool
) -> None:
    watch = watching(page("/yearly", more="rolling: yes, " if rolling else ""))
    yearly(watch, {2025: 57, 2024: 15, 2023: 19})
    watch.visit()
    watch.heard_next_morning()
    watch.wait(hours=1)
    yearly(watch, {2025: 57, 2024: 15})
    watch.visit()
    assert watch.heard() == {}  # one check proves nothing
    watch.wait(hours=7)
    watch.visit()
    gone = ["No longer found: Boston police say they received 19 ICE detainer requests in 2023"]
    assert watch.heard() == ({} if rolling else {"desk": gone})
    watch.wait(hours=1)
    yearly(watch, {2025: 57, 2024: 15, 2023: 19})
    watch.visit()
    back = ["Back: Boston police say they received 19 ICE detainer requests in 2023"]
    assert watch.heard() == ({} if rolling else {"desk": back})


def test_a_number_that_is_back_in_time_was_never_gone(watching: Opened) -> None:
    watch = watching(page("/yearly"))
    yearly(watch, {2025: 57, 2024: 15, 2023: 19})
    watch.visit()
    watch.heard_next_morning()
    for numbers in ({2025: 57, 2024: 15}, {2025: 57, 2024: 15, 2023: 19}):
        watch.wait(hours=2)
        yearly(watch, numbers)
        watch.visit()
    watch.wait(hours=12)
    watch.visit()
    assert "desk" not in watch.heard()


def test_a_new_year_on_a_page_is_the_headline_and_old_ones_are_background(watching: Opened) -> None:
    watch = watching(page("/yearly"))
    yearly(watch, {2024: 15})
    watch.visit()
    watch.heard_next_morning()
    watch.wait(hours=1)
    yearly(watch, {2025: 57, 2024: 15, 2023: 19, 2022: 12})
    watch.visit()
    assert watch.heard() == {
        "desk": ["New: Boston police say they received 57 ICE detainer requests in 2025"]
    }
    assert len(watch.standing()) == 4
