"""A generated local newspaper: the same number always gives the same page.

A page weighs 25 to 110 KB, as news pages do: a story of 300 to 900 words among menus, cards of other stories,
reader comments, styles and the state of its scripts. `revision` replaces about one sentence in twenty. Some
stories tell of detainers; their figures agree with each other, as those of several papers mostly do.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from html import escape
from typing import Final

SEED: Final = "detainer-watch"
DATELINE: Final = "MARLOWE"  #: the one word that stands in every story
TOKEN: Final = "0" * 40  #: where a server puts a fresh token into each answer
CHANGED_EVERY: Final = 20  #: one page in so many is another one in the second revision

_TOWNS: Final = [
    "Alder Point",
    "Birch Landing",
    "Coldwater",
    "Drummond",
    "Elm Harbor",
    "Fairlee",
    "Gorham",
    "Hollis Falls",
    "Keene Bay",
]
_BODIES: Final = [
    "harbor commission",
    "select board",
    "library trustees",
    "transit board",
    "health department",
    "school committee",
]
_TOPICS: Final = [
    "ferry schedules",
    "sewer repairs",
    "snow removal",
    "rental permits",
    "bike lanes",
    "playground grants",
    "shellfish beds",
]
_PEOPLE: Final = [
    "Ada Brandt",
    "Milo Castellan",
    "Ruth Demir",
    "Theo Engstrom",
    "Ines Fontaine",
    "Paul Grady",
    "Noor Haddad",
]
_ROLES: Final = [
    "harbor master",
    "town engineer",
    "budget analyst",
    "head librarian",
    "shop owner",
    "neighborhood organizer",
]
_DID: Final = [
    "put off",
    "endorsed",
    "sent back",
    "opened bids for",
    "asked for a second study of",
    "shortened the list for",
]
_WHY: Final = (
    "because two of its members were away",
    "after a hearing that ran past midnight",
    "to wait for the state's advice",
    "on the strength of a survey among riders",
    "before the winter season begins",
    "over the protest of several residents",
)
_AFTER: Final = (
    "A vote is planned for the next session",
    "Copies lie in the clerk's office",
    "Nobody from the contractor was at the table",
    "The minutes will be posted within ten days",
    "An earlier draft had left the question open",
)
#: what the detainer stories tell: year, requests received, requests declined
_DETAINERS: Final = {
    2019: (24, 22),
    2020: (12, 12),
    2021: (9, 9),
    2022: (14, 14),
    2023: (21, 20),
    2024: (31, 31),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """How many pages there are, and one in how many tells of detainers."""

    pages: int
    mention_every: int = 10
    section_size: int = 200  #: pages that one sitemap lists; a first visit fetches no more new ones

    @property
    def sections(self) -> int:
        return -(-self.pages // self.section_size)

    def section(self, number: int) -> range:
        return range(number * self.section_size, min((number + 1) * self.section_size, self.pages))

    def mentions(self, number: int) -> bool:
        """Spread so that the changed pages have their share."""
        return (number + number // CHANGED_EVERY) % self.mention_every == 7 % self.mention_every

    def is_changed(self, number: int) -> bool:
        return number % CHANGED_EVERY == 7


def path(number: int) -> str:
    return f"/stories/{number:05d}.html"


def page(site: Site, number: int, revision: int = 0) -> bytes:
    """The whole page, as bytes."""
    story = _Story(site, number, revision)
    rng = random.Random(f"{SEED}:frame:{number}")
    weight = int(min(max(rng.lognormvariate(11.1, 0.5), 25_000), 115_000))
    cards = max(6, weight // 2200)
    title = escape(story.title)
    body = "\n".join(story.blocks(rng))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - The Marsh Courier</title>
<meta name="viewport" content="width=device-width"><meta name="request-token" content="{TOKEN}">
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{story.day}T09:30:00Z">
<meta name="description" content="{escape(story.paragraphs[0][0])}">
<link rel="canonical" href="{path(number)}">
<style>{_styles(rng, weight // 5)}</style>
<script type="application/ld+json">{_linked_data(story)}</script>
<script>window.appState={_state(rng, weight // 4)};</script></head>
<body class="story-page"><a class="skip-link" href="#story">To the story</a>
<header class="site-header"><a class="brand" href="/">The Marsh Courier</a>
<nav class="site-nav"><ul>{_menu(rng)}</ul></nav>
<form action="/find"><input name="q" aria-label="Find"><button>Find</button></form></header>
<main><article id="story" class="story"><h1>{title}</h1>
<p class="byline">By <a rel="author" href="/staff/{number % 40}">{story.author}</a></p>
<time datetime="{story.day}">{story.day}</time>
<div class="story-body">
{body}
</div></article>
<section id="comments" class="comments"><h2>Comments</h2><ol>{_comments(rng)}</ol></section></main>
<aside class="sidebar">
<section class="most-read"><h2>Most read</h2>{_cards(rng, site, cards // 3)}</section>
<section class="newsletter"><h2>Every morning in your mailbox</h2>
<form><input type="email"><button>Join</button></form></section></aside>
<section class="related-stories"><h2>Related stories</h2>{_cards(rng, site, cards)}</section>
<footer class="site-footer">{_footer(rng)}<p>All of this was made by a program.</p></footer>
<script>window.requestToken="{TOKEN}";</script></body></html>
""".encode()


def story_text(site: Site, number: int, revision: int) -> str:
    """The story alone, a paragraph a line."""
    return "\n\n".join(" ".join(sentences) for sentences in _Story(site, number, revision).paragraphs)


def sitemap(site: Site, section: int, base: str) -> bytes:
    rows = "".join(f"<url><loc>{base}{path(number)}</loc></url>\n" for number in site.section(section))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{rows}</urlset>\n".encode()


# --- the story ------------------------------------------------------------------------------------


class _Story:
    def __init__(self, site: Site, number: int, revision: int) -> None:
        rng = random.Random(f"{SEED}:story:{number}")
        self.number = number
        self.title = f"{rng.choice(_TOWNS)} {rng.choice(_BODIES)} {rng.choice(_DID)} {rng.choice(_TOPICS)}"
        self.author = rng.choice(_PEOPLE)
        self.day = f"{rng.randint(2022, 2025)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        self.paragraphs = _paragraphs(rng, rng.randint(300, 900))
        if site.mentions(number):
            self.paragraphs.insert(2, _detainers(rng))
        for step in range(revision):
            self._revise(random.Random(f"{SEED}:revision:{number}:{step}"))
        self.paragraphs[0][0] = f"{DATELINE} — {self.paragraphs[0][0]}"

    def _revise(self, rng: random.Random) -> None:
        total = sum(map(len, self.paragraphs))
        for _ in range(max(1, total // 20)):
            paragraph = self.paragraphs[rng.choice([1, *range(3, len(self.paragraphs))])]
            paragraph[rng.randrange(len(paragraph))] = _sentence(rng)

    def blocks(self, rng: random.Random) -> list[str]:
        made: list[str] = []
        for place, sentences in enumerate(self.paragraphs):
            if place and place % 5 == 0:
                made.append(f"<h2>{rng.choice(_TOPICS).capitalize()} in {rng.choice(_TOWNS)}</h2>")
            made.append(
                f'<p class="copy" data-block="{place}">{escape(" ".join(sentences), quote=False)}</p>'
            )
            if place == 3:
                made.append(
                    '<aside class="ad-slot" aria-label="Advertisement"><div id="slot-a"></div></aside>'
                )
        if self.number % 5 == 0:
            made.append(_table(rng))
        return made


def _paragraphs(rng: random.Random, words: int) -> list[list[str]]:
    made: list[list[str]] = []
    while words > 0 or len(made) < 5:
        made.append([_sentence(rng) for _ in range(rng.randint(2, 5))])
        words -= sum(len(sentence.split()) for sentence in made[-1])
    return made


def _sentence(rng: random.Random) -> str:
    town, body, topic = rng.choice(_TOWNS), rng.choice(_BODIES), rng.choice(_TOPICS)
    count, other = rng.randint(3, 4000), rng.randint(3, 4000)
    who, role, why = rng.choice(_PEOPLE), rng.choice(_ROLES), rng.choice(_WHY)
    forms = (
        f"The {body} of {town} {rng.choice(_DID)} {topic} {why}.",
        f"Last year {count:,} people wrote to the {body} about {topic}, and {other:,} signed a petition.",
        f"“Of {count:,} letters on {topic} I have answered {other:,},” said {who}, a {role} in {town}.",
        f"{rng.choice(_AFTER)}, {who} told the {body} {why}.",
        f"The plan for {topic} costs ${count % 90 + 1}.{other % 10} million, {who} said.",
        f"In {town} the waiting list for {topic} grew from {count:,} to {other:,} names {why}.",
        f"{who}, a {role}, called the draft on {topic} too short and asked for {count % 60 + 2} more pages.",
    )
    return rng.choice(forms)


def _detainers(rng: random.Random) -> list[str]:
    year = rng.choice(list(_DETAINERS))
    received, declined = _DETAINERS[year]
    return [
        f"The Boston Police Department received {received} detainer requests from Immigration and Customs"
        f" Enforcement in {year}.",
        f"Police declined {declined} of the {received} requests, the department's yearly report says.",
        "The Boston Trust Act bars officers from holding a person on a civil immigration detainer alone.",
    ]


def _table(rng: random.Random) -> str:
    rows = "".join(
        f"<tr><td>{rng.choice(_TOWNS)}</td><td>{rng.randint(1, 999)}</td><td>{rng.randint(1, 999)}</td></tr>"
        for _ in range(rng.randint(4, 12))
    )
    head = "<tr><th>Town</th><th>Asked</th><th>Answered</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


# --- what stands around it ------------------------------------------------------------------------


def _styles(rng: random.Random, weight: int) -> str:
    return "\n".join(
        f".b{rng.randrange(16**6):06x}-{number}{{margin:{rng.randint(0, 30)}px auto;"
        f"color:#{rng.randrange(16**6):06x};font:{rng.randint(11, 24)}px/1.4 serif}}"
        for number in range(weight // 75)
    )


def _state(rng: random.Random, weight: int) -> str:
    return json.dumps(
        [
            {
                "id": rng.randrange(10**9),
                "topic": rng.choice(_TOPICS),
                "rank": rng.random(),
                "shown": rng.randrange(9000),
            }
            for _ in range(weight // 90)
        ]
    )


def _linked_data(story: _Story) -> str:
    return json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": f"{story.day}T09:30:00Z",
            "author": [{"@type": "Person", "name": story.author}],
        }
    )


def _menu(rng: random.Random) -> str:
    return "".join(
        f'<li class="entry"><a href="/s/{number}">{rng.choice(_TOPICS).title()}</a><ul>'
        + "".join(f'<li><a href="/s/{number}/{below}">{rng.choice(_TOWNS)}</a></li>' for below in range(6))
        + "</ul></li>"
        for number in range(12)
    )


def _cards(rng: random.Random, site: Site, count: int) -> str:
    return "".join(
        f'<div class="card"><a href="{path(rng.randrange(site.pages))}"><picture>'
        f'<source srcset="/i/{rng.randrange(999)}.webp"><img src="/i/{rng.randrange(999)}.jpg" alt="">'
        f'</picture><span class="label">{rng.choice(_TOPICS)}</span>'
        f"<h3>{rng.choice(_TOWNS)} {rng.choice(_BODIES)} {rng.choice(_DID)} {rng.choice(_TOPICS)}</h3></a>"
        f'<p class="summary">{rng.choice(_AFTER)}.</p><div class="meta"><svg viewBox="0 0 9 9">'
        f'<path d="M1 1h7v7z"/></svg>'
        f"<time>{rng.randint(2, 23)} hours ago</time></div></div>"
        for _ in range(count)
    )


def _comments(rng: random.Random) -> str:
    return "".join(
        f'<li class="comment" id="c{number}"><div class="who"><b>reader{rng.randrange(99)}</b>'
        f" <time>{rng.randint(1, 9)} h</time></div><p>{escape(_sentence(rng), quote=False)}</p>"
        f"<button>Reply</button><button>Agree ({rng.randrange(50)})</button></li>"
        for number in range(rng.randint(0, 12))
    )


def _footer(rng: random.Random) -> str:
    return "".join(
        f"<div><h4>{rng.choice(_TOPICS).title()}</h4><ul>"
        + "".join(
            f'<li><a href="/about/{number}/{below}">{rng.choice(_TOWNS)}</a></li>' for below in range(7)
        )
        + "</ul></div>"
        for number in range(5)
    )
