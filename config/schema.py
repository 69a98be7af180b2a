"""The JSON Schema of the file, for editors that complete and check YAML: told from the one table of keys.

`python -m config.schema` prints it; docs/detainer-watch.schema.json is that text.
"""

from __future__ import annotations

import json

from config import keys


def json_schema() -> dict[str, object]:
    """Draft 2020-12. What refers to other parts of the file (ids, places) only `check` can tell."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Detainer Watch configuration",
        "description": "detainer-watch.yaml; every key is optional.",
        **keys.FILE.schema(),
    }


def schema_text() -> str:
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(schema_text(), end="")
