"""What must not be forgotten stops the start: a step without a form, a form without a page, an address without a policy."""

import pytest
from django.http import HttpResponse
from django.urls import get_resolver, path

from desk import checks
from desk.guards import for_everybody, office_only, signed_in
from desk.steps import registry, step_coverage
from desk.steps.base import STEPS
from organs.roles import Side
from tests.desk import addresses


def view(request):
    return HttpResponse()


def test_nothing_is_forgotten():
    assert checks.check_step_forms() == checks.check_policies() == []


def test_a_step_without_its_form_is_named(monkeypatch):
    monkeypatch.delitem(registry.REGISTRY, (Side.OFFICE, False, "document.issue"))
    assert list(step_coverage.faults()) == ["document.issue has no form for the office"]


def test_what_the_unit_does_needs_a_form_from_paper_too(monkeypatch):
    monkeypatch.delitem(registry.REGISTRY, (Side.OFFICE, True, "reply.prolong"))
    assert list(step_coverage.faults()) == ["reply.prolong has no form for the office from paper"]


def test_a_step_that_has_forms_is_not_said_to_be_taken_elsewhere(monkeypatch):
    monkeypatch.setattr(step_coverage, "AUTOMATIC", {**step_coverage.AUTOMATIC, "document.issue": "nobody"})
    assert list(step_coverage.faults()) == ["document.issue has forms, and is said to be taken by nobody"]


@pytest.mark.parametrize("name", step_coverage.AUTOMATIC)
def test_what_takes_an_automatic_step_is_no_form(name):
    assert name in STEPS
    assert not [form for form in registry.REGISTRY.values() if form.step == name]


def test_a_form_without_a_page_is_named(monkeypatch):
    form = registry.REGISTRY[Side.OFFICE, False, "document.issue"]
    monkeypatch.setattr(form, "template", "steps/nowhere.html")
    assert list(step_coverage.faults()) == ["The form of document.issue has no template steps/nowhere.html"]
    monkeypatch.setattr(form, "page", "nowhere")
    assert list(step_coverage.faults()) == ["The form of document.issue stands on nowhere, which is no address"]


def test_an_address_without_a_policy_is_named():
    undeclared = [path("open/", view, name="open"), path("closed/", office_only(view), name="closed")]
    assert [(name, checks.policy_of(found)) for name, found in checks.addresses(undeclared)] == [
        ("open", ""),
        ("closed", "office"),
    ]


def test_whoever_is_not_signed_in_opens_what_is_for_everybody_and_nothing_else():
    declared = {
        name: checks.policy_of(found) for name, found in checks.addresses(get_resolver("desk.urls").url_patterns)
    }
    assert {name for name, policy in declared.items() if policy == "everybody"} == addresses.WITHOUT_SIGNING_IN


def test_a_declaration_changes_nothing_but_what_it_says():
    assert signed_in(view) is view
    assert for_everybody(view).login_required is False
