"""A draft that is dropped leaves a report, and its file goes to the archive (P19 Art. 15(3))."""

import pytest
from django.utils import translation

from desk.case import case_presenter, waiting
from desk.lists import rows
from followups.actions import archiving, closing
from followups.conditions.archive import archived
from followups.documents.document_kinds import KINDS as DOCUMENTS
from insights import stages
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import case_papers, drafting
from suggestions.actions.case_papers import Draft
from suggestions.models import Document, Suggestion
from tests import factories
from tests.factories import DAY, access, at, later
from tests.suggestions.actions.test_amending import text_of

pytestmark = pytest.mark.django_db
WHY = "该单位在调查期间已自行纠正，不存在重大隐患。"


def dropped(w) -> Suggestion:
    suggestion = factories.submitted(w)
    drafting.drop(access=access(w.chief), at=at(), suggestion=suggestion, reason=WHY)
    return Suggestion.objects.get(pk=suggestion.pk)


ARCHIVED_ON = later(2)


def archive(w, suggestion, *, who=None, on=ARCHIVED_ON, number="2026-建-3"):
    archiving.archive(
        access=access(who or w.manager, later(2)),
        at=at(later(2)),
        suggestion=suggestion,
        on=on,
        number=number,
        retention="30",
    )


def test_the_report_says_what_was_found_why_nothing_is_suggested_and_who_decided(w):
    suggestion = dropped(w)
    printed = Document.objects.get(suggestion=suggestion, kind="no_suggestion_report")
    text = text_of(printed)
    assert WHY in text and "第十五条第三款" in text and w.chief.name in text and "八家门店" in text
    assert printed.shown_to == "internal"


def test_a_draft_without_any_text_is_dropped_with_a_report_as_well(w):
    suggestion = factories.submitted(w)
    suggestion.letter.contents = {}
    suggestion.letter.save()
    drafting.drop(access=access(w.chief), at=at(), suggestion=suggestion, reason=WHY)
    assert Document.objects.filter(suggestion=suggestion, kind="no_suggestion_report").exists()


def test_its_file_is_archived_with_number_and_term(w):
    suggestion = dropped(w)
    assert archived(suggestion) is None
    archive(w, suggestion)
    event = archived(suggestion)
    assert event is not None and event.details["archive_number"] == "2026-建-3"
    assert (event.track, event.step, event.details["documents"]) == ("document", "archive", 1)
    assert Suggestion.objects.get(pk=suggestion.pk).document_state == "dropped"


def test_not_before_it_was_decided_not_without_a_number_and_not_by_anybody(w):
    suggestion = dropped(w)
    for facts in ({"on": DAY.replace(day=1)}, {"number": " "}):
        with pytest.raises(Refused):
            archive(w, suggestion, **facts)
    with pytest.raises(NotAllowed):
        archive(w, suggestion, who=w.policy)
    with pytest.raises(Stale):
        archive(w, factories.approved(w))


def test_a_public_interest_case_that_was_opened_ends_by_decision_on_a_ground(w):
    suggestion = factories.submitted(w, "public_interest")
    opening = Draft(text="河道内堆放垃圾，无人清理。")
    case_papers.make(
        access=access(w.handling), at=at(), suggestion=suggestion, kind="opening_decision", draft=opening, on=DAY
    )
    with pytest.raises(Refused) as refused:
        drafting.drop(access=access(w.chief), at=at(), suggestion=suggestion, reason=WHY)
    assert refused.value.field == "ground"
    drafting.drop(access=access(w.chief), at=at(), suggestion=suggestion, reason=WHY, ground="no_fault")
    text = text_of(Document.objects.get(suggestion=suggestion, kind="case_ending_decision")).replace(" ", "")
    assert "终结案件决定书" in text and "第七十四条第一款第（一）项" in text
    assert WHY in text and "第八十条" not in text and "发出" not in text
    paper = suggestion.papers.get(kind="ending_decision")
    assert paper.is_awaiting
    loaded = waiting.load(Suggestion.objects.filter(pk=suggestion.pk)).get()
    with translation.override("en"):
        assert "Serve the decision that the case ends" in [str(wait.what) for wait in waiting.waits(loaded)]
        case = next(axis for axis in case_presenter.axes(loaded, []) if axis.label == "Case")
        assert [badge.text for badge in case.badges] == ["Ended without a letter"]
    assert (loaded.document_state, loaded.case_state, loaded.closed_on) == ("dropped", "closed", DAY)
    last = suggestion.events.order_by("-seq").first()
    assert (last.track, last.step, last.from_state, last.to_state) == ("case", "end", "open", "closed")
    assert not Suggestion.objects.filter(stages.STAGES["case.open"].where, pk=suggestion.pk).exists()
    assert Suggestion.objects.filter(stages.STAGES["case.closed"].where, pk=suggestion.pk).exists()
    assert list(DOCUMENTS["closing_decision"].records(loaded)) == []
    with translation.override("en"):
        assert str(rows.case_words(loaded)) == "Ended without a letter"
        assert str(rows.stage(loaded, today=DAY).text) == "Dropped"
    on_desk = Suggestion.objects.filter(waiting.acting_on(access(w.handling)))
    assert suggestion in on_desk  # until the organ has the decision
    with translation.override("en"), pytest.raises(Refused, match="case of its own"):
        closing.reopen(access=access(w.chief), at=at(), suggestion=suggestion, reason="新的事实")
    archive(w, suggestion)
    case_papers.serve(
        access=access(w.handling),
        at=at(),
        paper=paper,
        channel="direct",
        on=DAY,
        received_by="收发室",
        received_as="mail",
    )
    assert not on_desk.filter(pk=suggestion.pk).exists()


def test_a_draft_of_another_kind_that_is_dropped_has_no_case_to_end(w):
    suggestion = dropped(w)
    assert (suggestion.case_state, suggestion.closed_on) == ("open", None)
    with translation.override("en"):
        assert str(rows.case_words(suggestion)) == "Ended without a letter"
