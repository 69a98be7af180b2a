"""An answer of the Legistar API as rows, as one record, or as what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from scrapy.http import Response

from config.words import Verdict
from crawler.errors import ListingUnreadable
from crawler.spiders.base import judged_of
from crawler.spiders.councils import legistar_api as api
from crawler.spiders.councils.legistar_api import Row
from crawler.spiders.parse.json import Json, read_json
from crawler.verdict import Judged

MAX_BODY: Final = 21_000_000  #: bytes of an answer; whole codes of law are filed as texts


def trouble_of(response: Response) -> Judged | None:
    """What is wrong with an answer, in the API's own terms; None where it can be read."""
    judged = judged_of(response)
    said = api.trouble(response.status, response.body)
    if said is not None:
        return replace(judged, verdict=said.verdict, note=said.note)
    return None if judged.verdict is Verdict.OK else judged


def value_of(response: Response) -> Json:
    """The JSON of an answer; None where it is none, or too much."""
    if len(response.body) > MAX_BODY:
        return None
    try:
        return read_json(response.body)
    except ListingUnreadable:
        return None


def rows_of(response: Response, key: str) -> list[Row] | Judged:
    """The rows that have a number under `key`, or why there are none to read."""
    trouble = trouble_of(response)
    if trouble is not None:
        return trouble
    value = value_of(response)
    if not isinstance(value, list):
        return Judged(verdict=Verdict.WRONG_TYPE, note="not the JSON list that was asked for")
    return list(api.rows(value, key))


def record_of(response: Response) -> Row | Judged:
    """One matter, or why there is none."""
    trouble = trouble_of(response)
    if trouble is not None:
        return trouble
    value = value_of(response)
    if not isinstance(value, dict) or api.number(value, "MatterId") is None:
        return Judged(verdict=Verdict.WRONG_TYPE, note="not the JSON record that was asked for")
    return value
