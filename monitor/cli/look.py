"""`crawl --url`: fetch and read one address as the spiders would, and print it. Nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from config.words import Verdict
from monitor.cli import desk
from monitor.cli.desk import Desk
from monitor.cli.exits import Exit

if TYPE_CHECKING:
    from storage.records import Figure, Seen

SHOWN = 600  #: characters of the text that are printed


def look(opened: Desk, url: str, allow: tuple[str, ...]) -> None:
    """Print verdict, title, date, the beginning of the text, and the figures that would be read."""
    seen = _fetch(opened, url, allow)
    figures = _read(opened, seen)
    if opened.out.json:
        opened.out.value(_record(seen, figures))
    else:
        _print(opened, seen, figures)
    if seen.version is None:
        raise typer.Exit(Exit.ATTENTION)


def _fetch(opened: Desk, url: str, allow: tuple[str, ...]) -> Seen:
    from crawler import loop
    from crawler.errors import CrawlError
    from crawler.extract.pool import ExtractionPool
    from crawler.middleware.manners import Manners
    from crawler.run import look as fetch
    from monitor import log
    from monitor.errors import Refused

    log.configure(level=30)

    async def once() -> Seen:
        async with ExtractionPool(1) as pool:
            return await fetch(
                url,
                settings=opened.settings,
                pool=pool,
                clock=desk.clock,
                manners=Manners(clock=desk.clock),
                allow=allow,
            )

    try:
        return loop.run(once)
    except CrawlError as error:
        raise Refused(f"{url[:200]}: {error}") from None


def _read(opened: Desk, seen: Seen) -> tuple[Figure, ...]:
    from monitor.figures.reader import ReaderContext, read

    if seen.version is None:
        return ()
    context = ReaderContext(
        catalogue=opened.settings.catalogue,
        publisher=seen.publisher,
        place=seen.place or None,
        published=seen.published_on,
        official=seen.official,
        title=seen.title,
    )
    return read(seen.version.text, context)


def figure_record(figure: Figure) -> dict[str, object]:
    """A reading as JSON."""
    from monitor.period_sentences import words

    return {
        "metric": figure.metric.value,
        "value": figure.value,
        "qualifier": figure.qualifier.value,
        "place": figure.place,
        "agency": figure.agency,
        "party": figure.party,
        "period": figure.period_label,
        "first_day": figure.period.first,
        "last_day": figure.period.last,
        "period_text": words(figure),
        "subset": figure.subset,
        "hand": figure.hand.value,
        "certainty": figure.certainty.value,
        "quote": figure.quote,
        "page": figure.page,
        "why": list(figure.why),
    }


def _record(seen: Seen, figures: tuple[Figure, ...]) -> dict[str, object]:
    version = seen.version
    return {
        "url": seen.url,
        "verdict": seen.verdict.value if seen.verdict else None,
        "note": seen.note,
        "status": seen.status,
        "title": seen.title,
        "published": seen.published_on,
        "media_type": version.media_type if version else None,
        "extractor": version.extractor if version else None,
        "sha256": version.raw_hash if version else None,
        "text": version.text if version else None,
        "figures": [figure_record(figure) for figure in figures],
    }


def _print(opened: Desk, seen: Seen, figures: tuple[Figure, ...]) -> None:
    out = opened.out
    out.line(seen.title or seen.url)
    out.line(
        f"{seen.verdict.value if seen.verdict else 'not fetched'}{': ' + seen.note if seen.note else ''}"
    )
    if seen.version is None:
        if seen.verdict is Verdict.REFUSED:
            out.say("if that address is meant, say --allow HOST:PORT")
        return
    published = seen.published_on.isoformat() if seen.published_on else "no date"
    out.line(f"published {published}; {seen.version.extractor}; sha256 {seen.version.raw_hash}")
    text = seen.version.text
    out.line()
    out.line(text[:SHOWN] + (f" … ({len(text):,} characters)" if len(text) > SHOWN else ""))
    out.line()
    if not figures:
        out.line("no detainer figure was read")
        return
    out.table(
        ("value", "what", "who says it", "period", "certainty", "words"),
        (
            (
                f"{figure.qualifier.value} {figure.value:,}"
                if figure.qualifier != "exact"
                else f"{figure.value:,}",
                figure.metric.value,
                opened.settings.catalogue.name(figure.party),
                figure.period_label or "-",
                figure.certainty.value,
                figure.quote,
            )
            for figure in figures
        ),
    )
