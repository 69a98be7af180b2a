"""What holds of every reading, whatever the text."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.figures.reader import read
from monitor.figures.sentences import split
from storage.records import Figure
from tests.monitor.figures.world import context

PIECES = st.sampled_from(
    [
        "Boston police", "ICE", "received", "rejected all", "15", "57", "1,204", "none of the", "two dozen", 
            "detainers",
        "detainer requests", "in 2024", "last year", "the year before", "so far this year", "since Jan. 20", 
            "said", ".", ",",
        ":", "\n", "\n\n", "\t", " | ", "\f", "Suffolk County", "Franklin County, Ohio", "inmates", 
            "were handed over to",
        "$85", "42 percent", "(1)", "Detainers received", "2023", "FY2019", "\u202e", "\u00ad", "¹", "’", 
            "“", "0", "of those",
        "according to the sheriff", "How many", "?", "a week", "-", "İ", "99999999999999",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join))
WORDS = ["ICE", "detainers", "Boston", "police", "received", "rejected", "the", "city", "jail", "said", "of"]
DATES = st.one_of(st.none(), st.dates(min_value=date(1, 1, 1)))


def check(figure: Figure, text: str, ordinal: int) -> None:
    assert figure.ordinal == ordinal
    assert figure.quote == text[figure.span.start : figure.span.end]
    assert 0 < len(figure.quote) <= 300
    assert figure.sentence.start <= figure.span.start < figure.span.end <= figure.sentence.end <= len(text)
    assert figure.value >= 0
    assert len(figure.sentence_hash) == 32
    assert (figure.page or 0) >= 1
    assert figure.why


@settings(max_examples=150, deadline=None)
@given(TEXTS, DATES, st.booleans())
def test_any_text_is_read_without_fault_and_the_same_way_each_time(
    text: str, published: date | None, official: bool
) -> None:
    given_ = context(published=published, official=official)
    found = read(text, given_)
    for ordinal, figure in enumerate(found):
        check(figure, text, ordinal)
    assert read(text, given_) == found


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "ICE",
                "detainers",
                "Boston",
                "police",
                "received",
                "rejected",
                "the",
                "city",
                "jail",
                "said",
                "of",
            ]
        ),
        max_size=30,
    )
)
def test_a_text_without_a_number_tells_no_figure(words: list[str]) -> None:
    assert read(" ".join(words) + ".", context()) == ()


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_sentences_keep_their_place_and_lose_no_word(text: str) -> None:
    found = split(text)
    for sentence in found:
        assert len(sentence.text) == len(sentence.low) == sentence.end - sentence.start
        assert 0 <= sentence.start < sentence.end <= len(text)
    assert [s.start for s in found] == sorted(s.start for s in found)
    covered = "".join(text[s.start : s.end] for s in found)
    assert "".join(covered.split()) == "".join(text.split())
