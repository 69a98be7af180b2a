"""Parts: the words in which a text names the part that a number counts."""

from __future__ import annotations

import re
from typing import Final

from monitor.figures.numbers import Number

LONGEST: Final = 120  #: characters of a part's name

_LEAD: Final = re.compile(
    r"[\s,]*(?:of (?:them|those|these|whom|which|the)|people|persons?|inmates|individuals|detainers?|"
    r"requests?|"
    r"were|was|are|had|have|that|who|which|\s)*"
)
_STOP: Final = re.compile(r"[;.,)]|\s(?:and|but|while)\s")


def name(low: str, number: Number) -> str:
    """The phrase after the number, without the noun that the whole has too; "part" where there is none."""
    after = low[number.end : number.end + 3 * LONGEST]
    lead = _LEAD.match(after)
    begin = lead.end() if lead else 0
    stop = _STOP.search(after, begin)
    words = after[begin : stop.start() if stop else len(after)].strip()
    return words[:LONGEST] or "part"
