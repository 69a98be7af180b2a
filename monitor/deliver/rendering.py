"""A message as people read it: plain text, and HTML with nothing that comes from the data.

Outside text is cleaned by `layout` and escaped by the template; a link is only http or https.
"""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from monitor.deliver import bodies, layout
from monitor.deliver.layout import Page, Source, Story, Voice
from storage.records import Alert

if TYPE_CHECKING:
    from css_inline import CSSInliner
    from jinja2 import Template

WIDTH: Final = 76
MOST_HTML: Final = 96_000  #: bytes; common clients cut off what is over 102,400
_RULE: Final = "-" * 24


def both(alert: Alert) -> tuple[str, str]:
    """Plain text and HTML of the same page, which tells no more in full than clients show."""
    in_full = layout.IN_FULL
    while True:
        page = layout.page(alert, in_full)
        html = _html(page, alert.subject)
        if len(html.encode()) <= MOST_HTML or not in_full:
            return _plain(page), html
        in_full = in_full * 2 // 3


def plain(alert: Alert) -> str:
    """The whole message as text: as good to read as the HTML."""
    return _plain(layout.page(alert))


def html(alert: Alert) -> str:
    """The message as one HTML page: tables, styles in the elements, no image, nothing from elsewhere."""
    return both(alert)[1]


# --- plain text ------------------------------------------------------------------------------------


def _plain(page: Page) -> str:
    blocks: list[list[str]] = []
    if page.title:
        blocks.append(_wrapped(page.title))
    blocks += [_wrapped(line) for line in page.lead]
    for number, story in enumerate(page.stories):
        blocks += [[_RULE]] if number else []
        blocks += _story(story)
    if page.in_short:
        blocks.append(["More, in short:", *_listed(page.in_short)])
    if page.earlier:
        blocks.append(["Earlier periods in the same documents:", *_listed(page.earlier)])
    if page.standing:
        blocks.append(["Still open:", *_listed(page.standing)])
    if page.left_out:
        blocks.append(_wrapped(page.left_out))
    blocks.append(["--", *_wrapped(page.foot), page.id])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _story(story: Story) -> list[list[str]]:
    title = " / ".join(piece for piece in (story.label.upper(), story.place) if piece)
    blocks = [[title, *_wrapped(story.heading)], _wrapped(story.text)]
    blocks.append([line for name, value in story.facts for line in _fact(name, value)])
    blocks += [_voice(voice) for voice in story.voices]
    blocks.append(_source(story.source, ""))
    blocks.append(_listed(story.notes))
    return [*blocks, [story.link] if story.link else []]


def _fact(name: str, value: str) -> list[str]:
    return _wrapped(value, f"{name}: ".ljust(9), " " * 9)


def _voice(voice: Voice) -> list[str]:
    said = _wrapped(f"{voice.says} {voice.amount}")
    before, number, after = voice.quote
    quote = f"{before}*{number}*{after}" if number else before
    if quote.strip():
        around = [f"[{piece}]" if piece else "" for piece in (voice.lead_in, voice.lead_out)]
        words = " ".join(piece for piece in (around[0], f"“{quote.strip()}”", around[1]) if piece)
        said += _wrapped(words, "  ", "  ")
    return said + _source(voice.source, "  ")


def _source(source: Source | None, indent: str) -> list[str]:
    if source is None:
        return []
    link = [f"{indent}{source.url}"] if source.url else []
    saved = _wrapped(source.saved, indent, indent)
    return [*_wrapped(source.title, indent, indent), *link, *saved, *_wrapped(source.digest, indent, indent)]


def _listed(items: Iterable[str]) -> list[str]:
    return [line for item in items for line in _wrapped(item, "- ", "  ")]


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


def _html(page: Page, subject: str) -> str:
    template, inliner = _template()
    whole = inliner.inline(template.render(page=page, subject=bodies.shown(subject)))
    return whole.rstrip() + "\n"


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
    inliner = css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
    return environment.get_template("alert.html"), inliner
