"""The frozen body of an alert as people read it: plain text, and HTML with nothing that comes from the data.

Outside text is cleaned when it is shown and escaped by the template; a link is only http or https.
"""

from __future__ import annotations

import functools
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from monitor import phrases
from storage.records import Alert, Json

if TYPE_CHECKING:
    from css_inline import CSSInliner
    from jinja2 import Template

WIDTH: Final = 76
IN_FULL: Final = 22  #: changes told in full in one mail; clients cut off what is over 100 KB
Body = Mapping[str, Json]


def body_of(alert: Alert) -> dict[str, Json]:
    """The body as it is sent: with the sequence number that it got when it was frozen."""
    return {**alert.body, "seq": alert.seq}


# --- reading the body ------------------------------------------------------------------------------


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
    """`Saved 2026-01-27 14:50 UTC, SHA-256 3f…`: what proves our copy."""
    at, digest = text(document, "saved_at"), text(document, "sha256")
    when = phrases.moment(datetime.fromisoformat(at)) if at else ""
    pieces = ([f"saved {when}"] if when else []) + ([f"SHA-256 {digest}"] if digest else [])
    return phrases.first_upper(", ".join(pieces))


def where(document: Body) -> str:
    """`Letter of the commissioner (Boston Police Department, January 20, 2026), page 2`."""
    publisher = text(part(document, "publisher"), "name")
    published = phrases.iso_day(text(document, "published_on"))
    inside = [piece for piece in (publisher, phrases.day(published) if published else "") if piece]
    page = document.get("page")
    title = text(document, "title")
    named = f"{title} ({', '.join(inside)})" if inside else title
    return f"{named}, page {page}" if isinstance(page, int) else named


# --- plain text ------------------------------------------------------------------------------------


def plain(alert: Alert) -> str:
    """The whole message as text: as good to read as the HTML."""
    body = body_of(alert)
    lines: list[str] = []
    for line in texts(body, "summary"):
        lines += [*_wrapped(line), ""]
    changes = parts(body, "changes")
    for number, change in enumerate(changes[:IN_FULL]):
        lines += [*([_RULE, ""] if number else []), *_change(change), ""]
    if more := changes[IN_FULL:]:
        lines += ["More, in short:"]
        lines += [piece for change in more for piece in _wrapped(text(change, "headline"), "- ", "  ")]
        lines += [""]
    if earlier := parts(body, "background"):
        lines += ["Earlier periods in the same documents:"]
        lines += [piece for item in earlier for piece in _wrapped(text(item, "sentence"), "- ", "  ")]
        lines += [""]
    if open_still := parts(body, "standing"):
        lines += ["Still open:"]
        lines += [piece for item in open_still for piece in _wrapped(text(item, "sentence"), "- ", "  ")]
        lines += [""]
    left_out = body.get("left_out")
    if isinstance(left_out, int) and left_out:
        lines += [
            f"{phrases.plural(left_out, 'further change')} of this occasion: see `detainer-watch changes`.",
            "",
        ]
    return "\n".join([*lines, *_foot(alert)]) + "\n"


_RULE: Final = "-" * 24


def _foot(alert: Alert) -> list[str]:
    made = phrases.moment(alert.made_at)
    return ["--", f"Detainer Watch, message {alert.seq} to {alert.receiver}, {made}", alert.id]


def _change(change: Body) -> list[str]:
    place = text(part(change, "place"), "name")
    title = " / ".join(piece for piece in (text(change, "label").upper(), place) if piece)
    lines = [title, *_wrapped(text(change, "sentence"))]
    for name, side in sides(change):
        lines += ["", *_side(name, side)]
    if not any(True for _ in sides(change)):
        lines += _document(part(change, "document"), "")
    notes = [piece for note in texts(change, "notes") for piece in _wrapped(note, "- ", "  ")]
    link = href(change.get("link"))
    return [*lines, *([""] if notes else []), *notes, *([link] if link else [])]


def _side(name: str, side: Body) -> list[str]:
    lines = [f"{name}: {text(side, 'says')} {text(side, 'text')}"] if name else []
    before, number, rest = quote_parts(side.get("quote"))
    quote = f"{before}*{number}*{rest}" if number else before
    if quote.strip():
        lines += _wrapped(f"“{quote.strip()}”", "  ", "  ")
    return lines + _document(part(side, "document"), "  ")


def _document(document: Body, indent: str) -> list[str]:
    if not document:
        return []
    link = href(document.get("url"))
    pieces = [*_wrapped(where(document), indent, indent), *([f"{indent}{link}"] if link else [])]
    return [*pieces, *(f"{indent}{line}" for line in [saved(document)] if line)]


def _wrapped(value: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        value,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


# --- HTML ------------------------------------------------------------------------------------------


def html(alert: Alert) -> str:
    """The message as one HTML page: tables, styles in the elements, no image, nothing from elsewhere."""
    page, inliner = _template()
    return inliner.inline(
        page.render(alert=alert, body=body_of(alert), made=phrases.moment(alert.made_at), in_full=IN_FULL)
    )


@functools.cache
def _template() -> tuple[Template, CSSInliner]:
    import css_inline  # as jinja2: only who renders a mail pays for loading it
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        shown=lambda value: shown(value) if isinstance(value, str) else "",
        href=href,
        quote_parts=quote_parts,
        sides=lambda change: list(sides(change)),
        saved=saved,
        where=where,
    )
    inliner = css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
    return environment.get_template("alert.html"), inliner
