"""Digests out of a real store, with a clock that is moved by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from config.settings import Digest, Receiver, Settings, Subscription
from config.words import ChangeKind, DisputeState, Fate, Quiet, ReceiverKind, RunOutcome
from monitor import alerts, messages, subscriptions
from monitor.deliver import bodies, dispatcher, rendering
from storage import deliveries, documents, duties, findings, mutes, outbox, receivers, sources, unsaid
from storage import digests as kept
from storage.database import Store
from storage.records import (
    Alert,
    Change,
    Dispute,
    DutyPeriod,
    FigureRef,
    Findings,
    Ledger,
    Mute,
    Version,
)
from tests.monitor import world
from tests.storage import world as stored_world
from tests.world import webhookschema

NEW_YORK = "America/New_York"
#: ten in the morning in New York
NOW = datetime(2026, 1, 27, 15, 0, tzinfo=UTC)
DAILY = Digest(at=time(7, 30))
HALF_PAST_SEVEN = datetime(2026, 1, 28, 12, 30, tzinfo=UTC)
DAY = timedelta(days=1)


class Newsdesk:
    """A store with one receiver of digests, whose configuration changes under it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.store = Store.open(url, create=True, now=NOW)
        self.now = NOW
        self.zone = NEW_YORK
        self.places: tuple[str, ...] = ()
        self.when: Digest | None = DAILY
        self.more: tuple[Subscription, ...] = ()
        self.operator = "noc"
        self.started_at: datetime | None = None
        self.version: Version | None = None

    @property
    def settings(self) -> Settings:
        def hook(id_: str) -> Receiver:
            address = f"https://hooks.example.org/{id_}"
            return Receiver(id=id_, kind=ReceiverKind.WEBHOOK, address=address, zone=self.zone)

        asked = (Subscription(to=("desk",), places=self.places, when=self.when), *self.more)
        return Settings(
            catalogue=world.CATALOGUE,
            receivers={"desk": hook("desk"), "noc": hook("noc")},
            subscriptions=asked,
            operator=self.operator,
            duties={world.DUTY.id: world.DUTY},
            zone=self.zone,
        )

    def declare(self) -> None:
        kinds = {id_: found.kind.value for id_, found in subscriptions.receivers(self.settings).items()}
        self.store.transact(receivers.sync_receivers, kinds, self.now)

    def happens(self, key: str = "new:1", **more: Any) -> Change:
        if self.version is None:
            self.version = stored_world.stored(self.store)
            self.store.transact(findings.record, _nothing(self.version), self.now)
        change = stored_world.change(self.version, key, **{"at": self.now, **more})
        owed = alerts.owed(change, self.settings, world.CATALOGUE, self.now)
        (made,) = self.store.transact(findings.record_changes, [change], owed, self.now)
        return made

    def gather(self, now: datetime | None = None, **more: bool) -> list[Alert]:
        self.now = now or self.now
        found = dispatcher.gather(
            self.store, self.settings, lambda: self.now, awake_since=self.started_at, **more
        )
        for alert in found:
            webhookschema.check(json.loads(json.dumps(alert.body)))
        return found

    def restart(self) -> None:
        """As after kill -9: another process opens the store."""
        self.store.close()
        self.store = Store.open(self.url, create=False, now=self.now)
        self.started_at = self.now


def _nothing(version: Version) -> Findings:
    """A version that was compared, and nothing came of it."""
    return stored_world.findings(version, changes=(), owed=(), after=Ledger())


def keys(alert: Alert) -> list[Any]:
    told = alert.body["changes"]
    assert isinstance(told, list)
    return [entry["key"] for entry in told if isinstance(entry, dict)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Newsdesk]:
    made = Newsdesk(f"sqlite:///{tmp_path}/watch.db")
    stored_world.declare(made.store, "feed")
    made.declare()
    assert made.gather() == []  # nobody is told of a time before they were there
    yield made
    made.store.close()


# --- one day after another ------------------------------------------------------------------------


def test_it_comes_at_its_hour_with_all_that_is_owed_and_then_not_again(desk: Newsdesk) -> None:
    desk.happens("new:1")
    desk.happens("new:2", point=world.POINT._replace(first="2024-01-01", last="2024-12-31"))

    assert desk.gather(HALF_PAST_SEVEN - timedelta(seconds=1), at_once=True) == []  # it keeps its hour
    (alert,) = desk.gather(HALF_PAST_SEVEN)

    assert (alert.receiver, alert.occasion) == ("desk", "digest:2026-01-28")
    assert keys(alert) == ["new:2", "new:1"]
    assert alert.body["covers"] == {"from": NOW.isoformat(), "to": HALF_PAST_SEVEN.isoformat()}
    assert desk.gather() == []


def test_it_comes_also_when_nothing_happened(desk: Newsdesk) -> None:
    (alert,) = desk.gather(HALF_PAST_SEVEN)

    assert alert.subject == "Digest of January 28, 2026: Nothing new; 0 of 1 source worked"
    assert alert.body["summary"] == ["0 of 1 source worked.", "Not working: feed."]
    assert desk.gather() == []
    (after,) = desk.gather(HALF_PAST_SEVEN + DAY)
    assert after.occasion == "digest:2026-01-29"


def test_a_source_worked_if_it_did_since_the_last_digest(desk: Newsdesk) -> None:
    desk.now = HALF_PAST_SEVEN - timedelta(hours=3)
    run = stored_world.begin(desk.store, "feed", now=desk.now)
    desk.store.transact(
        sources.end_run,
        run.id,
        outcome=RunOutcome.COMPLETE,
        counts={"listed": 1},
        reason=None,
        next_due_at=desk.now + timedelta(hours=1),
        now=desk.now,
    )

    (first,) = desk.gather(HALF_PAST_SEVEN)
    (second,) = desk.gather(HALF_PAST_SEVEN + DAY)  # nobody has looked since

    assert first.body["summary"] == ["1 of 1 source worked."]
    assert second.body["summary"] == ["0 of 1 source worked.", "Not working: feed."]


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        ({}, 2),
        ({"places": ("us-ma-somerville",)}, 1),
        ({"places": ("us-ma-boston",)}, 2),
        ({"places": ("us",)}, 2),
        ({"agencies": (world.POLICE,)}, 2),
        ({"agencies": ("us-ma-somerville/police",)}, 1),
    ],
)
def test_only_the_sources_of_ones_places_are_counted(
    desk: Newsdesk, asked: dict[str, Any], counted: int
) -> None:
    """One of Boston's, and one that the configuration does not place."""
    stored_world.declare(desk.store, "feed", world.SOURCE.id)
    mine = Subscription(to=("desk",), when=DAILY, **asked)
    settings = replace(desk.settings, subscriptions=(mine,), sources={world.SOURCE.id: world.SOURCE})

    (alert,) = dispatcher.gather(desk.store, settings, lambda: HALF_PAST_SEVEN)

    noun = "source" if counted == 1 else "sources"
    assert alert.body["headline"] == f"Nothing new; 0 of {counted} {noun} worked"


def test_the_hour_is_the_receivers_own_over_a_clock_change(desk: Newsdesk) -> None:
    desk.gather(datetime(2026, 3, 6, 0, 0, tzinfo=UTC))
    hours = [timedelta(minutes=minutes) for minutes in range(11 * 60, 13 * 60, 30)]  # from seven to nine
    days = [datetime(2026, 3, day, tzinfo=UTC) for day in (6, 7, 8, 9)]
    made = [alert for day in days for hour in hours for alert in desk.gather(day + hour)]

    told = [(alert.occasion, alert.made_at.strftime("%d %H:%M")) for alert in made]
    assert told == [
        ("digest:2026-03-06", "06 12:30"),
        ("digest:2026-03-07", "07 12:30"),
        ("digest:2026-03-08", "08 11:30"),
        ("digest:2026-03-09", "09 11:30"),
    ]


def test_a_weekly_digest_comes_on_its_day_with_the_whole_week(desk: Newsdesk) -> None:
    desk.when = Digest(at=time(7, 30), weekday=0)
    desk.happens("new:1")
    assert desk.gather(HALF_PAST_SEVEN) == []
    desk.happens("new:2")

    (alert,) = desk.gather(datetime(2026, 2, 2, 12, 30, tzinfo=UTC))

    assert alert.occasion == "digest:2026-02-02"
    assert sorted(keys(alert)) == ["new:1", "new:2"]


def test_a_daily_digest_does_not_take_along_what_waits_for_the_weekly_one(desk: Newsdesk) -> None:
    desk.places = ("us-ma-somerville",)
    desk.more = (
        Subscription(to=("desk",), places=("us-ma-boston",), when=Digest(at=time(7, 30), weekday=0)),
    )
    desk.happens("new:1")

    (daily,) = desk.gather(HALF_PAST_SEVEN)
    (both,) = desk.gather(datetime(2026, 2, 2, 12, 30, tzinfo=UTC))

    assert keys(daily) == []
    assert keys(both) == ["new:1"]


# --- outages and crashes --------------------------------------------------------------------------


def test_after_a_long_outage_one_digest_covers_all_that_was_missed(desk: Newsdesk) -> None:
    desk.happens("new:1")
    desk.now = datetime(2026, 2, 5, 15, 0, tzinfo=UTC)
    desk.restart()

    (alert,) = desk.gather(desk.now + timedelta(minutes=10))

    assert alert.occasion == "digest:2026-02-05"
    assert keys(alert) == ["new:1"]
    assert alert.subject.startswith("Digest of January 27, 2026 to February 5, 2026: ")
    assert alert.body["summary"][0] == (  # type: ignore[index]
        "This digest covers January 27, 2026 to February 5, 2026: those in between could not be made."
    )
    assert desk.gather() == []


def test_after_an_outage_it_waits_a_little_for_a_first_look_at_the_sources(desk: Newsdesk) -> None:
    desk.now = datetime(2026, 2, 5, 15, 0, tzinfo=UTC)
    desk.restart()
    assert desk.gather(desk.now + timedelta(minutes=9)) == []  # the source was not looked at yet

    desk.happens("new:1")
    desk.store.transact(sources.sync, [], desk.now)  # no source is left to wait for
    (alert,) = desk.gather()

    assert alert.occasion == "digest:2026-02-05"
    # found after its hour, so it is owed to the next one, but it waits for the same rhythm
    assert keys(alert) == ["new:1"]


def test_what_is_pending_at_its_hour_still_gets_in(desk: Newsdesk) -> None:
    run = stored_world.begin(desk.store, None)
    [pending] = desk.store.transact(
        documents.record_seen, run.id, [stored_world.seen("https://a/2", "61 requests")], desk.now
    )
    assert pending.version_id is not None

    assert desk.gather(HALF_PAST_SEVEN + timedelta(minutes=1)) == []
    with desk.store.read() as conn:
        version = documents.version(conn, pending.version_id)
    desk.store.transact(findings.record, _nothing(version), desk.now)
    desk.happens("new:late")
    (alert,) = desk.gather()

    assert keys(alert) == ["new:late"]
    assert alert.occasion == "digest:2026-01-28"


def test_it_does_not_wait_for_ever_for_what_is_pending(desk: Newsdesk) -> None:
    run = stored_world.begin(desk.store, None)
    desk.store.transact(documents.record_seen, run.id, [stored_world.seen("https://a/2", "61")], desk.now)

    assert desk.gather(HALF_PAST_SEVEN + timedelta(minutes=9)) == []
    assert len(desk.gather(HALF_PAST_SEVEN + timedelta(minutes=10))) == 1


def test_a_crash_between_freezing_and_sending_repeats_nothing(desk: Newsdesk) -> None:
    desk.happens("new:1")
    (alert,) = desk.gather(HALF_PAST_SEVEN)
    desk.restart()

    assert desk.gather() == []
    with desk.store.read() as conn:
        assert len(deliveries.due(conn, desk.now, 9, ["desk"])) == 1
        assert [each.id for each in outbox.alerts(conn, "desk")] == [alert.id]


def test_a_crash_while_freezing_writes_nothing_and_the_next_round_makes_it_whole(
    desk: Newsdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.happens("new:1")
    with monkeypatch.context() as broken:
        broken.setattr(kept, "advance", lambda *_args: 1 / 0)  # the last thing that is written
        with pytest.raises(ZeroDivisionError):
            desk.gather(HALF_PAST_SEVEN)
    desk.restart()
    with desk.store.read() as conn:
        assert outbox.alerts(conn, "desk") == []

    (alert,) = desk.gather()

    assert (keys(alert), alert.seq) == (["new:1"], 1)


def test_a_change_that_was_taken_back_meanwhile_is_in_no_digest(desk: Newsdesk) -> None:
    told = desk.happens("new:1")
    desk.store.transact(unsaid.unsay, [told.id or 0])

    (alert,) = desk.gather(HALF_PAST_SEVEN)

    assert keys(alert) == []


def test_very_much_is_told_in_several_messages_of_one_digest(
    desk: Newsdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "MAX_ENTRIES", 2)
    for n in range(5):
        desk.happens(
            f"new:{n}", point=world.POINT._replace(first=f"20{n + 10}-01-01", last=f"20{n + 10}-12-31")
        )

    made = desk.gather(HALF_PAST_SEVEN)

    assert [alert.occasion for alert in made] == [f"digest:2026-01-28{part}" for part in ("", "+2", "+3")]
    assert "Digest of January 28, 2026, part 3: " in made[2].subject
    assert sorted(key for alert in made for key in keys(alert)) == [f"new:{n}" for n in range(5)]
    assert desk.gather() == []


# --- changes of the configuration -----------------------------------------------------------------


def test_from_daily_to_weekly_what_is_owed_waits_for_the_week(desk: Newsdesk) -> None:
    desk.happens("new:1")
    desk.when = Digest(at=time(7, 30), weekday=0)

    assert desk.gather(HALF_PAST_SEVEN) == []
    (alert,) = desk.gather(datetime(2026, 2, 2, 12, 30, tzinfo=UTC))

    assert keys(alert) == ["new:1"]


def test_from_daily_to_at_once_what_is_owed_comes_at_once(desk: Newsdesk) -> None:
    desk.happens("new:1")
    desk.when = None

    (alert,) = desk.gather()

    assert keys(alert) == ["new:1"]
    assert desk.gather(HALF_PAST_SEVEN) == []


def test_who_asks_for_digests_again_begins_anew(desk: Newsdesk) -> None:
    desk.when = None
    desk.gather()
    desk.when = DAILY

    assert desk.gather(NOW + 30 * DAY) == []
    assert len(desk.gather(NOW + 31 * DAY)) == 1


@pytest.mark.parametrize(
    ("zone", "hour"), [("America/Los_Angeles", DAILY.at), (NEW_YORK, time(9, 0)), (NEW_YORK, time(17, 0))]
)
def test_another_zone_or_hour_gives_no_second_digest_on_the_same_day(
    desk: Newsdesk, zone: str, hour: time
) -> None:
    assert len(desk.gather(HALF_PAST_SEVEN)) == 1
    desk.zone, desk.when = zone, Digest(at=hour)
    desk.happens("new:1")

    assert desk.gather(HALF_PAST_SEVEN + timedelta(hours=11)) == []
    made = [
        alert for hours in range(12, 40) for alert in desk.gather(HALF_PAST_SEVEN + timedelta(hours=hours))
    ]

    assert [alert.occasion for alert in made] == ["digest:2026-01-29"]
    assert keys(made[0]) == ["new:1"]


def test_who_is_switched_off_gets_one_digest_for_all_when_it_is_on_again(desk: Newsdesk) -> None:
    desk.happens("new:1")
    desk.store.transact(receivers.switch_off, "desk", "HTTP 410", desk.now)
    assert desk.gather(HALF_PAST_SEVEN + 3 * DAY) == []

    desk.store.transact(receivers.switch_on, "desk", desk.now)
    (alert,) = desk.gather()

    assert keys(alert) == ["new:1"]
    assert alert.occasion == "digest:2026-01-31"


# --- what it says ---------------------------------------------------------------------------------


def test_it_is_told_place_by_place_the_newest_first(desk: Newsdesk) -> None:
    places = {"1": "us-ma-somerville", "2": "us-ma-boston", "3": "us-ma-somerville", "4": "us-ma-boston"}
    for n, place in places.items():
        desk.now += timedelta(minutes=1)
        desk.happens(f"new:{n}", point=world.POINT._replace(place=place, agency=""), more={})

    (alert,) = desk.gather(HALF_PAST_SEVEN)

    assert keys(alert) == ["new:4", "new:2", "new:3", "new:1"]


def test_what_still_stands_open_stands_under_it(desk: Newsdesk) -> None:
    desk.happens(
        f"overdue:{world.DUTY.id}:2025",
        kind=ChangeKind.OVERDUE,
        point=None,
        party=None,
        after=None,
        duty_id=world.DUTY.id,
        more={"place": "us-ma-boston", "period": "2025", "due_on": "2025-12-31"},
    )
    late = DutyPeriod(
        duty_id=world.DUTY.id,
        period="2025",
        due_on=NOW.date(),
        grace_until=NOW.date(),
        state="overdue",
        document_id=None,
        changed_at=NOW,
    )
    desk.store.transact(duties.save, late)

    (first,) = desk.gather(HALF_PAST_SEVEN)
    (second,) = desk.gather(HALF_PAST_SEVEN + DAY)
    desk.places = ("us-ma-somerville",)
    (third,) = desk.gather(HALF_PAST_SEVEN + 2 * DAY)

    assert first.body["standing"] == []  # it is told above
    assert [item["kind"] for item in bodies.parts(second.body, "standing")] == ["overdue"]
    assert "Still open:\n- " in rendering.plain(second)
    assert "Still open" in rendering.html(second)
    assert third.body["standing"] == []  # of another place


def _disputed(desk: Newsdesk) -> None:
    """ICE said 167 where the police say 57; by now it says 198."""
    desk.happens("new:1")
    assert desk.version is not None
    police = stored_world.change(desk.version).after
    assert police is not None
    desk.happens(
        "conflicting:1",
        kind=ChangeKind.CONFLICTING,
        party="ice",
        other_party=world.POLICE,
        after=replace(police, party="ice", value=167),
        before=police,
    )
    read, document = FigureRef(desk.version.id, 0), desk.version.document_id
    a, b = sorted(("ice", world.POLICE))
    dispute = Dispute(
        point=stored_world.POINT,
        party_a=a,
        party_b=b,
        state=DisputeState.OPEN,
        opened_at=NOW,
        change_key="conflicting:1",
    )
    said = (stored_world.claim(document, read), stored_world.claim(document, read, value=198, party="ice"))
    book = stored_world.ledger(*said, disputes=[dispute])
    desk.store.transact(findings.record_ledger, Ledger(), book, [], [], desk.now, read_by="reader/1")


def test_an_open_dispute_stands_with_the_numbers_as_they_are_now(desk: Newsdesk) -> None:
    _disputed(desk)
    (first,) = desk.gather(HALF_PAST_SEVEN)
    (second,) = desk.gather(HALF_PAST_SEVEN + DAY)

    assert first.body["standing"] == []
    (line,) = bodies.parts(second.body, "standing")
    assert line["kind"] == "conflicting"
    assert "198" in str(line["sentence"])
    assert "57" in str(line["sentence"])

    _mute(desk, timedelta(hours=25))
    assert desk.gather(HALF_PAST_SEVEN + 2 * DAY)[0].body["standing"] == []  # nobody wants to hear of it
    assert len(bodies.parts(desk.gather(HALF_PAST_SEVEN + 3 * DAY)[0].body, "standing")) == 1


# --- the operator ---------------------------------------------------------------------------------


def test_lesser_things_that_break_come_to_the_operator_once_a_day(desk: Newsdesk) -> None:
    desk.when = None
    desk.happens("gone:1", kind=ChangeKind.GONE, point=None, party=None, after=None)

    assert desk.gather(datetime(2026, 1, 28, 12, 59, tzinfo=UTC)) == []
    (alert,) = desk.gather(datetime(2026, 1, 28, 13, 0, tzinfo=UTC))  # eight in the morning

    assert (alert.receiver, alert.occasion, alert.body["type"]) == ("noc", "operator:2026-01-28", "operator")
    assert keys(alert) == ["gone:1"]
    assert desk.gather(datetime(2026, 1, 29, 13, 0, tzinfo=UTC)) == []  # and nothing where nothing broke


def test_readings_that_wait_are_told_to_the_operator_when_there_are_new_ones(desk: Newsdesk) -> None:
    desk.when = None
    eight = datetime(2026, 1, 28, 13, 0, tzinfo=UTC)
    _hold(desk)

    (alert,) = desk.gather(eight)

    assert alert.body["headline"] == "1 reading waits for a person (1 new): detainer-watch review list"
    assert desk.gather(eight + DAY) == []  # the same one waits; it was told


def test_an_operator_that_gets_digests_has_all_in_one(desk: Newsdesk) -> None:
    desk.operator = "desk"
    _hold(desk)
    desk.happens("gone:1", kind=ChangeKind.GONE, point=None, party=None, after=None)

    (alert,) = desk.gather(HALF_PAST_SEVEN)

    assert alert.occasion == "digest:2026-01-28"
    assert keys(alert) == ["gone:1"]
    assert "1 reading waits for a person (1 new): detainer-watch review list" in alert.body["summary"]  # type: ignore[operator]
    assert desk.gather(datetime(2026, 1, 28, 13, 0, tzinfo=UTC)) == []


def _hold(desk: Newsdesk) -> None:
    version = stored_world.stored(desk.store, "https://a/held", "about 15 holds")
    held = _nothing(version)
    figures = tuple(replace(each, fate=Fate.UNSURE) for each in held.figures)
    desk.store.transact(findings.record, replace(held, figures=figures), desk.now)


# --- mutes ----------------------------------------------------------------------------------------


def _mute(desk: Newsdesk, span: timedelta, **more: Any) -> Mute:
    wanted = Mute(place="us-ma", made_at=desk.now, until=desk.now + span, **more)
    return desk.store.transact(mutes.mute, wanted)


def test_what_was_muted_is_one_line_in_the_digest_after_its_end(desk: Newsdesk) -> None:
    _mute(desk, timedelta(hours=30))
    desk.happens("new:1")
    desk.happens("new:2")

    (during,) = desk.gather(HALF_PAST_SEVEN)
    (after,) = desk.gather(HALF_PAST_SEVEN + DAY)
    (later,) = desk.gather(HALF_PAST_SEVEN + 2 * DAY)

    assert keys(during) == keys(after) == []
    line = (
        "2 changes (Massachusetts) were muted until January 28, 2026:"
        " see detainer-watch changes --for desk --since 2026-01-27"
    )
    assert line in after.body["summary"]  # type: ignore[operator]
    assert "muted" not in json.dumps([during.body, later.body])


def test_who_gets_no_digest_is_told_by_itself_when_the_mute_is_over(desk: Newsdesk) -> None:
    desk.when = None
    made = _mute(desk, timedelta(days=14))
    desk.happens("new:1")
    assert desk.gather(at_once=True) == []
    assert made.id is not None
    desk.now += timedelta(hours=1)
    desk.store.transact(mutes.unmute, made.id, desk.now)

    (alert,) = desk.gather()

    assert (alert.receiver, alert.body["headline"]) == ("desk", "1 change muted until now")
    assert "1 change (Massachusetts) was muted until January 27, 2026" in str(alert.body["summary"])
    assert desk.gather() == []
    desk.happens("new:2")
    assert keys(desk.gather(at_once=True)[0]) == ["new:2"]


def test_a_mute_that_kept_nothing_back_ends_in_silence(desk: Newsdesk) -> None:
    desk.when = None
    _mute(desk, timedelta(hours=1))

    assert desk.gather(NOW + timedelta(hours=2)) == []


def test_a_correction_of_what_was_received_is_never_muted(desk: Newsdesk) -> None:
    desk.when = None
    desk.happens("new:1")
    (alert,) = desk.gather(at_once=True)
    _mute(desk, timedelta(days=14))
    desk.happens(
        "retracted:1", kind=ChangeKind.RETRACTED, more={"receivers": ["desk"], "alerts": {"desk": alert.id}}
    )

    (correction,) = desk.gather()

    assert keys(correction) == ["retracted:1"]


def test_history_that_is_for_the_digest_is_in_it(desk: Newsdesk) -> None:
    desk.happens("conflicting:1", kind=ChangeKind.CONFLICTING, quiet=Quiet.DIGEST)

    (alert,) = desk.gather(HALF_PAST_SEVEN)

    assert keys(alert) == ["conflicting:1"]
