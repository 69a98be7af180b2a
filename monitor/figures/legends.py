"""Short codes that stand for a head or a label, and the words that the document gives them: "(Q1) How many
detainers did you receive?", "A. Requests received", "DEC = declined"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

MAX_CODES: Final = 60
_CODE: Final = (
    r"(?:\(?[a-z]{1,2}\)?\(?\d{0,2}\)?|\(?[a-z]\)\(\d{1,2}\)|q\.?\s?\d{1,2}|col(?:umn|\.)? "
    r"?(?:\d{1,2}|[a-z])|line \d{1,2}|\(\d{1,2}\)|[a-z]{2,5})"
)
_NAMED: Final = re.compile(
    rf"(?:^|\(|[\s;,.])(?P<code>{_CODE})(?:\)|:)?\s*(?:=|\s[-–—]\s|:|[.)]\s|\bmeans\b|"
    rf"\bis\b)\s*\"?(?P<words>[a-z][^;=|\n]{{3,160}})"
)
_BRACKET: Final = re.compile(r"\((?P<code>q\d{1,2}|[a-h]|\d{1,2})\)\s+(?P<words>[a-z][^()?;|]{6,200})")
_SHORT: Final = re.compile(rf"\s*{_CODE}[.:)]?\s*")
_MONTHS: Final = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|ytd|all|total|ice|no|n|fy|cy|pd|co)\.?"
)


def bare(text: str) -> str:
    """A code without its brackets and points."""
    return re.sub(r"[^a-z0-9]", "", text)


def is_code(text: str) -> bool:
    return len(text) <= 12 and bool(_SHORT.fullmatch(text)) and not _MONTHS.fullmatch(text.strip())


def read(lines: Sequence[str], labels: Sequence[str], codes: Sequence[str]) -> dict[str, str]:
    """The words of each of some codes, found in lines and in labels; without those not explained."""
    wanted = {bare(code) for code in codes[:MAX_CODES] if is_code(code)} - {""}
    found: dict[str, str] = {}
    if not wanted:
        return found
    for label in labels:
        match = re.match(rf"\W*(?P<code>{_CODE})[.:)]?\s+(?P<words>[a-z(].{{6,}})", label)
        if (
            match
            and bare(match["code"]) in wanted
            and match["code"][-1] + label[match.end("code") : match.end("code") + 1] != "a "
        ):
            found.setdefault(bare(match["code"]), match["words"])
    for line in lines:
        if len(line) > 2000 or len(found) == len(wanted):
            continue
        for pattern in (_BRACKET, _NAMED):
            for match in pattern.finditer(line):
                if bare(match["code"]) in wanted:
                    found.setdefault(bare(match["code"]), match["words"].strip())
    return found
