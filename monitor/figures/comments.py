"""Where a document's own text ends: reader comments, related stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from monitor.figures.sentences import Sentence

#: a heading of one word: of a form or of questions and answers too
_BARE: Final = re.compile(r"(?:comments?|responses?|replies):?")
_COMMENTS: Final = re.compile(
    r"^(?:\d+\s+)?(?:reader\s+)?(?:comments?|responses?|replies)(?:\s*\(\d+\))?:?$|^(?:join the "
    r"conversation|leave a (?:comment|reply)|post a comment|"
    r"more stories|related (?:stories|articles|coverage|content|links)|read more|read next|most (?:read|"
    r"popular)|you may also like|"
    r"recommended (?:for you|stories|reading|articles)|trending|show comments|"
    r"view comments|comments? (?:section|below))\b.{0,20}$"
)


def begin(sentences: Sequence[Sentence], *, official: bool = False) -> int:
    """Index of the line that begins what is no part of the document; the number of lines where none does. An
    official paper's "Comments" are its own."""
    for i, sentence in enumerate(sentences):
        low = sentence.low.strip(" .:•-")
        if len(sentence.low) < 60 and _COMMENTS.match(low) and not _within(sentences, i, low, official):
            return i
    return len(sentences)


def _within(sentences: Sequence[Sentence], i: int, low: str, official: bool) -> bool:
    """Whether one word is said of the text itself: "Comment. Before the act ...", "Response:" again and
    again."""
    if _BARE.fullmatch(low) is None:
        return False
    often = sum(1 for other in sentences if other.low.strip(" .:•-") == low)
    return official or often > 1 or sentences[i].text.rstrip().endswith(".")
