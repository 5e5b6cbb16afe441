"""What is declared of crossing is so: the personal texts of one case are marked, and read again on pages and in documents."""

from pathlib import Path

import pytest
from django.urls import reverse

from suggestions.models import Suggestion
from tests import factories, traced_columns
from tests.traced_columns import may_not_be_printed, may_not_be_shown

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def closed_case(module_transaction: Path, world_of_module) -> Suggestion:
    """A case with all that can follow a letter, for the tests of this module."""
    return factories.whole(world_of_module)


def test_a_letter_with_all_that_followed_shows_its_recipient_nothing_that_stays(closed_case, w):
    traces = traced_columns.mark()
    client, found = traced_columns.browser(w.liaison), set()
    for name in ("portal", "account", "own-reminders"):
        found |= traces.found_in(traced_columns.page(client, reverse(name)))
    for name in ("portal-letter", "portal-versions", "own-reminder-set"):
        found |= traces.found_in(traced_columns.page(client, reverse(name, args=[closed_case.pk])))
    assert {"organs_person.name", "suggestions_document.facts"} <= {traced.name for traced in found}
    assert [traced.name for traced in found if may_not_be_shown(traced, to=w.liaison.pk)] == []


def test_the_recipient_reads_no_name_of_whoever_acted_only_inside_the_office(closed_case, w):
    traces = traced_columns.mark()
    client, names = traced_columns.browser(w.liaison), set()
    for path in (reverse("portal"), reverse("portal-letter", args=[closed_case.pk])):
        found = traces.found_in(traced_columns.page(client, path))
        names |= {traced.owner for traced in found if traced.name == "organs_person.name"}
    known = traced_columns.known_to_recipients(closed_case)
    assert w.handling.pk in names & known
    assert w.policy.pk not in known
    assert names <= known | {w.liaison.pk}


def test_its_documents_print_nothing_that_is_not_bound_and_send_nothing_that_stays(closed_case, w):
    found = list(traced_columns.facts_of([closed_case], traced_columns.mark()))
    kinds = {kind for kind, _shown_to, _traced in found}
    assert {"letter", "approval_sheet", "service_return", "effect_assessment", "closing_decision"} <= kinds
    assert {f"{kind} {traced.name}" for kind, to, traced in found if may_not_be_printed(traced, to)} == set()


def test_what_stays_is_found_where_a_page_does_show_it(closed_case, w):
    traces = traced_columns.mark()
    page = traced_columns.page(traced_columns.browser(w.handling), reverse("suggestion", args=[closed_case.pk]))
    caught = {traced.name for traced in traces.found_in(page) if may_not_be_shown(traced, to=w.handling.pk)}
    assert caught & {"suggestions_approval.by_name", "suggestions_approval.opinion"}


def test_what_is_for_the_person_alone_is_found_on_a_page_of_another(w):
    traces = traced_columns.mark()
    own = traces.found_in(traced_columns.page(traced_columns.browser(w.liaison), reverse("account")))
    usernames = [traced for traced in own if traced.name == "organs_person.username"]
    assert [traced.owner for traced in usernames] == [w.liaison.pk]
    assert may_not_be_shown(usernames[0], to=w.handling.pk)
    assert not may_not_be_shown(usernames[0], to=w.liaison.pk)
