"""The papers of a case through their pages: who is offered what, what is asked, and what office and unit then read."""

import pytest
from django.urls import reverse
from django.utils import translation

import desk.steps.forms  # noqa: F401  registers the steps
from desk.case import my_tasks, waiting
from followups.conditions import closing_conditions
from organs import clock
from suggestions.actions import examining
from suggestions.models import Suggestion
from suggestions.rules.case_papers import COURTS
from tests import factories
from tests.desk.steps.step_pages import client_of, get, offered, post, step_url
from tests.factories import access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = {"on": clock.today().isoformat()}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def page(person, suggestion):
    return client_of(person).get(reverse("suggestion", args=[suggestion.pk])).content.decode()


def test_each_kind_asks_its_own_and_the_case_shows_what_it_waits_for(w):
    suggestion = factories.drafted(w, "public_interest")
    asked = get(w.handling, suggestion, "paper.make.opening_decision").context["form"].fields
    assert set(asked) >= {"text", "on"} and not {"litigant", "litigant_number", "proposal", "addressee"} & set(asked)
    given = {"text": "占用草场", **TODAY}
    assert post(w.handling, suggestion, "paper.make.opening_decision", given).status_code == 302
    paper = suggestion.papers.get()
    shown = page(w.handling, suggestion)
    assert "Serve the decision to open the case" in shown and "占用草场" in shown
    assert step_url(suggestion, "paper.hand_over", paper) not in offered(w.handling, suggestion)
    served = {"channel": "direct", "received_by": "", "received_as": "", **TODAY}
    lacking = post(w.handling, suggestion, "paper.serve", served, paper)
    assert set(lacking.context["form"].errors) == {"received_by"}
    served["received_by"] = "收发室"
    lacking = post(w.handling, suggestion, "paper.serve", served, paper)
    assert set(lacking.context["form"].errors) == {"received_as"}
    served["received_as"] = "mail"
    assert post(w.handling, suggestion, "paper.serve", served, paper).status_code == 302
    assert "收发室" in page(w.handling, suggestion)


def test_of_a_party_the_page_asks_and_shows_a_role_and_a_number(w):
    suggestion = factories.served(w, "retrial_civil")
    assert "No notice to a party is recorded yet" in page(w.handling, suggestion)
    form = get(w.handling, suggestion, "paper.make.party_notice").context["form"]
    assert set(form.fields) - {"moves", "keeps_taken"} == {"litigant", "litigant_number", "on"}
    assert [key for key, _label in form.fields["litigant"].choices] == ["applicant", "other_party", "third_party"]
    given = {"litigant": "applicant", "litigant_number": "1", **TODAY}
    assert post(w.handling, suggestion, "paper.make.party_notice", given).status_code == 302
    shown = page(w.handling, suggestion)
    assert "No notice to a party is recorded yet" not in shown and "Record that the notice reached the party" in shown
    assert not {key for key in offered(w.handling, suggestion) if "conclusion_report" in key}


@pytest.mark.parametrize("kind", ["violation_civil_trial", "violation_administrative_trial"])
def test_what_a_court_decided_is_reviewed_on_its_form_once_the_reply_is_judged(w, kind):
    suggestion = factories.served(w, kind)
    factories.replied(w, suggestion)
    is_civil = "civil" in kind
    making = "Fill in the review of what the court decided"

    def waits():
        loaded = waiting.load(Suggestion.objects.filter(pk=suggestion.pk)).get()
        return [str(wait.what) for wait in waiting.waits(loaded)]

    assert making not in waits()
    factories.judged(w, suggestion)
    assert (making in waits()) is is_civil
    step = "paper.make.result_review"
    assert any(step in key for key in offered(w.handling, suggestion)) is is_civil
    if is_civil:
        assert post(w.handling, suggestion, step, {"text": "法院已纠正违法送达，处理正确", **TODAY}).status_code == 302
        [document] = suggestion.documents.filter(kind="result_review")
        assert (document.title, document.shown_to) == ("处理结果审查登记表", "internal")
        assert "法院已纠正违法送达，处理正确" in document.facts["facts"]["正文"] and making not in waits()


def tasks(person, suggestion):
    found = my_tasks.lines(access(person, later(8)))
    return [str(line.wait.what) for line in found if line.suggestion == suggestion and line.is_mine]


@pytest.mark.parametrize("kind", sorted(COURTS))
def test_telling_the_parties_is_a_task_until_it_is_done(w, kind):
    draft = factories.submitted(w, kind)
    assert not [each for each in tasks(w.handling, draft) if "parties" in each]
    suggestion = factories.approved(w, kind)
    assert [each for each in tasks(w.handling, suggestion) if each.startswith("Tell the parties of the decision")]
    assert "The parties were not told of the decision." in [
        each.reason for each in closing_conditions.obstacles(suggestion)
    ]
    factories.told(w, suggestion, on=later(3))
    assert not [each for each in tasks(w.handling, suggestion) if "parties" in each]
    assert "The parties were not told of the decision." not in [
        each.reason for each in closing_conditions.obstacles(suggestion)
    ]


def test_where_nobody_applied_the_reason_why_none_is_told_settles_it_and_not_on_a_retrial(w):
    suggestion = factories.approved(w, "violation_administrative_trial")
    given = {"text": "依职权监督，没有申请人。", **TODAY}
    assert post(w.handling, suggestion, "paper.make.no_party_notice", given).status_code == 302
    assert not [each for each in tasks(w.handling, suggestion) if "parties" in each]
    assert "No notice to a party is recorded yet" not in page(w.handling, suggestion)
    retrial = factories.approved(w, "retrial_civil")
    assert step_url(retrial, "paper.make.no_party_notice") not in offered(w.handling, retrial)


def test_what_counts_as_not_performed_stands_on_the_page_and_the_report_stands_before_the_decision(w):
    suggestion = factories.served(w, "public_interest")
    examining.begin(access=access(w.handling, later(70)), at=at(later(70)), suggestion=suggestion)
    shown = page(w.handling, suggestion)
    assert "Replied in time, with no measure or only some" in shown and "Nothing is noted yet" in shown
    noted = {"grounds": ["partial"], "note": "仅清运一处"}
    assert post(w.handling, suggestion, "examination.note_unperformed", noted).status_code == 302
    assert "仅清运一处" in page(w.handling, suggestion)
    hindered = offered(w.chief, suggestion)[step_url(suggestion, "examination.end")]
    assert "It is not written yet" in str(hindered.hindrance)
    report = {"text": "已整改", "proposal": "end", **TODAY}
    assert post(w.handling, suggestion, "paper.make.conclusion_report", report).status_code == 302
    assert not offered(w.chief, suggestion)[step_url(suggestion, "examination.end")].hindrance
    assert (
        post(w.chief, suggestion, "examination.end", {"ground": "other", "reason": "公益得到保护"}).status_code == 302
    )
    letter = client_of(w.liaison).get(reverse("portal-letter", args=[suggestion.pk])).content.decode()
    assert "终结案件决定书" in letter and "仅清运一处" not in letter and "审查终结报告" not in letter


def test_the_chief_procurator_is_offered_to_close_a_case_of_public_interest_and_the_head_is_not(w):
    suggestion = factories.whole(w, "public_interest")
    suggestion.case_state, suggestion.closing_proposed = "open", True
    suggestion.save(update_fields=["case_state", "closing_proposed"])
    url = step_url(suggestion, "case.close_pil")
    assert url in offered(w.chief, suggestion)
    assert not {key for key in offered(w.head, suggestion) if "case.close" in key}


def test_a_later_case_is_merged_by_its_form_and_each_page_leads_to_the_other(w):
    first, second = factories.drafted(w, "public_interest"), factories.drafted(w, "public_interest")
    assert step_url(second, "document.merge") in offered(w.handling, second)
    assert step_url(second, "document.merge") not in offered(w.chief, second)
    assert not [key for key in offered(w.handling, factories.drafted(w)) if "document.merge" in key]
    form = get(w.handling, second, "document.merge").context["form"]
    assert list(form.fields["into"].queryset) == [first]
    lacking = post(w.handling, second, "document.merge", {"into": str(first.pk), "reason": ""})
    assert set(lacking.context["form"].errors) == {"reason"}
    given = {"into": str(first.pk), "reason": "同一性质的违法行为"}
    assert post(w.handling, second, "document.merge", given).status_code == 302
    here, there = page(w.handling, second), page(w.handling, first)
    assert f"Handled in: {first.title}" in here
    assert "Merged into" in here and reverse("suggestion", args=[first.pk]) in here
    assert "Merged into this case" in there and reverse("suggestion", args=[second.pk]) in there
    assert "同一性质的违法行为" in there and not offered(w.handling, second)
