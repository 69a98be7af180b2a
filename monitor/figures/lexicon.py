"""The words of the field, as patterns over folded text: what is counted, and what is done with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final


class Act(StrEnum):
    """What a verb says was done."""

    ASK = "ask"  #: lodged, issued, received: a detainer came to be
    HONOR = "honor"
    DECLINE = "decline"
    HAND = "hand"  #: handed over to ICE
    LIFT = "lift"
    TELL = "tell"  #: ICE was told
    HOLD = "hold"  #: people kept for ICE
    FREE = "free"  #: people let go


#: without one of these a text states nothing about detainers
_WATCH: Final = ("detainer", "i-247", "i247", "immigration", "homeland security", "deport", "dhs")
_CAPITALS: Final = re.compile(r"\b(?:ICE|ERO)\b")


def watched(text: str) -> bool:
    """Whether a text may speak of detainers at all: without these words it states nothing about them."""
    low = text.lower()
    return any(word in low for word in _WATCH) or bool(_CAPITALS.search(text))


#: what a line must hold, or a line shortly before it, to be worth reading
HOT: Final = re.compile(
    r"detainer|\bice\b|immigra|i-?247|homeland|\bholds?\b|\bdhs\b|federal (?:agent|officer|custody)|"
    r"\btrac\b"
)
#: the agencies whose detainers are meant, in folded text
AGENCY: Final = re.compile(r"\bice\b|immigra|homeland|i-?247|\bdhs\b|federal agents")
#: another kind of detainer is spoken of in the text: then only what names the agency is ours
EVICTION: Final = re.compile(
    r"unlawful[\s-]detainer|\beviction|\blandlord|interstate agreement|"
    r"\b(?:probation|parole|bench warrants?|criminal|judicial|interstate|out-of-state|fugitive|gagnon|"
    r"domestic relations|warrant)(?:[ ,/&-]+(?:and|or|board|violation|county|state)?\s?){0,2}detainers?\b|"
    r"\bdetainers? (?:from|by|of|for) (?:other|another|(?:the |state )?(?:parole|probation))",
    re.IGNORECASE,
)
#: nouns that are detainers by themselves
STRONG: Final = (
    r"(?:(?:ice|immigration|civil|federal|dhs|u\.s\.|administrative|active|pending|outstanding|valid|new|"
    r"such|separate|total|"
    r"custody|formal|written|different|additional|known|open|standing)[\s-]+){0,5}"
    r"(?:detainers?(?:[\s-](?:requests?|forms?|notices?|orders?))?|detention requests?|requests? to "
    r"(?:detain|hold)|"
    r"holds? requests?|i-?247\w?s?(?: (?:forms?|requests?|detainers?))?|requests? for (?:a )?(?:detention|"
    r"detainers?|holds?|custody|the custody))"
    r"|(?:ice|immigration|federal immigration|civil immigration)[\s-](?:holds?|requests?|retainers?)"
)
#: nouns that are detainers where the text is about them
WEAK: Final = (
    r"(?:(?:such|ice's|its|their|these|those|the|of|civil|new|separate|federal|formal|written|more|other|"
    r"similar|agency's|total|faxed|upcoming|coming|pending|scheduled|planned|expected|imminent)\s+){0,3}"
    r"(?:requests?|holds?|forms?|faxes|petitions?|asks|orders to hold|notices of detention|refusals|"
    r"rejections|handovers?|transfers?|pickups?|releases?|"
    r"release-date notices|notices?|notifications?)"
)
PERSON: Final = (
    r"(?:(?:such|the|these|those|other|different|of|its|their|his|her|illegal|undocumented|criminal|"
    r"foreign-born|noncitizen|jail|county|"
    r"non-citizen|immigrant|former|removable|alleged|local|more|adult|arrested|deportable|wanted|young|"
    r"male|unauthorized|state|potentially|unlawfully|present|"
    r"additional|foreign|dangerous|convicted|known)\s+){0,4}(?:(?!of\b|in\b|to\b|for\b|and\b|were\b|was\b|"
    r"on\b|from\b|per\b|new\b|hours?\b|days?\b)[a-z'-]+\s+){0,2}?"
    r"(?:people|persons?|inmates?|individuals?|men\b|women|man\b|woman|prisoners?|immigrants?|migrants?|"
    r"aliens?|detainees?|noncitizens?|non-citizens?|"
    r"offenders?|defendants?|suspects?|arrestees?|foreign nationals?|residents?|bookings|others|criminals?|"
    r"felons|subjects?|names|folks|jail inmates)"
)
TIMES: Final = (
    r"(?:(?:of (?:the|these|those) |such |separate |other )?(?:times|cases|instances|occasions|"
    r"matters|entries))"
)

_NEGATION: Final = re.compile(
    r"(?:\bnot|n't|\bnever|\bno longer|\bwithout|\bfailed to|\bfailing to|\brefused to|\brefuses to|"
    r"\brefusing to|\bdeclined to|\bdeclines to|\bneither|\bnor|\bunable to|"
    r"\b(?:none|not one|not a single one)(?: of (?:them|these|those|whom|which|the [\w,]{1,12}(?: [a-z]+)?)"
    r")?|\bno one|\bnobody|\bno|\bzero)\s+(?:\w+ly\s+|be\s+|been\s+|was\s+|were\s+|have\s+|had\s+|has\s+|"
    r"to\s+|ever\s+|"
    r"single\s+|it\s+|yet\s+|one\s+|as\s+|of\s+(?:them|these|those)\s+){0,4}$"
)

_ACTS: Final = (
    (Act.DECLINE, r"not (?:been |be )?(?:honou?r(?:ed|ing)?|acted (?:up)?on|complied with|granted|held|"
                  r"accepted|obeyed|fulfilled|enforced|followed)|"
                  r"did(?:n't| not) (?:honou?r|comply(?: with)?|act (?:up)?on|hold|grant|obey)|without "
                  r"(?:honou?ring|acting|compl\w+)|"
                  r"(?:refus|declin|fail)(?:ed|es|ing|e)? to (?:act (?:up)?on|honou?r|comply with|hold|"
                  r"enforce|accept|recognize|obey|grant)|"
                  r"refusal to honou?r|turned? (?:them |it |such requests )?(?:down|away)|turning (?:down|"
                  r"away)|"
                  r"(?:reject|ignor|disregard|den|def|rebuff|spurn|snubb?|dishonor|decline?|refus|toss|"
                  r"flout|brush|dismiss|disobey|threw|bounc)(?:ed|ied|es|ing|e|ying|ies|y)?(?: aside| out| "
                  r"off)?|"
                  r"threw out|went unheeded|unheeded|unanswered|(?<!were )non-?compliance|"
                  r"released?[\w\s,]{0,40}?(?:despite|in spite of|in defiance of|in the face of|instead of|"
                  r"rather than|notwithstanding|over)\b[\w\s']{0,30}detainers?|"
                  r"lifted by the (?:county|sheriff|jail|city)|said no to"),
    (Act.TELL, r"(?:notified|notify|notifying|alerted|tipped off|told (?:ice|immigration|federal|u\.s\. "
               r"imm\w+)|informed|called ice|call(?:ed)? ice|phoned ice|gave (?:ice )?notice|given notice|"
               r"sent word|"
               r"notifications?(?: (?:sent|made|given))?|release-date notices|notices? (?:sent )?to ice|"
               r"phone calls to ice|tell ice)"),
    (Act.HAND, r"(?:transferr?(?:ed|ing)|transfer(?:s)?(?= of| to ice| into)|turn(?:ed|ing|s)? (?:\w+ )"
               r"?over|hand(?:ed|ing|s)? (?:\w+ )?(?:over|off|to (?:ice|federal|immigration))|handovers?|"
               r"released (?:\w+ ){0,3}?(?:directly )?(?:in)?to (?:ice|the custody of|immigration|federal|"
               r"u\.s\. imm|agents|dhs|the feds)|releases? to ice|"
               r"(?:gave|given|give|surrendered|delivered|released|sent|went|gone|left|go|passed|moved|"
               r"remanded|taken|driven off|driven away|ended up) (?:\w+ ){0,4}?(?:over )?(?:with|to|by|"
               r"into|in) (?:ice|immigration|federal (?:agents|officers|custody|immigration|authorities|"
               r"van|officials)|agents|the feds|the agency|ero|their custody|its custody|a federal van|"
               r"u\.s\. imm\w+)\b|"
               r"(?:left|leave)[\w ]{0,20} in a federal van|left that way|pick(?:ed|ing)?[ -]?(?:\w+ )"
               r"?up(?:s)?|pickups?|"
               r"collected|came (?:and got|for|to get|to collect)|come (?:and gotten|for)|c[oa]me and "
               r"g[oe]t(?:ten)?|took (?:\w+ )?(?:custody|away|possession)|take custody|taking custody|"
               r"taken (?:into|in) (?:ice |federal |immigration )?custody|taken by ice|took \w+ into "
               r"custody|fetch(?:ed|ing)|drove away with|retrieved|claimed by|showed up for|assumed "
               r"custody|delivered to|custody of ice)"),
    (Act.LIFT, r"(?:lifted|cancell?ed|cancell?ing|rescinded|withdrawn|withdrew|dropped|voided|pulled back|"
               r"called off|revoked|retracted|lifting|withdrawing)"),
    (Act.HONOR, r"(?:honou?r(?:ed|ing|s)?|compl(?:y|ied|ying|ies)(?: with)?|granted|accepted|act(?:ed|ing)"
                r"? (?:up)?on|obeyed|fulfilled|said yes|went along|acceded|cooperated (?:with|on))"),
    (Act.HOLD, r"(?:held|kept|detained|hold|holding|keep|kept on|jailed|retained|detaining)"),
    (Act.FREE, r"(?:released|let go|let out|freed|walked out|walked free|went home|let loose|turned loose|"
               r"bailed out|made bail|posted bail|bailed|set free|put back)"),
    (Act.ASK, r"(?:receiv(?:ed|es|e|ing)|rec'd|got(?:ten)?|lodg(?:ed|es|ing|e)|issu(?:ed|es|ing|e)|"
              r"issuance|sent|sends|sending|plac(?:ed|es|ing|e)|fil(?:ed|es|ing|e)|logg(?:ed|ing)|"
              r"documented|"
              r"submitt(?:ed|ing)|recorded|puts?|putting|took in|taken in|c[oa]me in|coming in|arrived|"
              r"presented|prepar(?:ed|es|ing)|served with|fielded|faxed|emailed|e-mailed|"
              r"sought|seeks|wanted|ask(?:ed|ing|s)?|requested|counted|tallied|wrote|written|transmitted|"
              r"delivered|generated|entered|landed|turned up|dropped off|made|attached|"
              r"credits?|hit with|saw|seen|had|have|has|were|was|there were|there was|listed|reported|"
              r"show(?:s|ed)?|carried|gave|forwarded|flagged|processed|directed|addressed)"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    act: Act
    start: int
    end: int
    negated: bool
    passive: bool
    denies: bool = False  #: 'not honored': the act of another one, denied
    weak: bool = False  #: 'had', 'were', 'show': says that something was there, no more


#: what may, must or should be done was not done
_MODAL: Final = re.compile(
    r"\b(?:may|can|cannot|could|would|should|must|shall|might|will|allowed to|permitted to|free to|"
    r"entitled to|obliged to|required to|going to|"
    r"supposed to|let (?:the \w+|her|him|them|it|us)|won't|wouldn't|can't|whether to|how to|agreed to|"
    r"promised to|vowed to|pledged to|right to|need to|has to|have to|had to)"
    r"\s+(?:not\s+|only\s+|also\s+|be\s+|ever\s+|it\s+|longer\s+|no\s+){0,3}$"
)
_WEAK_ASK: Final = frozenset(
    [
        "had",
        "have",
        "has",
        "were",
        "was",
        "there",
        "were",
        "there",
        "was",
        "listed",
        "reported",
        "show",
        "shows",
        "showed",
        "saw",
        "seen",
        "made",
        "gave",
        "credits",
        "credit",
        "carried",
    ]
) | {"there were", "there was"}
_PASSIVE: Final = re.compile(
    r"\b(?:was|were|been|be|being|is|are|got|get|gets|getting)\s+(?:\w+ly\s+|not\s+|then\s+|later\s+|"
    r"also\s+|all\s+|ever\s+|eventually\s+|subsequently\s+|\w+ly\s+)?$"
)


@cache
def _acts_pattern() -> re.Pattern[str]:
    # longest alternatives first within the fixed order of acts: the first act that fits at a place wins
    return re.compile("|".join(rf"(?P<{act.name}>\b(?:{source})(?!\w))" for act, source in _ACTS))


def events(low: str) -> list[Event]:
    """Every act that a folded sentence speaks of, in order."""
    found: list[Event] = []
    for match in _acts_pattern().finditer(low):
        if _MODAL.search(low[max(0, match.start() - 40) : match.start()]):
            continue
        act = Act[match.lastgroup or "ASK"]
        before = low[max(0, match.start() - 60) : match.start()]
        negated = bool(_NEGATION.search(before))
        weak = act is Act.ASK and match.group() in _WEAK_ASK
        denies = act is Act.DECLINE and bool(re.match(r"not |didn't |did not |without ", match.group()))
        passive = bool(_PASSIVE.search(before))
        found.append(Event(act, match.start(), match.end(), negated, passive, denies, weak))
    return found


@cache
def strong() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{STRONG})\b")


@cache
def topic() -> re.Pattern[str]:
    """A mention of detainers that is no eviction."""
    return re.compile(
        rf"(?<!unlawful )(?<!unlawful-)\b(?:{STRONG})\b|\b(?:ice|immigration) (?:\w+ ){{0,3}}holds?\b|"
        rf"\bholds? (?:for|by|from) (?:ice|immigration)|"
        rf"\bdetainer"
    )


_HANDLED: Final = re.compile(
    r"\bholds?\b|\bhand(?:s|ed|ing)? (?:\w+ )?over|\bturn(?:s|ed|ing)? (?:\w+ )?over|"
    r"\bto (?:hold|keep|detain)\b|"
    r"\bhonor\w*|\brequests?\b|\bice asked|\bice's (?:forms?|requests?|asks?)|"
    r"\bkept?\b[^.]{0,40}\bfor (?:ice|agents|immig)"
)


def is_about(low: str) -> bool:
    """Whether a folded text speaks of detainers, by that name or as what ICE asks of a jail."""
    if topic().search(low):
        return True
    return len(AGENCY.findall(low[:60_000])) >= 2 and bool(_HANDLED.search(low))


@cache
def heads() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What may follow a number, with the kind of thing it is."""
    join = r"\s+(?:of\s+(?:the\s+|these\s+|those\s+|its\s+|their\s+)?)?"
    return (
        ("strong", re.compile(rf"{join}(?:{STRONG})\b")),
        ("weak", re.compile(rf"{join}(?:{WEAK})\b")),
        ("person", re.compile(rf"{join}(?:{PERSON})\b")),
        ("times", re.compile(rf"{join}{TIMES}\b")),
        ("them", re.compile(r",?\s+of\s+(?:them|those|these|whom|which)\b")),
    )
