"""The first configuration, as `init` writes it: about a dozen lines that load as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from config.forms import parse_id, parse_mailbox, parse_sender, parse_server, parse_words

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./:@_<>+-]*")


def starting_file(
    places: Sequence[str],
    *,
    email: str | None = None,
    smtp: str | None = None,
    user: str | None = None,
    sender: str | None = None,
    tls: bool = True,
) -> str:
    """The text of a configuration; an account at the mail server takes its password from $SMTP_PASSWORD.

    Without both a mail address and a mail server it has no receiver: alerts go to the terminal. Raises
    ValueError for an address that is none. Whether the places exist, `load` tells.
    """
    lines = [
        "# Detainer Watch. `detainer-watch check` reads this file and names every mistake with its line.",
        f"places: [{', '.join(parse_id(place) for place in places)}]",
    ]
    if email:
        lines.append(
            f"contact: {_quoted(parse_mailbox(email))}    # goes into the User-Agent of every request"
        )
    if email and smtp:
        lines += _mail(smtp, user, sender or f"Detainer Watch <{email}>", tls)
        lines += ["", "receivers:", f"  me: {{email: {_quoted(email)}}}"]
        lines += ["", "subscriptions:", "  - to: me", "    when: at once    # or: daily at 07:30"]
    return "\n".join(lines) + "\n"


def _mail(smtp: str, user: str | None, sender: str, tls: bool) -> list[str]:
    parse_server(smtp)
    lines = ["", "mail:", f"  server: {_quoted(smtp)}", f"  from: {_quoted(parse_sender(sender))}"]
    if user:
        lines += [f"  user: {_quoted(parse_words(user))}", "  password: env:SMTP_PASSWORD"]
    if not tls:
        lines.append("  tls: no")
    return lines


def _quoted(text: str) -> str:
    """Plain where YAML reads it as it stands."""
    plain = _PLAIN.fullmatch(text) and ": " not in text and not text.endswith(":")
    return text if plain else json.dumps(text)
