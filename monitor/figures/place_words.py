"""The words beside the name of a place, and the words that mean a place without naming it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from monitor.figures.spots import Spot

#: after a city's name: its jail is the county's
JAIL: Final = re.compile(
    r"(?:'s|’s)?,? (?:(?:adult|central|main|city|downtown|regional|area|metro) )?"
    r"(?:jails?|sheriff|detention|correctional|lockup|house of correction)\b",
    re.IGNORECASE,
)
#: after a place's name: an agency of the place
AGENCY: Final = re.compile(
    r"(?:'s|’s)? (?:\w+ )?(?:police|p\.?d\b|sheriff|jail|detention|correction|deputies|officers|prison|"
    r"probation|department|house of|prisons|jails|counties|sheriffs|agencies|authorities)",
    re.IGNORECASE,
)
#: after a place's name: somebody or something from there, not the place
PERSON: Final = re.compile(
    r" (?:man|woman|men|women|lawyer|attorney|resident|residents|residents?'|native|teenager|couple|family|"
    r"mother|father|immigration (?:lawyer|attorney|court|judge)|lawmaker|Democrat|Republican|law|statute|"
    r"driver|driver's|council(?:man|woman|or)|suburb|mayor|Law|Act|Constitution|Supreme|State University)\b"
)
#: after a place's name: an organisation that is named for it and is no agency
BODY: Final = re.compile(
    r" (?!Police|PD\b|P\.D|County|Parish|Sheriff|Jail|Department|City|Detention|Correction|Metro|Prison|"
    r"Adult|Regional|Central|Justice|ICE\b|DHS\b|House of)[A-Z]"
)
#: after a city's name: the city's own
CITY_OWN: Final = re.compile(
    r"(?:'s|’s)? (?:(?:city|metro|metropolitan) )?(?:police|p\.?d\b|city\b|officers)|, the city|"
    r"(?:'s|’s)? cops",
    re.IGNORECASE,
)
STATE_OWN: Final = re.compile(r"(?:'s|’s)? (?:[Ss]tate|law|prisons?|counties|sheriffs)")
#: after a name at the beginning of a line: what follows belongs to it
LABEL: Final = re.compile(r"\s*(?:[:/|=]|[-–—]\s|\.{3})")
#: one word of a name, without the possessive
WORD: Final = re.compile(
    r"(?<![\w.])(?:St\.|[A-Z][a-zA-ZÀ-ÿ-]*(?:['’][a-z]{2,})?"
    r"(?:(?<=Prince George)['’]s|(?<=Queen Anne)['’]s|(?<=St. Mary)['’]s)?|"
    r"(?:of|du|de|la|the|and)(?= [A-Z]))"
)
#: after a bare name: it is no county's
NO_NAME: Final = re.compile(r"(?:'s|’s)? [A-Z]|,? (?:said|says|told|added|wrote|asked)\b")
#: before a bare name: it is a person's
TITLED: Final = re.compile(
    r"(?:(?<![.!?\"] )(?!In|At|For|From|But|And|By|To|With|While|As|Only|Then|Since|Of|The|So|Both|Near)"
    r"\b[A-Z][a-z]+|Mr\.|Ms\.|Gov\.|Sgt\.|Lt\.|Capt\.|Rep\.|Sen\.|\b[A-Z]\.) $"
)
#: before a name: it tells where something went or lies, not whose count it is
RIDER: Final = re.compile(
    r"(?:\b[Aa]n? |\bERO |\bICE |s (?:\w+ )?(?:counties|parishes|sheriffs|jails) and (?:the )?|"
    r"\b(?:taken|flown|driven|moved|bused|transported|sent|shipped|off|van|transferred|brought|drove|"
    r"flew) to |"
    r"\b(?:near|north of|south of|east of|west of|outside|unlike|Unlike) )$"
)
#: before and after a name that a number is told of: "; Tempe, 12"
#: before a town: "the police department in", "police in"
POLICE_OF: Final = re.compile(r"\b[Pp]olice(?: departments?| force| headquarters)? (?:in|of|for) $")
SUBJECT_BEFORE: Final = re.compile(r"(?:^|[;:.,]\s+|\b(?:and|but|while|whereas)\s+)$", re.IGNORECASE)
SUBJECT_AFTER: Final = re.compile(
    r"(?:'s|’s)?,? (?:(?:in|for) \d{4},? )?(?:\d|had|has|got|gets|received|reported|none|no |honored|turned|"
    r"counted|refused|declined|sent|saw|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|"
    r"eight\b|nine\b|ten\b)|: "
)
#: words that mean all of a state or of the country
WIDE: Final = re.compile(
    r"statewide|nationwide|nationally|(?:across|around|throughout) (?:the|this|our)(?! state line)|"
    r"(?:in )?the nation|"
    r"national total|(?:the )?state(?:'s)? total",
    re.IGNORECASE,
)

#: several places of a state that a sentence goes on with: "they held 61", "the ten jails had 12"
THEY: Final = re.compile(
    r"\b(?:they|them|(?:the|those|these|all) (?:[a-z]+ )?(?:counties|jails|sheriffs|parishes))\b"
)
#: around a word for all of a state: it is what a share is of, not whose count it is
SHARE_BEFORE: Final = re.compile(r"\b(?:of|than|in|to) (?:the|all) $")
SHARE_AFTER: Final = re.compile(r" (?:number|total|figure|count|tally|average|sum|rate)s?\b")

_COUNTRY: Final = (
    r"nationwide|nationally|across the (?:country|nation)|"
    r"in the (?:country|nation)(?! (?:illegally|unlawfully|without|legally|for|since))|"
    r"the nation as a whole|the whole (?:country|nation)|the nation's|around the country|all over the country"
)
_STATE: Final = (
    r"statewide|(?:the )?state(?:'s)? totals?|"
    r"(?:across|around|in|throughout|of|by) (?:the|this|our) (?:whole |entire )?(?:state|commonwealth)"
    r"(?! (?:law|house|police|senate|prison|department|attorney))|"
    r"the state(?:'s (?:prisons|jails|agencies|counties|sheriffs|police)| as a whole|"
    r" (?:prison|corrections|department of correction))|"
    r"the state's|all \w+ counties|state(?:'s)? prisons?|(?:the )?state penitentiary|"
    r"(?P<corrections>the (?:state )?(?:department|division) of corrections?)"
)
_OFFICE: Final = r"(?:the|her|his|their|our|its|that|this) (?:department|office|force)(?:'s)?\b(?! of)"
_COUNTY: Final = (
    r"(?:the|this|our|that) (?:county|parish|borough)(?:'s)?|"
    r"(?:the|her|his|their|our|its|this|that|a|county) (?:(?!city)\w+ )?(?:jail|sheriff|undersheriff|jailer|"
    r"detention (?:center|facility)|correctional (?:center|facility)|house of correction|lockup|"
    r"warden)(?:'s)?|deputies|county (?:jail|officials|commissioners|supervisors)|"
    r"sheriff's (?:office|department|officials|spokes\w+)"
)
_CITY: Final = (
    r"(?:the|this|our) (?:city|town|village)(?:'s)?\b(?! council| hall)|"
    r"(?:the|city|our|town) police\b(?! officers?' )|"
    r"(?:a|the|its|their) city (?:spokes\w+|attorney|official|jail|lockup)|"
    r"police (?:department|chief|commissioner|officials)"
)


@cache
def meant() -> re.Pattern[str]:
    """Words that mean a place, in folded text; the group that matched is the kind of place."""
    return re.compile(
        rf"\b(?:(?P<country>(?:{_COUNTRY})\b)|(?P<state>(?:{_STATE})\b)|(?P<agency>{_OFFICE})|"
        rf"(?P<county>(?:{_COUNTY})\b)|(?P<city>(?:{_CITY})\b))"
    )


#: "Bradenton, Florida", "Poughkeepsie, N.Y. 12601"
_SEAT: Final = re.compile(
    r"(?:[\w .,'#-]{1,50}, )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}, (?:[A-Z][a-z]+(?: [A-Z][a-z]+)?|"
    r"[A-Z]\.?[A-Z]\.?)"
    r"(?:,? \d{5}(?:-\d{4})?)?"
)


def seat(line: str, home: Spot | None) -> bool:
    """Whether a line of a letterhead says only in which town the office of the document's county is."""
    return home is not None and home.kind == "county" and _SEAT.fullmatch(line.strip()) is not None
