"""State folders for tests that start servers of their own."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def var() -> Iterator[Path]:
    """A state folder that every account may reach, as the project's own is; pytest's own folders are closed."""
    folder = Path(tempfile.mkdtemp(prefix="procuracy-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
