"""What a paper says that comes back, replaces or urges: no secret, no draft number, one day, number and words of measures."""

from types import SimpleNamespace

import pytest

from followups.documents.document_kinds import KINDS
from followups.models import Urging
from suggestions.actions import stationery
from suggestions.documents import composing, document_facts
from suggestions.models import Amendment
from suggestions.rules import letter_sentences
from tests import factories

pytestmark = pytest.mark.django_db


def said(sheet) -> str:
    return "".join(f"{block.label}{block.text}" for block in sheet.blocks)


def test_the_return_holds_no_way_into_the_portal_and_the_leaf_beside_it_does(w: SimpleNamespace) -> None:
    suggestion = factories.issued(w)
    back = said(composing.service_slip(suggestion))
    leaf = said(composing.way_in(suggestion, address="https://example.gov.cn/一次"))
    assert "http" not in back
    assert "https://example.gov.cn/一次" in leaf
    for words in ("案由", "时　　分", "盖章", "□法定代表人", "□代理人或者指定的代收人"):
        assert words in back


def test_every_sentence_on_the_reply_can_say_a_day() -> None:
    for key in ("REPLY", "REPLY_OF_COURT", "REPLY_OF_RETRIAL", "RECTIFICATION"):
        assert "2027年1月10日" in getattr(letter_sentences, key).said_by("2027年1月10日")


def test_a_notice_cites_on_which_article_the_letter_is_changed() -> None:
    assert document_facts.amended_under(Amendment(objection_id=1)) == "第二十三条"
    assert document_facts.amended_under(Amendment(instruction_id=1)) == "第二十二条第二款"
    assert document_facts.amended_under(Amendment()) == "第二十二条第一款"
    for key in ("modification_notice", "withdrawal_notice"):
        assert "{变更依据}" in composing.text_that_came_along(key)


def test_an_urging_letter_names_each_measure_with_its_promised_day_and_the_days_since(w: SimpleNamespace) -> None:
    suggestion = factories.served(w)
    first = suggestion.measures.order_by("position").first()
    first.promised_on = factories.later(10)
    first.save()
    row = Urging(suggestion=suggestion, urged_on=factories.later(15), text="请尽快办理。", means="letter")
    facts = KINDS["urging_letter"].say(row)
    assert first.text.text.rstrip("。") in facts["未完成事项"][0]
    assert facts["未完成事项"][0].startswith("建议一“")
    assert facts["未完成事项"][0].endswith("已逾期5日")
    assert facts["督促内容"] == "请尽快办理。"
    assert facts["逾期日数"] == ""


def test_the_contact_has_the_office_s_telephone_once_it_is_set(w: SimpleNamespace) -> None:
    suggestion = factories.drafted(w)
    assert "电话" not in document_facts.contact(suggestion)
    stationery.write(
        access=None,
        at=factories.at(),
        procuratorate=suggestion.issued_by,
        head="letter",
        mark="",
        printing_office="",
        enquiry_line="0000-0000000",
        has_copy_number=True,
        remark="（此件不公开）",
    )
    assert document_facts.contact(suggestion).endswith("，电话0000-0000000")
    frame = composing.letter(suggestion.letter).frame
    assert (frame.is_letter_form, frame.copy_number, frame.remark) == (True, "000001", "此件不公开")


def test_titles_of_report_and_circular_name_unit_and_letter() -> None:
    for key in ("escalation_report", "escalation_notice"):
        assert "{被建议单位}" in KINDS[key].heading
        assert "{建议书文号}" in KINDS[key].heading
