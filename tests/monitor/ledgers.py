"""A small world for tests of the comparison: documents that say numbers, one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from config.words import UNNAMED, Certainty, CopyHow, DocumentKind, Fate, Hand, Metric, PeriodKind, Qualifier
from monitor.compare import compare
from monitor.comparison import ComparisonRules, Mode, VersionContext
from monitor.copies import Copying, Told
from monitor.values import agree
from monitor.withdrawals import ripe
from storage.records import Change, Figure, Ledger, Period, Point, Span

BOSTON = "us-ma-boston"
BPD = f"{BOSTON}/police"
ICE = "ice"
DHS = "dhs"
NOBODY = UNNAMED + BOSTON
START = datetime(2026, 1, 15, 12, tzinfo=UTC)
RULES = ComparisonRules()


def year(number: int) -> Period:
    return Period(
        kind=PeriodKind.CLOSED, first=date(number, 1, 1), last=date(number, 12, 31), text=f"in {number}"
    )


def days(first: str, last: str) -> Period:
    return Period(kind=PeriodKind.CLOSED, first=date.fromisoformat(first), last=date.fromisoformat(last))


def since(first: str) -> Period:
    return Period(kind=PeriodKind.RUNNING, first=date.fromisoformat(first))


NO_PERIOD = Period()


def says(
    party: str,
    value: int,
    period: Period | int = 2025,
    *,
    qualifier: Qualifier = Qualifier.EXACT,
    hand: Hand = Hand.SECOND,
    metric: Metric = Metric.REQUESTS,
    place: str = BOSTON,
    agency: str = BPD,
    on: str | None = None,
    as_of: str | None = None,
    sentence: str | None = None,
    subset: str | None = None,
    certainty: Certainty = Certainty.SURE,
    worked_out: bool = False,
    says_revised: bool = False,
) -> Figure:
    """A figure; its sentence is made of what it says unless one is given."""
    when = year(period) if isinstance(period, int) else period
    quote = sentence or f"{party} says {qualifier} {value} {metric} {when} {subset}"
    return Figure(
        ordinal=0,
        metric=metric,
        value=value,
        qualifier=qualifier,
        place=place,
        agency=agency,
        period=when,
        party=party,
        asserted_text=party,
        quote=quote[:300],
        span=Span(0, len(quote)),
        sentence=Span(0, len(quote)),
        sentence_hash=hashlib.sha256(quote.encode()).hexdigest(),
        hand=hand,
        certainty=certainty,
        subset=subset,
        as_of=date.fromisoformat(as_of) if as_of else None,
        stated_on=date.fromisoformat(on) if on else None,
        period_worked_out=worked_out,
        says_revised=says_revised,
    )


def letter(value: int, period: Period | int = 2025, *, on: str = "2026-01-12", **more: object) -> Figure:
    """What Boston police say in a letter of their own."""
    return replace(says(BPD, value, period, on=on, **more), hand=Hand.FIRST)  # type: ignore[arg-type]


class World:
    """A ledger that documents are told to. Each new version comes an hour after the one before."""

    def __init__(self, ledger: Ledger | None = None, *, start: datetime = START) -> None:
        self.ledger = ledger or Ledger()
        self.now = start
        self.versions = 0
        self.documents: dict[str, int] = {}
        self.latest: dict[str, list[Figure]] = {}
        self.before: Sequence[Figure] | None = None
        self.fates: tuple[Fate, ...] = ()
        self.last: VersionContext | None = None

    def tell(
        self,
        document: str,
        *figures: Figure,
        mode: Mode = Mode.LIVE,
        copy_of: str | None = None,
        original_of: Sequence[str] = (),
        kind: DocumentKind = DocumentKind.ARTICLE,
        before: Sequence[Figure] | None = None,
        again: bool = False,
        **more: object,
    ) -> list[Change]:
        """Compare a version of `document`; its predecessor is what the document said last."""
        self.now += timedelta(hours=1)
        if not again:
            self.versions += 1
        number = self.documents.setdefault(document, len(self.documents) + 1)
        now = [replace(figure, ordinal=index) for index, figure in enumerate(figures)]
        self.last = VersionContext(
            id=self.versions,
            document=number,
            run=self.versions,
            at=self.now,
            mode=mode,
            kind=kind,
            place=BOSTON,
            copies=self._copies(number, copy_of, original_of),
            **more,  # type: ignore[arg-type]
        )
        if not again:
            self.before = before if before is not None else self.latest.get(document)
        done = compare(self.ledger, self.last, self.before, now, RULES)
        self.ledger, self.fates, self.latest[document] = done.ledger, done.fates, now
        return list(done.changes)

    def _copies(self, number: int, copy_of: str | None, original_of: Sequence[str]) -> Told:
        mine = (self._copying(number, self.documents[copy_of]),) if copy_of else ()
        return Told(mine, {(id_ := self.documents[name]): self._copying(id_, number) for name in original_of})

    @staticmethod
    def _copying(document: int, original: int) -> Copying:
        return Copying(document=document, original=original, how=CopyHow.ALIKE, whole=True)

    def check(self, *documents: str, hours: float) -> list[Change]:
        """Some hours pass, the documents answer well; what is ripe is withdrawn."""
        self.now += timedelta(hours=hours)
        checks: dict[int, datetime | None] = {self.documents[name]: self.now for name in documents}
        self.ledger, changes = ripe(self.ledger, checks, self.now, RULES, run=999)
        return list(changes)

    def value(self, party: str, period: Period | int = 2025) -> int | None:
        for (point, who), claim in self.ledger.claims.items():
            if who == party and _fits(point, period):
                return claim.now.value
        return None

    def past(self, party: str, period: Period | int = 2025) -> set[int]:
        for (point, who), claim in self.ledger.claims.items():
            if who == party and _fits(point, period):
                return {s.value for s in claim.statements[:-1] if not agree(s, claim.now)}
        return set()


def _fits(point: Point, period: Period | int) -> bool:
    when = year(period) if isinstance(period, int) else period
    return when.first is not None and point.first == when.first.isoformat()


def told(changes: Sequence[Change]) -> list[str]:
    """The changes in the words of the table: kind, and what makes it special."""
    return [_words(change) for change in changes]


def _words(change: Change) -> str:
    notes = []
    if change.kind == "conflicting":
        notes.append("reports" if change.between_reports else "parties")
    notes.extend(how for how in ("grown", "again") if change.more.get(how))
    if change.quiet and not change.between_reports:
        notes.append(change.quiet.value)
    return f"{change.kind.value} ({', '.join(notes)})" if notes else change.kind.value
