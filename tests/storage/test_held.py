"""Readings that wait for a person: counted once a text, ordered, filtered, and what of them is new."""

from __future__ import annotations

from datetime import timedelta

from config.words import Certainty, Fate, Hand, ReviewVerdict
from storage import documents, findings, held, reviews, tallies
from storage.database import Store
from storage.held import Order, Reason
from storage.records import Figure, Ledger, Period, ReadFigure, Review, Version
from tests.storage import world
from tests.storage.world import NOW, figure


def read(store: Store, key: str, text: str, *figures: Figure) -> Version:
    """A document with this text, in which these readings are held."""
    version = world.stored(store, key, text)
    fates = [
        ReadFigure(figure=each, fate=Fate.UNSURE if each.certainty is Certainty.UNSURE else Fate.UNPLACED)
        for each in figures
    ]
    told = world.findings(version, figures=tuple(fates), after=Ledger(), changes=(), owed=())
    store.transact(findings.record, told, NOW)
    return version


def unsure(value: int, ordinal: int = 0) -> Figure:
    return figure(value, ordinal=ordinal, certainty=Certainty.UNSURE)


def say(store: Store, version: Version, about: Figure) -> None:
    word = Review(
        document_id=version.document_id,
        sentence_hash=about.sentence_hash,
        metric=about.metric,
        value=about.value,
        verdict=ReviewVerdict.REJECTED,
        corrected=None,
        by="NAME",
        note="",
        at=NOW,
    )
    store.transact(reviews.add, word)


def values(store: Store, **asked: object) -> list[int]:
    with store.read() as conn:
        return [each.stored.figure.value for each in held.readings(conn, **asked)]  # type: ignore[arg-type]


def test_copies_of_one_text_wait_once_and_a_word_on_one_ends_it_for_all(store: Store) -> None:
    reading = unsure(15)
    read(store, "https://a/1", "the same text", reading)
    copy = read(store, "https://b/1", "the same text", reading)
    read(store, "https://c/1", "another text", reading)
    with store.read() as conn:
        found = held.readings(conn)
        assert [each.documents for each in found] == [2, 1]
        assert held.count(conn) == tallies.of_store(conn).held == 2
    say(store, copy, reading)
    with store.read() as conn:
        assert [each.stored.document_id for each in held.readings(conn)] == [3]
        assert len(findings.find_figures(conn, held=True)) == held.count(conn) == 1


def test_what_a_later_version_no_longer_says_does_not_wait(store: Store) -> None:
    read(store, "https://a/1", "one text", unsure(15))
    read(store, "https://a/1", "its second text", unsure(16))
    assert values(store) == [16]


def test_what_most_probably_is_news_comes_first(store: Store) -> None:
    none = Period()
    read(store, "https://a/1", "a", figure(1, place="", period=none, hand=Hand.SECOND))
    read(store, "https://a/2", "b", figure(2, period=none, hand=Hand.SECOND))
    read(store, "https://a/3", "c", figure(3, period=none))
    read(store, "https://a/4", "d", unsure(4), unsure(5, ordinal=1))
    assert values(store) == [4, 5, 3, 2, 1]
    assert values(store, order=Order.OLDEST) == [1, 2, 3, 4, 5]
    assert values(store, order=Order.NEWEST, limit=2) == [5, 4]
    assert values(store, limit=2, skip=2) == [3, 2]


def test_readings_are_found_by_place_and_reason(store: Store) -> None:
    read(store, "https://a/1", "a", unsure(1), figure(2, ordinal=1, place=""))
    read(store, "https://a/2", "b", figure(3, period=Period(), place="us-il-chicago"))
    assert values(store, reason=Reason.NO_PLACE) == [2]
    assert values(store, reason=Reason.NO_PERIOD) == [3]
    assert values(store, reason=Reason.UNSURE) == [1]
    assert values(store, places=["us-il-chicago"]) == [3]
    assert values(store, places=["us-ma-boston", "us-ma"]) == [1]


def test_a_reading_without_a_place_is_looked_for_where_its_document_is(store: Store) -> None:
    world.declare(store, "feed")
    run = world.begin(store, None)
    seen = world.seen("https://a/1", "a", place="us-ma-boston")
    [made] = store.transact(documents.record_seen, run.id, [seen], NOW)
    assert made.version_id is not None
    with store.read() as conn:
        version = documents.version(conn, made.version_id)
    fate = ReadFigure(figure=figure(2, place=""), fate=Fate.UNPLACED)
    told = world.findings(version, figures=(fate,), after=Ledger(), changes=(), owed=())
    store.transact(findings.record, told, NOW + timedelta(hours=1))
    assert values(store, places=["us-ma-boston"]) == [2]
    with store.read() as conn:
        assert held.readings(conn)[0].stored.place == "us-ma-boston"


def test_only_what_has_come_since_is_new(store: Store) -> None:
    for number in range(5):
        read(store, f"https://a/{number}", f"text {number}", unsure(number))
    with store.read() as conn:
        first = held.waiting(conn)
        assert (first.total, first.new) == (5, 5)
        assert [each.figure.value for each in first.newest] == [4, 3, 2]
        assert held.waiting(conn, first.last).new == 0
    read(store, "https://a/9", "text 9", unsure(9))
    with store.read() as conn:
        again = held.waiting(conn, first.last)
        assert (again.total, again.new, [each.figure.value for each in again.newest]) == (6, 1, [9])


def test_nothing_waits_in_an_empty_store(store: Store) -> None:
    with store.read() as conn:
        assert held.count(conn) == 0
        assert held.waiting(conn, 7) == held.Waiting(total=0, new=0, newest=(), last=7)
