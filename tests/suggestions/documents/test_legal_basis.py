"""On which law a letter is raised: a row for each kind, by the day of the case, marked for reviewers where nobody read it."""

from datetime import date

import pytest
from django.utils import translation

from desk.office import drafts_presenter
from suggestions.actions import categories
from suggestions.documents import completeness, composing, legal_basis
from suggestions.documents.document_kinds import LETTER
from suggestions.models import ProblemCategory, Suggestion
from suggestions.rules import kinds
from suggestions.rules.legal_bases import KEY, ROWS, names_article
from tests import factories

CODE, LAW_BEFORE = "《中华人民共和国生态环境法典》第一千零七十六条", "《中华人民共和国环境保护法》第十条"


def test_every_kind_has_a_row_and_every_letter_a_place():
    assert set(ROWS) == set(kinds.KINDS)
    assert all(version.content(KEY) for kind in kinds.KINDS.values() for version in kind.versions)
    texts = {composing.text_that_came_along(LETTER.text_for(kind)) for kind in kinds.KINDS}
    assert all("{提出建议的法律依据}" in text for text in texts)


@pytest.mark.parametrize(
    ("basis", "names_one"),
    [
        ("《奶业条例》", False),
        ("《奶业条例》第三条", True),
        ("《食品安全法》第 34 条第一款", True),
        ("《食品安全法》第一百二十三条之一", True),
        ("《食品安全法》条文", False),
        ("", False),
    ],
)
def test_a_basis_names_an_article_or_only_a_law(basis, names_one):
    assert names_article(basis) is names_one


def test_it_is_required_of_public_interest_alone():
    required = {key for key, kind in kinds.KINDS.items() if kind.versions[-1].content(KEY).required}
    assert required == {"public_interest"}


@pytest.mark.parametrize(
    ("facts_on", "there", "gone"),
    [
        (date(2026, 8, 15), CODE, LAW_BEFORE),
        (date(2026, 8, 14), LAW_BEFORE, CODE),
        (None, "《中华人民共和国行政诉讼法》第二十五条第四款", CODE),
    ],
)
def test_the_environment_rests_on_the_code_from_its_first_day_on(facts_on, there, gone):
    sentence = ROWS["public_interest"].sentence(on=date(2026, 8, 20), facts_on=facts_on)
    assert there in sentence and gone not in sentence


def test_civil_procedure_is_cited_by_the_numbers_of_the_day():
    row = ROWS["retrial_civil"]
    found = [row.sentence(on=day) for day in (date(2021, 12, 31), date(2022, 1, 1), date(2024, 1, 1))]
    assert ["二百零八条" in found[0], "二百一十五条" in found[1], "二百一十九条" in found[2]] == [True] * 3


def test_before_anything_was_law_nothing_is_proposed():
    assert ROWS["other"].sentence(on=date(2018, 12, 31)) == ""


@pytest.mark.django_db
class TestLetter:
    def test_a_draft_without_it_is_not_complete_and_the_article_says_why(self, w):
        suggestion = factories.drafted(w, "public_interest", contents={**factories.body().contents, KEY: ""})
        [check] = completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY)
        assert (check.anchor, str(check.article)) in {
            (KEY, "公益诉讼办案规则第七十五条第（五）项"),
            (KEY, "PIL Case Rules, Art. 75(5)"),
        }

    def test_it_stands_in_the_sentence_that_proposes_without_its_mark(self, w):
        basis = ROWS["public_interest"].sentence(on=factories.DAY) + "，"
        contents = factories.body("public_interest").contents | {KEY: basis}
        suggestion = factories.drafted(w, "public_interest", contents=contents)
        said = [block.text for block in composing.letter(suggestion.letter).blocks]
        assert f"{basis}现向你单位提出如下检察建议：" in said
        assert not any("核实" in text for text in said[-8:])
        assert legal_basis.not_verified(suggestion.letter) == [
            "《最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释》第二十一条"
        ]

    def test_without_it_the_letter_of_another_kind_has_no_gap(self, w):
        suggestion = factories.drafted(w)
        texts = [block.text for block in composing.letter(suggestion.letter).blocks]
        assert "为此，向你单位提出如下检察建议：" in texts

    def test_a_draft_begins_with_the_row_of_its_own_day_and_problem(self, w):
        suggestion = factories.opened(w, "public_interest")
        suggestion.problem_category = ProblemCategory(code="RIVER", zh="河湖", en="Rivers", is_environmental=True)
        for day, article in ((date(2026, 8, 20), CODE), (date(2026, 8, 1), LAW_BEFORE)):
            suggestion.investigation_decided_on = day
            assert article in legal_basis.proposed(suggestion)

    def test_a_draft_opens_with_it_and_nothing_is_missing(self, w):
        suggestion = factories.opened(w, "public_interest")
        assert suggestion.letter.contents == {KEY: legal_basis.proposed(suggestion)}
        lacking = completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY)
        assert KEY not in {check.anchor for check in lacking} and "facts" in {check.anchor for check in lacking}

    def test_one_that_nobody_edited_follows_day_and_category_and_an_edited_one_stays_with_a_word(self, w):
        river = categories.add(
            access=None, at=factories.at(), zh="河湖", en="Rivers", code="RIVER", is_environmental=True
        )
        suggestion = factories.opened(w, "public_interest")
        letter, before = suggestion.letter, suggestion.letter.contents[KEY]
        facts = {"category": river, "ground": ""}
        for day, article in ((date(2026, 8, 20), CODE), (date(2026, 8, 1), LAW_BEFORE)):
            assert article in legal_basis.renewed(suggestion, text=before, on=day, **facts)
        edited = before.replace("根据", "依据")
        assert legal_basis.renewed(suggestion, text=edited, on=date(2026, 8, 20), **facts) == edited
        Suggestion.objects.filter(pk=suggestion.pk).update(
            problem_category=river, investigation_decided_on=date(2026, 8, 20)
        )
        letter.suggestion.refresh_from_db()
        assert legal_basis.is_outdated(letter) and legal_basis.left_out(letter) == []
        lacking = completeness.missing(suggestion=letter.suggestion, letter=letter, on=date(2026, 8, 21))
        assert [check.anchor for check in lacking].count(KEY) == 1
        letter.contents[KEY] = edited
        assert not legal_basis.is_outdated(letter) and legal_basis.left_out(letter) == [CODE]
        letter.save()
        letter.suggestion.letter = letter
        shown = [
            str(item.text)
            for item in drafts_presenter.checks(suggestion=letter.suggestion, access=factories.access(w.handling))
        ]
        assert len([text for text in shown if CODE in text]) == 1

    @pytest.mark.parametrize(
        ("facts_until", "there", "gone"),
        [(date(2026, 8, 14), LAW_BEFORE, CODE), (date(2026, 8, 15), CODE, LAW_BEFORE), (None, CODE, LAW_BEFORE)],
    )
    def test_facts_until_a_day_are_judged_by_its_law_and_a_draft_without_one_by_that_of_the_decision(
        self, w, facts_until, there, gone
    ):
        river = categories.add(
            access=None, at=factories.at(), zh="河湖", en="Rivers", code="RIVER", is_environmental=True
        )
        suggestion = factories.opened(w, "public_interest")
        facts = {"problem_category": river, "investigation_decided_on": date(2026, 8, 20)}
        Suggestion.objects.filter(pk=suggestion.pk).update(**facts)
        suggestion.refresh_from_db()
        letter = suggestion.letter
        letter.facts_until = facts_until
        offered = legal_basis.of_letter(letter)
        assert there in offered and gone not in offered
        letter.contents[KEY] = offered.replace(there, gone)
        assert legal_basis.is_outdated(letter)
        lacking = completeness.missing(suggestion=suggestion, letter=letter, on=date(2026, 8, 21))
        assert [check.anchor for check in lacking].count(KEY) == 1
        letter.contents[KEY] = offered
        lacking = completeness.missing(suggestion=suggestion, letter=letter, on=date(2026, 8, 21))
        assert KEY not in {check.anchor for check in lacking}
        letter.contents[KEY] = offered.replace("根据", "依据").replace(there, gone)
        assert legal_basis.left_out(letter) == [there]

    def test_the_preview_names_a_gap_as_the_rules_of_the_letter_do(self, w):
        with translation.override("zh-hans"):
            letters = {kind: factories.opened(w, kind).letter for kind in ("public_interest", "other")}
            gaps = {kind: composing.letter(letter).gaps for kind, letter in letters.items()}
        assert {"案件来源", "国家利益或者社会公共利益受到侵害的事实"} <= set(gaps["public_interest"])
        assert {"案件或者问题的来源", "查明的事实和证据"} <= set(gaps["other"])
        assert not set(gaps["public_interest"]) & {"案件或者问题的来源", "查明的事实和证据"}
