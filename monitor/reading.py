"""One version made ready to be compared: read, placed among its copies, with the ledger that it touches.

Everything is read from one snapshot; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from config.catalogue import SourceEntry
from config.settings import WATCH_WORDS, Settings
from config.words import Certainty, DocumentKind, Hand, RunKind, VersionState
from monitor import copies, edits, kinship, predecessor, privacy
from monitor.comparison import Mode, VersionContext
from monitor.figures import reader
from monitor.figures.reader import ReaderContext
from monitor.kinship import Kindred
from monitor.points import point_of
from storage import documents, findings, ledger, sources
from storage.records import CopiesFound, Document, Figure, Ledger, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: dates of one text that lie further apart leave "last year" unsure
DATES_APART: Final = timedelta(days=60)
#: an attachment that comes within this of its matter has appeared with it
ONE_APPEARANCE: Final = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """All that a comparison of this version needs, and what it was made of."""

    version: Version
    document: Document
    context: VersionContext
    before: tuple[Figure, ...] | None
    now: tuple[Figure, ...]
    ledger: Ledger
    read_by: str
    text: str
    copies: CopiesFound | None = None
    listed_by: tuple[str, ...] = ()  #: sources


def prepare(conn: Connection, version: Version, settings: Settings) -> Prepared:
    """Read the version, and its predecessor by the same reader, and load what both touch."""
    document = documents.document(conn, version.document_id)
    listed_by = documents.sources_of(conn, document.id)
    source = next((settings.sources[id_] for id_ in listed_by if id_ in settings.sources), None)
    text = documents.text(conn, version.id)
    kindred = kinship.look(conn, version, document, text, settings)
    context, unsure = _reader_context(document, kindred, settings)
    now = _read(text, context, unsure, paged=_has_pages(version))
    old = predecessor.before(conn, version)
    words = (source.words if source else ()) or WATCH_WORDS
    zone = _zone(document, settings)
    old_text = predecessor.text(conn, old, version, document, zone, words) if old else None
    before = _read(old_text, context, unsure, paged=_has_pages(version)) if old_text is not None else None
    figures = (*now, *(before or ()))
    known = {document.id, *kindred.known}
    book = load(conn, figures, known) if figures or old or kindred.told.others else Ledger()
    told = _context(conn, version, document, source, kindred)
    if old_text is not None and before is not None and not told.late:
        told = _edited(conn, told, version, (old_text, text), before, now, words)
    return Prepared(
        version=version,
        document=document,
        context=told,
        before=before,
        now=now,
        ledger=book,
        read_by=reader.read_by(context),
        text=text,
        copies=None if told.late else copies.named(kindred.found, document.id, kindred.told, now, book),
        listed_by=tuple(listed_by),
    )


def again(
    conn: Connection, version: Version, settings: Settings, mode: Mode, confirmed_by: str | None = None
) -> Prepared:
    """A version that was compared before, with the figures as they are stored, for a person's new word."""
    document = documents.document(conn, version.document_id)
    read = findings.figures(conn, version.id)
    now = tuple(each.figure for each in read)
    kindred = kinship.look(conn, version, document, documents.text(conn, version.id), settings)
    context = replace(
        _context(conn, version, document, None, kindred),
        mode=mode,
        confirmed_by=confirmed_by,
        appeared=None,
    )
    return Prepared(
        version=version,
        document=document,
        context=replace(context, late=False),
        before=None,
        now=now,
        ledger=load(conn, now, {document.id, *kindred.known}),
        read_by=version.read_by or "",
        text="",
    )


# --- reading ----------------------------------------------------------------------------------------


def _reader_context(document: Document, kindred: Kindred, settings: Settings) -> tuple[ReaderContext, bool]:
    """What the reader is told, and whether the dates of this text disagree too much to work from."""
    dated = [day for day in (document.published_on, *kindred.dated) if day is not None]
    context = ReaderContext(
        catalogue=settings.catalogue,
        publisher=document.publisher,
        place=document.place or None,
        published=min(dated, default=None),
        official=document.official,
        title=document.title,
        kind=document.kind.value,
    )
    return context, bool(dated) and max(dated) - min(dated) > DATES_APART


def _has_pages(version: Version) -> bool:
    """Whether `page 3` means something to a person who opens the document."""
    return version.media_type == "application/pdf"


def _read(text: str, context: ReaderContext, unsure: bool, *, paged: bool) -> tuple[Figure, ...]:
    figures = privacy.held(reader.read(text, context))
    if not paged:
        figures = tuple(replace(figure, page=None) for figure in figures)
    if not unsure:
        return figures
    why = "copies of this text carry dates more than 60 days apart"
    return tuple(
        replace(figure, certainty=Certainty.UNSURE, why=(*figure.why, why))
        if figure.period_worked_out and figure.hand is Hand.SECOND
        else figure
        for figure in figures
    )


def _zone(document: Document, settings: Settings) -> str:
    place = settings.catalogue.places.get(document.place)
    return place.zone if place else settings.zone


def load(conn: Connection, figures: Collection[Figure], known: Collection[int]) -> Ledger:
    """The part of the ledger that these figures may touch, and what people said of these documents."""
    words = ledger.words(conn, known)
    put_right = (
        right.applied(figure)
        for figure in figures
        if (right := words.corrected.get((figure.sentence_hash, figure.metric, figure.value)))
    )
    figures = (*figures, *put_right)
    points = {point for figure in figures if (point := point_of(figure))}
    unplaced = {(f.party, f.place, f.metric) for f in figures if point_of(f) is None}
    sentences = {(f.sentence_hash, f.value, f.party) for f in figures}
    found = ledger.load(conn, points=points, unplaced=unplaced, document_ids=known, sentences=sentences)
    first_read = {point for stood in found.sentences.values() for point in stood}
    if first_read <= points:
        return found
    return ledger.load(
        conn, points=points | first_read, unplaced=unplaced, document_ids=known, sentences=sentences
    )


# --- context ------------------------------------------------------------------------------------------


def mode_of(document: Document, version: Version, *, baseline_run: bool) -> Mode:
    """First sights of a baseline or of old news are quiet; what is edited later is live."""
    first = version.seq == 1
    if document.baseline and (first or baseline_run):
        return Mode.BASELINE
    return Mode.HISTORY if document.history and first else Mode.LIVE


def _context(
    conn: Connection,
    version: Version,
    document: Document,
    source: SourceEntry | None,
    kindred: Kindred,
) -> VersionContext:
    run = sources.run(conn, version.run_id)
    mode = mode_of(document, version, baseline_run=run is not None and run.baseline)
    by_hand = run is not None and run.kind is RunKind.BY_HAND
    new = version.seq == 1 and document.relevant and document.official and not by_hand
    known = any(other.official and other.id < document.id for other in kindred.same)
    return VersionContext(
        id=version.id,
        document=document.id,
        run=version.run_id,
        at=version.at,
        mode=mode,
        kind=document.kind,
        place=document.place,
        source=source.id if source else None,
        official=document.official,
        rolling=bool(source and source.rolling),
        routine=bool(source and source.routine),
        copies=kindred.told,
        cut_short=version.cut_short,
        late=any(
            other.seq > version.seq and other.state is VersionState.DONE
            for other in documents.versions(conn, document.id)
        ),
        appeared=_appearance(conn, document) if new and not known and mode is Mode.LIVE else None,
    )


def _appearance(conn: Connection, document: Document) -> str:
    """What has appeared: the matter, for an attachment that came with it; else the document itself."""
    if document.kind is DocumentKind.ATTACHMENT and document.parent_id is not None:
        parent = documents.document(conn, document.parent_id)
        if document.first_seen_at - parent.first_seen_at <= ONE_APPEARANCE and not parent.baseline:
            return str(parent.id)
    return str(document.id)


def _edited(
    conn: Connection,
    context: VersionContext,
    version: Version,
    texts: tuple[str, str],
    before: Sequence[Figure],
    now: Sequence[Figure],
    words: Sequence[str],
) -> VersionContext:
    """The context with what the edit left of the page, and what it did to the words that matter."""
    old, new = texts
    hashes = {figure.sentence_hash for figure in (*before, *now)}
    context = replace(context, kept=edits.kept(old, new), edit=edits.noteworthy(old, new, hashes, words))
    here = edits.sentences(new)
    if all(figure.sentence_hash in here for figure in before):
        return replace(context, page_sentences=here)
    page = predecessor.whole_page(conn, version)
    return replace(
        context,
        page_sentences=here | edits.sentences(page),
        page_numbers=edits.numbers_near(new, words) | edits.numbers_near(page, words),
    )
