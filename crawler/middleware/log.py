"""What Scrapy logs by itself: next to nothing, and never a query, which may hold a token."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from crawler.errors import one_line
from crawler.net.urls import without_query


class QuietLogFormatter(LogFormatter):
    """The crawl's own records tell what was fetched; the log tells what nobody took care of."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult | None:  # type: ignore[override]
        return None

    def scraped(self, item: Any, response: Any, spider: Spider) -> LogFormatterResult | None:  # type: ignore[override]
        return None

    def spider_error(
        self, failure: Failure, request: Request, response: Response | Failure, spider: Spider
    ) -> LogFormatterResult:
        return _line("crawl.spider_error address=%(address)s", request, "")

    def download_error(
        self, failure: Failure, request: Request, spider: Spider, errmsg: str | None = None
    ) -> LogFormatterResult:
        told = f"{type(failure.value).__name__}: {failure.value}"
        return _line("crawl.download_error address=%(address)s error=%(error)s", request, told)


def _line(message: str, request: Request, error: str) -> LogFormatterResult:
    return {
        "level": logging.ERROR,
        "msg": message,
        "args": {"address": one_line(without_query(request.url)), "error": one_line(error)},
    }
