"""A webhook receiver that checks signatures and keeps what it got."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from tests.world import webhookschema


@dataclass(frozen=True, kw_only=True)
class Taken:
    id: str
    body: dict[str, Any]
    signed: bool  #: the signature is right, over the exact bytes


class Hook:
    """A webhook on loopback. `moods` answers the next posts with these statuses, then `usual`."""

    def __init__(self, secret: str) -> None:
        self.taken: list[Taken] = []
        self.refused: list[str] = []  #: ids of posts that a mood turned away
        self.moods: list[int] = []
        self.usual = 204
        self.latency = 0.0
        self.misfits: list[str] = []  #: bodies that are not what the published schema says
        self._webhook = Webhook(secret)
        self._server = _Server(("127.0.0.1", 0), _Post)
        self._server.hook = self
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.host}/alerts"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def take(self, headers: dict[str, str], body: bytes) -> int:
        if (misfit := webhookschema.trouble(body)) is not None:
            self.misfits.append(misfit)
        status = self.moods.pop(0) if self.moods else self.usual
        if not 200 <= status < 300:
            self.refused.append(headers.get("webhook-id", ""))
            return status
        try:
            self._webhook.verify(body, headers)
            signed = True
        except WebhookVerificationError:
            signed = False
        self.taken.append(Taken(id=headers.get("webhook-id", ""), body=json.loads(body), signed=signed))
        return status

    @property
    def ids(self) -> list[str]:
        return [taken.id for taken in self.taken]


class _Server(ThreadingHTTPServer):
    hook: Hook
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


class _Post(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:  # the sender went away in the middle of it
            return
        if self.server.hook.latency:
            time.sleep(self.server.hook.latency)
        status = self.server.hook.take({name.lower(): value for name, value in self.headers.items()}, body)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""
