"""The rules that hold the packages together, read off the source itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ["config", "storage", "crawler", "monitor"]
PURE = [
    "storage/records.py",
    "monitor/compare.py",
    "monitor/alerts.py",
    "monitor/wording.py",
    "crawler/cadence.py",
    "crawler/verdict.py",
    "crawler/net/addresses.py",
    "crawler/net/urls.py",
    "monitor/deliver/retry.py",
    "monitor/deliver/chat_services.py",
    "monitor/deliver/chat_text.py",
    "monitor/book.py",
    "monitor/claims.py",
    "monitor/comparison.py",
    "monitor/copies.py",
    "monitor/difference.py",
    "monitor/edits.py",
    "monitor/entry_notes.py",
    "monitor/judging.py",
    "monitor/messages.py",
    "monitor/period_sentences.py",
    "monitor/point_rows.py",
    "monitor/points.py",
    "monitor/privacy.py",
    "monitor/provenance.py",
    "monitor/releases.py",
    "monitor/series.py",
    "monitor/telling.py",
    "monitor/told.py",
    "monitor/values.py",
    "monitor/withdrawals.py",
    "crawler/gates.py",
]
IMPURE = {
    "sqlalchemy",
    "scrapy",
    "twisted",
    "requests",
    "socket",
    "asyncio",
    "subprocess",
    "smtplib",
    "threading",
}
#: what a command that touches no network must not load: each costs a noticeable part of a second
HEAVY = [
    "apprise",
    "icalendar",
    "scrapy",
    "twisted",
    "trafilatura",
    "apscheduler",
    "pypdfium2",
    "feedparser",
    "requests",
    "uvicorn",
    "smtplib",
    "jinja2",
]


def modules(package: str) -> list[Path]:
    return sorted(path for path in (ROOT / package).rglob("*.py"))


def imports(path: Path, *, types_too: bool = True) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_types and not types_too:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""


@pytest.mark.parametrize("package", ORDER)
def test_imports_go_one_way(package: str) -> None:
    above = set(ORDER[ORDER.index(package) + 1 :])
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(package)
        for name in imports(path)
        if name.split(".")[0] in above
    ]
    assert wrong == []


def test_only_storage_speaks_sql() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for package in ("config", "crawler", "monitor")
        for path in modules(package)
        if any(
            name.split(".")[0] in ("sqlalchemy", "alembic", "sqlite3", "psycopg")
            for name in imports(path, types_too=False)
        )
    ]
    assert wrong == []


def test_in_the_crawler_only_pipeline_run_and_byhand_use_the_store() -> None:
    allowed = {"pipeline.py", "run.py", "byhand.py"}
    wrong = [
        str(path.relative_to(ROOT))
        for path in modules("crawler")
        if path.name not in allowed
        and any(name.startswith("storage") and name not in ("storage.records",) for name in imports(path))
    ]
    assert wrong == []


@pytest.mark.parametrize("module", [*PURE, *(str(p.relative_to(ROOT)) for p in modules("monitor/figures"))])
def test_the_core_is_pure(module: str) -> None:
    wrong = [name for name in imports(ROOT / module, types_too=False) if name.split(".")[0] in IMPURE]
    assert wrong == []


def test_there_is_no_fifth_package() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == {*ORDER, "tests", "benchmarks"}


def test_offline_commands_load_nothing_heavy() -> None:
    code = (
        "import sys, contextlib, io\n"
        "import monitor.cli.main as m, config.loading, storage.database, storage.findings\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_repository_names_no_package_registry() -> None:
    names = ["pypi" + ".org", "files.python" + "hosted", "registry.npm" + "js", "deb.debian" + ".org"]
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True, cwd=ROOT)
    wrong = [
        f"{file}: {name}"
        for file in listed.stdout.split("\0")
        if file and (ROOT / file).is_file()
        for name in names
        if name in (ROOT / file).read_text(encoding="utf-8", errors="replace")
    ]
    assert wrong == []


def test_every_locked_package_carries_hashes() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        entries = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        pinned = [line for line in entries if line and not line.lstrip().startswith("#")]
        assert pinned
        assert [line for line in pinned if "--hash=sha256:" not in line] == []
