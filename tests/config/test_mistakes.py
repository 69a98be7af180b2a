"""Every mistake that a person can make in the file: told at its line, all at once, with what to do."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from config.errors import ConfigMistakes
from config.loading import load
from tests.config.conftest import Load, Mistakes

MAIL = "mail: {server: smtp.example.org:587, from: alerts@example.org}\n"
SOURCE = "sources:\n  - id: paper\n    feed: https://paper.example.org/feed\n    place: us-ma-boston\n"
HOOK = 'receivers:\n  hook:\n    webhook: "https://hooks.example.org/x"\n    secret: env:KEY\n'

#: text, line, dotted key, what the message or its hint has to say
ONE_MISTAKE = {
    "an empty file": ("", None, "", "places: \\[us-ma-boston\\]"),
    "only comments": ("# nothing\n\n# yet\n", None, "", "is empty"),
    "UTF-16": ("places: []".encode("utf-16"), None, "", "UTF-8"),
    "not UTF-8": (b"places: [us-ma-boston]\ncontact: \xff@example.org", 2, "", "UTF-8"),
    "an unknown key": ("recievers: {}", 1, "recievers", "did you mean receivers"),
    "an unknown key below": ("daemon:\n  wokers: 2", 2, "daemon.wokers", "did you mean workers"),
    "a duplicate key": ("places: [us]\nplaces: [us-ma]", 2, "", "first on line 1"),
    "a duplicate source": (
        SOURCE + "  - id: paper\n    feed: https://b.example.org/\n    place: us-ma",
        5,
        "sources[2].id",
        "first on line 2",
    ),
    "an address without scheme": (SOURCE.replace("https://", ""), 3, "sources[1].feed", "https://"),
    "ftp": (SOURCE.replace("https", "ftp"), 3, "sources[1].feed", "https://"),
    "file": (SOURCE.replace("https://", "file:///"), 3, "sources[1].feed", "https://"),
    "javascript": (SOURCE.replace("https://", "javascript:"), 3, "sources[1].feed", "https://"),
    "a password in an address": (
        SOURCE.replace("https://", "https://me:pw@"),
        3,
        "sources[1].feed",
        "no user",
    ),
    "loopback": (SOURCE.replace("paper.example.org", "127.0.0.1"), 3, "sources[1].feed", "no public address"),
    "loopback, short": (SOURCE.replace("paper.example.org", "127.1"), 3, "sources[1].feed", "no public"),
    "loopback, a number": (
        SOURCE.replace("paper.example.org", "2130706433"),
        3,
        "sources[1].feed",
        "no public",
    ),
    "loopback, IPv6": (SOURCE.replace("paper.example.org", "[::1]"), 3, "sources[1].feed", "no public"),
    "metadata": (SOURCE.replace("paper.example.org", "169.254.169.254"), 3, "sources[1].feed", "no public"),
    "localhost": (SOURCE.replace("paper.example.org", "localhost"), 3, "sources[1].feed", "allow"),
    "an odd port": (
        SOURCE.replace("paper.example.org", "paper.example.org:22"),
        3,
        "sources[1].feed",
        "allow",
    ),
    "an id with a path": (SOURCE.replace("id: paper", "id: ../paper"), 2, "sources[1].id", "a-z"),
    "an id with a blank": (SOURCE.replace("id: paper", "id: my paper"), 2, "sources[1].id", "a-z"),
    "an id in capitals": (SOURCE.replace("id: paper", "id: Paper"), 2, "sources[1].id", "a-z"),
    "a long id": (SOURCE.replace("id: paper", "id: " + "p" * 200), 2, "sources[1].id", "at most 64"),
    "no interval": (SOURCE + "    every: 0", 5, "sources[1].every", "6 hours"),
    "a negative interval": (SOURCE + "    every: -1", 5, "sources[1].every", "6 hours"),
    "an odd unit": (SOURCE + "    every: 1 parsec", 5, "sources[1].every", "6 hours"),
    "a huge interval": (SOURCE + "    every: 999999999 days", 5, "sources[1].every", "ten years"),
    "no unit": (SOURCE + "    every: 5", 5, "sources[1].every", "6 hours"),
    "cron": (SOURCE + "    every: '* * * * *'", 5, "sources[1].every", "6 hours"),
    "a zone on Mars": ("timezone: Mars/Olympus", 1, "timezone", "no time zone"),
    "a zone nearly right": ("timezone: America/New_Yrok", 1, "timezone", "did you mean America/New_York"),
    "a zone as a path": ("timezone: ../../etc/passwd", 1, "timezone", "no time zone"),
    "two mail addresses": (
        MAIL + 'receivers: {a: {email: "a@b.org, c@d.org"}}',
        2,
        "receivers.a.email",
        "one mail",
    ),
    "no mail address": (MAIL + "receivers: {a: {email: x}}", 2, "receivers.a.email", "one mail"),
    "a header in it": (
        MAIL + 'receivers: {a: {email: "a@b.org\\nBcc: c@d.org"}}',
        2,
        "receivers.a.email",
        "one",
    ),
    "mail without a server": ("receivers: {a: {email: a@b.org}}", 1, "receivers.a.email", "mail"),
    "two addresses": (
        MAIL + "receivers:\n  a: {email: a@b.org, webhook: 'https://b.org/'}",
        3,
        "receivers.a",
        "exactly one",
    ),
    "a chat address in clear": (
        "receivers: {a: {chat: 'slack://T1/B2/hunter2hunter2'}}",
        1,
        "receivers.a.chat",
        "not written here.*env:NAME",
    ),
    "a chat that is mail": (
        "receivers: {a: {chat: env:CHAT_MAIL}}",
        1,
        "receivers.a.chat",
        "no chat service",
    ),
    "a chat that reads files": (
        "receivers: {a: {chat: env:CHAT_FILE}}",
        1,
        "receivers.a.chat",
        "`template`, which is not used",
    ),
    "a chat that is a page": ("receivers: {a: {chat: env:CHAT_PAGE}}", 1, "receivers.a.chat", "`webhook`"),
    "a chat that is signed": (
        "receivers: {a: {chat: env:CHAT, secret: env:KEY}}",
        1,
        "receivers.a.secret",
        "no meaning for a chat",
    ),
    "a secret in clear": (HOOK.replace("env:KEY", "hunter2hunter2"), 4, "receivers.hook.secret", "env:NAME"),
    "a short secret": (HOOK.replace("env:KEY", "env:SHORT"), 4, "receivers.hook.secret", "24"),
    "a short whsec": (HOOK.replace("env:KEY", "env:WHSEC"), 4, "receivers.hook.secret", "24"),
    "a short old secret": (
        HOOK.replace("env:KEY", "\n      - env:KEY\n      - env:SHORT"),
        6,
        "receivers.hook.secret[2]",
        "24",
    ),
    "a secret in clear beside another": (
        HOOK.replace("env:KEY", "[env:KEY, hunter2hunter2]"),
        4,
        "receivers.hook.secret[2]",
        "env:NAME",
    ),
    "the same secret twice": (
        HOOK.replace("env:KEY", "[env:KEY, env:KEY]"),
        4,
        "receivers.hook.secret[2]",
        "twice",
    ),
    "no secret in the list": (HOOK.replace("env:KEY", "[]"), 4, "receivers.hook.secret", "no secret"),
    "a variable not set": (
        HOOK.replace("env:KEY", "env:ABSENT"),
        4,
        "receivers.hook.secret",
        "ABSENT is not set",
    ),
    "an empty variable": (HOOK.replace("env:KEY", "env:EMPTY"), 4, "receivers.hook.secret", "EMPTY is empty"),
    "a missing secret file": (
        HOOK.replace("env:KEY", "file:no"),
        4,
        "receivers.hook.secret",
        "cannot be read",
    ),
    "a folder as secret": (HOOK.replace("env:KEY", "file:."), 4, "receivers.hook.secret", "not a file"),
    "plain http to a webhook": (HOOK.replace("https", "http"), 3, "receivers.hook.webhook", "plain http"),
    "an include": ("include: other.yaml", 1, "include", "unknown key"),
    "aliases": ("places: &a [us]\nsubscriptions: []", 1, "", "anchors"),
    "a Python object": ("contact: !!python/object:os.system a@b.org", 1, "", "tags"),
    "a second document": ("places: [us]\n---\nplaces: [us-ma]", 2, "", "second document"),
    "a tab": ("places:\n\t- us", 2, "", "not YAML"),
    "an open bracket": ("places: [us\noperator: me", 2, "", "not YAML.*begins on line 1"),
    "a nest": ("[" * 5000, 1, "", "nested deeper"),
    "a list as the file": ("- places", None, "", "expected the keys"),
    "a list as a text": ("contact: [a@b.org]", 1, "contact", "found a list"),
    "a text as a list": (SOURCE + "    words: detainer", 5, "sources[1].words", "expected a list"),
    "an unknown place": ("places:\n  - us-ma\n  - us-ma-bostn", 3, "places[2]", "did you mean us-ma-boston"),
    "no place": ("places: []", 1, "places", "names no place"),
    "an unknown agency": (
        SOURCE + "    publisher: us-ma-boston/polce",
        5,
        "sources[1].publisher",
        "did you mean us-ma-boston/police",
    ),
    "an unknown exception": (
        "catalogue: {except: [wbur]}",
        1,
        "catalogue.except[1]",
        "unknown catalogue entry",
    ),
    "a source of the catalogue": (
        SOURCE.replace("id: paper", "id: wbur-news"),
        2,
        "sources[1].id",
        "from_catalogue",
    ),
    "nothing in the catalogue": (
        "sources: [{id: wbur-new, from_catalogue: yes}]",
        1,
        "sources[1].id",
        "did you mean wbur-news",
    ),
    "no address": ("sources: [{id: a, place: us}]", 1, "sources[1]", "exactly one of feed"),
    "a host that is no name": (
        "sources: [{id: a, place: us, feed: 'https://news..example.org/feed'}]",
        1,
        "sources[1].feed",
        "names no host",
    ),
    "a source of two kinds": (SOURCE + "    page: https://b.org/", 2, "sources[1]", "feed, page"),
    "a selector for a feed": (SOURCE + "    select: a.x", 5, "sources[1].select", "no meaning for a feed"),
    "no receiver": ("subscriptions: [{to: desk}]", 1, "subscriptions[1].to", "unknown receiver"),
    "no operator": ("operator: desk", 1, "operator", "unknown receiver"),
    "an unknown kind": (
        HOOK + "subscriptions: [{to: hook, kinds: [revise]}]",
        5,
        "subscriptions[1].kinds[1]",
        "did you mean revised",
    ),
    "an agency nearly right": (
        HOOK + "subscriptions: [{to: hook, agencies: us-ma-boston/polise}]",
        5,
        "subscriptions[1].agencies",
        "did you mean us-ma-boston/police",
    ),
    "an agency without its place": (
        HOOK + "subscriptions:\n- to: hook\n  agencies: [police]",
        7,
        "subscriptions[1].agencies[1]",
        "as us-ma-boston/police",
    ),
    "an agency outside the places": (
        HOOK + "subscriptions: [{to: hook, places: us-il, agencies: [us-ma-boston/police]}]",
        5,
        "subscriptions[1].agencies[1]",
        "nothing would ever match",
    ),
    "a party nobody knows": (
        HOOK + "subscriptions: [{to: hook, parties: [icee]}]",
        5,
        "subscriptions[1].parties[1]",
        "unknown party `icee`.*did you mean ice",
    ),
    "a change of no size": (
        HOOK + "subscriptions: [{to: hook, at_least: 0}]",
        5,
        "subscriptions[1].at_least",
        "expected a number, as 5, or a percentage, as 10 %",
    ),
    "a change of half a request": (
        HOOK + "subscriptions: [{to: hook, at_least: 2.5}]",
        5,
        "subscriptions[1].at_least",
        "10 %",
    ),
    "a certainty that is never sent": (
        HOOK + "subscriptions: [{to: hook, certainty: unsure}]",
        5,
        "subscriptions[1].certainty",
        "did you mean sure",
    ),
    "an hour that is none": (
        HOOK + "subscriptions: [{to: hook, when: daily at 25:00}]",
        5,
        "subscriptions[1].when",
        "07:30",
    ),
    "an open door": ("web: {listen: '0.0.0.0:80'}", 1, "web.listen", "needs `password`"),
    "a database password": (
        "daemon: {store: 'postgresql://me:pw@db/x'}",
        1,
        "daemon.store",
        "env:DATABASE_URL",
    ),
    "an odd store": ("daemon: {store: 'mysql://db/x'}", 1, "daemon.store", "no store of the kind `mysql`"),
    "a password without TLS": (
        "mail: {server: 's:25', from: a@b.org, user: me, password: env:KEY, tls: no}",
        1,
        "mail.tls",
        "never sent without TLS",
    ),
    "a leap day each year": (
        "duties: [{id: boston-trust-act-letter, from_catalogue: yes, due: February 29}]",
        1,
        "duties[1].due",
        "December 31",
    ),
    "three days a year": (
        "duties: [{id: boston-trust-act-letter, from_catalogue: yes, due: 'May 1, June 1 and July 1'}]",
        1,
        "duties[1].due",
        "one, two or four days",
    ),
    "a quarter of a year of one's own": (
        "duties: [{id: boston-trust-act-letter, from_catalogue: yes, due: 9 days after each quarter,"
        " period: year from July}]",
        1,
        "duties[1].period",
        "only a yearly report covers a year",
    ),
    "a report long after its time": (
        "duties: [{id: boston-trust-act-letter, from_catalogue: yes, due: 30 months after each year}]",
        1,
        "duties[1].due",
        "at most 24 months",
    ),
}
ENVIRON = {
    "KEY": "k" * 32,
    "SHORT": "hunter2",
    "WHSEC": "whsec_aHVudGVyMg==",
    "EMPTY": "",
    "CHAT": "ntfys://ntfy.example.org/hunter2",
    "CHAT_MAIL": "mailto://hunter2@example.org",
    "CHAT_FILE": "discord://1234567/hunter2?template=/etc/passwd",
    "CHAT_PAGE": "https://news.example.org/hunter2",
}


@pytest.mark.parametrize("name", ONE_MISTAKE)
def test_a_mistake_is_told_once_at_its_line(name: str, mistakes_of: Mistakes, file: Path) -> None:
    text, line, where, said = ONE_MISTAKE[name]
    mistakes = mistakes_of(text, ENVIRON)
    assert len(mistakes) == 1, [str(mistake) for mistake in mistakes]
    (mistake,) = mistakes
    assert mistake.path == file
    assert (mistake.line, mistake.where) == (line, where)
    assert re.search(said, str(mistake)), str(mistake)
    assert "\n" not in str(mistake)
    assert "hunter2" not in str(mistake)
    assert "pw" not in str(mistake)


def test_five_mistakes_come_out_in_one_run(mistakes_of: Mistakes) -> None:
    text = "palces: [us]\ntimezone: Mars\ndaemon:\n  workers: many\n"
    text += "sources:\n  - id: X\n    feed: x\n    place: us\n"
    mistakes = mistakes_of(text)
    assert [mistake.line for mistake in mistakes] == [1, 2, 4, 6, 7]


def test_billion_laughs_are_refused_before_they_grow(mistakes_of: Mistakes) -> None:
    text = "a: &a [x, x]\n" + "".join(
        f"{n}: &{n} [{'*' + p + ', '}*{p}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert any("aliases" in mistake.message for mistake in mistakes_of(text))


def test_yaml_words_stay_the_text_that_they_are(settings_of: Load) -> None:
    settings = settings_of(
        "places: [{id: 'no', name: no, timezone: UTC, aliases: [012, 1e3, 2026-01-31, 22:30, yes]}]"
    )
    place = settings.catalogue.places["no"]
    assert (place.name, place.aliases) == ("no", ("012", "1e3", "2026-01-31", "22:30", "yes"))


def test_a_byte_order_mark_is_read_over(settings_of: Load) -> None:
    assert settings_of(b"\xef\xbb\xbfplaces: [us-il]").places == ("us-il",)


@pytest.mark.parametrize("kind", ["missing", "a folder", "too large"])
def test_what_is_no_file_is_a_mistake(kind: str, file: Path) -> None:
    if kind == "a folder":
        file.mkdir()
    if kind == "too large":
        file.write_text("#" * (5 * 1024 * 1024))
    with pytest.raises(ConfigMistakes) as caught:
        load(file, {})
    assert len(caught.value.mistakes) == 1


def test_ten_thousand_sources_load_within_seconds(settings_of: Load) -> None:
    entry = "  - {{id: s{0}, feed: 'https://p{0}.example.org/feed', place: us-ma, every: 30 minutes}}\n"
    started = time.process_time()
    settings = settings_of("sources:\n" + "".join(entry.format(n) for n in range(10_000)))
    assert len(settings.sources) > 10_000
    assert time.process_time() - started < 5  # 2 s where nothing else runs


def test_a_file_that_is_being_replaced_is_old_or_new(file: Path) -> None:
    """An editor writes a new file and renames it over the old one."""
    for state in ("us-ma", "us-il") * 20:
        new = file.with_suffix(".new")
        new.write_text(f"places: [{state}]\n")
        new.replace(file)
        assert load(file, {}).places == (state,)
