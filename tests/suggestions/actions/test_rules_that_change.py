"""A law comes in the middle of cases: each act by the rules of its day, what is done stays, nothing outdated goes out."""

import io
from datetime import date

import pypdf
import pytest
from django.utils import translation

from insights import figures, tallies
from organs.refusals import Refused
from suggestions.actions import clocks, drafting, files, issuing, review, serving
from suggestions.actions.amending import deciding, proposing
from suggestions.actions.amending.proposing import Cause
from suggestions.actions.drafting import Body, MeasureDraft
from suggestions.documents import content
from suggestions.documents.completeness import Incomplete
from suggestions.models import Suggestion
from suggestions.rules.acts import Act
from tests import factories, rules_of_2027
from tests.factories import access, at
from tests.rules_of_2027 import FIRST, KIND, LAST_OF_OLD, NEW_KEY, OLD_KEY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BEFORE, AFTER = date(2026, 12, 28), date(2027, 1, 4)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def law(monkeypatch):
    """The new law, as rows only."""
    rules_of_2027.come(monkeypatch)


def body(**facts: object) -> Body:
    return factories.body(KIND, **{"objection_amount": None, **facts})


def saved(w, suggestion: Suggestion, on: date, **facts: object) -> None:
    """Saves the draft as it is: its measures keep their identity."""
    suggestion.refresh_from_db()
    texts = suggestion.letter.measure_texts.order_by("position")
    kept = tuple(
        MeasureDraft(id=each.measure_id, text=each.text, criterion=each.criterion, legal_basis=each.legal_basis)
        for each in texts
    )
    drafting.save(
        access=access(w.handling, on),
        at=at(on),
        suggestion=suggestion,
        head=factories.head(w),
        body=body(**({"measures": kept} if kept else {}), **facts),
    )


def drafted(w, on: date) -> Suggestion:
    suggestion = factories.opened(w, KIND, on)
    saved(w, suggestion, on)
    return suggestion


def submit(w, suggestion: Suggestion, on: date) -> None:
    suggestion.refresh_from_db()
    drafting.submit(access=access(w.handling, on), at=at(on), suggestion=suggestion)


def approve_by_new_gates(w, suggestion: Suggestion, on: date) -> None:
    verdicts = {"necessity": True, "legality": True, "reasoning": True}
    factories.sign(w, suggestion, w.policy, on, verdicts=verdicts, opinion="同意。")
    factories.sign(w, suggestion, w.head, on)
    factories.sign(w, suggestion, w.chief, on)


def approved(w, on: date) -> Suggestion:
    suggestion = drafted(w, on)
    submit(w, suggestion, on)
    factories.sign(w, suggestion, w.head, on)
    factories.sign(w, suggestion, w.chief, on)
    return suggestion


def issue(w, suggestion: Suggestion, on: date) -> Suggestion:
    suggestion.refresh_from_db()
    issuing.issue(access=access(w.registrar, on), at=at(on, 11), suggestion=suggestion)
    suggestion.refresh_from_db()
    return suggestion


def issued(w, on: date) -> Suggestion:
    return issue(w, approved(w, on), on)


def serve(w, suggestion: Suggestion, on: date) -> Suggestion:
    serving.serve(
        access=access(w.handling, on),
        at=at(on, 12),
        suggestion=suggestion,
        service=serving.ServiceDraft(mode="direct", received_on=on, signed_by="收发室", signed_as="mail"),
    )
    suggestion.refresh_from_db()
    return suggestion


def title_of(suggestion: Suggestion, kind: str = "letter") -> str:
    return suggestion.documents.filter(kind=kind).order_by("-id").first().title


def text_of(suggestion: Suggestion, kind: str = "letter") -> str:
    document = suggestion.documents.filter(kind=kind).order_by("-id").first()
    pages = pypdf.PdfReader(io.BytesIO(files.place(document.blob_id).read_bytes())).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


def reply_clock(suggestion: Suggestion):
    return suggestion.clocks.running().of_reply().get()


class TestOpenedBefore:
    def test_a_draft_is_saved_under_the_new_rules_before_it_is_submitted(self, w, law):
        suggestion = drafted(w, BEFORE)
        assert (suggestion.opening_version, suggestion.letter.kind_version) == (OLD_KEY, OLD_KEY)
        with pytest.raises(Incomplete) as refusal:
            submit(w, suggestion, AFTER)
        assert [check.text for check in refusal.value.missing] == [
            "Saved under the rules in force since 2027-01-01: save the draft again",
            "The period for this reply is 1 month (Public-Interest Litigation Law); the letter cannot set 2 months.",
        ]
        saved(w, suggestion, AFTER)
        with pytest.raises(Incomplete) as refusal:
            submit(w, suggestion, AFTER)
        assert {check.anchor for check in refusal.value.missing} == {"objection_period", "reply_period"}

    def test_it_goes_out_by_the_new_name_through_the_new_gates(self, w, law):
        suggestion = drafted(w, BEFORE)
        saved(w, suggestion, AFTER, objection_amount=10, reply_amount=1)
        submit(w, suggestion, AFTER)
        assert suggestion.gate == "policy"
        approve_by_new_gates(w, suggestion, AFTER)
        issue(w, suggestion, AFTER)
        assert (suggestion.opening_version, suggestion.letter.kind_version) == (OLD_KEY, NEW_KEY)
        assert title_of(suggestion) == "检察意见书"
        assert "本检察意见书" in text_of(suggestion)
        assert "检察建议书" not in text_of(suggestion)


class TestInReview:
    def test_a_gate_signs_nothing_that_was_written_under_the_former_rules(self, w, law):
        suggestion = drafted(w, BEFORE)
        submit(w, suggestion, BEFORE)
        factories.sign(w, suggestion, w.head, BEFORE)
        with pytest.raises(Refused, match=r"written under those of 2021-07-01.*others govern it.*Return it") as refusal:
            factories.sign(w, suggestion, w.chief, AFTER)
        assert rules_of_2027.GROUND in str(refusal.value)
        suggestion.refresh_from_db()
        assert (suggestion.document_state, suggestion.gate) == ("in_review", "decision")

    def test_it_is_returned_and_the_former_signature_counts_no_more(self, w, law):
        suggestion = drafted(w, BEFORE)
        submit(w, suggestion, BEFORE)
        factories.sign(w, suggestion, w.head, BEFORE)
        suggestion.refresh_from_db()
        review.return_draft(
            access=access(w.chief, AFTER),
            at=at(AFTER),
            suggestion=suggestion,
            digest=content.digest(suggestion.letter),
            reason="规则已变更",
        )
        saved(w, suggestion, AFTER, objection_amount=10, reply_amount=1)
        assert not suggestion.letter.approvals.filter(verdict="pass", voided_at__isnull=True).exists()
        submit(w, suggestion, AFTER)
        assert suggestion.gate == "policy"


class TestApprovedBefore:
    def test_it_is_not_issued_after_and_says_what_helps(self, w, law):
        suggestion = approved(w, BEFORE)
        with pytest.raises(Refused, match="The handling prosecutor reopens the text") as refusal:
            issue(w, suggestion, AFTER)
        assert "2027-01-01" in str(refusal.value)
        with translation.override("zh-hans"), pytest.raises(Refused, match="规则已变更") as refusal:
            issue(w, suggestion, AFTER)
        assert "承办检察官" in str(refusal.value)
        suggestion.refresh_from_db()
        assert (suggestion.document_state, suggestion.letter.document_number) == ("approved", None)

    def test_it_is_approved_anew_and_then_issued(self, w, law):
        suggestion = approved(w, BEFORE)
        suggestion.refresh_from_db()
        drafting.reopen_text(access=access(w.handling, AFTER), at=at(AFTER), suggestion=suggestion)
        saved(w, suggestion, AFTER, objection_amount=10, reply_amount=1)
        submit(w, suggestion, AFTER)
        approve_by_new_gates(w, suggestion, AFTER)
        issue(w, suggestion, AFTER)
        assert title_of(suggestion) == "检察意见书"

    def test_on_the_last_day_of_the_former_rules_it_is_issued(self, w, law):
        assert title_of(issue(w, approved(w, BEFORE), LAST_OF_OLD)) == "检察建议书"

    def test_a_transition_may_let_it_go_out(self, w, monkeypatch):
        takes_over = rules_of_2027.left_with_the_old(frozenset({Act.ISSUE}), since=Act.APPROVAL)
        rules_of_2027.come(monkeypatch, takes_over=takes_over)
        suggestion = issue(w, approved(w, BEFORE), AFTER)
        assert (suggestion.letter.kind_version, title_of(suggestion)) == (OLD_KEY, "检察建议书")


class TestIssuedBefore:
    def test_service_and_its_term_are_those_of_the_day_of_receipt_and_the_letter_stays(self, w, law):
        suggestion = issued(w, BEFORE)
        digest, pdf = suggestion.letter.digest, suggestion.letter.pdf_id
        expected = clocks.expected(suggestion=suggestion, on=AFTER)
        serve(w, suggestion, AFTER)
        service = suggestion.services.get()
        assert (suggestion.letter.kind_version, service.kind_version) == (OLD_KEY, NEW_KEY)
        assert (suggestion.letter.digest, suggestion.letter.pdf_id) == (digest, pdf)
        assert title_of(suggestion) == "检察建议书"
        assert "送达文书检察建议书" in text_of(suggestion, "service_return")
        reply = reply_clock(suggestion)
        assert (reply.rule_version, reply.due_on) == ("2027-01-01/2", date(2027, 2, 4))
        assert [(term.key, day) for term, day in expected] == [("reply_pil", reply.due_on)]

    def test_a_proclamation_needs_the_consent_that_the_new_rules_ask_for(self, w, law):
        suggestion = issued(w, BEFORE)
        draft = serving.ServiceDraft(mode="proclamation", received_on=AFTER, place="本院")
        reading = serving.ProclamationDraft(reader="甲", unit_head="乙", unit_head_title="局长")
        facts = {"access": access(w.handling, AFTER), "at": at(AFTER, 12), "suggestion": suggestion}
        with pytest.raises(Refused) as refusal:
            serving.serve(**facts, service=draft, proclamation=reading)
        assert refusal.value.field == "consented_on"
        served_before = serving.ServiceDraft(mode="proclamation", received_on=LAST_OF_OLD, place="本院")
        assert serving.serve(**facts, service=served_before, proclamation=reading).kind_version == OLD_KEY

    def test_a_transition_may_leave_its_term_to_the_former_rules(self, w, monkeypatch):
        takes_over = rules_of_2027.left_with_the_old(frozenset({Act.REPLY}), since=Act.ISSUE)
        rules_of_2027.come(monkeypatch, takes_over=takes_over)
        suggestion = serve(w, issued(w, BEFORE), AFTER)
        reply = reply_clock(suggestion)
        assert (reply.rule_version, reply.due_on) == ("2018-03-02/1", date(2027, 3, 4))
        assert suggestion.services.get().kind_version == NEW_KEY


class TestServedBefore:
    def test_its_term_runs_on_and_filing_and_closing_are_of_their_day(self, w, law):
        suggestion = serve(w, issued(w, BEFORE), BEFORE)
        due_on = reply_clock(suggestion).due_on
        factories.filed(w, suggestion, AFTER)
        assert (reply_clock(suggestion).rule_version, reply_clock(suggestion).due_on) == ("2018-03-02/1", due_on)
        assert suggestion.filings.get().kind_version == NEW_KEY
        form = text_of(suggestion, "record_filing")
        assert "《检察公益诉讼法》第三十条" in form
        assert "检察建议书" in form
        assert "检察意见书" not in form
        factories.replied(w, suggestion, AFTER)
        factories.judged(w, suggestion, date(2027, 1, 6))
        factories.verified(w, suggestion, date(2027, 2, 10))
        factories.closed(w, suggestion, date(2027, 2, 20))
        suggestion.refresh_from_db()
        assert (suggestion.opening_version, suggestion.closing_version) == (OLD_KEY, NEW_KEY)

    def test_what_was_filed_before_speaks_by_the_former_rules_for_ever(self, w, law):
        suggestion = serve(w, issued(w, BEFORE), BEFORE)
        factories.filed(w, suggestion, BEFORE)
        assert suggestion.filings.get().rules.filing.ground == "《人民检察院公益诉讼办案规则》第七十五条"


class TestAmendedAfter:
    def proposed(self, w, suggestion: Suggestion, on: date):
        first, second = suggestion.measures.order_by("position")
        measures = tuple(
            MeasureDraft(id=each.pk, text=text, criterion=each.text.criterion, legal_basis=each.text.legal_basis)
            for each, text in ((first, "依法查处全部违规商户"), (second, second.text.text))
        )
        return proposing.propose_modification(
            access=access(w.handling, on),
            at=at(on),
            suggestion=suggestion,
            reasons="引用条款有误",
            body=body(measures=measures, reply_amount=2),
            cause=Cause(),
        )

    def decide(self, w, amendment, on: date) -> None:
        deciding.decide(access=access(w.chief, on), at=at(on, 11), amendment=amendment, digest=amendment.digest)

    def test_the_next_version_bears_the_new_name_and_the_former_one_its_own(self, w, law):
        suggestion = serve(w, issued(w, BEFORE), BEFORE)
        self.decide(w, self.proposed(w, suggestion, AFTER), AFTER)
        suggestion.refresh_from_db()
        first, second = suggestion.versions.order_by("version")
        assert (first.kind_version, second.kind_version) == (OLD_KEY, NEW_KEY)
        assert (first.rules.document, second.rules.document) == ("检察建议书", "检察意见书")
        assert suggestion.amendments.get().kind_version == NEW_KEY
        assert title_of(suggestion) == "检察意见书"
        notice = text_of(suggestion, "modification_notice")
        assert "检察建议书。" in notice
        assert "变更后的检察意见书" in notice

    def test_one_that_was_proposed_before_is_not_decided_after(self, w, law):
        suggestion = serve(w, issued(w, BEFORE), BEFORE)
        amendment = self.proposed(w, suggestion, BEFORE)
        with pytest.raises(Refused, match="Refuse this proposal"):
            self.decide(w, amendment, AFTER)
        self.decide(w, amendment, LAST_OF_OLD)
        assert title_of(suggestion) == "检察建议书"

    def test_a_withdrawal_is_decided_by_the_rules_of_its_day(self, w, law):
        suggestion = serve(w, issued(w, BEFORE), BEFORE)
        amendment = proposing.propose_withdrawal(
            access=access(w.handling, BEFORE), at=at(BEFORE), suggestion=suggestion, reasons="事实不成立", cause=Cause()
        )
        self.decide(w, amendment, AFTER)
        amendment.refresh_from_db()
        assert amendment.kind_version == NEW_KEY
        assert "检察建议书" in text_of(suggestion, "withdrawal_notice")


def test_figures_count_both_versions_as_one_kind(w, law):
    before = serve(w, issued(w, BEFORE), BEFORE)
    after = drafted(w, AFTER)
    saved(w, after, AFTER, objection_amount=10, reply_amount=1)
    submit(w, after, AFTER)
    approve_by_new_gates(w, after, AFTER)
    serve(w, issue(w, after, AFTER), AFTER)
    assert before.letter.kind_version != after.letter.kind_version
    rows = tallies.by_kind(suggestions=Suggestion.objects.all(), figures=[figures.FIGURES["issued"]], on=AFTER)
    assert set(rows) == {KIND}
    assert rows[KIND]["issued"].part == 2


def test_a_first_version_of_2019_asks_for_what_the_provisions_ask(w):
    on = date(2020, 3, 2)
    suggestion = factories.opened(w, KIND, on, investigation_decided_on=date(2020, 2, 10))
    assert suggestion.letter.kind_version == "public_interest/2019-02-26"
    assert suggestion.rules.has_objection_period
    assert suggestion.rules.proclamation_needs_consent


def test_no_query_is_needed_to_find_a_version(w, law, django_assert_num_queries):
    suggestion = Suggestion.objects.for_list().get(pk=issued(w, BEFORE).pk)
    with django_assert_num_queries(0):
        assert suggestion.rules.key == OLD_KEY
        assert clocks.governing.version(suggestion, act=Act.SERVICE, on=FIRST).key == NEW_KEY
