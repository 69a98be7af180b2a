"""What a caption counts: a column's head, the label before a number, a form's line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from config.words import Metric
from monitor.figures import lexicon
from monitor.figures.page import Cell

_NOT_OURS: Final = (
    r"\b(?:average|avg|share|percent\w*|%|rate|population|capacity|beds|budget|bookings?|booked|arrests?|"
    r"removals?|deport\w+|encounters?|rank|"
    r"change|calls|requests? for information|inquir\w+|officers|staff|charges?|convictions?|interview\w*|"
    r"foreign-born|screened|overtime|page|phone|tel|fax|"
    r"unlawful|eviction\w*|probation|parole|marshals?|writs?|warrants only|visas?|u-visa|applications?|"
    r"complaints?|citations?|"
    r"cases filed|trainings?|placed in removal|per (?:day|week|month|100)|median|length|zip|case no|file "
    r"no|item|detainees housed|contract)\b"
)
_RULES: Final = (
    (Metric.COST, r"reimburse\w*|\bcosts?\b|invoices?|billed|dollars|payments? (?:received|from)|amount "
                  r"(?:paid|received)"),
    (Metric.WITHDRAWN, r"(?:lifted|cancel\w+|withdrawn|dropped|rescinded|voided)(?! by (?:the )?(?:county|"
                       r"sheriff|jail))"),
    (Metric.DECLINED, r"not (?:been )?(?:honou?red|complied|acted|held|granted|accepted|transferred|"
                      r"enforced)|declin\w+|reject\w+|refus\w+|denied|ignored|disregarded|"
                      r"non-?complian\w*|not compl\w+|no action taken|released,? (?:ice|no|without)|"
                      r"released (?:to (?:the )?street|despite|in (?:the )?ordinary|on own|from custody "
                      r"without)|ice (?:did not|not) (?:appear|present|come)|unfulfilled|turned (?:down|"
                      r"away)"),
    (Metric.TRANSFERRED, r"transfer\w*|turn(?:ed)? over|hand(?:ed)? (?:over|to)|handovers?|pick(?:ed)?[- "
                         r"]?up\w*|released to (?:ice|the custody|immigration|federal|dhs|ero)|releases? "
                         r"to ice|"
                         r"delivered to|(?:in)?to (?:the )?custody of|custody assumed|taken (?:by|into)|"
                         r"ice (?:pick|took|assumed|custody|came|appeared)|"
                         r"agents (?:came|appeared)|collected by|surrendered|to ice\b"),
    (Metric.NOTIFIED, r"notif\w+|calls? to ice|"
                      r"release (?:date|info\w*|information|dates)|release-date|notices? (?:sent|"
                      r"given|to)|information (?:given|provided|requests answered)|ice (?:told|alerted)"),
    (Metric.HONORED, r"honou?red|complied|held|granted|accepted|detained (?:under|on|pursuant|solely|"
                     r"beyond|past)|acted (?:up)?on|kept|holds placed by|individuals detained|persons "
                     r"detained|enforced|fulfilled"),
)  # fmt: skip


@cache
def _rules() -> tuple[tuple[Metric, re.Pattern[str]], ...]:
    return tuple(
        (
            metric,
            re.compile(rf"\b(?:{source})(?!\w)|{source}" if metric is Metric.COST else rf"\b(?:{source})"),
        )
        for metric, source in _RULES
    )


@cache
def _not_ours() -> re.Pattern[str]:
    return re.compile(_NOT_OURS)


_STOCK: Final = re.compile(
    r"\b(?:active|outstanding|in house|on the last day|"
    r"end of (?:the )?(?:month|year)|eom|currently|current|in custody (?:with|on)|on hand|pending|"
    r"with (?:an? )"
    r"?(?:ice|immigration|active)|in jail (?:with|on)|as of|today)\b"
)
_ASK: Final = re.compile(
    r"\b(?:receiv\w+|rec'?d|lodg\w+|issu\w+|presented|placed|fil(?:ed|ings?)|submitted|sent|logged|requests?)"
)
_NOUN: Final = re.compile(
    r"\bdetainers?\b|\bi-?247\w*|\b(?:ice|immigration) (?:holds?|requests?)\b|\bhold requests?\b|"
    r"\bholds?\b|\bice\b|immigration"
)


def metric_of(label: str, about: bool) -> Metric | None:
    """The metric of a folded caption; None where it counts nothing of ours. `about`: what stands around it
    speaks of detainers, so that "Received" or "Honored" alone are enough."""
    if _not_ours().search(label) and not re.search(
        r"detainers? (?:received|lodged|issued|honored|declined)", label
    ):
        return None
    noun = bool(_NOUN.search(label))
    if not (noun or about):
        return None
    for metric, pattern in _rules():
        if pattern.search(label):
            return metric
    if re.search(r"\breleas(?:e|es|ed)\b", label):
        return None  # let go, and neither to ICE nor said to be in spite of it
    if re.match(r"of (?:the|these|those|them|which|whom)\b", label):
        return None
    if re.search(r"\b(?:detainers?|holds?|i-?247\w*)\b", label) and _STOCK.search(label):
        return Metric.ACTIVE
    if (noun and re.search(r"detainer|i-?247|holds?|requests?", label)) or (about and _ASK.search(label)):
        return Metric.REQUESTS
    return None


def is_other(label: str) -> bool:
    """Whether a caption says that it counts something else."""
    return bool(_not_ours().search(label))


def names_detainers(label: str) -> bool:
    """Whether a heading or title is about detainers, so that bare captions below it are theirs."""
    return (
        bool(lexicon.topic().search(label) or re.search(r"\bdetainers?\b", label)) and "unlawful" not in label
    )


_PART: Final = re.compile(
    r"\bof which\b|\bof whom\b|\bof (?:these|those|them)\b|\bwith (?:a )?(?:judicial|judge|criminal|felony|"
    r"conviction|prior|pending)|\bby (?:charge|reason|district|country|nationality)\b|\bincluding\b"
)


def part_of(label: str) -> str | None:
    """The words of a caption that name a part, where it does."""
    return label.strip(" .:-")[:120] if _PART.search(label) else None


@dataclass(frozen=True, slots=True)
class Verdict:
    metric: Metric | None
    part: str | None = None
    alien: bool = False
    sure: bool = False


def read(cell: Cell) -> Verdict:
    about = names_detainers(f"{cell.caption} {cell.head} {cell.label}")
    for text in (cell.head, cell.label):
        if (m := metric_of(text, about)):
            return Verdict(m, part_of(text))
    return Verdict(None)
