"""How many independent sources carry a claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.words import CopyHow
from monitor.witnesses import Witnesses, counted
from storage.records import Document, Origin
from tests.monitor.ledgers import BPD, World, letter, says
from tests.monitor.world import document


def papers(*publishers: str) -> dict[int, Document]:
    return {
        number: replace(document(number), publisher=publisher)
        for number, publisher in enumerate(publishers, 1)
    }


def credited(known: dict[int, Document], name: str, *ids: int) -> dict[int, Document]:
    """The same, those documents crediting somebody whose own page was never seen."""
    origin = Origin(document=0, original=None, how=CopyHow.CREDITED, name=name)
    return known | {id_: replace(known[id_], origin=replace(origin, document=id_)) for id_ in ids}


def told(world: World, known: dict[int, Document]) -> Witnesses:
    (claim,) = world.ledger.claims.values()
    return counted(claim, known)


@pytest.fixture
def world() -> World:
    world = World()
    world.tell("herald", says(BPD, 57))
    world.tell("globe", says(BPD, 57))
    world.tell("mirror", says(BPD, 57), copy_of="herald")
    return world


def test_a_copy_is_a_document_more_and_no_source(world: World) -> None:
    assert told(world, papers("Herald", "Globe", "Mirror")) == (2, 3)
    assert told(world, papers("Herald", "Globe", "Mirror")).words == "2 independent sources (3 documents)"


def test_one_publishers_documents_are_one_source(world: World) -> None:
    assert told(world, papers("Herald", "The Herald", "Mirror")) == (1, 3)


def test_papers_that_credit_one_service_are_one_source_though_its_page_was_never_seen(world: World) -> None:
    known = papers("Herald", "Globe", "Mirror")
    assert told(world, credited(known, "Associated Press", 1, 2)) == (1, 3)


def test_a_report_that_says_otherwise_is_no_witness(world: World) -> None:
    world.tell("post", says(BPD, 75))
    assert told(world, papers("Herald", "Globe", "Mirror", "Post")) == (2, 3)


def test_the_partys_own_paper_is_a_source_too(world: World) -> None:
    world.tell("letter", letter(57))
    assert told(world, papers("Herald", "Globe", "Mirror", BPD)) == (3, 4)


def test_documents_of_nobody_known_count_each_for_itself(world: World) -> None:
    assert told(world, {}) == (2, 3)
    assert counted(next(iter(world.ledger.claims.values())), papers("", "", "")).words.startswith("2 ")


def test_one_source_in_words() -> None:
    assert Witnesses(1, 1).words == "1 source (1 document)"
    assert Witnesses(1, 4).words == "1 source (4 documents)"
