"""Words by which a document goes on about one it has named: titles, institutions, the paper itself."""

from __future__ import annotations

import re
from typing import Final

from monitor.figures.speech import Speech
from monitor.figures.voices import Kind, Voice
from monitor.figures.wordsets import one_of

PRESS: Final = re.compile(
    r"^(?:we|our|i)\b|\b(?:newspaper|newsroom|this page|our (?:own )?(?:count|review|analysis|tally))\b"
)

#: papers that are nothing but their owner's word
COUNTS: Final = one_of("count tally reckoning figures figure numbers number account total totals estimate")

DATELINE: Final = re.compile(r"[A-Z .'-]{5,}")

PLAIN: Final = one_of("the a an those these same new recent first latest")

IMMIGRATION: Final = re.compile(r"\bice\b|immigration and customs|homeland security|\bdhs\b")

INSTITUTIONS: Final = one_of(
    "division office department center council commission board unit clearinghouse bureau jail "
    "association authority coalition group branch facility university"
)

TITLES: Final = one_of(
    "commissioner director superintendent warden captain lieutenant major commander administrator "
    "manager auditor undersheriff spokesman spokeswoman spokesperson counsel attorney chief deputy "
    "secretary official professor"
)

_MANY: Final = re.compile(
    r"\b(?:officials|officers|deputies|sheriffs|wardens|chiefs|lawyers|commissioners|supervisors|advocates|"
    r"prosecutors|researchers|leaders|staff|jailers|scholars|plaintiffs|defendants|authors|organizers)$",
    re.IGNORECASE,
)


def many(words: str) -> bool:
    return bool(_MANY.search(words))


def begins(speech: Speech, voice: Voice) -> bool:
    """Whether a body is the subject that a sentence begins with, or its first clause: "When ICE spoke,"."""
    if voice.first == 0:
        return voice.kind is Kind.BODY
    return voice.first == 1 and speech.words.low[0] in (
        "when",
        "after",
        "while",
        "before",
        "if",
        "though",
        "although",
    )


def quotes_in(text: str, open_: bool) -> tuple[tuple[tuple[int, int], ...], bool]:
    """The stretches within quotation marks, and whether one is open at the end."""
    found: list[tuple[int, int]] = []
    if not open_ and '"' not in text:
        return (), False
    begin = 0 if open_ else -1
    for i, char in enumerate(text):
        if char != '"':
            continue
        if begin < 0:
            begin = i
        else:
            found.append((begin, i + 1))
            begin = -1
    if begin >= 0:
        found.append((begin, len(text)))
    return tuple(found), begin >= 0
