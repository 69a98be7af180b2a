"""Every kind of change in words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.loading import load
from config.words import ChangeKind, Hand, Metric, PeriodKind, Qualifier
from monitor import phrases, wording
from monitor.names import Names
from monitor.year_before import Earlier
from storage.records import Change, Point
from tests.monitor import golden, world
from tests.monitor.deliver import samples

NAMES = samples.names()


def sentence(change: Change) -> str:
    return wording.sentence(change, NAMES)


def test_every_kind_has_its_own_words() -> None:
    told = {change.kind: sentence(change) for change in samples.every_kind()}

    assert set(told) == set(ChangeKind)
    assert len(set(told.values())) == len(told)


def test_every_sentence_is_the_one_that_was_read_aloud() -> None:
    """Where the wording is changed on purpose: `python -m tests.monitor.golden`, and read the difference."""
    assert golden.told() == golden.FILE.read_text(encoding="utf-8")


def test_every_kind_is_among_those_read_aloud() -> None:
    assert {change.kind for _, change in golden.named()} == set(ChangeKind)


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
        "Boston police say they received no ICE detainer requests in 2025."
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
        (PeriodKind.CLOSED, "2018-07-01", "2019-06-30", "from July 2018 through June 2019"),
        (PeriodKind.CLOSED, "2025-02-01", "2025-04-30", "from February through April 2025"),
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


def compared(now: int, before: int, **more: Any) -> str:
    """What Boston police say of 2025, beside what they said of 2024."""
    side = world.side(value=now, **{"hand": Hand.FIRST, **more.pop("side", {})})
    facts = {"qualifier": Qualifier.EXACT, "hand": Hand.FIRST, **more.pop("earlier", {})}
    point = world.POINT._replace(**more)
    return wording.compared(side, point, Earlier(before, **facts), NAMES)


@pytest.mark.parametrize(
    ("now", "before", "then", "difference"),
    [
        (57, 15, "15", "up by 42: nearly four times as many, an increase of 280 percent"),
        (15, 57, "57", "down by 42: about a quarter as many, a decrease of 74 percent"),
        (57, 57, "57", "the same"),
        (1300, 1204, "1,204", "up by 96: an increase of 8 percent"),
        (19999, 20000, "20,000", "down by 1: a decrease of less than 1 percent"),
        (6, 12, "12", "down by 6: half as many, a decrease of 50 percent"),
        (400, 19, "19", "up by 381: more than ten times as many, an increase of 2,005 percent"),
        # a share of a few is noise that reads like news: it is told in words
        (5, 2, "2", "up by 3: more than twice as many"),
        (9, 8, "8", "up by 1"),
        # nothing is a multiple of none
        (5, 0, "none", "up by 5"),
        (0, 5, "5", "down by 5"),
        (0, 0, "none", "the same"),
    ],
)
def test_the_year_before(now: int, before: int, then: str, difference: str) -> None:
    told = f"Boston police said {then} for 2024; the number for 2025 is {difference}."

    assert compared(now, before) == told


def test_dollars_are_much_and_not_many() -> None:
    told = compared(50_000, 20_000, metric=Metric.COST)

    assert told == (
        "Boston police said $20,000 for 2024; the number for 2025 is up by $30,000: more than twice as much, "
        "an increase of 150 percent."
    )


def test_what_is_not_known_of_the_year_before_is_said() -> None:
    told = wording.compared(world.side(), world.POINT, None, NAMES)

    assert told == "What Boston police said for 2024 is not known here."


def test_of_nobody_in_particular_there_is_no_year_before() -> None:
    side = world.side("unnamed@us-ma-boston", hand=Hand.SECOND, document_id=2)

    assert wording.compared(side, world.POINT, None, NAMES) == ""


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (57, 15, "about 15 for 2024; the number for 2025 is up by about 42: nearly four times as many."),
        (57, 55, "about 55 for 2024; the number for 2025 is about the same."),
    ],
)
def test_a_rough_number_has_a_rough_difference(now: int, before: int, text: str) -> None:
    rough = {"qualifier": Qualifier.APPROX}

    assert compared(now, before, earlier=rough) == f"Boston police said {text}"


def test_a_bound_has_no_difference() -> None:
    assert compared(57, 15, earlier={"qualifier": Qualifier.AT_LEAST}) == (
        "Boston police said at least 15 for 2024."
    )


def test_a_letter_and_hearsay_are_compared_with_a_word_on_which_is_which() -> None:
    heard, own = {"hand": Hand.SECOND}, {"hand": Hand.FIRST}
    up = "the number for 2025 is up by 42: nearly four times as many, an increase of 280 percent."

    assert compared(57, 15, earlier=heard) == f"Boston police were reported to have said 15 for 2024; {up}"
    assert compared(57, 15, side=heard, earlier=own) == (
        f"In a document of their own, Boston police said 15 for 2024; {up}"
    )


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(Qualifier), st.sampled_from(Qualifier))
def test_every_comparison_is_a_sentence(now: int, before: int, one: Qualifier, other: Qualifier) -> None:
    told = compared(now, before, side={"qualifier": one}, earlier={"qualifier": other})

    assert told.endswith(".")
    assert "None" not in told
    if before < 10 or one is not Qualifier.EXACT or other is not Qualifier.EXACT:
        assert "percent" not in told
    bounds = (Qualifier.AT_LEAST, Qualifier.AT_MOST)
    if one not in bounds and other not in bounds and abs(now - before) > max(now, before) / 2 > 2:
        assert ("up by" in told) == (now > before)
        assert ("down by" in told) == (now < before)


def test_a_fiscal_year_is_that_of_who_speaks() -> None:
    """ICE's begins in October; the shipped catalogue has Boston's in July."""
    shipped = Names(catalogue=load(None, {}).catalogue)
    federal = world.POINT._replace(first="2018-10-01", last="2019-09-30")
    city = world.POINT._replace(first="2018-07-01", last="2019-06-30")

    assert shipped.period(federal, "ice") == "in fiscal year 2019 (October 2018 through September 2019)"
    assert shipped.period(federal, world.POLICE) == "from October 2018 through September 2019"
    assert shipped.period(city, world.POLICE) == "in fiscal year 2019 (July 2018 through June 2019)"
    before = wording.compared(
        world.side("ice", 57), federal, Earlier(40, Qualifier.EXACT, Hand.FIRST), shipped
    )
    assert before == (
        "ICE said 40 for fiscal year 2018 (October 2017 through September 2018); the number for fiscal year "
        "2019 is up by 17: an increase of 42 percent."
    )


# --- who is not heard, who is not named --------------------------------------------------------------


@pytest.mark.parametrize(
    ("party", "heard", "text"),
    [
        (world.POLICE, (), "ICE has not been heard on this in the sources that we watch."),
        (world.POLICE, ("dhs",), ""),
        ("ice", ("ice",), "Boston police have not been heard on this in the sources that we watch."),
        ("ice", ("ice", world.POLICE), ""),
        ("the mayor", (), ""),
    ],
)
def test_who_has_not_been_heard_is_said(party: str, heard: tuple[str, ...], text: str) -> None:
    assert wording.unheard_note(world.side(party), world.POINT, frozenset(heard), NAMES) == text


def test_of_what_only_one_of_them_counts_nobody_else_is_missed() -> None:
    honored = world.POINT._replace(metric=Metric.HONORED)
    running = world.POINT._replace(kind=PeriodKind.RUNNING, last="")

    for point in (honored, running, world.POINT._replace(agency="")):
        assert wording.unheard_note(world.side(), point, frozenset(), NAMES) == ""


def test_where_no_agency_is_named_that_is_said() -> None:
    told = wording.whole_place_note(world.POINT._replace(agency=""), NAMES)

    assert told == "No agency is named; the number is taken to be for Boston, MA, as a whole."
    assert wording.whole_place_note(world.POINT, NAMES) == ""


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


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        (
            "us-ma-middlesex-county",
            "Middlesex County, MA",
        ),  # which the catalogue of these tests does not know
        ("us-ma-boston", "Boston, MA"),
        ("Springfield", "Springfield"),
    ],
)
def test_a_place_that_only_a_text_names_is_called_by_its_name(id_: str, name: str) -> None:
    assert NAMES.place(id_) == name


def test_an_agency_that_only_an_id_names_is_called_by_what_it_says() -> None:
    assert NAMES.speaker("us-ma-boston/council").says == "the council of Boston says"


@pytest.mark.parametrize(
    ("title", "url", "name"),
    [
        ("A letter", "https://a.example/x.pdf", "“A letter”"),
        ("", "https://a.example/data/table.csv?x=1", "“table.csv”"),
        ("", "https://a.example/news/", "“https://a.example/news/”"),
        ("ICE: “none”", "", "“ICE: ‘none’”"),
    ],
)
def test_a_document_without_a_title_is_called_by_its_file_or_address(title: str, url: str, name: str) -> None:
    assert samples.names(world.document(1, title=title, url=url)).title(1) == name
