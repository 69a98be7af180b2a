"""What people get who install the project: all that it needs at run time, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        return set(file.namelist())


def test_every_module_is_in_the_wheel(contents: set[str]) -> None:
    modules = {
        str(path.relative_to(ROOT))
        for package in ("config", "storage", "crawler", "monitor")
        for path in (ROOT / package).rglob("*.py")
    }
    assert modules - contents == set()


def test_every_data_file_is_in_the_wheel(contents: set[str]) -> None:
    wanted = {
        str(path.relative_to(ROOT))
        for package in ("config", "storage", "crawler", "monitor")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix in (".yaml", ".html", ".mako", ".typed", ".json", ".txt")
    }
    assert any(name.startswith("config/catalog/") for name in wanted)
    assert any(name.startswith("monitor/deliver/templates/") for name in wanted)
    assert wanted - contents == set()


def test_nothing_else_is_in_the_wheel(contents: set[str]) -> None:
    tops = {name.partition("/")[0] for name in contents}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "config",
        "storage",
        "crawler",
        "monitor",
    }
    assert not any("__pycache__" in name for name in contents)


def test_the_wheel_carries_the_command_and_the_licence(contents: set[str]) -> None:
    assert any(name.endswith("entry_points.txt") for name in contents)
    assert any(name.endswith("licenses/LICENSE") for name in contents)
