"""Any bytes on any base come back as they were; what went in twice is there once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from storage import bodies
from storage.database import Store
from storage.schema import bodies as rows
from storage.types import storable, storable_tree
from tests.storage.world import NOW


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(str(Path(folder) / "watch.db"), create=True, now=NOW) as opened,
    ):
        yield opened


class _Undo(Exception):
    """Ends an example: the next one finds an empty store."""


blobs = st.binary(max_size=300) | st.text(alphabet="ab ", max_size=2000).map(str.encode)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(blobs, st.integers(-1, 30)), min_size=1, max_size=30))
def test_any_bytes_on_any_base_come_back(store: Store, contents: list[tuple[bytes, int]]) -> None:
    def work(tx: Connection) -> None:
        kept: list[str] = []
        for content, under in contents:
            base = kept[under] if 0 <= under < len(kept) else None
            kept.append(bodies.put(tx, content, base))
        for hash_, (content, _) in zip(kept, contents, strict=True):
            assert bodies.get(tx, hash_) == content
        stored = tx.execute(select(rows.c.hash, rows.c.depth)).all()
        assert len(stored) == len({content for content, _ in contents})
        assert max(row.depth for row in stored) <= bodies.MAX_DEPTH
        raise _Undo

    with pytest.raises(_Undo):
        store.transact(work)


anything = st.text(st.characters(codec=None, categories=None, exclude_categories=()))


@given(anything)
def test_any_text_can_be_made_storable_and_most_is_as_it_stands(text: str) -> None:
    made = storable(text)
    made.encode()
    assert "\x00" not in made
    assert storable(made) == made
    assert len(made) == len(text)


@given(
    st.recursive(st.none() | st.integers() | anything, lambda v: st.lists(v) | st.dictionaries(anything, v))
)
def test_any_json_can_be_made_storable(value: object) -> None:
    assert storable_tree(storable_tree(value)) == storable_tree(value)
