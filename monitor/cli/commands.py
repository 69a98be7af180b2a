"""The commands, in the order in which `--help` lists them: start, look, show, decide, hand on, care.

A module named here imports nothing heavy; a command imports what it uses inside itself.
"""

from __future__ import annotations

import typer

from monitor.cli.add import add
from monitor.cli.alerts import app as alerts
from monitor.cli.backup import backup
from monitor.cli.changes import changes
from monitor.cli.check import check
from monitor.cli.crawl import crawl
from monitor.cli.daemon import daemon
from monitor.cli.diff import diff
from monitor.cli.duties import app as duties
from monitor.cli.export import export
from monitor.cli.figures import figures
from monitor.cli.init import init
from monitor.cli.mute import mute, unmute
from monitor.cli.prune import prune
from monitor.cli.read import read
from monitor.cli.reread import reread
from monitor.cli.restore import restore
from monitor.cli.review import app as review
from monitor.cli.series import series
from monitor.cli.show import show
from monitor.cli.status import status


def register(app: typer.Typer) -> None:
    app.command()(init)
    app.command()(check)
    app.command()(daemon)
    app.command()(crawl)
    app.command()(add)
    app.command()(status)
    app.command()(read)
    app.command()(figures)
    app.command()(series)
    app.command()(changes)
    app.command()(show)
    app.command()(diff)
    app.add_typer(review, name="review")
    app.add_typer(duties, name="duties")
    app.add_typer(duties, name="duties")
    app.add_typer(alerts, name="alerts")
    app.command()(mute)
    app.command()(unmute)
    app.command()(export)
    app.command()(reread)
    app.command()(backup)
    app.command()(restore)
    app.command()(prune)
