"""Phrases that tell a time by an event without its date: "since the law took effect", "before the order"."""

from __future__ import annotations

from typing import Final

from monitor.figures import pointers, spans
from monitor.figures.time_words import ANY, COUNT, MONTH, YEAR, Rule

NOUN: Final = (
    r"(?:law|act|statute|bill|ordinance|measure|legislation|amendment|order|ruling|decision|opinion|"
    r"injunction|"
    r"judgment|decree|verdict|settlement|policy|directive|memo|memorandum|guidance|change|switch|moratorium|"
    r"resumption|reform|agreement|program|programme|contract|partnership|deal|pact|election|inauguration|"
    r"administration|vote|adoption|passage|approval|resolution|signing|start|beginning|launch|opening|"
    r"creation|"
    r"rollout|end|expiration|closing|termination|lawsuit|suit|implementation|pandemic|virus|outbreak|"
    r"lockdown|"
    r"effective\s+date|hurricane|flood|storm|fire|shooting|killing|murder|arrest|raids?|arrival|takeover|rule|protocol)"
)
VERB: Final = (
    r"(?:took\s+(?:effect|office|over|hold)|takes\s+effect|taking\s+effect|(?:went|came|go|"
    r"come)\s+into\s+(?:effect|"
    r"force)|(?:went|came)\s+(?:live|down|out)|(?:was|were|been|got)\s+(?:[a-z]+(?:ed|en|wn|orn)|put|set|"
    r"cut)\b(?:\s+(?:in|down|into\s+law))?|became\s+[a-z]+|"
    r"began|begun|started|passed|changed|opened|ended|stopped|ceased|quit|kicked\s+in|signed|voted|ruled|"
    r"joined|"
    r"adopted|enacted|arrived|dropped|switched|issued|ordered|expired|left|closed|resumed|launched)"
)
_DET: Final = r"(?:the|that|this|his|her|its|their|our|my|a|an)\s+"
WHAT: Final = (
    rf"(?:{_DET}(?:[\w'().-]+\s+){{0,3}}?{NOUN}\b(?:'s)?(?:\s+(?:of\s+(?:the|that|this|his|her|its|"
    rf"their)\s+)?{NOUN}\b)?"
    rf"(?:\s+{VERB}\b)?|(?:it|he|she|they|i|we|{_DET}\w+(?:\s+\w+)?)\s+(?:first\s+|formally\s+|"
    rf"last\s+)?{VERB}\b|"
    r"(?:taking|assuming|entering)\s+(?:office|over|effect)|becoming\s+\w+|being\s+\w+(?:\s+in)?|"
    r"\w+ing\s+the\s+\w+|"
    r"i've\s+had\s+this\s+\w+)"
)
_N: Final = rf"(?:{COUNT}[\s-])?(?:full\s+)?(?P<unit>day|week|month|year|half)(?:s|[\s-]years?)?"
_NAMED: Final = r"that\s+(?:date|day|point|time|vote|change|month|week)|then"


def event_rules() -> tuple[Rule, ...]:
    """Times told by an event that the text dates elsewhere."""
    return (
        Rule(rf"(?:in|over|during|for)?\s*the\s+{_N}\s+since\s+{WHAT}", pointers.since_event, ("since",)),
        Rule(rf"(?:ever\s+)?since\s+{WHAT}", pointers.since_event, ("since",)),
        Rule(
            rf"from\s+{_DET}(?:start|beginning|launch)\s+of\s+{_DET}(?:\w+\s+)?{NOUN}\b(?:\s+(?:on|"
            rf"onward))?",
            pointers.since_event,
            ("from",),
        ),
        Rule(
            rf"(?:in|over|during|for|of)?\s*the\s+{_N}\s+(?:before|prior\s+to|preceding|"
            rf"leading\s+up\s+to)\s+{WHAT}",
            pointers.before_event,
            ("before", "prior", "preceding", "leading"),
        ),
        Rule(
            rf"(?:in|over|during|for|of)?\s*the\s+(?:first\s+)?{_N}\s+(?:after|following|under|of)\s+{WHAT}",
            pointers.after_event,
            ("after", "following", "under", "of"),
        ),
    )


def early_rules(a: str) -> tuple[Rule, ...]:
    """Such phrases of which a plainer rule would take a piece, so that they are tried first."""
    return (
        Rule(
            rf"(?:in|over|during|for)\s+(?:its|his|her|their|our|my|the\s+\w+'s)\s+first\s+(?:full\s+)?{_N}"
            rf"(?:\s+(?:in|of)\s+(?:office|existence|operation|force|effect|the\s+job))?",
            pointers.after_event,
            ("first",),
        ),
        Rule(
            rf"(?:(?:in|for|during|over|of)\s+)?(?:(?:the|those|these)\s+(?P<q>first|last|final)\s+{COUNT}\s+of\s+"
            rf"(?:the|those|these)\s+(?:[a-z]+\s+)?(?P<unit>year|month|week)s|(?:those|these)\s+(?P<q2>first|last|final)"
            rf"\s+{COUNT.replace('<n>', '<n2>')}\s+(?P<unit2>year|month|week)s)",
            pointers.part,
            ("those", "these", "first", "last", "final"),
        ),
        Rule(
            rf"since\s+(?:the|its|our|their)\s+(?:\w+\s+)?(?:fiscal|budget)\s+year\s+(?:began|started|opened)\s+"
            rf"(?:in\s+|on\s+|last\s+)?{a}",
            spans.since,
            ("since",),
            month=True,
        ),
        Rule(
            rf"(?:from|between)\s+{a}\s+(?:and|to|until|till|through|up\s+to)\s+"
            rf"(?!the\s+(?:start|beginning|end|close)\s+of\s+{MONTH})(?:{WHAT}|{_NAMED})",
            pointers.to_event,
            ANY,
            month=True,
            months=1,
        ),
        Rule(
            rf"(?:from|between|since)\s+(?:{_NAMED}|{WHAT})\s*,?\s+(?:and|to|until|till|through|up\s+to)\s+"
            rf"(?:the\s+(?:end|close)\s+of\s+)?{a}",
            pointers.event_until,
            ("from", "between", "since"),
            month=True,
            months=1,
        ),
    )


def shift_rules() -> tuple[Rule, ...]:
    """A month, quarter or week by the one before it; a half or quarter by its number alone."""
    unit = r"(?P<unit>month|quarter|week|half)"
    thing = r"(?!\s+(?:the|it|he|she|they|we|i|a|his|her|its|their|that\s+\w+\s+\w+ed)\b)"
    return (
        Rule(
            rf"(?:in\s+|for\s+|during\s+)?(?:the\s+)?(?:{unit}\s+(?:before|prior|previous|"
            rf"earlier){thing}(?:\s+that)?|"
            rf"(?:previous|prior|preceding)\s+{unit.replace('unit', 'unit2')}|(?:a|"
            rf"one)\s+{unit.replace('unit', 'unit3')}\s+"
            rf"(?:earlier|before{thing}|prior))",
            pointers.shift_back,
            ("before", "prior", "previous", "earlier", "preceding"),
        ),
        Rule(
            rf"(?:in\s+|for\s+|during\s+)?(?:the\s+)?(?:(?:following|next)\s+{unit}(?!s)|"
            rf"{unit.replace('unit', 'unit2')}\s+"
            rf"(?:after|that\s+followed){thing}(?:\s+that)?|(?:a|"
            rf"one)\s+{unit.replace('unit', 'unit3')}\s+(?:later|after{thing}))",
            pointers.shift_on,
            ("following", "next", "after", "followed", "later"),
        ),
        Rule(
            rf"(?<!\bthe ){COUNT}\s+(?P<unit>year|quarter|month|"
            rf"week)s\s+"
            rf"(?P<way>earlier|before|later|after)(?:\s+that)?(?=\s*[,.;:)]|\s+(?:it|the|there|that|they|he|"
            rf"she|we)\b|$)",
            pointers.shift_by,
            ("earlier", "before", "later", "after"),
        ),
        Rule(
            r"(?:(?:in|for|during)\s+)?(?:the|and)\s+one\s+(?P<way>before|after|prior|following)(?:\s+(?:that|it))?"
            r"(?=\s*[,.;:)?]|\s+(?:it|there|they|he|she|we|was|were|had|has|came|and|got)\b|$)",
            pointers.like,
            ("one before", "one after", "one prior", "one following"),
        ),
        Rule(
            rf"(?:(?:in|for|during|over)\s+)?(?:what\s+(?:remained|was\s+left)|the\s+(?:rest|remainder|balance|remaining\s+"
            rf"(?:[a-z]+\s+)?(?:months|weeks|part)))\s+of\s+(?:(?P<y>{YEAR})|(?P<last>last\s+year)|(?:the|that)\s+year)",
            pointers.rest,
            ("remain", "left", "rest of", "balance"),
        ),
        Rule(
            r"(?:(?:in|for)\s+)?(?:the\s+)?(?P<q>first(?!\s*,?\s+\d)|second|third|fourth)(?:\s+(?:one|of\s+(?:these|those|"
            r"them)))?"
            r"(?=\s*,?\s+\d|\s*[,:;.]|\s+(?:it|there|they|the)\b|$)",
            pointers.ordinal,
            ("first", "second", "third", "fourth"),
        ),
    )
