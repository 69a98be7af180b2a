"""Signatures after Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from standardwebhooks import Webhook

from config.secrets import signing_key


def headers(secrets: Sequence[str], message_id: str, body: bytes, now: datetime) -> Mapping[str, str]:
    """The three headers of one attempt: same id each time, the attempt's own timestamp.

    Each secret signs: while one is changed, a receiver that knows either can verify. Without a secret
    there is no signature. Raises ValueError where a secret cannot sign.
    """
    named = {"webhook-id": message_id, "webhook-timestamp": str(int(now.timestamp()))}
    at, text = now.astimezone(UTC), body.decode()  # the library takes any time for UTC
    signatures = [Webhook(signing_key(secret)).sign(message_id, at, text) for secret in secrets]
    return {**named, "webhook-signature": " ".join(signatures)} if signatures else named
