"""Whoever sent a picture finds it by the digest of what was sent, though a copy drawn anew is kept."""

import hashlib
import io

import pytest

from desk.case import case_presenter
from sample import evidence
from suggestions.actions import files
from suggestions.models import Suggestion
from tests import factories
from tests.suggestions.phone_photographs import photograph

pytestmark = pytest.mark.django_db


def kept(suggestion: Suggestion, name: str, content: bytes) -> str:
    """Attaches a file to the case and returns what is noted of it."""
    admitted = files.admit((files.Upload(name, io.BytesIO(content)),))
    files.attach(
        files=admitted, suggestion=suggestion, about="", shown_to="both",
        added_by_id=suggestion.handling_prosecutor_id, at=factories.at(), event=None,
    )  # fmt: skip
    return str(case_presenter.file_of(suggestion.attachments.get(name=name)).note)


def test_a_picture_names_the_digest_of_what_was_sent_and_other_files_need_not(w):
    suggestion, sent = factories.drafted(w), photograph()
    digest = hashlib.sha256(sent).hexdigest()
    noted = kept(suggestion, "现场.jpg", sent)
    assert digest[:4] in noted and digest[-4:] in noted and "SHA-256" in noted
    assert "SHA-256" not in kept(suggestion, "说明.pdf", evidence.scan("情况说明").stream.getvalue())
