"""The calendar is everybody's: who may change which days, what takes two people, and that all due days follow or none."""

from datetime import date, timedelta
from random import Random

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from organs.actions import proposals
from organs.models import Proposal, SetupEvent
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.actions import calendars, clocks, recounting, serving, wanted_changes
from suggestions.actions.serving import ServiceDraft
from suggestions.models import CalendarDay, CalendarYear, Clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ON = date(2026, 8, 3)
DUE = date(2026, 10, 8)  # two months from 3 August are 3 October, a holiday until the 7th
NEXT = timedelta(days=1)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.prefecture)
    w.local_guard = factories.person("local_guard", "安全员乙", Role.SECURITY_ADMINISTRATOR, procuratorate=w.prefecture)
    w.elsewhere = factories.person("elsewhere", "管理员丙", Role.ADMINISTRATOR, procuratorate=w.sibling)
    w.served = factories.served(w, on=ON)
    return w


@pytest.fixture
def w(built, db):
    built.served.refresh_from_db()
    return built


def enter(w, who, first: date = DUE, last: date | None = None, **facts):
    values = {"year": first.year, "kind": "holiday", "name": "补休", "last": last or first}
    return calendars.enter_days(
        access=factories.access(who, ON) if who else None, at=factories.at(ON, 12), first=first, **values | facts
    )


def remove(w, who, first: date, last: date | None = None, **facts):
    return calendars.remove_days(
        access=factories.access(who, ON) if who else None,
        at=factories.at(ON, 12),
        **{"year": first.year, "first": first, "last": last or first} | facts,
    )


def confirm(w, proposal: Proposal, who=None, **facts) -> None:
    calendars.confirm(
        access=factories.access(who or w.security, ON), at=factories.at(ON, 13), proposal=proposal, **facts
    )


def reply(w) -> Clock:
    return w.served.clocks.get(term="reply")


# Who may change which days


@pytest.mark.parametrize("year", [2026, 2031])
def test_the_days_of_the_nation_are_the_tops_alone(w, year):
    with pytest.raises(NotAllowed):
        enter(w, w.local, date(year, 10, 8))
    with pytest.raises(NotAllowed):
        enter(w, w.chief, date(year, 10, 8))
    with pytest.raises(NotAllowed):
        remove(w, w.local, date(2026, 10, 1))
    with pytest.raises(NotAllowed):
        calendars.publish_year(access=factories.access(w.local), at=factories.at(), year=2026, source="通知")
    assert not CalendarDay.objects.filter(day=date(year, 10, 8)).exists()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("region", "is_own"),
    [("6523", True), ("652328", True), ("65", False), ("652", False), ("6524", False), ("11", False)],
)
def test_days_of_a_region_are_of_those_who_administer_it(w, region, is_own):
    day = date(2031, 3, 20)
    if is_own:
        enter(w, w.local, day, region=region)
        assert CalendarDay.objects.get(region=region).day == day
    else:
        with pytest.raises(NotAllowed):
            enter(w, w.local, day, region=region)
    enter(w, w.administrator, day, region=region)


def test_an_office_that_somebody_founds_gives_no_right_over_its_region(w):
    type(w.county).objects.filter(pk=w.county.pk).update(region_code="11")
    with pytest.raises(NotAllowed):
        enter(w, w.local, date(2031, 3, 20), region="11")


def test_who_decides_of_a_region_is_the_place_or_above(w):
    proposal = enter(w, w.local, region="6523")
    assert proposal.procuratorate == w.prefecture
    for who in (w.local, w.elsewhere, w.chief):
        with pytest.raises(NotAllowed):
            confirm(w, proposal, who)
    confirm(w, proposal, w.local_guard)
    assert CalendarDay.objects.get(day=DUE).region == "6523"
    proposal = remove(w, w.local, DUE, region="6523")
    confirm(w, proposal, w.administrator)
    assert not CalendarDay.objects.filter(day=DUE).exists()


def test_of_the_nation_only_the_top_decides(w):
    proposal = enter(w, w.administrator)
    assert proposal.procuratorate is None
    for who in (w.administrator, w.local, w.local_guard):
        with pytest.raises(NotAllowed):
            confirm(w, proposal, who)
    assert reply(w).due_on == DUE


# Each day on the page of its year


@pytest.mark.parametrize("who", ["administrator", None])
@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 10, 8), date(2026, 10, 8), "first"),
        (date(2030, 12, 31), date(2031, 1, 2), "first"),
        (date(2031, 12, 30), date(2032, 1, 2), "last"),
    ],
)
def test_a_day_of_another_year_is_refused_at_its_field_for_the_whole_run(w, who, first, last, field):
    who = getattr(w, who) if who else None
    before = CalendarDay.objects.count()
    for act in (enter, remove):
        with pytest.raises(Refused) as refusal:
            act(w, who, first, last, year=2031)
        assert refusal.value.field == field
    assert CalendarDay.objects.count() == before


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 121}, "name"),
        ({"kind": "party"}, "kind"),
        ({"kind": "make_up"}, "kind"),
        ({"region": "六五"}, "region"),
        ({"region": "6" * 13}, "region"),
        ({"last": date(2026, 11, 8)}, "last"),
        ({"last": date(2026, 10, 7)}, "last"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(w, facts, field):
    for who in (w.administrator, None):
        with pytest.raises(Refused) as refusal:
            enter(w, who, **facts)
        assert refusal.value.field == field


# What takes two


def test_days_of_a_year_that_is_not_published_are_entered_by_one_and_count_for_nothing_yet(w):
    CalendarYear.objects.filter(year=2026).delete()
    counted = clocks.counted_from(on=ON, length=clocks.derivation_of(reply(w)).length).due_on
    assert enter(w, w.administrator, counted) is None
    assert CalendarDay.objects.get(day=counted).name == "补休"
    assert clocks.counted_from(on=ON, length=clocks.derivation_of(reply(w)).length).due_on == counted
    assert reply(w).due_on == DUE
    assert SetupEvent.objects.filter(verb="enter day").latest("id").actor_id == w.administrator.pk


def test_a_day_of_a_published_year_waits_for_a_second_person_and_then_moves_all(w):
    other = factories.issued(w, on=ON)
    proposal = enter(w, w.administrator)
    assert not CalendarDay.objects.filter(day=DUE).exists()
    started = serve(w, other)
    assert started.due_on == DUE, "what is only proposed moves nothing"
    confirm(w, proposal, expected_change=recounting.mark_of(recounting.by_change(change_of(proposal))))
    started.refresh_from_db()
    assert {reply(w).due_on, started.due_on} == {DUE + NEXT}
    assert reply(w).former[0]["due_on"] == DUE.isoformat()
    assert SetupEvent.objects.filter(verb="enter day").latest("id").details == {"moved": "2"}


def change_of(proposal: Proposal):
    return wanted_changes.of_content(proposal.content).counted_as


def serve(w, suggestion) -> Clock:
    serving.serve(
        access=factories.access(w.handling, ON),
        at=factories.at(ON, 11),
        suggestion=suggestion,
        service=ServiceDraft(mode="direct", received_on=ON, signed_by="收发室", signed_as="mail"),
    )
    return suggestion.clocks.get(term="reply")


def test_a_day_that_is_taken_out_or_named_otherwise_waits_as_well(w):
    confirm(w, enter(w, w.administrator))
    confirm(w, enter(w, w.administrator, kind="rest", name="调休"))
    assert CalendarDay.objects.get(day=DUE).name == "调休"
    assert reply(w).derivation["rolled"][-1]["name"] == "调休"
    assert len(reply(w).former) == 1, "a name moves no day"
    proposal = remove(w, w.administrator, DUE)
    assert CalendarDay.objects.filter(day=DUE).exists()
    confirm(w, proposal)
    assert not CalendarDay.objects.filter(day=DUE).exists()
    assert reply(w).due_on == DUE


def test_a_regional_day_moves_the_clocks_of_its_region_where_the_setting_says_so(w, settings: Settings):
    settings.REGIONAL_DAYS_MOVE_DEADLINES = True
    confirm(w, enter(w, w.administrator, region="34"))
    assert reply(w).due_on == DUE
    confirm(w, enter(w, w.local, region="6523"), w.local_guard)
    assert reply(w).due_on == DUE + NEXT


def test_the_list_that_the_first_person_saw_is_the_one_that_is_proposed(w):
    with pytest.raises(Stale):
        enter(w, w.administrator, expected_change=recounting.mark_of([]))
    assert not Proposal.objects.exists()
    rows = recounting.by_change(wanted_changes.DaysChange(**days_of(DUE)).counted_as)
    proposal = enter(w, w.administrator, expected_change=recounting.mark_of(rows))
    assert (proposal.content["moves"], proposal.content["seen"]) == (1, recounting.mark_of(rows))


def days_of(day: date) -> dict[str, object]:
    return {"year": day.year, "first": day, "last": day, "region": "", "kind": "holiday", "name": "补休"}


def test_of_two_proposals_for_the_same_days_the_second_one_reads_who_waits(w):
    first = enter(w, w.administrator, DUE, DUE + NEXT)
    for act in (enter, remove):
        with pytest.raises(Refused, match=w.administrator.name):
            act(w, w.administrator, date(2026, 10, 7), DUE)
    enter(w, w.administrator, DUE, region="6523")
    enter(w, w.administrator, DUE + 2 * NEXT)
    proposals.withdraw(access=factories.access(w.administrator, ON), at=factories.at(ON), proposal=first)
    enter(w, w.administrator)


def test_a_proposal_is_not_confirmed_after_its_days_were_changed_otherwise(w):
    proposal = enter(w, w.administrator)
    enter(w, None, kind="rest", name="调休")
    moved = reply(w).due_on
    with pytest.raises(Refused) as refusal:
        confirm(w, proposal)
    assert not isinstance(refusal.value, Stale)
    proposal.refresh_from_db()
    assert (proposal.outcome, CalendarDay.objects.get(day=DUE).name, reply(w).due_on) == ("", "调休", moved)
    proposals.withdraw(access=factories.access(w.administrator, ON), at=factories.at(ON), proposal=proposal)


def test_a_notice_is_not_confirmed_after_its_days_were_changed(w):
    enter(w, w.administrator, date(2031, 1, 1), name="元旦")
    facts = {"access": factories.access(w.administrator), "at": factories.at(), "year": 2031, "source": "通知"}
    proposal = calendars.publish_year(**facts)
    enter(w, w.administrator, date(2031, 1, 2), name="元旦")
    with pytest.raises(Refused):
        confirm(w, proposal)
    assert not CalendarYear.objects.filter(year=2031).exists()


def test_a_proposal_is_confirmed_once(w):
    proposal = enter(w, w.administrator)
    confirm(w, proposal)
    with pytest.raises(Refused):
        confirm(w, proposal)
    assert len(reply(w).former) == 1


def test_years_that_the_package_brings_later_move_what_waited_for_them(w):
    CalendarYear.objects.filter(year=2026).delete()
    CalendarDay.objects.filter(day__year=2026).delete()
    started = serve(w, factories.issued(w, on=ON))
    assert (started.due_on, started.is_provisional) == (date(2026, 10, 5), True)
    calendars.seed(at=factories.at(ON, 14))
    started.refresh_from_db()
    assert (started.due_on, started.is_provisional) == (DUE, False)


# No clock is lost


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_after_each_change_every_running_clock_is_as_it_would_be_counted_anew(w, settings: Settings, seed: int):
    random = Random(seed)
    settings.REGIONAL_DAYS_MOVE_DEADLINES = True
    decided = clocks_of_all_kinds(w, random)
    for _change in range(12):
        make_random_change(w, random)
        running = Clock.objects.running().filter(derivation__has_key="start_on").exclude(pk=decided.pk)
        for each in running.select_related("suggestion__procuratorate"):
            anew = clocks.counted_again(each)
            assert (each.due_on, each.is_provisional) == (anew.due_on, anew.is_provisional)
            assert each.derivation == anew.to_json()
    decided.refresh_from_db()
    assert decided.due_on == date(2027, 9, 1)


def clocks_of_all_kinds(w, random: Random) -> Clock:
    """Starts clocks by real steps, over the turn of a year that is not published; returns one whose day was set by a decision."""
    for _letter in range(3):
        on = date(2026, 10, 20) + timedelta(days=random.randint(0, 60))
        factories.served(w, "public_interest", on)
        factories.replied(w, factories.served(w, on=on), on + timedelta(days=random.randint(1, 20)))
    decided = factories.served(w, on=date(2026, 12, 1)).clocks.get(term="reply")
    clocks.move(clock=decided, due_on=date(2027, 9, 1), reason="变更", event=w.served.events.last())
    return decided


def make_random_change(w, random: Random) -> None:
    """Lets one person, or two where it takes two, enter, change or take out days, or publish the year."""
    first = date(2026, 11, 1) + timedelta(days=random.randint(0, 150))
    last = min(first + timedelta(days=random.randint(0, 9)), date(first.year, 12, 31))
    region = random.choice(("", "", "65", "6523", "652328", "34"))
    try:
        if random.random() < 0.15:
            facts = {"access": factories.access(w.administrator), "at": factories.at(), "year": 2027}
            proposal = calendars.publish_year(source=f"通知{random.random()}", **facts)
        elif random.random() < 0.3:
            proposal = remove(w, w.administrator, first, last, region=region)
        else:
            kind = random.choice(("holiday", "rest"))
            proposal = enter(w, w.administrator, first, last, region=region, kind=kind, name=random.choice("甲乙丙"))
    except Refused as refused:
        assert refused.field in {"first", "year"}, refused
        return
    if proposal:
        rows = recounting.by_change(change_of(proposal))
        confirm(w, proposal, expected_change=recounting.mark_of(rows))


def test_why_a_day_moved_is_kept_in_chinese_whoever_acts(w):
    with translation.override("en"):
        one = wanted_changes.DaysChange(year=2026, first=DUE, last=DUE, region="")
        notice = wanted_changes.NoticeChange(year=2027, source="国办发明电")
        assert (one.reason, notice.reason) == (f"日历变更：{DUE}。", "2027年放假通知已录入。")
