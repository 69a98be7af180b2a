"""Sayings by a verb: "the sheriff said", "said the sheriff", "the office gave a count of"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from monitor.figures.speech import ABOUT, FIGURES, Reach, Saying
from monitor.figures.subjects import inverted, is_behind, subject_of, tag_before, with_title
from monitor.figures.voices import Kind, Voice
from monitor.figures.wordclasses import Words
from monitor.figures.wordsets import one_of


def by_verbs(words: Words, found: Sequence[Voice]) -> list[Saying]:
    by_end = {voice.last: voice for voice in found}
    by_first = {voice.first: voice for voice in found}
    told: list[Saying] = []
    for i, tag in enumerate(words.tags):
        if tag != "V":
            continue
        voice = subject_of(words, found, by_end, i)
        if voice is not None and tag_before(words, i) == "," and is_behind(words, by_first, i):
            voice = None  # "the county, in the west, had 41, said a spokesman"
        if voice is not None and _speaks(words, voice, i):
            told.append(_said(words, with_title(words, found, voice), i))
            continue
        behind = inverted(words, by_first, i) if voice is None else None
        if behind is not None:
            titled = with_title(words, found, behind)
            told.append(
                Saying(titled, words.starts[i], titled.end, Reach.BOTH, f"{words.low[i]} {behind.text}")
            )
    return told


def _speaks(words: Words, voice: Voice, verb: int) -> bool:
    """Whether a verb that may mean something else is one of saying here: "ICE put holds on 38" is none."""
    low = words.low[verb]
    if _DENIED & set(words.low[max(voice.last, verb - 3) : verb]) or voice.text.lower() in _NOBODY:
        return False
    if words.tags[verb - 1] == "D" or words.low[voice.first] in _SHEETS:
        return False  # "those added hours", "Section II lists"
    after = words.tags[verb + 1 : verb + 9]
    next_ = words.low[verb + 1 : verb + 3]
    if low in _OF_PAPERS and voice.kind in (Kind.BODY, Kind.NAME, Kind.PERSON):
        return False
    if low in ("told", "tells", "tell") and set(next_) & _TOLD_OF:
        return False  # notice of a release
    if low == "owned":
        return next_[:1] == ("up",)
    if low in ("placed", "pegged", "pegs"):
        return "at" in words.low[verb + 1 : verb + 10] and after[:1] in ("D", "R")
    if low in ("put", "puts"):
        return "at" in words.low[verb + 1 : verb + 16] and next_[:1] not in (("detainers",), ("holds",))
    if low in ("wrote", "writes") and after[:1] == "N":
        return False
    if low in _GIVES:
        return _gives(words, voice, verb)
    if low == "found":
        return ("N" in after or after[:1] == "T") and voice.kind is not Kind.NAME
    return True


_DENIED: Final = frozenset(["not", "never", "n't", "cannot"])

_NOBODY: Final = frozenset(["nobody", "no one", "none", "everybody", "everyone", "anyone", "others", "some"])

_SHEETS: Final = one_of("section table chart figure column line appendix exhibit schedule item part page")

_GIVES: Final = frozenset(["gave", "gives", "provided", "supplied", "offered", "furnished"])


def _gives(words: Words, voice: Voice, verb: int) -> bool:
    """Whether a number or a count is what is given: "gave 41", "provided the figures"; people are handed."""
    after = words.tags[verb + 1 : verb + 7]
    low = words.low[verb + 1 : verb + 7]
    if not after or low[0] in ("up", "over", "away", "in", "out", "back"):
        return False
    if after[0] == "N" or (low[0] in ABOUT and "N" in after[:4]):
        return voice.kind is not Kind.NAME and not {"to", "up", "over"} & set(low[1:5])
    noun = next((k for k, word in enumerate(low) if word in FIGURES), -1)
    return noun > 0 and all(
        tag != "p" or word in _TO_WHOM for tag, word in zip(after[:noun], low, strict=False)
    )


_TO_WHOM: Final = frozenset(["me", "us", "him", "them", "her"])

_TOLD_OF: Final = frozenset(["ice", "agents", "feds"])

#: what papers do, and people do in another sense: "ICE showed up", "the office logged 366"
_OF_PAPERS: Final = one_of("show shows showed logged logs recorded records documented read reads")


def _said(words: Words, voice: Voice, verb: int) -> Saying:
    before = words.tags[voice.first - 1] if voice.first else ""
    two = words.tags[voice.first - 2] if voice.first > 1 else ""
    beside = (before != "" and before in ',"-(') or (before != "" and before in ".?!" and two == '"')
    if before == '"' and words.tags[: voice.first].count('"') % 2:
        beside = False  # the voice speaks inside the quotation
    reach = Reach.BOTH if beside and voice.first > 3 else Reach.AFTER
    cue = f"{voice.text} {words.low[verb]}"
    return Saying(voice, voice.start, words.ends[verb], reach, cue)
