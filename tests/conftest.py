"""What every test may ask for: the shared material, whether to rewrite snapshots, how hypothesis draws."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# No deadline: a shared machine is slow at random moments. Under CI the draws are the same on every run, so a
# change is judged by what it changes; at a desk they differ, so that new cases are found.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("desk"), derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--accept`` rewrites the files under ``tests/snapshots`` with what the tests see now; read the diff."""
    parser.addoption("--accept", action="store_true", help="rewrite snapshots with what is rendered now")


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests keep of their reading goes to a folder of theirs, never among the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture(scope="session", autouse=True)
def interrupts_that_arrive() -> Iterator[None]:
    """What a shell starts in the background ignores interrupts, and so would every process that a test starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether a test shall write its snapshot instead of comparing with it."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material beside the project; skips the test, visibly, where there is none."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"no shared material at {folder}")
    return folder


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Path:
    """The folder of real articles, with ``seeds``, ``dev``, ``press`` and ``gold`` in it."""
    folder = shared / "corpus"
    if not folder.is_dir():
        pytest.skip(f"no corpus at {folder}")
    return folder
