"""Pages, clocks and papers cite the article of the procedure of their own case, and never two procedures at once."""

import pytest
from django.utils import translation

from suggestions.actions import objecting
from suggestions.documents import composing
from suggestions.documents.document_kinds import KINDS as DOCUMENTS
from suggestions.rules import kind_versions, kinds
from suggestions.rules.case_papers import CASE_PAPERS, ROWS
from suggestions.rules.lifecycle import TABLE as LIFECYCLE
from suggestions.rules.term_rows import CIVIL, TERMS
from suggestions.rules.tracks import TABLE as TRACKS
from tests import factories
from tests.factories import access, at
from tests.law.clocks import TODAY

#: Of each kind whose procedure says it: the decision, the notice to the parties, and the answer to an objection.
OF_COURTS = {
    "retrial_civil": ("Civil Rules, Art. 87", "Civil Supervision Rules, Art. 87", "Civil Rules, Art. 122"),
    "violation_civil_trial": ("Civil Rules, Art. 102", "Civil Supervision Rules, Art. 102", "Civil Rules, Art. 122"),
    "violation_civil_enforcement": (
        "Civil Rules, Art. 108",
        "Civil Supervision Rules, Art. 108",
        "Provisions on Supervision of Civil Enforcement (2016), Art. 17",
    ),
    "retrial_administrative": (
        "Administrative Rules, Art. 92",
        "Administrative Supervision Rules, Art. 92",
        "Administrative Rules, Art. 128",
    ),
    "violation_administrative_trial": (
        "Administrative Rules, Art. 106",
        "Administrative Supervision Rules, Art. 106",
        "Administrative Rules, Art. 128",
    ),
    "violation_administrative_enforcement": (
        "Administrative Rules, Art. 113",
        "Administrative Supervision Rules, Art. 113",
        "Administrative Rules, Art. 128",
    ),
}


def cited(kind: str, step: str) -> str:
    row = {**LIFECYCLE.steps, **TRACKS.steps}[step]
    return str(kind_versions.article(kind=kind, name=step, default=row.article, on=TODAY))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("kind", "articles"), OF_COURTS.items())
def test_of_a_court_decision_notice_and_objection_follow_the_rules_of_its_procedure(kind, articles):
    decision, notice, objection = articles
    assert str(kinds.KINDS[kind].on(TODAY).gates[-1].article) == decision == cited(kind, "document.approve")
    assert str(CASE_PAPERS["party_notice"].article_of(kind)) == notice
    assert {cited(kind, f"objection.{step}") for step in ("raise", "take_up", "uphold", "reject")} == {objection}


@pytest.mark.parametrize(
    ("kind", "article"),
    [
        ("retrial_civil", "Civil Rules, Art. 87"),
        ("retrial_administrative", "Administrative Rules, Art. 92"),
        ("public_interest", "PIL Case Rules, Art. 75"),
        ("social_governance", "Provisions, Art. 21"),
        ("violation_civil_trial", "Provisions, Art. 21"),
    ],
)
def test_filing_rests_on_the_article_that_its_form_prints(kind, article):
    assert cited(kind, "filing.file") == article
    number = article.rpartition(" ")[2]
    chinese = {"87": "第八十七条", "92": "第九十二条", "75": "第七十五条", "21": "第二十一条"}[number]
    assert kinds.KINDS[kind].on(TODAY).filing.ground.endswith(chinese)


@pytest.mark.parametrize(
    ("key", "kind", "article"),
    [
        (
            "filing",
            "retrial_civil",
            "Civil Supervision Rules (2021), Art. 87; the five days: Provisions (2019), Art. 21",
        ),
        ("filing", "social_governance", "Provisions on Procuratorial Suggestions (2019), Art. 21"),
        ("serve_retrial", "retrial_civil", "Civil Supervision Rules (2021), Art. 87"),
        ("serve_retrial", "retrial_administrative", "Administrative Supervision Rules (2021), Art. 92"),
        ("serve_court", "violation_civil_enforcement", "Civil Supervision Rules (2021), Art. 108"),
        ("retrial_court", "retrial_civil", "Supreme Court on civil procedure (2022), Art. 417"),
        ("retrial_court", "retrial_administrative", "Supreme Court on administrative litigation (2018), Art. 126"),
        (
            "answer_objection",
            "violation_administrative_trial",
            "Administrative Supervision Rules (2021), Art. 128: within the prescribed period; the number of days is set by "
            "the office",
        ),
        (
            "slack_enforcement",
            "violation_civil_enforcement",
            "Provisions on Supervision of Civil Enforcement (2016), Art. 10 [not verified]",
        ),
    ],
)
def test_a_clock_cites_the_article_of_its_kind(key, kind, article):
    assert TERMS.on(key, TODAY).cited(kind, on=TODAY) == article


def test_a_clock_that_began_under_the_provisions_alone_keeps_citing_them():
    early = kinds.KINDS["retrial_civil"].versions[1].valid_from.replace(year=2020)
    assert TERMS.on("filing", early).cited("retrial_civil", on=early).endswith("Suggestions (2019), Art. 21")


def test_no_paper_or_clock_of_a_court_names_the_rules_of_the_other_procedure():
    for kind in OF_COURTS:
        other = "Administrative" if kind in CIVIL else "Civil Supervision Rules"
        said = [str(row.article_of(kind)) for row in ROWS if kind in row.kinds]
        terms = [term for term in TERMS if term.applies_to(kind) and term.kinds and term.key != "recusal"]
        said += [term.cited(kind, on=TODAY) for term in terms if term.is_in_force(TODAY, kind_key=kind)]
        assert [words for words in said if other in words] == []


def test_of_public_interest_the_chief_decides_under_its_own_rules():
    version = kinds.KINDS["public_interest"].on(TODAY)
    assert [str(gate.article) for gate in version.gates] == ["PIL Case Rules, Art. 7", "PIL Case Rules, Art. 75"]
    assert [str(gate.article) for gate in kinds.KINDS["social_governance"].on(TODAY).gates] == [
        "Practice",
        "Provisions, Art. 17",
        "Provisions, Art. 15",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        ("violation_civil_trial", "《人民检察院民事诉讼监督规则》第一百二十二条"),
        ("violation_administrative_trial", "《人民检察院行政诉讼监督规则》第一百二十八条"),
        (
            "violation_civil_enforcement",
            "《最高人民法院、最高人民检察院关于民事执行活动法律监督若干问题的规定》第十七条",
        ),
        ("social_governance", "《人民检察院检察建议工作规定》第二十三条"),
    ],
)
def test_the_answer_to_an_objection_rests_on_the_article_that_the_letter_promised(w, kind, ground):
    suggestion = factories.served(w, kind)
    on = factories.later(5)
    rejected = objecting.object_to(
        access=access(w.liaison, on), at=at(on), suggestion=suggestion, grounds="所指情形与事实不符"
    )
    objecting.take_up(access=access(w.handling, on), at=at(on), objection=rejected)
    objecting.decide(
        access=access(w.chief, on), at=at(on), objection=rejected, result="rejected", reasons="经复核，理由不成立"
    )
    said = "".join(block.text for block in composing.sheet(DOCUMENTS["objection_decision"], rejected).blocks)
    assert f"依照{ground}进行了复核" in said
