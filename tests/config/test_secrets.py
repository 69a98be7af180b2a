"""Secrets come from the environment or a file, and never show themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.secrets import Reference, parse_reference, resolve, strong_enough
from config.settings import Daemon


def test_the_newline_that_ends_a_file_is_no_part_of_the_secret(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("swordfish\r\n")
    assert resolve(Reference("file", "key"), {}, tmp_path) == "swordfish"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"x" * 10_000_000, "larger than 64 KiB"),
        (b"\xff\xfe", "not UTF-8"),
        (b"two\nlines", "more than one line"),
        (b"nul\x00", "control characters"),
    ],
)
def test_a_file_that_is_no_secret_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(ValueError, match=said):
        resolve(Reference("file", "key"), {}, tmp_path)


@pytest.mark.parametrize("text", ["hunter2", "env:", "env:1X", "env:A B", "file:", "ENV:X", "env:X\n"])
def test_what_is_no_reference_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(ValueError, match="env:NAME or file:PATH") as caught:
        parse_reference(text)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("secret", "strong"),
    [
        ("whsec_" + "QUFB" * 8, True),  # 24 bytes
        ("whsec_" + "QUFB" * 7, False),
        ("whsec_no base64 at all, but long enough", False),
        ("x" * 24, True),
        ("x" * 23, False),
    ],
)
def test_a_signing_secret_is_long_enough(secret: str, strong: bool) -> None:
    assert strong_enough(secret) is strong


def test_a_printed_configuration_holds_no_database_password() -> None:
    assert "swordfish" not in repr(Daemon(store="postgresql+psycopg://me:swordfish@db/watch"))
