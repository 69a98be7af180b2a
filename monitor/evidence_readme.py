"""What a bundle of evidence says of itself: what is in it, and how anybody checks it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from monitor.phrases import moment, one_line
from storage.records import Document, Version

#: `check.py` of a bundle; run as a test in a bare interpreter: it needs Python 3 and nothing else
CHECK: Final = '''\
"""Checks the hashes, and that each quote stands in the text where it is said to stand."""
import hashlib, json, pathlib


def sha256(data):
    return hashlib.sha256(data).hexdigest()


here = pathlib.Path(__file__).parent
for line in (here / "SHA256SUMS").read_bytes().decode().splitlines():
    digest, name = line.split("  ", 1)
    assert sha256((here / name).read_bytes()) == digest, name + " was changed"
for reading in sorted(here.glob("version-*/reading.json")):
    made = json.loads(reading.read_bytes())
    text = (reading.parent / "text.txt").read_bytes()
    assert sha256(text) == made["version"]["sha256_of_text"], str(reading)
    for original in reading.parent.glob("original.*"):
        assert sha256(original.read_bytes()) == made["version"]["sha256_of_bytes"], str(original)
    for figure in made["figures"]:
        start, end = figure["span"]
        assert text.decode()[start:end] == figure["quote"], figure["id"]
        print(reading.parent.name, figure["value"], "stands in:", ascii(figure["quote"]))
print("everything is as it says")
'''


def text(
    document: Document, versions: Sequence[Version], originals: Mapping[int, str], lost: Sequence[int]
) -> str:
    last = versions[-1]
    name = "text.txt" if last.seq in lost else originals[last.seq]
    return f"""Saved copies of a document, packed by Detainer Watch

Address    {one_line(document.url, 2000)}
Title      {one_line(document.title) or "-"}
Publisher  {one_line(document.publisher) or "-"}
Published  {document.published_on or "-"} ({document.published_how.value})

{"".join(_version(each, lost=each.seq in lost) for each in versions)}
{_FILES}
{_HOW.replace("ORIGINAL", f"version-{last.seq}/{name}")}"""


def _version(version: Version, *, lost: bool) -> str:
    lines = [
        f"Version {version.seq}, saved {moment(version.at)}",
        f"    SHA-256 of the bytes  {version.raw_hash}" + (" (not kept any more)" if lost else ""),
        f"    SHA-256 of the text   {version.text_hash}",
    ]
    return "\n".join(lines) + "\n"


_FILES: Final = """What is in here

    version-N/original.*    the bytes as the server sent them, after decoding the transfer, or as
                            somebody gave them to us; a council's record is put together of
                            several answers. Open them only as you would open the page itself
    version-N/text.txt      the text that was made of them
    version-N/headers.json  what the server said beside the bytes: status, the address that
                            answered, response headers
    version-N/reading.json  what was read in the text, each figure with its quote; "span" says
                            where the quote stands, in characters from 0, the end not included
    chain.json              the document, all its versions, the changes that were found in it,
                            the alerts that told them
    record.warc             the same bytes as web archives keep them (WARC 1.1)
    check.py                twenty lines of Python that do steps 1 and 3
    SHA256SUMS              SHA-256 of each of these files
"""

_HOW: Final = """How to check it

1. Nothing in here was changed since it was packed. In the unpacked folder:

    sha256sum -c SHA256SUMS          (macOS: shasum -a 256 -c SHA256SUMS)

2. It is the copy that an alert or an export speaks of: compare the SHA-256 that is named there:

    sha256sum ORIGINAL

3. The quotes stand in the text, where they are said to stand, and the hashes fit. Read check.py,
   then let any Python 3 run it; it needs nothing else:

    python3 check.py

4. The text was made of the original: open ORIGINAL and look for the quote. Software reads, and
   may read wrongly; the original decides, not the reading.

5. The WARC file holds the same bytes: `warcio check record.warc`, or open it in a player of web
   archives (ReplayWeb.page, pywb). Of the response headers those that are evidence are kept.

What this cannot show: that the server really sent these bytes at that time. For that, compare with
the copies that other archives have of the address, or ask the publisher.
"""
