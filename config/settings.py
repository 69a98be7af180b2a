"""What a configuration says, once it is read and checked: frozen values with units.

`config.loading` makes these; nothing else reads the file or the environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from fractions import Fraction
from pathlib import Path

from config.catalogue import Catalogue, Duty, SourceEntry
from config.words import USUAL_KINDS, Certainty, ChangeKind, Metric, ReceiverKind

KIB = 1024
MIB = 1024 * KIB

#: searched for as bytes, without regard to case, before anything is extracted
WATCH_WORDS = (
    "detainer",
    "I-247",
    "ICE hold",
    "immigration hold",
    "ICE request",
    "detention request",
    "Trust Act",
    "immigration",
)


class Secret:
    """A text that never shows itself: printed, logged or dumped it is `***`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret('***')"

    def __str__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Daemon:
    #: SQLAlchemy address, with its password; a plain path was made one
    store: str = field(default="sqlite:///detainer-watch.db", repr=False)
    watchdog: Secret | None = None
    workers: int = 2  #: extraction processes
    keep_other_news: timedelta = timedelta(days=90)
    stop_fetching_below: int = 500 * MIB
    history: timedelta | None = timedelta(days=30)  #: None: off
    withdrawn_after: timedelta = timedelta(hours=6)
    settle: timedelta = timedelta(minutes=10)
    recheck: tuple[timedelta, ...] = (
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(hours=24),
        timedelta(days=3),
        timedelta(days=10),
        timedelta(days=30),
    )
    recheck_claims: timedelta = timedelta(days=60)  #: after the ladder, while the document carries a claim
    listen: str | None = "127.0.0.1:8042"  #: /healthz and /metrics; None: off


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    host: str
    port: int
    sender: str  #: Detainer Watch <alerts@example.org>
    user: str | None = None
    password: Secret | None = None
    tls: bool = True  #: STARTTLS (or TLS from the start on port 465) is required
    ca_file: Path | None = None  #: a certificate authority of one's own


@dataclass(frozen=True, kw_only=True, slots=True)
class Receiver:
    id: str
    kind: ReceiverKind
    address: str = field(repr=False)  #: mailbox, webhook URL (may hold a token), chat address (is one)
    secrets: tuple[Secret, ...] = ()  #: webhook: all that sign; two while one is changed
    allow: tuple[str, ...] = ()  #: host:port that may be private, or plain http
    zone: str = "UTC"


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """Daily, or weekly where `weekday` (0 is Monday) is given, at the receiver's local hour."""

    at: time
    weekday: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """How far two values must be apart: so many, or so many per cent of the one before."""

    amount: Fraction
    percent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    to: tuple[str, ...]
    places: tuple[str, ...] = ()  #: () is everywhere; a place covers those below it
    agencies: tuple[str, ...] = ()  #: () is all; agency ids
    metrics: tuple[Metric, ...] = ()  #: () is all
    parties: tuple[str, ...] = ()  #: () is all; party and agency ids, either side of a conflict
    kinds: frozenset[ChangeKind] = USUAL_KINDS
    at_least: Size | None = None  #: smaller movements of a number are not wanted
    certainty: Certainty = Certainty.LIKELY  #: readings that are less sure are not wanted
    when: Digest | None = None  #: None: at once
    quiet_too: bool = False  #: background, baseline and history too (`kinds: everything`)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The whole configuration. Every part is checked; ids that refer to each other exist."""

    path: Path | None = None  #: None: the shipped defaults
    places: tuple[str, ...] = ("us-ma-boston",)
    contact: str | None = None
    zone: str = "UTC"  #: for digests and times on the terminal
    daemon: Daemon = field(default_factory=Daemon)
    mail: Mail | None = None
    operator: str | None = None  #: receiver id
    receivers: Mapping[str, Receiver] = field(default_factory=dict)
    subscriptions: tuple[Subscription, ...] = ()
    sources: Mapping[str, SourceEntry] = field(default_factory=dict)  #: chosen from the catalogue, plus own
    duties: Mapping[str, Duty] = field(default_factory=dict)
    catalogue: Catalogue
    public_url: str | None = None
    web_password: Secret | None = None  #: always there where `daemon.listen` is no loopback address
    warnings: tuple[str, ...] = ()  #: things worth a line that stop nothing
