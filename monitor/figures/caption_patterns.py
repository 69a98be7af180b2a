"""Closed sets of words that stand in heads and labels, as patterns of folded text."""

from __future__ import annotations

import re
from typing import Final

DETAINER: Final = re.compile(
    r"\bdetainers?\b|\bi-?247\w*|\b247s?\b|\b(?:ice|immigration|imm|dhs|federal immigration)[ "
    r"-]+(?:holds?|requests?|flags?|"
    r"forms?|retainers?|asks?)\b|\bhold(?:ing)? requests?\b|\brequests? (?:to|for a) (?:hold|"
    r"detain\w*|detention)|"
    r"\bdetention requests?\b|\bholds? (?:for|by|from|placed|received|lodged|entered|asked|requested)\b"
)
ABOUT: Final = re.compile(
    r"\bdetainers?\b|\bi-?247|\bice\b|immigration|\bimm\b|homeland|\b287\(?g|\bdhs\b|federal agents?|customs"
)
EVICTION: Final = re.compile(r"unlawful[ -]detainer|\bevict|\blandlord|\btenants?\b")
COST: Final = re.compile(
    r"reimburs\w*|\bcosts?\b|\binvoic\w+|\bbilled\b|\bdollars\b|\bpayments?\b|\bpaid\b(?! no\b)|\bspent\b|"
    r"\bexpen[sd]\w*|\bamount\b|\bclaimed\b(?! by\b)|\b(?:price|outlays?|charged to|recovered from|recouped|"
    r"scaap|tab)\b|\$(?!\d)"
)
HARD: Final = re.compile(
    r"\brequests? (?:by ice |from ice )?for (?:information|interviews?|access|records|documents)\b|"
    r"\b(?:probation|parole|warrant|marshals?|usms|military|out-of-state|in-state|other "
    r"(?:agency|state|county)) (?:detainers?|holds?)\b|"
    r"^(?:counties|agencies|jails|departments|sheriffs|facilities|jurisdictions|cities|"
    r"municipalities) (?:with|that|which|reporting|having|listed)|"
    r"%|\bpercent\w*|\bpct\b|\bshare of\b|^share\b|\brates?\b|\bratio\b|\baverages?\b|\bavg\b|"
    r"\bmedian\b|\bmean\b|\bper (?:day|week|month|100|1,000|capita|diem|inmate|person)|"
    r"\b(?:change|diff(?:erence)?|increase|decrease) (?:from|since|over|in|on)\b|^(?:net "
    r")?(?:change|diff(?:erence)?|increase|decrease)\b|\bchange$|\+/-|^(?:id|age|no\.?|code)$|"
    r"\b(?:proj(?:ected|ections?)?|forecast|anticipated|budgeted|planned|goals?|targets?)(?:\W|$)|"
    r"^(?:[fc]y ?)?'?(?:19|20)?\d\d est\b|"
    r"\b(?:held|detained|kept|detentions?|holds?|stays?|custody) (?:for )?(?:past|beyond|over|more than|"
    r"longer than|"
    r"exceeding|in excess of|after) (?:the )?(?:48|forty-eight|72)\b"
)
LOOSE: Final = re.compile(
    r"\brank\b|\bpage\b|(?<!\d )(?<!-)\b(?:days|nights|hours)\b(?! (?:ran|passed|expired|and))|"
    r"\blength\b|\bphone\b|\btel\b|\bfax (?:no|number)|\bzip\b|\bdeaths\b|"
    r"\b(?:booking|case|file|id|docket|badge) (?:no|number|id)\b|\bindex\b"
)
SOFT: Final = re.compile(
    r"\b(?:bookings?|booked|book-?ins?|book-?outs?|admissions?|admitted|intakes?|commitments?|population|"
    r"adp|capacity|"
    r"beds?|census|headcount|budget|arrests?|arrestees|arrested|removals?|removed|deport\w*|"
    r"encounters?|interview\w*|inquir\w+|quer(?:y|ies)|checks?|screen\w*|fingerprint\w*|"
    r"officers?|deput(?:y|ies)|staff|ftes?|positions?|overtime|salar\w+|vacanc\w+|"
    r"calls for|warrants?|i-?200\w*|i-?205\w*|i-?213|subpoenas?|marshals?|parole|probation|"
    r"visas?|complaints?|citations?|train\w*|visits?|visitors?|meals?|escapes?|incidents?|"
    r"grievances?|contract\w*|rent(?:al|ed)|board(?:ers|ing)|grants?|lawsuits?|claims|suits|"
    r"foreign-born|born|birth\w*|match\w*|hits|submissions|consent\w*|convictions?|sworn|employees|"
    r"sentenced|pre-?trial|housed|housing|detainees|charges?|offenses?|crimes?|stops|raids?|"
    r"warrantless|patrol\w*|vehicles?|courts?|other states?|extradit\w*|out-of-state|fugitive|"
    r"weekenders|walkaways|tickets|applications?|records? requests?|public records|forwarded to|"
    r"information requests|requests? for information|copies|pages|postage|trial|u\.s\. citizens|"
    r"citizens|naturaliz\w*|"
    r"translat\w*|interpret\w*|forms? i-9|phone|mail|case files|reports?|minutes|hearing|"
    r"agencies (?:with|that)|consular|queries|jobs|employers?|students?|licenses?|cameras?|"
    r"releases|scaap|probable cause|commissary|medical|suicide\w*|juveniles held)\b"
)
STOCK: Final = re.compile(
    r"\b(?:active|outstanding|in (?:effect|force|place)|live|standing|in[ -]house|"
    r"last (?:day|night)|end of|eom|year-?end|month-?end|"
    r"currently|current|in custody|on hand|on file|pending|still (?:here|in|held|open)|remaining|"
    r"remain|open|"
    r"in jail|as of|today|tonight|this (?:morning|evening)|on (?:that|this|the) (?:day|date)|"
    r"snapshot|roster|count on|midnight|at the end|in stock|(?:inmates|persons|people|prisoners|"
    r"individuals|those|offenders|detainees) with|unresolved|under (?:an? )?(?:ice|immigration) "
    r"(?:detainer|hold)|awaiting|waiting|present|now)\b|"
    r"\bon (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\bon \d{1,2}/\d"
)
FLOW: Final = re.compile(
    r"\b(?:receiv\w+|rec'?d|recd|rcvd|lodg\w+|issu\w+|presented|submitted|sent|logged|new|"
    r"entered|intake|at booking|booked|came|got|asked|fil(?:ed|ings)|placed|made|faxed|served|"
    r"delivered)\b"
)
CROWD: Final = re.compile(
    r"\b(?:custody|counts?|inmates|population|midnight|persons|people|prisoners|individuals|"
    r"cases|files|positions)\b"
)
ASK: Final = re.compile(
    r"\b(?:receiv\w+|rec'?d|recd|rcvd|lodg\w+|issu\w+|presented|placed|fil(?:ed|ings?)|submitted|"
    r"sent|logged|requests?|requested|forms?|asked|asks|detainers?|holds?|i-?247\w*|247\w*|"
    r"entered|put on|faxes|faxed|came in|served|flags|new$|incoming)\b"
)
NEUTRAL: Final = re.compile(
    r"(?:the |of )?(?:numbers?|count|counts|total|totals|persons?|people|individuals?|inmates?|"
    r"cases|instances|times|figures?|value|values|quantity|qty|#|n|no|num|answer|response|result|"
    r"responsive|this (?:year|quarter|month|week|period)|last (?:year|quarter|month|week)|prior "
    r"(?:year|quarter|month|period)|how many|all|statistic|data|ytd|year to date|"
    r"by (?:fiscal |calendar |school )?(?:year|month|quarter|week)|"
    r"reported|reporting period|current (?:year|quarter|month|period)|previous (?:year|quarter|"
    r"month|period)|tally|sum|events?|occurrences|men|women|(?:per |from |according to )?(?:the "
    r")?(?:ice|dhs|sheriff|jail|county|trac)(?:'s)?(?: (?:data|counts?|records|figures|numbers?|"
    r"says))?(?: \(.*\))?)(?: (?:of|in|for|to date|persons|people|cases|total|count|number|only|"
    r"reported|period|\d+))*"
)
PLACE: Final = re.compile(
    r"[a-z.' -]{3,36} (?:co\.?|county|parish|counties|jail|p\.?d\.?|police|sheriff(?:'s office)?|department|"
    r"city|township|borough|reservation|facility|cent(?:er|re)|complex|camp|prison|institution|annex|unit|"
    r"tower|"
    r"workhouse|barracks)(?: \(.*\))?"
)
ACTED: Final = re.compile(
    r"\b(?:to|by|from|at|numbers?|inmates|persons|people|quer|interview\w*|bookings?|arrests?|checks?|"
    r"calls?|reports?)\b"
)
TIME: Final = (
    r"(?:fy|cy|ffy|sfy|calendar|fiscal|federal|state|years?|yr|in|for|the|to|date|ytd|through|"
    r"thru|first|second|third|fourth|1st|2nd|3rd|4th|half|quarters?|qtr|months?|weeks?|of|ending|"
    r"ended|ends|partial|part|prelim(?:inary)?|prior|"
    r"so far|since|before|after|from|until|and|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|jan|feb|mar|apr|"
    r"jun|jul|aug|sept?|oct|nov|dec|q[1-4]|h[12]|[1-4]q|\d{1,2}|(?:19|20)\d\d|'\d\d|fy\d\d+|"
    r"cy\d\d+|ffy\d\d+|spring|summer|fall|winter|only|monday|week|wk)"
)
PERIOD: Final = re.compile(rf"(?:{TIME}[*†‡]*[ .,()'/:–—-]*)+")
TOTAL: Final = re.compile(
    r"\W*(?:grand |sub-?|year |annual )?(?:totals?|all(?! others?\b)|sum|state(?:wide)?(?: "
    r"total)?$|county ?wide|combined|overall|system ?wide|entire|whole|ytd|year to date)\b|"
    r".*\btotals?$"
)
OF: Final = re.compile(
    r"\bof (?:which|whom|these|those|them)\b|^of (?:the|line|item|row) |^of (?:the )?\d[\d,]*\b"
)
#: what is left when some places are named, or several as one
REST: Final = re.compile(
    r"\W*(?:the )?(?:rest of|(?:all |the )?(?:other|others|remaining|remainder|smaller|balance)\b|"
    r"(?:all )?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty) "
    r"(?:other |more |smaller |remaining )?(?:counties|agencies|cities|towns|jails|departments|sheriffs|"
    r"facilities|jurisdictions|municipalities|parishes|states))\b"
)
#: one house of a system of several
HOUSE: Final = re.compile(
    r"\b(?:c\.?c|c\.?i|mdc|correctional (?:cent(?:er|re)|institution|facility|complex)|annex|work camp|"
    r"penitentiary|state prison)\b"
)
PART: Final = re.compile(
    r"^\W*(?:including|incl\.)|\b(?:with|having|without|no) (?:an? |any )?(?:prior |only )?(?:judicial|"
    r"judge|criminal|felony|misdemeanor|conviction|court order|warrant|i-?200|administrative|"
    r"pending charge|local charge)|"
    r"\b(?:charged|convicted|accused|booked) (?:with|of|for|on)\b|\b(?:on|for) (?:persons|people|"
    r"inmates|those) (?:with|charged|convicted)|\bby (?:fax|e-?mail|phone|mail|hand|charge|"
    r"reason|district|country|nationality)\b|"
    r"\b(?:felon(?:y|ies)|misdemeanors?|traffic|violent|non-?violent|juveniles?|minors|females?|"
    r"males?) (?:only|charges?|cases?|detainers?|holds?|offen[cs]es?)|\b(?:through|via|over|"
    r"from) (?:vcin|ncic|e-?mail|fax|the web|teletype)|\bonly\b.*\bcharge|"
    r"\brequests? (?:for|of) (?:advance )?noti|\b(?:asked|wanted|seeking) only (?:to be )?noti|"
    r"\bqualif(?:y|ies|ied|ying)\b|\beligible\b|\bwould meet\b|(?:\+|\bwith) ?i-?20\d|\bpackets?\b|"
    r"\b(?:lodged|received|issued) (?:before|prior to)\b|\b(?:lodged|received|issued) in (?:19|"
    r"20)\d\d\b.*\bonly"
)
NAMED_PART: Final = re.compile(
    r"\b(?:dui|dwi|oui|driving|assault|battery|drugs?|narcotics?|controlled|felon(?:y|ies)|"
    r"misdemeanors?|traffic|theft|larceny|homicide|murder|manslaughter|sex(?:ual)?|rape|weapons?|"
    r"firearms?|domestic|robber(?:y|ies)|burglar\w+|"
    r"convict\w+|charges?|charged|violent|violence|criminal|male|female|males|females|men|women|"
    r"adults?|juveniles?|minors?|fax(?:ed)?|e-?mail(?:ed)?|telephone|in person|by hand|in "
    r"writing|trespass\w*|shoplift\w*|arson|fraud|forgery|kidnap\w*|"
    r"larcen\w*|property|person crimes?|disorderly|warrant|judicial|administrative|civil only|"
    r"gang|terror\w*|other (?:charges?|reasons?|countries|nationalit\w+|offenses?|crimes?|"
    r"districts?|facilities|stations?)|all others?|others?$|unknown|"
    r"(?<!new )mexic\w+|guatemal\w+|hondur\w+|(?:el )?salvador\w*|brazil\w*|dominican\w*|"
    r"ecuador\w*|colombia\w*|venezuel\w*|haiti\w*|jamaica\w*|cuba|cuban|cubans|nicaragua\w*|"
    r"china|chinese|india|vietnam\w*|peru|peruvian\w*|cape verde\w*|"
    r"liberia\w*|somali\w*|russia\w*|canad\w+|philippin\w+|korea\w*|haitian\w*|africa\w*|asia\w*|"
    r"europe\w*|annex|substation|(?:facility|complex|unit|camp|tower)$|precinct|"
    r"station|troop [a-z]|district \w+|zone \w+|area \w+|"
    r"unit \w+|shift)\b"
)
PART_HEAD: Final = re.compile(
    r"\b(?:districts?|facilit(?:y|ies)|charges?|offen[cs]es?|reasons?|nationalit\w+|countr(?:y|"
    r"ies)|citizenship|channel|sex|gender|precincts?|stations?|divisions?|how|types?|categor(?:y|"
    r"ies)|race|level|basis|grounds?|crimes?|"
    r"method|means|age|ages|troop|borough|building|housing|shift|"
    r"institutions?|prisons?|camps?|wings?|regions?|zones?|barracks|field office|source of|court|"
    r"courthouse|criminal history|conviction|forms?|inst|instn|fac|dist|div|pct|bldg|nat'?l'?ty|ctry|"
    r"squads?|teams?|watch|floors?|pods?|wards?|sectors?|beats?|posts?|commands?|bureaus?|sections?|"
    r"languages?|birthplace|origin|custody level|classification|status)\b"
)
#: who brought the people in whom a jail holds: their detainers are all the jail's
SENDER: Final = re.compile(
    r"\b(?:arresting|booking|referring|originating|submitting|contributing|transporting|committing) "
    r"(?:agenc(?:y|ies)|departments?|authorit(?:y|ies)|police|officers?|units?|entit(?:y|ies)|courts?)\b|"
    r"\b(?:brought|arrested|booked) (?:in )?by\b"
)
WHOLE_HEAD: Final = re.compile(
    r"\b(?:count(?:y|ies)|parish(?:es)?|agenc(?:y|ies)|sheriffs?(?:'s)?|cit(?:y|ies)|towns?|"
    r"states?|jurisdictions?|departments?|municipalit\w+|years?|months?|quarters?|periods?|fy|"
    r"fiscal|jails?|weeks?|dates?)\b"
)
SPLIT: Final = re.compile(
    r"\bby (?:(?:most|top|lead|highest|primary|arresting|booking|referring|most serious|qualifying|"
    r"underlying|principal|main|pending|local|type of|kind of|police|patrol|judicial|housing|custody|"
    r"issuing|detainer|form|age|council|named?|individual|each|our|the) ){0,2}(?:charge|"
    r"offen[cs]e|reason|nationality|country|citizenship|channel|district|"
    r"facility|facilities|precinct|station|sex|gender|crime|race|ground|borough|type|means|category|"
    r"conviction|method|age|institution|prison|form|shift|division|unit|level|region|zone|ward|bureau|"
    r"arresting agency|booking agency|arresting department)\b|"
    r"\b(?:country|place) of (?:birth|origin|citizenship)|\breasons? (?:given|stated|for)|\bmost "
    r"serious|\btop charges?\b|\bcharges? of\b|\bbroken (?:down|out) by|\bhow (?:they|it) "
    r"(?:came|arrived|were sent)"
)
AUTHORITY: Final = re.compile(
    r"\bby (?:issuing |holding |requesting |outside )?(?:authority|agency type|holder|type of "
    r"hold|kind of hold|hold type)|\bwarrants? (?:and|or) (?:detainers|holds)|\b(?:detainers|"
    r"holds) (?:and|or) warrants|\bdetainer warrants|\bholds\b[^|]{0,40}\bby (?:agency|authority|"
    r"jurisdiction)|\bholds? and detainers on\b|\bholds for (?:other|outside) agenc|\b(?:all|"
    r"other) (?:holds|detainers)\b"
)
#: where someone goes that is not ICE
ELSEWHERE: Final = re.compile(
    r"\b(?:transfer\w*|sent|released|turned over|moved|handed over|returned|extradited|delivered) to "
    r"(?:a |an |the )?"
    r"(?:another |other |outside |local |state |county |city |our |their |home )?(?:state |county |federal )?"
    r"(?:prisons?|doc|tdcj|cdcr|penitentiar\w+|jails?|count(?:y|ies)|agenc(?:y|ies)|jurisdictions?|"
    r"hospitals?|courts?|(?:u\.?s\.? )?marshals?|usms|treatment|programs?|police|sheriffs?|"
    r"departments? of corrections?|states?|facilit(?:y|ies)|parents?|guardians?|probation|parole)\b"
)
#: let go for want of a paper that the law asks for
UNPAPERED: Final = re.compile(
    r"\b(?:released?|discharged|let (?:go|out)|freed)\b[^|]{0,30}\b(?:no|without(?: an?)?|"
    r"lack(?:ing|ed)?(?: of)?(?: an?)?|absent(?: an?)?) "
    r"(?:judicial |criminal |signed |court |valid ){0,3}(?:warrant|order|probable cause)"
)
#: "persons with a detainer" over a stretch of time, not at one moment
SPAN: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{1,2})?(?:,? (?:19|20)\d\d)? ?"
    r"(?:-|–|—|to|through|thru) ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d{4})|"
    r"\b(?:fy|cy|ffy|sfy) ?'?\d|\b(?:fiscal|calendar) year|\b(?:during|between|throughout)\b|"
    r"\b(?:19|20)\d\d ?(?:-|–|—|to|through) ?(?:19|20)\d\d|\b(?:first|second|third|fourth|1st|2nd|3rd|4th) "
    r"(?:quarter|half)|\bq[1-4]\b"
)
#: words that fix a count to one moment
MOMENT: Final = re.compile(
    r"\b(?:active|outstanding|currently|current|on hand|on file|in custody|as of|pending|held|snapshot|"
    r"today|now|midnight|population|remaining|still)\b"
)
#: whose papers other than ICE's stand in a list of detainers by their kind
OTHERS: Final = re.compile(
    r"(?:^|\| )(?:other |out-?of-?)?(?:states?|probation|parole|marshals?|u\.?s\.? marshals?|military|"
    r"warrants?|county|local|courts?)(?: holds?| detainers?)?(?: \||$)"
)
#: out of the door: to the street, on bail
OUT: Final = re.compile(
    r"\W*(?:released? |discharged? |rel\.? |out )?(?:(?:in)?to|on|by) (?:the )?(?:own |personal |surety |"
    r"cash )?(?:streets?|community|"
    r"public|family|bail|bond|recognizance|society|home)\b"
)
