"""A version among the other texts: who tells the same, who told it first, and what follows for the ledger.

Everything is read from one snapshot; `monitor.copies` decides, and nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from config import wires
from config.settings import Settings
from config.words import CopyHow, PublishedHow, VersionState
from monitor import copies, origin_hints, passages
from monitor.copies import Common, Copying, Kin, Kinship, Settled, Teller, Told
from monitor.passages import Passage
from storage import copies as rows
from storage import documents, findings
from storage.records import CopiesFound, Document, Origin, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

MAX_KIN: Final = 8  #: documents whose texts are compared with a new one
MAX_TEXTS: Final = 2  #: versions of each
MAX_GROUP: Final = 200  #: copies of one original that are looked after
MIN_TEXT: Final = 200  #: characters; shorter texts are equal by chance
UNSIGNED: Final = 0.9  #: a text of which that much is another's is found through that one
_CREDIBLE: Final = (PublishedHow.STATED, PublishedHow.METADATA, PublishedHow.LISTED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kindred:
    """What was found out about a version's text."""

    told: Told  #: for the comparison
    found: CopiesFound  #: for the store
    same: tuple[Document, ...] = ()  #: others that had this very text, the first one first
    known: frozenset[int] = frozenset()  #: documents of whose claims and reviews the ledger is loaded
    dated: tuple[date, ...] = ()  #: when others that tell the whole of it were published


def look(conn: Connection, version: Version, document: Document, text: str, settings: Settings) -> Kindred:
    """Find out whose text it is, and who else's."""
    same = _same(conn, version, text)
    looking = _Looking(conn, version, document, text, settings, same)
    settled = copies.settle(looking.teller(document), looking.kin())
    return looking.kindred(settled)


def _same(conn: Connection, version: Version, text: str) -> tuple[Document, ...]:
    if len(text) < MIN_TEXT:
        return ()
    ids = [id_ for id_ in findings.copies(conn, version.norm_hash) if id_ != version.document_id]
    found = documents.by_ids(conn, ids[:MAX_GROUP])
    return tuple(found[id_] for id_ in ids if id_ in found)


class _Looking:
    """One look: gathers who may be kin, lets `copies` decide, and works out what follows."""

    def __init__(
        self,
        conn: Connection,
        version: Version,
        document: Document,
        text: str,
        settings: Settings,
        same: Sequence[Document],
    ) -> None:
        self.conn = conn
        self.document = document
        self.settings = settings
        self.same = {other.id: other for other in same}
        self.read = passages.passages(text)
        self.keys = passages.keys(self.read)
        self.hints = origin_hints.told(conn, version, document, text, self._name(document.publisher))
        named_by = rows.naming(conn, origin_hints.spellings(document.key), MAX_KIN)
        self.named_by = {origin.document for origin in named_by} - {document.id}
        self.others: dict[int, Document] = {}
        self.kinships: dict[int, Kinship] = {}

    def _name(self, publisher: str) -> str:
        return self.settings.catalogue.name(publisher) if publisher else ""

    # --- who may be kin ---

    def kin(self) -> list[Kin]:
        """Every document that turns out to have text in common, or to be named."""
        versions = self._versions()
        self.others = documents.by_ids(self.conn, versions)
        found = []
        for id_, wanted in versions.items():
            kin = self._kin(self.others[id_], wanted) if id_ in self.others else None
            if kin is not None:
                found.append(kin)
                self.kinships[id_] = kin.kinship
        return found

    def _versions(self) -> dict[int, list[int]]:
        """Documents to compare with, and which of their versions; none: the newest one."""
        met: dict[int, list[int]] = {}
        for each in rows.candidates(self.conn, self.keys, but=self.document.id, most=3 * MAX_KIN):
            if len(met) < MAX_KIN or each.document in met:
                met.setdefault(each.document, []).append(each.version)
        for id_ in (*list(self.same)[:MAX_KIN], *self.hints.documents, *sorted(self.named_by)):
            met.setdefault(id_, [])
        for origin in rows.copies_of(self.conn, met)[:MAX_KIN]:  # not found by keys of their own
            met.setdefault(origin.document, [])
        for origin in rows.origins_of(self.conn, met).values():
            if origin.original is not None and origin.whole:
                met.setdefault(origin.original, [])
        met.pop(self.document.id, None)
        return met

    def _kin(self, other: Document, wanted: Sequence[int]) -> Kin | None:
        if self.document.official and other.official and not self._same_paper(other):
            return None  # a party's own papers repeat their stock sentences
        named = not self.document.official and self._names(other)
        names = not other.official and other.id in self.named_by
        kinship = self._kinship(other, wanted, hinted=named or names or self._same_credit(other))
        if kinship is None:
            far = other.id in self.hints.documents or names
            if not far or self.document.official or origin_hints.one_site(self.document.url, other.url):
                return None
            kinship = Kinship(Common(), Common())
        return Kin(
            teller=self.teller(other),
            kinship=kinship,
            how=self._how(other, kinship, named=named or names),
            original=self._original(other),
            named=named,
            names=names,
        )

    def _same_paper(self, other: Document) -> bool:
        return other.id in self.same and other.publisher == self.document.publisher

    def _names(self, other: Document) -> bool:
        """Whether this page or text names the other as its origin."""
        named = bool(self.hints.name) and wires.same(self.hints.name, self._name(other.publisher))
        return named or other.id in self.hints.documents

    def _same_credit(self, other: Document) -> bool:
        said = other.origin.name if other.origin else ""
        return bool(said and self.hints.name) and wires.same(said, self.hints.name)

    def _how(self, other: Document, kinship: Kinship, *, named: bool) -> CopyHow:
        if other.id in self.same:
            return CopyHow.SAME
        if named:
            return CopyHow.NAMED
        return CopyHow.ALIKE if kinship.mine.whole or kinship.theirs.whole else CopyHow.PART

    def _kinship(self, other: Document, wanted: Sequence[int], *, hinted: bool) -> Kinship | None:
        if other.id in self.same:
            here = frozenset(passage.hash for passage in self.read)
            whole = Common(words=sum(len(p.words) for p in self.read), sentences=here, share=1.0)
            return Kinship(whole, whole)
        best: Kinship | None = None
        for read in self._texts(other, wanted):
            found = copies.related(self.read, read, hinted=hinted)
            if found is not None and (best is None or found.mine.words > best.mine.words):
                best = found
        return best

    def _texts(self, other: Document, wanted: Sequence[int]) -> Iterator[tuple[Passage, ...]]:
        ids = list(wanted[:MAX_TEXTS])
        if not ids:
            kept = documents.versions(self.conn, other.id)
            ids = [version.id for version in kept if version.state is VersionState.DONE][-1:]
        for id_ in ids:
            yield passages.passages(documents.text(self.conn, id_))

    def _original(self, other: Document) -> Teller | None:
        origin = other.origin
        if origin is None or origin.original is None or not origin.whole:
            return None
        found = self.others.get(origin.original)
        return self.teller(found) if found is not None else None

    def teller(self, document: Document) -> Teller:
        """A document by what decides who told it first."""
        seen = document.first_seen_at.date()
        credible = document.published_how in _CREDIBLE
        mine = document.id == self.document.id
        return Teller(
            document=document.id,
            day=(document.published_on or seen) if credible else seen,
            official=document.official,
            credits_another=self.hints.tells if mine else _credits(document.origin),
        )

    # --- what follows ---

    def kindred(self, settled: Settled) -> Kindred:
        moved = {copying.document: copying for copying in settled.copied_by}
        handed = self._handed_on(settled, moved)
        ids = {self.document.id, *moved, *handed}
        before = rows.origins_of(self.conn, ids)
        rows_now: dict[int, Origin | None] = {self.document.id: self._own(settled)}
        rows_now |= {id_: _moved(copying, before.get(id_)) for id_, copying in moved.items()}
        rows_now |= {id_: replace(before[id_], original=root) for id_, root in handed.items()}
        originals = {copying.original for copying in settled.copies}
        beside = rows.copies_of(self.conn, originals | {self.document.id})[:MAX_GROUP]
        return Kindred(
            told=Told(mine=settled.copies, others=moved),
            found=CopiesFound(
                algo=passages.algo(),
                keys=self._signed(settled),
                origins={id_: row for id_, row in rows_now.items() if row != before.get(id_)},
            ),
            same=tuple(self.same.values()),
            known=frozenset({*moved, *handed, *self.same, *originals, *(o.document for o in beside)}),
            dated=self._dated(),
        )

    def _handed_on(self, settled: Settled, moved: Mapping[int, Copying]) -> dict[int, int]:
        """Copies of what turned out to be a copy itself: they repeat its original."""
        roots = {c.document: c.original for c in (*settled.copies[:1], *moved.values()) if c.whole}
        found: dict[int, int] = {}
        for origin in rows.copies_of(self.conn, roots)[:MAX_GROUP]:
            root = roots[origin.original] if origin.original is not None else origin.document
            if origin.document not in moved and root != origin.document != self.document.id:
                found[origin.document] = root
        return found

    def _own(self, settled: Settled) -> Origin | None:
        """The row of this document; None where it speaks for itself."""
        hints, me = self.hints, self.document.id
        if settled.copies:
            best = settled.copies[0]
            whose = self.others[best.original].origin
            name = hints.name or (whose.name if whose is not None and whose.whole else "")
            return Origin(
                document=me,
                original=best.original,
                how=best.how,
                key=hints.address,
                name=name,
                whole=best.whole,
            )
        if self.document.official or not hints.tells:
            return None
        how = CopyHow.NAMED if hints.address else CopyHow.CREDITED
        return Origin(document=me, original=None, how=how, key=hints.address, name=hints.name)

    def _signed(self, settled: Settled) -> tuple[int, ...]:
        """The keys by which the text is found; none where all of it is found through its original."""
        shares = [self.kinships[c.original].mine.share for c in settled.copies if c.original in self.kinships]
        return () if any(share >= UNSIGNED for share in shares) else self.keys

    def _dated(self) -> tuple[date, ...]:
        """Relative words ("last year") are meant as they were when the text was first printed."""
        alike = {id_ for id_, kinship in self.kinships.items() if kinship.whole} | set(self.same)
        days = (self.others[id_].published_on if id_ in self.others else None for id_ in sorted(alike))
        return tuple(day for day in days if day is not None)


def _moved(copying: Copying, old: Origin | None) -> Origin:
    """The row of a document that is now known to repeat another one; what it says itself stays."""
    if old is not None and old.original is not None and old.whole and not copying.whole:
        return old
    return Origin(
        document=copying.document,
        original=copying.original,
        how=copying.how,
        key=old.key if old else None,
        name=old.name if old and _credits(old) else "",
        whole=copying.whole,
    )


def _credits(origin: Origin | None) -> bool:
    """Whether the document says itself that its text is somebody else's."""
    return origin is not None and (origin.key is not None or origin.how in (CopyHow.NAMED, CopyHow.CREDITED))
