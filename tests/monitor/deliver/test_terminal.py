"""Alerts on a terminal and in a pipe."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from monitor.deliver import rendering, terminal
from tests.monitor.deliver import samples

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x1b[31mred\r\n\u202e51 [bold]markup[/bold] \x9b"


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_plain_text() -> None:
    out = io.StringIO()
    terminal.show(samples.letter(), out)

    assert out.getvalue().startswith(
        "New: Boston police say they received 57 ICE detainer requests in 2025\n"
    )
    assert "received *57* detainer" in out.getvalue()
    assert "\x1b" not in out.getvalue()


def test_a_screen_gets_colour() -> None:
    out = _Screen()
    terminal.show(samples.letter(), out)

    assert "57" in out.getvalue()


@pytest.mark.parametrize("out", [io.StringIO(), _Screen()], ids=["pipe", "screen"])
def test_nothing_from_outside_is_a_control_sequence(out: io.StringIO) -> None:
    terminal.show(replace(samples.hostile(HOSTILE), subject=HOSTILE), out)

    shown = out.getvalue()
    for hostile in ("\x1b]", "\x1b[2J", "\x07", "\x9b", "\u202e"):
        assert hostile not in shown
    assert "[bold]markup[/bold]" in shown


def test_a_terminal_of_few_letters_gets_what_it_can_show() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    terminal.show(samples.letter(), out)
    out.seek(0)

    assert "?In calendar year 2025" in out.read()


def test_a_body_of_another_shape_is_shown_as_far_as_it_goes() -> None:
    odd = replace(
        samples.letter(), body={"changes": [{"sentence": 3}, "x"], "summary": "no list", "seq": None}
    )

    assert "Detainer Watch, message 7 to desk" in rendering.plain(odd)
