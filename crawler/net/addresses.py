"""The one place that decides whether an address may be connected to: spiders, robots, webhooks alike.

A name is refused if any of its addresses is refused; the caller connects to the very address that was asked
about here, so a name that changes its answer in between gains nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

#: what public sites answer on; another port needs a word in the source's `allow`
USUAL_PORTS: Final = frozenset({80, 443, 8080, 8443})

_REFUSED_4: Final = tuple(
    (IPv4Network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a provider"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud metadata"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
#: only 2000::/3 is given out at all; the rest below says why in a better word than "reserved"
_GLOBAL_6: Final = IPv6Network("2000::/3")
_REFUSED_6: Final = tuple(
    (IPv6Network(network), reason)
    for network, reason in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "embeds an IPv4 address"),
        ("::/96", "embeds an IPv4 address"),
        ("64:ff9b::/96", "embeds an IPv4 address"),
        ("64:ff9b:1::/48", "embeds an IPv4 address"),
        ("100::/64", "discarded"),
        ("2001::/32", "embeds an IPv4 address"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "embeds an IPv4 address"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "reserved"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)
#: interface identifiers of ISATAP, which carry an IPv4 address in their last half
_ISATAP: Final = frozenset({0x00005EFE, 0x02005EFE})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why we do not connect, in a few words."""

    reason: str


def allowed(
    ip: str | IPv4Address | IPv6Address, port: int, host: str, allow: Collection[str] = ()
) -> Refusal | None:
    """None where a connection to this address, for this host name, may be made.

    `allow` holds `host:port` pairs (the host as a name or an address, IPv6 in brackets); only they open a
    private address or an odd port, and only for that very host and port.
    """
    try:
        address = ip_address(ip)
    except ValueError:
        return Refusal("not an address")
    if _named(address, port, host, allow):
        return None
    kind = _refused(address)
    if kind is not None:
        return Refusal(f"{kind} ({address})")
    if port not in USUAL_PORTS:
        return Refusal(f"port {port}")
    return None


def first_refusal(
    addresses: Iterable[str | IPv4Address | IPv6Address], port: int, host: str, allow: Collection[str] = ()
) -> Refusal | None:
    """None only where every address that a name stands for may be connected to."""
    return next((no for ip in addresses if (no := allowed(ip, port, host, allow)) is not None), None)


def _named(address: IPv4Address | IPv6Address, port: int, host: str, allow: Collection[str]) -> bool:
    if not allow:
        return False
    literal = f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"
    named = host.lower().rstrip(".")
    spelled = f"[{named}]:{port}" if ":" in named else f"{named}:{port}"
    given = {entry.strip().lower() for entry in allow}
    return literal in given or spelled in given


def _refused(address: IPv4Address | IPv6Address) -> str | None:
    if isinstance(address, IPv4Address):
        return next((reason for network, reason in _REFUSED_4 if address in network), None)
    if address.scope_id is not None:
        return "scoped"
    reason = next((reason for network, reason in _REFUSED_6 if address in network), None)
    if reason is None and address not in _GLOBAL_6:
        return "reserved"
    if reason is None and (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return "embeds an IPv4 address"
    return reason
