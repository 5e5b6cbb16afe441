"""The forms of joint issuers and of a report upward: who is offered them, and what they lead to."""

import pytest
from django.urls import reverse

from desk.case import waiting
from suggestions.actions import drafting
from suggestions.models import Suggestion
from tests import factories
from tests.desk.steps import step_pages
from tests.desk.steps.step_pages import client_of, offered, step_url
from tests.suggestions.actions import test_amending, test_joining, test_reporting_up
from tests.suggestions.actions.test_joining import chiefs  # noqa: F401  a fixture
from tests.suggestions.actions.test_reporting_up import up  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


def again(suggestion) -> Suggestion:
    return Suggestion.objects.get(pk=suggestion.pk)


def test_a_letter_goes_from_naming_by_way_of_each_signature_to_the_issue(w, chiefs):  # noqa: F811
    draft = factories.drafted(w)
    given = {"office_1": w.sibling.pk, "office_2": w.prefecture.pk}
    assert step_pages.post(w.handling, draft, "document.join", given).status_code == 302
    drafting.submit(access=factories.access(w.handling), at=factories.at(), suggestion=again(draft))
    factories.sign_all(w, again(draft))
    first, second = draft.joint_signings.order_by("position")
    page = client_of(w.beside).get(reverse("suggestion", args=[draft.pk])).content.decode()
    assert "Joint issuers" in page and step_url(draft, "joint.sign", first) in page
    assert client_of(w.beside).get(reverse("draft-pdf", args=[draft.pk])).status_code == 200
    later = offered(w.above, draft)[step_url(draft, "joint.sign", second)]
    assert w.sibling.name in str(later.hindrance)
    for person, row in ((w.beside, first), (w.above, second)):
        shown = step_pages.get(person, again(draft), "joint.sign", row)
        answer = step_pages.post(person, draft, "joint.sign", {"digest": shown.context["form"].initial["digest"]}, row)
        assert answer.status_code == 302
    assert step_pages.post(w.registrar, again(draft), "document.issue", {}).status_code == 302
    assert again(draft).document_state == "issued"


def test_who_issues_is_told_whose_signature_is_missing(w, chiefs):  # noqa: F811
    draft = test_joining.joint(w, w.sibling)
    offer = offered(w.registrar, draft)[step_url(draft, "document.issue")]
    assert w.sibling.name in str(offer.hindrance)
    row = draft.joint_signings.get()
    assert step_pages.post(w.beside, draft, "joint.refuse", {"reason": "第二项不妥"}, row).status_code == 302
    row.refresh_from_db()
    assert row.state == "refused"


def test_a_text_is_reported_upward_and_taken_up_or_given_back(up):  # noqa: F811
    suggestion = test_reporting_up.approved(up)
    assert step_url(suggestion, "document.report_up") in offered(up.handling, suggestion)
    page = client_of(up.handling).get(reverse("suggestion", args=[suggestion.pk])).content.decode()
    assert "Report to the procuratorate above" in page
    assert step_pages.post(up.handling, suggestion, "document.report_up", {"reason": "报请决定"}).status_code == 302
    assert step_pages.post(up.above, again(suggestion), "document.send_down", {"reason": "补充证据"}).status_code == 302
    assert (
        step_pages.post(up.handling, again(suggestion), "document.report_up", {"reason": "再次报请"}).status_code == 302
    )
    given = {"handling_prosecutor": up.above_prosecutor.pk}
    assert step_pages.post(up.above, again(suggestion), "document.take_up", given).status_code == 302
    assert again(suggestion).procuratorate == up.prefecture


def test_a_joint_issuer_reads_the_difference_and_signs_the_next_text_before_the_chief_decides(w, chiefs):  # noqa: F811
    letter = test_joining.served(w)
    amendment = test_amending.propose(w, letter)
    row = letter.joint_signings.get()
    decide = offered(w.chief, again(letter))[step_url(letter, "amendment.decide", amendment)]
    assert w.sibling.name in str(decide.hindrance)
    waits = [wait.step for wait in waiting.waits(waiting.load(Suggestion.objects.filter(pk=letter.pk)).get())]
    assert "joint.sign" in waits
    shown = step_pages.get(w.beside, again(letter), "joint.sign", row)
    assert "建立抽检台账" in shown.content.decode() and "The difference, by word" in shown.content.decode()
    given = {"digest": shown.context["form"].initial["digest"]}
    assert step_pages.post(w.beside, again(letter), "joint.sign", given, row).status_code == 302
    decide = offered(w.chief, again(letter))[step_url(letter, "amendment.decide", amendment)]
    assert not decide.hindrance
