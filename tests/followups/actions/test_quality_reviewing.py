"""Two people grade a drawn letter unseen by each other; what they agree on holds, where they differ a third decides (P19 Art. 27)."""

import pytest
from django.urls import reverse

from desk.case import my_tasks
from followups.actions import quality_reviewing
from followups.actions.quality_reviewing import SheetDraft
from followups.models import QualityReview, QualitySheet
from followups.rules import review_sheet
from followups.rules.review_sheet import FAULTY, FLAWED, GOOD
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import ledger
from suggestions.models import Suggestion
from tests import factories
from tests.desk.steps.step_pages import client_of, get, post
from tests.factories import access, at
from tests.followups.draws import drawn_cases
from tests.followups.draws.drawn_cases import ON

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KEYS = [item.key for item in review_sheet.asked(looked_back=False)]
ALL_GOOD = dict.fromkeys(KEYS, GOOD)


@pytest.fixture
def closed(w) -> Suggestion:
    suggestion = factories.whole(w)
    drawn_cases.row_of(w, suggestion)
    suggestion.refresh_from_db()
    return suggestion


@pytest.fixture
def review(w, closed) -> QualityReview:
    return assign(w, closed)


def page(person, suggestion, *, portal: bool = False):
    return client_of(person).get(reverse("portal-letter" if portal else "suggestion", args=[suggestion.pk]))


def assign(w, suggestion, first=None, second=None, who=None) -> QualityReview:
    return quality_reviewing.assign(
        access=access(who or w.manager, ON),
        at=at(ON),
        suggestion=suggestion,
        reviewers=(first or w.secretary, second or w.analyst),
    )


def speak(review, person, remarks="", **grades) -> None:
    quality_reviewing.speak(
        access=access(person, ON), at=at(ON), review=review, draft=SheetDraft(grades=ALL_GOOD | grades, remarks=remarks)
    )


def test_only_a_drawn_and_closed_case_is_reviewed_once_by_case_management(w, closed):
    with pytest.raises(NotAllowed):
        assign(w, closed, who=w.head)
    review = assign(w, closed)
    assert (review.state, review.looked_back) == ("assigned", False)
    with pytest.raises(Refused):
        assign(w, closed)
    undrawn = factories.whole(w)
    with pytest.raises(Refused):
        assign(w, undrawn)


@pytest.mark.parametrize("had_a_part", ["handling", "second", "head", "policy", "chief"])
def test_who_handled_wrote_or_signed_it_is_not_named(w, closed, had_a_part):
    with pytest.raises(Refused) as refused:
        assign(w, closed, first=getattr(w, had_a_part))
    assert refused.value.field == "first"


def test_two_different_people_are_named(w, closed):
    with pytest.raises(Refused) as refused:
        assign(w, closed, first=w.analyst, second=w.analyst)
    assert refused.value.field == "second"


def test_neither_sees_the_other_before_both_have_spoken(w, closed, review):
    speak(review, w.secretary, facts=FAULTY, remarks="事实部分缺少来源")
    review.refresh_from_db()
    assert (review.state, review.grades) == ("assigned", {})
    assert not QualitySheet.objects.readable_by(w.analyst.pk).filter(review=review, person=w.secretary).exists()
    for reader in (w.analyst, w.manager, w.handling, w.chief):
        assert "事实部分缺少来源" not in page(reader, closed).content.decode()
    assert "事实部分缺少来源" not in get(w.analyst, closed, "quality_review.speak", review).content.decode()
    event = closed.events.order_by("-seq").first()
    assert (event.step, event.details) == ("speak", {}) and not hasattr(event, "words")
    speak(review, w.analyst)
    assert QualitySheet.objects.readable_by(w.analyst.pk).filter(review=review).count() == 2


def test_what_both_say_holds(w, closed, review):
    speak(review, w.secretary, facts=FLAWED, remarks="引用不全")
    speak(review, w.analyst, facts=FLAWED, remarks="出处不明")
    review.refresh_from_db()
    assert (review.state, review.grades) == ("reviewed", ALL_GOOD | {"facts": FLAWED})
    closed.refresh_from_db()
    assert ledger.breaks(closed) == []


def test_where_they_differ_a_third_decides_and_only_that(w, closed, review):
    speak(review, w.secretary, facts=FLAWED, topic=FLAWED, remarks="引用不全")
    speak(review, w.analyst, topic=FLAWED, remarks="对象偏宽")
    review.refresh_from_db()
    assert (review.state, review.grades) == ("differing", {})
    given = {"review": review, "grades": {"facts": GOOD, "topic": GOOD}, "reasons": "附件三有出处", "at": at(ON)}
    for person in (w.secretary, w.chief):
        with pytest.raises(NotAllowed):
            quality_reviewing.decide(access=access(person, ON), **given)
    quality_reviewing.decide(access=access(w.manager, ON), **given)
    review.refresh_from_db()
    assert (review.state, review.decided_by) == ("reviewed", w.manager)
    assert review.grades == ALL_GOOD | {"facts": GOOD, "topic": FLAWED}
    closed.refresh_from_db()
    assert ledger.breaks(closed) == []


def test_a_sheet_is_whole_is_sent_once_and_by_the_two_alone(w, review):
    with pytest.raises(Refused) as refused:
        speak(review, w.secretary, facts="")
    assert refused.value.field == "facts"
    with pytest.raises(Refused) as refused:
        speak(review, w.secretary, facts=FLAWED)
    assert refused.value.field == "remarks"
    speak(review, w.secretary)
    with pytest.raises(Stale):
        speak(review, w.secretary)
    with pytest.raises(NotAllowed):
        speak(review, w.manager)


def test_it_stands_on_the_desk_of_each_of_the_two_until_they_have_spoken(w, closed, review):
    def on_desk(person) -> bool:
        return any(
            line.is_mine and line.wait.step == "quality_review.speak" and line.suggestion == closed
            for line in my_tasks.lines(access(person, ON))
        )

    assert [on_desk(person) for person in (w.secretary, w.analyst, w.handling)] == [True, True, False]
    speak(review, w.secretary)
    assert [on_desk(person) for person in (w.secretary, w.analyst)] == [False, True]


def test_the_unit_learns_nothing_of_it(w, closed, review):
    shown = page(w.liaison, closed, portal=True).content.decode()
    assert "质量" not in shown and "quality" not in shown.lower()


def test_case_management_names_the_two_and_each_fills_in_the_sheet_on_its_page(w, closed):
    given = {"first": w.secretary.pk, "second": w.analyst.pk}
    assert post(w.manager, closed, "quality_review.assign", given).status_code == 302
    review = closed.quality_reviews.get()
    answer = post(w.secretary, closed, "quality_review.speak", {"topic": GOOD}, review)
    assert answer.status_code == 422 and set(answer.context["form"].errors) == set(KEYS) - {"topic"}
    for person in (w.secretary, w.analyst):
        assert post(person, closed, "quality_review.speak", ALL_GOOD, review).status_code == 302
    review.refresh_from_db()
    assert review.state == "reviewed"


class TestAgreement:
    def test_it_counts_the_same_grades_of_each_item_that_both_graded(self):
        pairs = [
            ({"topic": GOOD, "facts": GOOD}, {"topic": GOOD, "facts": FLAWED}),
            ({"topic": GOOD}, {"topic": FAULTY}),
        ]
        found = {each.item.key: (each.pairs, each.same, each.kappa) for each in review_sheet.agreement(pairs)}
        assert found == {"topic": (2, 1, None), "facts": (1, 0, None)}

    def test_kappa_is_what_is_left_without_chance(self):
        # 20 good-good, 5 good-flawed, 10 flawed-good, 15 flawed-flawed: 0.7 agreed, 0.5 by chance.
        cells = [(GOOD, GOOD)] * 20 + [(GOOD, FLAWED)] * 5 + [(FLAWED, GOOD)] * 10 + [(FLAWED, FLAWED)] * 15
        (topic,) = review_sheet.agreement(({"topic": a}, {"topic": b}) for a, b in cells)
        assert topic.same == 35 and topic.kappa == pytest.approx(0.4)

    def test_it_is_not_told_where_all_grades_are_one(self):
        (topic,) = review_sheet.agreement([({"topic": GOOD}, {"topic": GOOD})] * 12)
        assert (topic.same, topic.kappa) == (12, None)
