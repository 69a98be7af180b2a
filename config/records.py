"""Lists, records and maps of shapes: what is built of single values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

from config.nearest import did_you_mean
from config.shapes import Name, Named, Notes, Schema, Shape, Spot
from config.yamltree import ListNode, MapNode, Node, Scalar, shorten

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class ListOf(Generic[T]):
    """A list. With `alone`, a single item may stand without brackets."""

    item: Shape[T]
    alone: bool = False

    def read(self, node: Node, at: Spot, notes: Notes) -> tuple[T, ...] | None:
        if isinstance(node, Scalar) and node.empty:
            return ()
        if self.alone and not isinstance(node, ListNode):
            alone = self.item.read(node, at, notes)
            return None if alone is None else (alone,)
        if not isinstance(node, ListNode):
            got = "keys and values" if isinstance(node, MapNode) else f"`{shorten(node.text)}`"
            notes.mistake(at, f"expected a list, found {got}", "write [one, two], or one `- item` a line")
            return None
        read = (
            self.item.read(item, Spot(f"{at.where}[{i}]", item.line), notes)
            for i, item in enumerate(node.items, 1)
        )
        right = tuple(value for value in read if value is not None)
        return None if node.items and not right else right

    def schema(self) -> Schema:
        item = self.item.schema()
        many: Schema = {"type": "array", "items": item}
        return {"anyOf": [item, many]} if self.alone else many


@dataclass(frozen=True, slots=True)
class Key(Generic[T_co]):
    """A key of a record: its name, what it may hold, what it is for."""

    name: str
    shape: Shape[T_co]
    about: str
    default: str = ""  #: in words, for people
    required: bool = False


class Values:
    """What a record holds. A key that is absent, or wrong (and noted), gives None."""

    __slots__ = ("_found", "at")

    def __init__(self, at: Spot, found: Mapping[str, tuple[Spot, object]]) -> None:
        self.at = at
        self._found = found

    def get(self, key: Key[T]) -> T | None:
        found = self._found.get(key.name)
        return cast("T | None", found[1]) if found else None

    def given(self, key: Key[T]) -> bool:
        """Whether the key stands in the file, right or wrong."""
        return key.name in self._found

    def spot(self, key: Key[T]) -> Spot:
        found = self._found.get(key.name)
        return found[0] if found else self.at


@dataclass(frozen=True, slots=True)
class Record:
    """Keys and values, every key known."""

    what: str
    keys: tuple[Key[object], ...]
    known: Mapping[str, Key[object]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", {key.name: key for key in self.keys})

    def read(self, node: Node, at: Spot, notes: Notes) -> Values | None:
        if isinstance(node, Scalar) and node.empty:
            node = MapNode((), node.line)
        if not isinstance(node, MapNode):
            notes.mistake(at, f"expected the keys of {self.what}", f"such as {self.keys[0].name}: …")
            return None
        found: dict[str, tuple[Spot, object]] = {}
        for name, value in node.pairs:
            spot = at.below(name.text, name.line)
            key = self.known.get(name.text)
            if key is None:
                notes.mistake(spot, "unknown key", did_you_mean(name.text, self.known))
            else:
                found[name.text] = (spot, key.shape.read(value, spot, notes))
        for key in self.keys:
            if key.required and key.name not in found:
                notes.mistake(at, f"`{key.name}` is missing", key.about)
        return Values(at, found)

    def schema(self) -> Schema:
        schema: Schema = {"type": "object", "additionalProperties": False}
        schema["properties"] = {key.name: key.shape.schema() | _told(key) for key in self.keys}
        required = [key.name for key in self.keys if key.required]
        return schema | ({"required": required} if required else {})


def _told(key: Key[object]) -> Schema:
    default = f" Default: {key.default}." if key.default else ""
    return {"description": f"{key.about[:1].upper()}{key.about[1:]}.{default}"}


@dataclass(frozen=True, slots=True)
class MapOf(Generic[T]):
    """Ids, each with a value."""

    name: Callable[[str], str]  #: raises ValueError for a bad id
    pattern: str
    value: Shape[T]

    def read(self, node: Node, at: Spot, notes: Notes) -> dict[str, T] | None:
        if isinstance(node, Scalar) and node.empty:
            return {}
        if not isinstance(node, MapNode):
            notes.mistake(at, "expected a name and what belongs to it", "one `name: {…}` a line")
            return None
        found: dict[str, T] = {}
        for key, value in node.pairs:
            spot = at.below(key.text, key.line)
            try:
                name = self.name(key.text)
            except ValueError as why:
                notes.mistake(spot, str(why))
                continue
            read = self.value.read(value, spot, notes)
            if read is not None:
                found[name] = read
        return found

    def schema(self) -> Schema:
        return {
            "type": "object",
            "patternProperties": {f"^(?:{self.pattern})$": self.value.schema()},
            "additionalProperties": False,
        }


@dataclass(frozen=True, slots=True)
class IdOr:
    """A name alone, or a whole record."""

    name: Named
    record: Record

    def read(self, node: Node, at: Spot, notes: Notes) -> Name | Values | None:
        shape: Shape[Name | Values] = self.record if isinstance(node, MapNode) else self.name
        return shape.read(node, at, notes)

    def schema(self) -> Schema:
        return {"anyOf": [self.name.schema(), self.record.schema()]}
