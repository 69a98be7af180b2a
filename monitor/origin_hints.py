"""What a page and its text say of where the text comes from. Outside text: believed only of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from config import wires
from crawler.errors import AddressRefused
from crawler.net import urls
from monitor import credits
from monitor.phrases import one_line
from storage import copies as rows
from storage.records import Document, Json, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ADDRESSES: Final = ("canonical", "based_on")
#: first labels of hosts that are one site's other doors
_FRONTS: Final = frozenset({"www", "m", "amp", "mobile", "news", "rss", "feed", "feeds", "edition", "beta"})


@dataclass(frozen=True, kw_only=True, slots=True)
class OriginHints:
    address: str | None = None  #: of a page that is not this one
    documents: tuple[int, ...] = ()  #: those that are known at this address
    elsewhere: bool = False  #: it is on another site
    name: str = ""  #: who is credited, other than the page's own publisher

    @property
    def tells(self) -> bool:
        """Whether the page says that its text is somebody else's."""
        return bool(self.name or self.documents or self.elsewhere)


def told(conn: Connection, version: Version, document: Document, text: str, publisher: str) -> OriginHints:
    """What was said with this version. `publisher`: the name of who published the document."""
    said = rows.told(conn, version.id)
    address = _address(said, document)
    found = rows.by_keys(conn, spellings(address)) if address else []
    ids = tuple(id_ for id_ in found if id_ != document.id)
    far = address is not None and not one_site(address, document.url)
    return OriginHints(address=address, documents=ids, name=_name(said, text, publisher), elsewhere=far)


def _address(said: Mapping[str, Json], document: Document) -> str | None:
    """A page, not a whole site: some sites name their own front page on each of their pages."""
    own = spellings(document.key)
    for name in _ADDRESSES:
        value = said.get(name)
        address = _canonical(value) if isinstance(value, str) else None
        if address and urls.parse(address).path != "/" and address not in own:
            return address
    return None


def _name(said: Mapping[str, Json], text: str, publisher: str) -> str:
    """The text's own credit, else the page's."""
    if credited := credits.credited(text, publisher):
        return credited
    credit = said.get("credit")
    if isinstance(credit, str) and credit and not wires.same(credit, publisher):
        return one_line(wires.service(credit) or credit, credits.MAX_NAME)
    return ""


def _canonical(address: str) -> str | None:
    try:
        return urls.canonical(address)
    except AddressRefused:
        return None


def spellings(key: str) -> list[str]:
    """The same address with either scheme, with and without www and a last slash."""
    scheme, mark, rest = key.partition("://")
    if not mark or scheme not in ("http", "https"):
        return [key]
    host, slash, path = rest.partition("/")
    bare = host.removeprefix("www.")
    paths = {path, path.removesuffix("/"), f"{path.removesuffix('/')}/"} if "?" not in path else {path}
    return sorted(
        f"{kind}://{each}{slash}{way}"
        for kind in ("http", "https")
        for each in (bare, f"www.{bare}")
        for way in (paths if path else {""})
    )


def one_site(one: str, other: str) -> bool:
    """Whether two addresses are of one publisher's site, its pages for telephones included; False where one
    cannot be read."""
    try:
        hosts = sorted((_bare_host(address) for address in (one, other)), key=len)
    except AddressRefused:
        return False
    return hosts[0] == hosts[1] or hosts[1].endswith(f".{hosts[0]}")


def _bare_host(address: str) -> str:
    first, dot, rest = urls.parse(address).host.partition(".")
    return rest if first in _FRONTS and "." in rest else f"{first}{dot}{rest}"
