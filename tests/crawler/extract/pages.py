"""Web pages of a made-up paper, with the furniture that real ones have."""

from __future__ import annotations

STORY = (
    "The Springfield Police Department told the City Council on Tuesday that it received 15 "
    "detainer requests "
    "from federal immigration authorities in 2024, according to a letter filed with the city clerk.",
    "The letter says that none of the 15 requests was honored, and that the department did "
    "not hold anybody past "
    "the time at which they would otherwise have been released from its custody.",
    "Councilor Ana Ruiz said that the numbers should be set beside those of earlier years "
    "before anyone draws a "
    "conclusion, and asked the department for a table that goes back to 2019.",
    "A spokesperson for the department said that such a table is being made and that it will be sent to the "
    "council before the budget hearing, which is planned for the second week of May.",
)

COMMENTS = (
    "I heard it was 9,999 detainer requests and that they are hiding the rest of them from "
    "all of us, as usual.",
    "My cousin works there and he says 7,777 detainers came in during a single month of the "
    "last summer, so there.",
)


def paragraphs(texts: tuple[str, ...] = STORY) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(
    below: str = "",
    *,
    head: str = "",
    above: str = "",
    body: str | None = None,
    title: str = "Police got 15 requests",
) -> str:
    """A story with a heading; `below` stands after it in the same column."""
    story = paragraphs() if body is None else body
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - The '
        f"Ledger</title>{head}</head>"
        '<body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>'
        f'<div class="page"><article class="post category-top-stories tag-comments"><h1>{title}</h1>{above}'
        f'<div class="entry">{story}</div></article>{below}</div>'
        "<footer><p>The Ledger, 1 Main Street. All rights reserved.</p></footer></body></html>"
    )
