"""The report that concludes the investigation, as it is printed and bound (P19 Art. 15(2))."""

import pytest

from followups.documents.document_kinds import KINDS
from suggestions.documents import composing, document_facts
from tests import factories
from tests.factories import DAY
from tests.suggestions.actions.test_investigating import asked, decided, entered

pytestmark = pytest.mark.django_db


def test_the_report_tells_decision_acts_facts_and_conclusion(w):
    suggestion = factories.drafted(w)
    decided(w, asked(w, suggestion))
    entered(w, suggestion, means="question", questioned="informed", questioned_number=1)
    entered(w, suggestion, means="appraise", institution="某鉴定中心")
    suggestion.refresh_from_db()
    (version,) = document_facts.reported_versions(suggestion)
    sheet = composing.sheet(KINDS["investigation_report"], version)
    text = "\n".join(block.text for block in sheet.blocks)
    assert sheet.title == "调查终结报告" and w.chief.name in text
    assert "知情人员1" in text and "委托鉴定、评估、审计（某鉴定中心）" in text
    assert f"{w.handling.name}、{w.assistant.name}" in text and version.conclusion_report in text
    assert version.contents["facts"][:10] in text


def test_a_retrial_has_its_own_report_and_no_report_stands_where_none_was_written(w):
    assert document_facts.reported_versions(factories.drafted(w, "retrial_civil")) == []
    assert document_facts.reported_versions(factories.drafted(w, conclusion_report=" ")) == []
    sent = factories.submitted(w)
    assert document_facts.reported_on(document_facts.reported_versions(sent)[0]).date() == factories.at(DAY).date()
