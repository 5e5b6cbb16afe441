"""Record-filing and copies through their forms: sent, received, reviewed or sent back with an instruction by the office above."""

import pytest
from django.test import Client
from django.urls import reverse

from suggestions.models import Copy, Suggestion
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def client_of(person) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(person, backend="organs.sign_in.PersonBackend")
    return client


def step_url(subject, step: str) -> str:
    return reverse("step", args=[subject.suggestion_id, step, subject.pk])


class TestFiling:
    def test_sending_stops_the_clock_and_prints_the_form(self, w):
        suggestion = factories.served(w)
        filing = suggestion.filings.get()
        client_of(w.manager).post(step_url(filing, "filing.file"), {"on": "2026-03-04", "note": ""})
        filing.refresh_from_db()
        assert filing.state == "filed"
        assert not suggestion.clocks.running().filter(term__startswith="filing").exists()
        assert suggestion.documents.filter(kind="record_filing").count() == 1

    def test_a_day_before_issue_is_refused_and_the_note_kept(self, w):
        filing = factories.served(w).filings.get()
        answer = client_of(w.manager).post(step_url(filing, "filing.file"), {"on": "2026-02-01", "note": "写下的备注"})
        assert answer.status_code == 422
        assert "between the issue of the letter and today" in answer.content.decode()
        assert "写下的备注" in answer.content.decode()

    def test_the_office_above_receives_and_reviews(self, w):
        suggestion = factories.served(w)
        factories.filed(w, suggestion)
        filing = suggestion.filings.get()
        client = client_of(w.higher)
        both = {"departments": ["line_received_on", "policy_received_on"]}
        for step, state, given in (("filing.receive", "received", both), ("filing.review", "reviewed", {})):
            assert client.post(step_url(filing, step), given).status_code == 302
            filing.refresh_from_db()
            assert filing.state == state

    def test_an_instruction_needs_its_reasons(self, w):
        suggestion = factories.served(w)
        factories.filed(w, suggestion)
        filing = suggestion.filings.get()
        client = client_of(w.higher)
        assert client.post(step_url(filing, "filing.instruct"), {"instruction": "modify"}).status_code == 422
        client.post(step_url(filing, "filing.instruct"), {"instruction": "modify", "reason": "建议不具体。"})
        filing.refresh_from_db()
        assert (filing.state, suggestion.instructions.get().what) == ("returned", "modify")
        assert suggestion.documents.filter(kind="instruction_notice").count() == 1

    def test_it_is_received_once_both_departments_have_it_each_on_its_day(self, w):
        suggestion = factories.served(w)
        factories.filed(w, suggestion)
        filing = suggestion.filings.get()
        client, address = client_of(w.higher), step_url(filing, "filing.receive")
        assert client.post(address, {}).status_code == 422
        client.post(address, {"departments": ["policy_received_on"]})
        filing.refresh_from_db()
        assert (filing.state, filing.received_on, filing.line_received_on) == ("filed", None, None)
        assert filing.policy_received_on
        page = client.get(address).content.decode()
        assert "line_received_on" in page and 'value="policy_received_on"' not in page
        client.post(address, {"departments": ["line_received_on"]})
        filing.refresh_from_db()
        assert (filing.state, filing.received_on) == ("received", filing.line_received_on)

    def test_refiling_is_offered_only_after_the_instruction_was_carried_out(self, w):
        suggestion = factories.served(w)
        factories.filed(w, suggestion)
        filing = suggestion.filings.get()
        given = {"instruction": "withdraw", "reason": "不属监督范围。"}
        client_of(w.higher).post(step_url(filing, "filing.instruct"), given)
        case, refile = reverse("suggestion", args=[suggestion.pk]), step_url(filing, "filing.file")
        assert refile not in client_of(w.manager).get(case).content.decode()
        client = client_of(w.handling)
        page = client.get(case).content.decode()
        assert "Carry out the instruction of the higher procuratorate: propose the withdrawal" in page
        assert "amendment.propose.modify" not in page
        cause = f"instruction-{suggestion.instructions.get().pk}"
        client.post(
            reverse("step", args=[suggestion.pk, "amendment.propose.withdraw", 0]),
            {"cause": cause, "reasons": "依指令"},
        )
        amendment = suggestion.amendments.get()
        page = client_of(w.chief).get(case).content.decode()
        assert step_url(amendment, "amendment.refuse") not in page
        assert step_url(amendment, "amendment.send_back") in page
        client_of(w.chief).post(step_url(amendment, "amendment.decide"), {"digest": amendment.digest})
        page = client_of(w.manager).get(case).content.decode()
        assert refile in page and "File the letter on record again" in page

    def test_an_instruction_without_a_filing_is_seen_by_the_unit(self, w):
        suggestion = factories.served(w)
        address = reverse("step", args=[suggestion.pk, "instruction.give", 0])
        assert client_of(w.chief).get(address).status_code == 403
        client_of(w.higher).post(address, {"instruction": "modify", "reason": "第二项不可操作。"})
        page = client_of(w.liaison).get(reverse("portal-letter", args=[suggestion.pk])).content.decode()
        assert "第二项不可操作。" in page and "指令变更检察建议通知书" in page

    def test_neither_the_own_office_nor_one_farther_up_reviews(self, w):
        suggestion = factories.served(w)
        factories.filed(w, suggestion)
        filing = suggestion.filings.get()
        for person in (w.chief, w.manager, w.supervisor):
            assert client_of(person).post(step_url(filing, "filing.review"), {}).status_code == 403
        assert client_of(w.outsider).post(step_url(filing, "filing.review"), {}).status_code == 404
        filing.refresh_from_db()
        assert filing.state == "filed"


class TestList:
    def test_the_office_above_finds_what_was_sent_and_only_that(self, w):
        sent, kept = factories.served(w), factories.served(w)
        Suggestion.objects.filter(pk=sent.pk).update(title="已报备的建议")
        factories.filed(w, sent)
        address = reverse("filings")
        page = client_of(w.higher).get(address).content.decode()
        assert "已报备的建议" in page
        assert step_url(sent.filings.get(), "filing.review") in page
        assert reverse("suggestion", args=[kept.pk]) not in page
        for person in (w.manager, w.supervisor, w.outsider):
            assert "已报备的建议" not in client_of(person).get(address).content.decode()
        assert client_of(w.liaison).get(address).status_code == 404

    def test_a_row_more_asks_the_database_nothing_more(self, w, django_assert_num_queries):
        factories.filed(w, factories.served(w))
        client, address = client_of(w.higher), reverse("filings")
        client.get(address)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as first:
            client.get(address)
        factories.filed(w, factories.served(w))
        with django_assert_num_queries(len(first)):
            client.get(address)


class TestCopies:
    def test_the_chief_ticks_the_ground_and_the_office_sends(self, w):
        suggestion = factories.served(w)
        plan = reverse("step", args=[suggestion.pk, "copies.plan", 0])
        given = {"unit_words": "丙县人民政府", "ground": "social_impact"}
        assert client_of(w.handling).post(plan, given).status_code == 403
        assert client_of(w.chief).post(plan, given).status_code == 302
        copy = Copy.objects.get()
        client_of(w.registrar).post(step_url(copy, "copies.send"), {"on": "2026-03-04"})
        copy.refresh_from_db()
        assert copy.state == "sent"
        assert Suggestion.objects.visible_to(factories.access(w.copied_liaison)).get() == suggestion

    def test_words_that_fit_several_units_are_offered_not_guessed(self, w):
        suggestion = factories.served(w)
        plan = reverse("step", args=[suggestion.pk, "copies.plan", 0])
        answer = client_of(w.chief).post(plan, {"unit_words": "丙县", "ground": "social_impact"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert w.copied_unit.name in page and "Choose one of the units found." in page
        chosen = {"unit_words": "丙县", "unit": str(w.unit.pk), "ground": "social_impact"}
        refused = client_of(w.chief).post(plan, chosen)
        assert refused.status_code == 422 and "The recipient has the letter itself." in refused.content.decode()
        assert not Copy.objects.exists()
