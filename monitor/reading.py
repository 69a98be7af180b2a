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
from monitor import copies, edits, predecessor, privacy
from monitor.comparison import Mode, VersionContext
from monitor.figures import reader
from monitor.figures.reader import ReaderContext
from monitor.points import point_of
from storage import documents, findings, ledger, sources
from storage.records import Document, Figure, Ledger, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: dates of one text that lie further apart leave "last year" unsure
DATES_APART: Final = timedelta(days=60)
#: an attachment that comes within this of its matter has appeared with it
ONE_APPEARANCE: Final = timedelta(days=30)
MAX_CANDIDATES: Final = 20  #: documents whose texts are compared with a new one
MIN_TEXT: Final = 200  #: characters; shorter texts are alike by chance


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
    listed_by: tuple[str, ...] = ()  #: sources


def prepare(conn: Connection, version: Version, settings: Settings) -> Prepared:
    """Read the version, and its predecessor by the same reader, and load what both touch."""
    document = documents.document(conn, version.document_id)
    listed_by = documents.sources_of(conn, document.id)
    source = next((settings.sources[id_] for id_ in listed_by if id_ in settings.sources), None)
    text = documents.text(conn, version.id)
    same = _same_texts(conn, version, text)
    context, unsure = _reader_context(document, same, settings)
    now = _read(text, context, unsure, paged=_has_pages(version))
    old = predecessor.before(conn, version)
    words = (source.words if source else ()) or WATCH_WORDS
    zone = _zone(document, settings)
    old_text = predecessor.text(conn, old, version, document, zone, words) if old else None
    before = _read(old_text, context, unsure, paged=_has_pages(version)) if old_text is not None else None
    figures = (*now, *(before or ()))
    known = {document.id, *(other.id for other in same)}
    book = load(conn, figures, known) if figures or old else Ledger()
    origin = _origin(conn, version, document, text, now, same, book)
    if origin is not None and origin not in known:
        book = load(conn, figures, {*known, origin})
    told = _context(conn, version, document, source, origin, same)
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
        listed_by=tuple(listed_by),
    )


def again(conn: Connection, version: Version, mode: Mode, confirmed_by: str | None = None) -> Prepared:
    """A version that was compared before, with the figures as they are stored, for a person's new word."""
    document = documents.document(conn, version.document_id)
    read = findings.figures(conn, version.id)
    now = tuple(each.figure for each in read)
    same = _same_texts(conn, version, documents.text(conn, version.id))
    context = replace(
        _context(conn, version, document, None, None, same),
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
        ledger=load(conn, now, {document.id, *(other.id for other in same)}),
        read_by=version.read_by or "",
        text="",
    )


# --- reading ----------------------------------------------------------------------------------------


def _reader_context(
    document: Document, same: Sequence[Document], settings: Settings
) -> tuple[ReaderContext, bool]:
    """What the reader is told, and whether the dates of this text disagree too much to work from."""
    dated = [each.published_on for each in (document, *same) if each.published_on is not None]
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


# --- copies -------------------------------------------------------------------------------------------


def _same_texts(conn: Connection, version: Version, text: str) -> tuple[Document, ...]:
    """Other documents that had this very text, the first one first."""
    if len(text) < MIN_TEXT:
        return ()
    ids = [id_ for id_ in findings.copies(conn, version.norm_hash) if id_ != version.document_id]
    found = documents.by_ids(conn, ids[:MAX_CANDIDATES])
    return tuple(found[id_] for id_ in ids if id_ in found)


def _origin(
    conn: Connection,
    version: Version,
    document: Document,
    text: str,
    now: Sequence[Figure],
    same: Sequence[Document],
    book: Ledger,
) -> int | None:
    """The document that this one repeats. A party's own paper is a copy only of itself under another id."""
    earlier = [other for other in same if other.id < document.id]
    if any(figure.hand is Hand.FIRST for figure in now):
        return next((other.id for other in earlier if other.publisher == document.publisher), None)
    if earlier:
        return earlier[0].id
    if len(text) < MIN_TEXT:
        return None
    hashes = {figure.sentence_hash for figure in now}
    found: dict[int, copies.Candidate] = {}
    for claim in book.claims.values():
        for support in claim.supports:
            fits = support.sentence_hash in hashes and support.document != document.id
            earlier_text = support.figure.version < version.id and support.document not in found
            if fits and earlier_text and len(found) < MAX_CANDIDATES:
                found[support.document] = copies.Candidate(
                    support.document, support.copy_of, documents.text(conn, support.figure.version)
                )
    return copies.origin(text, found.values())


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
    origin: int | None,
    same: Sequence[Document],
) -> VersionContext:
    run = sources.run(conn, version.run_id)
    mode = mode_of(document, version, baseline_run=run is not None and run.baseline)
    by_hand = run is not None and run.kind is RunKind.BY_HAND
    new = version.seq == 1 and document.relevant and document.official and not by_hand
    known = any(other.official and other.id < document.id for other in same)
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
        origin=origin,
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
