"""Every column that the signed text of a letter is made of is decided upon: a field with its row, or bookkeeping with a reason."""

from collections import Counter
from dataclasses import fields

import pytest
from django.apps import apps

from suggestions.actions.drafting import MeasureDraft
from suggestions.documents.document_kinds import LETTER
from suggestions.rules import kinds, letter_fields
from suggestions.rules.letter_fields import Section, Signed

ROWS = (*letter_fields.FIELDS, *letter_fields.MEASURE_FIELDS)
# The text that the first signatures were given over; a field that came later is no part of it.
FIRST_TEXT = {
    *("template", "issuer", "joint_issuers", "route", "kind", "title", "recipient", "unit", "contents", "measures"),
    *("objection", "reply", "urgent", "copies", "attachments"),
}
FIRST_TEXT_OF_A_MEASURE = {"measure", "text", "criterion", "legal_basis", "fate"}


def columns_of(model: str) -> list[str]:
    meta = apps.get_model("suggestions", model)._meta
    return [field.name for field in (*meta.concrete_fields, *meta.many_to_many)]


def named_of(model: str) -> Counter[str]:
    """Returns how often each column of a table is named as part of a field or as bookkeeping."""
    of_fields = [column for row in ROWS if row.model == model for column in row.columns_of_model]
    other = [column for columns in letter_fields.BOOKKEEPING[model].values() for column in columns]
    return Counter([*of_fields, *other])


def undecided(model: str, columns: list[str]) -> set[str]:
    """Returns the columns of a table of which nobody said whether they are a field of the letter."""
    return set(columns) - set(named_of(model))


@pytest.mark.parametrize("model", sorted(letter_fields.BOOKKEEPING))
def test_every_column_is_a_field_or_bookkeeping_and_only_one_of_them(model):
    assert undecided(model, columns_of(model)) == set()
    assert named_of(model) == Counter(columns_of(model))


def test_a_column_that_is_added_and_forgotten_is_found():
    assert undecided("letterversion", [*columns_of("letterversion"), "of_tomorrow"]) == {"of_tomorrow"}


def test_every_table_that_a_field_stands_in_is_looked_through():
    assert {row.model for row in ROWS} == set(letter_fields.BOOKKEEPING)


def test_what_signed_texts_always_say_is_what_the_first_said():
    assert {row.name for row in letter_fields.FIELDS if row.signed == Signed.ALWAYS} == FIRST_TEXT
    of_measure = {row.name for row in letter_fields.MEASURE_FIELDS if row.signed == Signed.ALWAYS}
    assert of_measure == FIRST_TEXT_OF_A_MEASURE


def test_whatever_is_printed_is_signed():
    assert [row.key for row in ROWS if row.printed and not row.is_signed] == []


def test_whatever_a_person_types_and_is_signed_is_compared():
    assert [row.key for row in ROWS if row.section and row.is_signed and not row.compared] == []


def test_what_is_printed_is_a_fact_of_the_letter():
    facts = {fact.name: fact for fact in LETTER.facts}
    printed = {row.printed for row in letter_fields.FIELDS} - {"", letter_fields.MARKS, letter_fields.EACH_TEXT}
    assert printed - set(facts) == set()
    assert len(facts) == len(LETTER.facts)
    of_measure = {row.printed for row in letter_fields.MEASURE_FIELDS} - {""}
    assert of_measure == set(facts[letter_fields.BY_KEY["measures"].printed].fields)


def test_what_is_typed_of_a_measure_is_what_its_draft_holds():
    assert {each.name for each in fields(MeasureDraft)} == {"id", *letter_fields.TYPED_OF_MEASURE}


def test_the_parts_of_a_kind_that_are_no_texts_are_fields():
    parts = {
        content.key
        for kind in kinds.KINDS.values()
        for version in kind.versions
        for content in version.contents
        if not content.is_text
    }
    assert parts == {"measures", "objection_period", "reply_period"}
    assert {letter_fields.BY_KEY[key].section for key in parts} == {Section.PARTS}
