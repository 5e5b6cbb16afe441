"""Document templates in Set-up: the list, the form with its preview, refusals at their field, versions and the way back."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followups.documents.document_kinds import KINDS
from suggestions.actions import templates
from suggestions.documents import composing
from suggestions.documents.document_kinds import LETTER
from suggestions.models import AccessLog, DocumentTemplate
from suggestions.rules import kinds
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
CAME = composing.text_that_came_along("letter")
OWN = CAME.replace("为此，", "鉴于上述情况，")


def address(w, kind: str = "letter", place: str = "county") -> str:
    return reverse("setup-template", args=[getattr(w, place).pk, kind])


def typed(client: Client, href: str, **facts: str) -> dict[str, str]:
    """Returns what a form holds that was opened and changed."""
    form = client.get(href).context["form"]
    values = {name: form[name].value() for name in ("expected_change", "heading", "text", "reason")}
    filled = {name: "" if value is None else str(value) for name, value in values.items()}
    return filled | {"text": OWN, "reason": "按本院格式。"} | facts


def write(w, *, place: str = "county", text: str = OWN, who: str = "local") -> DocumentTemplate:
    return templates.write(
        access=factories.access(getattr(w, who)),
        at=factories.at(),
        kind=LETTER,
        procuratorate=getattr(w, place),
        heading=LETTER.heading,
        text=text,
        reason="按本院格式。",
    )


@pytest.mark.slow
class TestList:
    def test_every_kind_is_there_with_its_ground_and_the_version_in_force(self, by, w):
        write(w, place="prefecture")
        page = by(w.local).get(reverse("setup-templates-of", args=[w.county.pk]))
        rows = {row.kind.key: row for row in page.context["rows"] if not row.suggestion_kind}
        assert list(rows) == list(KINDS)
        special = {row.suggestion_kind: row for row in page.context["rows"] if row.suggestion_kind}
        assert set(special) == set(LETTER.texts) and special["retrial_civil"].template.pk is None
        assert rows["letter"].template.procuratorate == w.prefecture
        assert rows["reply"].template.pk is None
        text = page.content.decode()
        assert w.prefecture.name in text and "管理员乙" in text

    def test_more_templates_take_no_more_queries(self, by, w):
        client, href = by(w.local), reverse("setup-templates-of", args=[w.county.pk])
        write(w)
        client.get(href)
        counts = []
        for words in ("", "甲", "乙"):
            if words:
                write(w, text=OWN + f"{words}说明。\n")
                write(w, place="prefecture", text=OWN + f"{words}说明。\n", who="administrator")
            with CaptureQueriesContext(connection) as captured:
                client.get(href)
            counts.append(len(captured))
        assert counts == [counts[0]] * 3

    def test_the_own_procuratorate_comes_first_and_another_can_be_chosen(self, by, w):
        client = by(w.local)
        assert client.get(reverse("setup-templates")).url == reverse("setup-templates-of", args=[w.prefecture.pk])
        chosen = client.get(reverse("setup-templates"), {"procuratorate": w.county.pk})
        assert chosen.url == reverse("setup-templates-of", args=[w.county.pk])
        assert client.get(reverse("setup-templates"), {"procuratorate": w.province.pk}).status_code == 404


@pytest.mark.slow
class TestForm:
    def test_places_parts_of_lists_and_marks_of_lines_stand_beside_it(self, by, w):
        page = by(w.local).get(address(w))
        written = [row.written for row in page.context["places"]]
        assert {"{被建议单位}", "{建议.内容}", "{建议.依据}"} <= set(written)
        assert "{附件}" not in written
        required = {row.written for row in page.context["places"] if row.is_required}
        assert {"{抬头单位}", "{建议.内容}", "{异议告知}"} <= required
        assert [row.written for row in page.context["alone"]] == ["{附件}", "{落款}", "{抄送}"]
        assert [row.written for row in by(w.local).get(address(w, "service_return")).context["alone"]] == []

    @pytest.mark.parametrize("key", KINDS)
    def test_every_kind_has_its_page_with_a_specimen(self, by, w, key):
        page = by(w.local).get(address(w, key))
        assert page.status_code == 200
        assert page.context["preview"].source is None
        assert page.context["form"]["text"].value() == composing.text_that_came_along(key)

    def test_an_unknown_kind_is_not_there(self, by, w):
        assert by(w.local).get(address(w, "nothing")).status_code == 404

    def test_saving_makes_a_version_and_says_so(self, by, w):
        client = by(w.local)
        answer = client.post(address(w), typed(client, address(w)), follow=True)
        assert answer.redirect_chain == [(address(w), 302)]
        assert list(answer.context["messages"])
        template = DocumentTemplate.objects.get(procuratorate=w.county)
        assert (template.number, template.text, template.made_by) == (1, OWN, w.local)

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"heading": ""}, "heading"),
            ({"heading": "字" * 61}, "heading"),
            ({"heading": "{无此}"}, "heading"),
            ({"text": ""}, "text"),
            ({"text": CAME + "{无此}\n"}, "text"),
            ({"text": CAME.replace("{异议告知}\n", "")}, "text"),
            ({"text": CAME}, "text"),
            ({"reason": ""}, "reason"),
        ],
    )
    def test_each_refusal_stands_at_its_field_and_what_was_typed_stays(self, by, w, facts, field):
        client = by(w.local)
        given = typed(client, address(w), **facts)
        answer = client.post(address(w), given)
        assert answer.status_code == 422
        form = answer.context["form"]
        assert list(form.errors) == [field]
        assert {name: form[name].value() for name in given} == given
        assert not DocumentTemplate.objects.filter(procuratorate=w.county).exists()

    def test_a_faulty_line_is_named(self, by, w):
        client = by(w.local)
        answer = client.post(address(w), typed(client, address(w), text=CAME + "甲\n{无此}\n"))
        assert str(CAME.count("\n") + 2) in answer.context["form"].errors["text"][0]

    def test_a_stale_form_is_told_what_changed_and_saves_after_that(self, by, w):
        client = by(w.local)
        given = typed(client, address(w), text=CAME + "甲的说明。\n")
        write(w, who="administrator")
        answer = client.post(address(w), given)
        assert answer.status_code == 409
        assert answer.context["form"]["text"].value() == given["text"]
        assert "甲的说明。" in "".join(run.text for run in answer.context["changes"][0].runs if run.kind == "inserted")
        client.post(address(w), given | {"expected_change": answer.context["form"]["expected_change"].value()})
        assert composing.in_force(kind=LETTER, procuratorate=w.county).text == given["text"]


class TestForOneKind:
    def test_the_choice_opens_what_holds_for_the_kind_and_saves_for_it_alone(self, by, w):
        client, href = by(w.local), address(w) + "?of=other"
        page = client.get(href)
        assert page.context["form"]["text"].value() == CAME
        assert page.context["choice"]["of"].value() == "other"
        answer = client.post(href, typed(client, href), follow=True)
        assert answer.redirect_chain == [(href, 302)]
        assert DocumentTemplate.objects.get(procuratorate=w.county).suggestion_kind == "other"
        assert composing.in_force(kind=LETTER, procuratorate=w.county).text == CAME
        versions = client.get(reverse("setup-template-versions", args=[w.county.pk, "letter"]) + "?of=other")
        assert [row.suggestion_kind for row in versions.context["versions"]] == ["other", ""]

    def test_places_bear_the_names_that_the_kind_has_for_its_contents(self, by, w):
        page = by(w.local).get(address(w) + "?of=public_interest")
        named = {row.written: row.label for row in page.context["places"]}
        contents = {content.key: content.label for content in kinds.KINDS["public_interest"].versions[-1].contents}
        assert named["{违法情形或者应当消除的隐患}"] == contents["problems"]
        assert named["{回复要求}"] == contents["reply_period"]

    def test_a_kind_that_is_not_there_is_not_found(self, by, w):
        assert by(w.local).get(address(w) + "?of=nothing").status_code == 404


class TestPreview:
    @pytest.mark.slow
    def test_without_a_record_sample_words_fill_what_is_typed_and_nothing_is_saved(self, by, w):
        client = by(w.local)
        answer = client.post(address(w), typed(client, address(w), reason="", do="preview"))
        preview = answer.context["preview"]
        assert answer.status_code == 200
        assert preview.source is None
        assert "鉴于上述情况，" in preview.body and "「抬头单位」" in preview.body
        assert not DocumentTemplate.objects.exists()

    @pytest.mark.slow
    def test_a_real_letter_that_the_person_may_read_fills_it_and_the_reading_is_logged(self, w, by):
        w.local = factories.person("local_here", "管理员丁", "administrator", procuratorate=w.county)
        suggestion = factories.served(w)
        answer = by(w.local).post(address(w), {"heading": "检察建议书", "text": OWN, "do": "preview"})
        assert answer.context["preview"].source == suggestion
        assert "丙县市场监督管理局：" in answer.context["preview"].body
        assert AccessLog.objects.filter(suggestion=suggestion, person=w.local, what="template:letter").exists()

    @pytest.mark.slow
    @pytest.mark.parametrize("stage", ["in review", "served"])
    def test_a_case_or_a_paper_of_it_that_the_person_may_not_read_does_not(self, w, by, stage):
        w.local = factories.person("local_here", "管理员丁", "administrator", procuratorate=w.county)
        suggestion = factories.at_policy(w) if stage == "in review" else factories.served(w)
        if stage == "in review":
            verdicts = {"necessity": True, "legality": True, "reasoning": True}
            factories.sign(w, suggestion, w.policy, verdicts=verdicts, opinion="同意。")
        kind = KINDS["approval_sheet"]
        assert list(kind.records(suggestion))
        given = {"heading": kind.heading, "text": composing.text_that_came_along(kind.key), "do": "preview"}
        assert by(w.local).post(address(w, kind.key), given).context["preview"].source is None
        assert not AccessLog.objects.filter(person=w.local).exists()

    @pytest.mark.slow
    def test_opening_the_page_reads_no_case(self, w, by):
        w.local = factories.person("local_here", "管理员丁", "administrator", procuratorate=w.county)
        factories.served(w)
        assert by(w.local).get(address(w)).context["preview"].source is None

    @pytest.mark.slow
    def test_the_print_preview_is_a_pdf_that_nobody_keeps(self, by, w):
        client = by(w.local)
        answer = client.post(address(w), typed(client, address(w), do="pdf"))
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"] and answer["Content-Disposition"].startswith("inline")
        assert answer.content.startswith(b"%PDF")

    @pytest.mark.slow
    @pytest.mark.parametrize("do", ["preview", "pdf"])
    def test_what_is_wrong_is_said_at_its_field(self, by, w, do):
        client = by(w.local)
        answer = client.post(address(w), typed(client, address(w), text=CAME + "{无此}", do=do))
        assert answer.status_code == 422
        assert "text" in answer.context["form"].errors and "无此" in answer.context["preview"].refusal

    def test_the_script_gets_the_preview_alone(self, by, w):
        client = by(w.local)
        given = typed(client, address(w), do="preview")
        answer = client.post(address(w), given, headers={"HX-Request": "true"})
        assert answer.content.decode().strip().startswith('<section id="preview"')
        assert "HX-Request" in answer["Vary"]

    @pytest.mark.slow
    def test_markup_is_shown_as_text(self, by, w):
        client = by(w.local)
        answer = client.post(address(w), typed(client, address(w), text=OWN + "<b onload=x>甲</b>\n", do="preview"))
        assert "&lt;b onload=x&gt;" in answer.content.decode()
        assert "<b onload" not in answer.content.decode()


@pytest.mark.slow
class TestVersions:
    def href(self, w) -> str:
        return reverse("setup-template-versions", args=[w.county.pk, "letter"])

    def test_own_higher_and_softwares_stand_there_with_the_one_in_force_first(self, by, w):
        higher = write(w, place="prefecture")
        first, second = write(w, text=OWN + "甲说明。\n"), write(w, text=OWN + "乙说明。\n")
        page = by(w.local).get(self.href(w))
        assert [each.pk for each in page.context["versions"]] == [second.pk, first.pk, higher.pk, None]
        assert "按本院格式。" in page.content.decode()

    def test_the_difference_by_word_of_any_two(self, by, w):
        first, second = write(w), write(w, text=OWN + "另附说明。\n")
        client = by(w.local)
        runs = client.get(self.href(w)).context["changes"][0].runs
        assert [(run.text.strip(), run.kind) for run in runs if run.kind != "same"] == [("另附说明。", "inserted")]
        asked = client.get(self.href(w), {"from": "0", "to": str(first.pk)}).context
        assert (asked["before"].pk, asked["after"]) == (None, first)
        assert [run.kind for run in asked["changes"][0].runs] == ["same", "deleted", "inserted", "same"]
        assert client.get(self.href(w), {"from": "x", "to": "999999"}).context["after"] == second

    @pytest.mark.parametrize("key", ["first", "0"])
    def test_a_former_text_is_used_again_as_a_new_version(self, by, w, key):
        first = write(w)
        write(w, text=OWN + "另附说明。\n")
        client, wanted = by(w.local), OWN if key == "first" else CAME
        href = f"{address(w)}?from={first.pk if key == 'first' else 0}"
        page = client.get(href)
        assert page.context["form"]["text"].value() == wanted
        client.post(address(w), typed(client, href, text=wanted))
        rows = DocumentTemplate.objects.filter(procuratorate=w.county).order_by("number")
        assert [(row.number, row.text == wanted) for row in rows][-1] == (3, True)
        assert rows[0].text == OWN

    def test_a_version_of_another_procuratorate_is_not_used(self, by, w):
        other = write(w, place="sibling")
        assert by(w.local).get(f"{address(w)}?from={other.pk}").context["form"]["text"].value() == CAME


@pytest.mark.slow
class TestDoors:
    @pytest.mark.parametrize("who", ["chief", "handling", "liaison", "elsewhere"])
    def test_nobody_else_reads_or_writes(self, by, w, who):
        client = by(getattr(w, who))
        for do in ("save", "preview", "pdf"):
            given = {"heading": "检察建议书", "text": OWN, "reason": "无", "expected_change": "0", "do": do}
            assert client.post(address(w), given).status_code == 404
        assert client.get(reverse("setup-template-versions", args=[w.county.pk, "letter"])).status_code == 404
        assert not DocumentTemplate.objects.exists()

    def test_a_change_is_in_the_trace_of_those_above_in_words(self, by, w):
        write(w)
        for person, sees in ((w.administrator, True), (w.local, True), (w.elsewhere, False)):
            text = by(person).get(reverse("setup-changes")).content.decode()
            assert ("按本院格式。" in text) is sees
            assert "write template" not in text and "documenttemplate" not in text
