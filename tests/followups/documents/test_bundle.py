"""The case bundle: what a reader may see, in order, with contents, bookmarks, folio numbers and one tree of tags."""

import io
import re

import pdfplumber
import pikepdf
import pypdf
import pytest
from django.conf import settings as installed
from django.urls import reverse

from followups.documents import bundle
from suggestions.actions import files
from suggestions.printing import binding
from suggestions.rules.relations import Visibility
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.kept = installed.FILES
    w.suggestion = factories.served(w)
    factories.filed(w, w.suggestion)
    factories.replied(w, w.suggestion)
    factories.judged(w, w.suggestion)
    w.bundle = bundle.of(w.suggestion, visibility=Visibility.INTERNAL)
    return w


@pytest.fixture
def w(built, db, settings, client):
    settings.FILES = built.kept  # where the papers of this module lie; each test has a folder of its own otherwise
    built.client = client
    return built


def bookmarks(pdf: bytes) -> list[tuple[str, int]]:
    """Returns the bookmarks with the page, counted from 1, that each leads to."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [(str(entry.title), reader.get_destination_page_number(entry) + 1) for entry in reader.outline]


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def rows_of(pdf: bytes, *, page: int) -> list[list[str]]:
    """Returns the rows of the tables of seven columns on a page."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        tables = opened.pages[page - 1].extract_tables()
    return [["".join((cell or "").split()) for cell in row] for table in tables for row in table if len(row) == 7]


def test_it_holds_everything_in_order_with_the_approval_sheet_before_the_letter(w):
    titles = [title for title, _page in bookmarks(w.bundle)]
    assert titles[:4] == ["检察建议案卷目录", "调查终结报告", "检察建议审批表", "检察建议书"]
    assert [title for title in titles[4:] if not title.startswith("关于")] == [
        "送达回证",
        "检察建议备案表",
        "检察建议效果评估表",
    ]


def test_bookmarks_and_contents_lead_to_the_first_page_of_each(w):
    reader = pypdf.PdfReader(io.BytesIO(w.bundle))
    ahead = range(1, bookmarks(w.bundle)[1][1])
    listed = [row for page in ahead for row in rows_of(w.bundle, page=page)]
    assert listed[0] == ["序号", "责任者", "文号", "文书名称", "日期", "页次", "备注"]
    letter = next(row for row in listed if row[3] == "检察建议书")
    assert letter[1:3] == [w.county.name, w.suggestion.current_letter.document_number]
    assert re.fullmatch(r"\d+页", letter[6])
    for title, page in bookmarks(w.bundle)[1:]:
        assert "".join(title.split()) in "".join(reader.pages[page - 1].extract_text().split())
        assert [row[5] for row in listed if row[3] == "".join(title.split())] == [str(page)]


def test_pages_are_those_that_were_printed(w):
    letter = w.suggestion.documents.get(kind="letter")
    printed = pypdf.PdfReader(files.place(letter.blob_id)).pages[0].extract_text().split()
    begins = dict(bookmarks(w.bundle))["检察建议书"]
    bound = pypdf.PdfReader(io.BytesIO(w.bundle)).pages[begins - 1].extract_text().split()
    assert [line for line in bound if line != f"第{begins}页"] == printed


def test_all_tags_hang_in_one_tree_and_lead_to_pages_of_the_bundle(w):
    with pikepdf.open(io.BytesIO(w.bundle)) as pdf:
        pages = {page.obj.objgen for page in pdf.pages}
        document = pdf.Root.StructTreeRoot.K[0]
        elements = list(binding._elements(document))
        assert {element.Pg.objgen for element in elements if "/Pg" in element} == pages
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        assert keys == sorted(set(keys))
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        assert set(keys) <= set(map(int, numbers[::2]))
        identities = [str(element.ID) for element in elements if "/ID" in element]
        assert len(identities) == len(set(identities))
        parts = [str(kid.T) for kid in document.K if kid.get("/S") == "/Part"]
        assert parts == [title for title, _page in bookmarks(w.bundle)[1:]]
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "zh-CN" and "/OutputIntents" in pdf.Root


def test_the_same_file_is_bound_to_the_same_bytes(w):
    assert bundle.of(w.suggestion, visibility=Visibility.INTERNAL) == w.bundle


def test_the_unit_gets_what_was_between_both_and_nothing_internal(w):
    titles = [title for title, _page in bookmarks(bundle.of(w.suggestion, visibility=Visibility.RECIPIENT))]
    assert "检察建议书" in titles and "送达回证" in titles
    assert not {"检察建议审批表", "检察建议备案表", "检察建议效果评估表"} & set(titles)


def test_attachments_are_named_with_their_digest(w):
    names = text_of(w.bundle)
    for row in w.suggestion.attachments.all():
        assert "".join(row.name.split()) in names
        assert row.blob_id in names


class TestPages:
    def test_either_side_may_have_it_as_far_as_it_sees(self, w):
        for person, name in ((w.handling, "bundle"), (w.liaison, "portal-bundle")):
            w.client.force_login(person)
            answer = w.client.get(reverse(name, args=[w.suggestion.pk]))
            assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
            assert answer["Cache-Control"] == "private, no-store"
            assert answer.content.startswith(b"%PDF")

    def test_for_others_it_is_not_there(self, w):
        for person, name in ((w.liaison, "bundle"), (w.handling, "portal-bundle"), (w.other_liaison, "portal-bundle")):
            w.client.force_login(person)
            assert w.client.get(reverse(name, args=[w.suggestion.pk])).status_code == 404

    def test_where_nothing_is_printed_the_page_says_so(self, w):
        draft = factories.drafted(w)
        w.client.force_login(w.handling)
        answer = w.client.get(reverse("bundle", args=[draft.pk]), follow=True)
        assert "could be bound" in answer.text or "装订" in answer.text
