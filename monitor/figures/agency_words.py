"""The agency that a sentence names for a count, in the sentence's own words."""

from __future__ import annotations

import re
from typing import Final

from monitor.figures.places import Spot
from monitor.figures.sentences import Sentence

_KIND: Final = (
    r"(?:[Ss]heriff(?:'s|’s|s)?(?: (?:[Oo]ffice|[Dd]epartment|[Dd]ept\.?))?|"
    r"[Pp]olice(?: (?:[Dd]epartment|[Dd]ept\.?|[Bb]ureau))?|P\.?D\.?|(?:[Rr]egional )?[Jj]ails?|"
    r"(?:[Aa]dult )?[Dd]etention (?:[Cc]enter|[Ff]acility|[Cc]omplex)|"
    r"[Cc]orrectional (?:[Cc]enter|[Ff]acility|[Ii]nstitution)|[Hh]ouse of [Cc]orrection|[Pp]risons?|"
    r"[Dd]epartment of (?:[Aa]dult and [Jj]uvenile [Dd]etention|[Cc]orrections?(?: and [A-Z]\w+)?|[Pp]risons|"
    r"[Pp]ublic [Ss]afety|[Cc]ommunity [Cc]orrections|[Pp]robation)|[Cc]orrections [Dd]epartment|"
    r"[Jj]ustice [Cc]enter)"
)
_NAMED: Final = re.compile(
    rf"(?:[A-Z][\w.'’&-]*[\w'’](?: (?:of|and|the|&) )?[ ]?){{1,6}}{_KIND}(?![\w-])|"
    rf"(?:county|city|state) {_KIND}(?![\w-])"
)
_LEAD: Final = re.compile(
    r"^(?:(?:The|In|At|From|By|But|And|For|When|While|Last|Both|So|As|Then|That|ICE)\s+)+"
)


def named(sentence: Sentence, at: int, spot: Spot | None) -> str | None:
    """The agency named nearest to an offset that is, by its name, no other place's."""
    if spot is None:
        return None
    plain = spot.name.partition(",")[0].removesuffix(" County").removesuffix(" Parish").lower()
    found = [
        (abs(match.start() - at), _LEAD.sub("", match.group()).strip())
        for match in _NAMED.finditer(sentence.text[:4000])
    ]
    own = [pair for pair in found if plain in pair[1].lower() or not pair[1][:1].isupper()]
    return min(own)[1] if own else None
