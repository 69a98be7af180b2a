"""The words of a sentence by class, one letter a word: who might speak, what may be quoted, verbs of saying.

Upper-case letters are words as they are, lower-case ones their possessives ("the sheriff's" is D and h).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from monitor.figures.sentences import Sentence

MAX_WORDS: Final = 400  #: of a sentence; what follows is no speech

_PERSONS: Final = (
    "sheriff undersheriff chief commissioner warden superintendent captain lieutenant sergeant major "
    "commander director administrator jailer counsel attorney lawyer auditor deputy deputies manager "
    "spokesman spokeswoman spokesperson spokespeople secretary comptroller controller treasurer mayor "
    "governor senator legislator official officials officer officers executive president chairman "
    "chairwoman chair clerk custodian analyst researcher researchers professor monitor supervisor organizer "
    "advocate advocates prosecutor prosecutors coordinator liaison member aide student pastor plaintiff "
    "plaintiffs petitioner defendant defendants marshal inspector ombudsman economist author authors "
    "councilor councilman councilwoman freeholder sheriffs wardens chiefs scholar historian statistician "
    "technician supervisors commissioners corporal scholars lawyers leaders staff jailers trooper expert "
    "nurse chaplain volunteer paralegal selectman alderman representative judge constable"
)
_BODIES: Final = (
    "department office police jail jails prison prisons agency bureau board council commission court county "
    "city state center centre union association coalition group institute university project corrections "
    "correction division probation authority authorities system service services committee newspaper "
    "administration network town government unit force patrol branch clearinghouse facility lockup parish "
    "borough foundation society forum academy school district feds academics dispatch ministry custody "
    "clinic enforcement consortium alliance campaign legislature cabinet complex"
)
_PAPERS: Final = (
    "report reports letter letters record records data figures figure memo memorandum audit review study "
    "analysis document documents statistics spreadsheet spreadsheets log logs logbook tally count filing "
    "filings lawsuit complaint affidavit declaration deposition testimony email e-mail statement sheet "
    "sheets dashboard website database list minutes form forms summary table release survey brief "
    "motion presentation slide slides packet post bulletin newsletter page handout return numbers number "
    "total totals books account response answer reply file files reckoning roster ledger disclosure "
    "submission notice estimate emails papers printout returns statistic accounting tracker portal "
    "entry chart inventory snapshot appendix exhibit "
    "announcement rundown binder register tweet findings finding breakdown"
)
#: words that go before a speaker's noun or stand for one with it
_MODIFIERS: Final = (
    "acting interim former deputy assistant associate senior chief federal local public annual yearly "
    "monthly quarterly immigration records safety detention correctional legal internal top own new "
    "first second latest recent same general booking bookings executive legislative judicial criminal "
    "justice homeland security human county-run operations medical financial civil rights grand jury "
    "independent municipal metropolitan regional national "
    "communications information press media district adult "
    "juvenile law customs removal field intake reentry community fact news budget policy "
    "county's weekly daily semiannual biannual sworn written elected appointed longtime veteran another "
    "advocacy research think immigrant immigrants' sheriffs' chiefs' nonprofit legal-aid past two three "
    "unsigned two-page one-page short oversight steering court dispatch arrest custody"
)
_DETERMINERS: Final = "the a an its his her their our this that these those my your each one both some"
_SAYING: Final = (
    "said says say saying told tells reported reports wrote writes announced acknowledged acknowledges "
    "confirmed confirms conceded concedes testified testifies explained explains estimates estimated "
    "puts put counts counted claims claimed contends contended lists listed disclosed discloses noted notes "
    "added adds stated states answered answers replied replies shows show showed gave gives recalled insists "
    "insisted maintains maintained tallied alleges alleged alleging revealed reveals credits recorded "
    "records indicates indicated declared declares asserts asserted argued argues found finds responded "
    "calculated calculates accused accuses accusing complained complains "
    "computed documented documents supplied provided furnished offered repeated quoted blamed blames "
    "published publishes posted discovered identified identifies cited cites warned "
    "boasted boasts tells admitted admits promised asserting counters countered "
    "objected told insisting read reads corrected clarified relayed volunteered recounted swore attests "
    "attested concluded concludes determined describes described details detailed summarized logged logs "
    "attributes attributed texted emailed e-mailed tweeted posits observed observes faults faulted "
    "criticized disputes"
)
#: verbs that go before their subject: '"...", said the sheriff'
INVERTED: Final = frozenset(
    [
        "said",
        "says",
        "wrote",
        "writes",
        "added",
        "adds",
        "reported",
        "reports",
        "recalled",
        "replied",
        "answered",
        "testified",
        "explained",
        "noted",
        "conceded",
        "estimates",
        "show",
        "shows",
    ]
)
_HELPING: Final = (
    "has have had also later now then itself himself herself themselves does did do not never would could "
    "will still only again since already therefore finally often there here once just even initially "
    "alone however readily flatly publicly privately recently repeatedly previously "
    "eventually afterward though instead"
)
_PRONOUNS: Final = "he she they it we i"
_TIMES: Final = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december today yesterday tomorrow tuesday's last week month year "
    "earlier morning afternoon evening night jan feb aug sept oct nov dec mon tue wed thu fri "
    "tonight"
)
_PREPOSITIONS: Final = (
    "in on at by from with to into onto over under after before since until during through between "
    "among without within against about as than per despite because if when where while although though "
    "whether so upon like unlike out up down off near across around behind beyond toward according "
    "but and or nor yet which who whom whose what how why that's is are was were be been being am can may "
    "might must shall should does get got getting received receives receive sent send sends handed turned "
    "held holds hold lodged lodges issued issues made make makes took takes take came come comes went go "
    "goes let lets kept keeps keep honored declined rejected refused released transferred asked asks ask "
    "all none every any no not only such more most many few several much other others there here them him "
    "us me you then even very too"
)
_BREAKS: Final = "but while whereas although though because"


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence's words: their text in lower case, where each begins and ends, and its class."""

    low: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: str

    def at(self, position: int) -> int:
        """Index of the first word that begins at or after a position."""
        return next((i for i, start in enumerate(self.starts) if start >= position), len(self.starts))


@cache
def _classes() -> dict[str, str]:
    table: dict[str, str] = {}
    for letter, words in (
        ("p", _PREPOSITIONS), ("V", _SAYING), ("M", _MODIFIERS), ("K", _PAPERS), ("B", _BODIES),
        ("H", _PERSONS), ("D", _DETERMINERS), ("X", _HELPING), ("R", _PRONOUNS), ("t", _TIMES),
        ("J", "and or"), ("J", _BREAKS), ("T", "that"), ("O", "of for"), ("r", "who which whose"),
    ):  # fmt: skip
        for word in words.split():
            table[word] = letter
    for word in _NUMBERS:
        table[word] = "N"
    return table


_PIECE: Final = re.compile(
    r"(?:[A-Za-z]\.){2,}|(?:St|Gov|Sen|Rep|Dr|Mr|Mrs|Ms|Lt|Sgt|Capt|Supt|Dept|Col)\.|[A-Za-z0-9$](?:[\w'&-]|\.(?=[\w,])|,(?=\d{3}))*|[^\w\s]"
)
_EITHER: Final = frozenset(
    [
        "records",
        "reports",
        "report",
        "documents",
        "lists",
        "list",
        "logs",
        "log",
        "notes",
        "counts",
        "count",
        "estimates",
        "estimate",
        "claims",
        "record",
        "figures",
        "forms",
        "release",
        "releases",
        "files",
        "numbers",
    ]
)  #: nouns as often as verbs
_TWINS: Final = frozenset(
    [
        "immigration",
        "corrections",
        "correction",
        "customs",
        "safety",
        "adult",
        "enforcement",
        "health",
        "research",
        "courts",
        "parole",
    ]
)
_OBJECTS: Final = frozenset(
    ["about", "some", "nearly", "more", "at", "none", "no", "only", "all", "fewer", "less", "roughly", "just"]
)
_NUMBERS: Final = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "dozen",
        "zero",
    ]
)


def words_of(sentence: Sentence) -> Words:
    """The words of a sentence with their classes."""
    return _words(sentence.text)


def _words(text: str) -> Words:
    lows: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    tags: list[str] = []
    either: list[int] = []
    before = ""
    known = _MET
    for match in islice(_PIECE.finditer(text), MAX_WORDS):
        word = match.group()
        low, tag, twofold = known.get(word) or _met(word)
        if twofold and (low != "and" or (lows and lows[-1] in _TWINS)):
            either.append(len(lows))
        if not tag:
            tag = _tag(word, low, _classes(), before)
        tags.append(tag)
        lows.append(low)
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        before = tag
    for i in either:
        if lows[i] == "and":
            if i + 1 < len(lows) and text[starts[i - 1]].isupper() and text[starts[i + 1]].isupper():
                tags[i] = "M"  # "Immigration and Customs Enforcement" is one body
        elif tags[i] != "C":
            tags[i] = "V" if _is_verb(lows, tags, i) else "K"
    return Words(tuple(lows), tuple(starts), tuple(ends), "".join(tags))


#: a word in lower case, its class if that is the same everywhere, whether it may be of two
_Met = tuple[str, str, bool]
_MET: dict[str, _Met] = {}  #: words that were met before
MOST_MET: Final = 20_000
LONGEST_MET: Final = 24  #: characters


def _met(word: str) -> _Met:
    """What is known of a word wherever it stands."""
    low = word if word.islower() else word.lower()
    classes = _classes()
    shifting = word[0].isupper() and classes.get(low, "")[:1] in ("p", "V", "X")
    made = (low, "" if shifting else _tag(word, low, classes, ""), low in _EITHER or low == "and")
    if len(_MET) < MOST_MET and len(word) <= LONGEST_MET:
        _MET[word] = made
    return made


def _is_verb(lows: list[str], tags: list[str], i: int) -> bool:
    """Whether a word such as "records" is a verb here: "the county records 41", not "county records show"."""
    before = tags[i - 1] if i else "."
    after = tags[i + 1] if i + 1 < len(tags) else "."
    if before in "RrX":
        return True
    takes = after in "NTD" or (i + 1 < len(lows) and lows[i + 1] in _OBJECTS)
    if before in "HBC" and lows[i].endswith("s"):
        return takes or after == "X"  # "the department reports separately that"
    if before == "," and lows[i] in ("counts", "claims", "lists", "reports", "estimates", "records"):
        return takes  # "TRAC, which has the files, counts 41"
    return before == "K" and takes and lows[i].endswith("s")


def _tag(word: str, low: str, classes: dict[str, str], before: str) -> str:
    if not word[0].isalnum() and word[0] != "$":
        return word if word in ',;:"()' else "-" if word in "—–-" else "."
    if word[0].isdigit() or word[0] == "$":
        return "N"
    known = classes.get(low)
    capital = word[0].isupper()
    if low in _NUMBERS or low.split("-")[0] in _NUMBERS:
        return "N"
    if known is None and low.endswith(("'ve", "'d", "'ll", "'re", "'m")):
        return "w"
    if known is None and low.endswith(("'s", "s'")):
        base = low[:-2] if low.endswith("'s") else low[:-1]
        known = classes.get(base)
        if base in _PRONOUN_SET:
            return "R"
        if known in ("H", "B", "K", "M"):
            return known.lower()
        return "c" if capital else "m"
    if known is not None:
        if capital and known in "pVX" and before and before not in '."(:' and known != "p":
            return "C"
        if known == "V" and capital and before in ("C", "c"):
            return "C"
        return known
    if capital:
        return "C"
    if low.endswith("ly"):
        return "X"
    return "w"


_PRONOUN_SET: Final = frozenset(_PRONOUNS.split())
