"""A tree of elements as text: paragraphs apart by an empty line, table rows as tab-separated lines.

Reads both HTML and what trafilatura makes of it. List items and headings are paragraphs of their own.
"""

from __future__ import annotations

from typing import Any, Final

from crawler.extract import tidy

Element = Any  # lxml has no types of its own

#: paragraphs of trafilatura's tree, then of HTML
_BLOCKS: Final = frozenset(
    {"p", "head", "list", "item", "quote", "ab", "code", "row", "cell", "table", "div", "body"}
    | {
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "hr",
        "html",
    }
    | {
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "form",
        "fieldset",
        "details",
        "summary",
    }
    | {"figure", "figcaption", "caption", "address", "center", "tr", "td", "th", "thead", "tbody", "tfoot"}
)
_TABLES: Final = frozenset({"table"})
_ROWS: Final = ("row", "tr")
_CELLS: Final = frozenset({"cell", "td", "th"})
_BREAKS: Final = frozenset({"lb", "br"})
_SKIPPED: Final = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "select",
        "button",
        "textarea",
        "input",
        "graphic",
        "svg",
        "meta",
    }
)
_LAYOUT_CELL: Final = 400  #: characters; a table with such a cell of several paragraphs arranges a page


def render(root: Element, skip: frozenset[str] = frozenset()) -> str:
    """The text of the tree without the elements named in `skip`, in the stored form and the tree's order."""
    page = _Page(_SKIPPED | skip)
    page.walk(root)
    page.close()
    return tidy.text_of("\n\n".join(page.done))


class _Page:
    def __init__(self, skipped: frozenset[str]) -> None:
        self._skipped = skipped
        self.done: list[str] = []
        self._open: list[str] = []

    def walk(self, element: Element) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in self._skipped:
            return
        if tag in _TABLES and not _is_layout(element):
            self.close()
            self._table(element)
            return
        if tag in _BREAKS:
            self._open.append("\n")
            return
        if tag in _BLOCKS:
            self.close()
        self._inside(element)
        if tag in _BLOCKS:
            self.close()

    def _inside(self, element: Element) -> None:
        if element.text:
            self._open.append(_blanks(element.text, element.tag == "pre"))
        for child in element:
            self.walk(child)
            if child.tail:
                self._open.append(_blanks(child.tail, element.tag == "pre"))

    def close(self) -> None:
        lines = (" ".join(line.split()) for line in "".join(self._open).split("\n"))
        text = "\n".join(line for line in lines if line)
        if text:
            self.done.append(text)
        self._open.clear()

    def _table(self, table: Element) -> None:
        for caption in table.iter("caption"):
            self.done.extend(filter(None, [" ".join("".join(caption.itertext()).split())]))
        rows = ("\t".join(_cells(row)).rstrip("\t ") for row in table.iter(*_ROWS))
        text = "\n".join(row for row in rows if row.strip())
        if text:
            self.done.append(text)


def _blanks(text: str, keep_breaks: bool) -> str:
    return text if keep_breaks else text.replace("\n", " ").replace("\r", " ")


def _cells(row: Element) -> list[str]:
    """One text a column: a cell that spans columns is followed by empty ones."""
    texts: list[str] = []
    for cell in row:
        if cell.tag in _CELLS:
            texts.append(" ".join(" ".join(cell.itertext()).split()))
            texts.extend([""] * (_span(cell) - 1))
    return texts


def _span(cell: Element) -> int:
    said = cell.get("colspan") or cell.get("span") or "1"
    return min(int(said), 50) if said.isascii() and said.isdigit() and int(said[:4]) else 1


def _is_layout(table: Element) -> bool:
    if table.find(".//table") is not None:
        return True
    for cell in table.iter(*_CELLS):
        several = len(cell.findall(".//p")) + len(cell.findall(".//div")) > 1
        if several and len("".join(cell.itertext())) > _LAYOUT_CELL:
            return True
    return False
