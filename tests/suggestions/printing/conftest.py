"""The press that the tests print on: packaged faces only, so that results do not depend on the machine."""

from pathlib import Path

import pytest
from django.conf import settings

from suggestions.printing import faces, renderer

EVERY_PLACE_WITHOUT_FACES: tuple[Path, ...] = ()


@pytest.fixture(scope="session")
def work() -> Path:
    """The folder of this installation; small faces are built in it once and stay for the next run."""
    folder = Path(settings.VAR) / "printing"
    faces.prepare(work=folder)
    return folder


@pytest.fixture(scope="session")
def packaged(work: Path) -> faces.FaceSet:
    return faces.find(work=work, folders=EVERY_PLACE_WITHOUT_FACES)


@pytest.fixture(scope="session")
def session_press(work: Path, packaged: faces.FaceSet) -> renderer.Press:
    return renderer.Press(work=work, face_set=packaged)


@pytest.fixture(autouse=True)
def press(session_press: renderer.Press, monkeypatch: pytest.MonkeyPatch) -> renderer.Press:
    monkeypatch.setattr(renderer, "press", lambda: session_press)
    return session_press
