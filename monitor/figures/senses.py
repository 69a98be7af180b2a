"""What a word may mean where detainers are spoken of: a closed list of senses, and the words of each.

Evidence about a number is told in senses rather than in words, so that a word never seen beside a number
("the jail shrugged off 12") says what its like have said. An entry that ends in a star is the beginning of
words; a word may have several senses.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_SENSES: Final = {
    # what is counted
    "detainer": "detainer* i-247* i247* retainer*",
    "paper": "request* hold holds form forms fax* paper papers paperwork notice notices petition* document "
             "documents slip slips packet* sheet sheets order orders ask asks letter letters demand* faxes "
             "filing* warrantless flags papered",
    "person": "people person persons inmate* individual* men man woman women prisoner* immigrant* migrant* "
              "alien* detainee* noncitizen* non-citizen* offender* defendant* suspect* arrestee* resident* "
              "national nationals criminal* felon* subject subjects name names folks soul souls adult* "
              "juvenile* youth youths bookee* convict convicts nobody everyone everybody anyone anybody who "
              "whom other others undocumented guest guests body bodies figure-head",
    "times": "time times case cases instance* occasion* matter matters entries entry incident* episode*",
    "them": "them those these they ones",
    "pickup": "pickup* pick-up* handover* hand-over* turnover* transfer transfers handoff* hand-off*",
    "refusal": "refusal* rejection* denial* noncomplian* non-complian* rebuff*",
    # what is counted, and is none of ours
    "arrest": "arrest arrests arrested arresting raid raids apprehen* roundup* encounter* stop stops sweep*",
    "deport": "deport* removal* removed expel* repatriat*",
    "booking": "booking* booked intake* admission* admitted screened screening* screenings query queries "
               "check checks fingerprint* flagged interview*",
    "crime": "charge charges charged convict* conviction* crime crimes murder* homicide* assault* rape* "
             "theft* burglar* robber* drug drugs dui drunken felony felonies misdemeanor* offense* violent "
             "weapons stolen killed dead death deaths shooting* kidnap* gang gangs battery larceny fraud "
             "trafficking driving domestic sexual sex violence accused record records history nonviolent",
    "staff": "officer officers deputy deputies employee* staff* sworn recruit* guards position positions "
             "vacan* jobs worker* agents sergeants lawyers attorneys clerks trainees nurses",
    "body": "county counties jail jails agency agencies department departments city cities state states "
            "jurisdiction* district districts town towns sheriffs prisons facility facilities office offices "
            "precinct* stations police municipalities parishes",
    "bed": "bed beds capacity population headcount census dormitor* cells cell pods units housed bunks",
    "money": "dollar* million billion budget* cost costs fee fees grant grants paid pay pays salary "
             "reimburs* bill billed invoice* revenue payment* price tax taxes spend* spent funds funding "
             "contract contracts $ scaap settlement* overtime per-diem bond bail-money fine fines",
    "unit": "hour hours day days week weeks month months year years minute* mile miles feet foot acres "
            "degrees pound* ton tons inch* decade* night nights quarter quarters page pages paragraph* line "
            "lines second seconds square",
    "age": "aged age ages year-old old",
    "vote": "vote votes voted voter* ballot* seat seats unanimous* member members councilor* "
            "commissioners senators lawmakers signature* speakers supporters opponents residents "
            "protester* crowd signers attendees supervisors legislators aldermen speaker",
    "share": "percent percentage % share rate ratio average averag* median fraction third half majority "
             "quarter fold times-as per capita proportion",
    "law": "section statute* bill ordinance* act law laws chapter article policy policies rule rules code "
           "amendment* resolution* order-in docket no. number numbered measure proposition",
    "change": "more fewer increase* decrease* rise rose fell drop dropped doubled tripled quadrupled higher "
              "lower than up down jump* climbed growth growing surge* difference gap additional-by",
    "evict": "eviction* evict* landlord* tenant* unlawful rent",
    "other": "call calls complaint* crash* fire fires student* school* visas visa household* home homes "
             "vehicle* car cars dog dogs machine* form-i-9 patients applications application trees cats "
             "books tickets tests doses hospital* chairs tables minutes gallons families lawsuits suits "
             "plaintiffs claims emails cameras radios trucks buses windows acres stories posts licenses",
    "custody": "custody detention imprison* jailed behind bars detained",
    "warrant": "warrant warrants judge judicial court courts ruling signed order",
    # what was done
    "ask": "receiv* got gotten get gets getting lodg* issu* sent send sends sending plac* place filed file "
           "files logg* log logs documented submit* record recorded recording put puts putting arriv* came "
           "come comes coming presented prepar* served serve fielded faxed emailed sought seek seeks want "
           "wanted wants ask asked asks asking requested requesting counted count tallied wrote written "
           "transmitted forwarded attach* dropped landed slapped tagged hit handed-in drew draw fielding "
           "processed sees saw seen took-in delivered directed addressed reached incoming asking fielded "
           "slap* wound named",
    "had": "had has have having were was are is been be there",
    "honor": "honor* honour* compl* grant granted grants granting accept* obey* fulfil* cooperat* acced* "
             "agreed agree acted act acting oblige* obliged heed* yes went-along enforced execut* carried "
             "respected abided satisf* approved followed",
    "decline": "declin* reject* ignor* refus* disregard* den* defi* rebuff* spurn* snub* dishonor* toss* "
               "flout* brush* dismiss* disobey* unheeded unanswered nonresponsive shred* trash* binned "
               "discard* wastebasket unfulfilled balk* resist* scorn* thwart* despite spite defiance face "
               "without unhonored turned-away away sanctuary resisted shrug* bounced failed fail fails "
               "declination* violat* breach*",
    "hand": "transferr* transfer* turned turn turns turning over handed hand hands handing surrender* "
            "deliver* gave give given gives custody collect* fetch* pick picked picking picks took take "
            "taken takes taking retriev* claimed claim van vans sally port bus bused driven drove left "
            "leave leaving escort* walked-to passed rode ride cuffs handcuffs relinquish* delivered agents "
            "went go gone went-with showed show up came for remanded releas* conveyed",
    "free": "releas* free freed let loose bail bailed bond bonded walk* home door doors out street streets "
            "discharg* gate lobby sidewalk liberty sprung family families posted-bail made-bail go went "
            "set turned-loose unhanded",
    "hold": "held hold holding keep keeps keeping kept detain* retain* overnight past beyond longer extra "
            "stayed sat stay waited waiting 48 48-hour cell detaining prolonged",
    "tell": "notif* alert* told tell tells telling inform* call called calls phoned phone telephoned notice "
            "tip tipped heads-up heads word advis* message* e-mailed emailed contacted wire warned",
    "lift": "lift* cancel* rescind* rescission* withdr* drop dropped dropping void* pulled pull revok* "
            "retract* released-from recall* lapsed expired called-off abandon* removed",
    "stock": "current* now today active pending outstanding remain* still sitting sit sits open present "
             "presently standing await* moment inside custody-with snapshot unresolved in-house as-of "
             "at-present date",
    "cost": "reimburs* cost costs spent paid scaap payment* dollar* $ bill billed invoice*",
    # who and what about
    "ice": "ice immigration federal feds dhs ero homeland washington agents agency customs border "
           "government u.s. u.s cbp",
    "local": "sheriff* lockup* jail jails county city police department commissioner warden chief jailer* "
             "deputies superintendent undersheriff prison prisons corrections office state mayor",
    "say": "said say says told according reported reports wrote writes announced acknowledged testified "
           "estimated claims claimed contends lists listed disclosed noted added stated answered replied "
           "shows showed show counts put puts insists data figures records numbers statement letter report",
    # small words that bend the meaning
    "not": "not n't no never none nor neither nobody without zero cannot hardly nothing",
    "all": "all every each both everyone everybody always any entire full",
    "part": "of including among includ* such them those these whom which alone portion remaining rest "
            "another balance",
    "rest": "rest remaining remainder others other balance another",
    "maybe": "may might could would should must can will shall if suppose whether potentially possible "
             "expect* expected projected project plan plans planned estimate* goal hope hypothetical* "
             "proposed imagine next",
    "total": "total totals totaled totalled altogether combined overall sum adds tally count number numbers "
             "figure figures",
    "year": "year years annual annually yearly 2010* 2011* 2012* 2013* 2014* 2015* 2016* 2017* 2018* 2019* "
            "2020* 2021* 2022* 2023* 2024* 2025* 2026*",
    "wrong": "wrong error errors incorrect* mistak* misstat* correction* corrected retract* erroneous* "
             "earlier version typo misreported double-counted not-detainers",
    "287g": "287* delegat* memorandum trained designated",
    "gave": "gave give put had at as",
    "quick": "per daily weekly monthly average averaged averaging every",
}  # fmt: skip


def _tables() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    whole: dict[str, list[str]] = {}
    begins: dict[str, list[str]] = {}
    for sense, words in _SENSES.items():
        for word in words.split():
            table, key = (begins, word[:-1]) if word.endswith("*") else (whole, word)
            table.setdefault(key, []).append(sense)
    return (
        {word: tuple(found) for word, found in whole.items()},
        {word: tuple(found) for word, found in begins.items()},
    )


_WHOLE, _BEGINS = _tables()


@lru_cache(maxsize=20_000)
def senses(word: str) -> tuple[str, ...]:
    """The senses of a folded word, in the order of the list; none for a word that says nothing here."""
    if len(word) > 40:
        return ()
    found = list(_WHOLE.get(word, ()))
    for end in range(2, len(word) + 1):
        for sense in _BEGINS.get(word[:end], ()):
            if sense not in found:
                found.append(sense)
    return tuple(found)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its usual endings, so that "lodges", "lodged" and "lodging" count as one."""
    if len(word) <= 4 or not word.isalpha():
        return word
    for ending in ("ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            if ending in ("ied", "ies"):
                return base + "y"
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "sl":
                base = base[:-1]
            return base.rstrip("e")
    return word.rstrip("e")
