"""Numbers that the text itself takes back, puts in another's mouth as wrong, or only supposes."""

from __future__ import annotations

import re
from typing import Final

from monitor.figures.numbers import Number

AFTER: Final = 80  #: characters after a number in which a speaker may correct himself
IF: Final = 90  #: characters before a number in which the clause of an "if" may begin

#: "it was 1,832... I'm sorry, it's 1,834": the number before is taken back, the one after is meant
_SELF: Final = re.compile(
    r"[^.;!?0-9]{0,40}?(?:\.\.\.|…|--|—|–| -|[,;.])\s*(?:\"\s*)?(?:no,|no wait|sorry\b|i'm sorry|excuse me|"
    r"pardon me|or rather|make "
    r"that|i mean|i meant|scratch that|strike that|correction\b|check that|let me correct|wait,|i misspoke|"
    r"i'll correct|actually,)[^.?!]{0,60}?(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|"
    r"\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b)"
)
_IF: Final = re.compile(
    r"(?<!as )(?<!asked )(?<!ask )(?<!know )(?<!knew )(?<!tell )(?<!see )(?<!sure )(?<!even )(?<!wondered )"
    r"\bif (?:it |they |ice |you |we |the \w+ |a \w+ |i )?(?:\w+ ){0,2}?(?:sent|send|sends|had|have|has|got|"
    r"get|gets|lodged|"
    r"lodges|issued|issues|asked|asks|received|receives|were|was|are|is|honored|released|turned|held|took|"
    r"came|come|"
    r"comes|there)\b[^,;.:]*$"
)
#: what comes after a sentence that was wrong
_WRONG_NEXT: Final = re.compile(
    r"(?:^|: )[\"' ]*(?:that|this|it|the (?:number|figure|total|count|sentence|statement))(?:'s| is| "
    r"was)?\s+(?:also )?(?:an? "
    r"(?:typing |typographical |clerical |keying |printing |editing |transcription |scrivener's )?(?:error|"
    r"mistake|"
    r"typo|misprint|slip)\b|wrong\b|incorrect\b|inaccurate\b|false\b|mistaken\b|not (?:right|correct|so|"
    r"true|accurate|"
    r"the case)\b|in error\b|an? (?:over|under)(?:count|statement)\b|"
    r"the (?:number|count|total|figure) (?:of|for) (?!(?:detainers|requests|ice detainers|holds|"
    r"immigration)))"
)
#: what was written or said before, by us or you: told to be corrected
_SAID: Final = re.compile(
    r"^[\"' ]*(?:\w+: )?(?:we|you|our (?:story|article|report|headline)|the (?:article|story|headline|"
    r"newspaper|"
    r"caption|chart|graphic)|it|last (?:week|month|year)'s \w+)\s+(?:had )?(?:said|say|says|wrote|write|"
    r"reported|stated|"
    r"state|gave|put|told|printed|read)\b"
)
_NOT_SAID: Final = re.compile(
    r"\b(?:didn't|did not|never|don't|do not) (?:say|said|claim|tell \w+|mean) (?:that )?(?:a |some )?$"
)
_SET_APART: Final = re.compile(
    r"\b(?:neither|none of (?:the|these|those)) (?:\w+ ){1,2}(?:counts?|includes?|covers?) (?:the |those )?$"
)


def own(low: str, number: Number) -> str:
    """Why the number's own sentence takes it back or only supposes it; '' where it does not."""
    if _SELF.match(low, number.end, number.end + 160):
        return "taken back"
    before = low[max(0, number.left - IF) : number.left]
    if _IF.search(before):
        return "a supposition"
    if _NOT_SAID.search(before):
        return "said not to be"
    return "set apart" if _SET_APART.search(before) else ""


#: "this was bookings", "it was a keying mistake": said of the sentence before, whoever's it was
_WAS: Final = re.compile(
    r"(?:^|: |said (?:that )?|\. )[\"' ]*(?:that|this|it)(?:'s| is| was| were) (?:an? (?:\w+ )?(?:error|"
    r"mistake|typo|misprint)\b(?! to| on)|"
    r"(?:all |just |only )?(?:bookings|arrests|interviews|encounters|inquiries|queries|checks|screenings|"
    r"admissions|"
    r"foreign-born))"
)
#: of which one stands in whatever `_WAS` matches
_WAS_WORDS: Final = (
    "error", "mistake", "typo", "misprint", "bookings", "arrests", "interviews", "encounters", "inquiries",
    "queries", "checks", "screenings", "admissions", "foreign-born",
)  # fmt: skip
#: "Inquiries that were not detainers are not shown. There were 348."
_LEFT_OUT: Final = re.compile(
    r"\b(?:were|are|is|was) not (?:ice |immigration )?(?:detainers?|holds?|shown|counted|included)\b[^.]*"
)
_THERE: Final = re.compile(r"^[\"' ]*(?:there (?:were|are|was)|it was|they numbered|they came to) $")
_ASKED: Final = re.compile(
    r"how many (?:inmates|people|prisoners)(?: (?:are|were|do you have|have you)(?: (?:in|there|"
    r"here)\b[^?]{0,40})?)?"
    r"(?: (?:this morning|today|tonight|now|right now|in the (?:jail|house|building)))*[\"' ]*\?$"
)
_ANSWER: Final = re.compile(r"^(?:[a-z .]{1,30}: )?[\"' ]*(?:a\. )?(?:about |some |we have |there are )?$")


def after(low: str, following: str) -> str:
    """Why a sentence is no claim of the text: what follows it says that it was wrong."""
    if _SAID.search(low) and _WRONG_NEXT.search(following):
        return "taken back"
    wrong = any(word in following for word in _WAS_WORDS) and _WAS.search(following)
    return "taken back" if wrong else ""


def before(low: str, number: Number, earlier: str) -> str:
    """Why a number is of what the sentence before it speaks of, which is no count of ours."""
    lead = low[: number.left]
    bare = BARE.match(low, number.end) is not None
    if bare and _LEFT_OUT.search(earlier) and _THERE.search(lead):
        return "left out of the count"
    if bare and _ASKED.search(earlier) and _ANSWER.search(lead):
        return "a population"
    return ""


#: no noun after a number: the sentence ends, or goes on with a time
BARE: Final = re.compile(
    r"\s*(?:$|[.,;:!?)\"]|(?:in|on|at|by|last|this|the|a|one|two|during|back|before|for|from|since|now|"
    r"today|then)\b)"
)
