"""Any document of any suggestion as a file: the kept one as it was printed, else one made of its record now."""

import pytest
from django.conf import settings as installed
from django.core.management import CommandError, call_command

from followups.documents import rendering
from followups.documents.document_kinds import KINDS
from suggestions.actions import documents, files
from suggestions.models import DocumentTemplate
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.kept = installed.FILES
    w.suggestion = factories.served(w)
    factories.replied(w, w.suggestion)
    return w


@pytest.fixture
def w(built, db, settings):
    settings.FILES = built.kept  # where the papers of this module lie; each test has a folder of its own otherwise
    return built


def render(w, kind, out, *options):
    call_command("render_document", str(w.suggestion.pk), kind, str(out), *options)
    return out.read_bytes()


def test_a_kept_document_is_written_as_it_was_printed(w, tmp_path, capsys):
    letter = w.suggestion.documents.get(kind="letter")
    assert render(w, "letter", tmp_path / "x.pdf") == files.place(letter.blob_id).read_bytes()
    assert letter.blob_id in capsys.readouterr().out


def test_a_letters_number_names_its_suggestion_too(w, tmp_path):
    call_command("render_document", w.suggestion.letter.document_number, "letter", str(tmp_path / "x.pdf"))
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_what_is_not_kept_is_printed_from_its_record(w, tmp_path, capsys):
    assert not w.suggestion.documents.filter(kind="approval_sheet").exists()
    assert render(w, "approval_sheet", tmp_path / "x.pdf").startswith(b"%PDF")
    assert "kept nowhere" in capsys.readouterr().out


@pytest.mark.slow
def test_the_bundle_is_one_of_them(w, tmp_path):
    assert render(w, "bundle", tmp_path / "x.pdf").startswith(b"%PDF")


def test_a_kind_without_a_record_is_refused_with_those_that_have_one(w, tmp_path):
    with pytest.raises(CommandError, match="letter"):
        render(w, "withdrawal_notice", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_an_unknown_suggestion_and_an_unwritable_place_are_said(w, tmp_path):
    with pytest.raises(CommandError, match="999999999"):
        call_command("render_document", "999999999", "letter", str(tmp_path / "x.pdf"))
    with pytest.raises(CommandError, match="cannot be written"):
        render(w, "letter", tmp_path / "no" / "x.pdf")


def test_every_kept_document_can_be_printed_again_to_the_byte(w):
    kept = list(w.suggestion.documents.select_related("template", "blob"))
    assert {"letter", "service_return", "reply"} <= {row.kind for row in kept}
    assert [row.kind for row in kept if not rendering.print_again(row)] == []
    for row in kept:
        assert row.made_with["fonts"] and all(row.made_with["fonts"].values())
        assert "WeasyPrint" in row.made_with["printer"]


@pytest.mark.slow
def test_a_change_of_its_facts_would_be_seen(w, tmp_path):
    letter = w.suggestion.documents.get(kind="letter")
    letter.facts["facts"]["联系人"] = "另一人"
    assert not rendering.print_again(letter)
    letter.save()
    with pytest.raises(CommandError, match="other bytes"):
        render(w, "letter", tmp_path / "x.pdf", "--again")


def test_a_later_template_changes_no_document_that_was_printed(w):
    letter = w.suggestion.documents.get(kind="letter")
    DocumentTemplate.objects.create(
        kind="letter",
        procuratorate=w.county,
        number=1,
        heading="建议书",
        text="{落款}",
        sha256="2" * 64,
        made_at=factories.at(),
    )
    again = documents.print_again(letter, kind=KINDS["letter"])
    assert again.pdf == files.place(letter.blob_id).read_bytes()


def test_one_of_each_needs_a_sample_world(w, tmp_path):
    with pytest.raises(CommandError, match="load_sample_world"):
        call_command("sample_documents", str(tmp_path))
