"""Scrapy's settings for every crawl, from the daemon or from `scrapy crawl`.

The base tables of Scrapy's components are replaced, not extended: nothing runs that is not named here. A run
adds what is its own with `for_run`.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from config.settings import MIB
from crawler.net import coding

if TYPE_CHECKING:
    from crawler.middleware.manners import Manners

__version__ = "0.1"


def user_agent(contact: str | None) -> str:
    """How we introduce ourselves: product, version, and whom to ask, where the operator gave that."""
    cleaned = "".join(c for c in contact or "" if " " <= c <= "~" and c not in "()")[:200].strip()
    return f"DetainerWatch/{__version__}" + (f" (+{cleaned})" if cleaned else "")


BOT_NAME = "DetainerWatch"
SPIDER_MODULES = ["crawler.spiders"]
USER_AGENT = user_agent(None)
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en",
    "Accept-Encoding": coding.ACCEPT_ENCODING,
}

# --- what runs -------------------------------------------------------------------------------------
DOWNLOAD_HANDLERS_BASE: dict[str, str] = {}
DOWNLOAD_HANDLERS = {
    "http": "crawler.net.transport.Transport",
    "https": "crawler.net.transport.Transport",
}
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    # engine side: the last word on a response
    "crawler.middleware.judge.JudgeMiddleware": 100,
    "crawler.middleware.gate.GateMiddleware": 200,
    "crawler.middleware.robots.RobotsMiddleware": 300,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "crawler.middleware.redirect.RedirectMiddleware": 600,
    "crawler.middleware.retry.RetryMiddleware": 700,
    # downloader side
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.depth.DepthMiddleware": 900}
ITEM_PIPELINES = {"crawler.pipeline.StorePipeline": 100}
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # newest first, as listings are read
EXTENSIONS_BASE: dict[str, int] = {}
EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,  # for `scrapy crawl … -O file`
}
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # it runs code that is posted to it
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
REFERER_ENABLED = False
METAREFRESH_ENABLED = False
ROBOTSTXT_OBEY = True  # by our own middleware

# --- manners ---------------------------------------------------------------------------------------
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_ITEMS = 4  # of one response; Scrapy starts so many tasks for each, needed or not
#: Scrapy's own pause within one crawl; never 0, at which it sends a host's whole queue at once.
#: The pause that counts is HOST_DELAY, kept by `middleware.manners` for all crawls together.
DOWNLOAD_DELAY = 0.001
DOWNLOAD_DELAY_JITTER = 0.5  # under 1, at which it could be 0
HOST_DELAY = 1.0  # seconds between an answer and the next request to the same host
MANNERS: Manners | None = (
    None  # one for all crawls of a process; a crawl of Scrapy's own command makes its own
)
RETRY_BACKOFF = 2.0  # seconds before the second try

# --- limits ----------------------------------------------------------------------------------------
DOWNLOAD_TIMEOUT = 60.0  # seconds for a whole download, from connecting to the last byte
DOWNLOAD_MAXSIZE = 30 * MIB  # after decoding; council packets are the largest that we want
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_VERIFY_CERTIFICATES = True
URLLENGTH_LIMIT = 4096

# --- log -------------------------------------------------------------------------------------------
LOG_LEVEL = "WARNING"
LOG_VERSIONS: list[str] = []
LOG_FORMATTER = "crawler.middleware.log.QuietLogFormatter"
LOGSTATS_INTERVAL = 0
STATS_DUMP = False


def shared() -> dict[str, Any]:
    """The settings above, for `Settings(...)` and `AsyncCrawlerRunner(...)`."""
    return {name: value for name, value in vars(sys.modules[__name__]).items() if name.isupper()}


def for_run(
    *, manners: Manners, contact: str | None, delay: timedelta, allow: Collection[str] = ()
) -> dict[str, Any]:
    """The settings of one source's crawl in a process whose `manners` all crawls share."""
    return {
        **shared(),
        "USER_AGENT": user_agent(contact),
        "MANNERS": manners,
        "HOST_DELAY": delay.total_seconds(),
        "ALLOW": list(allow),
    }
