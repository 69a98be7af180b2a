"""What an edit touched: how much of the old text is left, and whether it was about detainers. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from monitor.comparison import Edit
from monitor.difference import paragraphs
from monitor.figures.assemble import sentence_hash
from monitor.figures.sentences import split

MAX_SENTENCE: Final = 600  #: characters of a sentence that a change shows

_CORRECTS = re.compile(
    r"\b(?:corrections?|corrected|clarifications?|editor[’']s note|an earlier version of this|"
    r"this (?:story|article|post|report) (?:has been|was) (?:updated|corrected))\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,])|(?<![\w.,])\d{1,12}(?!\w)")


def kept(before: str, after: str) -> float:
    """The share of the old text's paragraphs that the new one still has; 1 where there was none."""
    old = paragraphs(before)
    new = set(paragraphs(after))
    return sum(paragraph in new for paragraph in old) / len(old) if old else 1.0


def sentences(text: str) -> frozenset[str]:
    """The hashes of the sentences and rows of a text, as figures name theirs."""
    return frozenset(sentence_hash(sentence.text) for sentence in split(text))


def numbers_near(text: str, words: Collection[str]) -> frozenset[int]:
    """The numbers that stand in a sentence with a watch word."""
    lowered = [word.casefold() for word in words]
    found: set[int] = set()
    for sentence in split(text):
        if any(word in sentence.text.casefold() for word in lowered):
            found.update(int(match.group().replace(",", "")) for match in _NUMBER.finditer(sentence.text))
    return frozenset(found)


def noteworthy(before: str, after: str, told: Collection[str], words: Collection[str]) -> Edit | None:
    """What the edit did to a sentence with a figure (hashes in `told`) or a watch word; else None.

    A correction note that was added is worth telling whatever it is about.
    """
    out, into = _only_in(before, after), _only_in(after, before)
    note = any(_CORRECTS.search(sentence) for sentence in into)
    gone = next((s for s in out if _speaks(s, told, words)), "")
    came = next((s for s in into if _speaks(s, told, words)), "")
    if not (gone or came or note):
        return None
    if note and not came:
        came = next(s for s in into if _CORRECTS.search(s))
    return Edit(sentence_before=gone[:MAX_SENTENCE], sentence_after=came[:MAX_SENTENCE], correction_note=note)


def _only_in(text: str, other: str) -> Sequence[str]:
    """The sentences of `text` that `other` has not, in order. Most paragraphs of a page are the same."""
    known = set(paragraphs(other))
    changed = "\n\n".join(paragraph for paragraph in paragraphs(text) if paragraph not in known)
    if not changed:
        return ()
    there = {sentence_hash(sentence.text) for sentence in split(other)}
    return [s.text for s in split(changed) if sentence_hash(s.text) not in there]


def _speaks(sentence: str, told: Collection[str], words: Collection[str]) -> bool:
    lowered = sentence.casefold()
    return sentence_hash(sentence) in told or any(word.casefold() in lowered for word in words)
