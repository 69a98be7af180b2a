"""Whatever stands in the file, it is either read or refused with mistakes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from config import keys
from config.errors import ConfigMistakes, Mistake
from config.loading import load
from tests.config.test_loading import WHOLE

#: other work on the machine must not fail a test
LOADED = settings(deadline=None)

_NAMES = sorted(
    {key.name for record in (keys.FILE, keys.SOURCE, keys.RECEIVER, keys.DAEMON) for key in record.keys}
)
_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates(),
    st.sampled_from(_NAMES),
    st.sampled_from(["us-ma-boston", "6 hours", "env:X", "file:/dev/null", "https://[x/", "https://a:99999/"]),
)  # fmt: skip
_TREES = st.recursive(
    _SCALARS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.sampled_from(_NAMES), below, max_size=6),
    max_leaves=25,
)


def _read(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.yaml"
        path.write_bytes(data)
        try:
            load(path, {"X": "x"})
            mistakes: tuple[Mistake, ...] | None = None
        except ConfigMistakes as refused:
            mistakes = refused.mistakes
        assert mistakes != ()
        assert all("\n" not in str(mistake) for mistake in mistakes or ())


@LOADED
@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00\x00")
@example(b"? [a]: b")
@example(b"%YAML 9.9\n---\na")
@example(b"- !<tag:x> a")
@example(b"!\x00")
def test_any_bytes(data: bytes) -> None:
    _read(data)


@LOADED
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    _read(text.encode("utf-8", "surrogatepass"))


@settings(LOADED, max_examples=200)
@given(st.dictionaries(st.sampled_from([key.name for key in keys.FILE.keys]), _TREES, max_size=5))
def test_any_tree_of_known_keys(tree: dict[str, object]) -> None:
    _read(yaml.safe_dump(tree).encode())


@LOADED
@given(st.integers(0, len(WHOLE) - 1), st.sampled_from(list(":-[]{}&*!|>'\"%@`#,? \t\n\0é")), st.booleans())
def test_a_right_file_with_one_wrong_character(at: int, character: str, instead: bool) -> None:
    _read((WHOLE[:at] + character + WHOLE[at + instead :]).encode())
