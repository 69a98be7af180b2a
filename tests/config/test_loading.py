"""What a right configuration says."""

from __future__ import annotations

from datetime import time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from config.loading import find, load
from config.settings import Daemon, Digest, Secret, Size, Subscription
from config.words import USUAL_KINDS, Certainty, ChangeKind, Metric, ReceiverKind, SourceKind
from tests.config.conftest import Load

WHOLE = """
places: [us-ma-boston, us-ma-somerville, us-il]
contact: data-desk@example.org
timezone: America/New_York
daemon:
  store: store/watch.db
  watchdog: env:WATCHDOG
  workers: 3
  keep_other_news: 30 days
  stop_fetching_below: 1 GiB
  history: off
  withdrawn_after: 4 hours
  settle: 5 minutes
  recheck: [1 hour, 2 days]
  recheck_claims: 90 days
web:
  listen: 0.0.0.0:8042
  public_url: https://detainers.example.org
  password: file:web-password
mail:
  server: smtp.example.org:465
  user: watch
  password: env:SMTP
  from: Detainer Watch <alerts@example.org>
operator: metro
receivers:
  desk: {email: data@example.org}
  metro: {email: metro@example.org, timezone: America/Chicago}
  archive: {webhook: "http://127.0.0.1:9000/hook", secret: env:KEY, allow: ["127.0.0.1:9000"]}
  newsroom: {chat: env:CHAT}
subscriptions:
  - to: [desk, metro, newsroom]
    places: [us-ma]
    metrics: [requests, honored]
    when: weekly on Tuesday at 07:30
    also: [corroborated, edited]
  - {to: archive, places: everywhere, kinds: everything}
catalogue:
  except: [masslive]
sources:
  - id: somerville-page
    page: https://police.example.gov/transparency
    place: us-ma-somerville
    publisher: us-ma-somerville/police
    every: 2 hours
    rolling: yes
    formerly: old-page
  - id: local
    feed: http://127.0.0.1:9001/feed
    place: us-ma-boston
    allow: ["127.0.0.1:9001"]
    words: [detainer]
  - id: wbur-news
    from_catalogue: yes
    every: 15 minutes
  - id: council
    legistar: somecity
    place: us-il-chicago
    token: env:TOKEN
duties:
  - {id: boston-trust-act-letter, from_catalogue: yes, grace: 20 days}
"""
ENVIRON = {
    "WATCHDOG": "https://ping.example.org/x",
    "SMTP": "pw",
    "KEY": "k" * 32,
    "TOKEN": "tok",
    "CHAT": "ntfys://ntfy.example.org/detainers",
}


@pytest.fixture
def whole(settings_of: Load, file: Path) -> Load:
    password = file.parent / "web-password"
    password.write_text("open sesame\n")
    password.chmod(0o600)
    return settings_of


def test_every_part_of_a_whole_file_is_taken_up(whole: Load, file: Path) -> None:
    settings = whole(WHOLE, ENVIRON)
    assert settings.daemon == Daemon(
        store=f"sqlite:///{file.parent}/store/watch.db",
        watchdog=Secret("https://ping.example.org/x"),
        workers=3,
        keep_other_news=timedelta(days=30),
        stop_fetching_below=1 << 30,
        history=None,
        withdrawn_after=timedelta(hours=4),
        settle=timedelta(minutes=5),
        recheck=(timedelta(hours=1), timedelta(days=2)),
        recheck_claims=timedelta(days=90),
        listen="0.0.0.0:8042",
    )
    assert settings.web_password == Secret("open sesame")
    assert settings.mail is not None
    assert (settings.mail.host, settings.mail.port, settings.mail.tls) == ("smtp.example.org", 465, True)
    assert settings.operator == "metro"
    assert settings.receivers["desk"].zone == "America/New_York"
    assert settings.receivers["metro"].zone == "America/Chicago"
    assert settings.receivers["archive"].kind is ReceiverKind.WEBHOOK
    assert settings.receivers["newsroom"].kind is ReceiverKind.CHAT
    assert settings.receivers["newsroom"].address == ENVIRON["CHAT"]
    assert "detainers" not in repr(settings.receivers["newsroom"])


def test_subscriptions_say_what_and_when(whole: Load) -> None:
    first, second = whole(WHOLE, ENVIRON).subscriptions
    assert first.when == Digest(at=time(7, 30), weekday=1)
    assert first.metrics == (Metric.REQUESTS, Metric.HONORED)
    assert first.kinds == USUAL_KINDS | {ChangeKind.CORROBORATED, ChangeKind.EDITED}
    assert not first.quiet_too
    assert (second.places, second.kinds, second.quiet_too) == ((), frozenset(ChangeKind), True)
    assert second.when is None


HOOK = 'receivers: {hook: {webhook: "https://hooks.example.org/x", secret: env:KEY}}\n'


def _asked(settings_of: Load, words: str) -> Subscription:
    (one,) = settings_of(HOOK + "subscriptions: [{to: hook, " + words + "}]", {"KEY": "k" * 32}).subscriptions
    return one


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("5", Size(amount=Fraction(5))),
        ("1,000", Size(amount=Fraction(1000))),
        ("10 %", Size(amount=Fraction(10), percent=True)),
        ("2.5%", Size(amount=Fraction(5, 2), percent=True)),
    ],
)
def test_the_size_of_a_change_is_a_number_or_a_percentage(settings_of: Load, words: str, size: Size) -> None:
    assert _asked(settings_of, f"at_least: '{words}'").at_least == size


@pytest.mark.parametrize(
    ("written", "party"),
    [
        ("ice", "ice"),
        ("ICE", "ice"),
        ("U.S. Immigration and Customs Enforcement", "ice"),
        ("us-ma-boston/police", "us-ma-boston/police"),
        ("Boston Police Department", "us-ma-boston/police"),
    ],
)
def test_a_party_goes_by_its_id_or_a_name(settings_of: Load, written: str, party: str) -> None:
    assert _asked(settings_of, f"parties: ['{written}', ice]").parties[0] == party


def test_what_is_not_said_of_a_subscription_narrows_nothing(settings_of: Load) -> None:
    asked = _asked(settings_of, "places: everywhere")
    assert (asked.agencies, asked.parties, asked.at_least) == ((), (), None)
    assert asked.certainty is Certainty.LIKELY
    assert _asked(settings_of, "certainty: sure").certainty is Certainty.SURE


def test_own_sources_stand_beside_those_of_the_catalogue(whole: Load) -> None:
    sources = whole(WHOLE, ENVIRON).sources
    assert "masslive" not in sources
    assert sources["wbur-news"].every == timedelta(minutes=15)
    assert sources["wbur-news"].seen
    page = sources["somerville-page"]
    assert (page.kind, page.official, page.rolling, page.formerly) == (
        SourceKind.PAGE,
        True,
        True,
        "old-page",
    )
    local = sources["local"]
    assert (local.publisher, local.official, local.words) == ("127.0.0.1", False, ("detainer",))
    assert local.every == timedelta(minutes=30)
    assert (sources["council"].official, sources["council"].token) == (True, "tok")
    assert "tok" not in repr(sources["council"])


def test_a_duty_of_the_catalogue_can_be_changed(whole: Load) -> None:
    duty = whole(WHOLE, ENVIRON).duties["boston-trust-act-letter"]
    assert (duty.grace, duty.due.days) == (timedelta(days=20), ((12, 31),))


def test_without_a_file_it_watches_boston() -> None:
    settings = load(None, {})
    assert settings.places == ("us-ma-boston",)
    assert {"boston-legistar", "boston-herald", "wbur-news", "masslive", "ice-newsroom"} <= set(
        settings.sources
    )
    assert set(settings.duties) == {"boston-trust-act-letter"}
    assert not settings.receivers
    assert settings.operator is None
    assert settings.zone == "America/New_York"
    assert settings.daemon == Daemon()
    assert settings.warnings == ()


def test_a_state_takes_in_its_cities_and_the_country(settings_of: Load) -> None:
    sources = settings_of("places: [us-ma]").sources
    assert {"boston-herald", "somerville-legistar", "ice-newsroom"} <= set(sources)


def test_a_city_takes_in_no_other_city(settings_of: Load) -> None:
    sources = settings_of("places: [us-ma-somerville]").sources
    assert {"somerville-legistar", "masslive", "ice-newsroom"} == set(sources)


def test_the_catalogue_can_be_left_out(settings_of: Load) -> None:
    settings = settings_of("catalogue: {sources: no}")
    assert not settings.sources
    assert not settings.duties


def test_a_place_of_ones_own_lies_within_its_state(settings_of: Load) -> None:
    agency = "{id: police, name: Quincy Police Department, kind: police, titles: [chief]}"
    settings = settings_of(f"places:\n  - id: us-ma-quincy\n    name: Quincy, MA\n    agencies: [{agency}]")
    place = settings.catalogue.places["us-ma-quincy"]
    assert (place.within, place.zone, place.fiscal_start) == ("us-ma", "America/New_York", None)
    assert settings.catalogue.name("us-ma-quincy/police") == "Quincy Police Department"
    assert settings.catalogue.revision != load(None, {}).catalogue.revision
    assert "masslive" in settings.sources


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("env:URL", "postgresql+psycopg://me:pw@db/x"),  # the password is only in the environment
        ("postgres://db/x", "postgresql+psycopg://db/x"),
        ("postgresql+psycopg://db/x", "postgresql+psycopg://db/x"),
        ("/var/lib/watch.db", "sqlite:////var/lib/watch.db"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
    ],
)
def test_a_store_is_a_path_or_an_address(settings_of: Load, written: str, address: str) -> None:
    environ = {"URL": "postgresql://me:pw@db/x"}
    assert settings_of(f"daemon: {{store: '{written}'}}", environ).daemon.store == address


def test_unresolved_secrets_are_their_references(file: Path) -> None:
    file.write_text("daemon: {watchdog: env:ABSENT, store: env:ABSENT}")
    settings = load(file, {}, resolve_secrets=False)
    assert settings.daemon.watchdog == Secret("env:ABSENT")
    assert settings.daemon.store == "env:ABSENT"


def test_the_file_is_found_by_option_then_variable_then_folder(tmp_path: Path) -> None:
    usual = tmp_path / "detainer-watch.yaml"
    assert find(None, {}, tmp_path) is None
    usual.touch()
    assert find(None, {}, tmp_path) == usual
    assert find(None, {"DETAINER_WATCH_CONFIG": "/etc/dw.yaml"}, tmp_path) == Path("/etc/dw.yaml")
    assert find(Path("x.yaml"), {"DETAINER_WATCH_CONFIG": "/etc/dw.yaml"}, tmp_path) == Path("x.yaml")
