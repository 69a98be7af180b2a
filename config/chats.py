"""Addresses of chats as the Apprise library writes them, and which of them may be used.

Only services that are reached over HTTP and whose markup we know how to escape are here. What reads files,
runs programs, talks to the desktop or sends mail is left out. Each address holds a secret: nothing here
repeats one.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, urlsplit

MAX_ADDRESS: Final = 2000

#: the word before :// and the service it stands for
SERVICES: Final = {
    "slack": "Slack",
    "workflow": "Microsoft Teams",
    "workflows": "Microsoft Teams",
    "discord": "Discord",
    "tgram": "Telegram",
    "ntfy": "ntfy",
    "ntfys": "ntfy",
    "matrix": "Matrix",
    "matrixs": "Matrix",
    "mmost": "Mattermost",
    "mmosts": "Mattermost",
    "rocket": "Rocket.Chat",
    "rockets": "Rocket.Chat",
    "zulip": "Zulip",
    "gchat": "Google Chat",
    "nctalk": "Nextcloud Talk",
    "nctalks": "Nextcloud Talk",
    "signal": "Signal (signal-cli-rest-api)",
    "signals": "Signal (signal-cli-rest-api)",
    "gotify": "Gotify",
    "gotifys": "Gotify",
    "pover": "Pushover",
    "json": "JSON",
    "jsons": "JSON",
}
#: addresses that these services show themselves, by the end of their host
PAGES: Final = {
    "hooks.slack.com": "slack",
    "discord.com": "discord",
    "discordapp.com": "discord",
    "logic.azure.com": "workflows",
    "environment.api.powerplatform.com": "workflows",
    "chat.googleapis.com": "gchat",
    "ntfy.sh": "ntfy",
}
#: options of an address that would read files, change how often or to whom is sent, or loosen the checks
REFUSED_OPTIONS: Final = frozenset(
    {
        "template", "attach", "attach_as", "filename", "email", "format", "overflow", "retry", "wait",
        "optional", "emojis", "store", "verify", "redirect", "cto", "rto", "blocks", "mdv", "text_mode",
        "e2ee", "autoverify", "tts", "html",
    }
)  # fmt: skip
_SCHEMA: Final = re.compile(r"[a-z]{2,20}")


def parse_chat(text: str) -> str:
    """The address, if it is one that can be used. Raises ValueError that never repeats it."""
    schema(text)
    if len(text) > MAX_ADDRESS or not text.isprintable() or re.search(r"[\s\\]", text):
        raise ValueError(
            f"expected a chat address of at most {MAX_ADDRESS} characters, without blanks or backslashes"
        )
    try:
        options = {key.lower() for key, _ in parse_qsl(text.partition("?")[2], keep_blank_values=True)}
    except ValueError:
        raise ValueError("the chat address has too many options") from None
    if refused := sorted(options & REFUSED_OPTIONS):
        raise ValueError(f"the chat address says `{refused[0]}`, which is not used here; leave it out")
    return text


def schema(text: str) -> str:
    """Which service an address is for, as a key of SERVICES. Raises ValueError that never repeats it."""
    before, divider, _ = text.partition("://")
    word = before.lower()
    if word in SERVICES and divider:
        return word
    if divider and word == "https":
        host = _host(text)
        for end, found in PAGES.items():
            if host == end or host.endswith(f".{end}"):
                return found
        raise ValueError("the address is of no chat service that we know; for a plain address use `webhook`")
    if divider and _SCHEMA.fullmatch(word):
        raise ValueError(f"`{word}://` is no chat service that can be used: {', '.join(SERVICES)}")
    raise ValueError("expected a chat address as Apprise writes it, like ntfys://ntfy.example.org/topic")


def _host(text: str) -> str:
    try:
        return (urlsplit(text).hostname or "").lower()
    except ValueError:
        return ""
