"""Ladders as an administrator writes them: what is refused and at which field, whose ladder holds where, and what is kept of it."""

import pytest

from notices.actions import reminder_rules, reminding
from notices.actions.reminder_rules import RuleDraft
from notices.models import Reminder, ReminderRule
from notices.queries import reminder_query
from notices.rules import default_rules
from organs.actions import posts, setup_events
from organs.models import SetupEvent
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.models import Clock
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.at()


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.local_administrator = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.county)
    w.other_administrator = factories.person("other", "管理员丙", Role.ADMINISTRATOR, procuratorate=w.sibling)
    return w


@pytest.fixture
def w(built, db):
    return built


def draft(**facts) -> RuleDraft:
    return RuleDraft(**{"days": -5, "grace": 0, "relations": ["handling"], "channel": "digest", **facts})


def add(w, who=None, place=None, subject: str = "reply", **facts) -> ReminderRule:
    access = factories.access(who) if who else None
    return reminder_rules.add(access=access, at=AT, procuratorate=place, subject=subject, draft=draft(**facts))


def own(w, subject: str = "reply", place=None) -> list[int]:
    rules = ReminderRule.objects.in_use().filter(procuratorate=place or w.county, subject=subject)
    return list(rules.values_list("days", flat=True))


def force(w, place, subject: str = "reply") -> list[int]:
    return [rule.days for rule in reminder_rules.in_force(place).get(subject, [])]


# What is refused


@pytest.mark.slow
@pytest.mark.parametrize(
    ("subject", "facts", "field"),
    [
        ("reply", {"days": 366}, "days"),
        ("reply", {"days": -366}, "days"),
        ("objection", {"days": 1}, "days"),
        ("reply", {"days": 1, "grace": 61}, "grace"),
        ("reply", {"days": 1, "grace": -1}, "grace"),
        ("reply", {"days": 0, "grace": 1}, "grace"),
        ("reply", {"days": -3, "grace": 1}, "grace"),
        ("reply", {"relations": []}, "relations"),
        ("reply", {"relations": ["handling", "own"]}, "relations"),
        ("reply", {"relations": ["copied"]}, "relations"),
        ("reply", {"relations": ["nobody"]}, "relations"),
        ("judging", {"relations": ["handling", "unit"]}, "relations"),
        ("investigation", {"relations": ["unit"]}, "relations"),
        ("reply", {"channel": ""}, "channel"),
        ("reply", {"channel": "sms"}, "channel"),
        ("weather", {}, None),
    ],
)
def test_a_rung_that_cannot_be_is_refused_at_its_field_and_nothing_is_written(w, subject, facts, field):
    with pytest.raises(Refused) as refused:
        add(w, subject=subject, **facts)
    assert refused.value.field == field
    assert str(refused.value)
    assert not ReminderRule.objects.exists()
    assert not SetupEvent.objects.filter(subject_kind="reminderrule").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("subject", "facts"),
    [
        ("reply", {"days": 365, "grace": 60}),
        ("reply", {"days": -365}),
        ("objection", {"days": 0, "relations": ["unit"]}),
        ("answer_objection", {"relations": ["unit"]}),
        ("office", {"relations": list(reminder_rules.READERS[:-1])}),
        ("reply", {"channel": "inbox"}),
    ],
)
def test_what_is_just_within_the_limits_is_taken(w, subject, facts):
    assert add(w, subject=subject, **facts).pk


def test_one_day_has_one_rung_in_a_ladder_and_may_have_one_in_another(w):
    add(w)
    for facts in ({"relations": ["head"]}, {"is_enabled": False}):
        with pytest.raises(Refused) as refused:
            add(w, **facts)
        assert refused.value.field == "days"
    add(w, place=w.county), add(w, subject="filing")
    other = add(w, days=1)
    add(w, days=1, grace=2)
    with pytest.raises(Refused) as refused:
        reminder_rules.change(access=None, at=AT, rule=other, draft=draft())
    assert refused.value.field == "days"
    other.refresh_from_db()
    assert other.days == 1


def test_the_day_of_a_rung_that_was_taken_out_is_free_again(w):
    reminder_rules.take_out(access=None, at=AT, rule=add(w))
    assert add(w).pk


def test_relations_are_kept_in_one_order_and_once(w):
    assert add(w, relations=["unit", "head", "handling", "head"]).relations == ["handling", "head", "unit"]


def test_a_changed_rung_keeps_its_place_and_subject(w):
    rule = add(w, place=w.county)
    new = draft(days=2, grace=3, relations=["head"], channel="urgent", is_enabled=False)
    reminder_rules.change(access=None, at=AT, rule=rule, draft=new)
    rule.refresh_from_db()
    kept = (rule.days, rule.grace, rule.relations, rule.channel, rule.is_enabled)
    assert kept == (2, 3, ["head"], "urgent", False)
    assert (rule.procuratorate, rule.subject) == (w.county, "reply")


# Who may


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "place", "may"),
    [
        ("administrator", None, True),
        ("administrator", "county", True),
        ("local_administrator", "county", True),
        ("local_administrator", None, False),
        ("local_administrator", "prefecture", False),
        ("local_administrator", "sibling", False),
        ("other_administrator", "county", False),
        ("head", "county", False),
        ("chief", "county", False),
        ("liaison", None, False),
    ],
)
def test_an_administrator_writes_the_ladders_of_the_own_place_and_below(w, who, place, may):
    reminder_rules.seed(at=AT)
    ReminderRule.objects.all().update(retired_at=AT)
    access, place = factories.access(getattr(w, who)), getattr(w, place) if place else None
    rule = add(w, place=place)
    above = add(w, days=-9)
    facts = {"access": access, "at": AT}
    acts = [
        lambda: reminder_rules.change(**facts, rule=rule, draft=draft(days=-6)),
        lambda: reminder_rules.take_out(**facts, rule=rule),
        lambda: reminder_rules.add(**facts, procuratorate=place, subject="reply", draft=draft()),
    ]
    if place:
        acts += [
            lambda: reminder_rules.end_own(**facts, procuratorate=place, subject="reply"),
            lambda: reminder_rules.begin_own(**facts, procuratorate=place, subject="reply"),
        ]
    for act in acts:
        if may:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()
    above.refresh_from_db()
    assert above.retired_at is None


def test_a_post_that_ended_gives_no_right(w):
    posts.end(access=None, at=AT, post=w.local_administrator.posts.get(), on=factories.later(-1))
    with pytest.raises(NotAllowed):
        add(w, who=w.local_administrator, place=w.county)


# What another did meanwhile


def test_a_form_read_before_another_changed_the_rung_is_refused(w):
    rule = add(w)
    expected_change = setup_events.last(rule)
    reminder_rules.change(access=None, at=AT, rule=rule, draft=draft(days=-6), expected_change=expected_change)
    for act in (
        lambda: reminder_rules.change(
            access=None, at=AT, rule=rule, draft=draft(days=-7), expected_change=expected_change
        ),
        lambda: reminder_rules.take_out(access=None, at=AT, rule=rule, expected_change=expected_change),
    ):
        with pytest.raises(Stale):
            act()
    rule.refresh_from_db()
    assert (rule.days, rule.retired_at) == (-6, None)


def test_a_rung_that_was_taken_out_is_not_changed_or_taken_out_again(w):
    rule = add(w)
    reminder_rules.take_out(access=None, at=AT, rule=rule)
    with pytest.raises(Stale):
        reminder_rules.change(access=None, at=AT, rule=rule, draft=draft())
    with pytest.raises(Stale):
        reminder_rules.take_out(access=None, at=AT, rule=rule)


def test_each_change_leaves_its_trace(w):
    rule = add(w, who=w.administrator)
    reminder_rules.change(access=None, at=AT, rule=rule, draft=draft(days=3, grace=2))
    reminder_rules.take_out(access=None, at=AT, rule=rule)
    events = SetupEvent.objects.filter(subject_kind="reminderrule", subject_id=str(rule.pk)).order_by("id")
    assert [event.verb for event in events] == ["add", "change", "take out"]
    assert [event.actor_name for event in events] == ["管理员甲", "manage.py", "manage.py"]
    assert events[0].changes["when"] == ["", "-5/0"]
    assert (events[1].changes, events[1].details) == (
        {"when": ["-5/0", "+3/2"]},
        {"subject": "reply"},
    )
    assert events[2].changes["when"] == ["+3/2", ""]


# Whose ladder holds


@pytest.mark.slow
def test_the_usual_ladders_are_there_once_and_an_emptied_one_stays_empty(w):
    usual = sum(len(rules) for rules in default_rules.DEFAULT_RULES.values())
    assert [reminder_rules.seed(at=AT), reminder_rules.seed(at=AT)] == [usual, 0]
    for rule in ReminderRule.objects.filter(subject="reply"):
        reminder_rules.take_out(access=None, at=AT, rule=rule)
    assert reminder_rules.seed(at=AT) == 0
    assert force(w, w.county) == []


@pytest.mark.slow
def test_a_ladder_of_its_own_begins_as_a_copy_of_the_one_in_force(w):
    reminder_rules.seed(at=AT)
    change = ReminderRule.objects.get(subject="reply", days=-14)
    reminder_rules.change(access=None, at=AT, rule=change, draft=draft(days=-14, relations=["unit"], is_enabled=False))
    before = force(w, w.county)
    assert reminder_rules.begin_own(access=None, at=AT, procuratorate=w.county, subject="reply") == len(before)
    assert own(w) == force(w, w.county) == before
    copies = ReminderRule.objects.filter(procuratorate=w.county).order_by("days", "grace")
    originals = ReminderRule.objects.filter(procuratorate=None, subject="reply").order_by("days", "grace")
    facts = ("days", "grace", "relations", "channel", "is_enabled")
    assert list(copies.values_list(*facts)) == list(originals.values_list(*facts))
    assert force(w, w.sibling) == before
    assert reminder_rules.in_force(w.sibling)["reply"][0].procuratorate is None


def test_a_ladder_of_its_own_copies_the_nearest_above(w):
    add(w), add(w, place=w.prefecture, days=-7)
    reminder_rules.begin_own(access=None, at=AT, procuratorate=w.county, subject="reply")
    assert own(w) == [-7]


@pytest.mark.slow
@pytest.mark.parametrize("subject", ["reply", "filing"])
def test_no_ladder_begins_where_there_is_one_or_nothing_to_copy(w, subject):
    add(w, place=w.county)
    with pytest.raises(Refused):
        reminder_rules.begin_own(access=None, at=AT, procuratorate=w.county, subject=subject)
    assert own(w, "filing") == []


@pytest.mark.slow
def test_the_nearest_ladder_from_below_holds_whole(w):
    add(w), add(w, days=3)
    add(w, place=w.province, days=-8), add(w, place=w.prefecture, days=-7), add(w, place=w.county, days=-6)
    places = (w.county, w.sibling, w.prefecture, w.province, w.supreme, None)
    assert [force(w, place) for place in places] == [[-6], [-7], [-7], [-8], [-5, 3], [-5, 3]]


@pytest.mark.slow
def test_a_ladder_of_its_own_that_ends_gives_way_to_the_one_above(w):
    add(w)
    for days in (-7, -6):
        add(w, place=w.county, days=days)
    add(w, place=w.county, subject="filing")
    assert reminder_rules.end_own(access=None, at=AT, procuratorate=w.county, subject="reply") == 2
    assert reminder_rules.end_own(access=None, at=AT, procuratorate=w.county, subject="reply") == 0
    assert (force(w, w.county), own(w, "filing")) == ([-5], [-5])


@pytest.mark.slow
def test_what_planning_reads_is_what_the_page_shows(w):
    """For every place: the rungs by which planning reminds are those of the ladder that is said to be in force."""
    reminder_rules.seed(at=AT)
    reminder_rules.begin_own(access=None, at=AT, procuratorate=w.prefecture, subject="judging")
    (
        add(w, place=w.county, days=-7),
        add(w, place=w.province, days=-8),
        add(w, place=w.sibling, days=-9, is_enabled=False),
    )
    given = reminder_query.parameters(until=factories.later(30), today=factories.DAY)
    rules = list(zip(given["rule_owners"], given["rule_terms"], given["rule_ids"], strict=True))
    owned = dict(zip(zip(given["owned_places"], given["owned_terms"], strict=True), given["owned_by"], strict=True))
    for place in (w.supreme, w.province, w.prefecture, w.county, w.sibling):
        for subject, term in (("reply", "reply"), ("judging", "judge_reply"), ("filing", "filing")):
            read = [rule for owner, of, rule in rules if of == term and owner == owned.get((place.pk, term), 0)]
            shown = [rule.pk for rule in reminder_rules.in_force(place)[subject] if rule.is_enabled]
            assert sorted(read) == sorted(shown), (place, subject)
            assert read or place == w.sibling


@pytest.mark.slow
def test_a_rung_that_spoke_is_kept_when_it_is_taken_out(w):
    suggestion = factories.served(w)
    rule = add(w)
    due = Clock.objects.get(suggestion=suggestion, term="reply").due_on
    reminding.remind(at=factories.at(due))
    reminder_rules.take_out(access=None, at=AT, rule=rule)
    assert Reminder.objects.get().rule == rule
