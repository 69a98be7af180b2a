"""News services whose stories others print, by the names under which they are credited."""

from __future__ import annotations

import re
from typing import Final

_FOLD: Final = re.compile(r"[\W_]+")

#: name as told -> what it is credited by, each in lower case; hosts too
_SERVICES: Final = {
    "Associated Press": ("ap", "associated press", "apnews.com", "apnews", "ap news"),
    "Reuters": ("reuters", "reuters.com", "thomson reuters"),
    "Agence France-Presse": ("afp", "agence france presse", "afp.com"),
    "United Press International": ("upi", "united press international", "upi.com"),
    "Bloomberg": ("bloomberg", "bloomberg news", "bloomberg.com"),
    "CNN": ("cnn", "cnn newsource", "cnn wire", "cnn.com"),
    "NPR": ("npr", "npr.org", "national public radio"),
    "ProPublica": ("propublica", "propublica.org"),
    "States Newsroom": ("states newsroom", "statesnewsroom.com"),
    "Stateline": ("stateline", "stateline.org"),
    "The Marshall Project": ("marshall project", "themarshallproject.org"),
    "The Conversation": ("conversation", "theconversation.com"),
    "The Center Square": ("center square", "thecentersquare.com"),
    "The Texas Tribune": ("texas tribune", "texastribune.org"),
    "CalMatters": ("calmatters", "calmatters.org"),
    "Tribune News Service": ("tns", "tribune news service", "tribune content agency"),
    "Bay City News": ("bcn", "bay city news", "bay city news service", "baycitynews.com"),
    "City News Service": ("cns", "city news service"),
    "Capitol News Illinois": ("capitol news illinois", "capitolnewsillinois.com"),
    "State House News Service": ("shns", "state house news service", "statehousenews.com"),
    "Cronkite News": ("cronkite news", "cronkitenews.azpbs.org"),
    "KFF Health News": ("kff health news", "kaiser health news", "kffhealthnews.org"),
}
_BY_CREDIT: Final = {credit: name for name, credits in _SERVICES.items() for credit in credits}


def folded(name: str) -> str:
    """A name without case, marks and article: two spellings of one publisher are the same."""
    return _FOLD.sub(" ", name.casefold()).strip().removeprefix("the ")


def service(credit: str) -> str | None:
    """The news service that is credited so; None for anybody else."""
    said = credit.strip().casefold().removeprefix("www.")
    return _BY_CREDIT.get(said) or _BY_CREDIT.get(folded(credit))


def same(one: str, other: str) -> bool:
    """Whether two names are one publisher's."""
    known = service(one)
    return folded(one) == folded(other) or (known is not None and known == service(other))
