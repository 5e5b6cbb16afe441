"""Issuing, serving and the slip through their forms: one number, one PDF, one service, and the clocks with it."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from desk.steps import registry
from organs import clock
from organs.refusals import Refused
from organs.roles import Side
from suggestions.actions import admitting, files, issuing, series
from suggestions.documents import document_facts
from suggestions.documents.completeness import Incomplete
from suggestions.models import GivenNumber, Invitation, Service, Suggestion
from tests import factories
from tests.factories import PNG

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def w():
    return factories.world()


def client_of(person) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(person, backend="organs.sign_in.PersonBackend")
    return client


def step_url(suggestion: Suggestion, step: str, subject_pk: int = 0) -> str:
    return reverse("step", args=[suggestion.pk, step, subject_pk])


def hindrance(w, person, suggestion: Suggestion, step: str) -> str:
    with translation.override("en"):
        offers = registry.offers(access=factories.access(person), suggestion=suggestion, side=Side.OFFICE)
        return str(next(each for each in offers if each.step.name == step).hindrance)


class TestIssuing:
    def test_the_form_shows_the_number_that_comes_next(self, w):
        first, second = factories.approved(w), factories.approved(w)
        client, year = client_of(w.registrar), clock.today().year
        assert f"〔{year}〕1号" in client.get(step_url(first, "document.issue")).content.decode()
        client.post(step_url(first, "document.issue"), {})
        assert f"〔{year}〕2号" in client.get(step_url(second, "document.issue")).content.decode()

    def test_the_letter_is_printed_once_and_kept_by_its_digest(self, w):
        suggestion = factories.approved(w)
        client = client_of(w.registrar)
        client.post(step_url(suggestion, "document.issue"), {})
        kept = suggestion.documents.get(kind="letter")
        assert hashlib.sha256(files.place(kept.blob_id).read_bytes()).hexdigest() == kept.blob_id
        suggestion.refresh_from_db()
        assert suggestion.letter.pdf_id == kept.blob_id
        again = client.post(step_url(suggestion, "document.issue"), {})
        assert again.status_code == 409
        assert suggestion.documents.filter(kind="letter").count() == 1

    def test_a_national_series_waits_for_the_number_and_keeps_what_was_typed(self, w):
        suggestion = factories.approved(w)
        row = w.county.number_series.get(kind=suggestion.kind)
        series.define(
            access=None,
            at=factories.at(),
            procuratorate=w.county,
            kind=suggestion.kind,
            mode="national",
            pattern=row.pattern,
            origin="live",
        )
        client = client_of(w.registrar)
        assert client.post(step_url(suggestion, "document.issue"), {}).status_code == 422
        client.post(step_url(suggestion, "document.issue"), {"number": "丙县检建〔2026〕77号"})
        suggestion.refresh_from_db()
        assert suggestion.letter.document_number == "丙县检建〔2026〕77号"
        other = factories.approved(w)
        answer = client.post(step_url(other, "document.issue"), {"number": "丙县检建〔2026〕77号"})
        assert answer.status_code == 422
        assert (
            "already on another letter" in answer.content.decode() and "丙县检建〔2026〕77号" in answer.content.decode()
        )

    def test_without_a_series_the_button_says_who_sets_one_up(self, w):
        suggestion = factories.approved(w)
        w.county.number_series.filter(kind=suggestion.kind).delete()
        assert "No number series is set up" in hindrance(w, w.registrar, suggestion, "document.issue")

    def test_a_character_that_no_face_draws_is_named_before_the_first_signature(self, w):
        contents = factories.body().contents | {"facts": "事实\U000e0041。"}
        suggestion = factories.drafted(w, contents=contents)
        assert "U+E0041" in hindrance(w, w.handling, suggestion, "document.submit")
        with pytest.raises(Incomplete, match=r"U\+E0041"):
            factories.approved(w, contents=contents)

    def test_only_the_office_with_the_seal_issues(self, w):
        suggestion = factories.approved(w)
        for person in (w.handling, w.chief, w.head):
            assert client_of(person).post(step_url(suggestion, "document.issue"), {}).status_code == 403
        assert not GivenNumber.objects.exists()


class TestService:
    def facts(self, **given) -> dict[str, str]:
        return {
            "mode": "direct",
            "received_on": "2026-03-03",
            "signed_by": "收发室",
            "signed_as": "mail",
            "note": "当面交付",
        } | given

    def test_service_record_and_reply_clock_come_together(self, w):
        suggestion = factories.issued(w)
        answer = client_of(w.handling).post(
            step_url(suggestion, "document.serve"), self.facts(papers=SimpleUploadedFile("回证.png", PNG))
        )
        assert answer.status_code == 302
        suggestion.refresh_from_db()
        assert (suggestion.document_state, suggestion.reply_state) == ("served", "awaited")
        running = {row.term: row.started_on for row in suggestion.clocks.running()}
        assert running["reply"] == running["objection"] == suggestion.served_on
        assert Service.objects.get().papers.get().attachment.name == "回证.png"
        assert suggestion.documents.filter(kind="service_return").count() == 1

    def test_who_signs_for_a_unit_is_one_whom_the_law_names(self, w):
        suggestion = factories.issued(w)
        for typed in ("", "临时工"):
            answer = client_of(w.handling).post(step_url(suggestion, "document.serve"), self.facts(signed_as=typed))
            assert answer.status_code == 422 and "signed_as" in answer.context["form"].errors
        answer = client_of(w.handling).post(step_url(suggestion, "document.serve"), self.facts(signed_as="principal"))
        assert answer.status_code == 302
        service = Service.objects.get()
        assert service.signed_as == "principal" and document_facts.signed_for(service) == "收发室 主要负责人"

    @pytest.mark.parametrize(
        ("mode", "asked"),
        [
            ("direct", "Write who signed the service return"),
            ("left", "Write how receipt was refused"),
            ("post", "Write the number of the registered letter"),
            ("electronic", "Electronic service needs the unit"),
        ],
    )
    def test_each_mode_asks_for_its_facts_and_keeps_the_rest(self, w, mode, asked):
        suggestion = factories.issued(w)
        answer = client_of(w.handling).post(
            step_url(suggestion, "document.serve"), self.facts(mode=mode, signed_by="", note="写下的备注")
        )
        page = answer.content.decode()
        assert answer.status_code == 422 and asked in page and "写下的备注" in page
        suggestion.refresh_from_db()
        assert suggestion.document_state == "issued" and not suggestion.clocks.filter(term="reply").exists()

    def test_a_failed_attempt_is_a_row_and_starts_nothing(self, w):
        suggestion = factories.issued(w)
        client_of(w.handling).post(
            step_url(suggestion, "document.attempt"),
            {"mode": "direct", "attempted_on": "2026-03-03", "note": "无人在岗"},
        )
        assert Service.objects.get().succeeded is False
        suggestion.refresh_from_db()
        assert suggestion.document_state == "issued" and not suggestion.clocks.filter(term="reply").exists()

    def test_a_corrected_day_moves_the_clock_and_keeps_the_former(self, w):
        suggestion = factories.served(w)
        former = suggestion.clocks.running().get(term="reply").due_on
        address = step_url(suggestion, "document.correct_receipt")
        assert client_of(w.handling).post(address, {"on": "2026-03-12", "reason": "误录"}).status_code == 403
        client_of(w.head).post(address, {"on": "2026-03-12", "reason": "误录"})
        assert suggestion.clocks.running().get(term="reply").due_on > former
        assert Service.objects.get().corrections.get().former_on == factories.DAY

    def test_who_may_not_see_finds_no_form(self, w):
        suggestion = factories.issued(w)
        for person in (w.outsider, w.liaison):
            assert client_of(person).post(step_url(suggestion, "document.serve"), self.facts()).status_code == 404


class TestProclamation:
    def facts(self, **given) -> dict[str, str]:
        return {
            "received_on": "2026-03-03",
            "place": "丙县市场监督管理局会议室",
            "reader": "承办检察官甲",
            "unit_head": "单位负责人甲",
            "unit_head_title": "局长",
            "statement": "我局接受建议。",
            "invited-count": "2",
            "invited-0-name": "人民监督员甲",
            "invited-0-capacity": "peoples_supervisor",
            "invited-0-comment": "宣告有力。",
            "invited-1-name": "",
            "invited-1-capacity": "",
            "invited-1-comment": "",
            "do": "record",
        } | given

    CONSENT = {"consented_on": "2026-03-02", "consent_by": "单位负责人甲"}

    def test_without_the_units_agreement_it_is_refused_and_nothing_typed_is_lost(self, w):
        suggestion = factories.issued(w)
        answer = client_of(w.handling).post(step_url(suggestion, "document.serve.proclamation"), self.facts())
        page = answer.content.decode()
        assert answer.status_code == 422 and "Provisions, Art. 18(2)" in page
        assert "人民监督员甲" in page and "我局接受建议。" in page
        assert not Service.objects.exists()

    def test_with_it_the_record_is_printed_with_who_was_invited(self, w):
        suggestion = factories.issued(w)
        client_of(w.handling).post(step_url(suggestion, "document.serve.proclamation"), self.facts(**self.CONSENT))
        row = Service.objects.get().proclamation
        assert [each.name for each in row.invited.all()] == ["人民监督员甲"]
        assert suggestion.documents.filter(kind="proclamation_record").count() == 1

    def test_public_interest_needs_no_agreement(self, w):
        suggestion = factories.issued(w, "public_interest")
        client_of(w.handling).post(step_url(suggestion, "document.serve.proclamation"), self.facts())
        suggestion.refresh_from_db()
        assert suggestion.document_state == "served"
        assert {"reply_pil", "filing_pil"} <= set(suggestion.clocks.running().values_list("term", flat=True))

    def test_rows_of_invited_people_are_added_and_removed_without_a_script(self, w):
        suggestion = factories.issued(w)
        client, address = client_of(w.handling), step_url(suggestion, "document.serve.proclamation")
        more = client.post(address, self.facts(do="invited:add"))
        assert more.status_code == 200
        assert 'name="invited-2-name"' in more.content.decode() and "人民监督员甲" in more.content.decode()
        fewer = client.post(address, self.facts(do="invited:remove:0")).content.decode()
        assert "人民监督员甲" not in fewer and "我局接受建议。" in fewer

    def test_an_invited_person_without_capacity_is_refused(self, w):
        suggestion = factories.issued(w)
        given = self.facts(**self.CONSENT) | {"invited-0-capacity": ""}
        answer = client_of(w.handling).post(step_url(suggestion, "document.serve.proclamation"), given)
        assert answer.status_code == 422 and "Choose the capacity." in answer.content.decode()

    def test_the_notice_lets_the_unit_see_the_letter(self, w):
        suggestion = factories.issued(w)
        access = factories.access(w.liaison)
        assert not Suggestion.objects.visible_to(access).exists()
        on = clock.today().isoformat()
        client_of(w.handling).post(step_url(suggestion, "document.announce"), {"on": on, "place": "本院宣告室"})
        assert Suggestion.objects.visible_to(access).get() == suggestion


class TestSlip:
    def test_the_slip_bears_a_link_that_opens_one_account_and_is_kept_nowhere(self, w):
        suggestion = factories.issued(w)
        before = suggestion.documents.count()
        answer = client_of(w.handling).post(reverse("service-slip", args=[suggestion.pk]))
        assert answer.content.startswith(b"%PDF") and "no-store" in answer["Cache-Control"]
        assert suggestion.documents.count() == before
        assert Invitation.objects.get().unit == w.unit

    def test_printing_it_again_voids_the_former_address(self, w):
        suggestion = factories.issued(w)
        former = admitting.invite(access=factories.access(w.handling), at=clock.now(), suggestion=suggestion)
        client_of(w.registrar).post(reverse("service-slip", args=[suggestion.pk]))
        assert admitting.find_invitation(token=former, at=clock.now()) is None

    def test_it_is_not_printed_before_issue_nor_by_others(self, w):
        approved, issued = factories.approved(w), factories.issued(w)
        client_of(w.handling).post(reverse("service-slip", args=[approved.pk]))
        client_of(w.chief).post(reverse("service-slip", args=[issued.pk]))
        assert client_of(w.outsider).post(reverse("service-slip", args=[issued.pk])).status_code == 404
        assert client_of(w.handling).get(reverse("service-slip", args=[issued.pk])).status_code == 405
        assert not Invitation.objects.exists()


def _issue(access, pk: int) -> str:
    try:
        issuing.issue(access=access, at=clock.now(), suggestion=Suggestion.objects.get(pk=pk))
        return "issued"
    except Refused:
        return "refused"
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_two_letters_get_consecutive_numbers(self):
        w = factories.world()
        rows = [factories.approved(w), factories.approved(w)]
        access = factories.access(w.registrar)
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(lambda row: _issue(access, row.pk), rows)) == ["issued", "issued"]
        assert sorted(GivenNumber.objects.values_list("serial", flat=True)) == [1, 2]

    def test_of_two_who_issue_the_same_letter_exactly_one_wins(self):
        w = factories.world()
        suggestion = factories.approved(w)
        access = factories.access(w.registrar)
        with ThreadPoolExecutor(2) as pool:
            answers = sorted(pool.map(lambda pk: _issue(access, pk), [suggestion.pk] * 2))
        assert answers == ["issued", "refused"]
        assert GivenNumber.objects.count() == 1
        assert suggestion.events.filter(step="issue").count() == 1
        assert suggestion.documents.filter(kind="letter").count() == 1
