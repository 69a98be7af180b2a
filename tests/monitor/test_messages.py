"""The message made of what is owed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from config.words import ChangeKind, Hand, Metric, Qualifier, Quiet
from monitor import alerts, messages
from storage.records import Alert, Change, FigureRef
from tests.monitor import world
from tests.monitor.deliver import samples

make = samples.made


def entries(alert: Alert) -> list[Any]:
    found = json.loads(json.dumps(alert.body["changes"]))
    assert isinstance(found, list)
    return found


def honored(value: int = 0) -> Change:
    point = world.POINT._replace(metric=Metric.HONORED)
    return world.new(key="new:honored", id=102, point=point, after=world.side(value=value))


# --- one line -------------------------------------------------------------------------------------


def test_requests_that_were_all_declined_and_honored_zero_are_one_line() -> None:
    (entry,) = entries(make([honored(), world.declined(), world.new()]))

    assert entry["sentence"] == (
        "Boston police say they received 57 ICE detainer requests in 2025 and declined all of them."
    )
    assert [also["metric"] for also in entry["also"]] == ["declined", "honored"]
    assert [also["id"] for also in entry["also"]] == [101, 102]
    assert "Boston police say they honored no ICE detainer requests in 2025." in entry["notes"]


def test_on_one_line_it_is_still_said_what_was_changed() -> None:
    edited = [
        replace(change, kind=ChangeKind.REVISED, before=world.side(value=55))
        for change in (world.new(), world.declined())
    ]
    (entry,) = entries(make(edited))

    assert entry["sentence"] == (
        "Boston police now say they received 57 ICE detainer requests in 2025; before, they said 55. "
        "Boston police also say they declined all of them."
    )


def test_each_number_that_a_publisher_changed_has_its_own_line() -> None:
    kind = ChangeKind.CORRECTED
    edited = [
        replace(change, kind=kind, before=world.side(value=55)) for change in (world.new(), world.declined())
    ]

    assert len(entries(make(edited))) == 2


def test_declined_that_is_less_than_requests_has_its_own_line() -> None:
    some = replace(world.declined(), after=world.side(value=50))

    assert len(entries(make([world.new(), some]))) == 2


def test_declined_of_another_party_has_its_own_line() -> None:
    ice = replace(world.declined(), party="ice", after=world.side("ice", 57))

    assert len(entries(make([world.new(), ice]))) == 2


def test_declined_in_another_text_has_its_own_line() -> None:
    other = replace(world.declined(), after=world.side(version_id=12, figure=FigureRef(12, 1)))

    assert len(entries(make([world.new(), other]))) == 2


def test_rough_numbers_are_not_put_together() -> None:
    about = replace(world.declined(), after=world.side(qualifier=Qualifier.APPROX))

    assert len(entries(make([world.new(), about]))) == 2


def test_honored_that_is_not_zero_has_its_own_line() -> None:
    assert len(entries(make([world.new(), world.declined(), honored(2)]))) == 2


def test_zero_requests_are_not_all_declined() -> None:
    none = [replace(change, after=world.side(value=0)) for change in (world.new(), world.declined())]

    assert len(entries(make(none))) == 2


def test_a_document_that_appeared_joins_the_figure_in_it() -> None:
    (entry,) = entries(make([world.appeared(key="a", id=3), world.new()]))

    assert entry["kind"] == "new"
    assert entry["also"][0]["kind"] == "appeared"
    assert "The document newly appeared in an official source." in entry["notes"]


def test_a_matter_joins_the_figure_in_its_attachment() -> None:
    letter, matter = world.document(1, parent_id=3), world.document(3)
    changes = [world.appeared(key="a", document_id=3), world.new()]

    assert len(entries(make(changes, "run:9/1", letter, matter, world.STORY))) == 1


def test_a_document_without_a_figure_is_told_by_itself() -> None:
    (entry,) = entries(make([world.appeared()]))

    assert entry["document"]["url"] == "https://records.example.org/letter-1.pdf"
    assert entry["document"]["sha256"] == f"{11:064x}"


# --- order, headline, subject ---------------------------------------------------------------------


def test_the_weightiest_is_the_headline_and_the_latest_period_comes_first() -> None:
    older = world.new(key="o", point=world.POINT._replace(first="2024-01-01", last="2024-12-31"))
    alert = make([older, world.new(), world.conflicting(), world.appeared(key="a", document_id=9)])

    assert [entry["kind"] for entry in entries(alert)] == ["conflicting", "new", "new", "appeared"]
    assert entries(alert)[1]["period"]["text"] == "in 2025"
    assert alert.subject == (
        "Conflict: ICE says 167, Boston police say 57: ICE detainer requests to Boston police in 2025 "
        "(and 3 more)"
    )


def test_the_order_in_which_changes_are_met_does_not_matter() -> None:
    changes = samples.every_kind()

    assert make(changes).body == make(list(reversed(changes))).body


def test_a_subject_is_bounded_with_its_count() -> None:
    long = world.appeared(document_id=5)
    alert = make([long, *[replace(long, key=f"k{n}", document_id=6) for n in range(9)]], "run:1/1",
                 world.document(5, title="x" * 900), world.document(6, title="y"))  # fmt: skip

    assert len(alert.subject) <= 200
    assert alert.subject.endswith("(and 9 more)")


def test_what_does_not_fit_is_counted() -> None:
    many = [world.new(key=f"k{n}", id=n, document_id=1) for n in range(messages.MAX_ENTRIES + 5)]
    alert = make(many)

    assert len(entries(alert)) == messages.MAX_ENTRIES
    assert alert.body["left_out"] == 5


# --- what an entry proves -------------------------------------------------------------------------


def test_an_entry_stands_alone() -> None:
    (entry,) = entries(make([world.conflicting()]))

    assert entry["now"]["says"] == "ICE says"
    assert entry["now"]["certainty"] == "likely"
    assert entry["now"]["quote"]["number"] == [19, 22]
    assert entry["now"]["document"]["url"] == "https://news.example.org/story?id=7&x=%3C1%3E"
    assert entry["other"]["party"]["name"] == "Boston Police Department"
    assert entry["other"]["document"]["url"].endswith("#page=2")
    assert entry["before"] is None
    assert any("Not a sure reading" in note for note in entry["notes"])
    assert entry["link"] == "https://detainers.example.org/changes/100"


def test_what_was_said_before_is_no_other_side() -> None:
    (entry,) = entries(
        make([world.change(ChangeKind.REVISED, after=world.side(value=61), before=world.side())])
    )

    assert entry["before"]["value"] == 57
    assert entry["other"] is None


def test_quotes_that_only_the_store_has_are_filled_in() -> None:
    bare = world.side(quote="", document_id=0)
    (entry,) = entries(make([world.conflicting(before=bare)]))

    assert entry["other"]["quote"]["text"] == world.QUOTE
    assert entry["other"]["document"]["id"] == 1


def test_a_period_that_was_worked_out_is_told_so() -> None:
    context = samples.context()
    period = replace(world.figure().period, text="'last year'")
    figure = replace(world.figure(), period=period, period_worked_out=True, stated_on=date(2026, 1, 20))
    evidence = replace(context.evidence, figures={FigureRef(11, 0): figure})
    alert = alerts.make("desk", "run:1/1", [world.new()], replace(context, evidence=evidence))

    (entry,) = entries(alert)
    assert (
        "The period is worked out, not stated: “last year”, read from the date of publication Jan. 20, 2026 "
        "(as it was given with the document), in America/New_York." in entry["notes"]
    )


def test_without_a_public_address_there_are_no_links_to_us() -> None:
    (entry,) = entries(make([world.new()], public_url=None))

    assert entry["link"] is None


# --- occasions ------------------------------------------------------------------------------------


def test_an_empty_digest_says_how_many_sources_worked() -> None:
    alert = make([], "digest:2026-01-28")

    assert alert.subject == "Digest of January 28, 2026: Nothing new; 41 of 43 sources worked"
    assert alert.body["summary"] == ["41 of 43 sources worked.", "Not working: wbur-feed and masslive-feed."]


def test_a_digest_with_news_has_the_sources_as_well() -> None:
    alert = make([world.new()], "digest:2026-01-28")

    assert alert.subject == (
        "Digest of January 28, 2026: Boston police say they received 57 ICE detainer requests in 2025"
    )
    assert alert.body["summary"]


def test_a_first_look_tells_the_newest_of_each_series_and_what_is_open() -> None:
    years = [
        world.new(
            key=f"new:{year}",
            id=year,
            quiet=Quiet.BASELINE,
            point=world.POINT._replace(first=f"{year}-01-01", last=f"{year}-12-31"),
        )
        for year in (2021, 2025, 2023)
    ]
    overdue = world.change(ChangeKind.OVERDUE, point=None, duty_id="boston-letter", quiet=Quiet.BASELINE)
    conflict = world.conflicting(quiet=Quiet.BASELINE)
    alert = make([*years, overdue, conflict], "baseline:2026-01-27")

    assert [entry["kind"] for entry in entries(alert)] == ["conflicting", "new", "overdue"]
    assert entries(alert)[1]["period"]["first"] == "2025-01-01"
    assert alert.subject == (
        "First look at new sources: newest figures of 1 series, 1 open dispute and 1 report not seen yet"
    )
    assert alert.body["summary"] == ["2 earlier or settled findings of these series stand in the store."]


def test_a_dispute_that_was_settled_in_the_baseline_is_not_told() -> None:
    conflict = world.conflicting()
    settled = replace(conflict, kind=ChangeKind.SETTLED, key="s", party=world.POLICE, other_party="ice")
    alert = make([conflict, settled, world.new()], "baseline:2026-01-27")

    assert [entry["kind"] for entry in entries(alert)] == ["new"]


def test_a_correction_names_what_it_corrects() -> None:
    wrong = world.change(ChangeKind.RETRACTED, before=world.side(value=51), after=world.side(value=15))
    alert = make([wrong], "correction:aaaa-bbbb/2")

    assert alert.corrects == alert.body["corrects"] == "aaaa-bbbb"
    assert alert.body["type"] == "correction"


def test_a_release_tells_its_largest_movements() -> None:
    (release,) = [change for change in samples.every_kind() if change.kind is ChangeKind.RELEASE]
    (entry,) = entries(make([release]))

    assert entry["notes"] == [
        "Boston Police Department, ICE detainer requests made to the agency in 2025: 57 before, 61 now."
    ]


def test_a_second_hand_story_is_told_as_one() -> None:
    story = world.new(after=world.side(hand=Hand.SECOND, document_id=2))
    (entry,) = entries(make([story]))

    assert entry["sentence"].endswith("in 2025, according to Boston Herald.")
    assert "Second-hand: as reported by Boston Herald." in entry["notes"]


# --- a first look -----------------------------------------------------------------------------------


def stands(*changes: Change, **now: int) -> Alert:
    """The summary of these changes, where police and ICE say `now` when it is over."""
    named = {"police": world.POLICE, "ice": "ice"}
    present = {(world.POINT, named[who]): world.side(named[who], value) for who, value in now.items()}
    return make(changes, "baseline:2026-01-27", present=present)


def test_a_first_look_tells_what_stands_at_the_end_and_not_what_was_met_first() -> None:
    (entry,) = entries(stands(world.new(after=world.side(value=60)), police=57))

    assert entry["sentence"] == "Boston police say they received 57 ICE detainer requests in 2025."


def test_what_was_met_first_was_neither_confirmed_nor_revised_before_the_readers_eyes() -> None:
    revised = world.change(ChangeKind.REVISED, after=world.side(value=61), before=world.side())
    (entry,) = entries(stands(revised, police=61))

    assert (entry["label"], entry["before"]) == ("New", None)


def test_a_first_look_leaves_out_what_nobody_says_any_more() -> None:
    assert entries(stands(world.new())) == []


def test_a_first_look_tells_a_dispute_as_it_stands_and_none_that_is_over() -> None:
    (entry,) = entries(stands(world.conflicting(), police=61, ice=170))

    assert entry["headline"].startswith("ICE says 170, Boston police say 61")
    assert entries(stands(world.conflicting(), police=170, ice=170)) == []
