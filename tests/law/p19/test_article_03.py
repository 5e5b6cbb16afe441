"""P19 Art. 3: which procuratorate may address a unit, and by which way."""

import pytest
from django.utils import translation

from organs.actions import units
from organs.refusals import Refused
from suggestions.actions import consulting, drafting, issuing
from suggestions.documents import completeness
from suggestions.rules.kinds import Route
from tests import factories
from tests.factories import DAY, access, at, picture
from tests.law.rules import also, noted

READING = (
    "That a unit of the own case in another place is written to directly is our reading: Art. 3(4) does not say so."
)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def organ(w, level, region, kind="government_department"):
    """Returns a unit of that level and area."""
    name = f"{level}{region}主管机关"
    return units.register(access=None, at=at(), name=name, kind=kind, level=level, region_code=region, origin=w.origin)


def draft_to(w, unit, **facts):
    """Returns a complete draft to a unit, on a route."""
    suggestion = factories.opened(w, unit=unit, **facts)
    head = factories.head(w, unit=unit, **facts)
    drafting.save(access=access(w.handling), at=at(), suggestion=suggestion, head=head, body=factories.body())
    suggestion.refresh_from_db()
    return suggestion


def lacking(suggestion):
    found = completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=DAY)
    return [(check.anchor, str(check.article)) for check in found]


@noted(READING)
@pytest.mark.parametrize(
    ("level", "region", "kind", "addressed_as"),
    [
        ("basic", "652328", "government_department", ""),
        ("", "652328", "enterprise", ""),
        ("provincial", "65", "government_department", "involved"),
        ("basic", "652325", "school", "involved"),
        ("provincial", "65", "enterprise", "other"),
    ],
)
def test_a_letter_goes_directly_to_the_unit_of_the_case_an_organ_of_the_own_level_or_another_unit(
    w, level, region, kind, addressed_as
):
    """3(1): A procuratorate suggests directly to the unit of its own case, to the competent organ of its level, and to
    other units concerned."""
    assert lacking(draft_to(w, organ(w, level, region, kind), addressed_as=addressed_as)) == []


@also(
    "tests/suggestions/rules/test_routes.py::test_an_organ_stands_beside_a_county",
    "tests/suggestions/actions/test_reporting_up.py::test_the_office_above_decides_anew_and_issues_with_its_own_number",
    "tests/suggestions/actions/test_reporting_up.py::test_a_recipient_above_both_is_reported_on_level_by_level",
    "tests/suggestions/actions/test_reporting_up.py::test_the_lower_office_never_issues_it_and_the_one_above_sees_the_text",
    "tests/suggestions/actions/test_reporting_up.py::test_it_is_given_back_with_reasons_and_the_text_may_be_reopened",
)
@pytest.mark.parametrize("route", [Route.DIRECT, Route.CONSULTED, Route.INSTRUCTED])
def test_a_county_does_not_write_to_an_organ_of_the_province(w, route):
    """3(2): To a competent organ above the own level, other than the unit of the case, the procuratorate reports level by
    level so that the one of the recipient's level decides and issues, or drafts a letter that that one reviews and
    forwards."""
    suggestion = draft_to(w, organ(w, "provincial", "65"), route=route, addressed_as="competent")
    assert ("addressed_as", "Provisions, Art. 3(2)") in lacking(suggestion)
    with pytest.raises(Refused, match=r"Report level by level.*Art. 3\(2\)"):
        drafting.submit(access=access(w.handling), at=at(), suggestion=suggestion)


def issue(w, suggestion):
    issuing.issue(access=access(w.registrar), at=at(), suggestion=suggestion)


def approve(w, suggestion):
    drafting.submit(access=access(w.handling), at=at(), suggestion=suggestion)
    factories.sign_all(w, suggestion)
    return suggestion


def asked(w, suggestion, *, of, office, has_agreed):
    opinion = consulting.ask(
        access=access(w.handling),
        at=at(),
        suggestion=suggestion,
        asked_of=of,
        office=office,
        questions="请审核。",
        on=DAY,
    )
    if has_agreed is not None:
        consulting.record(
            access=access(w.handling),
            at=at(),
            opinion=opinion,
            answer="经研究。",
            has_agreed=has_agreed,
            on=DAY,
            evidence=(picture("复函.png"),),
        )


@pytest.mark.slow
def test_a_letter_that_is_forwarded_waits_for_the_review_of_the_procuratorate_of_that_level(w):
    """3(2)(forward): A letter that the procuratorate of the recipient's level reviews and forwards is issued only after
    that review."""
    unit = organ(w, "prefecture", "6523")
    suggestion = approve(w, draft_to(w, unit, route=Route.FORWARDED, addressed_as="competent"))
    for has_agreed, words in ((None, "not asked for"), (False, "does not forward")):
        with pytest.raises(Refused, match=words):
            issue(w, suggestion)
        asked(w, suggestion, of="higher", office=w.prefecture, has_agreed=has_agreed or False)
    asked(w, suggestion, of="higher", office=w.prefecture, has_agreed=True)
    issue(w, suggestion)
    assert suggestion.document_state == "issued"


@also(
    "tests/suggestions/actions/test_clues.py::"
    "test_the_chief_of_the_higher_office_alone_instructs_an_office_below_to_suggest",
    "tests/suggestions/actions/test_clues.py::"
    "test_an_instruction_lands_at_the_lower_office_and_is_seen_by_both_but_by_no_other",
    "tests/suggestions/actions/test_clues.py::"
    "test_an_instruction_leads_to_a_draft_or_is_answered_with_reasons_and_is_neither_closed_nor_transferred",
)
def test_a_prefecture_does_not_write_to_an_organ_of_its_county(w):
    """3(3): To a unit of a lower level the corresponding lower procuratorate is instructed to suggest (指令)."""
    suggestion = draft_to(w, organ(w, "basic", "652328"), route=Route.INSTRUCTED)
    assert lacking(suggestion) == [("route_papers", "Provisions, Art. 3")]
    type(suggestion).objects.filter(pk=suggestion.pk).update(procuratorate=w.prefecture, depth=3, anc4=None)
    suggestion.refresh_from_db()
    assert ("addressed_as", "Provisions, Art. 3(3)") in lacking(suggestion)


@pytest.mark.slow
@also(
    "tests/suggestions/actions/test_consulting.py::"
    "test_a_procuratorate_that_disagrees_leads_to_the_common_superior_whose_decision_is_awaited"
)
def test_to_a_unit_in_another_place_the_opinion_of_the_procuratorate_there_is_answered_before_issue(w):
    """3(4): To a unit in another place the opinion of the procuratorate there must be sought; where it disagrees, the
    common superior decides."""
    unit = organ(w, "basic", "652325")
    assert ("addressed_as", "Provisions, Art. 3(4)") in lacking(draft_to(w, unit))
    suggestion = approve(w, draft_to(w, unit, route=Route.CONSULTED))
    with pytest.raises(Refused, match="must be sought"):
        issue(w, suggestion)
    asked(w, suggestion, of="procuratorate", office=w.sibling, has_agreed=False)
    with pytest.raises(Refused, match="common superior"):
        issue(w, suggestion)
    asked(w, suggestion, of="superior", office=w.prefecture, has_agreed=True)
    issue(w, suggestion)
    assert suggestion.document_state == "issued"
