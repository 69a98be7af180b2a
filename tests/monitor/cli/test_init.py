"""`init`: a first configuration, from options or from what a person types."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.cli.main import main

COMMAND = (sys.executable, "-m", "monitor", "init", "--no-probe")

Type = Callable[..., str]


@pytest.fixture
def typed(tmp_path: Path) -> Type:
    """Run `init` on a terminal of its own and answer its questions; what it wrote."""

    def run(*answers: str) -> str:
        ours, theirs = pty.openpty()
        try:
            os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
            env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
            subprocess.run(
                COMMAND, stdin=theirs, capture_output=True, cwd=tmp_path, env=env, timeout=60, check=False
            )
        finally:
            os.close(ours)
            os.close(theirs)
        return (tmp_path / "detainer-watch.yaml").read_text()

    return run


def test_a_slip_is_asked_again(typed: Type) -> None:
    text = typed("us-ma-bostn", "us-ma-boston us-il", "me@@", "me@example.org", "x:y", "127.0.0.1:9", "")
    assert "places: [us-ma-boston, us-il]" in text
    assert "email: me@example.org" in text
    assert "server: 127.0.0.1:9" in text


def test_empty_answers_are_the_defaults(typed: Type) -> None:
    assert typed("", "").splitlines()[1:] == ["places: [us-ma-boston]"]


@pytest.mark.parametrize("option", [("--email", "me@example.org"), ("--smtp", "smtp.example.org")])
def test_an_address_that_would_get_nothing_is_refused(
    option: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "detainer-watch.yaml"
    with pytest.raises(SystemExit) as ended:
        main(["init", "--yes", "--no-probe", "--config", str(config), *option])
    assert ended.value.code == 2
    assert "both --email and --smtp" in capsys.readouterr().err
    assert not config.exists()


def test_a_file_with_a_mistake_is_said_to_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SMTP_PASSWORD", raising=False)
    config = tmp_path / "detainer-watch.yaml"
    mail = ("--email", "me@example.org", "--smtp", "smtp.example.org", "--user", "me")
    with pytest.raises(SystemExit) as ended:
        main(["init", "--yes", "--no-probe", "--config", str(config), *mail])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert f"wrote {config}" in told
    assert "SMTP_PASSWORD is not set" in told
