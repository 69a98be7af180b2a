"""What was done with detainers and the people they name: the phrases of each act, and where they stand.

A phrase is written as its words: `a|b` are alternatives, a star ends the beginning of a word, `~3` stands
for up to three words of any kind, `[ice]` for a word of a sense (`senses`). The longest phrase at a place
counts. What is denied, only possible or passive is marked, not dropped: what that means is for the weighing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple


class Deed(StrEnum):
    """An act as the text words it. `GOT`, `KEPT` and `FREED` say little alone."""

    ASK = "ask"
    GOT = "got"  #: weakly: sent, got, put, saw
    HONOR = "honor"
    KEEP = "keep"
    DECLINE = "decline"
    FREE = "free"
    HAND = "hand"
    WENT = "went"  #: weakly: left, taken, gone
    LIFT = "lift"
    TELL = "tell"
    WAIT = "wait"
    PAY = "pay"


_PHRASES: Final = {
    Deed.ASK: """
        receiv*; rec'd; lodg*; issu*; issuance; [ask] ~4 detainer*; request*; sought; seek; seeks;
        seeking; want ~3; wanted; wants;
        ask|asked|asks|asking ~5 to|that|for hold|keep|detain|hang|held|kept; ask|asked|asks|asking for;
        put|puts|putting|placed|place|slapped|dropped|filed ~4 hold|holds|detainer*; serv* with; fax*;
        submitted; fielded; presented; came|come|comes|coming in; wrote|write|written up; hit with;
        were|was named; flagg* for [ice]; subject to; subject of; under ~2 detainer*; named in;
        had|has|have ~3 detainer*|hold|holds; [person] with ~3 detainer*|hold|holds; plac* on; tagg*;
        papers on; took|taken in;
        wrote|write|writes|writing|written|printed|typed ~2 detainer*|hold|holds|form|forms|request*;
        forward*; transmit*; prepared; drew; mailed; e-mailed; emailed; documented; sign* ~3 detainer*;
        lodgings; asked ~2 after
        """,
    Deed.GOT: """
        got; get; gets; getting; gotten; sent; send; sends; sending; put; puts; place; placed; filed;
        file; files; had; has; have; having; saw; seen; sees; logged; log; recorded; counted; tallied;
        listed; reported; shows; showed; there was; there were; there are; there is; there'd been;
        there had been; there have been; carried; took; asked; asks; came to; stood at; totaled;
        totalled; amounted to; ran to; reached; numbered; number; numbers; handled; processed; served;
        wrote; written; arrived; turned up; delivered; brought; produced; published; printed; came;
        entered; attached; directed
        """,
    Deed.HONOR: """
        honor*; honour*; compl|comply|complied|complies|complying|compliance; complied with; granted;
        granting; accepted; accepts; accepting; accept; obey*; fulfil*; act|acted|acts|acting on|upon;
        action ~2 taken; cooperat* with|on; acced*; said|say|says|saying yes;
        went|go|goes|gone|going along; agreed to ~3; oblig*; heed*; carried out; enforced; enforcing;
        abid* by; abode by; satisf*; followed through; met ~2 request*; gave effect; answered yes;
        stamped yes; respected; did as asked; made good; follow|followed ~3 detainer*|request*;
        kept|held|hold|keep|holds|keeps|holding|keeping|detain|detained|detaining|retained ~6 for [ice];
        kept|held|hold|keep|holds|keeps|holding|keeping|detained|detaining ~5
        past|beyond|longer|overnight|extra|over;
        kept|held|hold|keep|detained|holding|detaining ~5 on|under|because|solely ~5
        detainer*|hold|holds|request|requests;
        sat|sit ~3 out; stayed ~4 hours; held over; kept over
        """,
    Deed.KEEP: """
        held; hold; holding; holds; kept; keep; keeps; keeping; detain; detained; detaining; detains;
        retained; retain; stayed; stay; sat ~2 out; jailed for;
        kept|held|hold|keep ~4 past|beyond|longer|extra|over; kept|held|hold|keep ~5 for [ice];
        waited for [ice]; wait|waited ~3 agents; prolong*; hung on to; hang on to; hold on to;
        held on to; sat on; sit on; 48 hours; past ~3 release
        """,
    Deed.DECLINE: """
        declin*; declination*; reject*; ignor*; disregard*; denied; deny; denies; denying; denials;
        defi|defied|defies|defy|defying; rebuff*; spurn*; snub*; dishonor*; toss*; flout*;
        brush* ~2 aside|off; disobey*; unheeded; unanswered; unhonored; unfulfilled; refus*; refusal*;
        balk* at; resist*; shrug* ~2 off; shred*; threw|throw|thrown ~3 out|away;
        turn|turned|turning|turns ~2 down|away; sent ~3 back; returned ~3 unsigned|unexecuted;
        said|say|says|saying no; nay; not [honor]; non-complian*; noncomplian*; unexecuted;
        fail* to ~1 honor*; violat* of ~3 detainer*; in the wastebasket; in the trash; in ~2 drawer;
        bounc*; set aside; in spite of; despite; notwithstanding; in defiance of; in the face of;
        over ~3 detainer*; released|freed|let|release ~6 despite; released|freed|let ~6 rather than;
        instead of ~4 hand*; lapse; lapsed; lapsing; passed over; overlooked; missed; thwart*; blocked;
        without ~3 call*; no action; nothing was done; gone unanswered; went unanswered; not ~2 held;
        not ~2 kept; not ~2 acted; not ~2 turned; not ~2 handed; not ~2 transferred;
        lifted by ~2 [local]
        """,
    Deed.FREE: """
        releas*; freed; free; frees; let go; let|lets|letting ~5 go|out|loose|walk|leave; walk*;
        walked|walk out|free|away; bailed; bail; bond|bonded|posted ~2 out|bond; made bail|bond;
        posted bail|bond; discharg*; set free; turned loose; went|go|gone|going home; sent home;
        out ~3 door|gate; front door; back door; onto|into|to the street*; to the street; at liberty;
        sidewalk; left ~3 jail|custody|free; got out; gets out; paroled to; put out; home;
        to their families; back ~3 street*|community; into the community; on ~3 own recognizance
        """,
    Deed.HAND: """
        transfer*; turn|turned|turns|turning ~5 over; hand|handed|hands|handing ~5 over|off|to;
        handover*; hand-over*; surrender*; deliver* ~4 to|into; gave|give|given|gives|giving ~6 to [ice];
        gave|give|given ~3 up; gave [ice]; [person] to [ice]; releas* ~4 to [ice];
        releas* ~5 into ~3 custody; released to ~3 custody; to [ice] custody; into ~3 [ice] custody;
        into ~3 custody of ~2 [ice]; took|take|taken|takes|taking custody;
        took|take|taken ~4 into custody; took|take|taken ~3 away; took|taken|take ~2 by [ice];
        taken to ~3 [ice]; pick|picked|picks|picking ~5 up; pickup*; pick-up*; picked up;
        collect|collected|collects|collecting; fetch*; retriev*; claim|claimed ~2 by [ice];
        went|go|gone|goes|left|leave|leaves|leaving ~4 with|to [ice]; came|come|comes|coming ~1 for;
        came|come ~2 to get|collect; came and got|took; got ~2 them; show|showed|shows up ~2 for;
        drove ~3 away|off; driven ~3 away|off|to; remand* to; convey* to; relinquish*;
        ended ~3 [ice] hands|custody; in [ice] hands; became [ice]; assum* custody; assumed ~2 custody;
        accept* custody; left ~4 van|cuffs|handcuffs; moved|move ~5 custody;
        moved|sent|passed|bused|driven|flown ~5 to [ice]; pass|passed ~3 to [ice]; transported to;
        escort*; turnover*; rode ~4 with; walked ~3 to [ice]; agents ~2 took|came|collected|met;
        [ice] ~2 took|take|takes|came|got|collected|met; tot; custody transfer*; turned them over;
        handoff*; hand-off*; put ~4 bus|van|plane; custody changed; changed hands; met ~4 agents
        """,
    Deed.WENT: """
        taken; take; took; left; leave; leaves; went; gone; going; go; came; come; met; custody; van;
        bus; bused; driven; driven to; moved; claimed; sally port; with [ice]; into [ice]; showed;
        arrived; appeared; out
        """,
    Deed.LIFT: """
        lift*; cancel*; rescind*; rescission*; withdr*; drop ~2; dropped ~2; void*; pulled ~2 back;
        pull ~2 back; revok*; retract*; recall*; called ~2 off; took|take|taken ~3 back; never mind;
        chang* ~2 mind; abandon*; let ~3 lapse; waiv*; vacat*; no longer wanted; proved ~3 citizen*;
        turned out ~4 citizen*|papers; removed by [ice]; expired; releas* by [ice];
        with no further interest; gave up on
        """,
    Deed.TELL: """
        notif*; alert|alerted|alerts|alerting; tip|tipped ~3 off; told [ice]; tell [ice]; tells [ice];
        told ~3 [ice] ~4 releas*; inform*; called [ice]; call [ice]; calls to [ice]; phoned; telephoned;
        heads-up; heads up; sent word; gave ~3 notice; give ~3 notice; given ~3 notice; notice to [ice];
        notices ~3 to [ice]; notice of ~2 releas*; release-date ~2;
        sent|gave|give|send ~4 release date|dates; release notice*; advis* [ice]; rang ~2 [ice];
        picked up the phone; let [ice] know; phone call*; reported ~3 to [ice]; calls ~3 to [ice]
        """,
    Deed.WAIT: """
        current*; now; today; at present; presently; pending; outstanding; active; remain*; still;
        await*; waiting; this morning; tonight; on file; in custody; in our custody; in its custody;
        in jail; in the jail; in our jail; behind bars; in cells; sit; sits; sitting; open; in house;
        in-house; on hand; inside; as of; on that day; that day; that morning; on ~2 roster; standing;
        to be decided; on its books; on the books; upstairs; are|is ~2 in; are|is ~2 held;
        in ~2 custody with; snapshot; population; on the list
        """,
    Deed.PAY: """
        reimburs*; invoiced; billed ~3 [ice]; spent ~4 detainer*|holds; cost ~4 detainer*|holds
        """,
}  # fmt: skip

_NEGATIONS_WORDS: Final = (
    "not never no none nobody neither nor without cannot can't didn't doesn't don't wasn't "
    "weren't isn't aren't hasn't haven't hadn't won't wouldn't couldn't zero nothing"
)
_NEGATIONS: Final = frozenset(_NEGATIONS_WORDS.split())
_MODALS_WORDS: Final = (
    "may might could would should must can will shall if whether let let's allow allowed allows "
    "permit permitted require required requires requiring asked ask forbid forbids prohibit "
    "prohibits bars ban wants want expected expects plans agreed promised vowed pledged"
)
_MODALS: Final = frozenset(_MODALS_WORDS.split())
_PASSIVES_WORDS: Final = "was were been be being is are got get gets getting gotten"
_PASSIVES: Final = frozenset(_PASSIVES_WORDS.split())
LONGEST: Final = 40  #: letters of a word that can begin a phrase
REACH: Final = 4  #: words before an act in which a word may deny it


class Act(NamedTuple):
    """One act of a line: tokens `first` to `last`, both in it."""

    deed: Deed
    first: int
    last: int
    negated: bool
    modal: bool
    passive: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """One word of a phrase: one of `words`, or beginning with one of `begins`, or of `sense`; up to `gap`
    other words may stand before it."""

    words: frozenset[str]
    begins: tuple[str, ...]
    sense: str
    gap: int

    def fits(self, word: str, senses: Sequence[str]) -> bool:
        return (
            word in self.words or (bool(self.begins) and word.startswith(self.begins)) or self.sense in senses
        )


_Phrase = tuple[Deed, tuple[_Step, ...]]


@cache
def _index() -> tuple[dict[str, list[_Phrase]], dict[str, list[_Phrase]], dict[str, list[_Phrase]]]:
    """Phrases by the first word, by its beginning (its first two letters) and by its sense."""
    whole: dict[str, list[_Phrase]] = {}
    begins: dict[str, list[_Phrase]] = {}
    by_sense: dict[str, list[_Phrase]] = {}
    for deed, text in _PHRASES.items():
        for source in text.replace("\n", " ").split(";"):
            steps = _steps(source.split())
            if not steps:
                continue
            phrase = (deed, steps)
            for word in steps[0].words:
                whole.setdefault(word, []).append(phrase)
            for begin in steps[0].begins:
                begins.setdefault(begin[:2], []).append(phrase)
            if steps[0].sense:
                by_sense.setdefault(steps[0].sense, []).append(phrase)
    return whole, begins, by_sense


def _steps(words: Sequence[str]) -> tuple[_Step, ...]:
    steps: list[_Step] = []
    gap = 0
    for word in words:
        if word.startswith("~"):
            gap = int(word[1:])
            continue
        if word.startswith("["):
            steps.append(_Step(frozenset(), (), word.strip("[]"), gap))
        else:
            options = word.split("|")
            steps.append(
                _Step(
                    frozenset(o for o in options if not o.endswith("*")),
                    tuple(o[:-1] for o in options if o.endswith("*")), "", gap,
                )
            )  # fmt: skip
        gap = 0
    return tuple(steps)


def find(words: Sequence[str], senses: Sequence[Sequence[str]]) -> list[Act]:
    """The acts of a line, by its words and their senses; of each deed the longest phrase at a place."""
    found: list[Act] = []
    for at, word in enumerate(words):
        phrases = _beginning(word, tuple(senses[at])) if len(word) <= LONGEST else ()
        if not phrases:
            continue
        best: dict[Deed, int] = {}
        for deed, steps in phrases:
            last = _match(steps, words, senses, at)
            if last is not None and last > best.get(deed, -1):
                best[deed] = last
        if best:
            negated, modal, passive = _bent(at, words)
            found += [Act(deed, at, last, negated, modal, passive) for deed, last in best.items()]
    return found


@lru_cache(maxsize=20_000)
def _beginning(word: str, senses: tuple[str, ...]) -> tuple[_Phrase, ...]:
    """The phrases that may begin with a word."""
    return tuple(phrase for phrase in _phrases_at(word, senses) if phrase[1][0].fits(word, senses))


def _phrases_at(word: str, senses: Sequence[str]) -> Iterator[_Phrase]:
    whole, begins, by_sense = _index()
    yield from whole.get(word, ())
    yield from begins.get(word[:2], ())
    for sense in senses:
        yield from by_sense.get(sense, ())


def _match(
    steps: Sequence[_Step], words: Sequence[str], senses: Sequence[Sequence[str]], at: int
) -> int | None:
    """Index of the last word of a phrase that begins at `at`."""
    for step in steps[1:]:
        for candidate in range(at + 1, min(at + 2 + step.gap, len(words))):
            if step.fits(words[candidate], senses[candidate]):
                at = candidate
                break
            if words[candidate] in (".", ";", ":", ","):
                return None
        else:
            return None
    return at


def _bent(first: int, words: Sequence[str]) -> tuple[bool, bool, bool]:
    """Whether an act that begins there is denied, only possible, passive."""
    before = words[max(0, first - REACH) : first]
    cut = next((i for i in range(len(before) - 1, -1, -1) if before[i] in (";", ":", ".", "but", "and")), -1)
    near = before[cut + 1 :]
    negated = any(w in _NEGATIONS or w.endswith("n't") for w in near) or any(
        word.startswith(("refus", "fail", "declin")) and nxt == "to" for word, nxt in pairwise(near)
    )
    modal = any(w in _MODALS for w in near[-2:]) or near[-1:] == ["to"]
    passive = any(w in _PASSIVES for w in near[-3:])
    return negated, modal, passive
