"""The words in which a sentence says of all or of none what became of them, and those that say less."""

from __future__ import annotations

import re
from typing import Final

NOUN: Final = (
    r"detainers?|requests?|holds?|forms?|people|persons?|inmates?|individuals?|men|women|prisoners|faxes|"
    r"papers?|notices|names?|cases|times|instances"
)
COUNTED: Final = re.compile(NOUN)
_KIND: Final = (
    r"(?:(?:ice|such|civil|immigration|federal|new|single|other|valid|formal|written|one|county|more|"
    r"undocumented|foreign-born) ){0,3}"
)
_NO: Final = (
    rf"no (?={_KIND}(?:{NOUN}|offenders?|detainees?|residents?|immigrants?|juveniles?)\b)"
    r"(?!more |other |longer )"
)
_NONE: Final = (
    rf"{_NO}|none|not (?:a single|even) one|not one|not a soul|nobody|no one|neither(?! nor\b)|zero"
)
_ALL: Final = r"all|every (?:last |single )?one|each(?: (?:one|time)\b)?|both|everyone|everybody|every time"
_ANY: Final = rf"a single (?={_KIND}(?:{NOUN})\b)|a soul|any|anyone|anybody|either|a single one|even one"
QUANTIFIER: Final = re.compile(rf"\b(?:(?P<none>{_NONE})|(?P<all>{_ALL})|(?P<any>{_ANY}))(?:\b|(?<= ))")
#: between a quantifier and its number: "none of the 34"
LEAD: Final = re.compile(r"(?: of)?(?: (?:the|these|those|its|their|his|her|our))? ")
#: what a quantifier is of, where that is no number: "of them", "of those detainers", "requests"
PHRASE: Final = re.compile(
    r" (?:of )?(?P<back>(?:them|these|those|which|whom|it|that number)\b)?"
    r"(?P<the>(?:the|these|those|its|their|his|her|our|such) (?=\w))?"
    rf"(?P<words>(?:[\w,'-]+ ){{0,3}}?(?:{NOUN})\b)?"
)
THEM: Final = re.compile(r"\b(?:them|these|those|which|whom)\b")
#: "nobody who had a warrant", "everyone with a record": of some only
SOME: Final = re.compile(r" (?:who|that|wasn't|weren't|with|without|in|from|at)\b")
#: "nearly all", "in all", "not all"; "all but two", "all told", "all year"
NOT_ALL_BEFORE: Final = re.compile(
    r"\b(?:nearly|almost|virtually|practically|not|about|roughly|most|in|at|after|above|of|for|but|and|"
    r"overall) $"
)
NOT_ALL_AFTER: Final = re.compile(
    r" (?:case|event|more|longer|further|of ice|but|told|along|day|week|month|year|summer|winter|night|too|"
    r"about|over|sorts|kinds|other|others|else|of (?:the )?(?:last |this |that )?(?:year|week|month|\d{4})|"
    r"in all|\d+ (?:counties|states|cities|jails|sheriffs|members))\b"
)
EXCEPT: Final = re.compile(
    r"\b(?:except|unless|if|other than|apart from|aside from|save for|but for|all but|without (?:a|an) |"
    r"(?:who|that) (?:had|has|lack\w*)|lacking)\b"
)
_RULE_WORDS: Final = (
    "will shall would may might must can could cannot should if unless whether let won't wouldn't can't "
    "couldn't shouldn't ought be promised vowed pledged plans expects wants "
    "is are does do doesn't don't isn't aren't gets get"
)
#: words with which a sentence tells what may be, will be, or is done as a rule
RULE: Final = frozenset(_RULE_WORDS.split())
_GAP_ENDS_WORDS: Final = (
    ", and but while that who whom which because <n> <m> <r> when if after before until or"
)
#: words beyond which an act governs nothing
GAP_ENDS: Final = frozenset(_GAP_ENDS_WORDS.split())
KEEPS: Final = frozenset(
    ["held", "kept", "detained", "retained", "hold", "keep", "detain", "holding", "keeping"]
)
#: forms that without "did" tell what is done as a rule
BARE: Final = frozenset(
    ["honor", "comply", "accept", "ignore", "decline", "reject", "refuse", "hold", "keep"]
)
GOES: Final = frozenset(["went", "left", "gone", "leave"])
#: other subjects that stand between a quantifier and an act
OTHERS: Final = frozenset(["ice", "they", "he", "she", "it", "we", "said", "say", "told", "agents", "agreed"])
_THEN_WORDS: Final = (
    "of since because without outright despite after before until over past beyond so while when where too "
    "either we he she there along just today solely only longer overnight even within between into back down "
    "up away aside off"
)
#: what may stand after a quantifier that is an object, besides `clauses.STOP`: no noun of another kind
THEN: Final = frozenset(_THEN_WORDS.split())
#: what stands before a quantifier whose sentence has no finite verb: "sixty-six, all honored"
ALONE: Final = re.compile(r"(?:[,;:(–—.-]|\b(?:still|with|and|but|again|also))[ \"']*$")
#: kept longer than a detainer lasts: that others were kept is not denied
LONG: Final = re.compile(r"(?: \w+){0,2} (?:48|forty-eight|72) hours")
