"""Every response that reaches a spider carries its verdict: `response.meta["judged"]`."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.middleware.manners import Manners, manners_of
from crawler.verdict import Answer, Judged, judge

#: the headers that a verdict looks at
_TELLING: Final = ("content-type", "retry-after", "cf-mitigated", "x-datadome")


class JudgeMiddleware:
    """Meta: `wanted`, a key of `verdict.WANTED`; without it anything readable will do."""

    def __init__(self, crawler: Crawler) -> None:
        self._manners: Manners = manners_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> JudgeMiddleware:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        if not request.meta.get("robots_txt"):
            request.meta["judged"] = judged(request, response, self._manners.clock())
        return response


def judged(request: Request, response: Response, now: datetime) -> Judged:
    headers = {}
    for name in _TELLING:
        value = response.headers.get(name)
        if value is not None:
            headers[name] = value.decode("latin-1")
    asked = request.meta.get("redirect_urls") or (request.url,)
    answer = Answer(
        status=response.status,
        body=response.body,
        headers=headers,
        url=response.url,
        asked_url=asked[0],
        conditional="If-None-Match" in request.headers or "If-Modified-Since" in request.headers,
        at=now,
    )
    return judge(answer, request.meta.get("wanted", "any"))
