"""Pages in our own words: articles with reader comments, feeds, sitemaps, listing pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

FILLER = (
    "The council met on Wednesday evening in the Iannella Chamber and heard from residents for two hours.",
    "Members asked how the department counts the requests, who signs them, and how long each one is kept.",
    "A spokesperson said that the department follows the ordinance and reports once a year, in writing.",
)


@dataclass(frozen=True, kw_only=True)
class Story:
    path: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime | None = None
    comments: tuple[str, ...] = ()


def article(story: Story) -> str:
    """A news page as they are: navigation, the story, related links, what readers wrote under it."""
    told = "".join(f"<p>{escape(text)}</p>\n" for text in (*story.paragraphs, *FILLER))
    comments = "".join(
        f'<li class="comment"><div class="comment-body"><p>{escape(c)}</p></div></li>' for c in story.comments
    )
    stamp = story.published.isoformat() if story.published else ""
    facts = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title}
    if stamp:
        facts["datePublished"] = stamp
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(story.title)} | The Harbor Paper</title>
<script type="application/ld+json">{json.dumps(facts)}</script></head>
<body><header><nav><a href="/">Home</a> <a href="/news/">News</a> <a href="/sports/">Sports</a></nav></header>
<main><article><h1>{escape(story.title)}</h1>
{told}</article></main>
<section id="comments" class="comments"><h2>Comments</h2><ol class="comment-list">{comments}</ol></section>
<footer><p>The Harbor Paper, 1 Harbor Street. All rights reserved.</p></footer></body></html>"""


def rss(base: str, stories: Sequence[Story]) -> str:
    items = "".join(
        f"<item><title>{escape(s.title)}</title><link>{base}{s.path}?utm_source=rss</link>"
        f'<guid isPermaLink="false">{s.path}</guid>'
        + (f"<pubDate>{format_datetime(s.published)}</pubDate>" if s.published else "")
        + "</item>"
        for s in stories
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Harbor Paper</title>'
        f"<link>{base}/</link>{items}</channel></rss>"
    )


def sitemap(base: str, stories: Sequence[Story]) -> str:
    urls = "".join(
        f"<url><loc>{base}{s.path}</loc>"
        + (f"<lastmod>{s.published.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if s.published else "")
        + "</url>"
        for s in stories
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def sitemap_index(addresses: Sequence[str]) -> str:
    files = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{files}</sitemapindex>'


def listing(links: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f'<li><a href="{href}">{escape(title)}</a></li>' for href, title in links)
    return f'<html><body><nav><a href="/about">About</a></nav><ul class="news">{rows}</ul></body></html>'
