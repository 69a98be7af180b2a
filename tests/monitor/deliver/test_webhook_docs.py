"""What docs/webhook.md and docs/webhook.schema.json promise."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from config.settings import Receiver, Secret
from config.words import ChangeKind, Metric, PeriodKind, Qualifier, Quiet, ReceiverKind
from crawler.net.webhook import safe_session
from monitor import alerts
from monitor.deliver import webhook
from monitor.deliver.deadline import Deadline
from monitor.messages import KINDS
from storage.records import Alert
from tests.monitor import world
from tests.monitor.deliver import samples
from tests.world import webhookschema

DOCS = Path(__file__).parents[3] / "docs"
SCHEMA = webhookschema.published()


def check(alert: Alert) -> None:
    webhookschema.check(webhook.payload(alert))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_field_that_comes_within_schema_1_breaks_no_receiver_that_validates() -> None:
    body = json.loads(webhook.payload(samples.letter()))
    later = body | {"mood": "sober", "changes": [entry | {"mood": "sober"} for entry in body["changes"]]}

    jsonschema.validate(later, SCHEMA)
    with pytest.raises(jsonschema.ValidationError, match="mood"):
        webhookschema.check(later)  # but we do not send what is not described


@pytest.mark.parametrize("change", samples.every_kind(), ids=lambda change: f"{change.kind}-{change.id}")
def test_every_kind_of_change_fits_the_schema(change: Any) -> None:
    check(samples.made([change]))


@pytest.mark.parametrize("occasion", ["run:9/1", "digest:2026-01-28", "baseline:2026-01-28", "operator:x"])
def test_every_occasion_fits_the_schema(occasion: str) -> None:
    check(samples.made(samples.every_kind(), occasion))
    check(samples.made([], occasion))


def test_background_and_notices_fit_the_schema() -> None:
    check(samples.made([world.new()], background=[world.declined()]))
    check(alerts.notice("desk", "test:1", "A test", ["one line"], samples.context()))


@pytest.mark.parametrize("text", ["\0", "\ud800", "\u2028<script>", "x" * 10_000, ""])
def test_hostile_text_fits_the_schema(text: str) -> None:
    check(samples.hostile(text))


def test_the_schema_names_every_word() -> None:
    change = SCHEMA["$defs"]["change"]["properties"]
    side = SCHEMA["$defs"]["side"]["properties"]

    assert set(change["kind"]["enum"]) == set(ChangeKind)
    assert set(change["quiet"]["enum"]) == set(Quiet)
    assert set(change["metric"]["anyOf"][0]["properties"]["id"]["enum"]) == set(Metric)
    assert set(change["period"]["anyOf"][0]["properties"]["kind"]["enum"]) == set(PeriodKind)
    assert set(side["qualifier"]["enum"]) == set(Qualifier)
    assert set(SCHEMA["properties"]["type"]["enum"]) == {*KINDS.values()}


def test_the_receiver_in_the_docs_verifies(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (DOCS / "webhook.md").read_text(encoding="utf-8"), re.DOTALL)
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        port = chosen.getsockname()[1]
    script = tmp_path / "receiver.py"
    script.write_text(code.replace("8080", str(port)), encoding="utf-8")
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    running = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "ARCHIVE_SECRET": secret},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        _wait_for(port)
        first = samples.letter()
        second = replace(first, id="later", seq=8, body={**first.body, "id": "later"})
        other = secret.replace("M", "N")
        assert _post(port, first, secret) == "HTTP 204"
        assert _post(port, second, other) == "HTTP 401"
        assert _post(port, first, secret) == "HTTP 204"  # our record of its answer was lost
        assert _post(port, second, other, secret) == "HTTP 204"  # while the secret is changed
    finally:
        running.terminate()
        printed, _ = running.communicate(timeout=30)
    assert [line.split()[0] for line in printed.splitlines()] == ["7", "8"]  # each once
    assert printed.startswith("7 New: Boston police say they received 57")


def _post(port: int, alert: Alert, *secrets: str) -> str:
    receiver = Receiver(
        id="archive",
        kind=ReceiverKind.WEBHOOK,
        address=f"http://127.0.0.1:{port}/",
        secrets=tuple(Secret(secret) for secret in secrets),
        allow=(f"127.0.0.1:{port}",),
    )
    return webhook.post(alert, receiver, datetime.now(UTC), Deadline(5), safe_session).text


def _wait_for(port: int) -> None:
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the receiver of the docs did not start")
