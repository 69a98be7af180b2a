"""An early word about addresses that would never be connected to.

The decision itself is made at connect time, on the address that a name resolves to. This only tells people,
before anything runs, what their file shows by itself.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

USUAL_PORTS = frozenset({80, 443, 8080, 8443})
_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


def host_and_port(url: str) -> str:
    """host:port, as `allow` names it."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (80 if parts.scheme == "http" else 443)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def reach_problem(url: str, allow: Collection[str]) -> str | None:
    """Why this address needs a word in `allow`; None where it needs none, or has it."""
    pair = host_and_port(url)
    if pair in allow:
        return None
    host, _, port = pair.rpartition(":")
    if _private(host.strip("[]")):
        return f'{host} is no public address; if it is meant, say allow: ["{pair}"]'
    if int(port) not in USUAL_PORTS:
        return f'port {port} is unusual; if it is meant, say allow: ["{pair}"]'
    return None


def posting_problem(url: str, allow: Collection[str]) -> str | None:
    """`reach_problem` for an address that gets alerts: in clear only where `allow` says so."""
    problem = reach_problem(url, allow)
    if problem is None and not url.startswith("https://") and host_and_port(url) not in allow:
        return f'plain http is not safe; use https, or say allow: ["{host_and_port(url)}"]'
    return problem


def _private(host: str) -> bool:
    name = host.rstrip(".").lower()
    address = _literal(name)
    if address is not None:
        return not address.is_global or address.is_multicast
    return name == "localhost" or name.endswith(_LOCAL_ENDINGS)


def _literal(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that the host spells, also in the short, octal and hexadecimal ways (127.1, 0x7f000001)."""
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        pass
    if not (name.isascii() and name[:1].isdigit()):
        return None
    import socket  # most files spell names, and need none of it

    try:
        return ipaddress.IPv4Address(socket.inet_aton(name))
    except OSError:
        return None
