"""Signatures after Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime

from standardwebhooks import Webhook

PREFIX = "whsec_"


def keys(secret: str) -> tuple[bytes, ...]:
    """The keys that a secret stands for: the bytes behind `whsec_` in Base64, or of the plain text itself.

    Several `whsec_` secrets with blanks between sign at once: the way to change a secret without a gap.
    Raises ValueError where nothing can be signed with it.
    """
    parts = secret.split()
    if not parts:
        raise ValueError("the webhook secret is empty")
    if not all(part.startswith(PREFIX) for part in parts):
        return (secret.strip().encode(),)
    return tuple(_decoded(part.removeprefix(PREFIX)) for part in parts)


def _decoded(text: str) -> bytes:
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("the webhook secret is not Base64 after whsec_") from None
    if not key:
        raise ValueError("the webhook secret is empty after whsec_")
    return key


def headers(secret: str | None, message_id: str, body: bytes, now: datetime) -> Mapping[str, str]:
    """The three headers of one attempt: same id each time, the attempt's own timestamp."""
    named = {"webhook-id": message_id, "webhook-timestamp": str(int(now.timestamp()))}
    if secret is None:
        return named
    signatures = [Webhook(key).sign(message_id, now, body.decode()) for key in keys(secret)]
    return {**named, "webhook-signature": " ".join(signatures)}
