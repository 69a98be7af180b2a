"""robots.txt as RFC 9309 has it, fetched through the same engine, limits and manners as everything else.

One copy a host for the whole process, kept for a day. A page of HTML and a 4xx are no rules; a host whose
robots.txt cannot be read is put off, unless an older copy is there to go by.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.errors import AddressRefused, FetchError, HostHeld, RedirectBroken, RobotsForbid, Unreachable
from crawler.extract import sniff
from crawler.middleware.manners import Manners, Robots, manners_of
from crawler.net.urls import Address, parse

TOKEN: Final = "DetainerWatch"  #: our name in robots.txt  # noqa: S105
MAX_ROBOTS: Final = 500 * 1024  #: bytes that are read; RFC 9309 asks for at least these
FRESH: Final = timedelta(hours=24)
USABLE: Final = timedelta(days=30)  #: an older copy is gone by this long where no newer one can be had
PUT_OFF: Final = timedelta(minutes=30)  #: until robots.txt is asked for again after it could not be read
PUT_OFF_UNREACHED: Final = timedelta(minutes=2)  #: the same for a host that was not reached at all
TIMEOUT: Final = 20.0  #: seconds


class RobotsMiddleware:
    """Raises RobotsForbid for what the rules forbid, Unreachable where a host's rules cannot be read."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._manners: Manners = manners_of(crawler)
        self._parsed: dict[str, tuple[datetime, Protego]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("robots_txt"):
            return
        address = parse(request.url)
        rules = self._rules(address.authority, await self._robots(address, request))
        if not rules.can_fetch(address.url, TOKEN):
            raise RobotsForbid(f"robots.txt of {address.authority} forbids {address.path}")

    async def _robots(self, address: Address, request: Request) -> Robots:
        host = address.authority
        known = self._manners.robots(host)
        if known is not None and self._age(known) < FRESH:
            return known
        async with self._manners.robots_turn(host):
            known = self._manners.robots(host)  # another request may have brought it meanwhile
            if (known is None or self._age(known) >= FRESH) and self._manners.robots_failed(host) is None:
                await self._ask(address, request)
                known = self._manners.robots(host)
        if known is not None and self._age(known) < USABLE:
            return known
        reason = self._manners.robots_failed(host) or "its robots.txt was not read"
        raise Unreachable(f"{host}: {reason}", transient=False)

    async def _ask(self, address: Address, request: Request) -> None:
        """Bring the manners a new copy, or the reason why there is none."""
        host = address.authority
        try:
            response = await self._fetch(address, request)
        except (HostHeld, AddressRefused, RedirectBroken) as error:
            sent_elsewhere = not isinstance(error, AddressRefused) or error.host != address.host
            if isinstance(error, HostHeld) or not sent_elsewhere:
                raise
            self._manners.keep_robots(host, b"")  # it leads nowhere: there is none
        except FetchError as error:
            self._manners.put_robots_off(host, PUT_OFF_UNREACHED, error.note)
        else:
            if response.status >= 500 or response.status == 429:
                why = f"its robots.txt answers {response.status}, so it is put off"
                self._manners.put_robots_off(host, PUT_OFF, why)
            else:
                self._manners.keep_robots(host, _rules_text(response))

    async def _fetch(self, address: Address, request: Request) -> Response:
        engine = self._crawler.engine
        if engine is None:
            raise Unreachable("the crawl has not begun")
        return await engine.download_async(
            Request(
                f"{address.origin}/robots.txt",
                meta={
                    "robots_txt": True,
                    "read_at_most": MAX_ROBOTS,
                    "download_timeout": TIMEOUT,
                    "allow": request.meta.get("allow"),
                },
                callback=NO_CALLBACK,
                dont_filter=True,
            )
        )

    def _rules(self, host: str, robots: Robots) -> Protego:
        parsed = self._parsed.get(host)
        if parsed is None or parsed[0] != robots.at:
            rules = Protego.parse(robots.text.decode("utf-8-sig", "replace"))
            self._manners.crawl_delay(host, float(rules.crawl_delay(TOKEN) or 0))
            parsed = self._parsed[host] = (robots.at, rules)
        return parsed[1]

    def _age(self, robots: Robots) -> timedelta:
        return abs(self._manners.clock() - robots.at)


def _rules_text(response: Response) -> bytes:
    if not 200 <= response.status < 300:
        return b""
    # By the bytes alone: many a server declares its robots.txt as HTML.
    return b"" if sniff.media_type(response.body) == sniff.HTML else response.body
