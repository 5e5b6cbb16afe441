"""Upward: the office above decides and issues in its own name, with its own number and seal, or gives the text back (P19 Art. 3(2))."""

from types import SimpleNamespace

import pytest

from organs.actions import procuratorates
from organs.models import Post
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.actions import drafting, issuing, reporting_up, series
from suggestions.documents import routing
from suggestions.models import Suggestion
from suggestions.rules import number_patterns
from tests import factories
from tests.factories import access, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def up(w):
    """A case of the county for a unit of the prefecture, and who works up there."""
    w.unit.level, w.unit.region_code = "prefecture", "6523"
    w.unit.save()
    there = {"procuratorate": w.prefecture}
    w.above = factories.person("above", "乙市检察长", Role.CHIEF, **there)
    w.above_prosecutor = factories.person("above_prosecutor", "乙市检察官", Role.PROSECUTOR, **there)
    w.above_head = factories.person("above_head", "乙市部门负责人", Role.DEPARTMENT_HEAD, **there)
    w.above_policy = factories.person("above_policy", "乙市审核人", Role.POLICY_REVIEWER, **there)
    w.above_office = factories.person("above_office", "乙市办公室", Role.REGISTRAR, **there)
    return w


def approved(w) -> Suggestion:
    suggestion = factories.drafted(w, addressed_as="competent")
    Suggestion.objects.filter(pk=suggestion.pk).update(route="reported")
    drafting.submit(access=access(w.handling), at=at(), suggestion=suggestion)
    factories.sign_all(w, suggestion)
    return Suggestion.objects.get(pk=suggestion.pk)


def reported(w) -> Suggestion:
    suggestion = approved(w)
    reporting_up.report(
        access=access(w.handling), at=at(), suggestion=suggestion, report="属市级主管机关职责，报请决定。"
    )
    return Suggestion.objects.get(pk=suggestion.pk)


def taken_up(w) -> Suggestion:
    suggestion = reported(w)
    reporting_up.take_up(access=access(w.above), at=at(), suggestion=suggestion, handling_prosecutor=w.above_prosecutor)
    return Suggestion.objects.get(pk=suggestion.pk)


def test_the_lower_office_never_issues_it_and_the_one_above_sees_the_text(up):
    suggestion = reported(up)
    with pytest.raises(Refused):
        issuing.issue(access=access(up.registrar), at=at(), suggestion=suggestion)
    assert suggestion.reported_to == up.prefecture
    assert Suggestion.objects.visible_to(access(up.above)).filter(pk=suggestion.pk).exists()
    assert not Suggestion.objects.visible_to(access(up.above_prosecutor)).filter(pk=suggestion.pk).exists()
    with pytest.raises(Stale):
        reporting_up.report(access=access(up.handling), at=at(), suggestion=suggestion, report="再报")


def test_the_office_above_decides_anew_and_issues_with_its_own_number(up):
    suggestion = taken_up(up)
    assert (suggestion.document_state, suggestion.procuratorate, suggestion.issued_by, suggestion.drafted_by) == (
        "draft",
        up.prefecture,
        up.prefecture,
        up.county,
    )
    assert suggestion.handling_prosecutor == up.above_prosecutor and suggestion.anc3 == up.prefecture.pk
    assert suggestion.anc4 is None
    assert not suggestion.current_letter.approvals.filter(voided_at__isnull=True).exists()
    series.define(
        access=None,
        at=at(),
        procuratorate=up.prefecture,
        kind=suggestion.kind,
        pattern=number_patterns.pattern_of("乙市检建"),
        mode="own",
        origin="live",
    )
    drafting.submit(access=access(up.above_prosecutor), at=at(), suggestion=suggestion)
    factories.sign_all(SimpleNamespace(policy=up.above_policy, head=up.above_head, chief=up.above), suggestion)
    issuing.issue(access=access(up.above_office), at=at(), suggestion=Suggestion.objects.get(pk=suggestion.pk))
    issued = Suggestion.objects.get(pk=suggestion.pk)
    assert issued.current_letter.document_number == "乙市检建〔2026〕1号"
    assert issued.filings.get().higher == up.province
    assert Suggestion.objects.visible_to(access(up.handling)).filter(pk=suggestion.pk).exists()  # who drafted reads it


def test_nobody_of_the_office_below_works_on_it_any_more(up):
    suggestion = taken_up(up)
    for person in (up.handling, up.head, up.chief):
        assert not Suggestion.objects.visible_to(access(person)).filter(pk=suggestion.pk).exists()


def test_it_is_given_back_with_reasons_and_the_text_may_be_reopened(up):
    suggestion = reported(up)
    with pytest.raises(Refused):
        reporting_up.send_down(access=access(up.above), at=at(), suggestion=suggestion, reason="")
    reporting_up.send_down(access=access(up.above), at=at(), suggestion=suggestion, reason="事实不清")
    suggestion = Suggestion.objects.get(pk=suggestion.pk)
    assert suggestion.reported_to is None and suggestion.document_state == "approved"
    assert not Suggestion.objects.visible_to(access(up.above)).filter(pk=suggestion.pk).exists()


def test_who_takes_it_up_and_for_whom_is_held_fast(up):
    suggestion = reported(up)
    for person in (up.chief, up.handling, up.above_prosecutor):
        with pytest.raises(NotAllowed):
            reporting_up.take_up(
                access=access(person), at=at(), suggestion=suggestion, handling_prosecutor=up.above_prosecutor
            )
    with pytest.raises(Refused):
        reporting_up.take_up(access=access(up.above), at=at(), suggestion=suggestion, handling_prosecutor=up.handling)
    with pytest.raises(Refused):
        reporting_up.take_up(
            access=access(up.above),
            at=at(),
            suggestion=suggestion,
            handling_prosecutor=up.above_prosecutor,
            department=up.department,
        )


def test_a_recipient_above_both_is_reported_on_level_by_level(up):
    up.unit.level, up.unit.region_code = "provincial", "65"
    up.unit.save()
    suggestion = taken_up(up)
    assert routing.is_to_be_reported(suggestion)


def test_a_letter_of_another_route_is_not_reported(up):
    with pytest.raises(Refused):
        reporting_up.report(access=access(up.handling), at=at(), suggestion=factories.approved(up), report="报请")


def test_the_department_that_takes_it_up_is_one_of_the_prosecutors(up):
    suggestion = reported(up)
    theirs, other = (
        procuratorates.open_department(access=None, at=at(), procuratorate=up.prefecture, name=name, lines=[])
        for name in ("第四检察部", "第一检察部")
    )
    Post.objects.filter(person=up.above_prosecutor).update(department=theirs)
    facts = {"access": access(up.above), "at": at(), "suggestion": suggestion}
    with pytest.raises(Refused) as refused:
        reporting_up.take_up(**facts, handling_prosecutor=up.above_prosecutor, department=other)
    assert refused.value.field == "department"
    reporting_up.take_up(**facts, handling_prosecutor=up.above_prosecutor, department=theirs)
    assert Suggestion.objects.get(pk=suggestion.pk).department == theirs
