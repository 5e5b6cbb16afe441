"""A local rule on the period of the reply governs where the office adopted it, from a day on, and nothing that was under way."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import translation

from organs.models import Procuratorate, SetupEvent
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import local_rules
from suggestions.documents import completeness, reply_period
from suggestions.models import LocalRule, ProblemCategory
from suggestions.rules.lengths import Length, LengthUnit
from tests import factories
from tests.factories import DAY, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
QINGDAO = "reply_local_qingdao"
DECIDED = later(-20)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    Procuratorate.objects.filter(pk=w.county.pk).update(region_code="370285")
    w.county.refresh_from_db()
    w.problem_category = ProblemCategory.objects.create(code="duty-crime", zh="预防职务犯罪", en="Duty crime")
    return w


@pytest.fixture
def w(built, db):
    return built


def adopt(w, *, who=None, on=DECIDED, **facts):
    given = {"procuratorate": w.county, "term": QINGDAO, "from_on": on, "reason": "党组会决定"}
    given |= {"title": "某市预防职务犯罪条例", "provision": "第十条", "subject": w.problem_category} | facts
    return local_rules.adopt(access=factories.access(who or w.administrator, on), at=factories.at(on), **given)


def give_up(w, rule, *, until_on, who=None, reason="条例已废止"):
    local_rules.give_up(
        access=factories.access(who or w.administrator, until_on),
        at=factories.at(until_on),
        rule=rule,
        until_on=until_on,
        reason=reason,
    )


def reply_clock(suggestion):
    return suggestion.clocks.running().of_reply().get()


def test_without_adoption_the_general_rule_governs(w):
    assert reply_clock(factories.served(w)).term == "reply"


def test_an_adopted_rule_governs_the_reply_and_names_its_adoption(w):
    rule = adopt(w)
    served = factories.served(w, reply_amount=30, reply_unit="days")
    running = reply_clock(served)
    assert (running.term, running.due_on, running.rule_version) == (QINGDAO, date(2026, 4, 1), "2011-01-01/1")
    assert reply_period.adoption(suggestion=served, term_key=running.term) == rule
    assert reply_period.adoption(suggestion=served, term_key="reply") is None


def test_the_letter_prints_the_adopted_period_and_no_other(w):
    adopt(w)
    draft = factories.drafted(w)
    [period] = completeness.missing(suggestion=draft, letter=draft.letter, on=DAY)
    assert "30 days" in period.text
    assert reply_period.governing(suggestion=draft, on=DAY).length == Length(30, LengthUnit.DAYS)


def test_a_case_that_was_decided_before_keeps_the_general_rule(w):
    adopt(w, on=DECIDED + timedelta(days=1))
    assert reply_clock(factories.served(w)).term == "reply"


def test_a_rule_that_was_given_up_governs_what_was_decided_until_then(w):
    rule = adopt(w)
    give_up(w, rule, until_on=DECIDED)
    assert reply_clock(factories.served(w, reply_amount=30, reply_unit="days")).term == QINGDAO
    late = factories.opened(w, investigation_decided_on=DECIDED + timedelta(days=1))
    assert reply_period.adopted(late) == frozenset()


def test_a_letter_of_another_subject_or_of_none_is_under_the_general_rule(w):
    adopt(w)
    other = ProblemCategory.objects.create(code="other-subject", zh="其他", en="Other")
    for category in (other, None):
        world = SimpleNamespace(**vars(w) | {"problem_category": category})
        assert reply_clock(factories.served(world)).term == "reply"


def test_the_special_rule_goes_before_the_adopted_one(w):
    adopt(w)
    assert reply_clock(factories.served(w, "public_interest")).term == "reply_pil"


def test_a_recipient_elsewhere_is_under_the_general_rule(w):
    adopt(w)
    type(w.unit).objects.filter(pk=w.unit.pk).update(region_code="653125")
    w.unit.refresh_from_db()
    assert reply_clock(factories.served(w, addressed_as="involved")).term == "reply"


def test_only_rules_of_the_own_area_fit(w):
    assert [term.key for term in local_rules.fitting(w.county)] == [QINGDAO]
    assert local_rules.fitting(w.sibling) == []
    with pytest.raises(Refused) as refusal:
        adopt(w, term="reply_local_huzhou")
    assert refusal.value.field == "term"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"title": " "}, "title"),
        ({"title": "条例"}, "title"),
        ({"title": "关于检察建议工作的规定"}, "title"),
        ({"provision": ""}, "provision"),
        ({"subject": None}, "subject"),
        ({"from_on": DECIDED - timedelta(days=1)}, "from_on"),
        ({"from_on": date(2010, 12, 31)}, "from_on"),
    ],
)
def test_an_adoption_needs_reasons_and_never_reaches_back(w, facts, field):
    with pytest.raises(Refused) as refusal:
        adopt(w, **facts)
    assert refusal.value.field == field
    assert not LocalRule.objects.exists()


def test_an_adoption_is_for_administrators_is_kept_with_its_trace_and_happens_once(w):
    for who in (w.chief, w.outsider, w.liaison):
        with pytest.raises(NotAllowed):
            adopt(w, who=who)
    rule = adopt(w)
    assert (rule.adopted_by, rule.reason) == (w.administrator, "党组会决定")
    for on in (DECIDED, DECIDED + timedelta(days=3)):
        with pytest.raises(Stale):
            adopt(w, from_on=on)
    with pytest.raises(NotAllowed):
        give_up(w, rule, until_on=DAY, who=w.chief)
    with pytest.raises(Refused):
        give_up(w, rule, until_on=DAY, reason="")
    give_up(w, rule, until_on=DAY)
    with pytest.raises(Stale):
        give_up(w, rule, until_on=DAY)
    verbs = SetupEvent.objects.filter(subject_kind="procuratorate", subject_id=str(w.county.pk))
    assert list(verbs.order_by("id").values_list("verb", flat=True))[-2:] == ["adopt rule", "give up rule"]
