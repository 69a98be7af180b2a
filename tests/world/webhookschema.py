"""Whether a body is what docs/webhook.schema.json says: asked of every message that a test's webhook gets.

The published schema lets further fields pass, for they may come within schema 1; here none may, so that a
field which nobody described is found.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema

FILE: Final = Path(__file__).parents[2] / "docs" / "webhook.schema.json"


def published() -> dict[str, Any]:
    """The schema as receivers get it."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def closed(schema: Any) -> Any:
    """The schema with every field that it does not name forbidden."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    fields = isinstance(schema.get("properties"), dict) and schema.get("type") == "object"
    return made | {"additionalProperties": False} if fields else made


@cache
def _strict() -> jsonschema.Draft202012Validator:
    formats = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(closed(published()), format_checker=formats)


def check(body: bytes | str | dict[str, Any]) -> None:
    """Raises jsonschema.ValidationError, or ValueError for what is no JSON."""
    _strict().validate(body if isinstance(body, dict) else json.loads(body))


def trouble(body: bytes) -> str | None:
    """What is wrong with the body, in a line; None where it fits."""
    try:
        check(body)
    except jsonschema.ValidationError as error:
        return f"{error.json_path}: {error.message[:200]}"
    except ValueError as error:
        return f"no JSON: {error}"
    return None
