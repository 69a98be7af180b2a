"""Comparing a version's figures with all that is known: ledger and figures in, ledger and changes out. Pure.

    values.py      whether two numbers can both be true
    points.py      where a figure stands, and what is headline
    claims.py      what may happen to one claim
    book.py        the ledger while it is worked on
    telling.py     changes: their keys, and how quietly each is told
    withdrawals.py what is no longer on its page, and when that is ripe
    judging.py     one party, two values: who moved, and what is only reported
    compare.py     the order of it all; one party against another

The same version compared twice changes nothing the second time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from config.words import (
    Certainty,
    ClaimState,
    Fate,
    Hand,
    PeriodKind,
    SupportRole,
)
from monitor import claims, copies, releases, withdrawals
from monitor.book import Book
from monitor.comparison import Comparison, ComparisonRules, Mode, VersionContext
from monitor.judging import Judging
from monitor.points import background, between_parties, is_unnamed, point_of
from monitor.telling import Telling
from monitor.values import agree, contradict
from storage.records import Claim, Figure, Ledger, Point


def compare(
    ledger: Ledger,
    version: VersionContext,
    before: Sequence[Figure] | None,
    now: Sequence[Figure],
    rules: ComparisonRules,
) -> Comparison:
    """What `now`, the figures of `version`, do to the ledger, and what changed by them.

    `before` are those of the document's previous version, read by the same reader; None for a first
    version. The answer has a fate for each figure, in the order given.
    """
    if version.copies is not None and not version.late:
        ledger = copies.relinked(ledger, version.document, version.copies)
    comparing = _Comparing(ledger, version, before or (), now)
    fates = comparing.take_all(now)
    withdrawals.mark(comparing.book, version, comparing.before, now, rules)
    changes = releases.gathered(comparing.telling, comparing.book, version, rules)
    return Comparison(ledger=comparing.book.ledger(), changes=changes, fates=fates)


class _Comparing:
    def __init__(
        self, ledger: Ledger, version: VersionContext, before: Sequence[Figure], now: Sequence[Figure]
    ) -> None:
        self.ledger = ledger
        self.version = version
        self.book = Book(ledger)
        right = (read for figure in now if (read := self._as_reviewed(figure)))
        self.telling = Telling(version, background(right))
        self.judging = Judging(version, self.telling)
        self.before = [read for figure in before if (read := self._as_reviewed(figure))]
        self.was: dict[tuple[Point, str], dict[int, Figure]] = {}
        for figure in self.before:
            if (point := point_of(figure)) and figure.subset is None:
                self.was.setdefault((point, figure.party), {})[figure.value] = figure
        self.compared = _compared(ledger, version)
        self.spoken: dict[tuple[Point, str], Figure] = {}

    def take_all(self, now: Sequence[Figure]) -> tuple[Fate, ...]:
        fates: dict[int, Fate] = {}
        for index in sorted(range(len(now)), key=lambda i: (*self._turn(now[i]), i)):
            fates[index] = self._take(now[index])
        return tuple(fates[index] for index in range(len(now)))

    def _turn(self, figure: Figure) -> tuple[bool, ...]:
        """First-hand first, headline before background, who is named before who is not."""
        return (
            figure.hand is not Hand.FIRST,
            figure.ordinal in self.telling.background,
            is_unnamed(figure.party),
            not figure.says_revised,
        )

    def _as_reviewed(self, figure: Figure) -> Figure | None:
        """The figure as people left it: None where rejected, with the right value where corrected."""
        word = (figure.sentence_hash, figure.metric, figure.value)
        if word in self.ledger.rejected:
            return None
        if word in self.ledger.corrected:
            return self.ledger.corrected[word].applied(figure)
        if word in self.ledger.confirmed:
            return replace(figure, certainty=Certainty.SURE)
        return figure

    def _take(self, read: Figure) -> Fate:
        figure = self._as_reviewed(read)
        if figure is None:
            return Fate.REJECTED
        point = point_of(figure)
        if figure.subset is not None:
            self._part(figure, point)
            return Fate.PART
        if point is None:
            return self._unplaced(figure)
        if figure.certainty is Certainty.UNSURE:
            return Fate.UNSURE
        if not self._is_compared(figure, point) and not self._an_old_story(figure, point):
            self._place(figure, point)
            self.book.remember(figure.sentence_hash, figure.value, figure.party, point)
        return Fate.COMPARED

    def _is_compared(self, figure: Figure, point: Point) -> bool:
        """Whether this very version has spoken here before; who was unnamed may have a name by now."""
        parties = self.compared.get((point, figure.value), set())
        return bool(parties) if is_unnamed(figure.party) else figure.party in parties

    # --- figures that are compared with nothing -------------------------------------------------

    def _part(self, figure: Figure, point: Point | None) -> None:
        """A part that equals the whole ("15 via fax") stands beside it; any other is only shown."""
        claim = self.book.claim(point, figure.party) if point else None
        if claim is not None and claim.now.value == figure.value:
            self.book.put(claims.supported(claim, figure, self.version, SupportRole.PART))

    def _unplaced(self, figure: Figure) -> Fate:
        """No place or no period: a further support where exactly one claim can be meant, else held."""
        homes = [
            claim
            for claim in self.book.claims()
            if (claim.party, claim.point.place, claim.point.metric)
            == (figure.party, figure.place, figure.metric)
            and claim.state is ClaimState.STANDING
            and any(statement.value == figure.value for statement in claim.statements)
        ]
        if len(homes) != 1:
            return Fate.UNPLACED
        self.book.put(claims.supported(homes[0], figure, self.version))
        return Fate.COMPARED

    def _an_old_story(self, figure: Figure, point: Point) -> bool:
        """The same sentence under a new date: it keeps the period that it had first, and carries that.

        Only where a second-hand text left the period to be worked out: yearly letters repeat themselves.
        """
        if figure.hand is Hand.FIRST or not figure.period_worked_out:
            return False
        known = self.ledger.sentences.get((figure.sentence_hash, figure.value, figure.party), frozenset())
        if not known or point in known:
            return False
        for first in sorted(known):
            if claim := self.book.claim(first, figure.party):
                self.book.put(claims.supported(claim, figure, self.version))
        return True

    # --- figures with a point -------------------------------------------------------------------

    def _place(self, figure: Figure, point: Point) -> None:
        was = self.was.get((point, figure.party), {})
        claim = self.book.claim(point, figure.party)
        if figure.value in was and claim is not None and claims.speaks(claim, self.version.document):
            self.book.put(claims.found(claim, self.version.document))
            return
        if self.version.late:
            self._add_past(figure, claim)
            return
        # what the previous version has too, and the ledger lacks, is the reader's news and not the page's
        with self.telling.of(figure, only_read_now=figure.value in was):
            grown = figure.period.kind is PeriodKind.RUNNING and figure.value > max(was, default=0)
            edited = None if grown or figure.value in was else next(iter(was.values()), None)
            if self._second_word(figure, point, claim, was):
                return
            self.spoken[point, figure.party] = figure
            self._settle(figure, point, claim, edited)

    def _add_past(self, figure: Figure, claim: Claim | None) -> None:
        """What a version says that was handled after its successor: known of the claim, and no news."""
        if claim is not None and contradict(claim.now, figure):
            claim = claims.with_reported(claim, figure, self.version)
            self.book.put(claims.supported(claim, figure, self.version))

    def _settle(self, figure: Figure, point: Point, claim: Claim | None, edited: Figure | None) -> None:
        known = claim or self._known_by_another_name(figure, point)
        then = known.now if known else None
        if known is None:
            now = claims.opened(figure, point, self.version)
        else:
            now = self.judging.judged(known, figure, edited)
        now = claims.supported(now, figure, self.version)
        if not is_unnamed(now.party):
            now = self._with_unnamed(now)
        self.book.put(now)
        self._weigh(now, figure, fresh=known is None, moved=now.now != then)

    def _second_word(self, figure: Figure, point: Point, claim: Claim | None, was: Collection[int]) -> bool:
        """Another number by the same party at the same point of one text: reported, and moves nothing."""
        first = self.spoken.get((point, figure.party))
        if claim is None or first is None or figure.period.kind is PeriodKind.RUNNING:
            return False
        if not (contradict(first, figure) and contradict(claim.now, figure)):
            return False
        if claims.told_before(claim, figure) is None:
            if figure.value not in was:
                self.telling.reports(claim, claim.party)
            claim = claims.with_reported(claim, figure, self.version)
        self.book.put(claims.supported(claim, figure, self.version))
        return True

    def _known_by_another_name(self, figure: Figure, point: Point) -> Claim | None:
        """The claim at the point that says the same, where exactly one of the two parties has a name."""
        if is_unnamed(figure.party):
            named = [claim for claim in self.book.at(point) if not is_unnamed(claim.party)]
            saying = [claim for claim in named if agree(claim.now, figure)]
            once = [claim for claim in named if claims.told_before(claim, figure)]
            return next(iter([*saying, *once]), None)
        unnamed = self.book.unnamed(point)
        if unnamed is None or not agree(unnamed.now, figure):
            return None
        self.book.remove(unnamed)
        dated = replace(unnamed.now, stated_on=figure.stated_on)
        return replace(unnamed, party=figure.party, statements=(*unnamed.statements[:-1], dated))

    def _with_unnamed(self, claim: Claim) -> Claim:
        """The claim with what an unnamed party says of the same value, now that it has a name."""
        unnamed = self.book.unnamed(claim.point)
        if unnamed is None:
            return claim
        if not agree(unnamed.now, claim.now) and claims.told_before(claim, unnamed.now) is None:
            return claim
        self.book.remove(unnamed)
        return claims.joined(claim, unnamed)

    # --- two parties ----------------------------------------------------------------------------

    def _weigh(self, claim: Claim, figure: Figure, *, fresh: bool, moved: bool) -> None:
        """Hold the claim against those of the other parties, and tell what is left to tell."""
        comparable = between_parties(claim.point) and claim.state is ClaimState.STANDING
        others = self.book.others(claim) if comparable else []
        against = [other for other in others if contradict(claim.now, other.now)]
        if is_unnamed(claim.party):
            if against and moved:
                self.telling.reports(against[0], claim.party)
            elif fresh and not against:
                self.telling.new(claim)
            return
        for other in against:
            fresh = self._oppose(claim, other) and fresh
        for other in others:
            if other in against:
                continue
            if self.book.disputed(claim, other):
                self.book.settle(claim, other, self.version.at)
                self.telling.settled(claim, other)
            elif fresh and agree(claim.now, other.now):
                if not self._same_text(figure, other):
                    self.telling.corroborated(claim, other)
                fresh = False
        if fresh:
            self.telling.new(claim)

    def _same_text(self, figure: Figure, other: Claim) -> bool:
        """Whether the other claim stands on copies of this text alone: it would only agree with itself."""
        origin = self.version.origin(figure)
        me = self.version.document if origin is None else origin
        carrying = list(claims.carrying(other))
        return bool(carrying) and all(
            me in (support.document, support.copy_of) and support.document != self.version.document
            for support in carrying
        )

    def _oppose(self, claim: Claim, other: Claim) -> bool:
        """Open their dispute, announced once: who takes a side later joins it. False where it is opened."""
        if self.book.disputed(claim, other):
            return True
        joins = any(
            agree(ally.now, claim.now) and self.book.disputed(ally, other) for ally in self.book.others(claim)
        )
        key = None if joins else self.telling.conflicting(claim, other)
        self.book.open(claim, other, self.version.at, key)
        return False


def _compared(ledger: Ledger, version: VersionContext) -> dict[tuple[Point, int], set[str]]:
    """What this version said when it was compared before: at which point which value, and by whom."""
    said: dict[tuple[Point, int], set[str]] = {}
    for claim in ledger.claims.values():
        values = {statement.seq: statement.value for statement in claim.statements}
        for support in claim.supports:
            taken_back = version.mode is Mode.REVIEW and support.ended_at is not None  # and may be said again
            if support.figure.version == version.id and not taken_back:
                said.setdefault((claim.point, values[support.statement]), set()).add(claim.party)
    return said
