"""Numbers that count nothing that is asked for here, told by the words right around them: an age, a vote, a
temperature, an address, a base of a ratio, a sample, the word "one" for a thing spoken of.
"""

from __future__ import annotations

import re
from typing import Final

from monitor.figures.numbers import Number

BEFORE: Final = 80  #: characters before a number that are looked at
AFTER: Final = 60  #: characters after it

_PERSON = (
    r"(?:man|woman|boy|girl|father|mother|brother|sister|son|daughter|husband|wife|widow|cousin|uncle|aunt|"
    r"nephew|"
    r"veteran|cook|roofer|mechanic|nurse|guard|student|resident|native|immigrant|citizen|patient|clerk|"
    r"musician|"
    r"(?!(?:former|latter|number|order|quarter|center|winter|summer|other|after|under|over|whether|never|"
    r"september|"
    r"october|november|december|river|letter|paper|matter|another|further|either|neither|however|together|"
    r"later|"
    r"earlier|detainer|answer|error|major|floor|door|higher|lower|larger|greater|smaller|fewer|total|plan|"
    r"span|ban|"
    r"register|ledger|chapter|corner|folder|docket|year|register|tracker|buffer|banner|transfer|prior|per|"
    r"ever)\b)"
    r"[a-z]{2,}(?:er|or|ist|ian|man|woman))"
)
#: each with how the text before a number ends where it matches
_BEFORE: Final = (
    (("",), rf"\b(?:an?|the|her|his|their|one|another) (?:[a-z'-]+ ){{0,3}}?{_PERSON}, $", "an age,"),
    (
        ("he", "'s", "is", "was", "turns", "turned", "be", "only", "just", "now", "about"),
        r"\b(?:he|she)(?:'s| is| was| turn(?:s|ed)| will be|'d be) (?:only |just |now |about )?$",
        "an age",
    ),
    (
        ("was", "turned", "only", "just", "about"),
        r"\bwhen (?:he|she|i) (?:was|turned) (?:only |just |about )?$",
        "an age",
    ),
    (
        ("over", "under", "above", "than", "age", "aged"),
        r"\b(?:people|persons|those|anyone|inmates|residents|prisoners) (?:over|under|above|older than|"
        r"younger than|aged?) $",
        "an age",
    ),
    (
        ("needed", "required", "cast", "is", "are", "was", ":"),
        r"\bvotes? (?:needed|required|cast)(?: is| are| was|:)? $",
        "a vote",
    ),
    (
        ("",),
        r"\b(?:sunny|cloudy|clear|rain|snow|windy?|forecast|weather)\b.{0,30}\b(?:highs?|lows?)(?: of| near| "
        r"around|,|:)? $|"
        r"\btemperatures?(?: of| near| around|,|:)? (?:(?:in|on) [a-z0-9. ]{2,20} )?(?:was |is |near |around "
        r")?$",
        "a temperature",
    ),
    (
        ("pc", "s", "vc", "rcw", "orc", ".", "mcl", "rsa", "dial", "telephone", "box", "flight"),
        r"\b(?:pc|h ?& ?s|hs|vc|rcw|ors|orc|krs|ars|a\.r\.s\.|c\.r\.s\.|crs|nrs|ilcs|mcl|n\.j\.s\.a\.|rsa|"
        r"t\.c\.a\.|"
        r"art\.|arts\.|dial|telephone|po box|p\.o\. box|flight) $",
        "a number of a law, page or place",
    ),
    (("every", "per"), r"\b(?:of|out of|in|for|per|from) every $|\bper $", "a base"),
    (
        ("sample", "size", "of", "was", ":", "some", "about"),
        r"\b(?:random )?sample (?:size )?(?:of |was |: ?)(?:some |about )?$",
        "a sample",
    ),
    (
        ("from", "by"),
        r"\b(?:answers|replies|responses) (?:came |were received )?(?:from|by) $",
        "counts who was asked",
    ),
    (
        ("resettled", "hired", "employs", "employed", "trained", "naturalized", "enrolled", "vaccinated"),
        r"\b(?:resettled|hired|employs|employed|trained|naturalized|enrolled|vaccinated) $",
        "counts something else",
    ),
    (
        ("",),
        r"\b(?:of|out of|in|for|per) (?:every|each|a) (?:hundred|thousand|100|1,000)\b[^;.]*$",
        "a ratio",
    ),
    (
        ("bill", "act", "amendment", "no."),
        r"\b(?:bill|act|amendment) (?:no\. )?$",
        "a number of a law, page or place",
    ),
)
_AFTER: Final = (
    (r", who\b(?! (?:had|have|were|are|was|is) (?:a |an |ice |immigration )?(?:detainer|hold))"
     r"(?=.{0,60}\b(?:he|she|his|her|pleaded|sued|works?|lives?|moved|told|told|came|has)\b)", "an age?"),
    (r" times (?:what|that (?:of|number|many|figure)|those (?:of|in)|the (?:number|figure|rate|total)|as "
     r"(?:many|high|much|often)|more|higher|"
     r"larger|greater)\b", "a multiple"),
    (r" (?:[A-Z][\w.]+ ){1,3}(?:St|Ave|Blvd|Rd|Dr|Ln|Ct|Pl|Pkwy|Hwy|Street|Avenue|Boulevard|Road|Drive|Lane|"
     r"Court|"
     r"Place|Plaza|Parkway|Highway|Square|Way)\b", "an address"),
    (r" (?:N|S|E|W|NE|NW|SE|SW)\.? [A-Z]", "an address"),
    (r":[0-9]", "a label"),
    (r" (?:short of|after another|by one|another\b|too many\b|way or\b|hand\b)", "counts nothing"),
    (r" (?:in|of|out of) (?:the|every|each) (?:hundred|thousand|million)\b", "a ratio"),
    (r" (?:against|versus|to) [0-9]+ (?:in|of|per|out of) (?:the |a |every )?(?:hundred|"
     r"thousand)\b", "a ratio"),
    (r" (?:votes?|yeas?|nays?|ayes?|abstentions?|in favor|opposed|abstaining|dissenting)\b", "a vote"),
    (r" (?:others? )?(?:are|were|remain) (?:still )?(?:in|part of|enrolled in|members of|signed up for) "
     r"(?:the|a|that) "
     r"(?:program|agreement|partnership)\b", "counts who takes part"),
    (r" (?:that|who|which) (?:gave (?:a|an|any|us|no|numbers|figures)|answered|replied|responded|provided "
     r"(?:a|data|"
     r"figures|numbers|records)|did not (?:answer|reply|respond)|never (?:answered|replied|responded))\b",
     "counts who was asked"),
    (r" (?:have been|had been|has been|were|was|are) (?:printed|published|built|bought|sold|hired|fired|"
     r"trained|sworn in|"
     r"elected|appointed|naturalized|vaccinated|tested|infected|killed|injured|wounded|hospitalized|planted|"
     r"resettled)\b",
     "counts something else"),
    (r" (?:(?:ICE|[Ii]mmigration|[Cc]ivil) )?(?:[Dd]etainer|[Hh]old)(?=[.,;:)]|"
     r"$)", "a number of a law, page or place"),
    (r" (?:degrees|°)", "a temperature"),
    (r"(?: [a-z]+){0,3} (?:short|shy) of\b", "a difference"),
)  # fmt: skip
_BEFORES: Final = tuple((ends, re.compile(source), why) for ends, source, why in _BEFORE)
_AFTERS: Final = tuple((re.compile(source), why) for source, why in _AFTER)
#: whether any of them may match; only then it is asked which
_ANY_AFTER: Final = re.compile("|".join(f"(?:{source})" for source, _why in _AFTER))
_NAMED: Final = re.compile(r"[A-Z][\w.'-]+ (?:[A-Z][\w.'-]+),\s$")
_PLACE: Final = re.compile(
    r"(?:County|City|Parish|Jail|State|Department|Police|Sheriff|Court|Prison|Center|Facility),\s$"
)


def around(low: str, text: str, number: Number) -> str:
    """Why the words right before or after a number say that it counts nothing; '' where they do not."""
    before = low[max(0, number.left - BEFORE) : number.left]
    after = text[number.end : number.end + AFTER]
    bare = before.rstrip()
    for ends, pattern, why in _BEFORES:
        if not bare.endswith(ends) or (why == "an age," and not after.startswith(",")):
            continue
        if pattern.search(before) and not (why.startswith("an age") and not _aged(number, after)):
            return why.rstrip(",")
    for pattern, why in _AFTERS if _ANY_AFTER.match(after) else ():
        if pattern.match(after):
            if why == "a number of a law, page or place" and number.value < 2:
                continue
            if why != "an age?":
                return why
            written = text[max(0, number.left - BEFORE) : number.left]
            if _NAMED.search(written) and not _PLACE.search(written) and _aged(number, after):
                return "an age"
    if low[number.start : number.end] in ("hundred", "thousand") and re.search(
        r"\b(?:in|of|per) (?:the |each )?$", before
    ):
        return "a base"
    if _LINE.match(text[number.end :][:3]) and text[: number.start].endswith("\n"):
        return "the number of a line"
    return clock(before, number)


_CLOCK: Final = re.compile(r"(?<![0-9])[0-9]{1,2}:$")
_LINE: Final = re.compile(r"[ \t]{2}")


def clock(before: str, number: Number) -> str:
    """Why a number is the minutes of a time."""
    minutes = number.form == "digits" and number.value < 60 and number.end - number.start == 2
    return "a time" if minutes and _CLOCK.search(before) else ""


def _aged(number: Number, after: str) -> bool:
    return (
        number.form == "digits"
        and number.value < 110
        and not re.match(
            r" (?:of (?:the|them|those)|detainers?|requests?|holds?|people|inmates|months?|weeks?|days?|for "
            r"(?:\d|\w+ing))",
            after,
        )
    )


_COUNT = (
    r"(?:(?<![0-9,])(?!(?:19|20)[0-9]{2}\b)[0-9][0-9,]*|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|"
    r"[a-z]+teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?)"
)
_OWNERS = (
    r"(?:people|persons|inmates|prisoners|individuals|men|women|detainees|immigrants|anyone|anybody|"
    r"everyone|those|"
    rf"someone|defendants|arrestees|who|{_COUNT})"
)
#: "142 people there had one", "six of the 163 have one", "inmates with one"
_HAVE_ONE: Final = re.compile(
    rf"\b{_OWNERS}(?: of (?:the|those|them)(?: [0-9,]+)?)?(?: (?:there|here|already|also|still|now|in \w+|in "
    rf"the \w+))?"
    r"(?: (?:had|have|has|carried|got|with|without|under|on)| (?:are|were) (?:under|on|with)) $"
)
_ARTICLE_ONE: Final = re.compile(r"\b(?:at|in|to|from|than|on|by) (?:the|this|that|another) [a-z'-]+ $")
#: "six had none", "in eleven others there was one": how counts are spread over those who were asked
_SPREAD: Final = re.compile(
    rf"(?:\b(?:percent|per cent|half|most|many|several|some)|(?:(?<!in )(?<!of )(?<!for )(?<!from )(?<!than "
    rf")(?<!since )\b{_COUNT}"
    rf"|\b{_COUNT} (?:others?|more|of (?:the|them|those|these|its|our|[a-z]+'s)(?: [a-z0-9,]+){{0,2}}|"
    rf"(?:other )?(?:counties|jails|agencies|departments|cities|towns|"
    r"sheriffs|offices|months|states|jurisdictions|parishes|precincts|facilities|respondents)))),?"
    r"(?: (?:said|say|answered|replied|reported)(?: that)?(?: they)?)?"
    r"(?: (?:had|have|has|received|saw|reported|recorded|there (?:was|were|had been))){1,2} "
    r"(?:only |at most |just |but |fewer than )?$"
)


def spread(low: str, number: Number) -> str:
    """Why "none" or "one" tells how a count is spread over those who were asked, or stands for a noun."""
    before = low[max(0, number.left - BEFORE) : number.left]
    after = low[number.end : number.end + 12]
    if number.value > 1 or number.form == "digits":
        return ""
    bare = re.match(r"\s*$|[.,;:!?)\"]|\s+(?:when|and|were|was|in|on|as|but|at|now|that|because|so)\b", after)
    if number.form in ("words", "single") and low[number.start : number.end] == "one" and bare:
        if _HAVE_ONE.search(before):
            return "stands for a noun"
        if _ARTICLE_ONE.search(before) and not re.search(r"\bof (?:\w+ ){1,3}$", before):
            return "stands for a noun"
    if _SPREAD.search(before):
        return "how a count is spread"
    return ""
