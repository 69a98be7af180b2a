"""What `show` prints of a document: facts, versions, the saved copy, each figure with its proof, changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from config.words import CopyHow
from monitor.cli import changes as changes_
from monitor.cli import figures as figures_
from monitor.cli.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from monitor.cli.output import Output
    from monitor.names import Names
    from monitor.provenance import Surroundings
    from monitor.witnesses import Witnesses
    from storage.records import Change, Document, Fetch, Json, Origin, StoredFigure, Version

MAX_LISTED: Final = 200  #: attachments that are listed
#: how a copy is alike, to stand before "as document 12"
COPY_HOW: Final = {
    CopyHow.SAME: "the same text",
    CopyHow.ALIKE: "mostly the same text",
    CopyHow.PART: "some of the same text",
    CopyHow.NAMED: "by its own word the same text",
    CopyHow.CREDITED: "by its own word the same text",
}
MAX_PROVED: Final = 50  #: figures that are told with their proof; a data file has thousands


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """All that is shown of a document, read in one snapshot."""

    document: Document
    versions: Sequence[Version]
    chosen: Version | None
    sources: Sequence[str]
    children: Sequence[Document]
    fetches: Sequence[Fetch]
    changes: Sequence[Change]
    copies: Sequence[Document]  #: those that repeat it
    figures: Sequence[StoredFigure]
    cited: Sequence[dict[str, Json]]
    around: Sequence[Surroundings]  #: of the figures that are told with their proof
    witnesses: Sequence[Witnesses | None]  #: of what each of those says, where it has a claim
    names: Names


def known(conn: Connection, opened: Desk, document: Document, chosen: Version | None) -> Known:
    from monitor import citation, witnesses
    from monitor.provenance import surroundings
    from storage import documents, findings
    from storage.figures import of_version

    names = opened.names({document.id: document})
    figures = of_version(conn, chosen.id) if chosen else []
    text = documents.text(conn, chosen.id) if chosen else ""
    proved = figures if opened.out.json else figures[:MAX_PROVED]
    return Known(
        document=document,
        versions=documents.versions(conn, document.id),
        chosen=chosen,
        sources=documents.sources_of(conn, document.id),
        children=documents.children(conn, document.id)[:MAX_LISTED],
        fetches=documents.recent_fetches(conn, document.id),
        changes=findings.changes_of_document(conn, document.id),
        copies=_copies(conn, document),
        figures=figures,
        cited=[citation.cited(each, chosen, names) for each in figures] if chosen else [],
        around=[surroundings(text, each.figure) for each in proved],
        witnesses=witnesses.of_figures(conn, [each.figure for each in proved]),
        names=names,
    )


def _copies(conn: Connection, document: Document) -> list[Document]:
    from storage import copies, documents

    ids = [origin.document for origin in copies.copies_of(conn, [document.id])][:MAX_LISTED]
    return [found for _, found in sorted(documents.by_ids(conn, ids).items())]


# --- for programs ---------------------------------------------------------------------------------


def as_json(known: Known, entries: Sequence[dict[str, object]]) -> dict[str, object]:
    return {
        **_facts(known),
        "sources": known.sources,
        "versions": [_version_json(each) for each in known.versions],
        "version": known.chosen.seq if known.chosen else None,
        "copy": _copy_json(known, known.chosen) if known.chosen else None,
        "figures": [
            {**record, **_proof_json(each, around, known), **figures_.carried(carried)}
            for each, record, around, carried in zip(
                known.figures, known.cited, known.around, known.witnesses, strict=True
            )
        ],
        "changes": entries,
        "copies": [
            {"id": each.id, "title": each.title, "url": each.url, "publisher": each.publisher}
            for each in known.copies
        ],
        "attachments": [{"id": each.id, "title": each.title, "url": each.url} for each in known.children],
        "failed_attempts": [
            {"at": each.at, "verdict": each.verdict.value, "status": each.status, "note": each.note}
            for each in known.fetches
        ],
    }


def _facts(known: Known) -> dict[str, object]:
    document, names = known.document, known.names
    return {
        "id": document.id,
        "address": document.url,
        "key": document.key,
        "title": document.title,
        "kind": document.kind.value,
        "publisher": names.party(document.publisher) if document.publisher else "",
        "place": names.place(document.place) if document.place else "",
        "official": document.official,
        "published_on": document.published_on,
        "published_how": document.published_how.value,
        "first_seen_at": document.first_seen_at,
        "part_of": document.parent_id,
        "copy_of": document.origin.original if document.origin else None,
        "copied": _copied(document.origin, names),
        "watch_word": document.relevant,
        "gone_since": document.gone_since,
        "set_aside": document.quarantined,
    }


def _copied(origin: Origin | None, names: Names) -> str | None:
    """What a document repeats, in words; the copies of it are listed beside."""
    if origin is None:
        return None
    whose = names.party(origin.name) if origin.name else "another publisher"
    if origin.original is not None:
        return f"{COPY_HOW[origin.how]} as document {origin.original}, by {whose}"
    return f"a text by {whose}, whose own page was not seen here"


def _version_json(version: Version) -> dict[str, Json]:
    return {
        "version": version.seq,
        "at": version.at.isoformat(),
        "sha256": version.raw_hash,
        "text_sha256": version.text_hash,
        "media_type": version.media_type,
        "extractor": version.extractor,
        "state": version.state.value,
        "read_by": version.read_by,
        "cut_short": version.cut_short,
    }


def _copy_json(known: Known, version: Version) -> dict[str, Json]:
    from monitor.provenance import saved_copy

    told = saved_copy(known.document, version)
    return {"saved_at": version.at.isoformat(), "sha256": version.raw_hash, **told, "note": version.note}


def _proof_json(stored: StoredFigure, around: Surroundings, known: Known) -> dict[str, object]:
    from monitor import beside, quotes

    figure = stored.figure
    return {
        "before_quote": around.before,
        "after_quote": around.after,
        "number_in_quote": quotes.mark(figure.quote, figure.value),
        "span": figure.span,
        "hand_text": beside.hand_in_words(figure.hand, known.names.told_by(known.document.id)),
    }


# --- for people -----------------------------------------------------------------------------------


def show(out: Output, known: Known, entries: Sequence[dict[str, object]]) -> None:
    out.heading(known.document.title or known.document.url)
    for name, value in _facts(known).items():
        if value not in (None, "", False):
            out.line(f"{name.replace('_', ' ')}: {out.cell(value)}")
    out.line(f"listed by: {', '.join(known.sources) or 'nobody'}")
    _section(
        out,
        "Versions",
        ("version", "when", "SHA-256 of the bytes", "made by", "state"),
        [(each.seq, each.at, each.raw_hash, each.extractor, each.state.value) for each in known.versions],
    )
    if known.chosen is not None:
        _copy(out, known, known.chosen)
        _figures(out, known, known.chosen)
    told = [changes_.line(change, entry)[:-1] for change, entry in zip(known.changes, entries, strict=True)]
    _section(out, "Changes", changes_.COLUMNS[:-1], told)
    _section(
        out,
        "Copies of it",
        ("id", "publisher", "title", "address"),
        [(each.id, known.names.party(each.publisher), each.title, each.url) for each in known.copies],
    )
    _section(
        out,
        "Attachments",
        ("id", "title", "address"),
        [(each.id, each.title, each.url) for each in known.children],
    )
    _section(
        out,
        "Attempts that failed",
        ("when", "verdict", "status", "note"),
        [(each.at, each.verdict.value, each.status, each.note) for each in known.fetches],
    )


def _section(out: Output, title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    if rows:
        out.line()
        out.heading(title)
        out.table(columns, rows)


def _copy(out: Output, known: Known, version: Version) -> None:
    """How our copy came, and what was made of it."""
    from monitor.provenance import read_by

    reader = read_by(version.read_by)
    facts = [
        ("saved", version.at),
        ("SHA-256 of the bytes", version.raw_hash),
        ("SHA-256 of the text", version.text_hash),
        ("answered", _answered(known.document, version)),
        ("given by hand", version.note),
        ("text made by", version.extractor + (", by OCR" if version.ocr else "")),
        ("read by", f"{reader.reader}, catalogue {reader.catalogue}" if reader.reader else "nobody yet"),
    ]
    out.line()
    out.heading(f"Saved copy of version {version.seq}")
    for name, value in facts:
        if value:
            out.line(f"{name}: {out.cell(value)}")
    for name, value in sorted(version.headers.items()):
        out.line(f"  {name}: {value}")


def _answered(document: Document, version: Version) -> str:
    if version.status is None:
        return ""
    return f"{version.status} by {version.final_url or document.url}"


def _figures(out: Output, known: Known, version: Version) -> None:
    rows = [figures_.line(each, record)[:-2] for each, record in zip(known.figures, known.cited, strict=True)]
    _section(out, f"Figures of version {version.seq}", figures_.COLUMNS[:-2], rows)
    proved = len(known.around)
    shown = (known.figures[:proved], known.cited[:proved], known.around, known.witnesses)
    for stored, record, around, carried in zip(*shown, strict=True):
        out.line()
        _proof(out, stored, record, around, known)
        if carried is not None:
            out.line(f"  reported by: {carried.words}")
    if len(known.figures) > proved:
        out.line()
        out.line(f"{len(known.figures) - proved:,} more: --json has the proof of each")


def _proof(
    out: Output, stored: StoredFigure, record: Mapping[str, Json], around: Surroundings, known: Known
) -> None:
    """One figure: its quote among its neighbours with the number marked, and where all of it comes from."""
    from monitor import beside, citation, provenance, quotes

    figure = stored.figure
    span = quotes.mark(figure.quote, figure.value)
    quote = figure.quote
    if span is not None:
        quote = f"{quote[: span.start]}*{quote[span.start : span.end]}*{quote[span.end :]}"
    out.heading(f"Figure {stored.id}: {citation.amount(figure)}, {record['metric_text']}")
    out.line("  " + " ".join(part for part in (around.before, f"“{quote}”", around.after) if part))
    said, where = (provenance.reason(figure, part) for part in ("party", "place"))
    days, doubts = _days(record), "; ".join(provenance.doubts(figure))
    facts = (
        ("says", f"{record['party_name']} ({said})" if said else record["party_name"]),
        ("about", f"{record['agency_name'] or record['place_name']} ({where})"),
        ("hand", beside.hand_in_words(figure.hand, known.names.told_by(known.document.id))),
        ("period", f"{days}: {record['period_how']}" if days else record["period_how"]),
        ("page", record["page"]),
        ("original", record["url"]),
        ("certainty", f"{record['certainty']} ({doubts})" if doubts else record["certainty"]),
    )
    for name, value in facts:
        if value:
            out.line(f"  {name}: {out.cell(value)}")


def _days(record: Mapping[str, Json]) -> str:
    first, last = record["period_first"], record["period_last"]
    if record["period_kind"] == "fiscal":
        return str(record["period"])
    return f"{first} to {last}" if first and last and first != last else str(first or "")
