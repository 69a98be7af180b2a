"""Nouns after a number, or in the label before it, with which it counts no detainers and nobody under one."""

from __future__ import annotations

from typing import Final

_TIME = "second minute hour day weekend weekday week fortnight month season semester year decade century "
_MEASURE = (
    "inch mile block acre yard pound ton gallon degree kilometer meter liter page paragraph percent "
    "bedroom story floor square "
)
_BODY = (
    "county city town village township borough parish municipality state country nation territory "
    "jurisdiction district precinct agency department bureau jail prison lockup facility courthouse "
    "court hospital school university college church office station consulate company business employer "
    "restaurant farm plant neighborhood community household apartment hotel building "
)
_ROLE = (
    "officer deputy trooper constable marshal jailer guard sergeant lieutenant captain detective "
    "recruit cadet employee staffer clerk nurse doctor teacher student pupil professor researcher "
    "lawyer attorney prosecutor judge magistrate juror commissioner supervisor councilor councillor "
    "councilmember alderman alderperson senator representative lawmaker legislator delegate assemblyman "
    "selectman trustee mayor governor sheriff chief agent interpreter volunteer protester protestor "
    "demonstrator marcher speaker voter taxpayer reporter journalist pastor minister priest witness "
    "plaintiff victim refugee tenant landlord donor spectator "
)
_OBJECT = (
    "bed bunk cot cell cellblock pod camera car vehicle van bus truck cruiser boat plane helicopter "
    "seat window gun rifle bullet phone telephone computer laptop tablet meal uniform dog horse cat "
    "bird tree book ticket vaccine dose mask visa passport license licence permit diploma grant "
    "contract agreement photograph photo video article editorial poll tweet "
)
_EVENT = (
    "intake admission encounter apprehension raid sweep visit meeting hearing session vote ballot "
    "signature interview crash accident crime murder homicide killing robbery burglary rape assault "
    "shooting stabbing death suicide overdose fire conviction misdemeanor felony citation grievance "
    "lawsuit suit inspection vacancy promotion resignation election protest rally press-conference "
)
_IDEA = (
    "question reason option thing way step kind type category version sort word law statute ordinance "
    "resolution amendment bill rule policy recommendation finding section chapter principle factor "
    "problem issue goal choice vote side half third quarter fifth majority minority percentage "
)
_IRREGULAR = (
    "feet people's children wives aldermen assemblymen selectmen staff personnel families lives attendees "
)
#: where the noun after a number has ended
_STOP = (
    "of in for from to at on by with and or but were was are is be been had have has that which who "
    "whom during since as than came come went go gone did do does said says say told through last this "
    "these those the a an it they he she we i you ice under against after before until while when where "
    "if because not no more fewer less each per out up down off over into about between among within "
    "without so then also still now later ago earlier long old away apart short "
)
#: nouns that count nothing of ours in a label: "Beds: 332"
_LABELS = (
    "population headcount capacity census bookings booking admissions intakes commitments arrests "
    "encounters beds staff officers deputies employees vacancies deaths grievances incidents tablets "
    "meals visitors visits clerks calls overtime roster temperature attendance turnout yeas nays ayes "
    "noes sworn positions votes bunks visits "
)


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")


def _set(*lists: str) -> frozenset[str]:
    return frozenset(" ".join(lists).split())


_SINGULAR: Final = _set(_TIME, _MEASURE, _BODY, _ROLE, _OBJECT, _EVENT, _IDEA)
ROLES: Final = frozenset(map(_plural, _set(_ROLE)))
#: nouns of which a number is no count of detainers
THINGS: Final = _SINGULAR | frozenset(map(_plural, _SINGULAR)) | _set(_IRREGULAR)
LABELS: Final = _set(_LABELS) | frozenset(map(_plural, _set(_OBJECT, _EVENT)))
STOP: Final = _set(_STOP)
