"""The words of heads and labels that name each metric."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from config.words import Metric

_FEDS: Final = (
    r"(?:the )?(?:u\.?s\.? )?(?:ice|i\.c\.e\.|immigration(?: and customs)?|dhs|ero|federal|feds|"
    r"cbp|border patrol|agents?|homeland)"
)
FED: Final = re.compile(rf"\b{_FEDS}\b")
_VERBS: Final = (
    r"(?:honou?r\w*|compl\w+|acted|action\w*|held|hold|granted|grant|accepted|followed|enforced|"
    r"kept|keep|obeyed|"
    r"fulfill?ed|detained|met|taken up|approved|executed|respected|observed|carried out|accommodated|"
    r"recogni[sz]ed|upheld|satisfied|effectuated|implemented|heeded|retained|obliged|agreed to|acceded to)"
)
_RULES: Final = (
    (
        Metric.DECLINED,
        rf"\b(?:not|never|isn't|aren't|were no|n't)(?: \w+)?? (?:been |be |to )?{_VERBS}|\b(?:no|"
        rf"without) (?:action|compliance|hold placed)|"
        r"\b(?:refus|fail|declin|opted|chose|elected|decided)\w*(?: not)? to (?:\w+ )?(?:honou?r|comply|"
        r"hold|keep|detain|act|accept|turn|hand|transfer|surrender)|\breturned unexecuted|"
        r"\b(?:bypass|overr[io]d|overrul|sidestep|contraven|vetoed|nixed|violated|dismissed|skipped|tossed|shrug)"
        r"\w*|\breleas\w+ (?:prior to|before|w/?o|without) (?:notice|notif\w+|any notice|the )?\W*(?:to )?"
        rf"(?:{_FEDS}|pick-?up|notice)|"
        r"\b(?:declin|reject|refus|ignor|disregard|rebuff|dishonor|unhonor|overrid|bounc|spurn|snub|"
        r"flout|defied|defian|disobey|resist|discard|unheeded|nonhonor|noncompl|unmet)\w*|"
        r"\bden(?:ied|ials?|y)\b|"
        r"\bnon-?(?:complian|honor)\w*|\bno action taken|\bun(?:fulfilled|answered|heeded)|"
        r"\b(?:released?|discharged?|freed|let (?:go|out)|walked out|bailed|bonded)\b[^|"
        r"]{0,40}\b(?:despite|in spite|anyway|without|"
        rf"{_FEDS} (?:not|did not|didn't|absent|no)\b|no {_FEDS}|over (?:a |the )?detainer|detainer "
        rf"not|(?:on|to) (?:the )?(?:street|community|public|own|family|bail|bond)\b|"
        r"on schedule|as usual|(?:in )?(?:the )?ordinary|with (?:an? )?(?:active |open )?(?:ice "
        r")?(?:detainer|hold)|out of|free|front door)|"
        rf"\b{_FEDS} (?:request|detainer|hold)s? not |\b(?:turned|turning) (?:down|away|back)|"
        rf"\b(?:lifted|cancel\w+|removed|cleared|dropped|voided) by (?:the |this )?(?:county|sheriff|"
        rf"jail|office|city|department|us)|"
        r"\b(?:sent|returned|mailed) back|\blet go\b|\bset aside\b|\bset free\b|\bdid not hold\b|"
        r"\breturned (?:unsigned|unserved|unhonored)|\bno longer followed|\bkept \(no\)|\bheld "
        r"\(no\)|\bshredded|\bto (?:the )?streets?\b|\bno[ -]shows?\b|"
        r"\b(?:no|not any) (?:heed|attention|mind|notice taken)\b|"
        rf"\b(?:releas\w+|discharg\w+|freed|walked|left)\b[^|]{{0,20}}\b(?:with )?(?:no|without(?: an?)?|"
        rf"lacking) "
        rf"(?:{_FEDS} )?(?:pick-?up|response|answer|show|custody|transfer|collection)|"
        rf"\b(?:releas\w+|discharg\w+|freed)\b[^|]{{0,20}}\b(?:un(?:claimed|collected)|not (?:claimed|"
        rf"collected|picked up))|"
        r"\bnotwithstanding\b|^(?:rel\w* "
        r")?to (?:the )?(?:community|public|family|bond|bail)\b|\bfiled and forgotten",
    ),
    (
        Metric.WITHDRAWN,
        r"\b(?:lift|cancel|rescin|rescission|withdr|void|revo[ck]|retract|recall|dropp|drops?\b)\w*|"
        r"\bcalled off|\b(?:took|take|taken|pulled|called|turned) (?:back|off)\b|\blapsed\b|\blet "
        r"lapse|\babandon\w*|\b(?:terminat|nullif|annul|discontinu|invalidat|scrapp|quash|supersed|vacated|"
        r"expung)\w*|\bproved? (?:to be )?(?:a )?(?:u\.?s\.? )?citizens?|\bno longer interest|"
        r"\bwaived\b|\bno longer (?:sought|pursued|needed)|\bgave up|"
        rf"\b(?:removed|cleared|ended|closed|abandoned|pulled) by {_FEDS}(?! agents?\b)|"
        rf"\b{_FEDS} (?:removed|no longer wanted|changed its mind|pulled|abandoned|let drop)|"
        rf"\bno longer wanted|\breleases? of detainer|\bdetainers? (?:released|removed) by",
    ),
    (
        Metric.TRANSFERRED,
        rf"\b{_FEDS} (?:received|obtained|gained) (?:into )?custody|\bremoved by {_FEDS} agents?|"
        r"\b(?:transfer|handover|pick-?up|turn-?over|hand-?off|surrender)\w*|\bturn(?:ed|s|ing)? "
        r"(?:\w+ )?over|\bhand(?:ed|ing|s)? (?:\w+ )?(?:over|to|off)|\bpick(?:ed|s|ing)?[ -](?:\w+ "
        r")?up\w*|"
        rf"\b(?:releas\w+|discharg\w+|given|gave|gone|went|go|going|left|leaving|leave|walked|"
        rf"delivered|remanded|sent|moved|passed|conveyed|driven|taken|bused|out) (?:\w+ "
        rf"){{0,3}}?(?:w/|to|with|by|into|in(?:to)? the custody of|in|for) ?{_FEDS}\b|"
        rf"\btaken (?:by|into|away|in|up)|\bcollected\b|\b(?:in)?to (?:the )?(?:custody|hands) of|"
        rf"\bcustody (?:assumed|taken|accepted)|\b(?:took|taking|take|assumed|accepted|gained) "
        rf"(?:into )?custody|"
        rf"(?<!not to )\bto {_FEDS}(?:'s)?(?: custody)?(?:$|[ )(,/])(?!notif)|\b(?:in|into) (?:ice|"
        rf"federal|immigration|dhs)(?:'s)? (?:custody|hands|van)|"
        rf"\b{_FEDS} (?:pick|took|taken|assumed|came|appeared|arrived|collected|fetched|got|takes|"
        rf"custody|retrieved|showed|pickup|at the door|(?:then |actually |later )?take)\w*|\bcame "
        rf"(?:and|to|for)|\bcome for|\bfetched|\bretrieved|\bshowed up|(?<!action )"
        rf"(?<!actions )(?<!action was )\btaken\b(?! (?:off|on|from))|\bvan\b|\bwalked over|"
        rf"\b(?:rel|tot|tr|xfer|t/o)[ -.]+(?:to )?(?:fed|ice|imm)|"
        rf"\bdelivered\b|\bxfer",
    ),
    (
        Metric.NOTIFIED,
        rf"\b(?:e-?mails?|texts?|faxes|messages?) (?:sent )?to {_FEDS}\b|\b(?:ice|ero|dhs) (?:was |were )?"
        rf"(?:contacted|warned|e-?mailed|texted)|"
        rf"\bnotif\w*|\brequests? for (?:advance )?(?:notice|release)|\bi-?247n\b|\bcalls? (?:made "
        rf")?to {_FEDS}|\bcall(?:ed)? {_FEDS}|\b(?:ice|agents?|ero|dhs) (?:was |were )?(?:told|"
        rf"called|alerted|informed|advised|phoned)|\b(?:told|alerted|informed|advised|phoned|tipped|"
        rf"telephoned) {_FEDS}|"
        rf"\b(?:told|reported|disclosed|announced|relayed|notices?|word|faxe?s?|e-?mails?|"
        rf"phoned) (?:given |sent |made )?to {_FEDS}|"
        r"\breleases? (?:dates?|times?|info\w*|notices?)|\brelease-(?:date|info)|\bnotices? "
        r"(?:was |were )?(?:sent|given|to|of|made|faxed)|\binformation (?:given|provided|shared|"
        r"requests answered)|\bice told|\bphone calls|\bcalls made|\badvance notice|\bheads-up",
    ),
    (
        Metric.HONORED,
        r"\b(?:accommodat|recogni[sz]|upheld|effectuat|implement|heeded|obliged|acced|satisf)\w*|"
        r"\bdetainers? (?:met|observed|respected)\b|\b(?:agreed to|said yes|retained for)\b|"
        r"\brelease (?:delayed|postponed|deferred)|\b(?:delayed|postponed) release|"
        r"\bhono(?:u)?r\w*|\bcompl(?:ied|y|iance|ying|ies)\b|\bheld\b|\bhold(?:ing)? (?:beyond|past)|"
        r"\b(?:granted|accepted|followed|fulfilled|enforced|obeyed|executed)\b|\bact(?:ed|ing)? (?:up)?on|"
        r"\bactions? (?:was |were )?taken|\bkept\b|\bdetained\b|"
        r"\bdetentions? (?:under|on|pursuant|beyond|past|solely|for)|\bdetention beyond|\bextra "
        r"(?:time|hours)|\bheld past|\bholds? honored|\bprolonged|\bcooperat\w+|\bpast (?:their |the "
        r")?(?:local )?release|\bapproved\b|\bhold actually|\b(?:hold|keep|held|kept) extra|\b(?:did|"
        r"do) (?:you|we|they|the \w+) (?:hold|keep|detain|honor|comply)|"
        r"\b(?:carried|ran|run|stayed|lasted|served|used) (?:to |for |through |until |"
        r"out )?(?:the )?(?:end|full|whole|entire|"
        r"close)(?: of)?(?: the)? (?:48|forty-eight|72)",
    ),
)


@lru_cache(maxsize=2)
def rules() -> tuple[tuple[Metric, re.Pattern[str]], ...]:
    return tuple((metric, re.compile(source)) for metric, source in _RULES)


@lru_cache(maxsize=4096)
def hits(low: str) -> tuple[tuple[int, Metric], ...]:
    """Where the first words of each metric stand, for those that are named."""
    return tuple((m.start(), metric) for metric, pattern in rules() if (m := pattern.search(low)))


#: what a clerk writes over a narrow column
_SHORT_WORDS: Final = {
    Metric.REQUESTS: "rec recd rec'd rcd rcvd rcv'd rcv rvcd det dets dtnr dtnrs req reqs",
    Metric.HONORED: "hon hon'd hond hnrd hnr'd compl cmpl cplied",
    Metric.DECLINED: "ref ref'd refd rej rej'd rejd decl dcln decl'd n/h den'd dend dishon ign ign'd",
    Metric.TRANSFERRED: "t/o p/u xfer xferd xfer'd xfrd trf trfd tfr tfrd trans trans'd trnsf",
    Metric.NOTIFIED: "notif notif'd ntfd ntf",
    Metric.WITHDRAWN: "canc canc'd cxl cxld w/d wdn w/dn lftd rscnd",
    Metric.ACTIVE: "o/s outst actv",
}
SHORT: Final = {word: metric for metric, words in _SHORT_WORDS.items() for word in words.split()}
