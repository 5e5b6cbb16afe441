"""Every text of a letter has a length; what is longer is named with the most that it may have."""

from suggestions.models import LetterVersion, MeasureText
from suggestions.rules import kinds, letter_fields, letter_lengths


def typed_texts() -> set[str]:
    """Returns the keys of all texts that a person types into a letter."""
    of_kinds = {
        content.key
        for kind in kinds.KINDS.values()
        for version in kind.versions
        for content in version.contents
        if content.is_text
    }
    of_letter = {
        row.key
        for row in letter_fields.TYPED
        if row.is_typed_as_it_is and LetterVersion._meta.get_field(row.key).get_internal_type() == "TextField"
    }
    of_measures = {
        key
        for key in letter_fields.TYPED_OF_MEASURE
        if MeasureText._meta.get_field(key).get_internal_type() == "TextField"
    }
    return of_kinds | of_letter | of_measures | {"title", "urgency"}


def test_every_text_has_a_length_and_none_is_for_nothing():
    assert typed_texts() == set(letter_lengths.MOST)


def test_a_text_of_the_length_passes_and_one_more_does_not():
    for key, most in letter_lengths.MOST.items():
        assert list(letter_lengths.too_long({key: "字" * most})) == []
        assert list(letter_lengths.too_long({key: "字" * (most + 1)})) == [(key, most)]
