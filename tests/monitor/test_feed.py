"""The Atom feed: by the rules, with ids that stay, and with what became of what it told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.words import ChangeKind, Metric, Quiet
from monitor import changes_feed, feed, review, told
from monitor.export import Format, Wanted, write
from storage import findings
from storage.records import Change
from tests.monitor import atomrules
from tests.monitor.atomrules import ATOM
from tests.monitor.deliver import samples
from tests.monitor.newsroom import PLACE, START, Newsroom
from tests.monitor.test_review import figure_id

HERALD = "Boston police received 15 ICE detainer requests in 2024, the department said."
ICE = "ICE said it issued 198 detainer requests to Boston police in 2024."


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path)
    room.settle_in()
    yield room
    room.store.close()


def exported(room: Newsroom, **wanted: Any) -> bytes:
    stream = io.BytesIO()
    public = wanted.pop("public_url", None)
    settings = replace(room.settings, public_url=public)
    write(room.store, settings, Wanted(**wanted), Format.ATOM, stream, room.time)
    assert atomrules.broken(stream.getvalue()) == []
    return stream.getvalue()


def kinds(raw: bytes) -> list[str]:
    return [entry.find(f"{ATOM}category").get("term") for entry in atomrules.entries(raw)]  # type: ignore[union-attr,misc]


def ids(raw: bytes) -> list[str]:
    return [entry.findtext(f"{ATOM}id") or "" for entry in atomrules.entries(raw)]


def record(room: Newsroom, *changes: Change) -> None:
    """Changes as they are found, told to nobody."""
    room.store.transact(findings.record_changes, list(changes), (), room.time)


# --- by the rules ---------------------------------------------------------------------------------


def test_a_reader_of_feeds_reads_who_says_what_and_where(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD, title="Police point to fax")
    parsed = feedparser.parse(exported(room))
    assert not parsed.bozo
    entry = parsed.entries[0]
    assert entry.link == "https://herald.example.org/a"
    assert "15" in entry.title
    assert entry.summary.startswith("Boston police")
    html = entry.content[0]
    assert html.type == "text/html"
    assert "<blockquote><p>“Boston police received 15 ICE detainer requests in 2024" in html.value
    assert '<a href="https://herald.example.org/a">Police point to fax (' in html.value
    assert "SHA-256" in html.value
    assert entry.published == entry.updated


def test_every_kind_of_change_makes_a_valid_entry() -> None:
    context = samples.context()
    entries = []
    for change in samples.every_kind():
        whole = told.completed(change, context.evidence)
        entries.append(
            feed.Entry(told=told.entry(whole, (), context.evidence, context.names, context.public_url))
        )
    raw = feed.atom(OF, entries)
    assert atomrules.broken(raw) == []
    parsed = feedparser.parse(raw)
    assert (parsed.bozo, len(parsed.entries)) == (False, len(entries))
    assert all(entry.summary and entry.content[0].value for entry in parsed.entries)


OF = feed.FeedOf(store="5" * 32, made_on="2026-01-01", title="t", updated=datetime(2026, 1, 1, tzinfo=UTC))


@given(text=st.text(max_size=80))
@settings(max_examples=50, deadline=None)
def test_no_text_breaks_the_feed_or_becomes_markup(text: str) -> None:
    entry = {
        "id": 1,
        "key": text,
        "at": "2026-01-01T00:00:00+00:00",
        "label": text,
        "headline": text,
        "sentence": f"<script>{text}</script>",
        "kind": "new",
        "notes": [text],
        "document": {"title": text, "url": f"javascript:{text}"},
    }
    raw = feed.atom(replace(OF, title=text, what=text), [feed.Entry(told=entry)])
    assert atomrules.broken(raw) == []
    content = atomrules.entries(raw)[0].findtext(f"{ATOM}content") or ""
    assert "<script" not in content
    assert "href" not in content


def test_an_empty_feed_is_a_feed(tmp_path: Path) -> None:
    empty = Newsroom(tmp_path)
    parsed = feedparser.parse(exported(empty))
    empty.store.close()
    assert (parsed.bozo, parsed.entries) == (False, [])
    assert parsed.feed.updated.startswith(START.date().isoformat())


def test_with_an_address_of_ones_own_it_says_where_it_is(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD)
    parsed = feedparser.parse(exported(room, public_url="https://d.example.org/", name="my feed.atom"))
    rels = {link.rel: link.href for link in parsed.feed.links}
    assert rels == {"alternate": "https://d.example.org/", "self": "https://d.example.org/my%20feed.atom"}
    links = {link.rel: link.href for link in parsed.entries[0].links}
    assert links["alternate"] == "https://herald.example.org/a"
    assert links["related"].startswith("https://d.example.org/changes/")


# --- ids ------------------------------------------------------------------------------------------


def test_ids_stay_while_others_come(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD)
    first = exported(room)
    room.publish("globe", "b", ICE)
    second = exported(room)
    assert len(ids(second)) == len(ids(first)) + 1
    assert ids(second)[-len(ids(first)) :] == ids(first)
    assert exported(room) == second


def test_a_change_that_is_found_again_has_the_id_it_had(tmp_path: Path) -> None:
    """Restored from before, a store finds the same changes in another order."""
    one, other = ("herald", HERALD), ("globe", HERALD.replace("2024", "2022").replace("15", "19"))
    found = []
    for number, order in enumerate(((one, other), (other, one))):
        room = Newsroom(tmp_path / str(number))
        room.settle_in()
        for name, text in order:
            room.publish(name, "a", text)
        with room.store.read() as conn:
            changes = {change.key: change.id for change in findings.changes(conn)}
        found.append((changes, {key: feed.tag_of(OF, key) for key in changes}))
        room.store.close()
    (rows, tags), (rows_again, tags_again) = found
    assert rows.keys() == rows_again.keys()
    assert rows != rows_again
    assert tags == tags_again
    assert len(set(tags.values())) == 2


def test_feeds_of_different_places_and_metrics_are_different_feeds(room: Newsroom) -> None:
    asked: list[dict[str, Any]] = [
        {},
        {"places": [PLACE], "asked": [PLACE]},
        {"metric": Metric.REQUESTS},
        {"places": [PLACE], "asked": [PLACE], "metric": Metric.REQUESTS},
        {"quiet_too": True},
    ]
    parsed = [feedparser.parse(exported(room, **each)).feed for each in asked]
    assert len({each.id for each in parsed}) == len(asked)
    assert parsed[3].title == "Detainer Watch: what changed in Boston, MA (requests)"


# --- what stands in it ----------------------------------------------------------------------------


def test_only_the_place_and_the_metric_that_were_asked_for(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD)
    room.publish("globe", "b", "Boston police honored 3 ICE detainers in 2024, the department said.")
    assert len(ids(exported(room))) == 2
    assert len(ids(exported(room, metric=Metric.HONORED))) == 1
    assert len(ids(exported(room, places=[PLACE], asked=[PLACE]))) == 2
    assert ids(exported(room, places=["us-il"], asked=["us-il"])) == []
    assert len(ids(exported(room, since=room.time + timedelta(days=1)))) == 0


def test_what_is_quiet_or_only_the_operators_stays_out_unless_asked_for(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD)
    plain: dict[str, Any] = {"at": room.time, "run_id": 1}
    record(
        room,
        Change(key="failing:herald:1", kind=ChangeKind.FAILING, source_id="herald", **plain),
        Change(key="gone:1", kind=ChangeKind.GONE, document_id=1, **plain),
        Change(key="gone:2", kind=ChangeKind.GONE, document_id=1, more={"carries_figure": True}, **plain),
        Change(
            key="cannot-tell:x:2025",
            kind=ChangeKind.OVERDUE,
            duty_id="x",
            more={"cannot_tell": True, "place": PLACE},
            **plain,
        ),
        Change(key="edited:1", kind=ChangeKind.EDITED, document_id=1, quiet=Quiet.BACKGROUND, **plain),
    )
    assert kinds(exported(room)) == ["gone", "new"]
    assert kinds(exported(room, quiet_too=True)) == ["edited", "overdue", "gone", "gone", "failing", "new"]


def test_only_the_newest_are_in_it(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes_feed, "MAX_ENTRIES", 2)
    for year in (2021, 2022, 2023):
        room.publish("herald", f"y{year}", HERALD.replace("2024", str(year)))
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in atomrules.entries(exported(room))]
    assert ["2023" in titles[0], "2022" in titles[1], len(titles)] == [True, True, 2]


def test_what_was_a_mistake_of_ours_says_so_under_its_own_id(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD)
    before = atomrules.entries(exported(room))[0]
    room.wait(hours=30)
    review.reject(room.store, room.settings, room.clock, figure_id(room, 15), by="Ana")
    taken_back, after = atomrules.entries(exported(room))

    assert taken_back.findtext(f"{ATOM}title", "").startswith("Our correction")
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")
    assert after.findtext(f"{ATOM}updated", "") == room.time.isoformat(timespec="seconds")
    assert after.findtext(f"{ATOM}summary", "").startswith("Our correction: ")
    assert after.findtext(f"{ATOM}content", "").startswith("<p><strong>Our correction: ")
    assert [each.get("term") for each in after.findall(f"{ATOM}category")] == ["new", "retracted"]
    assert b"Ana" not in exported(room)  # told to whom we told the mistake, not to everybody


def test_a_withdrawn_value_says_so_and_the_value_of_another_party_does_not(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD)
    room.publish("globe", "b", ICE)
    with room.store.read() as conn:
        new = next(change for change in findings.changes(conn) if change.kind is ChangeKind.NEW)
    room.wait(hours=8)
    gone = replace(
        new, id=None, key="withdrawn:x", kind=ChangeKind.WITHDRAWN, at=room.time, before=new.after, after=None
    )
    record(room, gone)
    told_again = {
        entry.findtext(f"{ATOM}title", "").partition(":")[0]: [
            each.get("term") for each in entry.findall(f"{ATOM}category")
        ]
        for entry in atomrules.entries(exported(room))
    }
    assert told_again["New"] == ["new", "withdrawn"]
    assert told_again["Conflict"] == ["conflicting", "withdrawn"]
