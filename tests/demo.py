"""`make demo`: three acts of the Boston story, offline, with the real daemon, mailbox and webhook.

A small local world (a paper with a feed and reader comments, a council's Legistar API with a PDF letter)
changes act by act; the daemon crawls it as it would crawl the real one, and every alert is shown. The exit
code is 1 where an alert that must come did not, or one came that must not.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from tests.acceptance.processes import Fresh, Process, until
from tests.acceptance.town import EARLIER, REPLY, REPRINT, Town, town

PATIENCE_S = 40.0
CONSOLE = Console(highlight=False, width=100 if not sys.stdout.isatty() else None)


class Failed(Exception):
    """What the story needs did not happen."""


class Stage:
    """The town, its daemon, and what the audience has seen so far."""

    def __init__(self, place: Town, daemon: Process) -> None:
        self.town = place
        self.daemon = daemon
        self.mails = 0

    def act(self, title: str, what: str) -> None:
        CONSOLE.rule(f"[bold]{title}[/bold]")
        CONSOLE.print(what + "\n")

    def awaits(self, kind: str, period: str) -> None:
        """Show the mail and the webhook that tell of such a change."""

        def told() -> bool:
            return any(key.startswith(f"{kind}:") and f",{period}" in key for key in self.town.told())

        self._wait(told, f"no word of a {kind} figure for {period}")
        self._wait(lambda: len(self.town.mail.taken) > self.mails and self._settled(), "no mail")
        self._show()

    def awaits_silence(self, address: str) -> None:
        """A page that must be read and compared, and must tell nobody anything."""
        before = len(self.town.hook.taken), len(self.town.mail.taken)
        self._wait(lambda: self._is_read(address), "the reprint was not read")
        self._wait(self._settled, "there is still something to do")
        if before != (len(self.town.hook.taken), len(self.town.mail.taken)):
            self._show()
            raise Failed("a reprint must be silent")
        CONSOLE.print("[dim]read, compared, and no alert: a repeat is counted, not told.[/dim]\n")

    def _is_read(self, address: str) -> bool:
        query = "SELECT v.state FROM versions v JOIN documents d ON d.id = v.document_id WHERE d.url = ?"
        return bool(self.town.value(query, address) == "done")

    def _settled(self) -> bool:
        """Nothing is to be compared, told or sent."""
        waiting = (
            "SELECT (SELECT count(*) FROM versions WHERE state = 'pending')"
            " + (SELECT count(*) FROM owed WHERE alert_id IS NULL)"
            " + (SELECT count(*) FROM deliveries WHERE state IN ('due', 'leased'))"
        )
        return bool(self.town.value(waiting) == 0)

    def _wait(self, true: Callable[[], bool], otherwise: str) -> None:
        if not until(lambda: true() or self.daemon.code is not None, PATIENCE_S) or not true():
            raise Failed(f"{otherwise} within {PATIENCE_S:.0f} seconds")

    def _show(self) -> None:
        for message in self.town.mails()[self.mails :]:
            body = message.get_body(("plain",))
            text = body.get_content().strip() if body is not None else ""
            subject = " ".join(str(message["Subject"]).split())
            CONSOLE.print(Panel(Text(text), title=Text(f"mail: {subject}"), title_align="left", expand=True))
        self.mails = len(self.town.mail.taken)
        taken = self.town.hook.taken
        signed = sum(each.signed for each in taken)
        CONSOLE.print(
            f"[dim]webhook: {len(taken)} messages so far, {signed} signed as they should be[/dim]\n"
        )


def play(stage: Stage) -> None:
    """The three acts."""
    stage.act(
        "Act one: what is known at the start",
        "The paper has last year's dispute on its front page. That is no news: one summary.",
    )
    stage.awaits("conflicting", "requests,2024-01-01..2024")

    stage.act("Act two: the letter", "The commissioner's letter, a PDF, turns up on the council's docket.")
    stage.town.file(57, 9001)
    stage.awaits("new", "requests,2025-01-01..2025")
    CONSOLE.print("[dim]The paper prints the same number; readers write wilder ones below it …[/dim]")
    stage.awaits_silence(stage.town.publish(REPRINT))

    stage.act("Act three: contradicted, then revised", "ICE gives another number.")
    stage.town.publish(REPLY)
    stage.awaits("conflicting", "requests,2025-01-01..2025")
    CONSOLE.print("Then a corrected letter is filed.\n")
    stage.town.file(61, 9002, corrected=True)
    stage.awaits("revised", "requests,2025-01-01..2025")


def main() -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="detainer-watch-demo-") as folder, town(Path(folder)) as place:
        place.configure(every="1 second")
        place.publish(EARLIER)
        daemon = Process(
            Fresh(),
            "monitor",
            ["daemon", "--config", str(place.config)],
            cwd=place.home,
            environ=place.environ(),
            log=place.home / "daemon.log",
        )
        try:
            play(Stage(place, daemon))
            close(place, time.monotonic() - started)
            ended = daemon.stop()
        except Failed as error:
            CONSOLE.print(f"[red]{error}; the daemon's log ends:[/red]")
            CONSOLE.print(Text(daemon.tail(25), overflow="fold"))
            return 1
        finally:
            daemon.destroy()
    return 0 if ended == 0 else 1


def close(place: Town, seconds: float) -> None:
    """What a person would type afterwards."""
    CONSOLE.rule("[bold]detainer-watch series us-ma-boston[/bold]")
    CONSOLE.file.flush()
    subprocess.run(
        [sys.executable, "-m", "monitor", "series", "us-ma-boston", "--config", str(place.config)],
        cwd=place.home,
        env=place.environ(),
        check=True,
    )
    CONSOLE.print(f"\n[dim]{seconds:.0f} seconds, no network. `make run` watches the real Boston.[/dim]")


if __name__ == "__main__":
    raise SystemExit(main())
