"""Every kind of change in words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.words import ChangeKind, Hand, Metric, PeriodKind, Qualifier
from monitor import phrases, wording
from storage.records import Change, Point
from tests.monitor import world
from tests.monitor.deliver import samples

NAMES = samples.names()


def sentence(change: Change) -> str:
    return wording.sentence(change, NAMES)


def test_every_kind_has_its_own_words() -> None:
    told = {change.kind: sentence(change) for change in samples.every_kind()}

    assert set(told) == set(ChangeKind)
    assert len(set(told.values())) == len(told)


@pytest.mark.parametrize(
    ("change", "label", "text"),
    [
        (world.new(), "New", "Boston police say 57 ICE detainer requests were made to them in 2025."),
        (world.declined(), "New", "Boston police say they declined 57 ICE detainer requests in 2025."),
        (
            world.conflicting(),
            "Conflict",
            "ICE says 167 ICE detainer requests were made to Boston police in 2025, according to Boston "
            "Herald; Boston police say 57.",
        ),
        (
            world.conflicting(
                between_reports=True,
                after=world.side(value=75, hand=Hand.SECOND, document_id=2),
                party=world.POLICE,
            ),
            "Reports differ",
            "Reports differ on one figure: Boston police say 75 ICE detainer requests were made to them in "
            "2025, according to Boston Herald; another has 57.",
        ),
        (
            world.change(ChangeKind.REVISED, after=world.side(value=61), before=world.side()),
            "Revised",
            "Boston police now say 61 ICE detainer requests were made to them in 2025; before, they said 57.",
        ),
        (
            world.change(
                ChangeKind.CORRECTED,
                after=world.side("ice", 189, hand=Hand.SECOND, document_id=2),
                before=world.side("ice", 198, hand=Hand.SECOND, document_id=2),
            ),
            "Corrected",
            "Boston Herald changed its text: it now has it that ICE says 189 ICE detainer requests were made "
            "to Boston police in 2025; before, it had 198.",
        ),
        (
            world.change(ChangeKind.WITHDRAWN, before=world.side()),
            "Withdrawn",
            "No longer in the sources that carried it: Boston police say 57 ICE detainer requests were made "
            "to them in 2025. It was looked for twice; no independent source that we watch still has it.",
        ),
        (
            world.change(ChangeKind.RETRACTED, before=world.side(value=287), more={"by": "A. Editor"}),
            "Our correction",
            "We told you: Boston police say 287 ICE detainer requests were made to them in 2025. That "
            "reading was wrong, as found by A. Editor. Please disregard it.",
        ),
        (
            world.change(
                ChangeKind.OVERDUE,
                point=None,
                duty_id="boston-letter",
                more={"period": "2025", "due_on": "2025-12-31"},
            ),
            "Not seen yet",
            "The yearly letter on detainer requests (Boston Trust Act, Boston, MA) for 2025, due December "
            "31, 2025, has not been seen yet in the sources that we watch.",
        ),
        (
            world.change(
                ChangeKind.OVERDUE,
                point=None,
                duty_id="boston-letter",
                more={"period": "2025", "cannot_tell": True, "failing": ["boston-legistar"]},
            ),
            "Cannot tell",
            "We cannot tell whether the yearly letter on detainer requests (Boston Trust Act, Boston, MA) "
            "for 2025 has come: boston-legistar is failing.",
        ),
        (
            world.change(
                ChangeKind.FAILING, point=None, source_id="wbur", more={"failures": 3, "reason": "x"}
            ),
            "Source failing",
            "The source wbur failed 3 times in a row: x.",
        ),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Change) else None,
)
def test_it_says_who_says_what(change: Change, label: str, text: str) -> None:
    assert wording.label(change) == label
    assert sentence(change) == text


def test_nobody_is_said_to_have_failed_to_file() -> None:
    for change in samples.every_kind():
        assert "failed to" not in sentence(change)


@pytest.mark.parametrize("metric", list(Metric))
@pytest.mark.parametrize("value", [0, 1, 2, 1204])
@pytest.mark.parametrize("party", [world.POLICE, "ice", "unnamed@us-ma-boston", "the mayor"])
@pytest.mark.parametrize("agency", [world.POLICE, "", "the county jail"])
def test_no_number_is_bare(metric: Metric, value: int, party: str, agency: str) -> None:
    point = world.POINT._replace(metric=metric, agency=agency)
    side = world.side(party, value, hand=Hand.SECOND, document_id=2)
    text = sentence(world.new(point=point, after=side))

    assert re.search(r"\b(say|says)\b", text)
    assert "in 2025" in text
    assert "{" not in text
    assert "None" not in text
    assert not re.search(r"\b1 (?:\w+ ){0,3}(requests|detainers|releases|people)\b", text)
    if value > 1:
        assert phrases.number(value) in text


def test_zero_is_not_silence() -> None:
    side = world.side(value=0)

    assert sentence(world.new(after=side)) == (
        "Boston police say no ICE detainer requests were made to them in 2025."
    )
    assert wording.zero_note(side) == "The zero is stated in the document; it is not a missing number."
    assert wording.zero_note(world.side(value=0, qualifier=Qualifier.AT_LEAST)) == ""


def test_where_nobody_is_named_that_is_said() -> None:
    side = world.side("unnamed@us-ma-boston", 57, hand=Hand.SECOND, document_id=2)

    assert sentence(world.new(after=side)).startswith("Boston Herald, naming no speaker, says 57 ICE")


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        (Qualifier.EXACT, "1,204 ICE"),
        (Qualifier.APPROX, "about 1,204 ICE"),
        (Qualifier.AT_LEAST, "at least 1,204 ICE"),
        (Qualifier.AT_MOST, "at most 1,204 ICE"),
    ],
)
def test_what_is_not_exact_is_told_so(qualifier: Qualifier, text: str) -> None:
    assert text in sentence(world.new(after=world.side(value=1204, qualifier=qualifier)))


@pytest.mark.parametrize(
    ("kind", "first", "last", "text"),
    [
        (PeriodKind.CLOSED, "2025-01-01", "2025-12-31", "in 2025"),
        (PeriodKind.CLOSED, "2025-04-01", "2025-06-30", "in the second quarter of 2025"),
        (PeriodKind.CLOSED, "2024-02-01", "2024-02-29", "in February 2024"),
        (PeriodKind.CLOSED, "2018-07-01", "2019-06-30", "from July 1, 2018 to June 30, 2019"),
        (PeriodKind.CLOSED, "2025-02-01", "2025-04-30", "from February 1, 2025 to April 30, 2025"),
        (PeriodKind.DAY, "2026-02-01", "2026-02-01", "on February 1, 2026"),
        (PeriodKind.RUNNING, "2025-01-20", "", "since January 20, 2025 (as of November 1, 2025)"),
        (PeriodKind.FISCAL, "2019-01-01", "2019-12-31", "in fiscal year 2019 (its first month is not known)"),
        (PeriodKind.NONE, "", "", "in a period that is not known"),
        (PeriodKind.CLOSED, "garbage", "", "in a period that is not known"),
    ],
)
def test_periods_are_told_as_people_do(kind: PeriodKind, first: str, last: str, text: str) -> None:
    point = Point("us-ma-boston", "", Metric.REQUESTS, kind, first, last)

    assert phrases.period_of(point, date(2025, 11, 1)) == text


# --- the year before ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (57, 15, "For the year before (2024), Boston police said 15; this is 42 more (+280%)."),
        (15, 57, "For the year before (2024), Boston police said 57; this is 42 fewer (-74%)."),
        (57, 57, "For the year before (2024), Boston police said 57; this is the same number."),
        (5, 2, "For the year before (2024), Boston police said 2; this is 3 more."),  # no share of a few
        (5, 0, "For the year before (2024), Boston police said 0; this is 5 more."),
        (1300, 1204, "For the year before (2024), Boston police said 1,204; this is 96 more (+8%)."),
    ],
)
def test_the_year_before(now: int, before: int, text: str) -> None:
    told = wording.compared(world.side(value=now), world.POINT, (before, Qualifier.EXACT), NAMES)

    assert told == text


def test_what_is_not_known_of_the_year_before_is_said() -> None:
    told = wording.compared(world.side(), world.POINT, None, NAMES)

    assert told == "What Boston police said for the year before is not known here."


def test_rough_numbers_have_no_difference() -> None:
    told = wording.compared(world.side(), world.POINT, (50, Qualifier.APPROX), NAMES)

    assert told == "For the year before (2024), Boston police said about 50."


def test_a_stock_has_no_year_before() -> None:
    point = world.POINT._replace(kind=PeriodKind.DAY, first="2026-02-01", last="2026-02-01")

    assert wording.compared(world.side(), point, None, NAMES) == ""


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ("2024-01-01", "2024-12-31", ("2023-01-01", "2023-12-31")),
        ("2025-02-01", "2025-02-28", ("2024-02-01", "2024-02-29")),  # month ends stay month ends
        ("2024-02-01", "2024-02-29", ("2023-02-01", "2023-02-28")),
        ("2020-01-01", "2024-12-31", None),  # years together
    ],
)
def test_a_year_earlier_in_the_calendar(first: str, last: str, before: tuple[str, str] | None) -> None:
    found = phrases.year_before(world.POINT._replace(first=first, last=last))

    assert (found and (found.first, found.last)) == before


# --- lines ----------------------------------------------------------------------------------------


@given(st.text(alphabet=st.characters(), max_size=600), st.integers(min_value=5, max_value=300))
def test_a_line_is_one_printable_bounded_line(text: str, limit: int) -> None:
    line = phrases.one_line(text, limit)

    assert len(line) <= limit
    assert line == line.strip()
    assert all(char.isprintable() for char in line)
    assert len(line.splitlines()) <= 1
    line.encode()


@pytest.mark.parametrize(
    ("url", "page", "link"),
    [
        ("https://a.example/x.pdf", 3, "https://a.example/x.pdf#page=3"),
        ("https://a.example/x#s", 3, "https://a.example/x#s"),
        ("http://a.example/a b\"<c>'", None, "http://a.example/a%20b%22%3Cc%3E%27"),
        ("javascript:alert(1)", None, None),
        ("data:text/html,x", None, None),
        ("//a.example/x", None, None),
        ("https://user:pass@a.example/", None, None),
        ("https://a.example\\@b.example/", None, None),
        ("https://a.example/\nx", None, None),
        ("https:///x", None, None),
        ("https://[::1", None, None),
        ("https://a.example/" + "x" * 3000, None, None),
        ("", None, None),
    ],
)
def test_only_http_becomes_a_link(url: str, page: int | None, link: str | None) -> None:
    assert phrases.link(url, page) == link


@pytest.mark.parametrize("change", samples.every_kind(), ids=lambda change: f"{change.kind}-{change.id}")
def test_a_change_without_its_facts_is_told_all_the_same(change: Change) -> None:
    bare: Any = world.change(change.kind, point=None, party=None, document_id=None, version_id=None)

    assert sentence(bare)
    assert wording.headline(bare, NAMES)


@given(st.text(alphabet=st.characters(), max_size=300))
def test_names_from_outside_never_break_a_sentence(text: str) -> None:
    side = world.side(text or "x", hand=Hand.SECOND, document_id=2)
    change = world.new(after=side, party=text, point=world.POINT._replace(agency=text, place=text))

    for told in (sentence(change), wording.headline(change, NAMES)):
        assert told == phrases.one_line(told, 900)
