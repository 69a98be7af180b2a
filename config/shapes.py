"""What a value in the file may look like: one description that checks it and tells it to editors.

Every shape reads a node into a typed value, or notes what is wrong and returns None; reading goes on, so that
all mistakes come out at once. `schema()` is the same shape as JSON Schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from config.errors import Mistake
from config.nearest import did_you_mean
from config.yamltree import ListNode, MapNode, Node, Scalar, shorten

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=StrEnum)
Schema = dict[str, object]

YES = frozenset({"yes", "true", "on"})
NO = frozenset({"no", "false", "off"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in the file."""

    where: str
    line: int | None

    def below(self, key: str, line: int | None = None) -> Spot:
        name = shorten(key, 40)
        return Spot(f"{self.where}.{name}" if self.where else name, line or self.line)


class Notes:
    """Collects what is wrong, and what is only worth a line."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.mistakes: list[Mistake] = []
        self.warnings: list[str] = []

    def mistake(self, spot: Spot, message: str, hint: str | None = None) -> None:
        self.mistakes.append(
            Mistake(path=self.path, line=spot.line, where=spot.where, message=message, hint=hint)
        )

    def unknown(self, spot: Spot, what: str, name: str, valid: Mapping[str, object] | frozenset[str]) -> None:
        self.mistake(spot, f"unknown {what} `{shorten(name)}`", did_you_mean(name, valid))

    def warn(self, message: str) -> None:
        if message not in self.warnings:
            self.warnings.append(message)


class Shape(Protocol[T_co]):
    def read(self, node: Node, at: Spot, notes: Notes) -> T_co | None: ...

    def schema(self) -> Schema: ...


def scalar(node: Node, at: Spot, notes: Notes, expected: str) -> str | None:
    """The text of a scalar that is not empty."""
    if isinstance(node, Scalar) and not node.empty and node.text.strip():
        return node.text.strip()
    got = {ListNode: "a list", MapNode: "keys and values", Scalar: "nothing"}[type(node)]
    notes.mistake(at, f"expected {expected}, found {got}")
    return None


@dataclass(frozen=True, slots=True)
class Text(Generic[T]):
    """A scalar that `parse` understands. `parse` raises ValueError saying why it does not."""

    expected: str
    parse: Callable[[str], T]
    pattern: str | None = None  #: for editors, who see nothing of `parse`
    examples: tuple[str, ...] = ()
    secret: bool = False  #: the written value is never repeated
    number: bool = False  #: an editor may take it for a number

    def read(self, node: Node, at: Spot, notes: Notes) -> T | None:
        text = scalar(node, at, notes, self.expected)
        if text is None:
            return None
        try:
            return self.parse(text)
        except ValueError as why:
            shown = "" if self.secret else f"`{shorten(text)}`: "
            notes.mistake(at, f"{shown}{why}")
            return None

    def schema(self) -> Schema:
        schema: Schema = {"type": "string"}
        if self.pattern is not None:
            schema["pattern"] = f"^(?:{self.pattern})$"
        if self.examples:
            schema["examples"] = list(self.examples)
        return {"anyOf": [schema, {"type": "integer", "minimum": 1}]} if self.number else schema


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    def read(self, node: Node, at: Spot, notes: Notes) -> bool | None:
        text = scalar(node, at, notes, "yes or no")
        if text is None:
            return None
        if text.lower() in YES | NO:
            return text.lower() in YES
        notes.mistake(at, f"`{shorten(text)}`: expected yes or no")
        return None

    def schema(self) -> Schema:
        return {"enum": [True, False, "yes", "no"]}


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number within bounds."""

    least: int
    most: int

    def read(self, node: Node, at: Spot, notes: Notes) -> int | None:
        expected = f"a whole number from {self.least} to {self.most}"
        text = scalar(node, at, notes, expected)
        if text is None:
            return None
        if text.isascii() and text.isdigit() and len(text) < 10 and self.least <= int(text) <= self.most:
            return int(text)
        notes.mistake(at, f"`{shorten(text)}`: expected {expected}")
        return None

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Choice(Generic[E]):
    """One word of a closed set, or of those `words` of it."""

    of: type[E]
    words: tuple[E, ...] = ()

    def read(self, node: Node, at: Spot, notes: Notes) -> E | None:
        known = [str(member) for member in self.words or self.of]
        text = scalar(node, at, notes, f"one of {', '.join(known)}")
        if text is None:
            return None
        if text in known:
            return self.of(text)
        notes.unknown(at, "word", text, frozenset(known))
        return None

    def schema(self) -> Schema:
        return {"enum": [str(member) for member in self.words or self.of]}


@dataclass(frozen=True, slots=True)
class Name:
    """A name that must be known elsewhere, with the place where it stands."""

    text: str
    at: Spot


@dataclass(frozen=True, slots=True)
class Named:
    """A text that is looked up later: its line is kept for that."""

    text: Text[str]

    def read(self, node: Node, at: Spot, notes: Notes) -> Name | None:
        read = self.text.read(node, at, notes)
        return None if read is None else Name(read, at)

    def schema(self) -> Schema:
        return self.text.schema()


@dataclass(frozen=True, slots=True)
class Stated(Generic[T_co]):
    """A value with the place where it stands, for what can only be judged later."""

    value: T_co
    at: Spot


@dataclass(frozen=True, slots=True)
class Stating(Generic[T]):
    """A shape whose values keep their place."""

    shape: Shape[T]

    def read(self, node: Node, at: Spot, notes: Notes) -> Stated[T] | None:
        read = self.shape.read(node, at, notes)
        return None if read is None else Stated(read, at)

    def schema(self) -> Schema:
        return self.shape.schema()


@dataclass(frozen=True, slots=True)
class OrWord(Generic[T]):
    """A shape, or one of a few words, which are read as the first of them (`everywhere`, `off`)."""

    words: tuple[str, ...]
    otherwise: Shape[T]

    def read(self, node: Node, at: Spot, notes: Notes) -> T | str | None:
        if isinstance(node, Scalar) and node.text.strip().lower() in self.words:
            return self.words[0]
        return self.otherwise.read(node, at, notes)

    def schema(self) -> Schema:
        words: list[object] = [*self.words, *([False] if {"no", "off"} & set(self.words) else [])]
        return {"anyOf": [{"enum": words}, self.otherwise.schema()]}
