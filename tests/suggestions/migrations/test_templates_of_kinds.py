"""Migration 0013 over what offices wrote: a further version with the places of the rules, and no version changed."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from followups.documents.document_kinds import KINDS
from suggestions.documents import composing, template_checks
from suggestions.documents.document_kinds import LETTER
from suggestions.models import DocumentTemplate
from suggestions.printing import typesetting
from tests import factories

pytestmark = pytest.mark.django_db
MIGRATION = import_module("suggestions.migrations.0013_templates_of_kinds")
#: The letter as an office wrote it before there was a place for the legal basis.
WITHOUT = (
    composing.text_that_came_along("letter").replace("[{提出建议的法律依据}，]", "").replace("为此，", "鉴于上述情况，")
)
OWN_SENTENCE = WITHOUT.replace("鉴于上述情况，向{称谓}提出如下{建议名称}：", "现要求：")


def written(w, *, number: int = 1, kind: str = "letter", heading: str = "检察建议书", text: str = WITHOUT):
    return DocumentTemplate.objects.create(
        kind=kind,
        procuratorate=w.county,
        number=number,
        heading=heading,
        text=text,
        sha256=composing.digest_of(heading=heading, text=text),
        reason="按本院格式。",
        made_by=w.administrator,
        made_at=factories.at(),
    )


def migrate() -> None:
    MIGRATION.follow(apps, SimpleNamespace(connection=connection))


def of_county(w, kind: str = "letter") -> list[DocumentTemplate]:
    return list(DocumentTemplate.objects.of(kind=kind, procuratorate=w.county).order_by("number"))


def test_the_texts_of_this_test_are_letters_without_the_place():
    assert "{提出建议的法律依据}" not in WITHOUT and "鉴于上述情况" in WITHOUT
    assert OWN_SENTENCE != WITHOUT


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (WITHOUT, "[{提出建议的法律依据}，]"),
        (OWN_SENTENCE, "[{提出建议的法律依据}。]"),
    ],
)
def test_the_last_version_of_a_letter_gets_a_further_one_with_name_and_basis(w, text, line):
    former = [written(w, number=1, text="{旧稿}"), written(w, number=2, text=text)]
    migrate()
    *kept, added = of_county(w)
    assert [(each.pk, each.text, each.sha256) for each in kept] == [
        (each.pk, each.text, each.sha256) for each in former
    ]
    assert (added.number, added.heading, added.made_by, added.suggestion_kind) == (3, "{建议书名称}", None, "")
    assert line in added.text and added.text.replace(f"{line}\n", "").replace(line, "") == text
    assert added.sha256 == composing.digest_of(heading=added.heading, text=added.text)
    assert template_checks.usable(LETTER, heading=added.heading, text=added.text) == (added.heading, added.text)


def test_the_offices_next_letter_is_printed_with_it_and_says_on_which_law_it_rests(w):
    in_work = factories.drafted(w, "social_governance")
    former = in_work.letter.template
    written(w)
    migrate()
    in_work.letter.refresh_from_db()
    assert in_work.letter.template == former
    later = factories.drafted(
        w,
        contents={
            **factories.body().contents,
            "legal_ground": "根据《中华人民共和国人民检察院组织法》第二十一条的规定",
        },
    ).letter
    assert later.template == of_county(w)[-1]
    sheet = composing.letter(later)
    assert sheet.title == "检察建议书"
    assert "《中华人民共和国人民检察院组织法》第二十一条" in "".join(block.text for block in sheet.blocks)
    assert [each for _place, each in typesetting.faults(sheet)] == []


def test_other_documents_take_the_names_and_what_names_a_retrial_or_nothing_stays(w):
    urging = KINDS["urging_letter"]
    written(w, kind="urging_letter", heading="督促落实检察建议函", text=composing.text_that_came_along(urging.key))
    written(w, kind="letter", heading="再审检察建议书", text=composing.text_that_came_along("letter"))
    written(w, kind="service_return", heading="送达回证", text=composing.text_that_came_along("service_return"))
    migrate()
    assert [each.heading for each in of_county(w, "urging_letter")] == ["督促落实检察建议函", "督促落实{建议名称}函"]
    assert of_county(w, "urging_letter")[1].text == composing.text_that_came_along(urging.key)
    assert [each.heading for each in of_county(w)] == ["再审检察建议书"]
    assert len(of_county(w, "service_return")) == 1


def test_a_second_run_adds_nothing(w):
    written(w)
    migrate()
    migrate()
    assert len(of_county(w)) == 2
