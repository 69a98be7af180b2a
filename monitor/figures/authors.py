"""Who signs a paper: the author of a letter, memo or testimony, named under it, in its head or in its words;
and who has the floor in each line of a transcript."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from monitor.figures.sentences import Sentence

HEAD: Final = 14  #: lines in which a memo names its author
TAIL: Final = 7  #: lines in which a letter does
LONGEST: Final = 160  #: characters of a line of a head

_TITLES: Final = (
    r"sheriff|undersheriff|chief|commissioner|warden|superintendent|captain|lieutenant|sergeant|major|"
    r"commander|director|administrator|jailer|counsel|attorney|auditor|deputy|manager|secretary|comptroller|"
    r"controller|treasurer|mayor|executive|custodian|clerk|analyst|coordinator|officer|supervisor|marshal|"
    r"president|chair|inspector|ombudsman|records|technician|liaison|prosecutor|solicitor|governor"
)
_TITLE: Final = re.compile(rf"\b(?:{_TITLES})\b", re.IGNORECASE)
_CLOSING: Final = re.compile(
    r"(?:sincerely|respectfully|regards|yours|very truly|best|cordially|thank you|submitted)\b.{0,25}$|"
    r"(?:sincerely|respectfully(?: submitted)?|yours truly|very truly yours|by order of)\s*,?\s*$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"^[>\s]*from\s*:?\s*(?=\S)(?P<who>[^<\n]+)", re.IGNORECASE)
_I_AM: Final = re.compile(
    rf"\bI(?: am|'m| serve as| was elected|, the undersigned, am)(?: (?:currently|now|also|employed as))?"
    rf"(?P<who> (?:the|an?) (?:[\w'-]+ ){{0,4}}?(?:{_TITLES})\b"
    r"(?: (?:of|for|in|at) (?:the )?(?:[\w'.-]+ ?){1,8})?)",
)
_OF: Final = re.compile(
    rf"\b(?:testimony|declaration|affidavit|letter|statement|remarks|answers|reply|memo|memorandum|report|note)"
    rf" (?:of|by|from) (?P<who>(?:the |an? )?(?:(?!on |to |about )[\w'.-]+ ){{0,5}}(?:{_TITLES})\b"
    rf"(?:,? (?:of )?(?!On |on )[A-Z][\w'-]+)*)",
    re.IGNORECASE,
)
_OF_BODY: Final = re.compile(
    r"\b(?:[Tt]estimony|[Dd]eclaration|[Ll]etter|[Cc]omments|[Rr]emarks|[Rr]eply|[Rr]esponse) (?:of|by|from) "
    r"(?P<who>(?:the )?[A-Z][\w'.&-]*(?: (?:of|and|for|the|[A-Z][\w'.&-]*)){0,7})"
)
_OWN: Final = re.compile(
    rf"(?P<who>\b(?:the )?(?:[A-Z][\w-]+ ){{0,4}}(?:{_TITLES}))'s (?:[\w-]+ ){{0,2}}"
    rf"(?:report|letter|answers|memo|memorandum|testimony|remarks|statement|reply|briefing|presentation)\b",
    re.IGNORECASE,
)
_HEADED: Final = re.compile(
    rf"^(?P<who>(?:the )?(?:[\w'.-]+ ){{0,3}}(?:{_TITLES}))"
    r"(?::| (?:memo|memorandum|letter|report|statement|conveying)\b)",
    re.IGNORECASE,
)
_PLACED: Final = re.compile(r"^(?:the )?(?:[A-Z][\w.'-]+ ){1,3}County (Sheriff)$", re.IGNORECASE)
_BY: Final = re.compile(
    rf"^(?:by|prepared by|submitted by|presented by|presenters?|speaker|respondent|signed|answered by|author|"
    rf"item initiator|initiated by|completed by|reporting (?:agency|officer|official)|preparer|"
    rf"contact person|staff contact)\s*:?\s+(?P<who>.*\b(?:{_TITLES})\b.*)$",
    re.IGNORECASE,
)
_TURN: Final = re.compile(
    r"^\W*(?:\d{1,3}\s+)?"
    r"(?P<who>(?:(?:THE|The) )?[A-Z][A-Za-z.']*(?:,? (?:[A-Z][A-Za-z.']*|of|OF|the|and|AND)){0,5})"
    r"(?: \([^)]{1,40}\))?\s*:(?=\s|$)"
)
_SPEAKER: Final = re.compile(
    rf"\b(?:{_TITLES}|council(?:man|woman|member|or)|member|senator|representative|speaker|mayor|alderman|"
    r"supervisor|legislator|judge|the court|witness|mr|ms|mrs|dr)\b\.?(?:$|[ ,])",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(r"^\W*(?:q|question)\d*[.:)]\s", re.IGNORECASE)
_ANSWER: Final = re.compile(r"^\W*(?:a|answer)\d*[.:)]\s", re.IGNORECASE)
#: publishers that keep people, and speak for themselves
_KEEPERS: Final = re.compile(
    r"\b(?:department|dept|sheriff|police|prisons?|corrections?|jail|detention|ice|immigration|homeland)\b",
    re.IGNORECASE,
)
_AGENCY: Final = (
    r"(?:the )?(?:(?:[A-Z][\w'&.-]*|of|and|the|for) ){0,6}?(?:Department|Dept\.?|Division|Bureau|"
    r"Sheriff's Office|Office of the Sheriff|Police|Prison System|Prisons|Corrections?|Jail|"
    r"Detention Center|Custody)(?: (?:[A-Z][\w'&-]*|of|and|the|for))*|[A-Z]{3,6}"
)
#: "Attachment C - Detainer data, Department of Correction", "follow-up answers from DOCR"
_CONTRIBUTES: Final = (
    re.compile(
        rf"^(?:attachment|exhibit|enclosure|appendix|schedule)\b.*,\s(?P<who>(?-i:{_AGENCY}))(?:,|$)", re.I
    ),
    re.compile(
        r"\b(?:answers|responses?|reply|replies|data|figures|numbers|update|briefing|testimony)"
        rf"(?: received)? (?:from|by) (?P<who>(?-i:{_AGENCY}))(?:[,.;)]|$)",
        re.IGNORECASE,
    ),
    re.compile(rf"^(?P<who>{_AGENCY})$"),
    re.compile(rf"\bto which (?P<who>the {_AGENCY}) has contributed\b"),
)
_FORMS: Final = re.compile(r"\b(?:minutes|docket|agenda|transcript|notes|hearing)\b", re.IGNORECASE)


def author(title: str, lines: Sequence[Sentence]) -> str:
    """The words that name a paper's author, '' where none is named."""
    found = _signature(lines) or _header(lines)
    if found:
        return found
    for line in lines[: 3 * HEAD]:
        match = _I_AM.search(line.text)
        if match:
            return _clean(match["who"])
    if _FORMS.search(title):
        return ""
    for pattern in (_OF, _OF_BODY, _OWN, _HEADED):
        match = pattern.search(title)
        if match:
            return _clean(match["who"])
    return ""


def contributor(publisher: str, lines: Sequence[Sentence]) -> str:
    """The agency whose word a paper of a council, a board or a county is by its head; '' where none is
    named."""
    if _KEEPERS.search(publisher):
        return ""
    for line in lines[:HEAD]:
        text = line.text.strip()
        if len(text) > LONGEST:
            continue
        for pattern in _CONTRIBUTES:
            match = pattern.search(text)
            if match and match["who"].strip():
                return _clean(match["who"])
    return ""


def minutes(title: str) -> bool:
    """Whether a paper only sets down what others said."""
    return bool(_FORMS.search(title))


def _signature(lines: Sequence[Sentence]) -> str:
    tail = lines[-TAIL:]
    for i, line in enumerate(tail):
        if len(line.text) < 45 and _CLOSING.match(line.text.strip()):
            after = [other.text for other in tail[i + 1 :] if len(other.text) < 80]
            titled = [text for text in after if _TITLE.search(text)]
            if titled or after:
                return _clean((titled or after)[0])
    last = lines[-1].text.strip() if lines else ""
    if 3 < len(last) < 50 and last[-1] not in ".:!?)" and not re.search(r"\d", last) and _TITLE.search(last):
        return _clean(last)
    return ""


def _header(lines: Sequence[Sentence]) -> str:
    for line in lines[:HEAD]:
        match = _FROM.match(line.text) if len(line.text) < 120 else None
        if match and ":" in line.text[:8]:
            return _clean(match["who"])
        match = _BY.match(line.text) if len(line.text) < 120 else None
        if match:
            return _clean(match["who"])
    return ""


def _clean(words: str) -> str:
    words = re.sub(r"\s+", " ", words).strip(" .,;:-\t")
    words = _PLACED.sub(r"the \1", words)
    return words if 2 < len(words) < 90 else ""


def turns(lines: Sequence[Sentence]) -> list[str]:
    """Who has the floor in each line of a transcript, by the label that begins the turn; '' elsewhere."""
    found: list[str] = []
    current = ""
    full: list[str] = []  # labels as they were given first: "COMMISSIONER OF PRISONS", later "COMMISSIONER"
    for line in lines:
        match = _TURN.match(line.text)
        who = match["who"] if match and len(match["who"].split()) < 7 else ""
        if who and _SPEAKER.search(who):
            current = next((label for label in full if label.startswith(who)), who)
            full.append(current)
        found.append(current)
    return found if len(set(full)) > 1 or len(full) > 2 else [""] * len(lines)


def in_full(label: str, text: str) -> str:
    """A turn's label as the text names it in full: "CHIEF" is the Chief of Police."""
    words = label.title() if label.isupper() else label
    title = re.escape(words).replace(r"\ ", " ")
    match = re.search(rf"\b{title} of (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+)?", text)
    return match.group() if match else words.capitalize() if label.isupper() else words


def asked(lines: Sequence[Sentence]) -> list[bool]:
    """Which lines are questions of an interview, and which answers to them: True where the guest speaks."""
    found: list[bool] = []
    guest = begun = False
    for line in lines:
        begun = begun or bool(_QUESTION.match(line.text))
        if begun and _ANSWER.match(line.text):
            guest = True
        elif _QUESTION.match(line.text):
            guest = False
        found.append(guest)
    return found
