"""A council's Legistar Web API, as public notes describe it: pages of 1,000 rows, OData 3, its errors.

No saved answer of `texts`, or of its 403 and 500, was at hand: those are made from the described shapes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qs, unquote, urlsplit

from tests.world.odata import BadFilter, compiled
from tests.world.site import Answer, Site

CAP = 1000
PREFIX = "/v1/"


@dataclass
class Matter:
    id: int
    title: str
    file: str = ""
    type: str = "Report of Public Officer"
    status: str = "Filed"
    intro: str = "2025-01-08T00:00:00"
    modified: datetime = field(default_factory=lambda: datetime(2025, 1, 8, 15, 30, 1, 230000))  # noqa: DTZ001
    text: str = ""
    name: str | None = None
    version: int = 1  #: of the row
    attachments: list[dict[str, object]] = field(default_factory=list)
    requester: str = "Police Commissioner"

    def row(self) -> dict[str, object]:
        return {
            "MatterId": self.id,
            "MatterGuid": f"00000000-0000-0000-0000-{self.id:012d}",
            "MatterLastModifiedUtc": self.modified.isoformat(timespec="milliseconds"),
            "MatterRowVersion": f"AAAA{self.version:04d}=",
            "MatterFile": self.file or f"2025-{self.id:04d}",
            "MatterName": self.name,
            "MatterTitle": self.title,
            "MatterTypeName": self.type,
            "MatterStatusName": self.status,
            "MatterBodyName": "City Council",
            "MatterIntroDate": self.intro,
            "MatterAgendaDate": None,
            "MatterPassedDate": None,
            "MatterEnactmentDate": None,
            "MatterRequester": self.requester,
            "MatterVersion": "1",
        }


@dataclass
class Event:
    id: int
    date: str
    items: list[dict[str, object]] = field(default_factory=list)


class Council:
    """Mounted on a site; `closed`, `unknown` and `broken` make it answer as such clients do."""

    def __init__(self, site: Site, client: str = "harbor") -> None:
        self.site = site
        self.client = client
        self.address = f"{site.base}{PREFIX}{client}"
        self.matters: dict[int, Matter] = {}
        self.events: dict[int, Event] = {}
        self.closed = False  #: 403 with an empty body
        self.unknown = False  #: 500: no such client
        self.broken: set[str] = set()  #: paths that answer 500 for good
        self.refused_after = CAP * 1000  #: pages from this row on are a 500
        site.mount(f"{PREFIX}{client}", self.answer)

    def add(self, matter: Matter) -> Matter:
        self.matters[matter.id] = matter
        return matter

    def attach(self, matter: Matter, number: int, name: str, url: str, **more: object) -> None:
        matter.attachments.append(
            {
                "MatterAttachmentId": number,
                "MatterAttachmentName": name,
                "MatterAttachmentHyperlink": url,
                "MatterAttachmentFileName": url.rpartition("/")[2],
                "MatterAttachmentLastModifiedUtc": "2025-01-08T15:31:00",
                "MatterAttachmentIsHyperlink": False,
                **more,
            }
        )

    # --- answers ---

    def answer(self, target: str) -> Answer:
        if self.closed:
            return Answer(status=403, validators=False)
        if self.unknown:
            said = f"LegistarConnectionString setting is not set up in InSite for client: {self.client}"
            return _json({"Message": "An error has occurred.", "ExceptionMessage": said}, 500)
        parts = urlsplit(target)
        path = unquote(parts.path).removeprefix(f"{PREFIX}{self.client}").strip("/").lower()
        if path in self.broken:
            return _json({"Message": "An error has occurred."}, 500)
        query = {name.lstrip("$"): values[-1] for name, values in parse_qs(parts.query).items()}
        try:
            return self._routed(path, query)
        except BadFilter as error:
            return _json({"Message": f"The query specified in the URI is not valid. {error}"}, 400)

    def _routed(self, path: str, query: Mapping[str, str]) -> Answer:
        if path == "matters":
            return self._list([matter.row() for matter in self.matters.values()], query, "MatterId")
        if path == "events":
            rows = [_event(event) for event in self.events.values()]
            return self._list(rows, query, "EventId")
        found = re.fullmatch(r"(matters|events)/(\d+)(?:/(\w+)(?:/(\d+))?)?", path)
        if found is None:
            return _json({"Message": "No HTTP resource was found"}, 404)
        number, below = int(found[2]), found[3]
        if found[1] == "events":
            event = self.events.get(number)
            return _json(event.items, 200) if event and below == "eventitems" else _json(None, 404)
        matter = self.matters.get(number)
        return _json(None, 404) if matter is None else self._matter(matter, below)

    def _matter(self, matter: Matter, below: str | None) -> Answer:
        if below is None:
            return _json(matter.row(), 200)
        if below == "attachments":
            return _json(matter.attachments, 200)
        if below == "versions":
            return _json([{"Key": str(9000 + matter.id), "Value": "1"}] if matter.text else [], 200)
        if below == "texts":
            return _json(
                {"MatterTextId": 9000 + matter.id, "MatterTextPlain": matter.text, "MatterTextRtf": ""}, 200
            )
        return _json(None, 404)

    def _list(self, rows: Sequence[Mapping[str, object]], query: Mapping[str, str], key: str) -> Answer:
        skip, top = int(query.get("skip", 0)), min(int(query.get("top", CAP)), CAP)
        if skip >= self.refused_after:
            return _json({"Message": "An error has occurred."}, 500)
        test = compiled(query["filter"]) if "filter" in query else lambda _row: True
        order = query.get("orderby", key).split(",")[0]
        kept = sorted((row for row in rows if test(row)), key=lambda row: (str(type(row[order])), row[order]))
        return _json(kept[skip : skip + top], 200)


def _event(event: Event) -> dict[str, object]:
    return {
        "EventId": event.id,
        "EventDate": event.date,
        "EventTime": "12:00 PM",
        "EventBodyName": "City Council",
        "EventItems": [],
    }


def _json(value: object, status: int) -> Answer:
    body = b"" if value is None else json.dumps(value).encode()
    return Answer(body=body, status=status, media_type="application/json; charset=utf-8", validators=False)
