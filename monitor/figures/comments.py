"""Where a document's own text ends: reader comments, related stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from monitor.figures.sentences import Sentence

_COMMENTS: Final = re.compile(
    r"^(?:\d+\s+)?(?:reader\s+)?(?:comments?|responses?|replies)(?:\s*\(\d+\))?:?$|^(?:join the "
    r"conversation|leave a (?:comment|reply)|post a comment|"
    r"more stories|related (?:stories|articles|coverage|content|links)|read more|read next|most (?:read|"
    r"popular)|you may also like|"
    r"recommended (?:for you|stories|reading|articles)|trending|show comments|"
    r"view comments|comments? (?:section|below))\b.{0,20}$"
)


def begin(sentences: Sequence[Sentence]) -> int:
    """Index of the line that begins what is no part of the document; the number of lines where none does."""
    for i, sentence in enumerate(sentences):
        if len(sentence.low) < 60 and _COMMENTS.match(sentence.low.strip(" .:•-")):
            return i
    return len(sentences)
