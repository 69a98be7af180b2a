"""All sayings of a sentence: by verbs, by papers, by where figures are from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from monitor.figures import voices
from monitor.figures.saying_verbs import by_verbs
from monitor.figures.sentences import Sentence
from monitor.figures.speech import FIGURES, Reach, Saying, Speech, first_after
from monitor.figures.subjects import is_object
from monitor.figures.told_papers import BOOKS, GIVEN, GOT, by_papers, giver
from monitor.figures.voices import Kind, Voice
from monitor.figures.wordclasses import Words, words_of
from monitor.figures.wordsets import one_of


def listen(sentence: Sentence) -> Speech:
    """The speech of a sentence."""
    words = words_of(sentence)
    found = voices.find(sentence.text, words)
    if not found:
        return Speech(sentence, words, (), ())
    told = [
        *by_verbs(words, found),
        *by_according(words, found),
        *by_papers(words, found),
        *by_colons(words, found),
        *by_sources(words, found),
    ]
    told.sort(key=lambda saying: (saying.start, saying.end))
    if len(told) > 1:  # "told the council in a letter", "found 41 in her files": the one who told
        told = [s for s in told if not _aside_paper(s)] or told[:1]
    return Speech(sentence, words, tuple(found), tuple(_apart(told)))


def _aside_paper(saying: Saying) -> bool:
    """Whether a paper is only where something was told or found."""
    voice = saying.voice
    if saying.cue != voice.text or voice.kind is not Kind.PAPER:
        return False
    return not voice.owner or voice.text.lower().split()[-1] in BOOKS


def _apart(told: Sequence[Saying]) -> list[Saying]:
    """Without those whose voice another has already."""
    kept: list[Saying] = []
    for saying in told:
        if kept and saying.voice.first < kept[-1].voice.last and saying.voice.last > kept[-1].voice.first:
            continue
        kept.append(saying)
    return kept


_COUNTED: Final = frozenset(["reported", "compiled", "counted", "published", "disclosed", "as"])


def by_according(words: Words, found: Sequence[Voice]) -> list[Saying]:
    """ "According to the sheriff", "as reported by ICE", "per the memo"."""
    told: list[Saying] = []
    for i, low in enumerate(words.low):
        begins = -1
        if (
            (low == "to" and i and words.low[i - 1] == "according")
            or (low == "per" and words.tags[i + 1 : i + 2] in ("D", "C", "c", "h"))
            or (
                low == "by"
                and i
                and (
                    words.low[i - 1] in _COUNTED
                    or (words.low[i - 1] in GIVEN - GOT and words.tags[i - 2 : i - 1] == "K")
                )
            )
        ):
            begins = i + 1
        if begins < 0:
            continue
        voice = first_after(found, begins, 3)
        if voice is None:
            continue
        start = words.starts[i - 1] if low != "per" else words.starts[i]
        told.append(Saying(voice, start, voice.end, Reach.BOTH, f"{words.low[i - 1]} {low} {voice.text}"))
    return told


def giver_of(speech: Speech, paper: Voice) -> Voice | None:
    return giver(speech.words, speech.voices, paper)


def by_sources(words: Words, found: Sequence[Voice]) -> list[Saying]:
    """Where numbers are from: "the figures come from ICE", "the count was provided by the warden", "she
    released data showing 41"."""
    told: list[Saying] = []
    for voice in found:
        noun = words.low[voice.last - 1]
        if voice.kind is not Kind.PAPER or noun not in FIGURES:
            continue
        sourced = noun not in ("number", "total", "totals", "list", "count", "counts") or (
            words.tags[voice.first] == "D" and words.low[voice.first] != "the"
        )
        i = voice.last
        while i < len(words.low) and (words.low[i] in _COME or words.tags[i] == "X" or words.low[i] in GIVEN):
            i += 1
        came = words.low[voice.last : i]
        if sourced and came and came[-1] in ("from", "by") and (set(came) & _COME):
            giver = first_after(found, i, 1)
            if giver is not None:
                told.append(
                    Saying(giver, voice.start, giver.end, Reach.SOURCE, f"{noun} {came[-1]} {giver.text}")
                )
        elif words.low[i : i + 1] and (
            words.low[i] in _SHOWING or (words.low[i] in ("with", "of") and words.tags[i + 1 : i + 2] == "N")
        ):
            who = releaser_of(words, found, voice)
            if who is not None:
                told.append(Saying(who, who.start, words.ends[i], Reach.AFTER, f"{who.text} released {noun}"))
    return told


def releaser_of(words: Words, found: Sequence[Voice], paper: Voice) -> Voice | None:
    """The subject of "the office released", before a paper."""
    for k in range(paper.first - 1, max(-1, paper.first - 4), -1):
        verb = k - 1 if k and words.low[k] == "over" and words.low[k - 1] == "turned" else k
        if words.low[verb] in _RELEASED or verb < k:
            who = next((v for v in found if v.last == verb), None)
            return who if who is not None and not is_object(words, who) else None
    return None


_COME: Final = one_of("come comes came is are was were taken drawn")

_SHOWING: Final = one_of("showing listing indicating suggesting that")

_RELEASED: Final = one_of(
    "released provided gave published shared sent issued presented posted produced disclosed supplied "
    "wrote filed submitted compiled"
)


def _differs(words: Words, voice: Voice) -> bool:
    """Whether a clause before a colon gives its subject a count of its own: "ICE has another number: 41",
    "the sheriff begs to differ: 41"."""
    colon = words.tags.index(":") if ":" in words.tags else -1
    if voice.first != 0 or colon <= voice.last or words.tags[colon + 1 : colon + 2] not in ("N", '"'):
        return False
    return bool(_DIFFER & set(words.low[voice.last : colon]))


_DIFFER: Final = one_of(
    "differ differs disagree disagrees number figure count tally answer reply answered replied"
)

_REPLIES: Final = one_of("answer reply response count tally figure number total")


def by_colons(words: Words, found: Sequence[Voice]) -> list[Saying]:
    """'Sheriff: "Zero."', "the answer from the director: 11"."""
    told: list[Saying] = []
    for voice in found:
        if ":" not in words.tags[voice.last :] or voice.kind is Kind.PRONOUN:
            continue
        if voice.kind is Kind.PAPER and not (voice.owner and words.low[voice.last - 1] in _REPLIES):
            continue
        if voice.kind is not Kind.PAPER and _differs(words, voice):
            told.append(
                Saying(voice, voice.start, words.ends[words.tags.index(":")], Reach.AFTER, voice.text)
            )
            continue
        if words.tags[voice.last : voice.last + 1] != ":":
            continue
        quoted = words.tags[voice.last + 1 : voice.last + 2] == '"'
        answers = voice.kind is Kind.PAPER or bool(
            {"answer", "response", "reply"} & set(words.low[: voice.first])
        )
        if quoted or (answers and (voice.first > 1 or voice.kind is Kind.PAPER)):
            told.append(Saying(voice, voice.start, voice.end, Reach.AFTER, voice.text))
    return told
