"""The one parser of web addresses, and what makes two addresses the same document.

Everything that is connected to goes through `parse`, and the normalised text that comes out of it is what the
connection is made from: no second parser can see another host in it.

Document identity (`canonical`): host and percent-encoding normalised; default port, fragment, tracking and
session parameters dropped; the other parameters keep their order. A path is kept with or without its last
slash, as found (servers redirect to the one they mean); only the empty path is `/`. The scheme is kept, AMP
addresses are not touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import urljoin

import idna

from crawler.errors import AddressRefused

MAX_URL = 4096  #: characters; longer ones are traps or session dumps
DEFAULT_PORTS: Final = {"http": 80, "https": 443}

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?P<rest>.*)", re.DOTALL)
_AUTHORITY = re.compile(r"//(?P<authority>[^/?#]*)(?P<target>[^#]*)(?P<fragment>#.*)?", re.DOTALL)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
#: what may stand in path and query as it is; all else is percent-encoded: nothing breaks a request line
_PLAIN = _UNRESERVED | frozenset("!$&'()*+,;=:@/?%[]|")

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid|li_fat_id|mc_[ce]id|mkt_tok"
    r"|_hs\w+|hs\w*tracking|oly_(?:anon|enc)_id|vero_id|_ga|_gl|ncid|sr_share|smid|smtyp|s_cid|cmpid|icid|xtor"
    r"|at_(?:medium|campaign)|pk_\w+|mtm_\w+|amp_gsa|amp_js_v|usqp|jsessionid|phpsessid|aspsessionid\w*|session_?id",
    re.IGNORECASE,
)
#: parameters that track only with such a value: ref=rss, not ref=12; a session's sid is long, a story's short
_TRACKING_IF = re.compile(
    r"(?:ref|src|source|from|cmp|emc|feed|partner|medium)=(?:rss|feed|atom|newsletter|twitter|facebook)\w*"
    r"|sid=(?=[a-z]*[0-9])[0-9a-z]{16,}",
    re.IGNORECASE,
)
_PATH_SESSION = re.compile(r";jsessionid=[^/?;]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """A web address that can be read in one way only. `url` is the text to connect by."""

    scheme: str  #: http or https
    host: str  #: lower case ASCII name, or an IP address; IPv6 without brackets
    port: int
    target: str  #: path and query, percent-encoded; begins with a slash
    fragment: str  #: without its #

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.target

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def ip(self) -> IPv4Address | IPv6Address | None:
        """The address itself where the host is a literal one."""
        try:
            return IPv6Address(self.host) if ":" in self.host else IPv4Address(self.host)
        except AddressValueError:
            return None


@lru_cache(maxsize=512)  # a request passes here several times on its way
def parse(url: str) -> Address:
    """The address that the text means; raises AddressRefused where parsers could disagree, or not http(s).

    Blanks around it are dropped and blanks in path and query encoded, as in a browser. A backslash, a control
    character, user information, a zone id, or a host that is neither name nor address, is refused.
    """
    text = url.strip(" \t\r\n\f")
    if len(text) > MAX_URL:
        raise AddressRefused(f"address of {len(text)} characters")
    if "\\" in text or any(c < " " or c == "\x7f" for c in text):
        raise AddressRefused("address with a backslash or a control character")
    scheme, authority, target, fragment = _split(text)
    if "@" in authority:
        raise AddressRefused("address with user information")
    host, port = _host_and_port(authority)
    path, mark, query = target.partition("?")
    return Address(
        scheme=scheme,
        host=host,
        port=port or DEFAULT_PORTS[scheme],
        target=_encoded(path or "/") + mark + _encoded(query),
        fragment=fragment,
    )


def join(base: str, link: str) -> str:
    """The link as seen on a page at `base`, normalised; raises AddressRefused as `parse` does."""
    link = link.strip(" \t\r\n\f")
    if "\\" in link or any(c < " " or c == "\x7f" for c in link):
        raise AddressRefused("link with a backslash or a control character")
    try:
        joined = urljoin(base, link)
    except ValueError as error:
        raise AddressRefused("link that cannot be read") from error
    return parse(joined).url


def canonical(url: str) -> str:
    """The document's identity; raises AddressRefused as `parse` does. Made canonical twice, it stays."""
    address = parse(url)
    path, _, query = address.target.partition("?")
    path = _PATH_SESSION.sub("", _without_dots(_normal_escapes(path)))
    kept = [part for part in _normal_escapes(query).split("&") if part and not _tracks(part)]
    return address.origin + path + ("?" + "&".join(kept) if kept else "")


def host_of(url: str) -> str:
    """What manners, robots and host rows go by: host and, unless it is the scheme's own, port."""
    return parse(url).authority


def same_site(one: str, other: str) -> bool:
    """Whether both addresses are of one site: the same host, with or without www."""
    return parse(one).host.removeprefix("www.") == parse(other).host.removeprefix("www.")


def without_query(url: str) -> str:
    """For logs and notes: a query may hold a token."""
    return url.partition("?")[0].partition("#")[0][:300]


def _split(text: str) -> tuple[str, str, str, str]:
    outer = _URL.fullmatch(text)
    scheme = outer["scheme"].lower() if outer else ""
    if scheme not in DEFAULT_PORTS:
        raise AddressRefused(f"scheme {scheme[:20]!r}" if scheme else "address without a scheme")
    inner = _AUTHORITY.fullmatch(outer["rest"]) if outer else None
    if inner is None:
        raise AddressRefused("address without a host")
    return scheme, inner["authority"], inner["target"], (inner["fragment"] or "")[1:]


def _host_and_port(authority: str) -> tuple[str, int | None]:
    if authority.startswith("["):
        literal, bracket, after = authority[1:].partition("]")
        if not bracket or (after and not after.startswith(":")):
            raise AddressRefused("host in broken brackets")
        return _ipv6(literal), _port(after[1:])
    host, _, port = authority.partition(":")
    return _host(host), _port(port)


def _port(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65536):
        raise AddressRefused("port that is no port")
    return int(text)


def _ipv6(literal: str) -> str:
    if "%" in literal:
        raise AddressRefused("address with a zone id")
    try:
        address = IPv6Address(literal)
    except AddressValueError as error:
        raise AddressRefused("host that is no IPv6 address") from error
    if address.ipv4_mapped is None:
        return str(address)
    low = int(address.ipv4_mapped)  # Python 3.13 began to write these with dots; a key must not change
    return f"::ffff:{low >> 16:x}:{low & 0xFFFF:x}"


def _host(text: str) -> str:
    name = _ascii(text).lower().removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(labels)
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressRefused("host that is no name", host=name[:100])
    return name


def _ascii(text: str) -> str:
    """The name as it is looked up; full-width and other compatible letters become what they stand for."""
    if text.isascii():
        return text
    try:
        return idna.encode(text, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise AddressRefused("host that is no name") from error


def _ipv4(labels: list[str]) -> str:
    """Decimal, octal, hexadecimal and short spellings, read as every system library reads them."""
    if len(labels) > 4 or not all(_NUMBER.fullmatch(label) for label in labels):
        raise AddressRefused("host that is no address")
    numbers = [_number(label) for label in labels]
    *first, last = numbers
    if any(number > 255 for number in first) or last >= 256 ** (5 - len(numbers)):
        raise AddressRefused("host that is no address")
    value = last + sum(number << (24 - 8 * place) for place, number in enumerate(first))
    return str(IPv4Address(value))


def _number(label: str) -> int:
    if len(label) > 20:
        raise AddressRefused("host that is no address")
    try:
        if label.startswith("0x"):
            return int(label[2:] or "0", 16)
        return int(label, 8 if label.startswith("0") and len(label) > 1 else 10)
    except ValueError as error:
        raise AddressRefused("host that is no address") from error


def _encoded(text: str) -> str:
    if all(c in _PLAIN for c in text) and "%" not in text:
        return text
    escaped = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return "".join(
        c if c in _PLAIN else "".join(f"%{byte:02X}" for byte in c.encode("utf-8", "replace"))
        for c in escaped
    )


def _normal_escapes(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        c = chr(int(match[1], 16))
        return c if c in _UNRESERVED else f"%{match[1].upper()}"

    return _ESCAPE.sub(one, text) if "%" in text else text


def _without_dots(path: str) -> str:
    """`.` and `..` taken out of the path, as a server would."""
    if "/." not in path:
        return path
    parts = path.split("/")[1:]
    kept: list[str] = []
    for part in parts:
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    return "/" + "/".join([*kept, ""] if parts[-1] in (".", "..") else kept)


def _tracks(part: str) -> bool:
    name = part.partition("=")[0]
    return _TRACKING.fullmatch(name) is not None or _TRACKING_IF.fullmatch(part) is not None
