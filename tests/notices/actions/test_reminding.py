"""Reminders: which rung speaks on which day, what takes one back, who is told, and that nothing is lost or told twice."""

from datetime import UTC, date, timedelta

import chinese_calendar
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followups.actions import answering, granting, postponing
from notices.actions import reminder_rules, reminding
from notices.actions.reminder_rules import RuleDraft
from notices.models import Notice, Reminder, ReminderRule
from notices.queries import reminder_outlook, reminder_query
from notices.rules import default_rules
from organs.actions import people, posts
from organs.models import Person, Procuratorate
from organs.roles import Role
from suggestions.actions import calendars, drafting
from suggestions.actions.amending import deciding, proposing
from suggestions.models import Clock, Suggestion
from suggestions.rules import duties, relations, term_rows
from tests import factories

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)

# Served on Monday 2 March 2026: the reply is due on Wednesday 6 May, the first day after the Labour Day holiday (1-5 May),
# the right to object ends on 12 March, the letter is to be filed by 9 March.
DUE = date(2026, 5, 6)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.served(w)
    Notice.objects.all().delete()
    return w


@pytest.fixture
def w(built, db):
    built.suggestion.refresh_from_db()
    return built


def clock(w, term: str = "reply") -> Clock:
    return w.suggestion.clocks.get(term=term)


def only(w, subject: str, *rules: tuple) -> list[ReminderRule]:
    """Leaves one ladder in force, with these rungs: days, grace, relations."""
    reminder_rules.seed(at=factories.at())
    ReminderRule.objects.update(retired_at=factories.at())
    return [add(subject, rule) for rule in rules]


def add(subject: str, rule: tuple, procuratorate: Procuratorate | None = None) -> ReminderRule:
    """Adds a rung: days, grace, relations."""
    days, grace, told = rule
    return reminder_rules.add(
        access=None,
        at=factories.at(),
        procuratorate=procuratorate,
        subject=subject,
        draft=RuleDraft(days=days, grace=grace, relations=told, channel="digest"),
    )


def change(rule: ReminderRule, **facts) -> None:
    """Changes some facts of a rung."""
    known = {"days": rule.days, "grace": rule.grace, "relations": rule.relations, "channel": rule.channel}
    reminder_rules.change(access=None, at=factories.at(), rule=rule, draft=RuleDraft(**{**known, **facts}))


def end_post(person: Person, on: date) -> None:
    posts.end(access=None, at=factories.at(), post=person.posts.get(), on=on)


def remind(on: date) -> int:
    return reminding.remind(at=factories.at(on))


def notified(w) -> dict[str, list[str]]:
    """Returns who was told of which due days."""
    names = {person.pk: name for name, person in vars(w).items() if hasattr(person, "username")}
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.filter(about__startswith="reminder:").order_by("id"):
        found.setdefault(names[notice.person_id], []).append(notice.details["due_on"])
    return found


def planned(w, term: str = "reply") -> list[date]:
    return list(
        Reminder.objects.filter(clock=clock(w, term)).order_by("planned_for").values_list("planned_for", flat=True)
    )


@pytest.mark.slow
def test_a_rung_speaks_on_its_day_and_not_before(w):
    only(w, "reply", (-3, 0, ["unit"]))
    assert remind(DUE - timedelta(days=4)) == 0
    assert remind(DUE - timedelta(days=3)) == 1
    assert notified(w) == {"liaison": ["2026-05-06"], "unit_head": ["2026-05-06"]}


@pytest.mark.slow
def test_what_was_told_is_not_told_again(w):
    only(w, "reply", (-3, 0, ["unit"]))
    assert [remind(DUE - timedelta(days=3)), remind(DUE - timedelta(days=3)), remind(DUE)] == [1, 0, 0]
    assert len(notified(w)["liaison"]) == 1


# When a rung speaks


@pytest.mark.slow
@pytest.mark.parametrize(
    ("days", "grace", "speaks_on"),
    [
        (-14, 0, date(2026, 4, 22)),
        (0, 0, DUE),
        (1, 0, date(2026, 5, 7)),
        (1, 1, date(2026, 5, 8)),
        (1, 2, date(2026, 5, 9)),  # a Saturday that is worked for the holiday
        (1, 3, date(2026, 5, 11)),
        (3, 1, date(2026, 5, 11)),  # a grace counts from its own day, be it worked or not
        (4, 1, date(2026, 5, 11)),
        (145, 3, date(2026, 10, 8)),  # 28 September, then two working days, then National Day
    ],
)
def test_a_rung_speaks_so_many_days_after_and_so_many_working_days_later(w, days, grace, speaks_on):
    only(w, "reply", (days, grace, ["handling"]))
    assert remind(speaks_on - ONE_DAY) == 0
    assert remind(speaks_on) == 1
    assert planned(w) == [speaks_on]


@pytest.mark.slow
def test_a_day_begins_at_midnight_of_the_office(w):
    only(w, "reply", (0, 0, ["unit"]))
    midnight = factories.at(DUE, 0)
    assert reminding.remind(at=midnight - timedelta(seconds=1)) == 0
    assert reminding.remind(at=midnight.astimezone(UTC)) == 1


def test_make_up_days_count_only_where_the_office_works_on_them(w, settings):
    settings.MAKE_UP_DAYS_WORK = False
    only(w, "reply", (1, 2, ["handling"]))
    assert remind(date(2026, 5, 9)) == 0
    assert planned(w) == [date(2026, 5, 11)]


@pytest.mark.slow
def test_a_rung_of_a_day_before_the_clock_began_says_nothing(w):
    started = clock(w).started_on
    only(w, "reply", ((started - DUE).days - 1, 0, ["unit"]), ((started - DUE).days, 0, ["unit"]))
    assert remind(started) == remind(DUE) == 0
    assert planned(w) == []


def test_a_rung_of_the_first_day_after_the_beginning_speaks(w):
    started = clock(w).started_on
    only(w, "reply", ((started - DUE).days + 1, 0, ["unit"]))
    assert remind(started + ONE_DAY) == 1


def test_a_notice_says_what_is_due_when_and_to_whom_it_speaks(w):
    only(w, "reply", (0, 0, ["unit", "handling"]))
    remind(DUE)
    facts = {"term": "reply", "about": "", "due_on": "2026-05-06", "legal_on": "2026-05-06"}
    assert Notice.objects.get(person=w.liaison).details == facts | {"relation": "unit"}
    assert Notice.objects.get(person=w.handling).details == facts | {"relation": "handling"}


def test_who_stands_in_two_relations_is_told_once_in_the_first(w):
    posts.appoint(
        at=factories.at(),
        person=w.handling,
        role=Role.DEPARTMENT_HEAD,
        from_on=factories.DAY,
        procuratorate=w.county,
        department=w.department,
    )
    only(w, "reply", (0, 0, ["head", "handling"]))
    assert remind(DUE) == 1
    assert notified(w) == {"handling": ["2026-05-06"], "head": ["2026-05-06"]}
    assert Notice.objects.get(person=w.handling).details["relation"] == "handling"
    assert Reminder.objects.get().told_count == 2


@pytest.mark.slow
def test_rows_are_made_a_week_ahead_and_no_sooner(w):
    only(w, "reply", (0, 0, ["unit"]))
    remind(DUE - timedelta(days=8))
    assert planned(w) == []
    remind(DUE - timedelta(days=7))
    assert planned(w) == [DUE]


# After a silence


@pytest.mark.slow
def test_after_ten_days_of_silence_only_the_last_rung_of_a_clock_speaks(w):
    only(w, "reply", (-3, 0, ["unit"]), (1, 0, ["handling"]), (1, 1, ["head"]), (30, 0, ["chief"]))
    remind(DUE - timedelta(days=4))
    assert remind(DUE + timedelta(days=6)) == 1
    assert notified(w) == {"head": ["2026-05-06"]}
    last = Reminder.objects.get(sent_at__isnull=False)
    assert set(Reminder.objects.exclude(pk=last.pk).values_list("superseded_by", flat=True)) == {last.pk}
    assert remind(DUE + timedelta(days=7)) == 0


@pytest.mark.slow
def test_each_clock_speaks_for_itself_after_a_silence(w):
    reminder_rules.seed(at=factories.at())
    duties = w.suggestion.clocks.running().exclude(term="objection")  # a right, which has lapsed by then
    assert remind(DUE + timedelta(days=15)) == duties.count() > 1
    spoken = Notice.objects.filter(person=w.handling, about__startswith="reminder:")
    assert len({notice.details["term"] for notice in spoken}) == len(spoken)


@pytest.mark.slow
def test_a_rung_that_is_added_behind_one_that_spoke_is_folded_into_it(w):
    only(w, "reply", (-3, 0, ["unit"]))
    remind(DUE - timedelta(days=2))
    add("reply", (-10, 0, ["head"]))
    assert remind(DUE - timedelta(days=1)) == 0
    assert Reminder.objects.get(sent_at__isnull=True).superseded_by.sent_at is not None


@pytest.mark.slow
def test_a_rung_folded_into_one_of_the_same_day_does_not_come_back_when_that_one_is_taken_out(w):
    speaking, _folded = only(w, "reply", (3, 0, ["head"]), (1, 2, ["handling"]))
    on = DUE + timedelta(days=3)
    listed = reminder_outlook.outlook(today=on, until=on).on(on, most=9)
    assert remind(on) == 1
    assert [row.rule_id for row in listed] == [Reminder.objects.get(sent_at__isnull=False).rule_id] == [speaking.pk]
    reminder_rules.take_out(access=None, at=factories.at(), rule=speaking)
    on = DUE + timedelta(days=4)
    assert reminder_outlook.outlook(today=on, until=on).on(on, most=10) == []
    assert remind(on) == 0


# What takes a reminder back


def taken_back() -> list[tuple[date, str]]:
    """Returns for which due day what was planned, and why it was taken back."""
    rows = Reminder.objects.filter(cancelled_at__isnull=False).order_by("id")
    return [(row.due_on, row.cancelled_because) for row in rows]


@pytest.mark.slow
def test_a_reply_takes_the_reminder_back(w):
    only(w, "reply", (-3, 0, ["unit"]))
    remind(DUE - timedelta(days=7))
    factories.replied(w, w.suggestion, on=DUE - timedelta(days=5))
    assert remind(DUE - timedelta(days=3)) == 0
    assert taken_back() == [(DUE, "stopped")]


@pytest.mark.slow
def test_a_withdrawn_letter_takes_back_of_what_the_unit_is_reminded(w):
    only(w, "objection", (-3, 0, ["unit"]))
    remind(factories.later(1))
    last = clock(w, "objection").due_on
    amendment = proposing.propose_withdrawal(
        access=factories.access(w.handling),
        at=factories.at(factories.later(2)),
        suggestion=w.suggestion,
        reasons="不当",
        cause=proposing.Cause(),
    )
    deciding.decide(
        access=factories.access(w.chief),
        at=factories.at(factories.later(2)),
        amendment=amendment,
        digest=amendment.digest,
        reasons="同意",
    )
    assert remind(last) == 0
    assert taken_back() == [(last, "stopped")]


@pytest.mark.slow
def test_a_reply_before_the_next_run_is_enough(w):
    only(w, "reply", (-3, 0, ["unit"]))
    remind(DUE - timedelta(days=7))
    factories.replied(w, w.suggestion, on=DUE - timedelta(days=3))
    assert reminding.deliver(at=factories.at(DUE - timedelta(days=3), 23)) == 0
    assert notified(w) == {}


@pytest.mark.slow
def test_an_agreed_later_day_moves_the_reminder_and_the_legal_day_stays_beside_it(w):
    only(w, "reply", (-3, 0, ["unit"]))
    asked_on, later = DUE - timedelta(days=6), date(2026, 5, 20)
    remind(asked_on)
    wish = postponing.ask(
        access=factories.access(w.liaison, asked_on),
        at=factories.at(asked_on),
        suggestion=w.suggestion,
        wish=postponing.Wish(to_on=later),
        reason="施工受汛期影响",
    )
    granting.advise(
        access=factories.access(w.handling, asked_on), at=factories.at(asked_on), later_date=wish, advice="理由属实"
    )
    granting.agree(access=factories.access(w.head, asked_on), at=factories.at(asked_on), later_date=wish, on=later)
    assert remind(DUE) == 0
    assert taken_back() == [(DUE, "moved")]
    assert remind(later - timedelta(days=4)) == 0
    assert remind(later - timedelta(days=3)) == 1
    facts = Notice.objects.get(person=w.liaison, about__startswith="reminder:").details
    assert (facts["due_on"], facts["legal_on"]) == (later.isoformat(), DUE.isoformat())


@pytest.mark.slow
def test_what_was_told_of_the_former_day_is_told_anew_of_the_later_one(w):
    only(w, "reply", (-3, 0, ["unit"]))
    remind(DUE - timedelta(days=3))
    clock_of_reply = clock(w)
    clock_of_reply.agreed_on = date(2026, 5, 20)
    clock_of_reply.save()
    assert remind(date(2026, 5, 17)) == 1
    assert notified(w)["liaison"] == ["2026-05-06", "2026-05-20"]


@pytest.mark.slow
def test_a_moved_promise_is_reminded_of_on_its_new_day(w):
    only(w, "promise", (0, 0, ["unit"]))
    answered_on = factories.later(5)
    factories.answered(w, w.suggestion, on=answered_on)
    measure = w.suggestion.measures.first()
    remind(measure.promised_on - ONE_DAY)
    former, new = measure.promised_on, measure.promised_on + timedelta(days=10)
    answering.move_promise(
        access=factories.access(w.liaison, former - ONE_DAY),
        at=factories.at(former - ONE_DAY),
        measure=measure,
        to=new,
        reason="汛期",
    )
    assert remind(former) == w.suggestion.measures.count() - 1
    assert taken_back() == [(former, "moved")]
    assert remind(new) == 1
    assert notified(w)["liaison"][-1] == new.isoformat()


@pytest.mark.slow
def test_a_holiday_that_moves_the_due_day_moves_the_reminder(w):
    only(w, "reply", (0, 0, ["unit"]))
    remind(DUE - ONE_DAY)
    calendars.enter_day(access=None, at=factories.at(), day=DUE, kind="holiday", name="劳动节")
    calendars.publish_year(access=None, at=factories.at(), year=2026, source="补充通知")
    assert remind(DUE) == 0
    assert taken_back() == [(DUE, "moved")]
    assert remind(DUE + ONE_DAY) == 1


@pytest.mark.slow
def test_a_holiday_in_the_grace_moves_the_reminder_and_not_the_due_day(w):
    only(w, "reply", (1, 1, ["handling"]))
    remind(DUE)
    calendars.enter_day(access=None, at=factories.at(), day=date(2026, 5, 8), kind="holiday", name="校庆")
    assert remind(date(2026, 5, 8)) == 0
    assert taken_back() == [(DUE, "rule")]
    assert remind(date(2026, 5, 9)) == 1


@pytest.mark.slow
def test_a_changed_rung_speaks_on_its_new_day(w):
    (rule,) = only(w, "reply", (-3, 0, ["unit"]))
    remind(DUE - timedelta(days=7))
    change(rule, days=-2)
    assert remind(DUE - timedelta(days=3)) == 0
    assert taken_back() == [(DUE, "rule")]
    assert remind(DUE - timedelta(days=2)) == 1


@pytest.mark.slow
def test_a_changed_rung_tells_whom_it_names_now(w):
    (rule,) = only(w, "reply", (-3, 0, ["unit"]))
    remind(DUE - timedelta(days=7))
    change(rule, relations=["handling"])
    remind(DUE - timedelta(days=3))
    assert list(notified(w)) == ["handling"]


@pytest.mark.slow
def test_a_rung_that_spoke_does_not_speak_again_of_the_same_day_when_it_is_changed(w):
    (rule,) = only(w, "reply", (-3, 0, ["unit"]))
    remind(DUE - timedelta(days=3))
    change(rule, days=-1)
    assert remind(DUE - ONE_DAY) == 0


@pytest.mark.slow
def test_a_rung_that_is_switched_off_or_taken_out_takes_its_reminder_back(w):
    off, out = only(w, "reply", (-3, 0, ["unit"]), (-2, 0, ["handling"]))
    remind(DUE - timedelta(days=7))
    change(off, is_enabled=False)
    reminder_rules.take_out(access=None, at=factories.at(), rule=out)
    assert remind(DUE) == 0
    assert taken_back() == [(DUE, "rule"), (DUE, "rule")]


@pytest.mark.slow
def test_a_rung_that_is_switched_on_again_speaks(w):
    (rule,) = only(w, "reply", (-3, 0, ["unit"]))
    remind(DUE - timedelta(days=7))
    change(rule, is_enabled=False)
    remind(DUE - timedelta(days=6))
    change(rule, is_enabled=True)
    assert remind(DUE - timedelta(days=3)) == 1


@pytest.mark.slow
def test_a_ladder_of_its_own_takes_back_what_the_ladder_for_all_planned(w):
    only(w, "reply", (-3, 0, ["unit"]), (-2, 0, ["unit"]))
    remind(DUE - timedelta(days=7))
    reminder_rules.begin_own(access=None, at=factories.at(), procuratorate=w.county, subject="reply")
    reminder_rules.take_out(
        access=None, at=factories.at(), rule=ReminderRule.objects.get(procuratorate=w.county, days=-3)
    )
    assert [remind(DUE - timedelta(days=days)) for days in (3, 2)] == [0, 1]
    assert taken_back() == [(DUE, "rule"), (DUE, "rule")]
    assert Reminder.objects.get(sent_at__isnull=False).rule.procuratorate == w.county


@pytest.mark.slow
@pytest.mark.parametrize(("place", "tells_unit"), [("prefecture", True), ("county", True), ("sibling", False)])
def test_a_ladder_holds_in_its_place_and_below_and_nowhere_else(w, place, tells_unit):
    only(w, "reply")
    add("reply", (0, 0, ["unit"]), getattr(w, place))
    assert remind(DUE) == tells_unit


@pytest.mark.slow
def test_the_nearest_ladder_rules_whole(w):
    only(w, "reply", (-3, 0, ["unit"]))
    add("reply", (-2, 0, ["unit"]), w.prefecture)
    add("reply", (-1, 0, ["unit"]), w.county)
    assert [remind(DUE - timedelta(days=days)) for days in (3, 2, 1)] == [0, 0, 1]


def test_a_ladder_of_its_own_that_is_switched_off_whole_lets_none_from_above_speak(w):
    only(w, "reply", (-3, 0, ["unit"]))
    change(add("reply", (-3, 0, ["unit"]), w.county), is_enabled=False)
    assert remind(DUE) == 0


@pytest.mark.slow
def test_a_ladder_of_its_own_for_one_subject_leaves_the_others_to_all(w):
    only(w, "reply", (0, 0, ["unit"]))
    add("filing", (0, 0, ["case_manager"]), w.county)
    assert remind(DUE) == 2


# Who is told is asked when it is told


@pytest.fixture
def planned_for_the_handling_prosecutor(w):
    only(w, "reply", (-3, 0, ["handling"]))
    remind(DUE - timedelta(days=7))
    return w


def speak(w) -> set[str]:
    remind(DUE - timedelta(days=3))
    return set(notified(w))


@pytest.mark.slow
def test_a_case_handed_over_after_planning_tells_its_new_prosecutor(planned_for_the_handling_prosecutor):
    w = planned_for_the_handling_prosecutor
    on = DUE - timedelta(days=5)
    drafting.hand_over(
        access=factories.access(w.head, on), at=factories.at(on), suggestion=w.suggestion, to=w.second, reason="调离"
    )
    assert speak(w) == {"second"}


@pytest.mark.slow
def test_a_closed_account_is_told_nothing_and_what_is_nobodys_falls_to_the_head(planned_for_the_handling_prosecutor):
    w = planned_for_the_handling_prosecutor
    people.deactivate(access=None, at=factories.at(), on=DUE - timedelta(days=5), person=w.handling, reason="调离")
    assert speak(w) == {"head"}


@pytest.mark.slow
def test_a_post_that_ended_yesterday_is_told_nothing(planned_for_the_handling_prosecutor):
    w = planned_for_the_handling_prosecutor
    end_post(w.handling, on=DUE - timedelta(days=4))
    assert speak(w) == {"head"}


@pytest.mark.slow
def test_without_head_and_prosecutor_it_falls_to_the_chiefs(planned_for_the_handling_prosecutor):
    w = planned_for_the_handling_prosecutor
    end_post(w.handling, on=DUE - timedelta(days=4))
    end_post(w.head, on=DUE - timedelta(days=4))
    assert speak(w) == {"deputy"}


@pytest.mark.slow
def test_a_post_counts_on_its_last_day(planned_for_the_handling_prosecutor):
    w = planned_for_the_handling_prosecutor
    end_post(w.handling, on=DUE - timedelta(days=3))
    assert speak(w) == {"handling"}


@pytest.mark.slow
def test_a_unit_that_was_not_served_is_told_nothing_and_nobody_in_its_place(w):
    only(w, "reply", (-3, 0, ["unit"]))
    Suggestion.objects.filter(pk=w.suggestion.pk).update(served_on=None, document_state="issued")
    assert remind(DUE - timedelta(days=3)) == 1
    assert notified(w) == {}
    assert Reminder.objects.get().told_count == 0


@pytest.mark.slow
def test_of_a_draft_nobody_is_told_who_may_not_see_it(w):
    """The chief sees a draft once it is submitted, and is told of no investigation before."""
    only(w, "investigation", (1, 0, ["handling", "head", "chief", "policy", "registrar", "case_manager", "higher"]))
    draft = factories.opened(w)
    on = draft.clocks.get(term="investigation").due_on + ONE_DAY
    assert remind(on) == 1
    assert set(notified(w)) == {"handling", "head", "manager"}
    for name in notified(w):
        assert Suggestion.objects.visible_to(factories.access(getattr(w, name), on)).filter(pk=draft.pk).exists()


# The usual ladders


def test_each_usual_ladder_is_of_a_subject_and_tells_known_relations():
    assert set(default_rules.DEFAULT_RULES) == set(duties.REMINDED)
    told_by = {key for rules in default_rules.DEFAULT_RULES.values() for rule in rules for key in rule.relations}
    assert told_by <= set(reminder_rules.READERS) <= set(relations.BY_KEY)


@pytest.mark.slow
def test_each_usual_rung_could_be_set_by_an_administrator(db):
    for subject, rules in default_rules.DEFAULT_RULES.items():
        for rule in rules:
            draft = RuleDraft(days=rule.days, grace=rule.grace, relations=rule.relations, channel=rule.channel)
            rule = reminder_rules.add(access=None, at=factories.at(), procuratorate=None, subject=subject, draft=draft)
            assert rule.relations == [key for key in reminder_rules.READERS if key in rule.relations]


def test_every_term_belongs_to_exactly_one_subject_which_reminds_its_debtor():
    found = [key for keys in duties.reminded_terms().values() for key in keys]
    assert sorted(found) == sorted({term.key for term in term_rows.TERMS})
    for term in term_rows.TERMS:
        told_by = {key for rule in default_rules.DEFAULT_RULES[duties.of_term(term).subject] for key in rule.relations}
        assert ("unit" in told_by) == (term.owes in {"unit", "court"}), term.key


@pytest.mark.slow
def test_every_clock_that_runs_is_spoken_of(w):
    duties = w.suggestion.clocks.running().exclude(term="objection")  # a right, which has lapsed by then
    assert remind(DUE + timedelta(days=200)) == duties.count()


# Run twice, and what would go out


@pytest.mark.slow
def test_a_run_that_comes_twice_at_a_moment_does_it_once(w):
    on = DUE + timedelta(days=15)
    assert [remind(on), remind(on), reminding.plan(at=factories.at(on)), reminding.deliver(at=factories.at(on))][
        1:
    ] == [
        0,
        0,
        0,
    ]
    about = list(Notice.objects.values_list("person", "about"))
    assert len(about) == len(set(about))


def test_an_emptied_ladder_stays_empty(w):
    only(w, "reply")
    remind(DUE)
    assert not ReminderRule.objects.in_use().exists()


@pytest.mark.slow
def test_the_rungs_to_come_of_a_clock_are_known(w):
    only(w, "reply", (-3, 0, ["unit"]), (1, 2, ["unit"]))
    before, after = DUE - timedelta(days=3), DUE + timedelta(days=3)
    found = [
        [each.planned_for for each in reminder_query.coming(clocks=[clock(w)], since=day)]
        for day in (DUE - timedelta(days=20), before, DUE, after, after + timedelta(days=1))
    ]
    assert found == [[before, after], [before, after], [after], [after], []]


RULES = st.lists(
    st.one_of(
        st.tuples(st.integers(-20, 20), st.just(0)),
        st.tuples(st.integers(1, 12), st.integers(1, 8)),
    ),
    min_size=1,
    max_size=5,
    unique=True,
)
DAYS = st.dates(date(2026, 4, 10), date(2026, 10, 20))


def speaks_on(due: date, days: int, grace: int) -> date:
    """Reckons day by day, on the published calendar, when a rung speaks."""
    day = due + timedelta(days=days)
    while grace:
        day += ONE_DAY
        grace -= chinese_calendar.is_workday(day)
    return day


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rules=RULES,
    due=DAYS,
    agreed_after=st.one_of(st.none(), st.integers(1, 30)),
    ran=st.integers(1, 40),
    waits=st.lists(st.integers(0, 25), min_size=1, max_size=4),
)
def test_what_speaks_is_what_a_plain_reckoning_says(w, rules, due, agreed_after, ran, waits):
    """Any ladder, clock and gaps between the runs: planned days, who speaks, and the list of what would go out."""
    with transaction.atomic():
        started, agreed = due - timedelta(days=ran), due + timedelta(days=agreed_after) if agreed_after else None
        Clock.objects.filter(pk=clock(w).pk).update(due_on=due, agreed_on=agreed, started_on=started)
        rules = only(w, "reply", *((days, grace, ["unit"]) for days, grace in rules))
        speaking = {
            rule.pk: speaks_on(agreed or due, rule.days, rule.grace)
            for rule in rules
            if speaks_on(agreed or due, rule.days, rule.grace) > started
        }
        by_key = {rule.pk: rule for rule in rules}
        in_order = sorted(speaking, key=lambda pk: (speaking[pk], by_key[pk].days, pk))
        today, known, spoken = started, set(), []
        for wait in waits:
            today += timedelta(days=wait)
            due_now = [pk for pk in in_order if speaking[pk] <= today]
            says = due_now[-1:] if due_now and due_now[-1] not in known else []
            listed = reminder_outlook.outlook(today=today, until=today).on(today, most=9)
            assert [row.rule_id for row in listed] == says
            assert remind(today) == len(says)
            known.update(due_now)
            spoken += says
            assert sorted(planned(w)) == sorted(day for day in speaking.values() if day <= today + reminding.AHEAD)
        sent = Reminder.objects.filter(sent_at__isnull=False).order_by("sent_at", "id")
        assert list(sent.values_list("rule_id", flat=True)) == spoken
        transaction.set_rollback(True)


@pytest.mark.slow
def test_nobody_is_reminded_of_a_right_that_lapsed_while_the_reminders_slept(w):
    only(w, "objection", (-3, 0, ["unit"]))
    lapses_on = clock(w, "objection").due_on
    reminding.plan(at=factories.at(lapses_on - timedelta(days=5)))
    assert remind(lapses_on + timedelta(days=1)) == 0
    [reminder] = Reminder.objects.filter(clock=clock(w, "objection"))
    assert reminder.cancelled_because == Reminder.Because.LAPSED
    assert remind(lapses_on + timedelta(days=2)) == 0
    assert Reminder.objects.count() == 1


@pytest.mark.slow
def test_of_a_right_people_are_reminded_until_its_last_day(w):
    only(w, "objection", (-3, 0, ["unit"]))
    assert remind(clock(w, "objection").due_on) == 1
