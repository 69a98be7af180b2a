"""What the store holds, as frozen values. No SQL, no rule: the pure core and the edges share these.

Row ids are ints. Things that are made before they have a row (figures, claims, changes) are told
apart by natural keys: a figure by `FigureRef`, a claim by point and party, a change by its key.
All times are aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from config.words import (
    Certainty,
    ChangeKind,
    ClaimState,
    CopyHow,
    DeliveryState,
    DisputeState,
    DocumentKind,
    Fate,
    Hand,
    Metric,
    PeriodKind,
    PublishedHow,
    Qualifier,
    Quiet,
    ReviewVerdict,
    RunKind,
    RunOutcome,
    SourceState,
    SupportRole,
    Verdict,
    VersionState,
)

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


# --- readings ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A span of days, with the document's own words beside it.

    closed: first and last. running: first, last is None. day: first == last. fiscal (start month
    unknown): 1 January and 31 December of the year it is named by, which are names here, not days.
    none: neither.
    """

    kind: PeriodKind = PeriodKind.NONE
    first: date | None = None
    last: date | None = None
    text: str = ""


class Span(NamedTuple):
    """Half-open, in characters of the version's text."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One number that a version states about detainers, with the words that prove it."""

    ordinal: int  #: position among the readings of its version, from 0
    metric: Metric
    value: int
    qualifier: Qualifier
    place: str  #: place id; '' where the text gives none
    agency: str  #: agency id, else the text's own words; '' is the whole place
    period: Period
    party: str  #: agency or party id, else `unnamed@PLACE`, else the text's own words
    asserted_text: str  #: who says it, as the text has it
    quote: str  #: exact substring of the text, at most 300 characters
    span: Span  #: of the quote
    sentence: Span  #: of the whole sentence, or table row, that the quote stands in
    sentence_hash: str  #: of the sentence with case, blanks and punctuation folded
    hand: Hand
    certainty: Certainty
    subset: str | None = None  #: the few words that name the part, where it is no whole
    page: int | None = None  #: from 1
    as_of: date | None = None  #: a running total: until when it counts
    stated_on: date | None = None  #: when the party said it: the letter's date, else the document's
    period_worked_out: bool = False  #: from a date ("last year"), not stated
    says_revised: bool = False  #: the text itself says that the number was changed
    why: tuple[str, ...] = ()  #: how each part was decided, and what is doubtful, in words
    place_text: str = ""  #: as people write it: Boston, MA
    agency_text: str = ""  #: as the text names it
    period_label: str = ""  #: 2024, FY2019, 2025-Q1, A/B: short form for people and exports


# --- documents and versions -------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a document's text comes from, for one that does not speak for itself."""

    document: int
    original: int | None  #: the document it repeats; None: one that was never seen here
    how: CopyHow
    key: str | None = None  #: address that its page names as the origin
    name: str = ""  #: whose text it is: a party id, or a name as the page has it
    whole: bool = True  #: else only some of its sentences


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    id: int
    key: str  #: canonical address, or legistar:CLIENT:matter:ID, or hand:SHA256
    url: str
    kind: DocumentKind
    parent_id: int | None
    publisher: str  #: agency or party id, else a name
    place: str  #: the place of the source that listed it first
    official: bool
    title: str
    published_on: date | None
    published_how: PublishedHow
    first_seen_at: datetime
    history: bool  #: published long ago and met late: fills silently
    baseline: bool  #: listed by the first complete run of its source
    relevant: bool  #: has a watch word (or is kept whatever it holds)
    gone_since: datetime | None = None
    quarantined: str | None = None  #: why extraction gave up; `storage.quarantine` has the bytes
    origin: Origin | None = None  #: what it is a copy of; None: it speaks for itself


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownDocument:
    """What a spider must know of a document to look at it again cheaply."""

    id: int
    key: str
    url: str
    kind: DocumentKind
    etag: bytes | None
    last_modified: bytes | None
    raw_hash: str | None
    gate_hash: str | None
    gate_algo: str | None  #: name and version of what made `gate_hash`; another one makes it void
    text_hash: str | None  #: of the newest version
    text_length: int  #: of the newest version, 0 without one
    relevant: bool
    carries_claim: bool
    published_on: date | None
    first_seen_at: datetime
    last_checked_at: datetime | None
    next_due_at: datetime | None
    checks: int  #: good checks so far; every 20th goes through without validators and gates
    misses: int  #: 404s in a row
    gone_since: datetime | None
    last_full_at: datetime | None  #: last check without validators and gates
    quarantined_raw: str | None = None  #: hash of the bytes that it was set aside for
    quarantined_by: str | None = None  #: the tools that gave up on them; None: they may try


@dataclass(frozen=True, kw_only=True, slots=True)
class NewVersion:
    """A text to keep. Hashes are hex SHA-256 (raw, text) of the exact bytes and of UTF-8."""

    raw: bytes
    raw_hash: str
    text: str
    text_hash: str
    norm_hash: str  #: of the text with case, blanks and punctuation folded
    media_type: str
    extractor: str  #: name/version, as in trafilatura/2.3.1-fast
    page_count: int | None = None
    ocr: bool = False
    cut_short: bool = False  #: the text is known not to be whole (paywall, size)
    headers: Mapping[str, str] = field(default_factory=dict)  #: response headers worth keeping as evidence
    hints: Mapping[str, str] = field(default_factory=dict)  #: what the page says of where its text comes from
    status: int | None = None  #: of the answer; None: no server was asked
    final_url: str | None = None  #: the address that answered, where it is not the document's
    note: str = ""  #: of the person who gave it by hand


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    id: int
    document_id: int
    seq: int  #: from 1 in its document
    run_id: int
    at: datetime
    raw_hash: str
    text_hash: str
    norm_hash: str
    media_type: str
    extractor: str
    ocr: bool
    cut_short: bool
    state: VersionState
    tries: int
    read_by: str | None
    headers: Mapping[str, str] = field(default_factory=dict)  #: of the response, names in lower case
    status: int | None = None  #: of the response; None: not known, or no server was asked
    final_url: str | None = None  #: the address that answered, where it is not the one that was asked
    note: str = ""  #: of the person who gave it by hand


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """One document as a run met it: transaction 1 stores a batch of these.

    `version` is None where nothing new is kept: then this is a check (unchanged), a bare sighting
    (listed, not fetched: `verdict` None) or a failed attempt (any other verdict).
    """

    key: str
    url: str
    kind: DocumentKind
    at: datetime
    verdict: Verdict | None
    title: str = ""
    parent_key: str | None = None
    publisher: str = ""
    place: str = ""
    official: bool = False
    published_on: date | None = None
    published_how: PublishedHow = PublishedHow.UNKNOWN
    history: bool = False
    relevant: bool = False
    status: int | None = None
    size: int = 0
    ms: int = 0
    note: str = ""
    etag: bytes | None = None
    last_modified: bytes | None = None
    raw_hash: str | None = None
    gate_hash: str | None = None
    gate_algo: str | None = None
    full: bool = False  #: this check went through without validators and gates
    gate_miss: bool = False  #: ... and found a difference that the gates would have hidden
    next_due_at: datetime | None = None
    version: NewVersion | None = None
    quarantined: str | None = None  #: why no text could be made of it, and will not be tried again
    quarantined_by: str | None = None  #: ... by these tools
    raw: bytes = field(default=b"", repr=False)  #: ... the bytes, kept under `raw_hash` all the same


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """What transaction 1 made of one `Seen`."""

    key: str
    document_id: int
    version_id: int | None  #: of the version that this item made
    is_new: bool  #: the document was not known before
    returned: bool  #: it was gone and is back
    went: bool  #: it is gone from this check on


# --- sources and runs -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredSource:
    """A source as the store needs it: `config_hash` changes with whatever is declared of it."""

    id: str
    config_hash: str
    every: timedelta
    formerly: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRow:
    id: str
    state: SourceState
    baseline_run: int | None  #: the run whose end closed the baseline; None: still in baseline
    next_due_at: datetime
    last_ok_at: datetime | None
    last_new_at: datetime | None
    usual_gap_s: int | None
    failures: int  #: runs failed in a row
    empties: int  #: runs in a row that listed nothing
    reason: str | None
    running: bool  #: a live lease is on it


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    id: int
    kind: RunKind
    source_id: str | None
    owner: str
    baseline: bool
    started_at: datetime
    ended_at: datetime | None = None
    outcome: RunOutcome | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HostRow:
    host: str
    next_allowed_at: datetime | None
    delay_ms: int
    hold_until: datetime | None
    hold_reason: str | None
    robots: bytes | None  #: last good robots.txt
    robots_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetch:
    id: int
    document_id: int | None
    source_id: str
    run_id: int
    at: datetime
    status: int | None
    verdict: Verdict
    size: int
    ms: int
    note: str


# --- the ledger: points, claims, statements, supports, disputes ---------------------------------


class Point(NamedTuple):
    """A point of a series, by first and last day. Text, so that it is a key with no NULL in it."""

    place: str
    agency: str  #: '' is the whole place
    metric: Metric
    kind: PeriodKind
    first: str  #: ISO day
    last: str  #: ISO day; '' for a running total


class FigureRef(NamedTuple):
    version: int
    ordinal: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A value of a claim, from when it was said until the next one."""

    seq: int  #: from 1 in its claim
    value: int
    qualifier: Qualifier
    hand: Hand
    figure: FigureRef
    made_at: datetime
    as_of: date | None = None
    stated_on: date | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Support:
    """A document's figure that carries a statement."""

    statement: int  #: its seq
    document: int
    figure: FigureRef
    role: SupportRole
    hand: Hand
    copy_of: int | None = None  #: document that this one is a copy of
    sentence_hash: str = ""
    missing_since: datetime | None = None  #: a good check no longer found it
    ended_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What one party says at one point; `statements[-1]` holds now, the others are its past."""

    point: Point
    party: str
    state: ClaimState
    statements: tuple[Statement, ...]
    supports: tuple[Support, ...] = ()
    id: int | None = None  #: row id where stored; kept when an unnamed claim takes a name

    @property
    def now(self) -> Statement:
        return self.statements[-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispute:
    point: Point
    party_a: str  #: party_a < party_b
    party_b: str
    state: DisputeState
    opened_at: datetime
    settled_at: datetime | None = None
    change_key: str | None = None  #: the Change that announced it


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The part of the ledger that a comparison needs: loaded, compared, saved as a difference.

    `sentences` tells where a second-hand sentence was read before: (sentence hash, value, party) ->
    the points at which it then stood. `rejected` and `corrected` are people's words on readings.
    """

    claims: Mapping[tuple[Point, str], Claim] = field(default_factory=dict)
    disputes: Mapping[tuple[Point, str, str], Dispute] = field(default_factory=dict)
    sentences: Mapping[tuple[str, int, str], frozenset[Point]] = field(default_factory=dict)
    rejected: frozenset[tuple[str, Metric, int]] = frozenset()  #: (sentence hash, metric, value)
    corrected: Mapping[tuple[str, Metric, int], PutRight] = field(default_factory=dict)
    confirmed: frozenset[tuple[str, Metric, int]] = frozenset()

    def with_claim(self, claim: Claim) -> Ledger:
        return replace(self, claims={**self.claims, (claim.point, claim.party): claim})


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One side of a change as it is told: a value, who says it, and the words that prove it."""

    party: str
    value: int
    qualifier: Qualifier
    hand: Hand
    quote: str
    document_id: int
    version_id: int
    figure: FigureRef
    stated_on: date | None = None
    as_of: date | None = None
    certainty: Certainty = Certainty.SURE  #: of the reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """An event, never rewritten. `key` says in words what makes it itself: same key, same change."""

    key: str
    kind: ChangeKind
    at: datetime
    run_id: int
    quiet: Quiet = Quiet.NO
    id: int | None = None
    version_id: int | None = None
    document_id: int | None = None
    source_id: str | None = None
    duty_id: str | None = None
    point: Point | None = None
    party: str | None = None
    other_party: str | None = None
    between_reports: bool = False  #: conflicting: one party, two values
    before: Side | None = None
    after: Side | None = None
    more: Mapping[str, Json] = field(default_factory=dict)  #: kind-specific facts, as told


@dataclass(frozen=True, kw_only=True, slots=True)
class PutRight:
    """What of a reading a person put right; what is None stands as it was read."""

    value: int | None = None
    qualifier: Qualifier | None = None
    metric: Metric | None = None
    place: str | None = None
    agency: str | None = None  #: '' is the whole place
    party: str | None = None
    hand: Hand | None = None  #: comes with the party: whether the document is its own
    period: Period | None = None
    period_label: str = ""

    @property
    def moves(self) -> bool:
        """Whether the reading belongs elsewhere than it was read, whatever its number."""
        elsewhere = (self.metric, self.place, self.agency, self.party, self.period)
        return any(part is not None for part in elsewhere)

    def applied(self, figure: Figure) -> Figure:
        """The figure as the person says that it should have been read; nothing of it is in doubt."""
        value = figure.value if self.value is None else self.value
        qualifier = self.qualifier or (Qualifier.EXACT if self.value is not None else figure.qualifier)
        told = replace(
            figure,
            value=value,
            qualifier=qualifier,
            metric=self.metric or figure.metric,
            place=figure.place if self.place is None else self.place,
            agency=figure.agency if self.agency is None else self.agency,
            party=figure.party if self.party is None else self.party,
            hand=self.hand or figure.hand,
            certainty=Certainty.SURE,
        )
        if self.period is None:
            return told
        running = self.period.kind is PeriodKind.RUNNING
        return replace(
            told,
            period=replace(self.period, text=figure.period.text),
            period_label=self.period_label,
            period_worked_out=False,
            as_of=(figure.as_of or figure.stated_on) if running else None,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadFigure:
    """A figure and its fate, as findings store it."""

    figure: Figure
    fate: Fate
    id: int | None = None
    version_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredFigure:
    """A figure with what is needed to show and cite it."""

    id: int
    figure: Figure
    fate: Fate
    version_id: int
    document_id: int
    read_by: str
    at: datetime  #: when its version was fetched
    url: str
    title: str
    published_on: date | None
    published_how: PublishedHow = PublishedHow.UNKNOWN
    publisher: str = ""  #: of the document
    place: str = ""  #: of the document


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingSupport:
    """A support that a good check no longer found, with what decides whether its time is up."""

    point: Point
    party: str
    support: Support
    last_ok_at: datetime | None  #: last good check of its document
    gone_since: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CopiesFound:
    """What a version tells of copies: how it is found again, and whose text it and others are."""

    algo: str  #: what made the keys
    keys: tuple[int, ...] = ()  #: none for a copy, or a text without a watch word
    origins: Mapping[int, Origin | None] = field(
        default_factory=dict
    )  #: what is new; None: its own after all


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """All that transaction 2 writes for one version, at once or not at all."""

    version_id: int
    document_id: int
    run_id: int
    read_by: str
    figures: tuple[ReadFigure, ...]
    before: Ledger  #: as loaded
    after: Ledger  #: as compared
    changes: tuple[Change, ...]
    owed: tuple[Owed, ...]
    copies: CopiesFound | None = None  #: None: not looked for


# --- reviews and duties -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    document_id: int
    sentence_hash: str
    metric: Metric
    value: int
    verdict: ReviewVerdict
    corrected: PutRight | None
    by: str
    note: str
    at: datetime
    seq: int = 0
    id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyPeriod:
    duty_id: str
    period: str
    due_on: date
    grace_until: date
    state: str  #: awaited, perhaps, filed, overdue, cannot-tell
    document_id: int | None
    changed_at: datetime
    filed_on: date | None = None  #: the day of the paper, else the day that it was seen
    by: str | None = None  #: the person who said so; None: it was recognised
    note: str | None = None
    refused: tuple[int, ...] = ()  #: documents of which a person said that they are not this report


# --- outbox ---------------------------------------------------------------------------------------


class Series(NamedTuple):
    """What a change is about, as far as somebody may not want to hear of it."""

    places: tuple[str, ...]  #: its place and those around it
    agency: str = ""
    metric: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """A change owed to a receiver: by change key until it has a row."""

    receiver: str
    change_key: str
    due_at: datetime
    occasion: str  #: what is told together: run:9 or digest:daily 07:30
    #: what has to be muted for it not to be told; None: it is told in any case
    about: Series | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mute:
    """A place, or a series of it, that a receiver does not want to hear of for a while."""

    place: str  #: and those below it
    agency: str = ""  #: '' is any
    metric: str = ""  #: '' is any
    receiver: str = ""  #: '' is every one
    made_at: datetime
    until: datetime
    by: str = ""
    note: str = ""
    id: int | None = None

    def silences(self, receiver: str, about: Series) -> bool:
        return (
            self.receiver in ("", receiver)
            and self.place in about.places
            and self.agency in ("", about.agency)
            and self.metric in ("", about.metric)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class MuteEnd:
    """A mute that is over, and what it kept from a receiver that was not told of its end yet."""

    mute: Mute
    changes: int
    first_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class OwedGroup:
    """What one receiver is to be told together."""

    receiver: str
    occasion: str
    changes: tuple[Change, ...]  #: in the order in which they were found


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """One message to one receiver, frozen as sent."""

    id: str  #: webhook-id, and left part of the Message-ID: a UUID
    receiver: str
    occasion: str
    made_at: datetime
    seq: int  #: of this receiver, from 1, in the order of first sends
    subject: str
    body: Mapping[str, Json]  #: the webhook's JSON, and all that mail and terminal are rendered from
    corrects: str | None = None  #: alert id


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    id: int
    alert_id: str
    receiver: str
    round: int
    state: DeliveryState
    due_at: datetime
    attempts: int
    first_due_at: datetime
    ended_at: datetime | None = None
    last_answer: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    delivery_id: int
    n: int
    at: datetime
    ms: int
    answer: str  #: one cleaned line
    acknowledged: bool


#: tries further apart do not make one spell of failure: nobody knows what was between them
SPELL: Final = timedelta(hours=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiverRow:
    id: str
    kind: str
    on: bool
    reason: str | None
    failures: int  #: tries in a row that were not acknowledged
    since: datetime  #: of being on or off
    first_failures: int = 0  #: of `failures`, first tries of a message
    failing_since: datetime | None = None  #: nothing was acknowledged since, though tried
    tried_at: datetime | None = None
    taken_at: datetime | None = None  #: when it last acknowledged anything
    held_until: datetime | None = None  #: it asked for a pause until then
