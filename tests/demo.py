"""`make demo`: three acts of the Boston story, offline, with the real daemon, mailbox and webhook.

A small local world (a paper with a feed and reader comments, a council's Legistar API with a PDF letter)
changes act by act; the daemon crawls it as it would crawl the real one, and every alert is shown.
The world's words and its paper are made up; the numbers are those that were in the news.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from tests.monitor.deliver import mailserver
from tests.world.council import Council, Matter
from tests.world.pages import Story, article, rss
from tests.world.pdf import letter
from tests.world.receivers import Hook
from tests.world.site import Site

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # made up, and known to this file only
PATIENCE_S = 25.0
CONSOLE = Console(highlight=False, width=100 if not sys.stdout.isatty() else None)

EARLIER = Story(
    path="/news/police-and-ice-differ",
    title="Boston police and ICE differ on detainer requests",
    paragraphs=(
        "Boston police say they received 15 detainer requests from Immigration and Customs Enforcement in "
        "2024. They received 19 requests in 2023 and 12 in 2022.",
        "ICE says it issued 198 detainers to Boston police in 2024.",
    ),
    comments=("I bet they got 500 detainers in 2024!", "My cousin says ICE sent 900 detainers."),
)
REPRINT = Story(
    path="/news/police-act-on-no-request",
    title="Police acted on none of 57 requests",
    paragraphs=(
        "Boston police received 57 civil immigration detainer requests in 2025 and acted on none of them, "
        "the police commissioner wrote to the City Clerk.",
    ),
    comments=("57? More like 5,700 detainers.",),
)
REPLY = Story(
    path="/news/ice-replies",
    title="ICE: Boston police ignored 167 detainers, not 57",
    paragraphs=(
        "ICE said on Tuesday that it issued 167 detainers to the Boston Police Department in 2025.",
        "The department had told the City Council of 57 requests in 2025.",
    ),
)


def paper(requests: int, *, corrected: bool = False) -> bytes:
    """The commissioner's yearly letter as a PDF of two pages."""
    opening = (
        f"This letter corrects my earlier report: the Department received {requests} civil immigration"
        if corrected
        else f"In calendar year 2025 the Boston Police Department received {requests} civil immigration"
    )
    return letter(
        [
            "Boston Police Department",
            "Office of the Police Commissioner",
            "",
            "To the City Clerk",
            "",
            "Report under section 3 of the Boston Trust Act for calendar year 2025",
        ],
        [
            opening,
            "detainer requests from U.S. Immigration and Customs Enforcement"
            + (" in calendar year 2025." if corrected else "."),
            "None of these requests was acted upon, in accordance with the Boston Trust Act.",
            "No person was transferred to the custody of Immigration and Customs Enforcement in 2025.",
            "",
            "Police Commissioner",
        ],
    )


@dataclass
class World:
    """The site, the council and the receivers, and what they have shown so far."""

    site: Site
    council: Council
    hook: Hook
    mail: mailserver.Ledger
    stories: list[Story] = field(default_factory=list)
    shown_mails: int = 0

    def publish(self, story: Story) -> None:
        now = datetime.now(UTC)
        dated = Story(
            path=story.path,
            title=story.title,
            paragraphs=story.paragraphs,
            published=now,
            comments=story.comments,
        )
        self.stories.insert(0, dated)
        self.site.put(dated.path, article(dated))
        self.site.put("/feed.xml", rss(self.site.base, self.stories), "application/rss+xml")

    def file(self, requests: int, number: int, *, corrected: bool = False) -> None:
        now = datetime.now(UTC).replace(tzinfo=None)
        url = self.site.put(
            f"/files/letter-{number}.pdf", paper(requests, corrected=corrected), "application/pdf"
        )
        matter = self.council.matters.get(128) or self.council.add(
            Matter(
                id=128,
                file="2026-0128",
                title="Communication from the Police Commissioner: civil immigration detainer requests for "
                "calendar year 2025, under section 3 of the Boston Trust Act.",
                intro=now.date().isoformat() + "T00:00:00",
            )
        )
        matter.modified = now
        matter.version += 1
        name = (
            "Corrected letter of the Police Commissioner"
            if corrected
            else "Letter of the Police Commissioner"
        )
        self.council.attach(matter, number, name, url)


def main() -> int:
    started = time.monotonic()
    authority, tls = mailserver.certificates("127.0.0.1", "localhost")
    with (
        tempfile.TemporaryDirectory(prefix="detainer-watch-demo-") as folder,
        Site() as site,
        Hook(SECRET) as hook,
        mailserver.running(tls=tls) as (smtp_port, mail),
    ):
        home = Path(folder)
        authority.cert_pem.write_to_path(str(home / "ca.pem"))
        world = World(site=site, council=Council(site, "boston"), hook=hook, mail=mail)
        (home / "detainer-watch.yaml").write_text(configuration(world, smtp_port), encoding="utf-8")
        with daemon(home) as log:
            done = play(world, log)
        if done:
            close(home, time.monotonic() - started)
    return 0 if done else 1


def configuration(world: World, smtp_port: int) -> str:
    return f"""\
places: [us-ma-boston]
contact: demo@example.org
daemon: {{store: watch.db, settle: 1 second}}
web: {{listen: off}}
mail:
  server: localhost:{smtp_port}
  from: Detainer Watch <alerts@example.org>
  ca_file: ca.pem
receivers:
  city-desk: {{email: desk@example.org}}
  archive: {{webhook: "{world.hook.url}", secret: env:DEMO_SECRET, allow: ["{world.hook.host}"]}}
subscriptions:
  - to: city-desk
    places: [us-ma-boston]
  - to: archive
    kinds: everything
catalogue: {{sources: no}}
sources:
  - id: harbor-paper
    feed: {world.site.base}/feed.xml
    place: us-ma-boston
    publisher: The Harbor Paper
    every: 1 second
    delay: 50 ms
    allow: ["{world.site.host}"]
  - id: city-council
    legistar: {world.council.address}
    place: us-ma-boston
    publisher: us-ma-boston/police
    every: 1 second
    delay: 50 ms
    allow: ["{world.site.host}"]
"""


@contextlib.contextmanager
def daemon(home: Path) -> Iterator[Path]:
    """`detainer-watch daemon` in a process of its own; its log goes to a file."""
    log = home / "daemon.log"
    environ = {**os.environ, "DEMO_SECRET": SECRET, "SSL_CERT_FILE": str(home / "ca.pem")}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "monitor", "daemon", "--config", str(home / "detainer-watch.yaml")],
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=home,
            env={**environ, "PYTHONPATH": os.environ.get("STUB","")+str(Path(__file__).parent.parent)},
        )
    try:
        yield log
    finally:
        process.terminate()
        process.wait(30)


def play(world: World, log: Path) -> bool:
    """The three acts; False where an alert that must come did not."""
    act(
        "Act one: what is known at the start",
        "The paper has an old dispute on its front page. No news: one summary.",
    )
    world.council.add(Matter(id=1, title="Order for a hearing on snow removal."))
    world.publish(EARLIER)
    if not arrives(world, log, 1):
        return False

    act("Act two: the letter", "The commissioner's letter, a PDF, turns up on the council's docket.")
    world.file(57, 9001)
    if not arrives(world, log, 1):
        return False
    CONSOLE.print(
        "[dim]The paper prints the same number the next day; readers write wilder ones below it:[/dim]"
    )
    world.publish(REPRINT)
    time.sleep(4)
    if len(world.mail.taken) > world.shown_mails:
        show_mails(world)
        CONSOLE.print("[red]a reprint must be silent[/red]")
        return False
    CONSOLE.print("[dim]no alert: a repeat is counted, not told.[/dim]\n")

    act(
        "Act three: contradicted, then revised", "ICE gives another number. Then a corrected letter is filed."
    )
    world.publish(REPLY)
    if not arrives(world, log, 1):
        return False
    world.file(61, 9002, corrected=True)
    return arrives(world, log, 1)


def act(title: str, what: str) -> None:
    CONSOLE.rule(f"[bold]{title}[/bold]")
    CONSOLE.print(what + "\n")


def arrives(world: World, log: Path, mails: int) -> bool:
    """Wait for that many more mails and show all that came; else show the end of the daemon's log."""
    if until(lambda: len(world.mail.taken) >= world.shown_mails + mails):
        time.sleep(0.5)
        show_mails(world)
        signed = sum(taken.signed for taken in world.hook.taken)
        CONSOLE.print(
            f"[dim]webhook: {len(world.hook.taken)} messages so far, {signed} with a right signature[/dim]\n"
        )
        return True
    CONSOLE.print(f"[red]no alert within {PATIENCE_S:.0f} s; the daemon's log ends:[/red]")
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines()[-25:]:
        CONSOLE.print(Text(line, overflow="fold"))
    return False


def until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


def show_mails(world: World) -> None:
    for message in world.mail.messages[world.shown_mails :]:
        body = message.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        CONSOLE.print(
            Panel(
                Text(text.strip()), title=Text(f"mail: {message['Subject']}"), title_align="left", expand=True
            )
        )
    world.shown_mails = len(world.mail.taken)


def close(home: Path, seconds: float) -> None:
    """What a person would type afterwards."""
    CONSOLE.rule("[bold]detainer-watch series us-ma-boston[/bold]")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "monitor",
            "series",
            "us-ma-boston",
            "--config",
            str(home / "detainer-watch.yaml"),
        ],
        cwd=home,
        env={**os.environ, "PYTHONPATH": os.environ.get("STUB","")+str(Path(__file__).parent.parent)},
        check=False,
    )
    CONSOLE.print(f"\n[dim]{seconds:.0f} seconds, no network. `make run` watches the real Boston.[/dim]")


if __name__ == "__main__":
    raise SystemExit(main())
