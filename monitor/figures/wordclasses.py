"""The words of a sentence by class, one letter a word: who might speak, what may be quoted, verbs of saying.

Upper-case letters are words as they are, lower-case ones their possessives ("the sheriff's" is D and h).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from monitor.figures.sentences import Sentence
from monitor.figures.speech_words import DEEDS, EITHER, INVERTED, NUMBERS, OBJECTS, PRONOUNS, TWINS, classes

__all__ = ["INVERTED", "Words", "words_of"]

MAX_WORDS: Final = 400  #: of a sentence; what follows is no speech


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence's words: their text in lower case, where each begins and ends, and its class."""

    low: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: str

    def at(self, position: int) -> int:
        """Index of the first word that begins at or after a position."""
        return next((i for i, start in enumerate(self.starts) if start >= position), len(self.starts))


_PIECE: Final = re.compile(
    r"(?:[A-Za-z]\.){2,}|(?:St|Gov|Sen|Rep|Dr|Mr|Mrs|Ms|Lt|Sgt|Capt|Supt|Dept|Col)\.|[A-Za-z0-9$](?:[\w'&-]|\.(?=[\w,])|,(?=\d{3}))*|[^\w\s]"
)


def words_of(sentence: Sentence) -> Words:
    """The words of a sentence with their classes."""
    return _words(sentence.text)


def _words(text: str) -> Words:
    lows: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    tags: list[str] = []
    either: list[int] = []
    before = ""
    known = _MET
    for match in islice(_PIECE.finditer(text), MAX_WORDS):
        word = match.group()
        low, tag, twofold = known.get(word) or _met(word)
        if twofold and (low != "and" or (lows and lows[-1] in TWINS)):
            either.append(len(lows))
        if not tag:
            tag = _tag(word, low, classes(), before)
        tags.append(tag)
        lows.append(low)
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        before = tag
    _close_names(text, lows, starts, tags)
    for i in either:
        if lows[i] == "and":
            if i + 1 < len(lows) and text[starts[i - 1]].isupper() and text[starts[i + 1]].isupper():
                tags[i] = "M"  # "Immigration and Customs Enforcement" is one body
        elif tags[i] != "C":
            tags[i] = "V" if _is_verb(lows, tags, i) else "K"
    return Words(tuple(lows), tuple(starts), tuple(ends), "".join(tags))


def _close_names(text: str, lows: list[str], starts: list[int], tags: list[str]) -> None:
    """A name's last word is of the name: "the Department of Public Safety", "the Associated Press"."""
    for i in range(len(tags) - 1, 0, -1):
        if tags[i] != "M" or not text[starts[i]].isupper():
            continue
        after = tags[i + 1] if i + 1 < len(tags) else ""
        told = after == "K" and lows[i + 1] in EITHER and text[starts[i + 1]].islower()
        if after in _LEADS and not (told and "O" in tags[max(0, i - 3) : i]):
            continue
        if tags[i - 1] in "COM":
            tags[i] = "C"


_LEADS: Final = frozenset("MHBKCmhbkc")  #: what a modifier leads to

#: a word in lower case, its class if that is the same everywhere, whether it may be of two
_Met = tuple[str, str, bool]

_MET: dict[str, _Met] = {}  #: words that were met before

MOST_MET: Final = 20_000

LONGEST_MET: Final = 24  #: characters


def _met(word: str) -> _Met:
    """What is known of a word wherever it stands."""
    low = word if word.islower() else word.lower()
    table = classes()
    shifting = word[0].isupper() and table.get(low, "")[:1] in ("p", "V", "X")
    made = (low, "" if shifting else _tag(word, low, table, ""), low in EITHER or low == "and")
    if len(_MET) < MOST_MET and len(word) <= LONGEST_MET:
        _MET[word] = made
    return made


def _is_verb(lows: list[str], tags: list[str], i: int) -> bool:
    """Whether a word such as "records" is a verb here: "the county records 41", not "county records show"."""
    before = tags[i - 1] if i else "."
    after = tags[i + 1] if i + 1 < len(tags) else "."
    if before in "RrX":
        return True
    takes = after in "NTD(" or (i + 1 < len(lows) and lows[i + 1] in OBJECTS)
    if before in "HBC" and lows[i].endswith("s"):
        return takes or after == "X"  # "the department reports separately that"
    if before == "," and lows[i] in ("counts", "claims", "lists", "reports", "estimates", "records"):
        return takes  # "TRAC, which has the files, counts 41"
    return before == "K" and takes and (lows[i].endswith("s") or lows[i - 1].endswith("s"))


def _tag(word: str, low: str, classes: dict[str, str], before: str) -> str:
    if not word[0].isalnum() and word[0] != "$":
        return word if word in ',;:"()' else "-" if word in "—–-" else "."
    if word[0].isdigit() or word[0] == "$":
        return "N"
    known = classes.get(low)
    capital = word[0].isupper()
    if low in NUMBERS or low.split("-")[0] in NUMBERS:
        return "N"
    if known is None and low.endswith(("'ve", "'d", "'ll", "'re", "'m")):
        return "w"
    if known is None and low.endswith(("'s", "s'")):
        base = low[:-2] if low.endswith("'s") else low[:-1]
        known = classes.get(base)
        if base in _PRONOUN_SET:
            return "R"
        if known in ("H", "B", "K", "M"):
            return known.lower()
        return "c" if capital else "m"
    if known is not None:
        if capital and known in "pVX" and before and before not in '."(:' and known != "p":
            return "C"
        if capital and (
            (known == "V" and before in ("C", "c")) or (known == "p" and before == "D" and low in DEEDS)
        ):
            return "C"  # "the Declined Detainer Outcome Report"
        return known
    if capital:
        return "C"
    if low.endswith("ly"):
        return "X"
    return "w"


_PRONOUN_SET: Final = frozenset(PRONOUNS.split())
