"""`python -m benchmarks.draining`: what it costs to deliver a long queue of alerts, each with its ledger.

A webhook in a process of its own takes all of them. Ours leases each delivery, signs, posts and records the
answer, two transactions an alert. The peer signs and posts the same bytes with `requests.post` and writes
down nothing, so that it forgets everything when it is killed. CPU time of the sender alone.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import requests

from config import loading
from config.settings import Settings
from monitor import declared, log, messages
from monitor.deliver import dispatcher, freezing, signing, webhook
from storage import outbox
from storage.database import Store
from storage.records import Alert

SECRET: Final = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  # made up
QUEUED: Final = 10_000


class _Post(BaseHTTPRequestHandler):
    def do_POST(self) -> None:  # http.server's name
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def _serve(said: Connection) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Post) as server:
        said.send(server.server_address[1])
        server.serve_forever()


@contextlib.contextmanager
def _receiver() -> Iterator[int]:
    """A webhook on loopback; its port."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.kill()
        process.join()


def _settings(folder: Path, port: int) -> Settings:
    file = folder / "detainer-watch.yaml"
    file.write_text(
        f'daemon: {{store: watch.db}}\nreceivers:\n  archive: {{webhook: "http://127.0.0.1:{port}/", '
        f'secret: env:HOOK_SECRET, allow: ["127.0.0.1:{port}"]}}\ncatalogue: {{sources: no}}\n'
    )
    file.chmod(0o600)
    return loading.load(file, {"HOOK_SECRET": SECRET})


def _queue(store: Store, settings: Settings, count: int) -> list[Alert]:
    now = datetime.now(UTC)
    declared.declare(store, settings, now)
    context = freezing.bare(settings, now)
    alerts = [
        messages.notice("archive", f"test:{n}", "One of many", ["Test."], context) for n in range(count)
    ]
    made = store.transact(lambda tx: [outbox.freeze(tx, alert, [], now) for alert in alerts])
    return [alert for alert in made if alert is not None]


def _ours(store: Store, settings: Settings) -> int:
    sent = 0
    while round_ := asyncio.run(
        dispatcher.dispatch_due(store, settings, lambda: datetime.now(UTC), "benchmark")
    ):
        sent += sum(attempt.acknowledged for attempt in round_)
    return sent


def _bare(alerts: list[Alert], port: int) -> int:
    sent = 0
    for alert in alerts:
        body = webhook.payload(alert)
        headers = signing.headers(SECRET, alert.id, body, datetime.now(UTC))
        answer = requests.post(
            f"http://127.0.0.1:{port}/", data=body, headers=dict(headers), timeout=10, allow_redirects=False
        )
        sent += answer.ok
    return sent


def _cpu(work: Callable[[], int], count: int) -> float:
    """Milliseconds of CPU a message; raises where not every one was taken."""
    begun = time.process_time()
    sent = work()
    spent = (time.process_time() - begun) / count * 1000
    if sent != count:
        raise SystemExit(f"benchmarks.draining: {sent} of {count} messages were taken")
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.draining", description=__doc__)
    parser.add_argument("--alerts", type=int, default=QUEUED, help=f"how many wait ({QUEUED})")
    count = parser.parse_args().alerts
    log.configure(level=logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="detainer-watch-bench-") as folder, _receiver() as port:
        settings = _settings(Path(folder), port)
        now = datetime.now(UTC)
        with Store.open(settings.daemon.store, create=True, now=now, migrate=True) as store:
            alerts = _queue(store, settings, count)
            ours = _cpu(lambda: _ours(store, settings), count)
        bare = _cpu(lambda: _bare(alerts, port), count)
    print(f"{count} alerts: ours {ours:.1f} ms CPU each, bare posts {bare:.1f} ms, ratio {ours / bare:.2f}")


if __name__ == "__main__":
    main()
