"""A later find of the same nature is handled in the case that is open already: two cases that were opened apart become one (PIL21 Art. 69)."""

import pytest
from django.utils import translation

from desk.case import my_tasks
from desk.office import drafts_presenter
from insights import tallies
from insights.figures import FIGURES
from insights.filters import SuggestionFilter
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import case_papers, categories, drafting, ledger, merging, recusing
from suggestions.models import Attachment, Suggestion
from tests import factories
from tests.factories import access, at, later, picture

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REASON = "与在办案件系同一行政机关同一性质的违法行为。"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def merge(w, suggestion, into, who=None, **more):
    return merging.merge(
        access=access(who or w.handling, later(3)),
        at=at(later(3)),
        suggestion=suggestion,
        into=into,
        **{"reason": REASON, **more},
    )


def two(w):
    return factories.drafted(w, "public_interest"), factories.drafted(w, "public_interest")


def paper(w, suggestion, kind, **more):
    return case_papers.make(
        access=access(w.handling, later(1)),
        at=at(later(1)),
        suggestion=suggestion,
        kind=kind,
        draft=case_papers.Draft(text="甲事实"),
        on=later(1),
        **more,
    )


def test_the_merged_case_ends_with_its_pointer_and_the_other_gets_a_later_find_with_texts_and_files(w):
    first, second = two(w)
    kept = paper(w, second, "consultation_record", evidence=(picture(),))
    found = merge(w, second, first)
    second.refresh_from_db()
    assert (second.document_state, second.merged_into_id) == ("merged", first.pk)
    assert list(first.merged.all()) == [second]
    assert (found.suggestion_id, found.kind) == (first.pk, "later_find")
    assert found.text.startswith(REASON) and second.title in found.text
    assert second.current_letter.contents["facts"] in found.text
    copied = Attachment.objects.get(about=f"casepaper:{found.pk}")
    assert (copied.suggestion_id, copied.shown_to) == (first.pk, "internal")
    assert copied.blob_id == second.attachments.get().blob_id and second.papers.get() == kept
    last = second.events.last()
    assert (last.step, last.from_state, last.to_state, last.details) == ("merge", "draft", "merged", {"into": first.pk})
    assert last.words.text == REASON and first.events.last().step == "make"
    assert ledger.breaks(second) == [] and ledger.breaks(Suggestion.objects.get(pk=first.pk)) == []


def test_a_merged_case_is_an_open_duty_nowhere_and_takes_no_step_any_more(w):
    first, second = two(w)
    made = paper(w, second, "opening_decision")
    assert made.is_awaiting and second.clocks.running().exists()
    merge(w, second, first)
    second = Suggestion.objects.get(pk=second.pk)
    made.refresh_from_db()
    assert not second.clocks.running().exists() and not second.papers.get().is_awaiting
    for person in (w.handling, w.head, w.chief):
        assert second.pk not in {line.suggestion.pk for line in my_tasks.lines(access(person, later(3)))}
    with pytest.raises(Refused):
        paper(w, second, "later_find")
    with pytest.raises(Stale):
        merge(w, second, first)
    with pytest.raises(Stale):
        drafting.drop(access=access(w.chief, later(3)), at=at(later(3)), suggestion=second, reason="无违法情形。")


def test_who_handles_the_other_case_reads_the_merged_one(w):
    first, second = two(w)
    second.members.filter(person=w.second).update(to_at=at())
    assert not Suggestion.objects.visible_to(access(w.second)).filter(pk=second.pk).exists()
    merge(w, second, first)
    assert Suggestion.objects.visible_to(access(w.second)).filter(pk=second.pk).exists()


def test_only_who_handles_it_and_is_on_the_other_case_merges_it(w):
    first, second = two(w)
    with pytest.raises(NotAllowed):
        merge(w, second, first, who=w.chief)
    first.members.all().delete()
    Suggestion.objects.filter(pk=first.pk).update(handling_prosecutor=w.second)
    with pytest.raises(NotAllowed):
        merge(w, second, first)


@pytest.mark.parametrize("other", ["itself", "another kind", "another unit", "an issued letter"])
def test_the_other_is_open_and_against_the_same_unit_and_its_letter_is_not_issued(w, other):
    case = factories.drafted(w, "public_interest")
    into = {
        "itself": lambda: case,
        "another kind": lambda: factories.drafted(w),
        "another unit": lambda: factories.opened(w, "public_interest", unit=factories.court(w)),
        "an issued letter": lambda: factories.served(w, "public_interest"),
    }[other]()
    with pytest.raises(Refused) as refused:
        merge(w, case, into)
    assert refused.value.field == "into" and "69" in refused.value.article
    if other != "itself":
        why = merging.why_not(case, into, access=access(w.handling))
        assert {"another kind": "public interest", "another unit": "unit", "an issued letter": "issued"}[other] in why


def test_what_is_warned_of_says_whether_it_can_be_merged_and_if_not_why(w):
    w.problem_category = categories.add(access=None, at=at(), zh="环境", en="Environment", code="environment")
    _first, second, served = *two(w), factories.served(w, "public_interest")
    found = drafts_presenter.twin_checks(second, access(w.handling))
    notes = {str(item.text).split()[-1]: str(item.note) for item in found}
    assert notes.pop(served.letter.document_number).endswith(
        "Its letter is issued already: a later find is merged before that."
    )
    [other] = notes.values()
    assert "This case can be merged into it" in other


def test_the_reason_is_asked_and_a_case_in_review_is_merged_too(w):
    first, second = factories.drafted(w, "public_interest"), factories.submitted(w, "public_interest")
    with pytest.raises(Refused):
        merge(w, second, first, reason=" ")
    assert not first.papers.exists()
    merge(w, second, first)
    second.refresh_from_db()
    assert (second.document_state, second.gate) == ("merged", "")
    with pytest.raises(Refused, match="merged"):
        recusing.ask(
            access=access(w.handling, later(4)),
            at=at(later(4)),
            suggestion=second,
            person=w.handling,
            asked_by="self",
            ground="relation",
            manner="written",
            on=later(4),
        )


def test_figures_count_the_two_cases_once(w):
    first, second = factories.drafted(w, "public_interest"), factories.drafted(w, "public_interest")
    merge(w, second, first)
    Suggestion.objects.filter(pk=first.pk).update(document_state="issued", issued_on=later(4))
    chosen = SuggestionFilter(origin=first.origin).suggestions(access=access(w.manager, later(9)), on=later(9))
    counted = tallies.count(suggestions=chosen, figures=FIGURES.values(), on=later(9))
    assert counted["issued"].part == 1
