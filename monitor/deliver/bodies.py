"""The frozen body of an alert, read with care: whoever shows it takes its parts from here.

Outside text is cleaned when it is shown; a link is only http or https.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from monitor import phrases
from storage.records import Alert, Json

Body = Mapping[str, Json]

#: headers of an answer that say which state of a document it was
_DATING: Final = ("last-modified", "etag")


def body_of(alert: Alert) -> dict[str, Json]:
    """The body as it is sent: with the sequence number that it got when it was frozen."""
    return {**alert.body, "seq": alert.seq}


def part(body: Body, key: str) -> Body:
    """An object of the body; an empty one where there is none."""
    value = body.get(key)
    return value if isinstance(value, dict) else {}


def parts(body: Body, key: str) -> list[Body]:
    value = body.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def texts(body: Body, key: str) -> list[str]:
    value = body.get(key)
    return [shown(item) for item in value if isinstance(item, str)] if isinstance(value, list) else []


def text(body: Body, key: str) -> str:
    value = body.get(key)
    return shown(value) if isinstance(value, str) else ""


def shown(value: str) -> str:
    """`value` without what a screen would not show; blanks of any kind are one blank each run."""
    return phrases.one_line(value, 2000)


def quote_parts(quote: object) -> tuple[str, str, str]:
    """A quote before, at and after its number; all of it before where the number was not found."""
    if not isinstance(quote, Mapping):
        return "", "", ""
    whole, span = quote.get("text"), quote.get("number")
    if not isinstance(whole, str):
        return "", "", ""
    if not (isinstance(span, Sequence) and len(span) == 2):
        return shown(whole), "", ""
    start, end = (int(edge) if isinstance(edge, int) else 0 for edge in span)
    return _loose(whole[:start]), shown(whole[start:end]), _loose(whole[end:])


def _loose(value: str) -> str:
    """`shown`, but with the blanks at its ends that keep it apart from its neighbours."""
    kept = shown(value)
    if not kept:
        return " " if value else ""
    before = " " if unicodedata.category(value[0]) == "Zs" or value[0].isspace() else ""
    return before + kept + (" " if value[-1].isspace() else "")


def href(value: object) -> str | None:
    return phrases.link(value) if isinstance(value, str) else None


def sides(change: Body) -> Iterator[tuple[str, Body]]:
    """The sides of a change that have something to show, each with what it is."""
    for key, title in (("now", ""), ("before", "Before"), ("other", "The other side")):
        if side := part(change, key):
            yield title, side


def saved(document: Body) -> str:
    """`Saved 2026-01-27 14:50 UTC: document 12, version 1, HTTP 200; text by pdfium/1, read by reader/1`."""
    at, copy = text(document, "saved_at"), part(document, "copy")
    when = f"Saved {phrases.moment(datetime.fromisoformat(at))}" if at else ""
    answer = part(copy, "answer")
    numbered = (("document", document.get("id")), ("version", copy.get("version")))
    which = [f"{name} {number}" for name, number in numbered if copy and isinstance(number, int)]
    status = answer.get("status")
    which += [f"HTTP {status}"] if isinstance(status, int) else []
    which += [f"{name} {value}" for name in _DATING if (value := text(part(answer, "headers"), name))]
    made = (("text by", text(copy, "extractor")), ("read by", text(copy, "reader")))
    how = ", ".join(f"{name} {what}" for name, what in made if what)
    told = "; ".join(piece for piece in (", ".join(which), how) if piece)
    return ": ".join(piece for piece in (when, told) if piece)


def digest(document: Body) -> str:
    """The hash that proves our copy."""
    return f"SHA-256 {found}" if (found := text(document, "sha256")) else ""


def where(document: Body) -> str:
    """`Letter of the commissioner (Boston Police Department, January 20, 2026), page 2`."""
    publisher = text(part(document, "publisher"), "name")
    published = phrases.iso_day(text(document, "published_on"))
    inside = [piece for piece in (publisher, phrases.day(published) if published else "") if piece]
    page = document.get("page")
    title = text(document, "title")
    named = f"{title} ({', '.join(inside)})" if inside else title
    return f"{named}, page {page}" if isinstance(page, int) else named
