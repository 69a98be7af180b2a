"""The phrases of each act: what is done with detainers and the people they name.

How a phrase is written stands in `deeds`; what other uses of the same words are stands in `idioms`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


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


PHRASES: Final = {
    Deed.ASK: """
        receiv*; rec'd; lodg*; issu*; issuance; [ask] ~4 detainer*; request*; sought; seek; seeks;
        seeking; want ~3; wanted; wants;
        ask|asked|asks|asking ~5 to|that|for hang; ask|asked|asks|asking for;
        put|puts|putting|placed|place|slapped|dropped|filed ~4 hold|holds|detainer*; serv* with; fax*;
        submitted; fielded; presented; came|come|comes|coming in; wrote|write|written up; hit with;
        were|was named; flagg* for [ice]; subject to; subject of; under ~2 detainer*; named in;
        had|has|have ~3 detainer*|hold|holds; plac* on; tagg*;
        papers on; took|taken in;
        wrote|write|writes|writing|written|printed|typed ~2 detainer*|hold|holds|form|forms|request*;
        forward*; transmit*; prepared; drew; mailed; e-mailed; emailed; documented; sign* ~3 detainer*;
        lodgings; asked ~2 after; asked about ~3 detainer*
        """,
    Deed.GOT: """
        got; get; gets; getting; gotten; sent; send; sends; sending; put; puts; place; placed; filed;
        file; files; had; has; have; having; saw; seen; sees; logged; log; recorded; counted; tallied;
        listed; reported; shows; showed; there was; there were; there are; there is; there'd been;
        there had been; there have been; carried; took; asked; asks; came to; stood at; totaled;
        totalled; amounted to; ran to; reached; numbered; number; numbers; handled; processed; served;
        wrote; written; arrived; turned up; delivered; brought; produced; published; printed; came;
        entered; attached; directed; [person] with|under ~3 detainer*|hold|holds
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
        over a|an|the|its|their|ice|immigration|federal|active|pending|outstanding ~2 detainer*;
        released|freed|let|release ~6 despite; released|freed|let ~6 rather than;
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
        escort*; turnover*; rode ~4 with; walked ~3 to [ice]; agents -2 took|came|collected|met;
        [ice] -2 took|take|takes|came|got|collected|met; tot; custody transfer*; turned them over;
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
        prov* ~3 citizen* and|so|, ~3 dropped|lifted|cancelled|withdrawn;
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
