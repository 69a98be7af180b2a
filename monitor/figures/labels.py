"""Figures in the form of the labelled sets: one JSON object a document, for `read --jsonl` and scoring."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from config.catalogue import Catalogue
from monitor.figures.reader import ReaderContext, read
from storage.records import Figure, Json

OFFICIAL_KINDS = frozenset(
    {"official", "report", "table", "press"}
)  #: kinds that an agency or body issues itself


def labelled(figure: Figure, catalogue: Catalogue, publisher: str = "") -> dict[str, Json]:
    """One figure as a label."""
    speaker = _speaker(figure, catalogue, publisher)
    return {
        "metric": figure.metric.value,
        "value": figure.value,
        "qualifier": figure.qualifier.value,
        "place": figure.place_text or None,
        "agency": figure.agency_text or None,
        "period": figure.period_label or None,
        "asserted_by": speaker,
        "quote": figure.quote,
        "subset": figure.subset,
        "certainty": figure.certainty.value,
    }


def _speaker(figure: Figure, catalogue: Catalogue, publisher: str) -> str:
    """The party's name, with the text's own words beside it where they say more."""
    if figure.party.startswith("unnamed@"):
        return "publisher"
    words = figure.asserted_text
    short = {"ice": "ICE", "dhs": "DHS", "trac": "TRAC"}.get(figure.party)
    if short:
        return short if words.lower() in ("", short.lower(), publisher.lower()) else f"{short} ({words})"
    name = catalogue.name(figure.party)
    if words and words == publisher:  # the paper's own word: its publisher's, by whatever name
        if not _AGENCY.search(name) or _STUDY.search(name):
            return "publisher"  # of a paper by one that counts nothing itself
        return words if words == name else f"{words} ({name})"
    if _COUNTY.fullmatch(words) and figure.place_text.partition(",")[0].endswith(("County", "Parish")):
        return figure.place_text.partition(",")[0]
    own = not words or f" {words.lower()} " in f" {name.lower()} "
    if words and not _BARE.fullmatch(words) and not _TELLING.sub("", words).strip(" '"):
        return words  # "the sheriff's office": as the text has it
    if _PERSON.search(words):
        return _OWNED.sub("the ", words)  # "its warden"
    return name if own else f"{name} ({words})"


_COUNTY: Final = re.compile(r"the (?:county|parish)", re.IGNORECASE)
_OWNED: Final = re.compile(r"^(?:its|his|her|their|(?:the|that) same) ", re.IGNORECASE)
_PERSON: Final = re.compile(
    r"\b(?:director|warden|captain|superintendent|administrator|commander|lieutenant|major|undersheriff|deputy|"
    r"commissioner|chief|counsel|(?:its|his|her|their|same) sheriff)$",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"(?:the|an?|its|this) (?:department|office|dept\.?)|the sheriff's department|"
    r"(?:the )?police(?: officials?)?",
    re.IGNORECASE,
)
#: what is left of other words names a party
_TELLING: Final = re.compile(
    r"\b(?:the|an?|us|department|dept|office|county|city|of|police|sheriffs?|officials?|spokesperson|spokesman|"
    r"spokeswoman|commissioner|chief|s)\b",
    re.IGNORECASE,
)


_AGENCY: Final = re.compile(
    r"\b(?:Police|Sheriff|Jail|Corrections?|Prisons?|Detention|Probation|Public Safety|ACLU|"
    r"Justice|Department|Commission|Commissioners?|Court|Courts|Judicial|Board|Council|Office|Division|"
    r"Attorney|Auditor|Controller|County|City|Branch|State|Authority|Enforcement|Inspector|Executive)\b"
)


_STUDY: Final = re.compile(r"\b(?:Project|Forum|Survey|Study|Tracker|Fact Sheet|data sheet)\b")


def context_of(line: Mapping[str, object], catalogue: Catalogue) -> ReaderContext:
    """The context that a labelled document gives; anything missing or misshapen is left out."""
    published = line.get("published")
    try:
        day = date.fromisoformat(str(published)[:10]) if published else None
    except ValueError:
        day = None
    kind = str(line.get("kind") or "")
    return ReaderContext(
        catalogue=catalogue,
        publisher=str(line.get("publisher") or ""),
        place=None,
        published=day,
        official=kind in OFFICIAL_KINDS,
        title=str(line.get("title") or ""),
        kind=kind,
    )


def read_labelled(line: Mapping[str, object], catalogue: Catalogue) -> dict[str, Json]:
    """A labelled document read: its id and its figures, each with its certainty; unsure ones are held for
    review, not told."""
    figures = read(str(line.get("text") or ""), context_of(line, catalogue))
    told = [labelled(figure, catalogue, str(line.get("publisher") or "")) for figure in figures]
    return {"id": str(line.get("id") or ""), "figures": list(told)}
