"""The form that proposes closing begins with what was verified, and calls no promise done."""

import pytest
from django.utils import translation

from desk.steps import base
from desk.steps.forms.closing import ProposeClosingForm, ProposeClosingInPublicInterestForm
from organs.models import Person
from suggestions.models import Suggestion
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def first_text(letter, who: Person) -> str:
    held = Suggestion.objects.with_relations_of(factories.access(who)).get(pk=letter.pk)
    context = base.context_of(access=factories.access(who), suggestion=held, subject=held)
    return ProposeClosingForm(context=context)["rectified"].value()


def test_only_what_was_verified_is_said_to_be_put_right(w):
    letter = factories.served(w)
    factories.filed(w, letter)
    factories.replied(w, letter)
    factories.judged(w, letter)
    promised = letter.measures.order_by("position").last()
    factories.verified(w, letter)
    lines = first_text(letter, w.handling).splitlines()
    assert len(lines) == letter.measures.count()
    seen = letter.measures.order_by("position").first().verifications.last()
    assert seen.finding in lines[0] and seen.verified_by.name in lines[0]
    letter.measures.filter(pk=promised.pk).update(state="accepted")
    line = first_text(letter, w.handling).splitlines()[-1]
    assert "已承诺，未完成" in line and "核实，" not in line


def test_what_was_sent_back_is_shown_again_as_it_was_written(w):
    letter = factories.served(w)
    letter.closing_findings = {"round": 1, "rectified": "自己写的。"}
    letter.save(update_fields=["closing_findings"])
    assert first_text(letter, w.handling) == "自己写的。"


@pytest.mark.parametrize(
    ("kind", "decider"),
    [
        ("public_interest", "The chief procurator decides."),
        ("social_governance", "The department head decides."),
    ],
)
def test_the_form_says_who_decides_on_closing(w, kind, decider):
    letter = factories.served(w, kind)
    held = Suggestion.objects.with_relations_of(factories.access(w.handling)).get(pk=letter.pk)
    context = base.context_of(access=factories.access(w.handling), suggestion=held, subject=held)
    with translation.override("en"):
        form = ProposeClosingInPublicInterestForm if kind == "public_interest" else ProposeClosingForm
        assert str(form(context=context).lede) == f"The three facts of the national form are judged in words. {decider}"
