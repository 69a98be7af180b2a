"""Zeros that count: "no one was transferred to ICE", "in no instance did ICE come".

What will not be, may not be, or is not done as a rule counts nothing; neither does "no record".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from config.words import Metric, Qualifier
from monitor.figures import guards, verdict_words
from monitor.figures.candidates import Candidate
from monitor.figures.clauses import clause
from monitor.figures.numbers import Number
from monitor.figures.outcomes import Verdicts
from monitor.figures.paper import Count, Paper
from monitor.figures.signs import Observer
from monitor.figures.verdicts import Share
from monitor.figures.views import Trigger, View

PROVED: Final = 0.97  #: how often a zero that is proved so counts what it is said to, on the labelled texts
BACK: Final = 10  #: sentences back in which detainers are spoken of
REACH: Final = 10  #: words after "in no instance did" in which the act stands

_KIND: Final = r"(?:(?:ice|such|civil|immigration|federal|formal|valid|written|hold|of these|of those) ){0,3}"
_FORM: Final = r"(?:detainers?|detainer requests?|i-247s?\w?|requests?|holds?|forms?)\b"
_BARE: Final = r"(?:one|any)(?=[.,;:\"')]|$| (?:in|since|from|for|this|last|during|yet|so far|at|on|that)\b)"
#: "has not had a single detainer", "never received one", "has yet to see a request"
_ASKED: Final = re.compile(
    r"(?:(?:\b(?:has|have|had|was|were)(?: not|n't)|\bnever)"
    r"(?: yet| ever| once| in [\w ]{1,16})? "
    r"(?:been (?:sent|given|served with|presented with|asked for|handed|shown)|presented with|sent|received|"
    r"had|gotten|got|seen|logged|taken|fielded|processed)|"
    r"\b(?:did not|didn't)(?: ever| once)? (?:receive|get|see|have|log|field|process)|"
    r"\b(?:has|have|had) yet to (?:receive|get|see|have|log|field|process))"
    rf" (?P<it>(?:a single|even one|any|one|an?) {_KIND}{_FORM}|{_BARE})"
)
#: "in no instance did ICE take custody", "not in four years has the jail kept a soul"
_INVERTED: Final = re.compile(
    r"\b(?P<it>in no (?:single )?(?:instance|case|event)|not once|at no (?:time|point)|"
    r"not in [a-z0-9 ]{1,30}?|never)(?: [a-z0-9 ]{1,40}?)? (?:did|has|have|had|was|were)\b"
)
_NIL: Final = r"nothing|not (?:a|one) (?:single )?(?:cent|dime|penny|dollar|nickel)|no money"
_PAID: Final = re.compile(
    r"\b(?:paid|repaid|reimbursed|billed|invoiced|charged)(?: back)?"
    r"(?: (?!with\b|for\b)(?:the |its |his |her |our )?[a-z]+){0,2} "
    rf"(?P<it>{_NIL})\b(?! (?:more|but|else|less))|"
    r"\b(?P<it2>no (?:federal )?reimbursements?) (?:was|were|has been|have been) (?:paid|received|billed)\b|"
    r"\b(?:received|got|seen|collected|recovered) (?P<it3>no (?:federal )?reimbursements?)\b"
)
_TARGETS: Final = frozenset([Metric.HONORED, Metric.DECLINED, Metric.TRANSFERRED, Metric.NOTIFIED])
_OPPOSITE: Final = {Metric.HONORED: Metric.DECLINED, Metric.DECLINED: Metric.HONORED}


@dataclass(frozen=True, slots=True)
class Zero:
    """A phrase that tells that there was none: what there was none of, and where it stands."""

    candidate: Candidate
    metric: Metric
    known: bool  #: the phrase is a candidate already


def find(paper: Paper, said: Verdicts, observer: Observer, end: int) -> Iterator[Zero]:
    """The zeros that the sentences before line `end` prove, in the order of the text."""
    for index in range(min(end, len(paper.lines))):
        low = paper.lines[index].sentence.low
        if not _NOTHING.search(low) or not said.states(index) or not _ours(index, observer):
            continue
        for start, stop, metric in _told(index, low, said, observer):
            known = [
                paper.candidates[i] for i in paper.by_line.get(index, ())
                if paper.candidates[i].number.start == start and paper.candidates[i].number.form == "zero"
            ]  # fmt: skip
            yield Zero(known[0] if known else _candidate(paper, index, start, stop), metric, bool(known))


_NOTHING: Final = re.compile(r"\b(?:no|none|not|never|nobody|neither|zero|nothing|yet)\b|n't\b")


def _ours(index: int, observer: Observer) -> bool:
    """Whether detainers, or holding for ICE, are what the text is speaking of."""
    lines = [observer.view(k).present for k in range(max(0, index - BACK), index + 1)]
    return any(present & _PAPERS for present in lines) or "ice" in lines[-1]


_PAPERS: Final = frozenset(["detainer", "paper"])


def _told(index: int, low: str, said: Verdicts, observer: Observer) -> Iterator[tuple[int, int, Metric]]:
    """Where a sentence tells a zero, and of what."""
    seen = observer.view(index)
    for verdict in said.of(index):
        counted = verdict.number is not None and verdict.came is not None  # "none of the 57": 57 declined
        short = verdict.deed is Metric.HONORED and guards.only_so_long(low, verdict.start)
        if verdict.share is Share.NONE and verdict.deed in _TARGETS and not counted and not short:
            yield verdict.start, _word(low, verdict.start), verdict.deed
    if (match := _ASKED.search(low)) and not _ruled(seen, match.start()):
        spoken = low[: match.end()]
        if "detainer" in spoken or "247" in spoken or _detainers_before(index, observer):
            yield match.start("it"), match.end("it"), Metric.REQUESTS
    if (match := _INVERTED.search(low)) and (act := _inverted(seen, match.end())):
        yield match.start("it"), match.end("it"), act
    if (match := _PAID.search(low)) and not _ruled(seen, match.start()):
        group = next(name for name in ("it", "it2", "it3") if match[name])
        yield match.start(group), match.end(group), Metric.COST


def _detainers_before(index: int, observer: Observer) -> bool:
    return index > 0 and "detainer" in observer.view(index - 1).present


def _inverted(seen: View, at: int) -> Metric | None:
    """The act of which a sentence that begins with "in no instance did" says that it was not done."""
    first = seen.at(at)
    _left, right, _a, _b = clause(seen, first)
    acts: list[Trigger] = [
        act for act in seen.triggers
        if first <= act.at < min(right, first + REACH) and not act.noun and act.metric in _TARGETS
        and (act.strong or seen.tokens[act.at].word in verdict_words.KEEPS)
    ]  # fmt: skip
    if not acts or any(token.word in _MODAL for token in seen.tokens[first : acts[0].at]):
        return None
    best = next((act for act in acts if act.strong and act.at == acts[0].at), acts[0])
    return _OPPOSITE[best.metric] if best.negated and best.metric in _OPPOSITE else best.metric


_MODAL: Final = frozenset(["will", "would", "may", "might", "must", "can", "could", "shall", "should", "if"])


def _ruled(seen: View, at: int) -> bool:
    """Whether what is denied only may be, or would be."""
    first = seen.at(at)
    return any(token.word in _MODAL for token in seen.tokens[max(0, first - 4) : first + 2])


def _word(low: str, start: int) -> int:
    match = verdict_words.QUANTIFIER.match(low, start)
    return start + len(match.group().rstrip()) if match else start + 1


def _candidate(paper: Paper, index: int, start: int, stop: int) -> Candidate:
    number = Number(0, Qualifier.EXACT, start, stop, start, "zero")
    return Candidate(index, paper.lines[index].sentence, number)


def weave(
    paper: Paper, counts: Sequence[tuple[Count, str | None]], reasons: Sequence[str], zeros: Sequence[Zero]
) -> tuple[Paper, list[tuple[Count, str | None]], list[str]]:
    """The paper with the zeros among its candidates, and the counts with them, in the order of the text."""
    if not zeros:
        return paper, list(counts), list(reasons)
    fresh = {id(zero.candidate): zero.candidate for zero in zeros if not zero.known}
    candidates = sorted([*paper.candidates, *fresh.values()], key=lambda candidate: candidate.start)
    place = {id(candidate): i for i, candidate in enumerate(candidates)}
    proved = {id(zero.candidate) for zero in zeros}
    rows = [
        (replace(count, candidate=place[id(paper.candidates[count.candidate])]), subset, why)
        for (count, subset), why in zip(counts, reasons, strict=True)
        if id(paper.candidates[count.candidate]) not in proved
    ]  # fmt: skip
    rows += [(Count(place[id(z.candidate)], z.metric, False, PROVED), None, "said of none") for z in zeros]
    rows.sort(key=lambda row: row[0].candidate)
    woven = replace(paper, candidates=candidates)
    return woven, [(count, subset) for count, subset, _why in rows], [why for _count, _subset, why in rows]
