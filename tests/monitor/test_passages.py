"""Sentences, and the keys by which a text is found again."""

from __future__ import annotations

import subprocess
import sys

from monitor import passages
from monitor.passages import keys
from tests.monitor.copied_texts import OF_ITS_OWN, RIVERTON


def words(text: str) -> list[str]:
    return [" ".join(passage.words) for passage in passages.passages(text)]


def test_what_is_quoted_is_nobodys_own() -> None:
    text = "The chief wrote: “We hold nobody.” He signed it.\n\n“One quote goes on. For long,” he said."
    assert words(text) == ["the chief wrote", "he signed it", "", "he said"]


def test_a_mark_that_is_never_closed_ends_with_its_paragraph() -> None:
    assert words('He said "nobody.\n\nThe council met.') == ["he said", "the council met"]


def test_numbers_count_also_where_they_are_quoted() -> None:
    (passage,) = passages.passages("He wrote that “1,204 detainers” came in 2025.")
    assert passage.numbers == {"1204", "2025"}


def test_a_text_without_a_watch_word_has_no_keys() -> None:
    assert keys(passages.passages("The library opened at nine. " * 30)) == ()


def test_only_sentences_near_a_watch_word_have_keys() -> None:
    read = passages.passages(f"{OF_ITS_OWN}\n\n" * 5 + RIVERTON.wire)
    near = passages.near_watch_words(read)
    assert len(near) <= passages.MAX_SIGNED
    watched = [at for at, passage in enumerate(read) if passage.watched]
    assert all(min(abs(at - other) for other in watched) <= passages.NEAR for at in near)
    assert len(keys(read)) <= 2 * passages.MAX_SIGNED


def test_keys_are_the_same_in_every_process() -> None:
    """Another release of the library, or another machine, that hashed otherwise has to have another name."""
    here = keys(passages.passages(RIVERTON.wire))
    code = (
        "from monitor import passages; from tests.monitor.copied_texts import RIVERTON;"
        "print(passages.algo(), *passages.keys(passages.passages(RIVERTON.wire)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split() == [*passages.algo().split(), *map(str, here)]
    assert all(0 <= key < 2**48 for key in here)


def test_the_keys_are_those_that_stores_hold() -> None:
    """Where this fails, keys in stores are made anew by housekeeping: the name of what makes them differs."""
    assert passages.algo() == "sentences/1 pairs 6in2 af0d28d5"
    assert keys(passages.passages("Police got 57 detainers from the agency last year."))[:1] == (
        24645081437530,
    )
