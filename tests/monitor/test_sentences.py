"""Whatever is to be told, and of whomever: it is a sentence, and it says who says it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.words import ChangeKind, Hand, Metric, PeriodKind, Qualifier
from monitor import phrases, wording
from storage.records import Change, Json, Point, Side
from tests.monitor import golden, world
from tests.monitor.deliver import samples

NAMES = golden.NAMES
PARTIES = (world.POLICE, "ice", "dhs", "unnamed@us-ma-boston", "the mayor", "city officials", "")
AGENCIES = (world.POLICE, "", "the county jail", "us-ma-somerville/police")
PERIODS = (
    (PeriodKind.CLOSED, "2025-01-01", "2025-12-31"),
    (PeriodKind.CLOSED, "2018-07-01", "2019-06-30"),
    (PeriodKind.CLOSED, "2025-04-01", "2025-06-30"),
    (PeriodKind.CLOSED, "2025-01-20", "2025-11-03"),
    (PeriodKind.RUNNING, "2025-01-20", ""),
    (PeriodKind.DAY, "2026-05-01", "2026-05-01"),
    (PeriodKind.FISCAL, "2019-01-01", "2019-12-31"),
    (PeriodKind.NONE, "", ""),
)
#: a sentence that would say more than we know, or leave out who says it
FORBIDDEN = re.compile(r"\bNone\b|\btrue\b|\btrue number\b|failed to|\{|\}|  | ,|,,|\.\.|,\.|;\.|:\.| \.")
END = re.compile(r"[.!?…]”?$")


def is_well_told(change: Change) -> None:
    text, subject = wording.sentence(change, NAMES), wording.line(change, NAMES)
    assert not FORBIDDEN.search(text), text
    assert not FORBIDDEN.search(subject), subject
    assert END.search(text), text
    assert text[0] == text[0].upper()
    assert not subject.endswith("."), subject
    assert len(text) <= 900
    assert len(subject) <= phrases.MAX_SUBJECT
    assert len(text.splitlines()) == len(subject.splitlines()) == 1
    assert not re.search(r"\b1 (?:\w+ ){0,2}(?:requests|detainers|releases|people)\b", text), text
    assert not re.search(r"[<>=+*#_|~^\\]", text), text  # read aloud, each is a word of its own


FIGURES = [kind for kind in ChangeKind if kind in wording.NEEDS_AFTER or kind in wording.NEEDS_ONE]


@pytest.mark.parametrize("kind", FIGURES)
@pytest.mark.parametrize("metric", list(Metric))
def test_no_number_is_bare_whoever_says_it_of_whomever_and_whenever(kind: ChangeKind, metric: Metric) -> None:
    for change in _combinations(kind, metric):
        is_well_told(change)
        text = wording.sentence(change, NAMES)
        assert re.search(r"\b(?:say|says|said)\b", text), text


def _combinations(kind: ChangeKind, metric: Metric) -> Iterator[Change]:
    """Every speaker of every agency; period, amount and hand go round, each with each of the others."""
    turns = itertools.cycle(itertools.product((0, 1, 57, 1204), Qualifier, PERIODS, Hand))
    for party, agency in itertools.product(PARTIES, AGENCIES):
        for value, qualifier, (shape, first, last), hand in itertools.islice(turns, 3):
            point = Point("us-ma-boston", agency, metric, shape, first, last)
            side = world.side(party, value, qualifier=qualifier, hand=hand, document_id=1 + value % 2)
            other = world.side("ice", 40, hand=Hand.SECOND, document_id=2)
            across = kind in wording.ACROSS
            yield world.change(
                kind,
                point=point,
                party=party,
                after=side,
                before=other if across else world.side(party, 40, hand=hand),
                between_reports=across and value == 57,
            )


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_nothing_that_may_be_stored_breaks_a_sentence(data: st.DataObject) -> None:
    change = data.draw(CHANGES)

    text, subject = wording.sentence(change, NAMES), wording.line(change, NAMES)
    for told in (text, subject):
        assert told == phrases.one_line(told, 900)
        assert "  " not in told
    assert text
    assert len(text) <= 900
    assert len(subject) <= phrases.MAX_SUBJECT
    assert wording.label(change)
    assert samples.made([change]).subject


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_what_we_know_ourselves_is_always_well_told(data: st.DataObject) -> None:
    """With names of the catalogue and numbers of any size, every kind reads as it should."""
    kind = data.draw(st.sampled_from(FIGURES))
    point = Point(
        "us-ma-boston",
        data.draw(st.sampled_from(AGENCIES)),
        data.draw(st.sampled_from(Metric)),
        PeriodKind.CLOSED,
        *sorted(day.isoformat() for day in data.draw(st.tuples(_DAYS, _DAYS))),
    )
    sides = st.builds(
        world.side,
        st.sampled_from(PARTIES),
        st.integers(0, 10**9),
        qualifier=st.sampled_from(Qualifier),
        hand=st.sampled_from(Hand),
        document_id=st.sampled_from((1, 2, 3, 99)),
    )
    is_well_told(
        world.change(
            kind,
            point=point,
            after=data.draw(sides),
            before=data.draw(sides),
            between_reports=data.draw(st.booleans()),
        )
    )


_DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
_TEXTS = st.text(max_size=80)
_FIGURE_FACTS = ("grown", "again", "confirmed_by", "by", "note", "right_value", "stands", "stands_hand")
_DUTY_FACTS = ("period", "due_on", "usual", "perhaps", "cannot_tell", "failing")
_OTHER_FACTS = ("reason", "failures", "counts", "movements", "sentence_before", "place", "carries_figure")
#: what a change may carry by its kind
FACTS = (*_FIGURE_FACTS, *_DUTY_FACTS, *_OTHER_FACTS)
_MORE: st.SearchStrategy[Mapping[str, Json]] = st.dictionaries(
    st.sampled_from(FACTS),
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 10**9),
        _TEXTS,
        st.lists(_TEXTS, max_size=3),
        st.dictionaries(_TEXTS, st.one_of(st.integers(), _TEXTS), max_size=3),
    ),
    max_size=6,
)
_SIDES: st.SearchStrategy[Side] = st.builds(
    world.side,
    st.one_of(st.sampled_from(PARTIES), _TEXTS),
    st.integers(0, 10**15),
    qualifier=st.sampled_from(Qualifier),
    hand=st.sampled_from(Hand),
    document_id=st.integers(0, 4),
    as_of=st.one_of(st.none(), _DAYS),
)
_POINTS = st.builds(
    Point,
    st.one_of(st.just("us-ma-boston"), _TEXTS),
    st.one_of(st.sampled_from(AGENCIES), _TEXTS),
    st.sampled_from(Metric),
    st.sampled_from(PeriodKind),
    st.one_of(_DAYS.map(date.isoformat), _TEXTS),
    st.one_of(_DAYS.map(date.isoformat), _TEXTS),
)


def _change(kind: ChangeKind, **more: Any) -> Change:
    return world.change(kind, **more)


CHANGES = st.builds(
    _change,
    st.sampled_from(ChangeKind),
    point=st.one_of(st.none(), _POINTS),
    party=st.one_of(st.none(), _TEXTS),
    before=st.one_of(st.none(), _SIDES),
    after=st.one_of(st.none(), _SIDES),
    document_id=st.one_of(st.none(), st.integers(0, 4)),
    version_id=st.one_of(st.none(), st.just(11)),
    duty_id=st.one_of(st.none(), st.just(world.DUTY.id), _TEXTS),
    source_id=st.one_of(st.none(), st.just(world.SOURCE.id), _TEXTS),
    between_reports=st.booleans(),
    more=_MORE,
)
