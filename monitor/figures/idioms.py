"""Idioms: phrases that go over the acts that stand within them, and acts that need their noun.

"Refused to hand over" is no handover, "released with a detainer" no request, "release dates" free nobody,
and "held a hearing" is nothing at all. How a phrase is written stands in `deeds`. `IDIOMS` absorb what
begins within them; `PAPER_ACTS` count only where a detainer stands near them, since their verbs are said of
everything ("approved", "closed", "skipped"), `NEAR_ACTS` where a detainer or ICE does.
"""

from __future__ import annotations

from typing import Final

from monitor.figures.deed_words import Deed

#: what a jail does with a detainer when it follows it, as an infinitive
_DO: Final = (
    "honor|honour|comply|cooperate|hold|keep|detain|retain|accept|act|abide|obey|enforce|execute|recognize|"
    "recognise|respect|follow|heed|fulfill|fulfil|grant|turn|hand|give|surrender|transfer|deliver|"
    "accommodate|respond|observe|accede|agree|oblige|yield|satisfy|implement|adhere|notify|alert"
)
_DOING: Final = (
    "honoring|honouring|complying|cooperating|holding|keeping|detaining|accepting|acting|obeying|enforcing|"
    "following|granting|turning|handing|giving|surrendering|transferring|delivering|notifying|alerting|"
    "telling|calling|informing|contacting|warning|phoning|advising"
)
_LET_GO: Final = "releas*|freed|free|let|lets|letting|discharg*|bailed|bonded|walked|sprung|sprang"
_NOTE: Final = "date|dates|time|times|notice|notices|notification*|information|details"
_GIVE: Final = (
    "shar*|provid*|gave|give|gives|given|giving|furnish*|suppl*|sent|send|sends|sending|report*|disclos*|"
    "communicat*|pass|passed|passes|passing|relay*|convey*|hand|handed|forward*|transmit*|fax*|e-mail*|"
    "email*|phoned|read"
)
_PAPERS: Final = "detainer*|hold|holds|request|requests"

#: the other uses of our words; they absorb and say nothing
NOTHING: Final = """
    took|take|takes|taking|taken place|effect|office|part|time|note|issue|questions|aim|stock|pains|
        exception;
    held|hold|holds|holding ~3 meeting|meetings|hearing|hearings|forum|forums|session|sessions|election|
        elections|talks|rally|rallies|conference|conferences|briefing|vote|vigil|protest|office;
    went|go|goes|going|gone into effect|force; came|come|comes into effect|force|office|play|view;
    kept|keep|keeps in mind|touch; picked|pick up speed|steam|momentum|pace;
    declin*|fail*|refus*|neglect*|chose|opted|elected|decided ~1 to ~1
        pick|collect|fetch|retrieve|come|show|take|claim|lodge|issue|file|send|place|appear;
    release|released|discharge date|dates; 
    handed|hand|turned|turn|gave|give over|up ~3
        documents|records|e-mails|emails|files|data|logs|copies|pages|papers;
    handed|hand|hands down; keep|kept|keeps track|records|count|tabs|score|pace;
    called|calls|call on|upon|for;
    transfer*|moved|sent -4 to -2 prison|prisons|hospital|hospitals|court|courts|marshals|shelter|treatment|
        rehab|penitentiary;
    came|come|comes under; went|go|goes on to; no matter
    """

IDIOMS: Final = {
    Deed.ASK: f"""
        ask|asked|asks|asking|requested|requesting ~6 to|that|for ~4
            hold|keep|detain|retain|honor|held|kept|detained|retained|honored;
        sought|seek|seeks|seeking|wanted|want|wants to have ~4 held|kept|detained|retained;
        wanted|want|wants|sought ~4 held|kept|detained;
        accepted for filing; subject|subjects to|of -3 detainer*|hold|holds;
        drop* <n> ~1 detainer*|holds|requests on|at; were|was executed by ~1 [ice];
        detainer*|requests|holds|forms|i-247* came|come|comes|coming|arrived|landed|poured|rolled|trickled|
            flowed|streamed|crossed|turned|showed|reached ~1
            in|over|up|from|at|on|to|through|by|during|between|across;
        detainer*|requests|holds|forms|i-247* ~1 were|was|been delivered|handed|brought|taken|carried|
            faxed|sent
            ~1 to|over|in;
        fax*|sent|send|sends|sending|mailed|forwarded|phoned over;
        deliver*|handed <n> ~1 {_PAPERS}; given|gave|handed|served -2 {_PAPERS};
        pick*|drew|draw|draws|drawn|drawing|earn*|caught|catch|attract* up ~2 {_PAPERS};
        drew|drawn|drawing|earn*|attract* -3 {_PAPERS};
        flag*|tag*|target*|identif*|named|mark*|earmark*|single*|list|listed
            ~5 for|in|with|through|by|under|as -3 {_PAPERS};
        flag*|tag*|papered|target*|earmark* by ~1 [ice]; [ice] ~1 flagged|papered|tagged|earmarked;
        book*|jailed|admitted|arrived ~3 with|on|under -3 {_PAPERS};
        hit|face|faced|facing|struck|flooded|swamped|saddled with ~1 <n> ~1 {_PAPERS};
        face|faced|facing <n> ~1 {_PAPERS}; recipient of; receipt of;
        cross* ~3 desk*; hit|land*|reach* ~3 desk*|fax|inbox; stamp* in; put|puts|putting in ~2 request*
        """,
    Deed.HONOR: """
        took|take|takes|taken action|steps on;
        delay*|postpon*|defer*|push* ~4 release|releases ~4 for [ice];
        put|puts|putting|pushed off|back ~4 release|releases ~4 for [ice];
        made|make|makes|making ~4 wait ~2 for [ice]; hung|hang|hanging|held|hold|holding on to ~5 for [ice];
        extend*|prolong*|lengthen* ~2 detention|stay|stays|custody|incarceration|confinement ~4 for [ice];
        did|do|done|doing what|as [ice] ~1 ask*|want*|request*; did not refus*|reject*|declin*|ignor*;
        play|played|plays|playing ball; fell|fall|falls|falling in|into line;
        said|say|says|saying ok|okay|yes; signed|sign|signs|signing off on;
        gave|give|gives|given|giving effect; given ~1 full effect;
        stay*|remain*|sat|sit|linger*|languish*|wait* ~5 past|beyond ~3
            releas*|sentence*|term*|date|dates|time;
        stay*|remain*|sat|linger*|languish* ~6 after ~1 post*|making|paying|complet*|serv*|finish* ~3
            bail|bond|bonds|sentence*|term*|time;
        made|making|posted|posting|paid|met ~1 bail|bond ~4 held|kept ~4 for [ice];
        detention|detentions|custody|stay|stays extend*|prolong*|lengthen* ~2 for|by [ice]
        """,
    Deed.DECLINE: f"""
        refus*|fail*|declin*|neglect*|omit*|unwilling to ~1 {_DO};
        refus*|fail*|declin*|neglect*|unwilling to ~1 turn|hand|give|surrender|transfer|deliver|release
            ~6 to|into ~2 [ice];
        opted|opt|opting|chose|choose|choosing|chosen|elected|electing|decided|deciding|
            voted not to ~1 {_DO};
        instead of|rather ~1 {_DOING}; rather than ~1 {_DOING}; without ~1 {_DOING};
        {_LET_GO} -5 with|carrying|under|on -3 detainer*|hold|holds;
        {_LET_GO} ~7 before ~1 [ice] ~3
            came|come|arriv*|could|got|get|had|show*|respond*|react*|pick*|took|take|reach*;
        {_LET_GO} ~6 over ~2 objection*|protest*;
        [person] with|under|on -3 detainer*|hold|holds -2 were|was|been|being|got|get ~1
            releas*|freed|discharged|let|set|allowed|bailed|bonded|shown;
        [person] with|under|on -3 detainer*|hold|holds ~1 walked|went|left|bailed|bonded|posted ~1
            out|free|home|through|on|bail|bond|by|away;
        allowed|permitted to ~1 go|leave|walk; shown ~1 the door;
        turn|turned|turns|turning|cast|casting|pushed|swept ~4 aside;
        turn|turned|turns|turning|mail*|hand|handed|sent|send|sends|sending|ship*|return*|kick*|push*|
            fax* ~1
            <n> ~3 back;
            turn|turned|turns|turning|mailed|sent|send|sends|handed|kicked|pushed|knocked back ~4
            {_PAPERS}; turn|turned|turns|turning <n> ~3 away;
        detainer*|requests|holds|forms ~1 went|go|goes|ended|landed|wound ~1 into|in|to ~2
            drawer|trash|wastebasket|shredder|bin|garbage|bucket|dumpster;
        {_PAPERS} ~2 turned|sent|mailed|handed|kicked|pushed back;
        wav*|wave off|away|aside; paid|pay|pays|paying|gave|give no|little|scant heed|attention|mind|notice;
        turn|turned|turns|turning ~1 blind eye|eyes; turn|turned a deaf ear; thumb* ~1 nose*;
        look* the other way;
        went|go|going|gone|goes nowhere; no for an answer; not|n't|never ~1 take|taken ~1 action;
        took|take|takes|taking|taken no ~1 action|step|steps; did|do|does|done|doing nothing about|with|on;
        went|go|goes|going|gone into|in|to ~2 drawer|trash|wastebasket|shredder|bin|garbage|bucket|
            dumpster|file;
        into|in ~2 drawer|trash|wastebasket|shredder|bin|garbage|bucket|dumpster;
        filed|set|put|tucked|stuck away|aside; filed and forgotten; no|without ~1 follow-up|response|reply;
        withh*|refus*|den|denied|deny|no|without|lack* ~1 cooperation
        """,
    Deed.HAND: """
        releas*|discharg*|turned|handed ~5 with|under|on ~3 detainer*|hold|holds ~2 to|into ~2 [ice];
        [person] with|under|on ~3 detainer*|hold|holds ~2 were|was|been|being ~2
            releas*|turned|handed|transferred|taken|picked|surrendered|given|delivered ~2 to|into|
                by ~2 [ice];
        left|leave|leaves|leaving|exit* in|under|with ~3 custody|van|vans|vehicle|vehicles|handcuffs|
            cuffs|hands
            ~2 [ice];
        left|leave|leaves|leaving|exit* in|under|with ~1 [ice] custody|van|vans|vehicle|vehicles|bus|
            handcuffs;
        enter*|ended|end|wound|wind|landed|land|went|gone|go|came|come ~1 in|into|up ~2 [ice] custody|hands;
        made|make|makes ~5 available to [ice];
        [ice] ~1 received|receives|got|gets ~1 <n> ~1 people|inmates|persons|prisoners|detainees|
            individuals|men;
        remov* ~5 from ~2 jail|jails|custody|cell|cells; book* ~5 out ~2 to [ice]
        """,
    Deed.LIFT: """
        took|take|takes|taken|taking off ~4 detainer*|hold|holds; detainer*|holds ~2 taken off;
        releas* <n>|its|their|the|those|of ~1 detainer*|holds; detainer*|holds ~2 released by [ice];
        back|backed|backing|backs off|out|away ~5 detainer*|hold|holds|request*;
        gave|give|given|gives up on ~4 detainer*|hold|holds
        """,
    Deed.TELL: f"""
        {_GIVE} ~6 release|discharge|releases {_NOTE};
        release|discharge|releases {_NOTE} ~3 shared|provided|given|sent|reported|relayed|disclosed|
            communicated|faxed|furnished|supplied|passed|e-mailed|emailed;
            release|discharge {_NOTE} ~3 to [ice];
        request|requests|asks for ~2 notif*|notice|releas*; requests that ~3 notified;
        request|requests|asks to be ~1 notified|told|alerted|informed|called; notification request|requests;
        notice|word|notices|notification* ~2 given|sent|provided|faxed|made ~1 to [ice];
        gave|give|gives|given|got|received|get|gets ~2 <n>|a|an|advance|prior ~1 heads-up|head's-up;
        [ice] ~1 was|were|is|are|been|be|being ~2
            notif*|called|alerted|warned|contacted|phoned|informed|advised|tipped|reached;
        [ice] ~1 was|were|been|being ~2 told ~1 of|about|when|that|before;
        [ice] ~1 was|were|been ~1 given|sent|provided|faxed ~4
            notice|notices|word|notification*|release|warning|heads-up;
        [ice] ~1 got|received|gets|receives ~3 notice|notices|word|notification*|warning|heads-up;
        contact*|warn*|text*|messag*|e-mail*|email*|radio* [ice]; let|lets|letting [ice] know
        """,
    Deed.WAIT: """
        are|is|am|being|currently|now|presently|today|i'm|we're|they're|it's ~1
            held|holding|detained|detaining|kept|keeping ~6
            for|on|with|under ~2 [ice]|detainer*|hold|holds;
        in effect|force|place; on ~1 roster|docket|books|file
        """.replace("[ice]|detainer*", "ice|immigration|federal|detainer*"),
}  # fmt: skip

PAPER_ACTS: Final = {
    Deed.ASK: """
        registered; generated; initiated; created; transmitted; entered; crossed; trickled; landed; relayed;
        dispatched; turned up; came over; docketed; amassed; levied; swore; hand-carried
        """,
    Deed.HONOR: """
        approved; approving; accommodated; accommodating; executed; executing; recognized; recognised;
        recognizing;
        recognize; observed; upheld; assented to; consented to; bowed to; yielded to; implemented; adhered to;
        deferred to; conformed to; responded affirmatively|positively to; acquiesced in|to; okayed; ok'd;
        greenlit;
        green-lighted; rubber-stamped; effectuated; submitted to; gave in to; caved to; took up;
        went ahead with;
        stuck to; comported with; result*|led|ended in|to|with ~2 hold|holds|detention;
        met -2 request*|detainer*;
        respond*|answer* ~6 by|with ~1 yes|holding|keeping|detaining|hold
        """,
    Deed.DECLINE: """
        bypassed; bypassing; overrode; overridden; overrides; opposed; bucked; contravened; violated; skipped;
        neglected; vetoed; nixed; dismissed; discarded; scoffed at; sidestepped; stonewalled; forwent;
        foregone;
        passed on; sat|sit|sitting on; opted out; walked away from; killed; ditched; trashed; scuttled;
        batted|swatted away|down|back|aside; wrote off; kissed off; blew|blow|blown off; frustrated; repulsed;
        repelled; repudiated; stiffed; unmet; unserved; unexecuted; unacknowledged; unprocessed; unenforced;
        unobserved; unsatisfied; disallowed; deep-sixed; jettisoned; non-honored; nonhonored;
        left|leave|leaving unanswered|unfulfilled|unheeded|unhonored
        """,
    Deed.LIFT: """
        pulled; removed; cleared; scrapped; nullified; annulled; terminated; closed ~2 detainer*;
        discontinued; invalidated;
        quashed; undid; undone; reversed; expunged; deleted; dissolved; yanked; axed; struck; negated;
        relinquished; cancellation*; withdrawal*; superseded; taken down; took down; disclaimed
        """,
}  # fmt: skip

NEAR_ACTS: Final = {
    Deed.HONOR: """
        spent|spend|served|serve|did|sat ~2 extra|additional ~2 time|day|days|night|nights|hour|hours;
        extra|additional ~1 time|day|days|night|nights|hour|hours in|behind ~1 jail|custody|cell|cells|bars;
        prolong*|extend* ~2 detention|stay|custody|incarceration
        """,
    Deed.HAND: """
        haul*|cart*|whisk*|led|lead|spirited|marched|drove|driven|shipped|flown|swept|shepherd*|
            bundled off|away|out;
        scooped|swept|snapped|scoop|rounded up; gain*|obtain*|secur* custody; nabbed; snatched; grabbed;
        seized;
        ferr|ferried|shuttl*|funnel*|channel*|truck*|haul*|ship|shipped|shipping|steer*|brought|bring|
            cede|ceded|
            yield*|refer|referred|render* ~5 to [ice];
        provid*|suppl*|furnish*|present* [ice] with <n> [person]; load* ~4 into|onto van*|vehicle*|bus|buses
        """,
}  # fmt: skip
