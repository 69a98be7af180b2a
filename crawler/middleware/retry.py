"""Another try, at most twice in a run, for what may be well a moment later; the pauses that hosts ask for."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Final

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.errors import FetchError
from crawler.middleware.judge import judged
from crawler.middleware.manners import Manners, manners_of
from crawler.net import urls
from crawler.verdict import TRANSIENT_STATUSES, Judged

MAX_TRIES_AGAIN: Final = 2
GROWTH: Final = 3  #: the second pause is so many times the first
#: statuses by which a host speaks for itself, not for one page
_HOLDING: Final = frozenset({429, 503})


class RetryMiddleware:
    """Settings: RETRY_BACKOFF, seconds of the first pause. Meta: `permanent`, bytes that make a 500 final."""

    def __init__(self, crawler: Crawler) -> None:
        self._manners: Manners = manners_of(crawler)
        self._backoff = crawler.settings.getfloat("RETRY_BACKOFF")
        self._rng = random.Random()  # noqa: S311

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryMiddleware:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        if response.status not in TRANSIENT_STATUSES:
            return response
        said = judged(request, response, self._manners.clock())
        pause = self._pause(request)
        if response.status in _HOLDING:
            pause = self._hold(request, said, pause)
        if not said.transient or _is_permanent(request, response) or self._manners.too_long(pause):
            return response
        return self._again(request, pause) or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        if not isinstance(exception, FetchError) or not exception.transient:
            return None
        return self._again(request, self._pause(request))

    def _hold(self, request: Request, said: Judged, pause: timedelta) -> timedelta:
        """The whole host waits for as long as it asked, or as we would for one page."""
        asked = said.retry_after or pause
        self._manners.hold(urls.host_of(request.url), asked, said.note)
        return asked

    def _pause(self, request: Request) -> timedelta:
        tries = int(request.meta.get("retry_times", 0))
        return timedelta(seconds=self._backoff * GROWTH**tries * self._rng.uniform(0.7, 1.3))

    def _again(self, request: Request, pause: timedelta) -> Request | None:
        tries = int(request.meta.get("retry_times", 0))
        if tries >= MAX_TRIES_AGAIN:
            return None
        again = request.copy()
        again.dont_filter = True
        again.meta["retry_times"] = tries + 1
        again.meta["not_before"] = self._manners.ticks() + pause.total_seconds()
        return again


def _is_permanent(request: Request, response: Response) -> bool:
    marks: tuple[bytes, ...] = request.meta.get("permanent", ())
    return response.status == 500 and any(mark in response.body for mark in marks)
