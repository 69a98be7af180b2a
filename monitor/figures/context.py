"""What a reader is given besides the words: the catalogue, who published the text, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True)
class ReaderContext:
    """`place` is the place of the source; `publisher` an agency or party id, else a name in words."""

    catalogue: Catalogue
    publisher: str = ""
    place: str | None = None
    published: date | None = None  #: in the place's zone
    official: bool = False
    title: str = ""
    kind: str = ""  #: DocumentKind, or the labelled sets' kind; only told, never needed


@dataclass(frozen=True, slots=True)
class ReaderText:
    """A version's text: paragraphs by an empty line, rows tab-separated, form feed between pages."""

    text: str
