"""Copies over the real store: found, linked, told, whatever the order in which they come."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from config.words import ChangeKind, CopyHow
from monitor import findings, reread, witnesses
from monitor.deliver import gathering
from storage import copies, documents, ledger
from storage.records import Change, Ledger, Origin
from tests.monitor import copied_texts as texts
from tests.monitor.newsroom import Newsroom, kinds, source

AP = source("ap", publisher="Associated Press")
SOURCES = (
    source("herald"),
    source("globe"),
    source("mirror"),
    AP,
    source("docket", official=True, publisher="us-ma-boston/police"),
)

#: about Boston and in few words, so that each of its figures is read surely
WIRE = """\
The Boston Police Department received a total of 83 ICE detainers in 2025, police said on Tuesday.

The papers ask a jail to hold a person for two days after he would otherwise walk free, so that \
agents of the federal government can come and take him to a center of theirs.

Under the Trust Act of 2019 the city's officers may not act on an immigration detainer without the \
signature of a judge, and there was no such signature on any of them.

The council's committee on public safety will take up the matter in the spring, when the yearly \
count is due in full.
"""
CREDITED = f"BOSTON (AP) — {WIRE}"
OWN = (
    "Boston police said the department received a total of 83 ICE detainers in 2025. Our reporter asked at "
    "each station what becomes of them. A drawer, said one sergeant. A shredder, for what is no evidence, "
    "said another, and pointed at it with his thumb."
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path, *SOURCES)
    room.settle_in()
    yield room
    room.store.close()


def book(room: Newsroom) -> Ledger:
    with room.store.read() as conn:
        return ledger.everything(conn)


def links(room: Newsroom) -> dict[int, int | None]:
    """Of every document behind the one claim of 2025: what it is a copy of."""
    (claim,) = (one for one in book(room).claims.values() if one.point.first.startswith("2025"))
    return {support.document: support.copy_of for support in claim.supports}


def origin(room: Newsroom, document: int) -> Origin | None:
    with room.store.read() as conn:
        return documents.document(conn, document).origin


def told(room: Newsroom) -> witnesses.Witnesses:
    with room.store.read() as conn:
        (found,) = witnesses.look(conn, ledger.everything(conn).claims.values()).values()
    return found


def sentences(room: Newsroom, changes: list[Change]) -> str:
    from monitor import messages

    context = gathering.context(room.store, changes, room.settings, room.time)
    alert = messages.make("desk", "run:1", changes, context)
    return str(alert.body)


# --- found ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "taken", [texts.reordered, texts.embedded, texts.with_boilerplate], ids=lambda f: f.__name__
)
def test_a_copy_is_linked_to_its_original(room: Newsroom, taken: object) -> None:
    room.publish("herald", "a", WIRE, whole=False)
    assert room.publish("globe", "b", taken(WIRE), whole=False) == []  # type: ignore[operator]
    assert links(room) == {1: None, 2: 1}
    assert told(room) == (1, 2)


def test_a_report_of_ones_own_is_another_witness(room: Newsroom) -> None:
    room.publish("herald", "a", WIRE, whole=False)
    room.publish("globe", "b", OWN, whole=False)
    assert links(room) == {1: None, 2: None}
    assert told(room) == (2, 2)


def test_a_whole_copy_needs_no_keys_and_its_copies_are_found_through_the_original(room: Newsroom) -> None:
    room.publish("herald", "a", WIRE, whole=False)
    room.publish("globe", "b", texts.reordered(WIRE), whole=False)
    room.publish("mirror", "c", texts.reordered(WIRE, seed=5), whole=False)
    assert links(room) == {1: None, 2: 1, 3: 1}
    with room.store.read() as conn:
        assert [bool(copies.keys_of(conn, version)) for version in (1, 2, 3)] == [True, False, False]
        assert [each.document for each in copies.copies_of(conn, [1])] == [2, 3]


def test_last_years_letter_is_no_original_of_this_years(room: Newsroom) -> None:
    for year, count in ((2024, 19), (2025, 83)):
        room.publish(
            "docket", f"{year}", texts.letter(year, count, 8, 20).replace("Riverton", "Boston"), whole=False
        )
    assert {claim.supports[0].copy_of for claim in book(room).claims.values()} == {None}
    assert origin(room, 2) is None


def test_a_page_that_takes_a_story_of_its_own_speaks_for_itself_again(room: Newsroom) -> None:
    room.publish("herald", "a", WIRE, whole=False)
    room.publish("globe", "b", WIRE, whole=False)
    assert origin(room, 2) is not None
    room.publish("globe", "b", OWN, whole=False)
    assert origin(room, 2) is None
    assert links(room)[2] is None


# --- the original is found late -----------------------------------------------------------------------------

COMING = (
    ("ap", "w", WIRE, date(2026, 1, 10)),
    ("globe", "b", CREDITED, date(2026, 1, 11)),
    ("mirror", "c", texts.with_boilerplate(texts.reordered(WIRE)), date(2026, 1, 12)),
)


def test_the_same_links_and_claims_in_whatever_order_they_come(tmp_path: Path) -> None:
    ends = []
    for number, order in enumerate(itertools.permutations(COMING)):
        folder = tmp_path / str(number)
        folder.mkdir()
        room = Newsroom(folder, *SOURCES)
        room.settle_in()
        changes = [
            change.kind
            for name, path, text, day in order
            for change in room.publish(name, path, text, whole=False, published=day)
        ]
        with room.store.read() as conn:
            names = {
                id_: found.key.split("//")[1].split(".")[0]
                for id_, found in documents.by_ids(conn, [1, 2, 3]).items()
            }
        (claim,) = book(room).claims.values()
        copied = {names[s.document]: names.get(s.copy_of or 0) for s in claim.supports}
        rows = {names[id_]: (found := origin(room, id_)) and names.get(found.original or 0) for id_ in names}
        ends.append((copied, rows, claim.now.value, claim.now.hand, told(room), changes))
        room.store.close()
    for end in ends:
        assert end == ends[0]
    links_ = {"ap": None, "globe": "ap", "mirror": "ap"}
    assert ends[0][:2] == (links_, links_)
    assert ends[0][4:] == ((1, 3), [ChangeKind.NEW])


def test_copies_follow_when_what_stood_for_the_original_turns_out_to_be_a_copy(room: Newsroom) -> None:
    room.publish("globe", "b", WIRE, whole=False, published=date(2026, 1, 12))
    room.publish("mirror", "c", texts.reordered(WIRE), whole=False, published=date(2026, 1, 13))
    assert links(room) == {1: None, 2: 1}
    assert room.publish("ap", "w", WIRE, whole=False, published=date(2026, 1, 10)) == []
    assert links(room) == {1: 3, 2: 3, 3: None}
    assert [origin(room, id_) and origin(room, id_).original for id_ in (1, 2, 3)] == [3, 3, None]  # type: ignore[union-attr]


def test_the_party_s_own_letter_is_the_original_of_the_paper_that_prints_it(room: Newsroom) -> None:
    paper = texts.letter(2025, 83, 30, 21).replace("Riverton", "Boston")
    room.publish("herald", "a", texts.with_boilerplate(paper), whole=False)
    room.publish("docket", "letter", paper, whole=False)
    found = origin(room, 1)
    assert found is not None
    assert (found.original, origin(room, 2)) == (2, None)


# --- what pages say -----------------------------------------------------------------------------------------


def test_a_page_that_names_a_known_address_is_its_copy_however_it_is_written(room: Newsroom) -> None:
    room.publish("herald", "a", WIRE, whole=False)
    room.publish("globe", "b", OWN, whole=False, hints={"canonical": "http://www.herald.example.org/a/"})
    assert links(room) == {1: None, 2: 1}
    found = origin(room, 2)
    assert found is not None
    assert (found.original, found.how, found.name) == (1, CopyHow.NAMED, "Herald")


def test_a_page_that_names_an_address_that_comes_later_is_linked_then(room: Newsroom) -> None:
    hints = {"based_on": "https://herald.example.org/a"}
    room.publish("globe", "b", OWN, whole=False, hints=hints, published=date(2026, 1, 2))
    found = origin(room, 1)
    assert found is not None
    assert (found.original, found.name) == (None, "herald.example.org")
    room.publish("herald", "a", WIRE, whole=False, published=date(2026, 1, 10))
    assert links(room) == {1: 2, 2: None}


def test_a_front_page_as_canonical_address_says_nothing(room: Newsroom) -> None:
    room.publish("herald", "", WIRE, whole=False)
    room.publish("globe", "b", OWN, whole=False, hints={"canonical": "https://herald.example.org/"})
    assert origin(room, 2) is None


def test_another_page_of_the_same_site_is_no_original_without_likeness(room: Newsroom) -> None:
    room.publish("herald", "section", WIRE, whole=False)
    room.publish("herald", "b", OWN, whole=False, hints={"canonical": "https://herald.example.org/section"})
    assert links(room) == {1: None, 2: None}
    room.publish(
        "herald", "amp/section", WIRE, whole=False, hints={"canonical": "https://herald.example.org/section"}
    )
    assert links(room)[3] == 1


def test_an_official_page_is_nobody_s_copy_whatever_it_names(room: Newsroom) -> None:
    room.publish("herald", "a", WIRE, whole=False)
    room.publish("docket", "b", WIRE, whole=False, hints={"canonical": "https://herald.example.org/a"})
    assert origin(room, 2) is None


def test_a_credit_names_the_original_that_was_never_seen(room: Newsroom) -> None:
    changes = room.publish("globe", "b", CREDITED, whole=False)
    found = origin(room, 1)
    assert found is not None
    assert (found.original, found.how, found.name) == (None, CopyHow.CREDITED, "Associated Press")
    assert "according to the Associated Press, as carried by Globe" in sentences(room, changes)


def test_a_misprint_in_a_copy_is_not_put_into_the_mouth_of_whom_it_copies(room: Newsroom) -> None:
    longer = f"{WIRE}\n\nIn 2024 there were 31 ICE detainers and in 2023 there were 22, the department said."
    room.publish("herald", "a", longer, whole=False, published=date(2026, 1, 10))
    (change,) = room.publish("mirror", "c", longer.replace("83", "38"), whole=False)
    assert (change.kind, change.between_reports) == (ChangeKind.CONFLICTING, True)
    found = origin(room, 2)
    assert found is not None
    assert (found.original, found.whole) == (1, False)
    assert "as carried by" not in sentences(room, [change])
    assert links(room) == {1: None, 2: None}


def test_papers_that_credit_the_same_service_are_one_source(room: Newsroom) -> None:
    room.publish("globe", "b", CREDITED, whole=False)
    room.publish("mirror", "c", f"By The Associated Press\n\n{OWN}", whole=False)
    assert told(room) == (1, 2)


def test_a_text_that_is_credited_to_its_own_publisher_speaks_for_itself(room: Newsroom) -> None:
    room.publish("ap", "w", CREDITED, whole=False)
    assert origin(room, 1) is None


# --- what follows -------------------------------------------------------------------------------------------


def test_the_alert_counts_who_says_it(room: Newsroom) -> None:
    room.publish("herald", "a", WIRE, whole=False)
    room.publish("globe", "b", texts.reordered(WIRE), whole=False)
    room.publish("mirror", "c", OWN, whole=False)
    letter = "In 2025 the Boston Police Department received a total of 83 ICE detainers."
    changes = room.publish("docket", "letter", letter)
    assert kinds(changes) == ["confirmed"]
    assert "Reported by 3 independent sources (4 documents)." in sentences(room, changes)


def test_reading_all_anew_finds_the_same_copies(room: Newsroom) -> None:
    for name, path, text, day in (COMING[2], COMING[0], COMING[1]):
        room.publish(name, path, text, whole=False, published=day)
    with room.store.read() as conn:
        before = copies.origins_of(conn, [1, 2, 3])
    linked = links(room)
    reread.take_over(room.store, room.settings, room.clock)
    with room.store.read() as conn:
        assert copies.origins_of(conn, [1, 2, 3]) == before
    assert links(room) == linked


def test_a_version_that_is_handled_late_moves_no_copies(room: Newsroom) -> None:
    from storage import findings as stored

    room.publish("herald", "a", WIRE, whole=False)
    with room.run("globe") as run:
        room.see(run, "globe", "b", texts.reordered(WIRE))
    for _ in range(2):
        room.store.transact(stored.failed, 2, room.time)
    room.publish("globe", "b", OWN, whole=False)
    room.store.transact(stored.retry, 2)
    (late,) = findings.process_pending(room.store, room.settings, room.clock)
    assert late.version_id == 2
    assert origin(room, 2) is None
    assert links(room)[2] is None
