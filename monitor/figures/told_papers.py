"""Papers that tell, and whose they are: "by the sheriff's count", "figures of ICE", "her log has"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from monitor.figures.speech import ABOUT, Reach, Saying, first_after
from monitor.figures.voices import Kind, Voice
from monitor.figures.wordclasses import Words
from monitor.figures.wordsets import one_of

_COUNTS: Final = one_of(
    "count tally reckoning figures figure numbers number data records record sheet log logs books "
    "account report reports statistics total totals estimate spreadsheet review analysis dashboard "
    "letter memo website audit"
)

_OWN: Final = frozenset(["his", "her", "its", "their"])

_LETTERS: Final = one_of(
    "letter memo memorandum report statement filing affidavit email e-mail testimony lawsuit "
    "complaint brief audit declaration deposition reply response summary study"
)


def by_papers(words: Words, found: Sequence[Voice]) -> list[Saying]:
    """Counts by their owner: "by the sheriff's count", "ICE's own figure is", "figures obtained from ICE"."""
    told: list[Saying] = []
    for voice in found:
        if voice.kind is not Kind.PAPER:
            continue
        before = words.low[voice.first - 1] if voice.first else ""
        paper = words.low[voice.last - 1] if voice.last else ""
        last = paper if paper in _COUNTS else words.low[voice.first]
        inside = (words.tags[voice.first] in "Dch" and paper in _LETTERS) or (voice.owner and paper in BOOKS)
        if (before in ("by", "per") and (voice.owner or words.low[voice.first] in _OWN)) or (
            before in ("in", "on") and inside
        ):
            told.append(Saying(voice, words.starts[voice.first - 1], voice.end, Reach.BOTH, voice.text))
        elif before not in _ABOUT_A and (
            (voice.owner and (last in _COUNTS or paper in _COUNTS)) or _has(words, voice)
        ):
            told.append(Saying(voice, voice.start, voice.end, Reach.AFTER, voice.text))
        elif words.tags[voice.last : voice.last + 1] in ("p", "w", "T") and (
            author := giver(words, found, voice)
        ):
            reach = Reach.AFTER if voice.first == 0 and not words.low[0].endswith("ing") else Reach.BOTH
            told.append(Saying(author, voice.start, author.end, reach, author.text))
    return told


_ABOUT_A: Final = one_of("to about against with for than over")

BOOKS: Final = one_of(
    "log logs logbook ledger slide slides spreadsheet roster register binder dashboard tracker"
)


def _has(words: Words, paper: Voice) -> bool:
    """Whether a paper has or gives a number: "the form has 41 on it", "her ledger has about 41"."""
    i = paper.last
    if words.low[i : i + 1] not in (("has",), ("have",), ("had",), ("contains",), ("contained",), ("puts",)):
        return False
    return words.tags[i + 1 : i + 2] == "N" or bool(ABOUT & set(words.low[i + 1 : i + 2]))


GOT: Final = frozenset(["obtained", "requested", "received", "reviewed"])

GIVEN: Final = one_of(
    "obtained released provided compiled collected shared supplied published kept maintained gathered "
    "from by given received prepared furnished issued requested signed dated filed written submitted "
    "drafted posted presented made turned over emailed"
)

#: "a deposition his bureau chief gave", "a report that the group released"
_MADE: Final = frozenset(
    (verb,)
    for verb in ["gave", "released", "wrote", "published", "issued", "sent", "filed", "made", "prepared"]
)


def giver(words: Words, found: Sequence[Voice], paper: Voice) -> Voice | None:
    """Whose the paper is: "records compiled by Syracuse University", "a letter from the sheriff"."""
    i = paper.last
    told = next((v for v in found if i <= v.first <= i + 1 and "T".startswith(words.tags[i : v.first])), None)
    if told is not None and words.low[told.last : told.last + 1] in _MADE:
        return told
    given = False
    if words.low[i + 1 : i + 2] == ("by",) and words.low[i] in GOT:
        return None  # who got a paper did not write it
    while i < len(words.low) and i < paper.last + 4 and words.low[i] in GIVEN:
        given = given or words.low[i] in ("by", "from")
        i += 1
    if not given and i > paper.last and words.low[i : i + 1] == ("to",):
        by = next((k for k in range(i + 1, min(i + 8, len(words.low))) if words.low[k] == "by"), -1)
        return first_after(found, by + 1, 1) if by > 0 else None
    if not given:
        return None
    return first_after(found, i, 1)
