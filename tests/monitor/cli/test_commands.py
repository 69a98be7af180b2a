"""What each command prints, on a store that a story was recorded in."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import FORMULA, Office

ROOT = Path(__file__).parents[3]

LISTINGS = (
    ("figures",),
    ("figures", "--held"),
    ("series", "us-ma-boston"),
    ("changes", "--quiet-too"),
    ("show", "1"),
    ("diff", "1"),
    ("status",),
    ("review", "list"),
    ("review", "list", "--said"),
    ("alerts", "list"),
    ("mute", "list", "--all"),
    ("changes", "--for", "terminal"),
    ("prune", "--dry-run"),
    ("reread",),
)


@pytest.mark.parametrize("command", LISTINGS, ids=" ".join)
def test_every_listing_is_one_json_value(reading_room: Office, command: tuple[str, ...]) -> None:
    done = reading_room(*command, "--json")
    assert isinstance(json.loads(done.out), list | dict)


@pytest.mark.parametrize("command", LISTINGS[2:6], ids=" ".join)
def test_every_listing_is_plain_lines_in_a_pipe(reading_room: Office, command: tuple[str, ...]) -> None:
    done = reading_room(*command)
    assert "\x1b" not in done.out + done.err
    assert "Traceback" not in done.err


# --- figures --------------------------------------------------------------------------------------


def test_it_lists_a_figure_a_line(reading_room: Office) -> None:
    rows = reading_room("figures").rows
    assert [(row[1], row[3], row[5]) for row in rows] == [
        ("19", "Boston Police Department", "2024"),
        ("57", "Boston Police Department", "2025"),
        ("57", "Boston Police Department", "2025"),
        ("198", "U.S. Immigration and Customs Enforcement", "2024"),
    ]


@pytest.mark.parametrize(
    ("options", "values"),
    [
        (("--party", "ice"), [198]),
        (("--metric", "declined"), [57]),
        (("--place", "us-ma"), [19, 57, 57, 198]),  # a place covers those below it
        (("--place", "us-il"), []),
        (("--agency", "us-ma-boston/police", "--limit", "1"), [19]),
        (("--since", "2026-01-15T12:06:30+00:00"), [19]),
    ],
    ids=lambda value: " ".join(map(str, value)),
)
def test_it_lists_the_figures_that_were_asked_for(
    reading_room: Office, options: tuple[str, ...], values: list[int]
) -> None:
    assert [figure["value"] for figure in reading_room("figures", *options, "--json").json] == values


def test_a_figure_can_be_cited(reading_room: Office) -> None:
    figure = reading_room("figures", "--party", "ice", "--json").json[0]
    assert figure["quote"] == "ICE said it lodged a total of 198 detainers with Boston police in 2024."
    assert figure["url"] == "https://globe.example.org/ice"
    assert figure["title"] == FORMULA  # JSON is literal
    assert (figure["period_first"], figure["period_last"]) == ("2024-01-01", "2024-12-31")
    assert len(figure["sha256"]) == 64
    assert figure["saved_at"] == "2026-01-15T12:05:00+00:00"


# --- series ---------------------------------------------------------------------------------------


def test_a_series_has_a_column_a_party_and_marks_disputes(reading_room: Office) -> None:
    lines = reading_room("series", "us-ma-boston", "--metric", "requests").out.splitlines()
    assert lines[1] == "period\tBoston Police Department\tU.S. Immigration and Customs Enforcement"
    assert lines[2] == "2024\t19 (was 15) ≠\t198 ≠"
    assert lines[3] == "2025\t57\t-"


def test_a_series_as_csv_has_a_line_a_party_at_each_point(reading_room: Office) -> None:
    lines = reading_room("series", "us-ma-boston", "--metric", "requests", "--csv").out.splitlines()
    assert lines[0].startswith("place,agency,metric,period,")
    assert len(lines) == 4
    assert ",ice,198,exact,second,standing,yes," in lines[2]


def test_a_series_as_json_keeps_a_gap_as_null(reading_room: Office) -> None:
    series = reading_room("series", "us-ma-boston", "--metric", "requests", "--json").json[0]
    assert series["points"][1]["said"] == {
        "us-ma-boston/police": series["points"][1]["said"]["us-ma-boston/police"],
        "ice": None,
    }
    assert series["points"][0]["said"]["us-ma-boston/police"]["before"] == [
        {"value": 15, "qualifier": "exact"}
    ]


def test_a_pipe_gets_no_chart_unless_it_asks(reading_room: Office) -> None:
    plain = reading_room("series", "us-ma-boston", "--metric", "requests").out
    assert "┤" not in plain
    asked = reading_room("series", "us-ma-boston", "--metric", "requests", "--chart").out
    assert asked.startswith(plain)
    assert "  ● Boston Police Department" in asked.splitlines()
    assert "\x1b" not in asked


def on_a_terminal(office: Office, *command: str, **environment: str) -> str:
    """What a command prints on a real terminal of 80 columns."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 80))
    with subprocess.Popen(
        [sys.executable, "-m", "monitor", *command, "--config", str(office.config)],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **environment},
    ) as process:
        os.close(theirs)
        parts = []
        with contextlib.suppress(OSError):  # the terminal is gone when the command has ended
            while part := os.read(ours, 65536):
                parts.append(part)
        assert process.wait(60) == 0
    os.close(ours)
    return b"".join(parts).decode()


def test_a_terminal_gets_a_chart_in_colour_unless_it_wants_none(reading_room: Office) -> None:
    command = ("series", "us-ma-boston", "--metric", "requests")
    colour = "\x1b[38;5;4m"
    told = on_a_terminal(reading_room, *command, NO_COLOR="")
    assert "┤" in told
    assert colour in told
    assert colour not in on_a_terminal(reading_room, *command, NO_COLOR="1")


# --- changes, show, diff --------------------------------------------------------------------------


def test_changes_are_told_in_the_words_of_the_alert(reading_room: Office) -> None:
    rows = reading_room("changes", "--kind", "conflicting").rows
    assert rows[0][2:4] == [
        "Conflict",
        "ICE says it made 198 detainer requests to Boston police in 2024, according to Globe; "
        "Boston police say 15, according to Herald.",
    ]


def test_changes_since_a_later_time_are_none(reading_room: Office) -> None:
    done = reading_room("changes", "--since", "2026-02-01")
    assert (done.rows, done.code) == ([], 0)
    assert "nothing changed since then" in done.err


def test_it_shows_a_document_by_number_address_and_part_of_it(reading_room: Office) -> None:
    whole = reading_room("show", "1")
    assert whole.out.startswith("Police point to fax\n")
    for other in ("https://herald.example.org/fax", "HTTPS://Herald.example.org/fax?utm_source=x#top", "fax"):
        assert reading_room("show", other).out == whole.out
    assert "a total of *19* ICE detainers in 2024" in whole.out


def test_it_shows_what_proves_each_figure(reading_room: Office) -> None:
    lines = reading_room("show", "1").out.splitlines()
    assert "  hand: Second-hand: as reported by Herald." in lines
    assert "  period: 2024-01-01 to 2024-12-31: “in 2024”." in lines
    assert "  original: https://herald.example.org/fax" in lines
    assert "saved: 2026-01-15 07:07 EST" in lines  # the reader's zone
    assert any(line.startswith("read by: reader/") and ", catalogue " in line for line in lines)
    proof = next(line for line in lines if "*19*" in line)
    assert " said.” The council met on Wednesday and talked about the budget" in proof


def test_programs_get_the_same_proof(reading_room: Office) -> None:
    shown = reading_room("show", "1", "--json").json
    [figure] = shown["figures"]
    start, end = figure["number_in_quote"]
    assert figure["quote"][start:end] == "19"
    assert figure["after_quote"].startswith("The council met")
    assert figure["citation"].startswith("Boston Police Department, as told by Herald, “Police point to fax”")
    assert shown["copy"]["sha256"] == shown["versions"][1]["sha256"]


def test_it_shows_the_figures_of_an_older_version(reading_room: Office) -> None:
    shown = reading_room("show", "1", "--version", "1", "--json").json
    assert [figure["value"] for figure in shown["figures"]] == [15]
    assert [version["version"] for version in shown["versions"]] == [1, 2]


def test_it_shows_what_was_edited(reading_room: Office) -> None:
    done = reading_room("diff", "1")
    assert "Boston police received a total of [-15-] {+19+} ICE detainers in 2024" in done.out
    assert done.rows[-1] == [
        "ICE detainer requests made to the agency, 2024, Boston Police Department",
        "15",
        "19",
    ]


def test_a_diff_may_go_back_in_time(reading_room: Office) -> None:
    assert "[-19-] {+15+}" in reading_room("diff", "1", "--from", "2", "--to", "1").out


def test_there_is_no_diff_of_a_single_version(reading_room: Office) -> None:
    done = reading_room("diff", "2")
    assert done.code == 2
    assert "nothing to compare it with" in done.err


# --- status ---------------------------------------------------------------------------------------


def test_status_says_that_the_daemon_is_not_running(reading_room: Office) -> None:
    done = reading_room("status", "--sources")
    assert done.code == 3
    assert "The daemon is not running." in done.out
    assert "wbur-news\tnew" in done.out


# --- what a person mistypes -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("figures", "--place", "us-ma-bostn"), "did you mean us-ma-boston"),
        (("figures", "--agency", "us-ma-boston/polize"), "did you mean us-ma-boston/police"),
        (("figures", "--party", "us-ma-boston/polize"), "did you mean us-ma-boston/police"),
        (("figures", "--metric", "bogus"), "bogus"),
        (("figures", "--since", "tomorrow"), "is no day"),
        (("figures", "--since", "2999-01-01"), "lies in the future"),
        (("figures", "--since", ""), "is no day"),
        (("figures", "--limit", "-1"), "--limit"),
        (("figures", "--limit", "1000000000000"), "--limit"),
        (("series", "../../etc/passwd"), "no place"),
        (("series", "*"), "no place"),
        (("show", "999"), "no document '999'"),
        (("show", "9" * 400), "no document"),
        (("show", ""), "no document"),
        (("show", "http://[::1"), "no document"),
        (("show", "example.org"), "did you mean"),
        (("show", "1", "--version", "7"), "did you mean 1 or 2"),
        (("show", "\udcff"), "no document"),  # bytes of an argument that are no UTF-8
        (("diff", "1", "--from", "0"), "--from"),
        (("alerts", "show", "nothing"), "no alert 'nothing'"),
        (("alerts", "list", "--to", "dsk"), "did you mean desk"),
        (("review", "confirm", "77", "--yes", "--by", "me"), "no figure '77'"),
        (("review", "correct", "1", "--value", "-1", "--yes"), "--value"),
        (("reread", "--source", "wbur"), "did you mean wbur-news"),
        (("reread", "--apply", "--since", "1 day"), "leave out"),
        (("read",), "name files"),
        (("export", "figures.xlsx"), "say --format"),
        (("backup", "--verify", "detainer-watch.yaml"), "no file"),
    ],
    ids=lambda value: (
        " ".join(value)[:40].encode("ascii", "replace").decode() if isinstance(value, tuple) else ""
    ),
)
def test_a_mistake_is_one_line_and_exit_code_2(
    reading_room: Office, args: tuple[str, ...], says: str
) -> None:
    done = reading_room(*args)
    assert done.code == (4 if args[0] == "backup" else 2)
    assert says in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    "command", [("figures",), ("status",), ("show", "1"), ("export", "x.csv"), ("review", "list")]
)
def test_a_reading_command_never_makes_a_store(empty: Office, command: tuple[str, ...]) -> None:
    done = empty(*command)
    assert done.code == 4
    assert "there is no store" in done.err
    assert [path.name for path in empty.folder.iterdir()] == ["detainer-watch.yaml"]


def test_a_file_that_is_no_store_is_refused(empty: Office) -> None:
    empty.store.write_bytes(b"not a database at all" * 100)
    assert empty("figures").code == 4


def test_the_place_of_the_store_may_be_a_secret(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.config.write_text("daemon:\n  store: env:DATABASE_URL\n  watchdog: env:NOT_SET\n")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{office.store}")
    assert office("figures").code == 0
    monkeypatch.delenv("DATABASE_URL")
    done = office("figures")
    assert done.code == 2
    assert "DATABASE_URL is not set" in done.err
