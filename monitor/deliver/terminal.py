"""An alert on a terminal, where no receiver is configured: coloured for a person, plain for a pipe."""

from __future__ import annotations

import sys
from typing import TextIO

from monitor.deliver import rendering
from monitor.phrases import one_line
from storage.records import Alert


def show(alert: Alert, stream: TextIO | None = None) -> None:
    """Print the alert. Nothing in it reaches the terminal as a control sequence."""
    out = stream if stream is not None else sys.stderr
    if not out.isatty():
        _write(out, f"{one_line(alert.subject)}\n\n{rendering.plain(alert)}\n")
        return
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    text = Text(rendering.plain(alert).rstrip())
    text.highlight_regex(r"\*[^*\n]{1,20}\*", "bold yellow")
    text.highlight_regex(r"(?m)^[A-Z][A-Z ]+ / .*$", "bold cyan")
    text.highlight_regex(r"SHA-256 [0-9a-f]{64}", "dim")
    Console(file=out).print(
        Panel(text, title=Text(one_line(alert.subject), style="bold"), title_align="left")
    )


def _write(out: TextIO, text: str) -> None:
    encoding = out.encoding or "utf-8"
    out.write(text.encode(encoding, "replace").decode(encoding))
    out.flush()
