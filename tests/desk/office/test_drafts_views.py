"""Drafting through its pages: what is typed is never lost, what is missing is named with its article, two savers meet."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organs import clock
from organs.actions import units
from organs.models import Unit
from suggestions.access import visible_records
from suggestions.documents import completeness, composing
from suggestions.models import LetterVersion, Revision, Suggestion
from suggestions.rules import letter_fields
from suggestions.rules.relations import Visibility
from tests import factories
from tests.factories import PNG
from tests.suggestions.documents.letter_changes import other_value

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def client_of(person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.cookies["django_language"] = "en"
    client.force_login(person, backend="organs.sign_in.PersonBackend")
    return client


def typed(suggestion: Suggestion, **changes) -> dict[str, str]:
    """Returns what a browser would post for a draft that is filled in."""
    fields = {
        "expected_revision": str(suggestion.letter.revision),
        "title": suggestion.title,
        "unit": str(suggestion.unit_id),
        "route": "direct",
        "source": "本院在履行职责中发现。",
        "facts": "经调查核实，八家门店以普通塑料桶盛装鲜乳。",
        "problems": "销售环节监管缺位。",
        "other": "",
        "objection_amount": "10",
        "objection_unit": "days",
        "reply_amount": "2",
        "reply_unit": "months",
        "conclusion_report": "建议制发检察建议。",
        "governance_ground": "1",
        "measures-count": "1",
        "measures-0-id": "",
        "measures-0-text": "依法查处违规销售的商户",
        "measures-0-criterion": "八家门店停止销售",
        "measures-0-legal_basis": "《奶业条例》",
        "copies-count": "0",
    }
    return fields | changes


def new(w, **changes) -> dict[str, str]:
    fields = {
        "kind": "social_governance",
        "title": "督促整治散装生鲜乳销售安全的检察建议",
        "unit_words": w.unit.name,
        "procuratorate": str(w.county.pk),
        "department": str(w.department.pk),
        "route": "direct",
        "members": [str(w.assistant.pk)],
        "do": "open",
    }
    return fields | changes


class TestOpening:
    def test_a_prosecutor_opens_a_draft_and_is_led_to_it(self, w):
        answer = client_of(w.handling).post(reverse("draft-new"), new(w))
        suggestion = Suggestion.objects.get()
        assert answer.url == reverse("draft", args=[suggestion.pk])
        assert (suggestion.unit, suggestion.handling_prosecutor, suggestion.department) == (
            w.unit,
            w.handling,
            w.department,
        )
        assert suggestion.members.get().person == w.assistant

    @pytest.mark.slow
    def test_units_are_found_by_part_of_a_name_and_nothing_typed_is_lost(self, w):
        answer = client_of(w.handling).post(reverse("draft-new"), new(w, unit_words="丙县", do="find"))
        page = answer.content.decode()
        assert answer.status_code == 200
        assert w.unit.name in page and w.other_unit.name in page
        assert "督促整治散装生鲜乳销售安全的检察建议" in page
        assert not Suggestion.objects.exists()
        first = re.search(r'<input [^>]*name="unit"[^>]*>', page)[0]
        assert " autofocus" in first and " autofocus" not in page.partition(first)[0]

    @pytest.mark.slow
    def test_words_that_fit_several_units_are_not_guessed(self, w):
        answer = client_of(w.handling).post(reverse("draft-new"), new(w, unit_words="丙县"))
        assert answer.status_code == 422
        assert "Choose one of the units found." in answer.content.decode()

    def test_a_unit_that_is_not_there_is_registered_with_the_draft(self, w):
        given = new(
            w, unit_words="新单位", unit="new", new_unit_name="丙县畜牧兽医局", new_unit_kind="government_department"
        )
        client_of(w.handling).post(reverse("draft-new"), given)
        assert Suggestion.objects.get().unit.name == "丙县畜牧兽医局"

    @pytest.mark.slow
    def test_a_refused_opening_registers_no_unit(self, w):
        given = new(w, unit="new", new_unit_name="丙县畜牧兽医局", new_unit_kind="government_department", kind="")
        answer = client_of(w.handling).post(reverse("draft-new"), given)
        assert answer.status_code == 422
        assert not Unit.objects.filter(name="丙县畜牧兽医局").exists()
        assert "丙县畜牧兽医局" in answer.content.decode()

    @pytest.mark.slow
    def test_an_assistant_must_name_the_prosecutor(self, w):
        client = client_of(w.assistant)
        assert client.post(reverse("draft-new"), new(w, members=[])).status_code == 422
        client.post(reverse("draft-new"), new(w, members=[], handling_prosecutor=str(w.handling.pk)))
        suggestion = Suggestion.objects.get()
        assert suggestion.handling_prosecutor == w.handling
        assert suggestion.members.get().person == w.assistant

    def test_who_has_no_such_post_is_refused_in_words(self, w):
        answer = client_of(w.registrar).get(reverse("draft-new"))
        assert answer.status_code == 403
        assert "Only a prosecutor" in answer.content.decode()

    def test_a_unit_person_finds_no_such_page(self, w):
        assert client_of(w.liaison).get(reverse("draft-new")).status_code == 404


@pytest.mark.slow
class TestWriting:
    def test_the_letter_stands_beside_the_parts_of_its_kind(self, w):
        page = client_of(w.handling).get(reverse("draft", args=[factories.opened(w).pk])).content.decode()
        assert "Provisions, Art. 16(2)(5)" in page
        assert 'class="sheet sheet--read"' in page and "缺：异议告知" in page

    def test_the_kind_decides_the_contents(self, w):
        suggestion = factories.opened(w, "public_interest")
        page = client_of(w.handling).get(reverse("draft", args=[suggestion.pk])).content.decode()
        assert "PIL Case Rules, Art. 75" in page
        assert "objection_amount" not in page

    def test_saving_keeps_every_part_as_a_revision(self, w):
        suggestion = factories.opened(w)
        answer = client_of(w.handling).post(reverse("draft", args=[suggestion.pk]), typed(suggestion, do="save"))
        assert answer.status_code == 302
        suggestion.letter.refresh_from_db()
        assert suggestion.letter.contents["source"] == "本院在履行职责中发现。"
        assert suggestion.letter.measure_texts.get().criterion == "八家门店停止销售"
        assert (suggestion.letter.objection_amount, suggestion.letter.reply_amount) == (10, 2)
        assert Revision.objects.get(letter=suggestion.letter).saved_by == w.handling

    def test_a_measure_is_added_moved_and_removed_without_losing_a_word(self, w):
        suggestion = factories.opened(w)
        client, address = client_of(w.handling), reverse("draft", args=[suggestion.pk])
        page = client.post(address, typed(suggestion, do="measures:add")).content.decode()
        assert 'name="measures-1-text"' in page and "依法查处违规销售的商户" in page
        two = {
            "measures-count": "2",
            "measures-1-id": "",
            "measures-1-text": "加强食品安全教育",
            "measures-1-criterion": "",
            "measures-1-legal_basis": "",
        }
        page = client.post(address, typed(suggestion, do="measures:up:1", **two)).content.decode()
        assert page.index("加强食品安全教育") < page.index("依法查处违规销售的商户")
        page = client.post(address, typed(suggestion, do="measures:remove:0", **two)).content.decode()
        assert "加强食品安全教育" in page
        assert 'name="measures-1-text"' not in page
        assert not Revision.objects.exists()

    def test_a_preview_shows_what_is_typed_and_saves_nothing(self, w):
        suggestion = factories.opened(w)
        given = typed(suggestion, do="preview", source="只在预览里的来源。")
        page = client_of(w.handling).post(reverse("draft", args=[suggestion.pk]), given).content.decode()
        assert page.count("只在预览里的来源。") == 2
        assert not Revision.objects.exists()

    def test_a_script_that_asks_gets_the_preview_alone(self, w):
        suggestion = factories.opened(w)
        answer = client_of(w.handling).post(
            reverse("draft", args=[suggestion.pk]), typed(suggestion, do="preview"), headers={"HX-Request": "true"}
        )
        assert answer.content.decode().strip().startswith('<aside id="preview"')
        assert "HX-Request" in answer["Vary"]

    def test_the_preview_as_pdf_is_a_pdf_and_kept_nowhere(self, w):
        suggestion = factories.opened(w)
        answer = client_of(w.handling).post(reverse("draft", args=[suggestion.pk]), typed(suggestion, do="pdf"))
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF") and "no-store" in answer["Cache-Control"]
        assert not suggestion.documents.exists()

    def test_a_wrong_number_is_refused_at_its_field_and_the_rest_is_kept(self, w):
        suggestion = factories.opened(w)
        given = typed(suggestion, objection_amount="十0", source="刚刚写下的来源")
        answer = client_of(w.handling).post(reverse("draft", args=[suggestion.pk]), given)
        assert answer.status_code == 422
        assert "刚刚写下的来源" in answer.content.decode() and "十0" in answer.content.decode()

    @pytest.mark.parametrize("name", letter_fields.TYPED_COLUMNS)
    def test_each_field_of_the_letter_is_shown_saved_and_kept_when_it_is_saved_again(self, w, name):
        suggestion = factories.drafted(w, *(["public_interest"] if name == "facts_until" else []))
        if name == "route_papers":  # asked for where there is an instruction
            Suggestion.objects.filter(pk=suggestion.pk).update(route="instructed")
        client, address = client_of(w.handling), reverse("draft", args=[suggestion.pk])
        value = other_value(LetterVersion._meta.get_field(name), getattr(suggestion.letter, name))
        assert f'name="{name}"' in client.get(address).content.decode()
        for _time in range(2):
            client.post(address, typed(suggestion, **{name: "on" if value is True else str(value)}))
            suggestion.letter.refresh_from_db()
            assert getattr(suggestion.letter, name) == value
        form = client.get(address).context["form"]
        assert form[name].value() == value

    @pytest.mark.parametrize("name", [row.key for row in letter_fields.NOT_PRINTED])
    def test_two_savers_are_shown_what_differs_in_papers_that_nobody_signs(self, w, name):
        suggestion = factories.drafted(w)
        mine = typed(suggestion, **{name: "我写的内部文书。"})
        factories.drafting.save(
            access=factories.access(w.second),
            at=factories.at(),
            suggestion=suggestion,
            head=factories.head(w),
            body=factories.body(objection_amount=15, **{name: "乙写的内部文书。"}),
        )
        page = client_of(w.handling).post(reverse("draft", args=[suggestion.pk]), mine).content.decode()
        assert "<del>乙</del>" in page and "<ins>我</ins>" in page

    def test_two_savers_meet_the_later_sees_the_difference_and_keeps_every_word(self, w):
        suggestion = factories.drafted(w)
        mine = typed(suggestion, facts="处理检察官写的事实。")
        factories.drafting.save(
            access=factories.access(w.second),
            at=factories.at(),
            suggestion=suggestion,
            head=factories.head(w),
            body=factories.body(contents={"source": "乙写的来源。", "facts": "乙写的事实。", "problems": "隐患。"}),
        )
        client, address = client_of(w.handling), reverse("draft", args=[suggestion.pk])
        answer = client.post(address, mine)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "检察官乙" in page and "处理检察官写的事实。" in page and "<del>" in page
        suggestion.letter.refresh_from_db()
        assert suggestion.letter.contents["facts"] == "乙写的事实。"
        assert client.post(address, mine | {"expected_revision": str(suggestion.letter.revision)}).status_code == 302

    def test_a_file_is_attached_listed_and_taken_out_again(self, w):
        suggestion = factories.opened(w)
        client, address = client_of(w.handling), reverse("draft", args=[suggestion.pk])
        client.post(address, typed(suggestion, files=SimpleUploadedFile("证据.png", PNG)))
        row = suggestion.attachments.get()
        assert row.name == "证据.png" and row.name in client.get(address).content.decode()
        suggestion.letter.refresh_from_db()
        client.post(address, typed(suggestion, do=f"drop_file:{row.pk}"))
        assert not suggestion.attachments.exists()

    def test_an_enclosure_is_named_by_its_title_and_an_internal_file_not_at_all(self, w):
        suggestion = factories.drafted(w)
        client, address = client_of(w.handling), reverse("draft", args=[suggestion.pk])
        given = typed(suggestion, files=[SimpleUploadedFile("IMG_2019.png", PNG), SimpleUploadedFile("底稿.png", PNG)])
        client.post(address, given)
        first, second = suggestion.attachments.order_by("id")
        suggestion.letter.refresh_from_db()
        assert "IMG_2019.png" in " ".join(
            each.text
            for each in completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=clock.today())
        )
        named = {f"file_title-{first.pk}": "现场照片", f"file_title-{second.pk}": "", f"file_inside-{second.pk}": "on"}
        assert client.post(address, typed(suggestion, **named)).status_code == 302
        suggestion.letter.refresh_from_db()
        assert composing.letter(suggestion.letter).attachments == ("现场照片",)
        second = suggestion.letter.internal_files.get()
        assert second.name == "底稿.png"
        page = client.get(address).content.decode()
        assert 'value="现场照片"' in page and f'name="file_inside-{second.pk}" checked' in page
        unit = visible_records.attachments(suggestion, visibility=Visibility.RECIPIENT)
        assert second not in unit

    def test_a_file_chosen_while_a_row_is_added_is_kept_too(self, w):
        suggestion = factories.opened(w)
        client, address = client_of(w.handling), reverse("draft", args=[suggestion.pk])
        page = client.post(address, typed(suggestion, do="measures:add", files=SimpleUploadedFile("证据.png", PNG)))
        suggestion.letter.refresh_from_db()
        assert suggestion.attachments.count() == 1
        assert f'name="expected_revision" value="{suggestion.letter.revision}"' in page.content.decode()

    def test_a_file_of_a_wrong_type_is_refused_in_words(self, w):
        suggestion = factories.opened(w)
        given = typed(suggestion, source="不能丢的来源", files=SimpleUploadedFile("脚本.pdf", b"#!/bin/sh"))
        answer = client_of(w.handling).post(reverse("draft", args=[suggestion.pk]), given)
        assert answer.status_code == 422
        assert "脚本.pdf" in answer.content.decode() and "不能丢的来源" in answer.content.decode()
        assert not Revision.objects.exists()

    def test_a_copy_is_found_added_with_its_ground_and_removed(self, w):
        suggestion = factories.opened(w)
        client, address = client_of(w.handling), reverse("draft", args=[suggestion.pk])
        page = client.post(address, typed(suggestion, do="find_copy", copy_words="人民政府")).content.decode()
        assert w.copied_unit.name in page
        assert " autofocus" in re.search(r'<input [^>]*name="copy_unit"[^>]*>', page)[0]
        none = client.post(address, typed(suggestion, do="find_copy", copy_words="没有这个单位")).content.decode()
        assert " autofocus" in re.search(r'<input [^>]*name="copy_words"[^>]*>', none)[0]
        chosen = {"copy_words": "人民政府", "copy_unit": str(w.copied_unit.pk), "copy_ground": "social_impact"}
        page = client.post(address, typed(suggestion, do="add_copy", **chosen)).content.decode()
        assert 'name="copies-0-ground" value="social_impact"' in page
        row = {"copies-count": "1", "copies-0-unit": str(w.copied_unit.pk), "copies-0-ground": "social_impact"}
        client.post(address, typed(suggestion, **row))
        assert suggestion.copies.get().unit == w.copied_unit

    def test_a_draft_is_not_turned_to_a_unit_that_is_closed(self, w):
        suggestion = factories.opened(w)
        Unit.objects.filter(pk=w.other_unit.pk).update(closed_on=factories.DAY)
        answer = client_of(w.handling).post(
            reverse("draft", args=[suggestion.pk]), typed(suggestion, unit=str(w.other_unit.pk), unit_words="教育局")
        )
        assert answer.status_code == 422 and "Address its successor." in answer.content.decode()

    def test_an_open_suggestion_of_the_same_category_is_named(self, w):
        category = factories_category()
        first = factories.opened(w, problem_category=category, title="先前的建议")
        second = factories.opened(w, problem_category=category)
        page = client_of(w.handling).get(reverse("draft", args=[second.pk])).content.decode()
        assert first.title in page and "Administrative Rules, Art. 120" in page

    def test_a_forbidden_character_is_named_and_the_page_still_stands(self, w):
        suggestion = factories.opened(w)
        given = typed(suggestion, source="来源\ue123反转")
        answer = client_of(w.handling).post(reverse("draft", args=[suggestion.pk]), given, follow=True)
        assert answer.status_code == 200 and "U+E123" in answer.content.decode()

    def test_who_may_read_but_not_edit_is_told_who_may(self, w):
        suggestion = factories.drafted(w)
        client, address = client_of(w.head), reverse("draft", args=[suggestion.pk])
        assert "This is for" in client.get(address).content.decode()
        assert client.post(address, typed(suggestion)).status_code == 403

    def test_who_may_not_see_finds_nothing(self, w):
        address = reverse("draft", args=[factories.drafted(w).pk])
        for person in (w.outsider, w.liaison, w.chief, w.other_head, w.higher):
            assert client_of(person).get(address).status_code == 404


@pytest.mark.slow
class TestSubmitting:
    def test_an_incomplete_draft_names_contents_and_articles(self, w):
        suggestion = factories.opened(w)
        given = typed(suggestion, do="submit", objection_amount="", **{"measures-0-legal_basis": ""})
        page = client_of(w.handling).post(reverse("draft", args=[suggestion.pk]), given, follow=True).content.decode()
        assert "Period for objection (Provisions, Art. 16(2)(5))" in page
        assert "The legal basis of measure 1 (Provisions, Art. 16(2)(4))" in page
        assert 'href="#objection_period"' in page and 'href="#measure-1-legal_basis"' in page
        suggestion.refresh_from_db()
        assert suggestion.document_state == "draft"

    def test_every_link_of_the_checks_leads_to_a_field_of_the_page(self, w):
        for kind in ("social_governance", "public_interest"):
            suggestion = factories.opened(w, kind, route="instructed", investigation_decided_on=None)
            page = client_of(w.handling).get(reverse("draft", args=[suggestion.pk])).content.decode()
            checks = page[page.index('class="checks"') : page.index("</ul>", page.index('class="checks"'))]
            anchors = {part.split('"')[0] for part in checks.split('href="#')[1:]}
            assert "route_papers" in anchors and "measures" in anchors
            assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []

    def test_a_complete_draft_goes_to_its_first_gate(self, w):
        suggestion = factories.opened(w)
        client_of(w.handling).post(reverse("draft", args=[suggestion.pk]), typed(suggestion, do="submit"))
        suggestion.refresh_from_db()
        assert (suggestion.document_state, suggestion.gate) == ("in_review", "head")

    def test_a_member_saves_but_does_not_submit(self, w):
        suggestion = factories.opened(w)
        answer = client_of(w.assistant).post(
            reverse("draft", args=[suggestion.pk]), typed(suggestion, do="submit"), follow=True
        )
        assert "Saved, but not submitted." in answer.content.decode()
        suggestion.refresh_from_db()
        assert suggestion.document_state == "draft" and suggestion.letter.revision == 1

    def test_typing_into_a_draft_that_was_submitted_meanwhile_loses_nothing(self, w):
        suggestion = factories.submitted(w)
        answer = client_of(w.handling).post(
            reverse("draft", args=[suggestion.pk]), typed(suggestion, source="后来写的来源")
        )
        assert answer.status_code == 409
        assert "后来写的来源" in answer.content.decode()


def test_a_basis_that_names_no_article_is_asked_about_and_is_no_bar(w):
    suggestion = factories.drafted(w)
    address = reverse("draft", args=[suggestion.pk])
    asks = "the basis names no article"
    assert client_of(w.handling).get(address).content.decode().count(asks) == 2
    suggestion.letter.measure_texts.update(legal_basis="《奶业条例》第三条")
    assert asks not in client_of(w.handling).get(address).content.decode()
    suggestion.letter.measure_texts.update(legal_basis="《奶业条例》")
    assert completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY) == []


@pytest.mark.slow
class TestRevisions:
    def test_any_two_revisions_are_compared_by_word(self, w):
        suggestion = factories.drafted(w)
        for facts in ("八家门店。", "九家门店。"):
            factories.drafting.save(
                access=factories.access(w.handling),
                at=timezone.now(),
                suggestion=suggestion,
                head=factories.head(w),
                body=factories.body(contents={"source": "来源。", "facts": facts, "problems": "隐患。"}),
            )
        client, address = client_of(w.handling), reverse("draft-revisions", args=[suggestion.pk])
        page = client.get(address).content.decode()
        assert "<del>八</del>" in page and "<ins>九</ins>" in page
        assert "No difference." in client.get(f"{address}?from=3&to=3").content.decode()
        assert client.get(f"{address}?from=99999999999999999999&to=x").status_code == 200

    def test_the_saved_text_can_be_had_as_pdf_by_those_inside_only(self, w):
        address = reverse("draft-pdf", args=[factories.submitted(w).pk])
        assert client_of(w.chief).get(address)["Content-Type"] == "application/pdf"
        assert client_of(w.registrar).get(address).status_code == 404


def factories_category():
    from suggestions.models import ProblemCategory

    return ProblemCategory.objects.create(code="FOOD", zh="食品安全", en="Food safety")


class TestWhomItAddresses:
    """Art. 3 asks what the recipient is to the case, and by which route, only where level or area differ (Art. 3)."""

    QUESTION = 'name="addressed_as"'

    def organ(self, w, **facts):
        facts = {"kind": "government_department", "level": "basic", "region_code": "652328", **facts}
        return units.register(access=None, at=factories.at(), name="主管机关", origin=w.origin, **facts)

    @pytest.mark.parametrize(
        ("facts", "is_asked"),
        [({}, False), ({"level": "provincial", "region_code": "65"}, True), ({"region_code": "652325"}, True)],
    )
    def test_the_question_is_asked_where_the_answer_matters(self, w, facts, is_asked):
        suggestion = factories.opened(w, unit=self.organ(w, **facts))
        page = client_of(w.handling).get(reverse("draft", args=[suggestion.pk])).content.decode()
        assert (self.QUESTION in page) is is_asked
        assert ('name="route"' in page) is is_asked

    def test_a_provincial_organ_is_refused_with_the_article_and_what_to_do_and_the_unit_of_the_case_is_not(self, w):
        suggestion = factories.opened(w, unit=self.organ(w, level="provincial", region_code="65"))
        client, address = client_of(w.handling), reverse("draft", args=[suggestion.pk])
        page = client.post(address, typed(suggestion, do="submit"), follow=True).content.decode()
        assert "Report level by level" in page and "Provisions, Art. 3(2)" in page and 'href="#addressed_as"' in page
        suggestion.refresh_from_db()
        suggestion.letter.refresh_from_db()
        assert suggestion.document_state == "draft"
        client.post(address, typed(suggestion, addressed_as="involved", do="submit"))
        suggestion.refresh_from_db()
        assert (suggestion.document_state, suggestion.addressed_as) == ("in_review", "involved")

    def test_the_page_that_opens_asks_as_soon_as_the_unit_is_found(self, w):
        self.organ(w, level="provincial", region_code="65")
        client = client_of(w.handling)
        assert self.QUESTION not in client.get(reverse("draft-new")).content.decode()
        found = client.post(reverse("draft-new"), new(w, unit_words="主管机关", do="find")).content.decode()
        assert self.QUESTION in found
