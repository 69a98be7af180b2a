"""How places are written: the patterns of their names, and the words that are no part of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from monitor.figures import counties, gazetteer, states

CAP: Final = r"(?:[A-Z][a-zA-ZÀ-ÿ'’.-]*[a-zA-Z]|St\.|Ste\.)"
COUNTY: Final = re.compile(
    rf"\b((?:{CAP}(?: |-)(?:(?:of|du|de|la|the) )?){{0,3}}{CAP}) (?:County|COUNTY|Parish)(?!-)\b"
)
COUNTIES: Final = re.compile(
    rf"\b((?:{CAP}(?: {CAP})?, ){{0,8}}{CAP}(?: {CAP})? and {CAP}(?: {CAP})?) "
    rf"(?:[Cc]ounties|[Pp]arishes|COUNTIES|county(?=\s+[a-z]+s\b))\b"
)
COUNTY_OF: Final = re.compile(rf"\b(?:County|COUNTY|Parish) (?:of|OF) ({CAP}(?: {CAP}){{0,2}})")
CITY_OF: Final = re.compile(rf"\b(?:City|Town|Village|CITY|TOWN) (?:of|OF) ({CAP}(?: {CAP}){{0,2}})")
POLICE: Final = re.compile(
    rf"\b((?:{CAP} ){{0,2}}{CAP})(?:'s|’s)? (?=[Pp]olice\b|P\.?D\.?\b|city (?:police|jail)|City "
    rf"(?:Council|Jail|Hall)|POLICE)"
)
AFTER_STATE: Final = re.compile(r"\s*(?:,|\(|in|in the state of|–|-)\s*")
CITY_BEFORE: Final = re.compile(rf"({CAP}(?: {CAP}){{0,2}}), ?$")
AGENCY_AFTER: Final = re.compile(r" (?:Police|Sheriff|Department|Jail|PD)\b.*$")
CITY_HINT: Final = re.compile(r"[Pp]olice|POLICE|PD\b|P\.D\.|[Cc]ity|[Tt]own|[Vv]illage|CITY|TOWN")
POSTAL: Final = re.compile(r", ([A-Z]{2})\b")
NOT_HERE: Final = re.compile(
    r"\b(?:jail in|center in|judge in|court in|ruling in|ruled in|field office in|born in|native of|office "
    r"in|based in|from|"
    r"lawsuit in|killed in|"
    r"flown to|moved to|court for|judges? in|University of|University in|Bank of|case in|"
    r"ordered in|"
    r"arrested in|stopped in|office at|wanted in|University at|capital)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
PAPER: Final = re.compile(
    r"^(?:'s|’s)?\s+(?:Herald|Globe|Post|Times|Tribune|Gazette|News|Press|Journal|Star|Sun|Observer|Ledger|"
    r"Record|Chronicle|"
    r"Review|office|Courier|Register|Dispatch|Monitor|Patch|field office|Field Office|ICE|office of (?:ICE|"
    r"Imm)|Monitor|Public Radio|"
    r"Free Press|Beacon|Sentinel|Examiner|Daily|Weekly|Mirror|University|Law|School|College|Avenue|Street|"
    r"St\.|Ave|Road|"
    r"Project|Republican|Democrat|native|Celtics|Patriots|Trust Act|TRUST Act|Compact)"
)
_LEAD_WORDS: Final = (
    "in at the from for and but since while when by on to of sheriff last this that also as a an only "
    "its his her ice dhs new-york-based under about between until with across nearby neighboring both "
    "says said county jail not over after before if all most meanwhile elsewhere statewide nationally "
    "how why what where who sheriffs former deputy then chief our your or acting mayor gov judge some "
    "many two three one no yes police city town state is are was were has had did does do will would "
    "could should may might federal u.s us district court jan feb mar apr jun jul aug sep sept oct "
    "nov dec january february march april june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday president trump biden rank jurisdiction today "
    "yesterday like unlike against inside outside near here there it he she they we i officers "
    "deputies local because so which such more fewer year years fiscal total sum re subject dear "
    "municipal campus transit capitol metropolitan university park several most suburban neither each "
    "either another these those other religious rural tribal regional"
)
LEAD: Final = frozenset(_LEAD_WORDS.split())
NATION_WORDS: Final = re.compile(
    r"\b(?:[Nn]ationwide|[Nn]ationally|across the (?:country|nation|United States)|(?:in|of) the "
    r"(?:country|nation|United States)(?! (?:illegally|unlawfully|without|legally|for|since))|"
    r"around the country|[Ii]n the nation\b|the nation's|[Nn]ational total)\b"
)
BARE_COUNTY: Final = re.compile(
    rf"(?:^[\"'•*·–—-]*\s*|[;.:]\s+|\b(?:[Ii]n|[Ff]rom|[Aa]t|[Aa]nd|[Bb]ut|[Ff]or|with|than|[Ss]o did|"
    rf"as did)\s+)"
    rf"(?P<name>(?:St\. )?{CAP}(?: {CAP})?)"
    rf"(?=:|'s\b|’s\b|,|\s+[a-z0-9(]|[.;]?$)(?!\s(?:police|city|Police|City))"
)
#: bare names that mean the city, though there is a county of that name
ONE_WITH_ITS_CITY: Final = frozenset(
    [
        "san francisco",
        "denver",
        "philadelphia",
        "baltimore",
        "st. louis",
        "honolulu",
        "richmond",
        "nantucket",
        "broomfield",
    ]
)


#: cities that are their county, whose agencies are named for the city
SAME_AS_CITY: Final = frozenset(["san francisco", "denver", "philadelphia", "broomfield", "honolulu"])
#: what ends the name of a body, which is no town's: "Comptroller of the Treasury, Tennessee"
_BODY_WORDS: Final = (
    "affairs agency assembly association attorney auditor authority board bureau center commission "
    "commissioner commissioners committee comptroller corrections council counsel county court courts "
    "department district division foundation general institute jail justice legislature office patrol "
    "police prisons probation publications records research safety secretary senate service services "
    "sheriff sheriffs standards state statistics system treasurer treasury trustees union university"
)
BODY_ENDS: Final = frozenset(_BODY_WORDS.split())


def is_body(name: str) -> bool:
    """Whether a name is that of a body and not of a town."""
    return name.rpartition(" ")[2].lower() in BODY_ENDS


def without_body(name: str) -> str:
    """'Ramapo Police Department' as 'Ramapo'; '' where nothing else is named."""
    words = name.split(" ")
    while words and words[-1].lower() in BODY_ENDS:
        words.pop()
    return " ".join(words)


def title(name: str, shortest: int = 4) -> str:
    """'MORRIS' as 'Morris', "ST. MARY'S" as "St. Mary's"; other spellings stay, and what is shorter: it may
    be letters that stand for words."""
    if not name.isupper() or len(name) < shortest:
        return name
    words = _CAPITALS.sub(lambda match: match.group().capitalize(), name)
    words = _SMALL.sub(lambda match: match.group().lower(), words)
    return _MC.sub(lambda match: match.group().upper(), words)


_CAPITALS: Final = re.compile(r"[A-Z]+(?:['’]S\b)?")
_SMALL: Final = re.compile(r"(?<= )(?:Of|The|Du)(?= )")
_MC: Final = re.compile(r"(?<=\bMc)[a-z]")


def strip(name: str) -> tuple[int, str]:
    """The name without leading words that only begin the sentence; how many characters went."""
    lead = 0
    if name.lower() in counties.cities():
        return lead, name  # "Federal Way"
    while " " in name or name.lower().rstrip(".,") in LEAD:
        first, _blank, rest = name.partition(" ")
        if first.lower().rstrip(".,") not in LEAD or not first:
            break
        lead, name = lead + len(first) + 1, rest
        if not name:
            break
    words = name.split(" ")
    whole = name.lower() in states.CODE or name.lower() in counties.cities()
    for i in range(1, len(words)) if len(words) > 1 and not whole else ():
        shorter = " ".join(words[i:])  # "First St. Broward": the county is the end of it
        if gazetteer.fold(shorter) in counties.counties() and gazetteer.fold(name) not in counties.counties():
            return lead + len(name) - len(shorter), shorter
    if gazetteer.fold(name) in counties.counties():
        return lead, name  # "Prince George's"
    return lead, re.sub(r"(?:'s|’s)$", "", name)


def state_after(text: str, end: int) -> tuple[str | None, int]:
    joint = AFTER_STATE.match(text, end)
    if joint and joint.group().strip() in ("-", "–") and text[:end].isupper():
        return None, end  # "SALT LAKE CITY - Utah jails": a dateline
    if joint and (found := states.at(text, joint.end())):
        return found
    if match := POSTAL.match(text, end):
        code = states.code_of(match[1])
        return code, match.end() if code else end
    return None, end


def aside(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 40) : start]
    if before[-1:].isspace() and before.rstrip()[-2:].lower() in _NOT_HERE_ENDS and NOT_HERE.search(before):
        return True
    return bool(PAPER.match(text[end : end + 30]))


#: on what each phrase of NOT_HERE ends, or the article after it
_NOT_HERE_ENDS: Final = frozenset(["in", "at", "of", "to", "om", "or", "al", "he"])


def in_full(text: str) -> Iterator[re.Match[str]]:
    """'Kern County' wherever it stands; only lines that have the word are looked at, as no name goes on."""
    until = 0
    for word in _COUNTY_WORD.finditer(text):
        if word.start() >= until:
            begin = text.rfind("\n", 0, word.start()) + 1
            until = text.find("\n", word.end())
            until = len(text) if until < 0 else until
            yield from COUNTY.finditer(text, begin, until)


_COUNTY_WORD: Final = re.compile(r" (?:County|COUNTY|Parish)")
LISTED: Final = re.compile(rf"{CAP}(?: {CAP})?")


def listed(text: str) -> Iterator[re.Match[str]]:
    """'Kern, Kings and Tulare counties' wherever it stands."""
    if " and " in text and ("ount" in text or "arishes" in text or "OUNTIES" in text):
        yield from COUNTIES.finditer(text)


def county_names(text: str) -> list[str]:
    """Counties named in full, by name without the word."""
    found: list[str] = []
    for match in in_full(text):
        _lead, name = strip(match[1])
        if name:
            found.append(title(name))
    for match in listed(text):
        for part in LISTED.finditer(match[1]):
            _lead, name = strip(part.group())
            if name:
                found.append(name)
    return found


def told_counties(text: str) -> list[tuple[str, str]]:
    """Counties named together with their state."""
    found: list[tuple[str, str]] = []
    for match in in_full(text):
        _lead, name = strip(match[1])
        code, _end = state_after(text, match.end())
        if match.group().endswith("Parish"):
            code = "LA"
        elif code is None and (stands := _STANDS_IN.match(text, match.end())):
            code, _end = state_after(text, stands.end())
        if code and name:
            found.append((title(name), code))
    return found


#: "the Essex County Jail in Middleton, Mass."
_STANDS_IN: Final = re.compile(
    r"(?: [A-Z][\w'’]+){1,4} (?:in|at|outside|near) (?:[A-Z][\w.'’-]+)(?: [A-Z][\w.'’-]+){0,2}(?=,)"
)
