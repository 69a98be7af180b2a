"""YAML as plain nodes with line numbers, and nothing of YAML that surprises.

Scalars stay the text that was written: `no`, `012` and `2026-01-31` mean what the key that holds them says.
Aliases, tags, second documents and duplicate keys are mistakes; nothing is ever constructed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

#: nobody writes deeper by hand; deeper nesting is an attack on recursion
MAX_DEPTH = 12

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str
    plain: bool  #: written without quotes
    line: int

    @property
    def empty(self) -> bool:
        return self.plain and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class ListNode:
    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class MapNode:
    pairs: tuple[tuple[Scalar, Node], ...]
    line: int


Node = Scalar | ListNode | MapNode
#: told the line (from 1, if known), what is wrong and what to do
Complain = Callable[[int | None, str, str | None], None]


class _Open:
    """A list or mapping whose end has not come yet."""

    def __init__(self, line: int, mapping: bool) -> None:
        self.line = line
        self.mapping = mapping
        self.children: list[Node] = []

    def close(self, complain: Complain) -> Node:
        if not self.mapping:
            return ListNode(tuple(self.children), self.line)
        pairs: list[tuple[Scalar, Node]] = []
        lines: dict[str, int] = {}
        for key, value in zip(self.children[::2], self.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                complain(key.line, "a key must be a word, not a list or a mapping", None)
            elif key.text in lines:
                first = lines[key.text]
                complain(key.line, f"`{shorten(key.text)}` stands twice", f"first on line {first}")
            else:
                lines[key.text] = key.line
                pairs.append((key, value))
        return MapNode(tuple(pairs), self.line)


def shorten(text: str, limit: int = 60) -> str:
    """A text from outside, fit for one line of a message."""
    if len(text) <= limit and text.isprintable():
        return text
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: limit + 1])
    return line if len(line) <= limit else line[: limit - 1] + "…"


def parse(text: str, complain: Complain) -> Node | None:
    """The document's root; None where it is empty or cannot be parsed (which was complained of)."""
    try:
        return _tree(_events(text), complain)
    except yaml.MarkedYAMLError as error:
        mark, begun = error.problem_mark or error.context_mark, error.context_mark
        problem = shorten(error.problem or "unreadable", 120)
        hint = f"in what begins on line {begun.line + 1}" if begun and begun is not mark else None
        complain(mark.line + 1 if mark else None, f"not YAML: {problem}", hint)
    except yaml.YAMLError as error:
        complain(None, f"not YAML: {shorten(str(error).splitlines()[0], 120)}", None)
    return None


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_Loader)


def _tree(events: Iterator[yaml.Event], complain: Complain) -> Node | None:
    stack: list[_Open] = []
    root: Node | None = None
    documents = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            _plain_node(event, line, complain)
            node = Scalar(event.value, bool(event.implicit[0]), line)
        elif isinstance(event, yaml.CollectionStartEvent):
            _plain_node(event, line, complain)
            stack.append(_Open(line, isinstance(event, yaml.MappingStartEvent)))
            if len(stack) > MAX_DEPTH:
                complain(line, f"nested deeper than {MAX_DEPTH} levels", None)
                return None
            continue
        elif isinstance(event, yaml.CollectionEndEvent):
            node = stack.pop().close(complain)
        elif isinstance(event, yaml.AliasEvent):
            complain(line, "aliases (*name) are not supported", "write the value out")
            node = Scalar("", True, line)
        else:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    complain(line, "a second document (---) begins here", "one file holds one document")
                    return root
            continue
        if stack:
            stack[-1].children.append(node)
        else:
            root = node
    return root


def _plain_node(event: yaml.NodeEvent, line: int, complain: Complain) -> None:
    if event.anchor is not None:
        complain(line, "anchors (&name) are not supported", "write the value out where it is needed")
    tag: str | None = getattr(event, "tag", None)
    if tag is not None:
        complain(line, f"tags ({shorten(tag)}) are not supported", "write the plain value")
