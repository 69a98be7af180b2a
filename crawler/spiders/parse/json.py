"""JSON from outside: strict, bounded, and one error for all that is wrong with it."""

from __future__ import annotations

import json
from typing import NoReturn

from crawler.errors import ListingUnreadable

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def read_json(body: bytes) -> Json:
    """The value, in UTF-8, 16 or 32. Raises ListingUnreadable for anything that is not JSON to the letter.

    NaN and Infinity are no JSON; nesting and integers beyond Python's own limits are refused; of a
    repeated name the last one holds.
    """
    try:
        value: Json = json.loads(_text(body), parse_constant=_refuse)
    except RecursionError:
        raise ListingUnreadable("JSON nested too deep") from None
    except ValueError:
        raise ListingUnreadable("not JSON") from None
    return value


def _text(body: bytes) -> str:
    encoding = json.detect_encoding(body)
    return body.decode(encoding)  # strict: half a character means half an answer


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
