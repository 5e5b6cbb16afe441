"""What a signature is given over: every part of the letter, and neither number nor day nor seal."""

from datetime import date

import pytest

from desk.comparison import contents
from suggestions.actions import files
from suggestions.documents import content
from suggestions.models import Attachment, LetterVersion, Suggestion
from suggestions.rules import digests, kinds, letter_fields
from suggestions.rules.letter_fields import Section
from tests import factories
from tests.suggestions.documents.letter_changes import (
    CHANGES,
    NOT_SHOWN,
    NOT_SIGNED,
    enclose,
    letter_of,
    rows,
    typed_change,
    undone,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.drafted(w)
    return w


@pytest.fixture
def w(built, db):
    return built


@pytest.mark.parametrize("part", sorted(CHANGES))
def test_a_change_of_any_part_gives_another_digest(w, part):
    before = content.digest(letter_of(w))
    CHANGES[part](w)
    assert content.digest(letter_of(w)) != before


def test_every_field_that_is_signed_is_changed_by_this_test(w):
    before, changed = content.of_letter(letter_of(w)), set()
    for change in CHANGES.values():
        with undone():
            change(w)
            after = content.of_letter(letter_of(w))
        changed |= {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {field.name for field in letter_fields.FIELDS if field.is_signed}


@pytest.mark.parametrize("part", sorted(CHANGES.keys() - NOT_SHOWN))
def test_who_signs_again_is_shown_whatever_changed_since(w, part):
    before = content.of_letter(letter_of(w))
    CHANGES[part](w)
    suggestion = Suggestion.objects.get(pk=w.suggestion.pk)
    assert contents.changes(suggestion=suggestion, before=before, after=content.of_letter(suggestion.letter))


@pytest.mark.parametrize("name", NOT_SIGNED)
def test_a_field_that_is_not_signed_changes_nothing(w, name):
    before = content.digest(letter_of(w))
    typed_change(name)(w)
    assert content.digest(letter_of(w)) == before


def test_the_text_of_a_letter_is_the_one_that_was_always_signed(w):
    """Written out: a digest that was given over it must be found again in every later version of the software."""
    letter = letter_of(w)
    letter.governance_ground = ""  # as of a letter that was signed before the ground came
    first, second = letter.measure_texts.values_list("measure_id", flat=True)
    assert content.of_letter(letter) == {
        "template": letter.template.sha256,
        "issuer": w.county.name,
        "joint_issuers": [],
        "route": "direct",
        "kind": "social_governance",
        "title": "督促整治散装生鲜乳销售安全的检察建议",
        "recipient": w.unit.name,
        "unit": w.unit.pk,
        "contents": {
            "source": "本院在履行职责中发现。",
            "facts": "经调查核实，八家门店以普通塑料桶盛装鲜乳。",
            "problems": "销售环节监管缺位，存在食品安全隐患。",
            "other": "",
        },
        "measures": [
            {
                "measure": first,
                "text": "依法查处违规销售的商户",
                "criterion": "八家门店停止销售",
                "legal_basis": "《奶业条例》",
                "fate": "",
            },
            {
                "measure": second,
                "text": "加强食品安全教育",
                "criterion": "培训覆盖八家门店",
                "legal_basis": "《奶业条例》",
                "fate": "",
            },
        ],
        "objection": "10 days",
        "reply": "2 months",
        "urgent": 0,
        "copies": [],
        "attachments": [],
    }


def test_number_day_and_seal_are_not_part_of_it(w):
    before = content.digest(letter_of(w))
    rows(LetterVersion, w).update(
        document_number="丙检建〔2026〕1号",
        issued_on=date(2026, 3, 9),
        rendered_at=factories.at(),
        revision=9,
        digest="0" * 64,
    )
    rows(Suggestion, w).update(issued_on=date(2026, 3, 9), served_on=date(2026, 3, 9), document_state="served", moves=9)
    assert content.digest(letter_of(w)) == before


def test_inner_papers_of_the_case_are_not_part_of_it(w):
    before = content.digest(letter_of(w))
    files.attach(
        files=[factories.picture()],
        suggestion=w.suggestion,
        about="measure:1",
        shown_to="office",
        added_by_id=w.handling.pk,
        at=factories.at(),
    )
    assert content.digest(letter_of(w)) == before


def test_an_enclosure_counts_by_its_bytes_and_not_by_its_name(w):
    enclose(w)
    before = content.digest(letter_of(w))
    Attachment.objects.filter(suggestion=w.suggestion).update(name="另一名称.png")
    assert content.digest(letter_of(w)) == before


def test_the_digest_is_that_of_the_canonical_text(w):
    letter = letter_of(w)
    assert content.digest(letter) == digests.digest(digests.canonical(content.of_letter(letter)))


def test_canonical_text_is_sorted_unspaced_and_keeps_its_characters():
    text = digests.canonical({"乙": [1, "二"], "a": {"z": "é", "b": None}})
    assert text == '{"a":{"b":null,"z":"é"},"乙":[1,"二"]}'


@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_a_stored_revision_reads_as_the_lines_of_its_kind(w, kind):
    suggestion = factories.drafted(w, kind)
    lines = content.lines(suggestion.letter.revisions.last().content)
    labels = [label for label, _text in lines]
    assert labels[:2] == ["title", "recipient"]
    expected = [row.key for row in kinds.KINDS[kind].versions[-1].contents]
    place = expected.index("measures")
    beside = [row.key for row in letter_fields.typed_in(Section.CONTENTS)]
    assert labels[2:] == [*expected[:place], "measure 1", "measure 2", *expected[place + 1 :], *beside]
    assert all(text for label, text in lines if label not in {"other", "legal_ground", *beside})
