"""The chat services that are known, and how text is written for each so that outside text stays text. Pure.

Nothing that a document says may ping a channel, hide a link behind other words, or change how the message
looks. Escapes are ours: the library's own conversions lose some text and let some markup through.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

_SEEN_NOWHERE: Final = "\u200b"  #: shown as nothing; it ends a name that would be a mention
_MARKS: Final = re.compile(r"([\\`*_~\[\]<>|#])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """How a service writes text."""

    escape: Callable[[str], str]  #: text that stays as it is
    link: Callable[[str], str]  #: an address, which is safe as `phrases.link` gives it
    strong: Callable[[str], str]  #: escaped text, made to stand out
    as_text: bool = False  #: the library is told that it is plain text, and escapes it


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """A service: where the library has it, and what fits into one of its messages."""

    module: str
    plugin: str
    dialect: Dialect
    limit: int  #: bytes of one message, the title too; well under what the service takes
    titled: bool = False  #: it shows a title of its own above the text
    room: bool = False  #: its address has to name one
    own: bool = False  #: people run it themselves: the address names the host


def _quiet(text: str) -> str:
    """`text` without mentions: `@everyone` looks the same and calls nobody."""
    return text.replace("@", f"@{_SEEN_NOWHERE}")


def _marked(text: str) -> str:
    return _quiet(_MARKS.sub(r"\\\1", text))


def _angled(text: str) -> str:
    return _quiet(text.replace("<", f"<{_SEEN_NOWHERE}"))


def _html(text: str) -> str:
    return _quiet(html.escape(text, quote=False))


def _as_it_is(text: str) -> str:
    return text


def _quoted(url: str) -> str:
    """An address without a character that means something beyond it: the same address to its server."""
    return "".join(f"%{ord(char):02X}" if char in "@[]()*~" else char for char in url)


LITERAL: Final = Dialect(escape=_as_it_is, link=_as_it_is, strong=_as_it_is)
QUIET: Final = Dialect(escape=_quiet, link=_quoted, strong=_as_it_is)
SLACK: Final = Dialect(escape=_quiet, link=_quoted, strong=_as_it_is, as_text=True)
HTML: Final = Dialect(
    escape=_html, link=lambda url: html.escape(_quoted(url)), strong=lambda text: f"<b>{text}</b>"
)
MARKDOWN: Final = Dialect(escape=_marked, link=_quoted, strong=lambda text: f"**{text}**")
DISCORD: Final = replace(MARKDOWN, link=lambda url: f"<{_quoted(url)}>")  # no preview
CARD: Final = replace(MARKDOWN, link=lambda url: f"[Source]({_quoted(url)})")  # bare ones are not clickable
ROCKET: Final = replace(MARKDOWN, strong=lambda text: f"*{text}*")
GOOGLE: Final = Dialect(escape=_angled, link=_quoted, strong=_as_it_is)


def _both(name: str, service: Service) -> dict[str, Service]:
    """A service that people run themselves: with TLS where an `s` follows its name."""
    found = replace(service, own=True)
    return {name: found, f"{name}s": found}


TEAMS: Final = Service(module="workflows", plugin="NotifyWorkflows", dialect=CARD, limit=1000, titled=True)
#: by the keys of `config.chats.SERVICES`
SERVICES: Final[Mapping[str, Service]] = {
    "slack": Service(module="slack", plugin="NotifySlack", dialect=SLACK, limit=3500, titled=True),
    "workflow": TEAMS,
    "workflows": TEAMS,
    "discord": Service(module="discord", plugin="NotifyDiscord", dialect=DISCORD, limit=1900),
    "tgram": Service(module="telegram", plugin="NotifyTelegram", dialect=HTML, limit=3900, room=True),
    # ntfy makes a file of what is longer than 4,096 bytes
    **_both(
        "ntfy",
        Service(module="ntfy", plugin="NotifyNtfy", dialect=LITERAL, limit=3500, titled=True, room=True),
    ),
    **_both("matrix", Service(module="matrix", plugin="NotifyMatrix", dialect=QUIET, limit=3500, room=True)),
    **_both("mmost", Service(module="mattermost", plugin="NotifyMattermost", dialect=MARKDOWN, limit=3500)),
    **_both("rocket", Service(module="rocketchat", plugin="NotifyRocketChat", dialect=ROCKET, limit=1000)),
    "zulip": Service(module="zulip", plugin="NotifyZulip", dialect=MARKDOWN, limit=3500, room=True),
    "gchat": Service(module="google_chat", plugin="NotifyGoogleChat", dialect=GOOGLE, limit=3500),
    **_both(
        "nctalk",
        Service(
            module="nextcloudtalk", plugin="NotifyNextcloudTalk", dialect=MARKDOWN, limit=3500, room=True
        ),
    ),
    **_both(
        "signal",
        Service(module="signal_api", plugin="NotifySignalAPI", dialect=LITERAL, limit=2000, room=True),
    ),
    **_both(
        "gotify", Service(module="gotify", plugin="NotifyGotify", dialect=LITERAL, limit=3500, titled=True)
    ),
    "pover": Service(module="pushover", plugin="NotifyPushover", dialect=LITERAL, limit=1000, titled=True),
    **_both(
        "json", Service(module="custom_json", plugin="NotifyJSON", dialect=LITERAL, limit=3500, titled=True)
    ),
}
