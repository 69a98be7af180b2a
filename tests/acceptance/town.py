"""The town that the acceptance tests and the demo watch: a paper, a council, a mailbox, a webhook.

Its words and its paper are made up; the numbers are those that were in the news about Boston.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.monitor.deliver import mailserver
from tests.papers import letter
from tests.world.council import Council, Matter
from tests.world.pages import Story, article, rss
from tests.world.receivers import Hook
from tests.world.site import Site

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # made up
MATTER = 128

SNOW = Story(
    path="/news/snow",
    title="Snow is removed",
    paragraphs=("The city removed the snow from nineteen streets on Monday, and from 15 on Tuesday.",),
)
EARLIER = Story(
    path="/news/police-and-ice-differ",
    title="Boston police and ICE differ on detainer requests",
    paragraphs=(
        "Boston police received a total of 15 ICE detainers in 2024, the department said. Boston police "
        "received a total of 19 ICE detainers in 2023 and a total of 12 ICE detainers in 2022.",
        "ICE says it lodged a total of 198 detainers with Boston police in 2024.",
    ),
    comments=("I bet they got 500 detainers in 2024!", "My cousin says ICE sent 900 detainers."),
)
REPRINT = Story(
    path="/news/police-act-on-no-request",
    title="Police acted on none of 57 requests",
    paragraphs=(
        "Boston police received a total of 57 ICE detainers in 2025 and acted on none of them, the police "
        "commissioner wrote to the City Clerk.",
    ),
    comments=("57? More like 5,700 detainers.",),
)
REPLY = Story(
    path="/news/ice-replies",
    title="ICE: Boston police got 167 detainers, not 57",
    paragraphs=(
        "ICE said it lodged a total of 167 detainers with Boston police in 2025.",
        "The department had told the City Council of 57 requests in 2025.",
    ),
)


def paper(requests: int, *, corrected: bool = False) -> bytes:
    """The commissioner's yearly letter as a PDF of two pages."""
    opening = (
        f"This letter corrects my earlier report: the Department received a total of {requests} ICE"
        if corrected
        else f"In calendar year 2025 the Boston Police Department received a total of {requests} ICE"
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
            "detainers" + (" in calendar year 2025" if corrected else ""),
            "and acted on none of them, in accordance with the Boston Trust Act.",
            "",
            "Police Commissioner",
        ],
    )


@dataclass
class Town:
    """The site, the council and the receivers, and a folder from which it is watched."""

    home: Path
    site: Site
    council: Council
    hook: Hook
    mail: mailserver.Ledger
    smtp_port: int
    login: bool  #: the mail server wants one
    stories: list[Story] = field(default_factory=list)

    # --- what happens in it ---

    def publish(self, story: Story) -> str:
        """The paper prints a story, today; its address."""
        dated = replace(story, published=datetime.now(UTC))
        self.stories = [dated, *(kept for kept in self.stories if kept.path != story.path)]
        address = self.site.put(dated.path, article(dated))
        self.site.put("/feed.xml", rss(self.site.base, self.stories), "application/rss+xml")
        return address

    def report(self, number: int, year: int, requests: int) -> None:
        """A matter whose own text has the figure; a quick one, since nothing is extracted for it."""
        now = datetime.now(UTC).replace(tzinfo=None)
        self.council.add(
            Matter(
                id=number,
                title=f"Report of the Police Commissioner on detainer requests in {year}",
                text=f"In calendar year {year} the Boston Police Department received a total of "
                f"{requests} ICE detainers.",
                intro=now.date().isoformat() + "T00:00:00",
                modified=now,
            )
        )

    def file(self, requests: int, number: int, *, corrected: bool = False) -> str:
        """A letter turns up on the council's docket; its address."""
        now = datetime.now(UTC).replace(tzinfo=None)
        url = self.site.put(
            f"/files/letter-{number}.pdf", paper(requests, corrected=corrected), "application/pdf"
        )
        matter = self.council.matters.get(MATTER) or self.council.add(
            Matter(
                id=MATTER,
                file="2026-0128",
                title="Communication from the Police Commissioner: civil immigration detainer requests for "
                "calendar year 2025, under section 3 of the Boston Trust Act.",
                intro=now.date().isoformat() + "T00:00:00",
            )
        )
        matter.modified = now
        matter.version += 1
        name = "Corrected letter" if corrected else "Letter"
        self.council.attach(
            matter,
            number,
            f"{name} of the Police Commissioner",
            url,
            MatterAttachmentLastModifiedUtc=now.isoformat(timespec="seconds"),
        )
        return url

    # --- who watches it ---

    @property
    def config(self) -> Path:
        return self.home / "detainer-watch.yaml"

    @property
    def store(self) -> Path:
        return self.home / "watch.db"

    def configure(
        self, *, every: str = "1 second", web: str = "off", daemon: str = "", more: str = ""
    ) -> None:
        """Write the configuration. `more`: further sources, indented by two; `daemon`: further keys."""
        login = f"  user: {mailserver.USER}\n  password: env:SMTP_PASSWORD\n" if self.login else ""
        self.config.write_text(
            f"""\
places: [us-ma-boston]
contact: watch@example.org
daemon: {{store: watch.db, settle: 1 second{", " + daemon if daemon else ""}}}
web: {{listen: {web}}}
mail:
  server: localhost:{self.smtp_port}
  from: Detainer Watch <alerts@example.org>
  ca_file: ca.pem
{login}receivers:
  city-desk: {{email: desk@example.org}}
  archive: {{webhook: "{self.hook.url}", secret: env:HOOK_SECRET, allow: ["{self.hook.host}"]}}
subscriptions:
  - to: city-desk
    places: [us-ma-boston]
  - to: archive
    kinds: everything
catalogue: {{sources: no}}
sources:
  - id: harbor-paper
    feed: {self.site.base}/feed.xml
    place: us-ma-boston
    publisher: The Harbor Paper
    every: {every}
    delay: 50 ms
    allow: ["{self.site.host}"]
  - id: city-council
    legistar: {self.council.address}
    place: us-ma-boston
    publisher: us-ma-boston/police
    every: {every}
    delay: 50 ms
    allow: ["{self.site.host}"]
{more}""",
            encoding="utf-8",
        )
        self.config.chmod(0o600)

    def environ(self) -> dict[str, str]:
        """Of a process that watches it: this one's, and the secrets."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DETAINER_WATCH")}
        return {
            **kept,
            "HOOK_SECRET": SECRET,
            "COUNCIL_TOKEN": "not given",
            "SMTP_PASSWORD": mailserver.PASSWORD,
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }

    # --- what came of it ---

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """A look into the store as any other program has it."""
        if not self.store.exists():
            return []
        with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=10)) as conn:
            conn.row_factory = sqlite3.Row
            return conn.execute(query, values).fetchall()

    def value(self, query: str, *values: object) -> Any:
        """The one value of a query; None where there is none, or no store with such a table yet."""
        try:
            found = self.rows(query, *values)
        except sqlite3.OperationalError:
            return None
        return found[0][0] if found else None

    def make_due(self) -> None:
        """As if every source's interval were over."""
        with closing(sqlite3.connect(self.store, timeout=10)) as conn, conn:
            past = datetime.now(UTC) - timedelta(minutes=1)
            conn.execute("UPDATE sources SET next_due_at = ?", [past.strftime("%Y-%m-%dT%H:%M:%S.%fZ")])

    def told(self) -> list[str]:
        """The keys of the changes that the webhook was told, in order.

        What came twice under one id counts once, as it does for a receiver that keeps to the rules.
        """
        alerts = {taken.id: taken.body for taken in self.hook.taken}
        lines = [change for body in alerts.values() for change in body["changes"]]
        return [each["key"] for line in lines for each in (line, *line["also"])]

    def mails(self) -> list[EmailMessage]:
        return self.mail.messages


@contextmanager
def town(home: Path, *, login: bool = False) -> Iterator[Town]:
    """A town that runs, with snow removal as its only business. `login`: its mail server wants one."""
    authority, tls = mailserver.certificates("127.0.0.1", "localhost")
    authority.cert_pem.write_to_path(str(home / "ca.pem"))
    with (
        Site() as site,
        Hook(SECRET) as hook,
        mailserver.running(tls=tls, login=login) as (smtp_port, mail),
    ):
        made = Town(
            home=home,
            site=site,
            council=Council(site, "boston"),
            hook=hook,
            mail=mail,
            smtp_port=smtp_port,
            login=login,
        )
        made.council.add(Matter(id=1, title="Order for a hearing on snow removal."))
        made.publish(SNOW)
        yield made
    assert hook.misfits == [], "a message does not fit docs/webhook.schema.json"
