"""What a sentence says of who told it: each speaker with the stretch of the sentence that is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor.figures import voices
from monitor.figures.sentences import Sentence
from monitor.figures.voices import Kind, Voice
from monitor.figures.wordclasses import INVERTED, Words, words_of


class Reach(StrEnum):
    """Which side of an attribution was told."""

    AFTER = "after"  #: "the sheriff said that ..."
    BOTH = "both"  #: "..., the sheriff said, ..."


@dataclass(frozen=True, slots=True)
class Saying:
    voice: Voice
    start: int  #: characters of the sentence
    end: int
    reach: Reach
    cue: str  #: the words that give speech to it


@dataclass(frozen=True, slots=True)
class Speech:
    """A sentence with all that may speak in it."""

    sentence: Sentence
    words: Words
    voices: Sequence[Voice]
    sayings: Sequence[Saying]


FAR: Final = 16  #: words between a subject and its verb


def listen(sentence: Sentence) -> Speech:
    """The speech of a sentence."""
    words = words_of(sentence)
    found = voices.find(sentence.text, words)
    if not found:
        return Speech(sentence, words, (), ())
    told = [*_verbs(words, found), *_according(words, found), *_papers(words, found), *_colons(words, found)]
    told.sort(key=lambda saying: (saying.start, saying.end))
    if len(told) > 1:  # "told the council in a letter": the one who told
        told = [
            s
            for s in told
            if not (s.cue == s.voice.text and s.voice.kind is Kind.PAPER and not s.voice.owner)
        ]
    return Speech(sentence, words, tuple(found), tuple(_apart(told)))


def _apart(told: Sequence[Saying]) -> list[Saying]:
    """Without those whose voice another has already."""
    kept: list[Saying] = []
    for saying in told:
        if kept and saying.voice.first < kept[-1].voice.last and saying.voice.last > kept[-1].voice.first:
            continue
        kept.append(saying)
    return kept


def _verbs(words: Words, found: Sequence[Voice]) -> list[Saying]:
    by_end = {voice.last: voice for voice in found}
    by_first = {voice.first: voice for voice in found}
    told: list[Saying] = []
    for i, tag in enumerate(words.tags):
        if tag != "V":
            continue
        voice = _subject(words, found, by_end, i)
        if voice is not None and _tag_before(words, i) == "," and _behind(words, by_first, i):
            voice = None  # "the county, in the west, had 41, said a spokesman"
        if voice is not None and _speaks(words, voice, i):
            told.append(_said(words, _with_title(words, found, voice), i))
            continue
        behind = _inverted(words, by_first, i) if voice is None else None
        if behind is not None:
            told.append(
                Saying(behind, words.starts[i], behind.end, Reach.BOTH, f"{words.low[i]} {behind.text}")
            )
    return told


def _tag_before(words: Words, i: int) -> str:
    return words.tags[i - 1] if i else ""


def _behind(words: Words, by_first: dict[int, Voice], verb: int) -> bool:
    """Whether a person or a body with an article stands behind a verb that may go before its subject."""
    voice = _inverted(words, by_first, verb)
    return voice is not None and words.tags[voice.first] == "D"


def _subject(words: Words, found: Sequence[Voice], by_end: dict[int, Voice], verb: int) -> Voice | None:
    """The voice that is a verb's subject."""
    tags = words.tags
    j = verb - 1
    while j >= 0 and tags[j] in "Xt":
        j -= 1
    if j < 0 or words.low[j] in _BEING:
        return None
    if j + 1 in by_end:
        voice = by_end[j + 1]
        if _object(words, voice):
            return _holder(words, found, voice) or _far(words, found, verb)
        return _of_clause(words, by_end, voice)
    if tags[j] in "rT":
        near = by_end.get(j if not j or tags[j - 1] != "," else j - 1)
        if near is not None and near.kind is Kind.NAME and tags[near.first - 1 : near.first] == ",":
            near = by_end.get(near.first - 1, near)  # "Tulsa County, Oklahoma, which"
        return _holder(words, found, near) if near is not None and _object(words, near) else near
    if tags[j] == ",":
        return _aside(tags, by_end, j)
    return _far(words, found, verb)


def _aside(tags: str, by_end: dict[int, Voice], comma: int) -> Voice | None:
    """The phrase before what stands between two commas: "the sheriff, who took office in May, said"."""
    for begin in range(comma - 1, max(0, comma - FAR - 6), -1):
        if tags[begin] == ";" or (tags[begin] == "V" and tags[begin - 1] != "r"):
            return None
        if tags[begin] == "," and begin in by_end:
            voice = by_end[begin]
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


_BEING: Final = frozenset(["was", "were", "is", "are", "be", "been", "being"])


def _holder(words: Words, found: Sequence[Voice], place: Voice) -> Voice | None:
    """The voice before "in Arizona": the department there."""
    if words.low[place.first - 1] not in ("in", "of", "at", ","):
        return None
    return next((v for v in found if v.last == place.first - 1), None)


def _object(words: Words, voice: Voice) -> bool:
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
        if re.search(r'[V;":(JN]|,', between) or not re.match(r"[rpOwX]", between):
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


def _speaks(words: Words, voice: Voice, verb: int) -> bool:
    """Whether a verb that may mean something else is one of saying here: "ICE put holds on 38" is none."""
    low = words.low[verb]
    after = words.tags[verb + 1 : verb + 9]
    next_ = words.low[verb + 1 : verb + 3]
    if low in _OF_PAPERS and voice.kind in (Kind.BODY, Kind.NAME, Kind.PERSON):
        return False
    if low in ("told", "tells", "tell") and set(next_) & _TOLD_OF:
        return False  # notice of a release
    if low in ("put", "puts"):
        return "at" in words.low[verb + 1 : verb + 16] and next_[:1] not in (("detainers",), ("holds",))
    if low in ("wrote", "writes") and after[:1] == "N":
        return False
    if low in ("found", "gave", "gives", "provided", "supplied", "offered"):
        return ("N" in after or after[:1] == "T") and voice.kind is not Kind.NAME
    return True


_TOLD_OF: Final = frozenset(["ice", "agents", "feds"])
#: what papers do, and people do in another sense: "ICE showed up", "the office logged 366"
_OF_PAPERS: Final = frozenset(
    [
        "show",
        "shows",
        "showed",
        "logged",
        "logs",
        "recorded",
        "records",
        "list",
        "lists",
        "documented",
        "read",
        "reads",
    ]
)


def _with_title(words: Words, found: Sequence[Voice], voice: Voice) -> Voice:
    """ "Todd Lyons, the acting director of ICE, wrote": the name with the title behind it."""
    if voice.kind is not Kind.NAME or words.tags[voice.last : voice.last + 1] != ",":
        return voice
    title = next((v for v in found if v.first == voice.last + 1 and v.kind is Kind.PERSON), None)
    return title if title is not None else voice


def _said(words: Words, voice: Voice, verb: int) -> Saying:
    before = words.tags[voice.first - 1] if voice.first else ""
    two = words.tags[voice.first - 2] if voice.first > 1 else ""
    beside = (before != "" and before in ',"-(') or (before != "" and before in ".?!" and two == '"')
    if before == '"' and words.tags[: voice.first].count('"') % 2:
        beside = False  # the voice speaks inside the quotation
    reach = Reach.BOTH if beside and voice.first > 3 else Reach.AFTER
    cue = f"{voice.text} {words.low[verb]}"
    return Saying(voice, voice.start, words.ends[verb], reach, cue)


def _inverted(words: Words, by_first: dict[int, Voice], verb: int) -> Voice | None:
    """'..., said the sheriff': the phrase behind the verb."""
    if words.low[verb] not in INVERTED or verb == 0 or words.tags[verb - 1] not in ',".?;:-':
        return None
    voice = by_first.get(verb + 1)
    if voice is None or voice.kind is Kind.PAPER:
        return None
    after = words.tags[voice.last : voice.last + 1]
    return voice if after in ("", ",", ".", ";", "r", "p", "O", "t", "-", "(", "w", "J", '"', ":") else None


_COUNTED: Final = frozenset(["reported", "compiled", "counted", "published", "disclosed", "as"])


def _according(words: Words, found: Sequence[Voice]) -> list[Saying]:
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
                    or (words.low[i - 1] in _GIVEN and words.tags[i - 2 : i - 1] == "K")
                )
            )
        ):
            begins = i + 1
        if begins < 0:
            continue
        voice = _first_after(found, begins, 3)
        if voice is None:
            continue
        start = words.starts[i - 1] if low != "per" else words.starts[i]
        told.append(Saying(voice, start, voice.end, Reach.BOTH, f"{words.low[i - 1]} {low} {voice.text}"))
    return told


def _first_after(found: Sequence[Voice], word: int, slack: int) -> Voice | None:
    return next((v for v in found if word <= v.first <= word + slack), None)


_COUNTS: Final = frozenset(
    [
        "count",
        "tally",
        "reckoning",
        "figures",
        "figure",
        "numbers",
        "number",
        "data",
        "records",
        "record",
        "sheet",
        "log",
        "logs",
        "books",
        "account",
        "report",
        "reports",
        "statistics",
        "total",
        "totals",
        "estimate",
        "log",
        "spreadsheet",
        "review",
        "analysis",
        "dashboard",
        "letter",
        "memo",
        "website",
        "audit",
    ]
)


_OWN: Final = frozenset(["his", "her", "its", "their"])
_LETTERS: Final = frozenset(
    [
        "letter",
        "memo",
        "memorandum",
        "report",
        "statement",
        "filing",
        "affidavit",
        "email",
        "e-mail",
        "testimony",
        "lawsuit",
        "complaint",
        "brief",
        "audit",
        "declaration",
        "deposition",
        "reply",
        "response",
        "summary",
        "study",
    ]
)


def _papers(words: Words, found: Sequence[Voice]) -> list[Saying]:
    """Counts by their owner: "by the sheriff's count", "ICE's own figure is", "figures obtained from ICE"."""
    told: list[Saying] = []
    for voice in found:
        if voice.kind is not Kind.PAPER:
            continue
        before = words.low[voice.first - 1] if voice.first else ""
        paper = words.low[voice.last - 1] if voice.last else ""
        last = paper if paper in _COUNTS else words.low[voice.first]
        if (before in ("by", "per") and (voice.owner or words.low[voice.first] in _OWN)) or (
            before in ("in", "on") and words.tags[voice.first] in "Dch" and paper in _LETTERS
        ):
            told.append(Saying(voice, words.starts[voice.first - 1], voice.end, Reach.BOTH, voice.text))
        elif voice.owner and (last in _COUNTS or paper in _COUNTS):
            told.append(Saying(voice, voice.start, voice.end, Reach.AFTER, voice.text))
        elif words.tags[voice.last : voice.last + 1] in ("p", "w", "T") and (
            giver := _giver(words, found, voice)
        ):
            told.append(Saying(giver, voice.start, giver.end, Reach.BOTH, giver.text))
    return told


_GOT: Final = frozenset(["obtained", "requested", "received", "reviewed"])
_GIVEN: Final = frozenset(
    [
        "obtained",
        "released",
        "provided",
        "compiled",
        "collected",
        "shared",
        "supplied",
        "published",
        "kept",
        "maintained",
        "gathered",
        "from",
        "by",
        "given",
        "received",
        "prepared",
        "furnished",
        "issued",
        "requested",
        "signed",
        "dated",
    ]
)


def giver_of(speech: Speech, paper: Voice) -> Voice | None:
    return _giver(speech.words, speech.voices, paper)


#: "a deposition his bureau chief gave", "a report that the group released"
_MADE: Final = frozenset(
    (verb,)
    for verb in ["gave", "released", "wrote", "published", "issued", "sent", "filed", "made", "prepared"]
)


def _giver(words: Words, found: Sequence[Voice], paper: Voice) -> Voice | None:
    """Whose the paper is: "records compiled by Syracuse University", "a letter from the sheriff"."""
    i = paper.last
    told = next((v for v in found if i <= v.first <= i + 1 and "T".startswith(words.tags[i : v.first])), None)
    if told is not None and words.low[told.last : told.last + 1] in _MADE:
        return told
    given = False
    if words.low[i + 1 : i + 2] == ("by",) and words.low[i] in _GOT:
        return None  # who got a paper did not write it
    while i < len(words.low) and i < paper.last + 4 and words.low[i] in _GIVEN:
        given = given or words.low[i] in ("by", "from")
        i += 1
    if not given:
        return None
    return _first_after(found, i, 1)


def _colons(words: Words, found: Sequence[Voice]) -> list[Saying]:
    """'Sheriff: "Zero."', "the answer from the director: 11"."""
    told: list[Saying] = []
    for voice in found:
        if words.tags[voice.last : voice.last + 1] != ":" or voice.kind in (Kind.PRONOUN, Kind.PAPER):
            continue
        quoted = words.tags[voice.last + 1 : voice.last + 2] == '"'
        answers = bool({"answer", "response", "reply"} & set(words.low[: voice.first]))
        if quoted or (answers and voice.first > 1):
            told.append(Saying(voice, voice.start, voice.end, Reach.AFTER, voice.text))
    return told
