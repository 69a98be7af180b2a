"""Real processes over a real local world. Each test has a town and an office of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.office import Office
from tests.acceptance.processes import Fresh, Starter, Zygote
from tests.acceptance.town import Town
from tests.acceptance.town import town as running_town

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with running_town(tmp_path) as made:
        made.configure(every="1 hour")
        yield made


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    root = str(HERE.parents[1])
    with Zygote({**os.environ, "PYTHONPATH": root}) as made:
        yield made


@pytest.fixture
def office(town: Town, zygote: Zygote) -> Iterator[Office]:
    yield from _office(town, zygote)


@pytest.fixture
def plain_office(town: Town) -> Iterator[Office]:
    """Its processes are started as a user starts them."""
    yield from _office(town, Fresh())


def _office(town: Town, starter: Starter) -> Iterator[Office]:
    made = Office(town, starter)
    try:
        yield made
    finally:
        made.close()
