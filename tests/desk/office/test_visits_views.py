"""Visits through their pages: planned, moved, printed, recorded by a plain form and by what a phone sends; shown to whom they concern."""

import io
import uuid
from datetime import timedelta

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

import desk.steps.forms  # noqa: F401  registers the steps
from desk.case import waiting
from followups.models import Visit
from organs import clock
from suggestions.models import Suggestion
from tests import factories
from tests.desk.steps.step_pages import client_of, get, offered, post
from tests.followups import visits
from tests.suggestions.phone_photographs import photograph

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TEXTS = ("依法查处违规销售的商户", "八家门店停止销售", "培训覆盖八家门店")


@pytest.fixture
def w(w):
    w.today = clock.today()
    w.suggestion = factories.served(w, on=w.today - timedelta(days=30))
    return w


@pytest.fixture
def visit(w):
    return visits.planned(w, w.suggestion, today=w.today, on=w.today)


def page(person, name, visit):
    return client_of(person).get(reverse(name, args=[visit.pk]))


def typed(w, key=None, **given) -> dict[str, object]:
    """Returns what a whole record consists of."""
    each = {f"found-{number}": "in_order" for number in (1, 2)} | {f"text-{number}": "属实" for number in (1, 2)}
    return {"key": str(key or uuid.uuid4()), "on": w.today.isoformat(), "unit_name": "王科长", **each, **given}


def send(person, visit, given):
    return client_of(person).post(reverse("visit-send", args=[visit.pk]), given)


def upload(name="IMG_1.jpg"):
    return SimpleUploadedFile(name, photograph(), content_type="image/jpeg")


class TestPlanning:
    def given(self, w, **overrides):
        measures = w.suggestion.measures.all()
        each = {f"look-{row.pk}": "on" for row in measures} | {f"criterion-{row.pk}": "抽查三家" for row in measures}
        facts = {"means": "visit", "on": w.today.isoformat(), "place": "乳品店", "people": [w.handling.pk]}
        return {**facts, **each, **overrides}

    def test_a_visit_is_planned_moved_and_called_off_through_its_pages(self, w):
        form = get(w.handling, w.suggestion, "visit.plan").content.decode()
        assert all(text in form for text in TEXTS)
        assert "检察官乙" in form and "联络员甲" not in form
        assert post(w.handling, w.suggestion, "visit.plan", self.given(w)).status_code == 302
        visit = w.suggestion.visits.get()
        assert [look.criterion for look in visit.looks.all()] == ["抽查三家", "抽查三家"]
        later = (w.today + timedelta(days=3)).isoformat()
        assert post(w.second, w.suggestion, "visit.move", {"to": later, "reason": "路断"}, visit).status_code == 302
        shown = page(w.handling, "suggestion", w.suggestion).content.decode()
        assert later in shown and "路断" in shown
        assert post(w.second, w.suggestion, "visit.call_off", {"reason": "单位撤并"}, visit).status_code == 302
        assert "单位撤并" in page(w.handling, "suggestion", w.suggestion).content.decode()

    def test_a_measure_that_is_not_ticked_is_not_looked_at(self, w):
        left_out = w.suggestion.measures.first()
        post(w.handling, w.suggestion, "visit.plan", self.given(w, **{f"look-{left_out.pk}": ""}))
        assert [look.number for look in w.suggestion.visits.get().looks.all()] == [2]

    def test_a_refused_plan_keeps_what_was_typed(self, w):
        yesterday = (w.today - timedelta(days=1)).isoformat()
        answer = post(w.handling, w.suggestion, "visit.plan", self.given(w, on=yesterday))
        assert answer.status_code == 422
        assert "抽查三家" in answer.content.decode()

    def test_it_is_offered_to_the_cases_own_people_only(self, w):
        address = reverse("step", args=[w.suggestion.pk, "visit.plan", 0])
        assert address in offered(w.second, w.suggestion)
        for person in (w.head, w.registrar, w.chief):
            assert address not in offered(person, w.suggestion)


class TestWaiting:
    def waits(self, w):
        found = waiting.load(Suggestion.objects.filter(pk=w.suggestion.pk)).get()
        with translation.override("en"):
            return {str(wait.what): wait for wait in waiting.waits(found)}

    def test_a_planned_visit_waits_for_who_takes_part_by_its_day(self, w, visit):
        wait = self.waits(w)[f"Visit on {w.today.isoformat()}"]
        assert (wait.people, wait.due_on) == ({w.handling.pk, w.assistant.pk}, w.today)
        assert wait.who == "检察官助理甲, 承办检察官甲"

    def test_it_stands_on_the_desk_of_who_takes_part_even_from_another_department(self, w):
        words = f"Visit on {w.today.isoformat()}"
        assert words not in client_of(w.analyst).get("/desk/").content.decode()
        visits.planned(w, w.suggestion, today=w.today, on=w.today, people=(w.assistant.pk, w.analyst.pk))
        for person, is_own in ((w.analyst, True), (w.assistant, True), (w.handling, False)):
            answer = client_of(person).get("/desk/")
            mine = [line.title for group in answer.context["mine"] for line in group.lines]
            others = [line.title for group in answer.context["others"] for line in group.lines]
            assert (words in mine, words in others) == (is_own, not is_own)
        assert words not in client_of(w.outsider).get("/desk/").content.decode()

    def test_it_is_late_once_its_day_has_passed_without_a_record(self, w, visit):
        Visit.objects.filter(pk=visit.pk).update(planned_on=w.today - timedelta(days=1))
        answer = client_of(w.handling).get("/desk/")
        late = [line.title for group in answer.context["mine"] for line in group.lines if group.is_late]
        assert late == [f"Visit on {(w.today - timedelta(days=1)).isoformat()}"]
        assert "Planned, late" in page(w.handling, "suggestion", w.suggestion).content.decode()

    def test_a_held_visit_waits_for_nobody(self, w, visit):
        send(w.handling, visit, typed(w))
        assert not any(wait.people for wait in self.waits(w).values())

    def test_the_unit_reads_nothing_of_it(self, w, visit):
        letter = client_of(w.liaison).get(reverse("portal-letter", args=[w.suggestion.pk])).content.decode()
        assert "丙县鲜乳一条街" not in letter and "isit" not in letter.replace("visited", "")


class TestThePage:
    @pytest.mark.parametrize(
        ("who", "status"),
        [
            ("handling", 200),
            ("second", 200),
            ("assistant", 200),
            ("head", 403),
            ("registrar", 403),
            ("supervisor", 403),
            ("outsider", 404),
            ("liaison", 404),
            ("administrator", 403),
        ],
    )
    @pytest.mark.parametrize("name", ["visit-form", "visit-shell"])
    def test_it_is_for_who_records_it(self, w, visit, who, status, name):
        answer = page(getattr(w, who), name, visit)
        assert answer.status_code == status
        assert status == 404 or "no-store" in answer["Cache-Control"]

    def test_a_visit_without_a_plan_has_no_form_and_nobody_signed_out_comes_in(self, w, visit, client):
        given = {"means": "visit", "on": w.today.isoformat(), "findings": "已停售"}
        assert post(w.handling, w.suggestion, "reply.visit", given).status_code == 302
        unplanned = w.suggestion.visits.get(planned_on=None)
        assert unplanned.state == "held"
        assert page(w.handling, "visit-form", unplanned).status_code == 404
        for name in ("visit-form", "visit-shell", "visit-pack"):
            assert client.get(reverse(name, args=[visit.pk])).status_code == 302

    def test_online_it_shows_the_criteria_what_the_unit_said_and_earlier_photos(self, w, visit):
        measure = w.suggestion.measures.first()
        factories.answered(w, w.suggestion, on=w.today)
        earlier = visits.planned(w, w.suggestion, today=w.today, on=w.today, place="鲜乳一条街东段")
        send(w.handling, earlier, typed(w, **{"photos-1": upload()}))
        photo = w.suggestion.attachments.get(about__startswith="visitedmeasure:")
        shown = page(w.handling, "visit-form", visit).content.decode()
        assert all(text in shown for text in TEXTS)
        assert "已部署。" in shown and measure.text.text in shown
        assert f'<img src="/files/{photo.pk}/"' in shown
        assert client_of(w.handling).get(f"/files/{photo.pk}/").status_code == 200

    def test_the_shell_that_a_phone_keeps_holds_no_case_data(self, w, visit):
        factories.answered(w, w.suggestion, on=w.today)
        earlier = visits.planned(w, w.suggestion, today=w.today, on=w.today, place="鲜乳一条街东段")
        send(w.handling, earlier, typed(w, **{"photos-1": upload()}))
        shell = page(w.handling, "visit-shell", visit).content.decode()
        assert 'name="found-1"' in shell and 'name="photos-2"' in shell
        people = [w.handling.name, w.assistant.name, w.county.name, w.unit.name, visit.expected]
        case = [w.suggestion.title, w.suggestion.case_name, w.suggestion.letter.document_number, visit.place]
        texts = [
            *TEXTS,
            "已部署。",
            w.today.isoformat(),
            "/files/",
            f"/suggestions/{w.suggestion.pk}/",
            "csrfmiddleware",
        ]
        assert [words for words in (*people, *case, *texts) if words in shell] == []

    def test_no_script_or_style_stands_in_the_pages(self, w, visit):
        for name in ("visit-form", "visit-shell"):
            answer = page(w.handling, name, visit)
            shown = answer.content.decode()
            assert "<script>" not in shown and "style=" not in shown and "onclick" not in shown
            assert "'unsafe" not in answer["Content-Security-Policy"]

    def test_the_worker_is_served_where_it_can_serve_visits_only(self, client):
        answer = client.get("/visits/worker.js")
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/javascript")
        assert "Service-Worker-Allowed" not in answer


class TestRecording:
    def test_the_plain_form_records_a_visit(self, w, visit):
        given = typed(w, **{"photos-1": [upload(), upload("IMG_2.jpg")]})
        answer = client_of(w.handling).post(reverse("visit-form", args=[visit.pk]), given)
        assert answer.status_code == 302
        shown = page(w.handling, "suggestion", w.suggestion).content.decode()
        assert "属实" in shown and "In order" in shown and "王科长" in shown
        assert w.suggestion.attachments.filter(about__startswith="visitedmeasure:").count() == 2
        assert "place (2), camera (2), moment (2)" in shown

    def test_what_a_phone_sends_is_answered_by_an_address_and_again_by_the_same(self, w, visit):
        given = typed(w)
        first, second = send(w.handling, visit, given), send(w.handling, visit, given)
        assert (first.status_code, second.status_code) == (200, 200)
        assert first.json() == second.json()
        assert w.suggestion.events.filter(track="visit", step="record").count() == 1

    def test_what_is_missing_is_said_field_by_field(self, w, visit):
        answer = send(w.handling, visit, typed(w, **{"found-2": "", "on": "2099-01-01"}))
        assert answer.status_code == 422
        assert [words["field"] for words in answer.json()["words"]] == ["on", "found-2"]
        answer = send(w.handling, visit, typed(w, on="2099-01-01"))
        assert [words["field"] for words in answer.json()["words"]] == ["on"]
        assert Visit.objects.get(pk=visit.pk).state == "planned"

    def test_the_right_is_judged_before_the_fields(self, w, visit):
        """Who may not record it is told so, and learns nothing of what the form asks for."""
        answer = send(w.head, visit, {})
        assert answer.status_code == 403
        assert [words["field"] for words in answer.json()["words"]] == ["__all__"]
        assert client_of(w.head).post(reverse("visit-form", args=[visit.pk]), {}).status_code == 403

    def test_a_visit_that_is_over_is_refused_in_words_and_one_of_others_is_not_there(self, w, visit):
        assert send(w.outsider, visit, typed(w)).status_code == 404
        assert send(w.liaison, visit, typed(w)).status_code == 404
        assert send(w.head, visit, typed(w)).status_code == 403
        send(w.second, visit, typed(w))
        answer = send(w.handling, visit, typed(w))
        assert answer.status_code == 409
        assert "检察官乙" in answer.json()["words"][0]["text"]
        assert "检察官乙" in page(w.handling, "visit-form", visit).content.decode()

    def test_verifying_is_offered_where_a_claim_is_open_and_by_whom_it_may_be(self, w, visit):
        factories.answered(w, w.suggestion, on=w.today)
        assert 'value="verify"' not in page(w.handling, "visit-form", visit).content.decode()
        w.suggestion.measures.update(state="claimed", claimed_on=w.today)
        form = page(w.handling, "visit-form", visit).content.decode()
        assert form.count('value="verify"') == form.count('value="send_back"') == 2
        given = typed(w, **{"follow-1": "verify", "follow-2": "send_back", "found-2": "not_done"})
        assert send(w.handling, visit, given).status_code == 200
        assert [row.state for row in w.suggestion.measures.all()] == ["verified", "accepted"]

    def test_the_scan_of_the_signed_paper_is_asked_for_where_it_was_signed_on_paper(self, w, visit):
        send(w.handling, visit, typed(w, unit_name="", is_on_paper="on"))
        visit.refresh_from_db()
        address = reverse("step", args=[w.suggestion.pk, "visit.add_scan", visit.pk])
        assert address in offered(w.second, w.suggestion)
        scan = {"files": SimpleUploadedFile("记录.png", factories.PNG)}
        assert post(w.second, w.suggestion, "visit.add_scan", scan, visit).status_code == 302
        assert w.suggestion.attachments.get(about=f"visit:{visit.pk}").name == "记录.png"


class TestThePack:
    def test_it_says_what_who_goes_there_should_have_read(self, w, visit):
        factories.answered(w, w.suggestion, on=w.today)
        earlier = visits.planned(w, w.suggestion, today=w.today, on=w.today, place="鲜乳一条街东段")
        send(w.handling, earlier, typed(w, **{"found-1": "partly", "text-1": "两家仍在售卖", "photos-1": upload()}))
        answer = page(w.registrar, "visit-pack", visit)
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
        said = "".join("".join(each.extract_text().split()) for each in pages)
        for words in (
            *TEXTS,
            "已部署。",
            "采纳，按建议整改",
            "两家仍在售卖",
            "部分落实",
            "IMG_1",
            "丙县鲜乳一条街",
        ):
            assert words in said
        assert "□已落实" in said and "被建议单位代表（签名、职务）" in said
        assert not w.suggestion.documents.filter(kind="visit_pack").exists()

    def test_it_is_for_the_office_that_sees_the_case(self, w, visit):
        assert page(w.head, "visit-pack", visit).status_code == 200
        for person in (w.outsider, w.liaison):
            assert page(person, "visit-pack", visit).status_code == 404
