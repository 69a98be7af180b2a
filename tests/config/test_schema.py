"""Editors and `check` read one table."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from config import keys
from config.records import Record
from config.schema import json_schema, schema_text
from tests.config.conftest import Load
from tests.config.test_loading import WHOLE

DOCS = Path(__file__).parents[2] / "docs"


def test_the_shipped_schema_is_the_one_that_is_checked() -> None:
    assert (DOCS / "detainer-watch.schema.json").read_text(encoding="utf-8") == schema_text()


def test_it_is_valid_and_takes_a_whole_file() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(WHOLE))


@pytest.mark.parametrize(
    "wrong",
    [
        {"palces": []},
        {"daemon": {"workers": 0}},
        {"sources": [{"id": "a", "every": "5"}]},
        {"places": ["A B"]},
    ],
)
def test_it_refuses_what_check_refuses(wrong: dict[str, object]) -> None:
    assert list(jsonschema.Draft202012Validator(json_schema()).iter_errors(wrong))


@pytest.mark.parametrize(
    "record",
    [
        keys.FILE, keys.PLACE, keys.AGENCY, keys.DAEMON, keys.WEB, keys.MAIL, keys.RECEIVER,
        keys.SUBSCRIPTION, keys.SOURCE, keys.DUTY,
    ],
    ids=lambda record: record.what,
)  # fmt: skip
def test_every_key_stands_in_the_reference_with_its_default(record: Record) -> None:
    reference = (DOCS / "configuration.md").read_text(encoding="utf-8").replace("(`*`, `?`)", "(*, ?)")
    for key in record.keys:
        default = key.default or ("must be given" if key.required else "")
        assert f"| `{key.name}` | {key.about} | {default} |" in reference


def test_the_examples_of_the_reference_load(settings_of: Load) -> None:
    reference = (DOCS / "configuration.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", reference, re.DOTALL)
    environ = {"SMTP_PASSWORD": "pw", "ARCHIVE_SECRET": "k" * 32, "NEWSROOM_CHAT": "ntfy://detainers"}
    assert len(examples) == 6
    whole, *parts = examples[1:]
    settings_of(whole, environ)
    before = whole.partition("subscriptions:")[0]  # the receivers that the others speak of
    for example in parts:
        settings_of(before + example if example.startswith("subscriptions:") else example, environ)
