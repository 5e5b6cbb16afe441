"""What a signature is given over: every part of the letter, and neither number nor day nor seal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction

from suggestions.actions import drafting, files
from suggestions.documents import content
from suggestions.models import Attachment, Copy, LetterVersion, MeasureText, Suggestion
from suggestions.rules import digests, kinds
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.drafted(w)
    return w


@pytest.fixture
def w(built, db):
    return built


def letter_of(w) -> LetterVersion:
    """Returns the letter as it is stored now."""
    return LetterVersion.objects.get(suggestion=w.suggestion)


def rows(model, w):
    lookups = {Suggestion: {"pk": w.suggestion.pk}, MeasureText: {"letter__suggestion": w.suggestion, "position": 1}}
    return model.objects.filter(**lookups.get(model, {"suggestion": w.suggestion}))


CHANGES = {
    "title": lambda w: rows(Suggestion, w).update(title="另一标题"),
    "kind": lambda w: rows(Suggestion, w).update(kind="other"),
    "route": lambda w: rows(Suggestion, w).update(route="reported"),
    "issuer": lambda w: rows(Suggestion, w).update(issued_by=w.prefecture),
    "joint issuer": lambda w: w.suggestion.joint_issuers.add(w.sibling),
    "unit": lambda w: rows(Suggestion, w).update(unit=w.other_unit),
    "name of the recipient": lambda w: rows(LetterVersion, w).update(recipient_name="丙县教育局"),
    "objection period": lambda w: rows(LetterVersion, w).update(objection_amount=11),
    "unit of the objection period": lambda w: rows(LetterVersion, w).update(objection_unit="working_days"),
    "reply period": lambda w: rows(LetterVersion, w).update(reply_amount=3),
    "unit of the reply period": lambda w: rows(LetterVersion, w).update(reply_unit="days"),
    "urgency": lambda w: rows(LetterVersion, w).update(is_urgent=True),
    "text of a measure": lambda w: rows(MeasureText, w).update(text="另一措施"),
    "criterion of a measure": lambda w: rows(MeasureText, w).update(criterion="另一标准"),
    "legal basis of a measure": lambda w: rows(MeasureText, w).update(legal_basis="《食品安全法》"),
    "order of the measures": lambda w: rows(MeasureText, w).update(position=9),
    "one measure less": lambda w: w.suggestion.measures.update(text=None) and rows(MeasureText, w).delete(),
    "copy": lambda w: Copy.objects.create(suggestion=w.suggestion, unit=w.copied_unit, ground="departments"),
    "enclosure": lambda w: enclose(w),
    **{f"text of {key}": lambda w, key=key: write(w, key) for key in ("source", "facts", "problems", "other")},
}


def write(w, key: str) -> None:
    letter = letter_of(w)
    letter.contents = letter.contents | {key: letter.contents[key] + "另。"}
    letter.save()


def enclose(w) -> None:
    drafting.attach_to_letter(
        access=factories.access(w.handling), at=factories.at(), suggestion=w.suggestion, uploads=[factories.picture()]
    )


@pytest.mark.parametrize("part", sorted(CHANGES))
def test_a_change_of_any_part_gives_another_digest(w, part):
    before = content.digest(letter_of(w))
    CHANGES[part](w)
    assert content.digest(letter_of(w)) != before


def test_every_part_of_the_content_is_changed_by_this_test(w):
    def leaves(value, path=()):
        if isinstance(value, dict):
            return {leaf for key, each in value.items() for leaf in leaves(each, (*path, key))}
        return {path[:2]}

    before = content.of_letter(letter_of(w))
    changed = set()
    for change in CHANGES.values():
        with undone():
            change(w)
            after = content.of_letter(letter_of(w))
        for leaf in leaves(before):
            if pick(before, leaf) != pick(after, leaf):
                changed.add(leaf)
    assert leaves(before) - changed == {("template",)}


def pick(value, path):
    for key in path:
        value = value.get(key) if isinstance(value, dict) else value
    return value


@contextmanager
def undone() -> Iterator[None]:
    """Undoes what is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


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
    rows(LetterVersion, w).update(conclusion_report="另一报告", route_papers="另一文书")
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
    expected = [row.key for row in kinds.KINDS[kind].contents]
    place = expected.index("measures")
    assert labels[2:] == [*expected[:place], "measure 1", "measure 2", *expected[place + 1 :]]
    assert all(text for label, text in lines if label != "other")
