"""One party, two values: what a claim becomes when its own party is said to have said something else. Pure.

A claim moves only where there is a right to call it a revision; else the other value is reported beside
it. In a baseline, where documents come in any order, what each is decides and not when it was met.
"""

from __future__ import annotations

from dataclasses import replace

from config.words import ClaimState, Hand, PeriodKind, Qualifier
from monitor import claims
from monitor.comparison import Mode, VersionContext
from monitor.telling import Telling
from monitor.values import Relation, agree, contradict, relation, sharpness
from storage.records import Claim, Figure


class Judging:
    """Says what becomes of claims by the figures of one version, and tells what changed by it."""

    def __init__(self, version: VersionContext, telling: Telling) -> None:
        self.version = version
        self.telling = telling

    def judged(self, claim: Claim, figure: Figure, edited: Figure | None) -> Claim:
        """The claim after the figure, of its own party, was said. `edited`: what it stands in place of."""
        if claim.state is ClaimState.RETRACTED:
            self.telling.again(claim)
            return claims.moved(claim, figure, self.version)
        if edited is not None:
            return self._edited(claim, figure, edited)
        if figure.period.kind is PeriodKind.RUNNING and (counted := self._counted(claim, figure)):
            return counted
        match relation(claim.now, figure):
            case Relation.AGREE:
                return self._agreeing(claim, figure)
            case Relation.CONSISTENT:
                return self._consistent(claim, figure)
            case Relation.CONTRADICT if self.version.mode is Mode.BASELINE:
                return self._ranked(claim, figure)
            case Relation.CONTRADICT:
                return self._apart(claim, figure)

    def _edited(self, claim: Claim, figure: Figure, was: Figure) -> Claim:
        """This document said another number before: its own party revised, anybody else corrected."""
        left = claims.without(claim, self.version.document, self.version.at)
        if figure.hand is Hand.FIRST:
            self.telling.revised(claim)
            return claims.moved(left, figure, self.version)
        me = self.version.document
        alone = all(me in (support.document, support.copy_of) for support in claims.carrying(left))
        agreed = agree(claim.now, figure)
        self.telling.corrected(claim, was, stands=not alone and not agreed)
        if agreed:
            return left
        act = claims.moved if alone else claims.with_reported
        return act(left, figure, self.version)

    def _counted(self, claim: Claim, figure: Figure) -> Claim | None:
        """A running total that grew, or an earlier count met late; None where neither explains it."""
        until, counted = claims.counted_until(figure), claim.now.as_of or claim.now.stated_on
        if until is None or counted is None:
            return None
        if until > counted and figure.value > claim.now.value:
            if figure.qualifier is not Qualifier.EXACT and not contradict(claim.now, figure):
                return None
            self.telling.grown(claim)
            return claims.moved(claim, figure, self.version)
        if until <= counted and figure.value <= claim.now.value:
            if figure.value < claim.now.value:
                return claims.with_reported(claim, figure, self.version)
            earlier = replace(claim.now, as_of=until)
            return self._agreeing(replace(claim, statements=(*claim.statements[:-1], earlier)), figure)
        return None

    def _agreeing(self, claim: Claim, figure: Figure) -> Claim:
        first_hand = figure.hand is Hand.FIRST
        if claim.state is ClaimState.WITHDRAWN and (first_hand or not claims.is_first_hand(claim)):
            self.telling.again(claim)
            back = replace(claim, state=ClaimState.STANDING)
            return self._borne_out(back, figure) if first_hand and not claims.is_first_hand(claim) else back
        if first_hand and not claims.is_first_hand(claim):
            self.telling.confirmed(claim)
            return self._borne_out(claim, figure)
        return self._sharper(claim, figure)

    def _borne_out(self, claim: Claim, figure: Figure) -> Claim:
        """The claim with the party's own paper behind it, in the sharper words of the two."""
        if sharpness(figure) < sharpness(claim.now):
            return claims.vouched(claim, figure)
        return claims.moved(claim, figure, self.version)

    def _consistent(self, claim: Claim, figure: Figure) -> Claim:
        """A bound excludes nothing here, and so proves nothing; but a number is kept rather than a bound."""
        if sharpness(figure) > sharpness(claim.now) and figure.hand is Hand.FIRST:
            if not claims.is_first_hand(claim):
                self.telling.confirmed(claim)
            return claims.moved(claim, figure, self.version)
        return claim if claims.is_first_hand(claim) else self._sharper(claim, figure)

    def _sharper(self, claim: Claim, figure: Figure) -> Claim:
        """The claim told by the better of two that fit together; silently, nobody said anything else."""
        if sharpness(figure) > sharpness(claim.now):
            return claims.sharpened(claim, figure, self.version)
        if figure.hand is not claim.now.hand:
            return claim
        same = (figure.value, figure.qualifier) == (claim.now.value, claim.now.qualifier)
        if not claims.outranks(figure, claim):
            return claim
        if same and (figure.hand is Hand.FIRST or self.version.mode is Mode.BASELINE):
            return claims.vouched(claim, figure)
        if not same and figure.hand is Hand.SECOND and self.version.mode is Mode.BASELINE:
            return claims.sharpened(claim, figure, self.version)
        return claim

    def _apart(self, claim: Claim, figure: Figure) -> Claim:
        """One party, two values that exclude each other."""
        first_hand, both = (
            figure.hand is Hand.FIRST,
            figure.hand is Hand.FIRST and claims.is_first_hand(claim),
        )
        said, held = figure.stated_on, claim.now.stated_on
        told = claims.told_before(claim, figure)
        if told is not None and not first_hand:
            return claim  # a reprint after a correction
        if both and said and held and said < held:
            return claims.with_reported(claim, figure, self.version)  # an older letter found later
        if both or (figure.says_revised and said and held and said > held):
            self.telling.revised(claim)
            return claims.moved(claim, figure, self.version)
        if told is not None:
            self.telling.confirmed(claim, told)  # of two reports, the paper bears this one out
        else:
            self.telling.reports(claim, claim.party, ruled=first_hand)
        act = claims.moved if first_hand else claims.with_reported  # the paper itself rules
        return act(claim, figure, self.version)

    def _ranked(self, claim: Claim, figure: Figure) -> Claim:
        """In a baseline documents come in any order: what each is decides, not when we met it."""
        if figure.period.kind is PeriodKind.RUNNING:
            better = figure.value > claim.now.value  # a total only grows
        else:
            better = claims.outranks(figure, claim)
        both = figure.hand is Hand.FIRST and claims.is_first_hand(claim)
        if both and better:
            self.telling.revised(claim)
        elif not both and claims.told_before(claim, figure) is None:
            self.telling.reports(claim, claim.party)
        act = claims.moved if better else claims.with_reported
        return act(claim, figure, self.version)
