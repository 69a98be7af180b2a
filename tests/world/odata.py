"""OData version 3 filters, as far as a council's API is asked for them; a wrong filter fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

Row = Mapping[str, object]
Test = Callable[[Row], bool]

_TOKEN = re.compile(
    r"\s*(?:(?P<paren>[()])|(?P<comma>,)|(?P<date>datetime'[^']*')|(?P<text>'(?:[^']|'')*')|(?P<number>\d+)"
    r"|(?P<word>[A-Za-z_]\w*))"
)
_DATE = re.compile(r"datetime'(\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)'")


class BadFilter(ValueError):
    """What the API answers with a 400."""


def compiled(text: str) -> Test:
    """The filter as a test of a row; version 4 functions and literals are mistakes."""
    tokens = list(_tokens(text))
    test, rest = _either(tokens)
    if rest:
        raise BadFilter(f"not expected: {rest[0][1]}")
    return test


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            raise BadFilter(f"Syntax error at position {at}")
        at = found.end()
        yield str(found.lastgroup), found[0].strip()


Tokens = list[tuple[str, str]]


def _either(tokens: Tokens) -> tuple[Test, Tokens]:
    first, rest = _both(tokens)
    while rest and rest[0] == ("word", "or"):
        second, rest = _both(rest[1:])
        first = _or(first, second)
    return first, rest


def _both(tokens: Tokens) -> tuple[Test, Tokens]:
    first, rest = _one(tokens)
    while rest and rest[0] == ("word", "and"):
        second, rest = _one(rest[1:])
        first = _and(first, second)
    return first, rest


def _or(one: Test, other: Test) -> Test:
    return lambda row: one(row) or other(row)


def _and(one: Test, other: Test) -> Test:
    return lambda row: one(row) and other(row)


def _one(tokens: Tokens) -> tuple[Test, Tokens]:
    if not tokens:
        raise BadFilter("ends too early")
    if tokens[0] == ("paren", "("):
        test, rest = _either(tokens[1:])
        if not rest or rest[0] != ("paren", ")"):
            raise BadFilter("a bracket is not closed")
        return test, rest[1:]
    if tokens[0] == ("word", "substringof"):
        return _substring(tokens)
    return _comparison(tokens)


def _substring(tokens: Tokens) -> tuple[Test, Tokens]:
    kinds = [kind for kind, _ in tokens[1:6]]
    if kinds != ["paren", "text", "comma", "word", "paren"]:
        raise BadFilter("substringof('needle',Field)")
    needle, name = _text(tokens[2][1]).lower(), tokens[4][1]
    return lambda row: needle in str(row.get(name) or "").lower(), tokens[6:]


def _comparison(tokens: Tokens) -> tuple[Test, Tokens]:
    if len(tokens) < 3 or tokens[0][0] != "word" or tokens[1][1] not in ("eq", "ge", "gt", "le", "lt"):
        raise BadFilter(f"not a comparison: {tokens[0][1]}")
    name, how, (kind, value) = tokens[0][1], tokens[1][1], tokens[2]
    if kind == "date":
        found = _DATE.fullmatch(value)
        if found is None:
            raise BadFilter(f"not a date: {value}")
        value = found[1]
    elif kind == "text":
        value = _text(value)
    elif kind != "number":
        raise BadFilter(f"not a value: {value}")
    return lambda row: _holds(str(row.get(name) or ""), how, value), tokens[3:]


def _holds(found: str, how: str, value: str) -> bool:
    if not found:
        return False
    if found.isdigit() and value.isdigit():
        found, value = found.zfill(20), value.zfill(20)
    return {
        "eq": found == value,
        "ge": found >= value,
        "gt": found > value,
        "le": found <= value,
        "lt": found < value,
    }[how]


def _text(literal: str) -> str:
    return literal[1:-1].replace("''", "'")
