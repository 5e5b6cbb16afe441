"""The gates through their page: who signs and who may not, over which text, and what a return brings back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from desk.steps import registry
from organs.roles import Side
from suggestions.actions import review as reviewing
from suggestions.documents import composing, content
from suggestions.models import Suggestion
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

GIVEN = {"necessity": "yes", "legality": "yes", "reasoning": "yes", "opinion": "三项均符合。"}

TICKED = {"checklist": ["specific", "reasoned", "rigorous", "concise", "operable"]}


def client_of(person) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(person, backend="organs.sign_in.PersonBackend")
    return client


def page_of(suggestion: Suggestion) -> str:
    return reverse("review", args=[suggestion.pk])


def shown(suggestion: Suggestion, **given) -> dict[str, str]:
    """Returns the form as the page shows it now, with a decision to pass."""
    suggestion.refresh_from_db()
    return {
        "digest": content.digest(suggestion.letter),
        "moves": str(suggestion.moves),
        "decision": "pass",
    } | given


def reopened(w, suggestion: Suggestion, **overrides) -> None:
    """Changes the text by recalling, saving and submitting it again."""
    access, at = factories.access(w.handling), factories.at() + timedelta(hours=1)
    suggestion.refresh_from_db()
    factories.drafting.recall(access=access, at=at, suggestion=suggestion)
    factories.drafting.save(
        access=access, at=at, suggestion=suggestion, head=factories.head(w), body=factories.body(**overrides)
    )
    factories.drafting.submit(access=access, at=at, suggestion=suggestion)


class TestGates:
    @pytest.mark.slow
    def test_social_governance_passes_head_policy_and_chief(self, w):
        suggestion = factories.submitted(w)
        for person, given in ((w.head, TICKED), (w.policy, GIVEN), (w.chief, {})):
            answer = client_of(person).post(page_of(suggestion), shown(suggestion, **given))
            assert answer.status_code == 302
        suggestion.refresh_from_db()
        assert suggestion.document_state == "approved"
        assert [row.gate for row in suggestion.letter.approvals.all()] == ["head", "policy", "decision"]

    @pytest.mark.slow
    def test_the_policy_gate_wants_three_verdicts_and_an_opinion(self, w):
        suggestion = factories.at_policy(w)
        client = client_of(w.policy)
        answer = client.post(page_of(suggestion), shown(suggestion, necessity="yes", opinion="写好的意见"))
        assert answer.status_code == 422
        assert "necessity, legality, reasoning (Art. 17)" in answer.content.decode()
        assert "写好的意见" in answer.content.decode()
        no_opinion = client.post(page_of(suggestion), shown(suggestion, **GIVEN | {"opinion": ""}))
        assert "Write the review opinion." in no_opinion.content.decode()
        failed = client.post(page_of(suggestion), shown(suggestion, **GIVEN | {"legality": "no"}))
        assert "is returned with reasons, not passed" in failed.content.decode()
        assert not suggestion.letter.approvals.filter(gate="policy").exists()

    @pytest.mark.slow
    def test_nobody_signs_at_the_gate_of_another(self, w):
        suggestion = factories.submitted(w)
        for person in (w.policy, w.chief, w.secretary):
            client = client_of(person)
            assert "which is not yours" in client.get(page_of(suggestion)).content.decode()
            assert client.post(page_of(suggestion), shown(suggestion)).status_code == 403

    @pytest.mark.slow
    def test_an_author_reads_in_words_why_not_to_sign(self, w):
        suggestion = factories.drafted(w)
        factories.posts.appoint(
            at=factories.at(),
            person=w.second,
            role="department_head",
            procuratorate=w.county,
            department=w.department,
            from_on=factories.DAY,
        )
        access = factories.access(w.second)
        factories.drafting.save(
            access=access,
            at=factories.at(),
            suggestion=suggestion,
            head=factories.head(w),
            body=factories.body(conclusion_report="乙改过。", objection_amount=15),
        )
        factories.drafting.submit(access=factories.access(w.handling), at=factories.at(), suggestion=suggestion)
        suggestion.refresh_from_db()
        client = client_of(w.second)
        assert "Nobody reviews or decides an own draft" in client.get(page_of(suggestion)).content.decode()
        assert client.post(page_of(suggestion), shown(suggestion)).status_code == 403
        suggestion.refresh_from_db()
        assert suggestion.gate == "head"
        with translation.override("en"):
            offers = registry.offers(access=access, suggestion=suggestion, side=Side.OFFICE)
            words = next(str(each.hindrance) for each in offers if each.step.name == "document.pass")
        assert "own draft" in words

    @pytest.mark.slow
    def test_who_stands_outside_finds_nothing(self, w):
        address = page_of(factories.submitted(w))
        for person in (w.outsider, w.liaison, w.registrar, w.higher, w.other_head):
            assert client_of(person).get(address).status_code == 404

    def test_the_offer_of_the_gate_leads_to_its_page(self, w):
        suggestion = factories.submitted(w)
        offers = registry.offers(access=factories.access(w.head), suggestion=suggestion, side=Side.OFFICE)
        assert ("document.pass", page_of(suggestion)) in [(each.step.name, each.href) for each in offers]
        answer = client_of(w.head).get(reverse("step", args=[suggestion.pk, "document.pass", 0]))
        assert answer.url == page_of(suggestion)


@pytest.mark.slow
class TestText:
    def test_a_signature_over_a_text_that_changed_is_stale_and_keeps_the_opinion(self, w):
        suggestion = factories.submitted(w)
        expected_moves = shown(suggestion, **TICKED | {"opinion": "先前写的意见"})
        reopened(w, suggestion, objection_amount=15)
        client = client_of(w.head)
        answer = client.post(page_of(suggestion), expected_moves)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "The text has changed since you opened it" in page and "先前写的意见" in page
        assert not suggestion.letter.approvals.exists()
        suggestion.letter.refresh_from_db()
        assert content.digest(suggestion.letter) in page

    def test_the_page_shows_what_changed_since_the_last_signature(self, w):
        suggestion = factories.submitted(w)
        client = client_of(w.head)
        client.post(page_of(suggestion), shown(suggestion, **TICKED))
        new = factories.body().contents | {"problems": "销售环节监管不力，存在食品安全隐患。"}
        reopened(w, suggestion, contents=new)
        page = client.get(page_of(suggestion)).content.decode()
        assert "<ins>" in page and "不力" in page
        assert "void: the text changed" in page

    def test_a_return_brings_its_reasons_and_the_draft_comes_again(self, w):
        suggestion = factories.at_policy(w)
        client = client_of(w.policy)
        silent = client.post(page_of(suggestion), shown(suggestion, decision="return", opinion="写在别处的话"))
        assert silent.status_code == 422 and "写在别处的话" in silent.content.decode()
        client.post(page_of(suggestion), shown(suggestion, decision="return", reason="依据不足。"))
        suggestion.refresh_from_db()
        assert suggestion.document_state == "draft"
        assert "依据不足。" in client_of(w.handling).get(page_of(suggestion)).content.decode()
        factories.drafting.submit(access=factories.access(w.handling), at=factories.at(), suggestion=suggestion)
        assert client.post(page_of(suggestion), shown(suggestion, **GIVEN)).status_code == 302
        suggestion.refresh_from_db()
        assert suggestion.gate == "decision"


class TestReadings:
    def test_author_and_gates_read_which_sentences_are_our_reading_and_the_letter_never_says_so(self, w):
        words = "our reading of Civil Rules, Art. 122", "our reading of Circulating template of the letter"
        draft = factories.drafted(w, "violation_civil_trial")
        submitted = factories.submitted(w, "violation_civil_trial")
        for page in (
            client_of(w.handling).get(reverse("draft", args=[draft.pk])).content.decode(),
            client_of(w.head).get(page_of(submitted)).content.decode(),
        ):
            assert all(each in page for each in words)
        printed = "".join(block.text for block in composing.letter(submitted.letter).blocks)
        assert "第一百二十二条" in printed and "理解" not in printed and "reading" not in printed

    def test_of_a_letter_whose_sentences_are_the_articles_own_nothing_is_said(self, w):
        page = client_of(w.head).get(page_of(factories.submitted(w, "public_interest"))).content.decode()
        assert "our reading of" not in page


@pytest.mark.slow
class TestCommittee:
    RESOLUTION = {
        "resolution_decided_on": "2026-03-02",
        "resolution_number": "检委会〔2026〕3号",
        "resolution_result": "同意提出",
    }

    def before_committee(self, w) -> Suggestion:
        suggestion = factories.submitted(w, "retrial_civil")
        factories.sign(w, suggestion, w.head)
        return suggestion

    def test_a_retrial_is_approved_by_the_committees_resolution_only(self, w):
        suggestion = self.before_committee(w)
        assert client_of(w.chief).post(page_of(suggestion), shown(suggestion)).status_code == 403
        client = client_of(w.secretary)
        bare = client.post(page_of(suggestion), shown(suggestion, opinion="记录在案"))
        assert bare.status_code == 422 and "resolution is needed" in bare.content.decode()
        without = client.post(page_of(suggestion), shown(suggestion, **self.RESOLUTION))
        assert without.status_code == 422 and "会议纪要" in without.content.decode()
        minutes = SimpleUploadedFile("会议纪要.png", factories.PNG, content_type="image/png")
        given = shown(suggestion, **self.RESOLUTION) | {"minutes": minutes}
        assert client.post(page_of(suggestion), given).status_code == 302
        suggestion.refresh_from_db()
        assert suggestion.document_state == "approved"
        assert suggestion.resolutions.get().number == "检委会〔2026〕3号"

    def test_a_resolution_without_its_day_is_refused_at_the_day(self, w):
        suggestion = self.before_committee(w)
        answer = client_of(w.secretary).post(
            page_of(suggestion), shown(suggestion, **self.RESOLUTION | {"resolution_decided_on": ""})
        )
        assert answer.status_code == 422
        assert "Write the day of the resolution." in answer.content.decode()

    def test_a_resolution_from_before_the_text_was_submitted_is_refused_at_its_day(self, w):
        suggestion = self.before_committee(w)
        early = shown(suggestion, **self.RESOLUTION | {"resolution_decided_on": "2026-03-01"})
        answer = client_of(w.secretary).post(page_of(suggestion), early)
        assert answer.status_code == 422 and "resolution_decided_on" in answer.context["form"].errors
        assert not suggestion.resolutions.exists()

    def test_the_chief_procurators_own_case_goes_to_the_committee(self, w):
        suggestion = factories.drafting.open_suggestion(
            access=factories.access(w.chief),
            at=factories.at(),
            procuratorate=w.county,
            kind="public_interest",
            head=factories.head(w),
            department=w.department,
        )
        factories.drafting.save(
            access=factories.access(w.chief),
            at=factories.at(),
            suggestion=suggestion,
            head=factories.head(w),
            body=factories.body("public_interest"),
        )
        factories.investigated(w, suggestion, factories.DAY, asks=w.chief, decides=w.deputy)
        factories.drafting.submit(access=factories.access(w.chief), at=factories.at(), suggestion=suggestion)
        factories.sign(w, suggestion, w.head)
        page = client_of(w.deputy).get(page_of(suggestion)).content.decode()
        assert "The committee decides this one" in page and 'value="pass"' not in page
        assert client_of(w.deputy).post(page_of(suggestion), shown(suggestion)).status_code == 422
        client_of(w.secretary).post(page_of(suggestion), shown(suggestion, **self.RESOLUTION))
        suggestion.refresh_from_db()
        assert suggestion.document_state == "approved"


@pytest.mark.slow
class TestSteps:
    def step_url(self, suggestion: Suggestion, step: str) -> str:
        return reverse("step", args=[suggestion.pk, step, 0])

    def test_submitting_by_the_button_says_what_is_missing_first(self, w):
        suggestion = factories.opened(w)
        answer = client_of(w.handling).get(self.step_url(suggestion, "document.submit"))
        assert answer.status_code == 403
        assert "Facts found and evidence (Provisions, Art. 16(2)(2))" in answer.content.decode()

    def test_a_draft_is_submitted_recalled_and_dropped_by_its_buttons(self, w):
        suggestion = factories.drafted(w)
        client = client_of(w.handling)
        for step, state in (
            ("document.submit", "in_review"),
            ("document.recall", "draft"),
            ("document.submit", "in_review"),
        ):
            assert client.post(self.step_url(suggestion, step), {}).status_code == 302
            suggestion.refresh_from_db()
            assert suggestion.document_state == state
        chief, address = client_of(w.chief), self.step_url(suggestion, "document.drop")
        assert chief.post(address, {"reason": ""}).status_code == 422
        assert chief.post(address, {"reason": "无违法情形。"}).status_code == 302
        suggestion.refresh_from_db()
        assert suggestion.document_state == "dropped" and not suggestion.clocks.running().exists()

    def test_a_stale_button_is_refused_and_keeps_the_reasons(self, w):
        suggestion = factories.submitted(w)
        expected_moves = {"moves": str(suggestion.moves - 1), "reason": "想好的理由"}
        answer = client_of(w.chief).post(self.step_url(suggestion, "document.drop"), expected_moves)
        assert answer.status_code == 409 and "想好的理由" in answer.content.decode()

    def test_reopening_an_approved_text_voids_the_signatures(self, w):
        suggestion = factories.approved(w)
        client_of(w.handling).post(self.step_url(suggestion, "document.reopen_text"), {})
        suggestion.refresh_from_db()
        assert suggestion.document_state == "draft"
        assert not suggestion.letter.approvals.filter(voided_at__isnull=True).exists()

    def test_a_case_is_handed_over_to_a_prosecutor_of_the_same_office(self, w):
        suggestion = factories.drafted(w)
        client, address = client_of(w.head), self.step_url(suggestion, "case.hand_over")
        page = client.get(address).content.decode()
        assert w.second.name in page and w.outsider.name not in page and w.assistant.name not in page
        client.post(address, {"to": str(w.second.pk), "reason": "岗位调整。"})
        suggestion.refresh_from_db()
        assert suggestion.handling_prosecutor == w.second


class TestChecklist:
    def test_the_head_ticks_each_quality_and_the_event_keeps_them(self, w):
        suggestion = factories.submitted(w)
        client = client_of(w.head)
        page = client.get(page_of(suggestion)).content.decode()
        assert "What is asked can be carried out" in page
        some = client.post(page_of(suggestion), shown(suggestion, checklist=["specific", "operable"]))
        assert some.status_code == 422 and "Tick each quality" in some.content.decode()
        assert client.post(page_of(suggestion), shown(suggestion, **TICKED)).status_code == 302
        event = suggestion.events.get(step="pass")
        assert (event.details["gate"], event.details["checklist"].split(",")) == ("head", TICKED["checklist"])
        read = client_of(w.policy).get(page_of(suggestion)).content.decode()
        assert "The language is concise: given" in read


class TestGround:
    def test_the_reviewer_reads_the_ground(self, w):
        suggestion = factories.submitted(w, governance_ground="2")
        page = client_of(w.head).get(page_of(suggestion)).content.decode()
        assert "(2) Cases of a class are frequent" in page


def at_decision(w, kind="other") -> Suggestion:
    suggestion = factories.submitted(w, kind)
    factories.sign(w, suggestion, w.head)
    suggestion.refresh_from_db()
    return suggestion


class TestReferral:
    def test_the_chief_refers_a_draft_and_then_the_committee_alone_decides(self, w):
        suggestion = at_decision(w)
        client = client_of(w.chief)
        silent = client.post(page_of(suggestion), shown(suggestion, decision="refer"))
        assert silent.status_code == 422 and not reviewing.is_referred(suggestion.letter)
        given = shown(suggestion, decision="refer", referral="影响面较大。")
        assert client.post(page_of(suggestion), given).status_code == 302
        event = suggestion.events.get(step="refer")
        assert (event.words.text, event.shown_to) == ("影响面较大。", "internal")
        suggestion.refresh_from_db()
        assert (suggestion.document_state, suggestion.gate) == ("in_review", "decision")
        alone = client.post(page_of(suggestion), shown(suggestion))
        assert alone.status_code == 422 and not suggestion.letter.approvals.filter(verdict="pass", gate="decision")
        again = client.get(page_of(suggestion)).content.decode()
        assert "The committee decides this one" in again and "Refer to the committee, which" not in again
        desk = client_of(w.secretary).get(reverse("desk")).content.decode()
        assert suggestion.title in desk
        factories.sign(w, suggestion, w.secretary, resolution=factories.resolution())
        suggestion.refresh_from_db()
        assert suggestion.document_state == "approved"

    def test_a_referral_holds_for_the_text_that_was_referred(self, w):
        suggestion = at_decision(w)
        given = shown(suggestion, decision="refer", referral="影响面较大。")
        client_of(w.chief).post(page_of(suggestion), given)
        assert reviewing.is_referred(suggestion.letter)
        reopened(w, suggestion, objection_amount=15)
        suggestion.letter.refresh_from_db()
        assert not reviewing.is_referred(suggestion.letter)

    def test_nobody_else_refers_and_no_other_gate(self, w):
        suggestion = factories.submitted(w, "other")
        given = shown(suggestion, decision="refer", referral="影响面较大。")
        assert client_of(w.head).post(page_of(suggestion), given).status_code == 422
        assert client_of(w.chief).post(page_of(suggestion), given).status_code == 403
        assert not suggestion.events.filter(step="refer").exists()
