"""What a draft lacks is named with the article that asks for it, for every kind and each of its contents."""

from datetime import date

import pytest
from django.utils import translation

from desk.case import waiting
from organs.models import Unit
from suggestions.actions import drafting, issuing
from suggestions.documents import completeness
from suggestions.documents.completeness import Incomplete
from suggestions.models import LetterVersion, MeasureText, Suggestion
from suggestions.rules.case_papers import COURTS
from suggestions.rules.kinds import KINDS
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Written from the sources, not from the table: both articles number their items.
ARTICLE_16 = {
    "source": "Provisions, Art. 16(2)(1)",
    "facts": "Provisions, Art. 16(2)(2)",
    "problems": "Provisions, Art. 16(2)(3)",
    "measures": "Provisions, Art. 16(2)(4)",
    "objection_period": "Provisions, Art. 16(2)(5)",
    "reply_period": "Provisions, Art. 16(2)(6)",
}
ARTICLE_75 = {
    key: f"PIL Case Rules, Art. 75({item})"
    for item, key in enumerate(("source", "facts", "problems", "legal_ground", "measures", "reply_period"), start=2)
}
CASES = [(kind, key) for kind in sorted(KINDS) for key in (ARTICLE_75 if kind == "public_interest" else ARTICLE_16)]


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.drafts = {kind: factories.drafted(w, kind) for kind in KINDS}
    return w


@pytest.fixture
def w(built, db):
    return built


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def lacking(suggestion: Suggestion, *, on: date = factories.DAY) -> list[completeness.Check]:
    fresh = Suggestion.objects.get(pk=suggestion.pk)
    return completeness.missing(suggestion=fresh, letter=fresh.letter, on=on)


def take_out(suggestion: Suggestion, key: str) -> None:
    """Leaves one content out of a complete draft."""
    letter = LetterVersion.objects.get(suggestion=suggestion)
    if key == "measures":
        suggestion.measures.update(text=None)
        MeasureText.objects.filter(letter=letter).delete()
    elif key.endswith("_period"):
        setattr(letter, key.replace("period", "amount"), None)
    else:
        letter.contents = letter.contents | {key: "  "}
    letter.save()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_complete_draft_lacks_nothing(w, kind):
    assert lacking(w.drafts[kind]) == []


@pytest.mark.parametrize(("kind", "key"), CASES)
def test_a_content_left_out_is_named_with_its_article(w, kind, key):
    take_out(w.drafts[kind], key)
    found = lacking(w.drafts[kind])
    expected = (ARTICLE_75 if kind == "public_interest" else ARTICLE_16)[key]
    assert [(check.anchor, str(check.article)) for check in found] == [(key, expected)]
    assert found[0].text


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_other_matters_may_be_left_out(w, kind):
    take_out(w.drafts[kind], "other")
    assert lacking(w.drafts[kind]) == []


PARTS = {
    "investigation": ("Provisions, Art. 13", lambda s: s.investigations.update(state="refused")),
    "conclusion_report": ("Provisions, Art. 15(2)", lambda s: s.versions.update(conclusion_report=" ")),
    "route_papers": ("Provisions, Art. 3", lambda s: change(s, route="instructed")),
    "unit": (
        "Provisions, Art. 16",
        lambda s: Unit.objects.filter(pk=s.unit_id).update(is_placeholder=True),
    ),
    "measure-1-text": ("Provisions, Art. 16(2)(4)", lambda s: first_measure(s).update(text="")),
    "measure-1-criterion": ("needed for follow-up; not law", lambda s: first_measure(s).update(criterion="")),
    "measure-1-legal_basis": ("Provisions, Art. 16(2)(4)", lambda s: first_measure(s).update(legal_basis="")),
}


def change(suggestion: Suggestion, **values) -> None:
    Suggestion.objects.filter(pk=suggestion.pk).update(**values)


def first_measure(suggestion: Suggestion):
    return MeasureText.objects.filter(letter__suggestion=suggestion, position=1)


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_paper_of_the_case_that_is_missing_is_named_with_its_article(w, part):
    article, leave_out = PARTS[part]
    suggestion = w.drafts["social_governance"]
    leave_out(suggestion)
    [check] = lacking(suggestion)
    assert str(check.article) == article
    assert check.anchor == part


@pytest.mark.parametrize("kind", sorted(COURTS))
def test_nobody_decides_on_a_letter_to_a_court_before_the_report_that_ends_its_review(w, kind):
    suggestion = w.drafts[kind]
    suggestion.papers.filter(kind="review_report").delete()
    suggestion.versions.update(conclusion_report="")
    [check] = lacking(suggestion)
    of_procedure = (
        "Administrative Supervision Rules, Art. 52" if "administrative" in kind else "Civil Supervision Rules, Art. 48"
    )
    assert str(check.article).startswith(of_procedure) and ";" not in str(check.article)
    assert check.step == "paper.make.review_report"
    with pytest.raises(Incomplete, match="Report that concludes the review"):
        drafting.submit(access=factories.access(w.handling), at=factories.at(), suggestion=suggestion)
    factories.reviewed(w, suggestion)
    assert lacking(suggestion) == []
    drafting.submit(access=factories.access(w.handling), at=factories.at(), suggestion=suggestion)


@pytest.mark.parametrize("kind", ["retrial_administrative", "violation_civil_trial"])
def test_a_letter_that_is_under_review_or_approved_without_its_report_goes_no_further(w, kind):
    """As those are that were submitted before the rule was kept here."""
    suggestion = factories.submitted(w, kind)
    suggestion.papers.filter(kind="review_report").delete()
    [wait] = [
        each
        for each in waiting.waits(waiting.load(Suggestion.objects.filter(pk=suggestion.pk)).get())
        if each.step == "paper.make.review_report"
    ]
    assert wait.relation == "handling"
    with pytest.raises(Incomplete, match="Report that concludes the review"):
        factories.sign(w, suggestion, w.head)
    factories.reviewed(w, suggestion)
    factories.sign(w, suggestion, w.head)
    approved = factories.approved(w, kind)
    approved.papers.filter(kind="review_report").delete()
    with pytest.raises(Incomplete, match="Report that concludes the review"):
        issuing.issue(access=factories.access(w.registrar), at=factories.at(), suggestion=approved)
    factories.reviewed(w, approved, factories.later(2))
    issuing.issue(
        access=factories.access(w.registrar, factories.later(3)),
        at=factories.at(factories.later(3)),
        suggestion=approved,
    )
    assert approved.document_state == "issued"


@pytest.mark.parametrize(
    ("kind", "key", "typed"),
    [
        ("retrial_civil", "facts", "现查明：借款未交付。"),
        ("violation_civil_trial", "problems", " 本院认为，公告送达不当。"),
    ],
)
def test_words_that_the_letter_prints_before_a_text_are_not_typed_again(w, kind, key, typed):
    letter = LetterVersion.objects.get(suggestion=w.drafts[kind])
    letter.contents = letter.contents | {key: typed}
    letter.save()
    [check] = lacking(w.drafts[kind])
    assert check.anchor == key
    assert typed.strip()[:3] in check.text
    letter.contents = letter.contents | {key: "经" + typed.strip()}
    letter.save()
    assert lacking(w.drafts[kind]) == []


def test_a_period_that_the_rule_does_not_allow_is_named(w):
    w.drafts["social_governance"].versions.update(reply_amount=5)
    [check] = lacking(w.drafts["social_governance"])
    assert (check.anchor, str(check.article)) == ("reply_period", "Provisions, Art. 19, 30")
    assert "2 months" in check.text


def test_a_rule_that_was_not_in_force_is_named_and_breaks_nothing(w):
    [check] = lacking(w.drafts["social_governance"], on=date(2017, 5, 1))
    assert "is not in force on 2017-05-01" in check.text


def test_all_that_is_missing_is_named_at_once_and_nothing_is_submitted(w):
    suggestion = w.drafts["public_interest"]
    seq = suggestion.seq
    for key in ("source", "measures", "reply_period"):
        take_out(suggestion, key)
    with pytest.raises(Incomplete) as refusal:
        drafting.submit(access=factories.access(w.handling), at=factories.at(), suggestion=suggestion)
    assert [check.anchor for check in refusal.value.missing] == ["source", "measures", "reply_period"]
    assert str(refusal.value).count("PIL Case Rules, Art. 75") == 3
    suggestion.refresh_from_db()
    assert (suggestion.document_state, suggestion.seq) == ("draft", seq)


def test_what_is_met_is_listed_too(w):
    suggestion = w.drafts["social_governance"]
    found = completeness.checks(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY)
    assert all(check.is_met for check in found)
    assert {"source", "facts", "problems", "objection_period", "reply_period", "measure-2-criterion"} <= {
        check.anchor for check in found
    }
