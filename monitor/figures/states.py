"""The states and how people write them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

#: code: (name, newspaper abbreviations)
STATES: Final[dict[str, tuple[str, ...]]] = {
    "AL": ("Alabama", "Ala."), "AK": ("Alaska",), "AZ": ("Arizona", "Ariz."), "AR": ("Arkansas", "Ark."),
    "CA": ("California", "Calif."), "CO": ("Colorado", "Colo."), "CT": ("Connecticut", "Conn."),
    "DE": ("Delaware", "Del."), "FL": ("Florida", "Fla."), "GA": ("Georgia", "Ga."), "HI": ("Hawaii",),
    "ID": ("Idaho",), "IL": ("Illinois", "Ill."), "IN": ("Indiana", "Ind."), "IA": ("Iowa",),
    "KS": ("Kansas", "Kan."), "KY": ("Kentucky", "Ky."), "LA": ("Louisiana", "La."), "ME": ("Maine",),
    "MD": ("Maryland", "Md."), "MA": ("Massachusetts", "Mass."), "MI": ("Michigan", "Mich."),
    "MN": ("Minnesota", "Minn."), "MS": ("Mississippi", "Miss."), "MO": ("Missouri", "Mo."),
    "MT": ("Montana", "Mont."), "NE": ("Nebraska", "Neb."), "NV": ("Nevada", "Nev."),
    "NH": ("New Hampshire", "N.H."), "NJ": ("New Jersey", "N.J."), "NM": ("New Mexico", "N.M."),
    "NY": ("New York", "N.Y."), "NC": ("North Carolina", "N.C."), "ND": ("North Dakota", "N.D."),
    "OH": ("Ohio",), "OK": ("Oklahoma", "Okla."), "OR": ("Oregon", "Ore."), "PA": ("Pennsylvania", "Pa."),
    "RI": ("Rhode Island", "R.I."), "SC": ("South Carolina", "S.C."), "SD": ("South Dakota", "S.D."),
    "TN": ("Tennessee", "Tenn."), "TX": ("Texas", "Tex."), "UT": ("Utah",), "VT": ("Vermont", "Vt."),
    "VA": ("Virginia", "Va."), "WA": ("Washington", "Wash."), "WV": ("West Virginia", "W.Va."),
    "WI": ("Wisconsin", "Wis."), "WY": ("Wyoming", "Wyo."), "DC": ("District of Columbia", "D.C."),
}  # fmt: skip
CODE: Final = {form.lower(): code for code, forms in STATES.items() for form in forms}
#: names that are more often a city or a person than the state
DOUBTFUL: Final = frozenset({"new york", "washington", "georgia"})
#: cities so large that papers name them without their state
CITIES: Final[dict[str, str]] = {
    "atlanta": "GA", "austin": "TX", "baltimore": "MD", "boston": "MA", "charlotte": "NC", "chicago": "IL",
    "cincinnati": "OH", "cleveland": "OH", "dallas": "TX", "denver": "CO", "detroit": "MI", "houston": "TX",
    "indianapolis": "IN", "las vegas": "NV", "los angeles": "CA", "miami": "FL", "milwaukee": "WI",
    "minneapolis": "MN", "nashville": "TN", "new orleans": "LA", "new york city": "NY", "oakland": "CA",
    "oklahoma city": "OK", "omaha": "NE", "philadelphia": "PA", "phoenix": "AZ", "pittsburgh": "PA",
    "sacramento": "CA", "salt lake city": "UT", "san antonio": "TX", "san diego": "CA", "san francisco": "CA",
    "san jose": "CA", "seattle": "WA", "st. louis": "MO", "tucson": "AZ", "tulsa": "OK", "honolulu": "HI",
    "raleigh": "NC", "el paso": "TX", "fort worth": "TX", "albuquerque": "NM", "st. paul": "MN",
}  # fmt: skip


@cache
def _forms() -> dict[str, list[str]]:
    """Written forms by their first three characters, the longest first."""
    written = {f for forms in STATES.values() for f in forms}
    index: dict[str, list[str]] = {}
    for form in sorted(written | {f.upper() for f in written if len(f) > 3}, key=len, reverse=True):
        index.setdefault(form[:3], []).append(form)
    return index


_CAPITAL: Final = re.compile(
    r"[A-Z](?<![\w.].)[\w.]{2}"
)  #: looks behind after the first letter: so it is fast
_GOES_ON: Final = re.compile(r"[\w-]")


def at(text: str, start: int) -> tuple[str, int] | None:
    """The state named right there, in full or as newspapers shorten it: its code and where it ends."""
    for form in _forms().get(text[start : start + 3], ()):
        if text.startswith(form, start) and not _GOES_ON.match(text, start + len(form)):
            return CODE[form.lower()], start + len(form)
    return None


def find(text: str) -> list[tuple[int, int, str]]:
    """(start, end, code) of every state named in a text, in order."""
    found: list[tuple[int, int, str]] = []
    forms = _forms()
    for match in _CAPITAL.finditer(text):
        if match.group() in forms and (hit := at(text, match.start())):
            found.append((match.start(), hit[1], hit[0]))
    return found


def code_of(text: str) -> str | None:
    """The two-letter code of a state written in any usual way; None for anything else."""
    folded = text.strip().lower()
    if folded in CODE:
        return CODE[folded]
    upper = text.strip().upper().replace(".", "")
    return upper if upper in STATES and text.strip().isupper() else CODE.get(folded + ".")


def name_of(code: str) -> str:
    return STATES[code][0]
