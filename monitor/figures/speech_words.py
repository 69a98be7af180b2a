"""Words by what they may be in telling: speakers, papers, verbs of saying, what joins them."""

from __future__ import annotations

from functools import cache
from typing import Final

from monitor.figures.wordsets import one_of

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
    "criticized disputes thinks believes believed reckons guesses guessed remembers remembered pegs pegged "
    "placed owned"
)

#: verbs that go before their subject: '"...", said the sheriff'
INVERTED: Final = one_of(
    "said says wrote writes added adds reported reports recalled replied answered testified explained "
    "noted conceded estimates show shows"
)

#: verbs of what agencies do, which stand among the words of the class of prepositions
DEEDS: Final = one_of(
    "get got getting received receives receive sent send sends handed turned held holds hold lodged lodges "
    "issued issues made make makes took takes take came come comes went go goes let lets kept keeps keep "
    "honored declined rejected refused released transferred asked asks ask"
)

_HELPING: Final = (
    "has have had also later now then itself himself herself themselves does did do not never would could "
    "will still only again since already therefore finally often there here once just even initially "
    "alone however readily flatly publicly privately recently repeatedly previously "
    "eventually afterward though instead"
)

PRONOUNS: Final = "he she they it we i"

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

EITHER: Final = one_of(
    "records reports report documents lists list logs log notes counts count estimates estimate "
    "claims record figures forms release releases files numbers"
)

TWINS: Final = one_of(
    "immigration corrections correction customs safety adult enforcement health research courts parole"
)

OBJECTS: Final = one_of("about some nearly more at none no only all fewer less roughly just")

NUMBERS: Final = one_of(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred dozen "
    "zero"
)


@cache
def classes() -> dict[str, str]:
    table: dict[str, str] = {}
    for letter, words in (
        ("p", _PREPOSITIONS), ("V", _SAYING), ("M", _MODIFIERS), ("K", _PAPERS), ("B", _BODIES),
        ("H", _PERSONS), ("D", _DETERMINERS), ("X", _HELPING), ("R", PRONOUNS), ("t", _TIMES),
        ("J", "and or"), ("J", _BREAKS), ("T", "that"), ("O", "of for"), ("r", "who which whose"),
    ):  # fmt: skip
        for word in words.split():
            table[word] = letter
    for word in NUMBERS:
        table[word] = "N"
    return table
