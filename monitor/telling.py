"""Changes as a comparison makes them: what makes each itself, and how quietly it is told. Pure.

A key says in words what makes a change: however often and in whatever way it is met again, the same
key is the same change. Keys with a version in them may come again with another version.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from config.words import ChangeKind, Quiet
from monitor import claims
from monitor.comparison import Mode, More, VersionContext
from monitor.points import in_words, word
from storage.records import Change, Claim, Figure, Side, Statement

#: what is background where the period is not the latest one of its text
_BACKGROUND_KINDS = (ChangeKind.NEW, ChangeKind.CONFIRMED, ChangeKind.CORROBORATED)
#: what is worth a line in the digest although it is old
_OLD_BUT_TOLD = (ChangeKind.CONFLICTING, ChangeKind.REVISED)


class Telling:
    """The changes of one version, each key once."""

    def __init__(self, version: VersionContext, background: frozenset[int]) -> None:
        self.version = version
        self.background = background
        self._changes: dict[str, Change] = {}
        self._figure: Figure | None = None
        self._only_read_now = False

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(self._changes.values())

    @contextmanager
    def of(self, figure: Figure, *, only_read_now: bool) -> Iterator[None]:
        """What is told inside was brought about by `figure`."""
        self._figure, self._only_read_now = figure, only_read_now
        try:
            yield
        finally:
            self._figure, self._only_read_now = None, False

    # --- one party ------------------------------------------------------------------------------

    def new(self, claim: Claim) -> None:
        self._tell(ChangeKind.NEW, f"new:{_at(claim)}", claim)

    def grown(self, claim: Claim) -> None:
        self._again(claim, "grown")

    def again(self, claim: Claim) -> None:
        self._again(claim, "again")

    def confirmed(self, claim: Claim, by_report: Statement | None = None) -> None:
        before = by_report or claim.now
        self._tell(ChangeKind.CONFIRMED, f"confirmed:{_at(claim)}", claim, before=before)

    def revised(self, claim: Claim) -> None:
        self._tell(ChangeKind.REVISED, f"revised:{_at(claim)}:{self.version.id}", claim, before=claim.now)

    def corrected(self, claim: Claim, was: Figure, *, stands: bool) -> None:
        """This document had `was`. `stands`: what the claim says is carried by others, and stays."""
        key = f"corrected:{self.version.document}:{_at(claim)}:{self.version.id}"
        before = claims.said_before(claim, was, self.version)
        more: More = {"stands": claim.now.value, "stands_hand": claim.now.hand.value} if stands else {}
        self._tell(ChangeKind.CORRECTED, key, claim, side=before, more=more)

    def reports(self, claim: Claim, party: str, *, ruled: bool = False) -> None:
        """Two values told of one party. No version in the key: a misprint is told once, copied or not.

        `ruled`: it is the party's own paper that came in, and what was reported before is superseded.
        """
        if self._figure is None:
            return
        low, high = sorted((claim.now.value, self._figure.value))
        key = f"reports:{in_words(claim.point)}:{word(party)}:{low}:{high}"
        self._tell(
            ChangeKind.CONFLICTING,
            key,
            claim,
            before=claim.now,
            party=party,
            other_party=claim.party if party != claim.party else None,
            reports=True,
            ruled=ruled,
        )

    def _again(self, claim: Claim, how: str) -> None:
        key = f"new:{_at(claim)}:{how}:{self.version.id}"
        self._tell(ChangeKind.NEW, key, claim, before=claim.now, more={how: True})

    # --- two parties ----------------------------------------------------------------------------

    def conflicting(self, claim: Claim, other: Claim) -> str:
        return self._between(ChangeKind.CONFLICTING, claim, other, self.version.id)

    def settled(self, claim: Claim, other: Claim) -> str:
        return self._between(ChangeKind.SETTLED, claim, other, self.version.id)

    def corroborated(self, claim: Claim, other: Claim) -> None:
        key = f"corroborated:{_at(claim)}"
        before = claims.side(other.party, other.now, other)
        self._tell(ChangeKind.CORROBORATED, key, claim, side=before, other_party=other.party)

    def _between(self, kind: ChangeKind, claim: Claim, other: Claim, version: int) -> str:
        a, b = sorted((claim.party, other.party))
        key = f"{kind}:{in_words(claim.point)}:{word(a)}:{word(b)}:{version}"
        before = claims.side(other.party, other.now, other)
        self._tell(kind, key, claim, side=before, other_party=other.party, after=self._present(claim))
        return key

    # --- documents ------------------------------------------------------------------------------

    def of_document(self, kind: ChangeKind, key: str, more: More) -> Change:
        """A change that belongs to the version as a whole."""
        return Change(
            key=key,
            kind=kind,
            at=self.version.at,
            run_id=self.version.run,
            quiet=self._quiet(kind, reports=False),
            version_id=self.version.id,
            document_id=self.version.document,
            source_id=self.version.source,
            more={"place": self.version.place, **more},
        )

    # --- how ------------------------------------------------------------------------------------

    def _tell(
        self,
        kind: ChangeKind,
        key: str,
        claim: Claim,
        *,
        before: Statement | None = None,
        side: Side | None = None,
        after: Side | None = None,
        party: str | None = None,
        other_party: str | None = None,
        reports: bool = False,
        ruled: bool = False,
        more: More | None = None,
    ) -> None:
        facts = dict(more or {})
        if self.version.confirmed_by:
            facts["confirmed_by"] = self.version.confirmed_by
        change = Change(
            key=key,
            kind=kind,
            at=self.version.at,
            run_id=self.version.run,
            quiet=self._quiet(kind, reports=reports, ruled=ruled, back="again" in facts),
            version_id=self.version.id,
            document_id=self.version.document,
            source_id=self.version.source,
            point=claim.point,
            party=party or claim.party,
            other_party=other_party,
            between_reports=reports,
            before=claims.side(claim.party, before, claim) if before else side,
            after=after or (claims.told(self._figure, self.version) if self._figure else None),
            more=facts,
        )
        self._changes.setdefault(key, change)

    def _present(self, claim: Claim) -> Side:
        """What the claim now says, in the words of the figure at hand where it is that figure's."""
        figure = self._figure
        if figure is not None and claim.now.figure == claims.reference(figure, self.version):
            return claims.told(figure, self.version)
        return claims.side(claim.party, claim.now, claim)

    def _quiet(self, kind: ChangeKind, *, reports: bool, ruled: bool = False, back: bool = False) -> Quiet:
        """Why it is not told at once, if so.

        Two reports that differ can wait for the digest; the party's own paper that says otherwise than
        they (`ruled`) is what a newsroom waits for. That a number was gone was told, so that it is
        `back` is too, of whatever year it is.
        """
        mode = self.version.mode
        if mode is Mode.REREAD or self._only_read_now:
            return Quiet.REREAD
        if mode is Mode.BASELINE:
            return Quiet.BASELINE
        if mode is Mode.HISTORY:
            return Quiet.DIGEST if kind in _OLD_BUT_TOLD else Quiet.HISTORY
        if reports and not (ruled and self._figure and self._figure.ordinal not in self.background):
            return Quiet.DIGEST
        if back:
            return Quiet.NO
        if self._figure is not None and self._figure.ordinal in self.background and kind in _BACKGROUND_KINDS:
            return Quiet.BACKGROUND
        return Quiet.DIGEST if kind is ChangeKind.NEW and self.version.routine else Quiet.NO


def _at(claim: Claim) -> str:
    return f"{in_words(claim.point)}:{word(claim.party)}"
