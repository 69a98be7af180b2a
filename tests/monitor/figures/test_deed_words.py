"""By which words the reader knows what was done with detainers: whole families of them, in plain sentences.

What is tested is the metric that the words beside a number give by themselves (`clauses.local`); weights have
no say in it.
"""

from __future__ import annotations

from datetime import date

import pytest

from config.shipped import shipped_catalogue
from config.words import Metric
from monitor.figures import caption_words
from monitor.figures.candidates import Candidate
from monitor.figures.context import ReaderContext
from monitor.figures.paper import open_paper
from monitor.figures.signs import Observer

_LEAD = "The warden spoke of immigration authorities.\n\n"


def _metric(text: str) -> Metric | None:
    """The metric of the 23 of a sentence."""
    context = ReaderContext(
        catalogue=shipped_catalogue(),
        publisher="",
        place=None,
        published=date(2022, 3, 2),
        title="",
        kind="news",
    )
    paper = open_paper(_LEAD + text, context)
    observer = Observer(paper.candidates, paper.lines, paper.title, official=paper.official)
    found: list[Candidate] = [c for c in paper.candidates if c.number.value == 23]
    assert found, text
    return observer.glance(found[0]).local


def _verbs(words: str) -> list[str]:
    return [" ".join(one.split()) for one in words.split(";")]


@pytest.mark.parametrize(
    "verb",
    _verbs(
        """honored; complied with; abided by; acted on; acceded to; accommodated; granted; accepted; approved;
        fulfilled; executed; enforced; carried out; respected; recognized; observed; heeded; obeyed; followed;
        upheld; said yes to; said OK to; went along with; cooperated on; agreed to; assented to; consented to;
        bowed to; yielded to; gave effect to; made good on; signed off on; followed through on; implemented;
        adhered to; deferred to; conformed to; took action on; responded affirmatively to; played ball on;
        fell in line on; acquiesced in; met"""
    ),
)
def test_a_verb_by_which_a_jail_follows_a_detainer(verb: str) -> None:
    assert _metric(f"Last spring the workhouse {verb} 23 detainer requests.") is Metric.HONORED


@pytest.mark.parametrize(
    "verb",
    _verbs(
        """declined; rejected; refused; ignored; spurned; rebuffed; disregarded; turned down;
        turned away; denied;
        balked at; flouted; defied; did not recognize; did not honor; failed to honor; refused to honor;
        declined to honor; opted not to honor; chose not to honor; elected not to honor;
        decided not to act on;
        neglected to honor; failed to comply with; did not act on; took no action on; did nothing about;
        did nothing with; sent back; turned back; mailed back; handed back; left unanswered; shrugged off;
        brushed aside; waved off; cast aside; threw out; tossed; discarded; shredded; dismissed; bypassed;
        overrode; bucked; contravened; skipped; neglected; paid no heed to; paid no attention to; vetoed;
        nixed;
        said no to; thumbed its nose at; turned a blind eye to; passed on; sat on; withheld cooperation on"""
    ),
)
def test_a_verb_by_which_a_jail_spurns_a_detainer(verb: str) -> None:
    assert _metric(f"Last spring the workhouse {verb} 23 ICE detainers.") is Metric.DECLINED


@pytest.mark.parametrize(
    "act",
    _verbs(
        """went unanswered; went unheeded; went unhonored; were not honored; were never acted upon;
        were not recognized; were returned unexecuted; were turned down; were sent back; were brushed off;
        went into a drawer; went in the trash; were filed away; were filed and forgotten; went nowhere;
        were voided by the sheriff; were lifted by the county; were not followed"""
    ),
)
def test_what_became_of_a_spurned_detainer(act: str) -> None:
    assert _metric(f"In 2021, 23 ICE detainers {act}.") is Metric.DECLINED


@pytest.mark.parametrize(
    "text",
    [
        "The workhouse released 23 men despite ICE detainers.",
        "The workhouse released 23 men with active ICE detainers.",
        "The workhouse released 23 men instead of honoring ICE detainers.",
        "The workhouse released 23 men before ICE came.",
        "The workhouse released 23 men before agents could get there.",
        "The workhouse let 23 men go without telling ICE.",
        "The workhouse turned loose 23 men despite detainers.",
        "The workhouse refused to hold 23 men for ICE.",
        "The workhouse refused to hand over 23 men to ICE.",
        "The workhouse declined to turn 23 men over to ICE.",
        "Last year 23 men with ICE detainers were released.",
        "Last year 23 men with detainers walked out.",
        "Last year 23 men with detainers were allowed to leave.",
        "Last year 23 men were not held for ICE.",
        "Last year the sheriff lifted 23 detainers.",
        "Last year the county quietly cancelled 23 detainers.",
    ],
)
def test_people_let_go_over_a_detainer(text: str) -> None:
    assert _metric(text) is Metric.DECLINED


@pytest.mark.parametrize(
    "verb",
    _verbs(
        """lifted; cancelled; rescinded; pulled; pulled back; took off; took back; called off; recalled;
        voided;
        withdrew; revoked; retracted; removed; released; abandoned; waived; cleared; vacated; scrapped;
        nullified;
        annulled; terminated; closed; discontinued; invalidated; quashed; undid; reversed; backed off;
        backed out of; changed its mind on; gave up on"""
    ),
)
def test_a_verb_by_which_ice_takes_a_detainer_back(verb: str) -> None:
    assert _metric(f"Last spring ICE {verb} 23 detainers.") is Metric.WITHDRAWN


@pytest.mark.parametrize(
    "verb",
    _verbs(
        """received; got; fielded; was sent; was handed; was served with; was hit with;
        was presented with; faced;
        took in; processed; registered; was the recipient of; had"""
    ),
)
def test_a_verb_by_which_a_jail_gets_a_detainer(verb: str) -> None:
    assert _metric(f"Last spring the workhouse {verb} 23 ICE detainers.") is Metric.REQUESTS


@pytest.mark.parametrize(
    "text",
    [
        "In 2021, 23 detainers came in.",
        "In 2021, 23 detainers landed on the records desk.",
        "In 2021, 23 detainers were handed to the workhouse.",
        "In 2021, detainers came in for 23 men.",
        "In 2021 ICE faxed over 23 detainers.",
        "In 2021 ICE asked that 23 men be held.",
        "In 2021 ICE sought to have 23 men held.",
        "In 2021 ICE papered 23 men.",
        "In 2021, 23 men picked up ICE detainers.",
        "In 2021, 23 men were given ICE detainers.",
        "In 2021, 23 men were booked with an ICE hold.",
        "In 2021, 23 men were subject to ICE detainers.",
        "In 2021 ICE dropped 23 detainers on the workhouse.",
        "In 2021 ICE named 23 men in detainers.",
    ],
)
def test_other_ways_of_asking(text: str) -> None:
    assert _metric(text) is Metric.REQUESTS


@pytest.mark.parametrize(
    "text",
    [
        "The workhouse gave up 23 men to ICE.",
        "The workhouse made 23 men available to ICE.",
        "The workhouse provided ICE with 23 men.",
        "ICE gained custody of 23 men at the workhouse.",
        "ICE received 23 men from the workhouse.",
        "ICE hauled off 23 men from the workhouse.",
        "ICE whisked away 23 men from the workhouse.",
        "Last year 23 men left in the custody of ICE.",
        "Last year 23 men left in an ICE van.",
        "Last year 23 men ended up in ICE custody.",
        "Last year 23 men were ferried to ICE.",
        "Last year 23 men with detainers were released to ICE.",
    ],
)
def test_other_ways_of_handing_over(text: str) -> None:
    assert _metric(text) is Metric.TRANSFERRED


@pytest.mark.parametrize(
    "text",
    [
        "The workhouse shared 23 release dates with ICE.",
        "The workhouse reported 23 release dates to ICE.",
        "The workhouse furnished ICE with 23 release dates.",
        "Last year 23 release dates were shared with ICE.",
        "ICE was given 23 release dates.",
        "ICE was warned 23 times before releases.",
        "The workhouse received 23 requests for notification.",
        "Notice was given to ICE in 23 cases.",
    ],
)
def test_other_ways_of_telling(text: str) -> None:
    assert _metric(text) is Metric.NOTIFIED


@pytest.mark.parametrize(
    "text",
    [
        "The board held a hearing on detainers; 23 people came.",
        "The workhouse sent 23 inmates to state prison; ICE was not involved.",
        "ICE declined to pick up 23 men.",
        "The county got 23 calls about ICE detainers.",
        "The chief spoke after 23 of the men took office.",
        "ICE received 23 complaints about detainers.",
        "A court closed 23 landlord cases.",
    ],
)
def test_the_same_words_of_other_things_say_nothing(text: str) -> None:
    assert _metric(text) not in (Metric.TRANSFERRED, Metric.HONORED, Metric.WITHDRAWN, Metric.NOTIFIED)


@pytest.mark.parametrize(
    ("head", "metric"),
    [
        ("detainers accommodated", Metric.HONORED),
        ("detainers recognized", Metric.HONORED),
        ("detainers upheld", Metric.HONORED),
        ("not recognized", Metric.DECLINED),
        ("not accommodated", Metric.DECLINED),
        ("failed to honor", Metric.DECLINED),
        ("released before ice arrived", Metric.DECLINED),
        ("detainers bypassed", Metric.DECLINED),
        ("detainers terminated", Metric.WITHDRAWN),
        ("detainers annulled", Metric.WITHDRAWN),
        ("ice contacted", Metric.NOTIFIED),
        ("e-mails to ice", Metric.NOTIFIED),
        ("detainers in effect", Metric.ACTIVE),
        ("awaiting ice pickup", Metric.ACTIVE),
        ("price of ice holds", Metric.COST),
        ("outlay for ice holds", Metric.COST),
        ("ice received custody", Metric.TRANSFERRED),
    ],
)
def test_the_same_words_over_a_column(head: str, metric: Metric) -> None:
    assert caption_words.read(head, True).metric is metric
