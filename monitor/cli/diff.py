"""`diff`: what was edited between two versions of a document."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import choices, desk
from monitor.cli.desk import ConfigOption, JsonOption, QuietOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.cli.output import Output
    from monitor.difference import Edit
    from monitor.names import Names
    from storage.records import ReadFigure, Version

CONTEXT = 160  #: characters of unchanged words that are shown beside an edit


def diff(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A document: its number, or its address.")],
    from_: Annotated[
        int | None, typer.Option("--from", min=1, help="Version; else the one before --to.")
    ] = None,
    to: Annotated[int | None, typer.Option("--to", min=1, help="Version; else the newest.")] = None,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Words that went and came, and the figures before and after."""
    opened = desk.desk(config, json=json, quiet=quiet)

    from monitor.difference import edits
    from storage import documents, findings

    with opened.store() as store, store.read() as conn:
        found = choices.document(conn, id_)
        one, other = _pair(documents.versions(conn, found.id), from_, to)
        made = edits(documents.text(conn, one.id), documents.text(conn, other.id))
        read = [findings.figures(conn, version.id) for version in (one, other)]
    names = opened.names({found.id: found})
    if json:
        from monitor import citation

        figures = [[citation.reading(each.figure, names) for each in some] for some in read]
        opened.out.value(
            {
                "document": found.id,
                "url": found.url,
                "from": {"version": one.seq, "at": one.at, "sha256": one.raw_hash, "figures": figures[0]},
                "to": {"version": other.seq, "at": other.at, "sha256": other.raw_hash, "figures": figures[1]},
                "edits": [
                    [{"mark": piece.mark.value, "text": piece.text} for piece in edit.pieces] for edit in made
                ],
            }
        )
        return
    when = [opened.out.cell(version.at) for version in (one, other)]
    opened.out.heading(
        f"{found.title or found.url}: version {one.seq} ({when[0]}) and {other.seq} ({when[1]})"
    )
    for edit in made:
        opened.out.line()
        _show(opened.out, edit)
    opened.out.line()
    if not made:
        opened.out.say("the words are the same")
    opened.out.table(("figures", "before", "now"), _figures(read[0], read[1], names))


def _pair(versions: Sequence[Version], from_: int | None, to: int | None) -> tuple[Version, Version]:
    from monitor.errors import Refused

    if not versions:
        raise Refused("no version of this document is kept")
    after = choices.version(versions, to, "--to")
    earlier = [version for version in versions if version.seq < after.seq]
    if from_ is not None:
        return choices.version(versions, from_, "--from"), after
    if not earlier:
        raise Refused(f"version {after.seq} is the first that is kept: there is nothing to compare it with")
    return earlier[-1], after


def _show(out: Output, edit: Edit) -> None:
    """One edited paragraph: coloured on a terminal, [-out-] and {+in+} elsewhere."""
    from monitor.cli.output import clean
    from monitor.difference import Mark

    texts = [
        (piece.mark, _shortened(piece.text, first=n == 0, last=n == len(edit.pieces) - 1))
        if piece.mark is Mark.SAME
        else (piece.mark, piece.text)
        for n, piece in enumerate(edit.pieces)
    ]
    if not sys.stdout.isatty():
        marks = {Mark.SAME: "{}", Mark.OUT: "[-{}-]", Mark.IN: "{{+{}+}}"}
        out.line(" ".join(marks[mark].format(text) for mark, text in texts))
        return
    from rich.text import Text

    styles = {Mark.SAME: "", Mark.OUT: "red strike", Mark.IN: "green underline"}
    line = Text(" ").join(Text(clean(text), style=styles[mark]) for mark, text in texts)
    out.console().print(line)


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Unchanged words, with only those next to an edit."""
    if len(text) <= CONTEXT:
        return text
    half = CONTEXT // 2
    if first:
        return f"… {text[-half:].partition(' ')[2]}"
    if last:
        return f"{text[:half].rpartition(' ')[0]} …"
    return f"{text[:half].rpartition(' ')[0]} … {text[-half:].partition(' ')[2]}"


def _figures(before: Sequence[ReadFigure], now: Sequence[ReadFigure], names: Names) -> list[list[object]]:
    """A row for each thing that either version gives a number for."""
    from monitor import citation
    from monitor.counted import METRIC_TEXT

    def said(read: Sequence[ReadFigure]) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for each in read:
            figure = each.figure
            when = citation.period(figure.period, figure.period_label)
            key = (METRIC_TEXT[figure.metric], when, names.party(figure.party), figure.subset or "")
            found.setdefault(key, []).append(citation.amount(figure))
        return found

    old, new = said(before), said(now)
    rows: list[list[object]] = []
    for key in dict.fromkeys([*old, *new]):
        what = ", ".join(part for part in key if part)
        rows.append([what, ", ".join(old.get(key, [])) or None, ", ".join(new.get(key, [])) or None])
    return rows
