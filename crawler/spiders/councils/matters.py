"""A council matter as a text, and its attachments as addresses. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from crawler.errors import one_line
from crawler.spiders.councils.legistar_api import Client, Row, day, number, stamp, text
from crawler.spiders.parse.entries import MAX_TITLE, absolute
from crawler.spiders.parse.json import Json

EXTRACTOR: Final = "legistar/1"
MAX_TEXT: Final = 4_000_000  #: characters; whole codes of law are filed as texts
MAX_ATTACHMENTS: Final = 100  #: of one matter
_BLANKS = re.compile(r"[^\S\n]+")
_PARAGRAPHS = re.compile(r"\n\s*\n+")
#: what stands under the title, in this order; per-client fields (MatterEXText…) mean what each city likes
_FACTS: Final = (
    ("File", "MatterFile"),
    ("Type", "MatterTypeName"),
    ("Status", "MatterStatusName"),
    ("Body", "MatterBodyName"),
    ("Requester", "MatterRequester"),
)
_DATES: Final = (
    ("Introduced", "MatterIntroDate"),
    ("On agenda", "MatterAgendaDate"),
    ("Passed", "MatterPassedDate"),
    ("Enacted", "MatterEnactmentDate"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    id: int
    url: str
    name: str
    published_on: date | None
    changed_at: datetime | None = None  #: as the council's system says


def matter_key(client: Client, matter_id: int) -> str:
    return f"legistar:{client.name}:matter:{matter_id}"


def attachment_key(client: Client, matter_id: int, attachment_id: int) -> str:
    return f"{matter_key(client, matter_id)}:attachment:{attachment_id}"


def matter_of(key: str) -> int | None:
    """The matter that a key names; None for an attachment's key or any other."""
    found = re.fullmatch(r"legistar:[^:]+:matter:(\d{1,18})", key)
    return int(found[1]) if found else None


def title_of(matter: Row) -> str:
    return one_line(text(matter, "MatterName") or text(matter, "MatterTitle"), MAX_TITLE)


def filed_on(matter: Row) -> date | None:
    """The day the matter was introduced, else first on an agenda; as the city wrote it."""
    moment = day(matter, "MatterIntroDate") or day(matter, "MatterAgendaDate")
    return moment.date() if moment else None


def matter_text(matter: Row, plain: str) -> str:
    """The matter in paragraphs: name, title, one line a fact, then its own words.

    The time of the last change and other moving stamps are left out: they are no part of what it says.
    """
    name, title = _flat(text(matter, "MatterName")), _flat(text(matter, "MatterTitle"))
    facts = [f"{label}: {_flat(text(matter, field))}" for label, field in _FACTS if text(matter, field)]
    dates = [
        f"{label}: {moment:%B} {moment.day}, {moment.year}"
        for label, field in _DATES
        if (moment := day(matter, field))
    ]
    parts = [name if name != title else "", title, *facts, *dates, *paragraphs(plain)]
    return "\n\n".join(part for part in parts if part)


def paragraphs(plain: str) -> list[str]:
    """A plain text as paragraphs without tabs; a break inside a paragraph is a blank."""
    whole = plain[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    return [flat for part in _PARAGRAPHS.split(whole) if (flat := _flat(part))]


def raw_of(matter: Row, plain: str, attachments: Sequence[Row]) -> bytes:
    """What the API said, in one order: the evidence behind the text."""
    whole: dict[str, Json] = {
        "matter": dict(matter),
        "text": plain,
        "attachments": [dict(row) for row in attachments],
    }
    return json.dumps(whole, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def attachments_of(found: Sequence[Row], base: str) -> list[Attachment]:
    """The papers of a matter, each address once, in the API's order."""
    kept: dict[str, Attachment] = {}
    for row in found[:MAX_ATTACHMENTS]:
        number_ = number(row, "MatterAttachmentId")
        url = absolute(base, row.get("MatterAttachmentHyperlink"))
        if number_ is None or url is None:
            continue
        changed = stamp(row, "MatterAttachmentLastModifiedUtc")
        name = text(row, "MatterAttachmentName") or text(row, "MatterAttachmentFileName")
        kept.setdefault(
            url,
            Attachment(
                id=number_,
                url=url,
                name=one_line(name, MAX_TITLE),
                published_on=changed.date() if changed else None,
                changed_at=changed,
            ),
        )
    return list(kept.values())


def newest_text_key(versions: Sequence[Row], current: str) -> str | None:
    """The key of the text to read: of the version that the matter names, else of the last one.

    Most cities number versions; some use `*`, A, B, C with `*` the oldest.
    """
    named: list[tuple[tuple[int, str], str]] = []
    for row in versions:
        key, version = row.get("Key"), text(row, "Value")
        if isinstance(key, bool) or not isinstance(key, int | str) or not re.fullmatch(r"\d{1,18}", str(key)):
            continue
        if version == current:
            return str(key)
        named.append(((int(version) if version.isdecimal() and len(version) < 9 else -1, version), str(key)))
    return max(named)[1] if named else None


def _flat(words: str) -> str:
    kept = "".join(c if c.isprintable() else " " for c in words)
    return _BLANKS.sub(" ", kept).strip()
