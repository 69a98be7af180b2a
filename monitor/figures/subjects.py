"""Whose verb a verb of saying is: the phrase before it, beyond an aside, or behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from monitor.figures.speech_words import DEEDS
from monitor.figures.voices import Kind, Voice
from monitor.figures.wordclasses import INVERTED, Words
from monitor.figures.wordsets import one_of

FAR: Final = 16  #: words between a subject and its verb


def tag_before(words: Words, i: int) -> str:
    return words.tags[i - 1] if i else ""


def is_behind(words: Words, by_first: dict[int, Voice], verb: int) -> bool:
    """Whether a person or a body with an article stands behind a verb that may go before its subject."""
    voice = inverted(words, by_first, verb)
    return voice is not None and words.tags[voice.first] == "D"


def subject_of(words: Words, found: Sequence[Voice], by_end: dict[int, Voice], verb: int) -> Voice | None:
    """The voice that is a verb's subject."""
    tags = words.tags
    j = verb - 1
    while j >= 0 and tags[j] in "Xt":
        j -= 1
    if j < 0 or words.low[j] in _BEING:
        return None
    if j + 1 in by_end:
        voice = by_end[j + 1]
        if is_object(words, voice):
            return _holder(words, found, voice) or _far(words, found, verb)
        return _of_clause(words, by_end, voice)
    if tags[j] in "rT":
        near = by_end.get(j if not j or tags[j - 1] != "," else j - 1)
        if near is not None and near.kind is Kind.NAME and tags[near.first - 1 : near.first] == ",":
            near = by_end.get(near.first - 1, near)  # "Tulsa County, Oklahoma, which"
        return _holder(words, found, near) if near is not None and is_object(words, near) else near
    if tags[j] == ",":
        return _aside(tags, by_end, j)
    if tags[j] == ")":
        begin = tags.rfind("(", max(0, j - 6), j)
        return by_end.get(begin) if begin > 0 else None
    return _far(words, found, verb)


def _aside(tags: str, by_end: dict[int, Voice], comma: int) -> Voice | None:
    """The phrase before what stands between two commas: "the sheriff, who took office in May, said"."""
    for begin in range(comma - 1, max(0, comma - FAR - 6), -1):
        if tags[begin] == ";" or (tags[begin] == "V" and tags[begin - 1] != "r"):
            return None
        if tags[begin] == ",":
            open_ = tags.rfind("(", max(0, begin - 6), begin) if tags[begin - 1] == ")" else -1
            last = open_ if open_ > 0 else begin - 1 if tags[begin - 1] == "X" else begin
            voice = by_end.get(last)
            if voice is None:
                continue
            if voice.kind is Kind.NAME and tags[voice.first - 1 : voice.first] == ",":
                voice = by_end.get(voice.first - 1, voice)
            if voice.kind is not Kind.PRONOUN and (voice.first == 0 or tags[voice.first - 1] in ',;:."-JT('):
                return voice
    return None


def _of_clause(words: Words, by_end: dict[int, Voice], voice: Voice) -> Voice:
    """The subject of "a captain who runs the jail says", where the verb stands behind the jail."""
    tags = words.tags
    for k in range(voice.first - 1, max(-1, voice.first - 9), -1):
        if tags[k] in ',;"V':
            break
        if tags[k] in "rT" and k < voice.first - 1:
            return by_end.get(k, voice)
    return voice


_BEING: Final = one_of("was were is are be been being")


def _holder(words: Words, found: Sequence[Voice], place: Voice) -> Voice | None:
    """The voice before "in Arizona": the department there."""
    if words.low[place.first - 1] not in ("in", "of", "at", ","):
        return None
    return next((v for v in found if v.last == place.first - 1), None)


def is_object(words: Words, voice: Voice) -> bool:
    """Whether a phrase stands behind a preposition that makes it no subject."""
    before = voice.first - 1
    if before < 0 or words.tags[before] != "p":
        return False
    return words.low[before] in ("by", "from", "to", "with", "at", "than", "against", "into", "in", "on")


def _far(words: Words, found: Sequence[Voice], verb: int) -> Voice | None:
    """The phrase that a clause begins with, where the verb follows after a few words: "a major who runs
    the jail says"."""
    best = None
    for voice in found:
        if voice.last > verb:
            break
        if verb - voice.last > FAR or voice.kind is Kind.PRONOUN:
            continue
        between = _unyeared(words, voice.last, verb)
        if re.search(r'[V;":(JN]|,', between) or not re.match(r"[rpOwXT]", between):
            continue
        if voice.first == 0 or words.tags[voice.first - 1] in ',;:."-JT(':
            best = voice
    return best


def _unyeared(words: Words, first: int, last: int) -> str:
    """The classes of words, where years count as any other word: "a lawsuit settled in 2013 said"."""
    return "".join(
        "w" if tag == "N" and low[:2] in ("19", "20") and len(low) == 4 else tag
        for tag, low in zip(words.tags[first:last], words.low[first:last], strict=True)
    )


def with_title(words: Words, found: Sequence[Voice], voice: Voice) -> Voice:
    """ "Todd Lyons, the acting director of ICE, wrote": the name with the title behind it."""
    if voice.kind is not Kind.NAME or words.tags[voice.last : voice.last + 1] != ",":
        return voice
    title = next((v for v in found if v.first == voice.last + 1 and v.kind is Kind.PERSON), None)
    return title if title is not None else voice


def inverted(words: Words, by_first: dict[int, Voice], verb: int) -> Voice | None:
    """'..., said the sheriff': the phrase behind the verb."""
    if words.low[verb] not in INVERTED or verb == 0 or words.tags[verb - 1] not in ',".?;:-':
        return None
    voice = by_first.get(verb + 1)
    if voice is None or (
        voice.kind is Kind.PAPER and words.low[verb] not in ("reads", "says", "said", "read")
    ):
        return None
    after = words.tags[voice.last : voice.last + 1]
    if after in ("p", "w") and _acts(words.low[voice.last]):
        return None  # "..., said the jail got 41"
    return voice if after in ("", ",", ".", ";", "r", "p", "O", "t", "-", "(", "w", "J", '"', ":") else None


#: words of the class of prepositions that are verbs: a phrase before one is its subject
_ACTS: Final = DEEDS | one_of(
    "is are was were be been being am can may might must shall should does had has have"
)


def _acts(low: str) -> bool:
    """Whether a word that stands behind a noun is likely its verb."""
    return low in _ACTS or (low.endswith("ed") and len(low) > 4)
