"""The message as it looks: laid out and painted at the widths of a telephone and of a desk, and as text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import blitz_py
import pytest
from lxml import html

from config.words import ChangeKind, Quiet
from monitor import messages
from monitor.deliver import layout, rendering
from storage.records import Alert
from tests.monitor import world
from tests.monitor.deliver import samples

WIDTHS = (320, 600)
#: a column of text that is narrower cannot be read
READABLE = 150
LONGEST = "https://records.example.org/" + "x" * 1500


@cache
def alerts() -> dict[str, Alert]:
    """Every kind of change, and every kind of message."""
    kinds = samples.every_kind()
    quiet = [replace(change, quiet=Quiet.BASELINE) for change in kinds]
    earlier = [
        world.new(key=f"b{year}", point=world.POINT._replace(first=f"{year}-01-01", last=f"{year}-12-31"))
        for year in (2023, 2022)
    ]
    lines = ["It answered: HTTP 410.", "Nothing is sent to it until it is switched on again."]
    return {f"{change.kind.value} {n}": samples.made([change]) for n, change in enumerate(kinds)} | {
        "letter": samples.made([world.new(), world.declined()], background=earlier),
        "digest": _with_what_stands(samples.made(kinds, "digest:2026-01-28")),
        "empty digest": samples.made([], "digest:2026-01-28"),
        "baseline": samples.made([quiet[0], quiet[7], quiet[21]], "baseline:1"),
        "correction": samples.made(kinds[13:14], "correction:aaaa-bbbb"),
        "notice": messages.notice("desk", "off:archive:1", "A receiver is off", lines, samples.context()),
        "long words": samples.hostile("W" * 600),
        "long address": samples.hostile(LONGEST),
    }


@cache
def shown(name: str) -> tuple[str, str]:
    """Its text and its HTML."""
    return rendering.both(alerts()[name])


def _with_what_stands(alert: Alert) -> Alert:
    return replace(alert, body={**alert.body, "standing": [{"sentence": "A dispute is open."}]})


def _numbered(page: str) -> tuple[str, dict[str, html.HtmlElement]]:
    """The page with an id on every element of its body."""
    tree = html.document_fromstring(page)
    elements = {
        f"n{n}": element for n, element in enumerate(tree.body.iter()) if isinstance(element.tag, str)
    }
    for id_, element in elements.items():
        element.set("id", id_)
    return html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"), elements


@pytest.mark.parametrize("name", alerts())
def test_nothing_is_wider_than_the_screen_and_every_column_can_be_read(name: str) -> None:
    page, elements = _numbered(shown(name)[1])

    for width in WIDTHS:
        boxes = blitz_py.Template(page, width=width, height=400).boxes()
        for id_, (left, _, wide, _) in boxes.items():
            assert left >= 0, elements[id_].get("style")
            assert left + wide <= width + 0.5, elements[id_].get("style")
            if wide and elements[id_].tag in ("p", "li", "h1", "h2", "h3"):
                assert wide >= READABLE, elements[id_].text


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("letter", "light"),
        ("letter", "dark"),
        ("notice", "light"),
        ("long words", "light"),
        ("long address", "dark"),
    ],
)
def test_it_is_painted_within_its_margins(name: str, scheme: str) -> None:
    page = shown(name)[1]
    width, height, pixels = blitz_py.render_rgba(page, width=320, color_scheme=scheme)
    rows = [pixels[at : at + 4 * width] for at in range(0, len(pixels), 4 * width)]

    assert len(rows) == height > 100
    assert len(pixels[::4].translate(None, delete=_LIGHT)) > 400  # there is writing on it
    left, right = ({row[4 * x : 4 * x + 4] for row in rows[8:] for x in margin} for margin in (_LEFT, _RIGHT))
    assert len(left) <= 3  # the paper, the rules, the ground
    assert len(right) <= 3


_LIGHT = bytes(range(0x60, 256))
_LEFT, _RIGHT = range(4, 14), range(306, 316)


def test_a_number_stands_out_and_the_tone_goes_by_the_kind() -> None:
    page = html.document_fromstring(shown("letter")[1])
    conflict = html.document_fromstring(rendering.html(samples.made([world.conflicting()])))

    assert page.xpath("//b[contains(@style, '#ffe694')]/text()") == ["57"]
    assert page.xpath("//b[. = 'New']/@style") != conflict.xpath("//b[. = 'Conflict']/@style") != []


@pytest.mark.parametrize("name", alerts())
def test_the_html_needs_nothing_from_elsewhere_and_nothing_that_clients_drop(name: str) -> None:
    tree = html.document_fromstring(shown(name)[1])

    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= _SURVIVING
    assert not tree.xpath("//@src|//@background|//@onclick")
    assert not any(
        re.search(r"url\(|@import|position|float|flex|grid", style) for style in tree.xpath("//@style")
    )


_SURVIVING = {
    *("html", "head", "meta", "title", "body", "table", "tbody", "tr", "td"),
    *("h1", "h2", "h3", "p", "ul", "li", "b", "span", "a", "br", "wbr"),
}


@pytest.mark.parametrize("name", alerts())
def test_the_text_says_what_the_html_says_in_the_same_order(name: str) -> None:
    text, page = shown(name)

    assert _bare(text) == _bare(_read(page))


def _read(page: str) -> str:
    """What a person gets from the HTML: its words, and where its links lead."""
    tree = html.document_fromstring(page)
    brand = tree.xpath("//td[b = 'Detainer Watch']")[0]
    brand.getparent().remove(brand)
    for link in tree.xpath("//a"):
        whole = link.text or ""
        link.text = link.get("href") if whole == "This change on our page" else whole + link.get("href")
    return "".join(tree.body.itertext())


def _bare(text: str) -> str:
    """Without blanks, and without what only marks: stars, dashes, slashes and brackets."""
    return re.sub(r"[\s*/\[\]-]+", "", text).casefold()


@pytest.mark.parametrize("name", alerts())
def test_the_text_is_wrapped_for_a_narrow_window(name: str) -> None:
    text, _ = shown(name)

    for line in text.splitlines():
        assert len(line) <= rendering.WIDTH or max(map(len, line.split())) > 60
    assert not re.search(r"[ \t]$|\n\n\n", text, re.MULTILINE)


def test_a_long_message_tells_as_much_in_full_as_clients_show() -> None:
    many = samples.made([world.conflicting(key=f"k{n}", id=n) for n in range(messages.MAX_ENTRIES)])
    text, page = rendering.both(many)

    assert len(page.encode()) <= rendering.MOST_HTML
    assert "More, in short:" in text
    assert page.count("<h2") == text.count("CONFLICT / ") > 5
    in_short = messages.MAX_ENTRIES - page.count("<h2")
    for shown in (text, _read(page)):
        assert " ".join(shown.split()).count("Boston police say 57: ICE detainer requests") == in_short


def test_a_misreading_of_ours_is_put_into_nobodys_mouth() -> None:
    text, _ = shown("correction")

    assert "We had read 51" in text
    assert "say 51" not in text


def test_it_fits_the_screen_also_where_styles_are_dropped() -> None:
    page = shown("letter")[1]
    unstyled = re.sub(r' (?:style|class)="[^"]*"', "", page)
    bare, _ = _numbered(unstyled.replace("<wbr>", "\u200b"))  # which this painter knows

    for width in WIDTHS:
        boxes = blitz_py.Template(bare, width=width, height=400).boxes()
        # the message's id stays whole
        assert all(left + wide <= width + 20 for left, _, wide, _ in boxes.values())
    assert "<!--[if mso]>" in page  # Outlook goes by that for the width of a page


def test_a_headline_stands_for_a_sentence_that_is_too_long_for_one() -> None:
    change = world.change(
        ChangeKind.OVERDUE,
        point=None,
        party=None,
        duty_id=world.DUTY.id,
        more={"period": "2025", "due_on": "2025-12-31", "usual": "6 to 45 days " + "later " * 40},
    )
    text, page = rendering.both(samples.made([change]))
    tree = html.document_fromstring(page)

    (heading,) = tree.xpath("//h2/text()")
    assert len(heading) < layout.MAX_HEADING
    assert "has not been seen yet" in " ".join(text.split())
