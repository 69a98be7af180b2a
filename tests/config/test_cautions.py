"""Things that probably were not meant: a line each, and nothing stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.loading import load
from tests.config.conftest import Load

HOOK = "receivers: {hook: {webhook: 'https://hooks.example.org/x', secret: env:KEY}}\n"
SUBSCRIBED = HOOK + "subscriptions: [{to: hook}]\n"
ENVIRON = {"KEY": "k" * 32}

WARNED = {
    "a receiver without subscription": (HOOK, "receivers.hook: no subscription names it"),
    "an unsigned webhook": (SUBSCRIBED.replace(", secret: env:KEY", ""), "messages are not signed"),
    "a place without source": (
        "places: [us-ma]\ncatalogue: {sources: no}\n" + HOOK + "subscriptions: [{to: hook, places: us-ma}]",
        "no source is watched for us-ma",
    ),
    "a source that nobody follows": (
        "places: [us-ma-boston, us-ma-somerville]\n"
        + HOOK
        + "subscriptions: [{to: hook, places: us-ma-boston}]",
        "no subscription follows the places of: somerville-legistar",
    ),
    "one address twice": (
        "sources: [{id: again, feed: 'https://www.wbur.org/rss/news', place: us-ma-boston}]",
        "wbur-news and again have the same address",
    ),
    "a duty without source": (
        "catalogue: {except: [boston-legistar]}",
        "none of their sources is watched: boston-trust-act-letter",
    ),
    "a rude pace": (
        "sources: [{id: fast, feed: 'https://a.example.org/', place: us, every: 10 seconds}]",
        "every 10 seconds is hard",
    ),
    "mail without TLS": (
        "mail: {server: 'localhost:25', from: a@b.org, tls: no}\nreceivers: {a: {email: a@b.org}}\n"
        "subscriptions: [{to: a}]",
        "unencrypted",
    ),
}


@pytest.mark.parametrize("name", WARNED)
def test_it_is_worth_a_line(name: str, settings_of: Load) -> None:
    text, said = WARNED[name]
    warnings = settings_of(text, ENVIRON).warnings
    assert len(warnings) == 1, warnings
    assert said in warnings[0]


def test_a_right_file_has_no_warning(settings_of: Load) -> None:
    assert settings_of(SUBSCRIBED, ENVIRON).warnings == ()


def test_a_file_with_a_webhook_address_that_others_read_is_told_with_chmod(file: Path) -> None:
    file.write_text(SUBSCRIBED)
    file.chmod(0o644)
    (warning,) = load(file, ENVIRON).warnings
    assert f"chmod 600 {file}" in warning


def test_a_secret_file_that_others_read_is_told_with_chmod(settings_of: Load, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("k" * 32 + "\n")
    key.chmod(0o644)
    (warning,) = settings_of(SUBSCRIBED.replace("env:KEY", "file:key")).warnings
    assert f"chmod 600 {key}" in warning
