"""Texts that are the same text: wire stories, mirrors, reprints, spun and partial copies. Pure.

Copies are one witness. Candidates are found elsewhere (`monitor.kinship`); here is decided what two texts
have in common, whether that makes one a copy of the other, and which of them is the original.

Two texts are related where enough sentences around a watch word stand in both: in words of their own, since
two reporters quote the same letter, and with the same numbers, since yearly reports repeat themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from config.words import CopyHow
from monitor.passages import Passage
from storage.records import CopiesFound, Figure, Ledger, Support

SAME_SENTENCE: Final = 0.4  #: share of a sentence's word runs that the other text has
NEAR: Final = 3  #: sentences on either side of a watch word are on the matter too
MIN_COPIED: Final = 50  #: words in common, in sentences around a watch word
MIN_SENTENCES: Final = 3
MIN_HINTED: Final = 20  #: words, where one of the two says that it is a copy
ALL_OF_IT: Final = 0.8  #: of both texts: two short texts that are one
WHOLE: Final = 0.6  #: a text of which that much is taken speaks as a whole for somebody else
OTHER_NUMBERS: Final = 0.5  #: of the sentences with numbers: from there on it is another year's text
MAX_WORDS: Final = 20_000  #: of a text that are looked at


@dataclass(frozen=True, slots=True)
class Common:
    """What of one text stands in the other too."""

    words: int = 0  #: in sentences around a watch word
    sentences: frozenset[str] = frozenset()  #: their hashes, of those whose numbers are the same
    share: float = 0.0  #: of its words on the matter
    own: frozenset[str] = frozenset()  #: hashes of its sentences with numbers that the other has not
    differ: float = 0.0  #: share of the common sentences with numbers whose numbers are others
    count: int = 0  #: sentences in common around a watch word

    @property
    def whole(self) -> bool:
        return self.share >= WHOLE


def common(text: Sequence[Passage], other: Sequence[Passage]) -> Common:
    """What of `text` is in `other`: sentence by sentence, so that their order does not matter."""
    there = _runs(other)
    hashes = {passage.hash for passage in other}
    numbers = frozenset().union(*(passage.numbers for passage in other))
    covered = [_covered(passage, there, hashes) for passage in text]
    taken: set[int] = set()
    for block in _blocks(covered):
        if any(text[at].watched for at in block):
            taken.update(block)
    said = [at for at in sorted(taken) if text[at].speaks and covered[at]]
    numbered = [at for at in said if text[at].numbers]
    others = [at for at in numbered if not text[at].numbers <= numbers]
    words = sum(len(text[at].words) for at in said)
    near = _near(text)
    total = sum(len(text[at].words) for at in near)
    shared = sum(len(text[at].words) for at in said if at in near)
    return Common(
        words=words,
        sentences=frozenset(text[at].hash for at in taken if text[at].numbers <= numbers),
        share=shared / total if total else 0.0,
        own=frozenset(passage.hash for passage in text if not passage.numbers <= numbers),
        differ=len(others) / len(numbered) if numbered else 0.0,
        count=len(said),
    )


def _near(text: Sequence[Passage]) -> set[int]:
    """What the text has to say on the matter: not what a site puts around all its stories."""
    watched = [at for at, passage in enumerate(text) if passage.watched]
    near = {at + step for at in watched for step in range(-NEAR, NEAR + 1)}
    return {at for at in near if 0 <= at < len(text) and text[at].speaks}


def _runs(text: Iterable[Passage]) -> frozenset[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    left = MAX_WORDS
    for passage in text:
        words = passage.words[:left]
        left -= len(words)
        found.update(zip(words, words[1:], words[2:], strict=False))
        if left <= 0:
            break
    return frozenset(found)


def _covered(passage: Passage, there: frozenset[tuple[str, ...]], hashes: Collection[str]) -> bool | None:
    """Whether the other text has the sentence; None where it says too little of its own to tell."""
    if passage.hash in hashes and passage.speaks:
        return True
    if not passage.speaks:
        return None
    runs = set(zip(passage.words, passage.words[1:], passage.words[2:], strict=False))
    return len(runs & there) >= SAME_SENTENCE * len(runs)


def _blocks(covered: Sequence[bool | None]) -> Iterator[list[int]]:
    """Runs of common sentences, with what says too little and any single one between two in common."""
    block: list[int] = []
    for at, here in enumerate(covered):
        after = covered[at + 1] if at + 1 < len(covered) else False
        if here or (here is None and block) or (here is False and block and block[-1] == at - 1 and after):
            block.append(at)
        elif block:
            yield block
            block = []
    if block:
        yield block


# --- two texts ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kinship:
    """What two texts have in common, from either side."""

    mine: Common
    theirs: Common

    @property
    def whole(self) -> bool:
        """Whether each is, for the most part, the other."""
        return self.mine.whole and self.theirs.whole


def related(text: Sequence[Passage], other: Sequence[Passage], *, hinted: bool = False) -> Kinship | None:
    """What makes one of them a copy of the other; None where each speaks for itself.

    `hinted`: one of them says that it is a copy of the other, so that moderate likeness is enough.
    """
    mine, theirs = common(text, other), common(other, text)
    if not hinted and max(mine.differ, theirs.differ) >= OTHER_NUMBERS:
        return None  # the same form, filled in anew
    words = min(mine.words, theirs.words)
    if hinted and words >= MIN_HINTED:
        return Kinship(mine, theirs)
    if words >= MIN_COPIED and min(mine.count, theirs.count) >= MIN_SENTENCES:
        return Kinship(mine, theirs)
    if words >= MIN_HINTED and min(mine.share, theirs.share) >= ALL_OF_IT:
        return Kinship(mine, theirs)
    return None


# --- which is the original ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Teller:
    """A document as far as it matters for who told it first."""

    document: int
    day: date  #: published, where that is credible; else first seen
    official: bool = False  #: a party's own place: its paper is nobody's copy
    credits_another: bool = False  #: it says itself that its text is somebody else's

    @property
    def rank(self) -> tuple[bool, bool, date, int]:
        """Who comes first is the original: not who was met first."""
        return not self.official, self.credits_another, self.day, self.document


@dataclass(frozen=True, kw_only=True, slots=True)
class Kin:
    """A document that was found to have text in common with the one that is looked at."""

    teller: Teller
    kinship: Kinship
    how: CopyHow
    original: Teller | None = None  #: whose text it repeats as a whole, as known so far
    named: bool = False  #: the new text names it as its origin
    names: bool = False  #: it names the new text as its origin


@dataclass(frozen=True, kw_only=True, slots=True)
class Copying:
    """That a document repeats another one."""

    document: int
    original: int
    how: CopyHow
    whole: bool
    sentences: frozenset[str] = frozenset()  #: hashes of those that are repeated
    own: frozenset[str] = frozenset()  #: hashes of those that are not, in a whole copy

    def holds(self, sentence_hash: str) -> bool:
        """Whether what stands in this sentence is the original's word."""
        return sentence_hash in self.sentences or (self.whole and sentence_hash not in self.own)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a new text is a copy of, the best first; and which documents turn out to be copies of it."""

    copies: tuple[Copying, ...] = ()
    copied_by: tuple[Copying, ...] = ()


def settle(teller: Teller, kin: Iterable[Kin]) -> Settled:
    """Who of the kin is an original of this text, and who is a copy. The order of arrival decides nothing."""
    copies: list[Copying] = []
    copied_by: list[Copying] = []
    best = sorted(kin, key=lambda k: (not k.named, -k.kinship.mine.words, k.teller.rank))
    for each in best:
        first = each.original or each.teller
        mine = each.names or (not each.named and teller.rank < first.rank)
        part = each.kinship.theirs if mine else each.kinship.mine
        copying = Copying(
            document=each.teller.document if mine else teller.document,
            original=teller.document if mine else first.document,
            how=each.how,
            whole=part.whole or each.named or each.names,
            sentences=part.sentences,
            own=part.own,
        )
        (copied_by if mine else copies).append(copying)
    root = next((c.original for c in copies if c.whole), teller.document)
    return Settled(tuple(copies), tuple(replace(c, original=root) for c in copied_by if c.document != root))


# --- the ledger -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """All copies that a version is compared with: its own, and those that it brought to light."""

    mine: tuple[Copying, ...] = ()
    others: Mapping[int, Copying] = field(default_factory=dict)  #: by document

    def origin(self, sentence_hash: str) -> int | None:
        """Whose word it is that stands in this sentence of the version; None: its own."""
        return next((c.original for c in self.mine if c.holds(sentence_hash)), None)


def relinked(ledger: Ledger, document: int, told: Told) -> Ledger:
    """The ledger with each support as the copies are known now.

    A whole copy that others were said to repeat gives them on to its own original.
    """
    roots = {c.document: c.original for c in (*told.others.values(), *told.mine) if c.whole}

    def linked(support: Support) -> Support:
        if support.document == document:
            origin = told.origin(support.sentence_hash)
        elif support.document in told.others and told.others[support.document].holds(support.sentence_hash):
            origin = told.others[support.document].original
        else:
            origin = support.copy_of
        origin = roots.get(origin, origin) if origin is not None else None
        return support if origin in (support.copy_of, support.document) else replace(support, copy_of=origin)

    claims = {}
    for key, claim in ledger.claims.items():
        supports = tuple(map(linked, claim.supports))
        claims[key] = claim if supports == claim.supports else replace(claim, supports=supports)
    return replace(ledger, claims=claims)


def named(
    found: CopiesFound, document: int, told: Told, figures: Iterable[Figure], ledger: Ledger
) -> CopiesFound:
    """What is stored of origins, a document that gives a figure of its own not being named as another's.

    A mirror with a misprint must not put the misprint into the mouth of whom it copies.
    """
    said: dict[int, set[str]] = {document: {figure.sentence_hash for figure in figures}}
    for claim in ledger.claims.values():
        for support in claim.supports:
            said.setdefault(support.document, set()).add(support.sentence_hash)
    own = {c.document for c in (*told.mine[:1], *told.others.values()) if c.own & said.get(c.document, set())}
    rows = {
        id_: replace(row, whole=False) if row is not None and id_ in own else row
        for id_, row in found.origins.items()
    }
    return replace(found, origins=rows)
