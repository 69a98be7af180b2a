"""Texts to compare with: the version before as today's extractor gives it, and the whole page.

An upgrade of the extractor must not look like an edit. The bytes of a document's last two versions are
kept for this; where they are not, the text as it was stored has to do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from email.message import Message
from typing import TYPE_CHECKING, Final

from config.settings import MIB
from config.words import VersionState
from storage import documents
from storage.errors import NotKept
from storage.records import Document, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

MAX_PAGE: Final = 2 * MIB  #: a larger page is not looked through in this process
_FULL: Final = "-full"  #: how an extractor marks that it was not content with the fast way


def before(conn: Connection, version: Version) -> Version | None:
    """The last version of the document before this one that was compared; one set aside never was."""
    previous = documents.previous(conn, version)
    while previous is not None and previous.state is not VersionState.DONE:
        previous = documents.previous(conn, previous)
    return previous


def text(
    conn: Connection, old: Version, new: Version, document: Document, zone: str, words: Sequence[str]
) -> str:
    """The text of `old` by the extractor of `new`: as stored where they are the same, else made again."""
    stored = documents.text(conn, old.id)
    if old.extractor == new.extractor or old.media_type != new.media_type:
        return stored
    try:
        body = documents.raw(conn, old.id)
    except NotKept:
        return stored
    return _again(body, old, new, document, zone, words) or stored


def _again(
    body: bytes, old: Version, new: Version, document: Document, zone: str, words: Sequence[str]
) -> str:
    """Extracted in a child process, since old bytes are as hostile as new ones; '' where that fails."""
    from crawler.errors import Unreadable
    from crawler.extract.pool import ExtractionPool
    from crawler.extract.values import ExtractJob

    job = ExtractJob(
        body=body,
        media_type=old.media_type,
        charset=charset(old),
        url=document.url,
        zone=zone,
        want_metadata=False,
        full=new.extractor.endswith(_FULL),
        keep_all=document.official,
        words=tuple(words),
    )

    async def work() -> str:
        async with ExtractionPool(1) as pool:
            return (await pool.extract(job)).text

    try:
        return asyncio.run(work())
    except Unreadable:
        return ""


def whole_page(conn: Connection, version: Version) -> str:
    """Every line of the page, beside its main text: what left the article may still stand in a box."""
    from crawler.extract.charset import decode
    from crawler.extract.mainpart import main_part
    from crawler.extract.sniff import HTML

    if version.media_type != HTML:
        return ""
    try:
        body = documents.raw(conn, version.id)
    except NotKept:
        return ""
    if len(body) > MAX_PAGE:
        return ""
    return "\n\n".join(main_part(decode(body, charset(version))).lines)


def charset(version: Version) -> str | None:
    """The charset that the answer's Content-Type named."""
    header = Message()
    named = {name.lower(): value for name, value in version.headers.items()}
    header["Content-Type"] = " ".join(named.get("content-type", "").split())
    found = header.get_param("charset")
    return found if isinstance(found, str) else None
