"""From a host name to the addresses that may be connected to; asked at connect time, for each connection."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import Future
from functools import partial
from typing import Final

from crawler.errors import AddressRefused, Unreachable
from crawler.net.addresses import first_refusal
from crawler.net.urls import Address

MAX_LOOKUPS: Final = 32  #: at once; a dead name server must not fill the machine with threads
MAX_ADDRESSES: Final = 4  #: of one name that are tried

#: the addresses of a name, as text; raises OSError where there are none
Lookup = Callable[[str, int], list[str]]
#: the same without blocking
Resolve = Callable[[str, int], Awaitable[list[str]]]


def look_up(host: str, port: int) -> list[str]:
    """What the system's resolver says, IPv4 first: broken IPv6 is commoner than a site without IPv4."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found.sort(key=lambda entry: entry[0] != socket.AF_INET)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class NameThreads:
    """Looks names up in threads that a stopping process does not wait for."""

    def __init__(self, lookup: Lookup = look_up, limit: int = MAX_LOOKUPS) -> None:
        self._lookup = lookup
        self._free = asyncio.Semaphore(limit)

    async def __call__(self, host: str, port: int) -> list[str]:
        async with self._free:
            loop = asyncio.get_running_loop()
            answer: asyncio.Future[list[str]] = loop.create_future()
            threading.Thread(
                target=self._work, args=(loop, answer, host, port), name="name lookup", daemon=True
            ).start()
            return await answer

    def _work(
        self, loop: asyncio.AbstractEventLoop, answer: asyncio.Future[list[str]], host: str, port: int
    ) -> None:
        try:
            addresses = self._lookup(host, port)
        except Exception as error:  # the border of a thread: whatever it is belongs to the one who waits
            _tell(loop, partial(_settle, answer, error))
        else:
            _tell(loop, partial(_settle, answer, addresses))


def within(lookup: Lookup, seconds: float) -> Lookup:
    """The same look-up for a thread that may block, but not longer than this: else TimeoutError."""

    def limited(host: str, port: int) -> list[str]:
        answer: Future[list[str]] = Future()

        def work() -> None:
            try:
                answer.set_result(lookup(host, port))
            except Exception as error:  # the border of a thread: whatever it is belongs to the one who waits
                answer.set_exception(error)

        threading.Thread(target=work, name="name lookup", daemon=True).start()
        return answer.result(seconds)

    return limited


def _settle(answer: asyncio.Future[list[str]], outcome: list[str] | Exception) -> None:
    if answer.done():
        return
    if isinstance(outcome, Exception):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)


def _tell(loop: asyncio.AbstractEventLoop, call: Callable[[], object]) -> None:
    try:
        loop.call_soon_threadsafe(call)
    except RuntimeError:  # the loop has ended: nobody waits any more
        return


async def addresses_of(address: Address, allow: Collection[str], resolve: Resolve) -> list[str]:
    """The addresses to connect to, every one of them checked; raises AddressRefused or Unreachable.

    A literal address is checked like a name's: no resolver is asked for it, by us or by the system.
    """
    literal = address.ip
    try:
        found = [str(literal)] if literal else await resolve(address.host, address.port)
    except (OSError, UnicodeError) as error:
        raise _no_name(address.host) from error
    return checked(address, found, allow)


def checked(address: Address, found: list[str], allow: Collection[str]) -> list[str]:
    """The found addresses, if all of them may be connected to."""
    if not found:
        raise _no_name(address.host)
    refusal = first_refusal(found, address.port, address.host, allow)
    if refusal is not None:
        raise AddressRefused(f"{address.host}: {refusal.reason}", host=address.host)
    return found[:MAX_ADDRESSES]


def check_literal(address: Address, allow: Collection[str]) -> None:
    """What can be refused without a look-up: a literal address, an odd port."""
    if address.ip is not None:
        checked(address, [str(address.ip)], allow)


def _no_name(host: str) -> Unreachable:
    return Unreachable(f"no address for the name {host}")
