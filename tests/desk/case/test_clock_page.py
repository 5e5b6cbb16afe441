"""Why this day: one page for each clock, on either side with its own sight, and every former day on it."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from desk.case import derivation_steps
from followups.actions import granting, postponing, visiting
from followups.actions.postponing import Wish
from organs.models import Procuratorate
from suggestions.actions import copying, examining, local_rules, objecting, serving
from suggestions.models import Clock, ProblemCategory
from suggestions.rules import counting
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.rest_days import RestDays
from tests import factories
from tests.factories import access, at, later
from tests.followups import visits

pytestmark = pytest.mark.django_db
BACKEND = "organs.sign_in.PersonBackend"


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.served = factories.served(w)
    return w


@pytest.fixture
def w(built, db, settings):
    settings.LANGUAGE_CODE = "en"
    built.served.refresh_from_db()
    return built


@pytest.fixture
def by():
    def signed_in(person):
        client = Client(headers={"accept-language": "en"})
        client.force_login(person, backend=BACKEND)
        return client

    return signed_in


def clock(w, term="reply"):
    return w.served.clocks.get(term=term)


def office(row):
    return reverse("clock", args=[row.pk])


def portal(row):
    return reverse("portal-clock", args=[row.pk])


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.slow
def test_the_page_names_rule_article_version_channel_receipt_and_every_day_passed_over(by, w):
    for client, href in ((by(w.handling), office), (by(w.liaison), portal)):
        page = client.get(href(clock(w)))
        shown = text(page)
        for words in (
            "Provisions on Procuratorial Suggestions (2019), Art. 19",
            "version 1, in force from 2019-02-26",
            "In writing, handed over",
            "2026-03-02",
            "收发室",
            "2026-05-06",
        ):
            assert words in shown, words
        # 2 May 2026 lies in the Labour Day holiday, which lasts until the 5th
        assert [each.day for each in page.context["passed"]] == [date(2026, 5, day) for day in (2, 3, 4, 5)]
        assert page.context["calendars"] == [(2026, "published days")]


@pytest.mark.slow
def test_a_planned_visit_has_its_page_with_every_former_day_for_the_office_alone(by, w):
    visit = visits.planned(w, w.served)
    for to, reason in ((later(15), "对方负责人出差"), (later(20), "道路封闭")):
        visiting.move(access=access(w.handling), at=at(later(11)), visit=visit, to=to, reason=reason)
    row = clock(w, "visit")
    page = by(w.handling).get(office(row))
    assert [(each.day, each.reason) for each in page.context["former"]] == [
        (later(12), "对方负责人出差"),
        (later(15), "道路封闭"),
    ]
    for words in ("Hold the visit or talk that was planned", "name no day", "set by the office, not law"):
        assert words in text(page), words
    strip = text(by(w.handling).get(reverse("suggestion", args=[w.served.pk])))
    assert f'href="{office(row)}"' in strip
    assert by(w.liaison).get(portal(row)).status_code == 404
    assert portal(row) not in text(by(w.liaison).get(reverse("portal-letter", args=[w.served.pk])))
    assert "planned" not in text(by(w.liaison).get(portal(clock(w))))


@pytest.mark.slow
def test_every_date_of_a_clock_leads_to_its_page(by, w):
    reply, filing = clock(w), clock(w, "filing")
    suggestion = text(by(w.handling).get(reverse("suggestion", args=[w.served.pk])))
    assert suggestion.count(f'href="{office(filing)}"') == 2  # at its clock and beside whose turn it is
    assert office(reply) in suggestion
    letter = text(by(w.liaison).get(reverse("portal-letter", args=[w.served.pk])))
    assert portal(reply) in letter
    assert f'href="{office(reply)}"' not in letter
    assert office(filing) in text(by(w.manager).get(reverse("desk")))
    assert office(filing) in text(by(w.handling).get(reverse("suggestion-list")))


@pytest.mark.slow
def test_the_unit_opens_its_own_clocks_and_none_of_the_office(by, w):
    client = by(w.liaison)
    assert client.get(portal(clock(w))).status_code == 200
    assert client.get(portal(clock(w, "objection"))).status_code == 200
    assert client.get(portal(clock(w, "filing"))).status_code == 404
    assert client.get(office(clock(w))).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("who", ["outsider", "other_liaison", "copied_liaison"])
def test_for_others_the_page_is_not_there(by, w, who):
    copy = copying.plan(access=access(w.chief), at=at(), suggestion=w.served, unit=w.copied_unit, ground="departments")
    copying.send(access=access(w.registrar), at=at(), copy=copy, on=factories.DAY)
    client = by(getattr(w, who))
    assert {client.get(href(clock(w))).status_code for href in (office, portal)} == {404}


def test_signed_out_it_asks_to_sign_in_and_an_unknown_clock_is_not_there(client, by, w):
    assert client.get(office(clock(w))).status_code == 302
    assert by(w.handling).get(reverse("clock", args=[999_999])).status_code == 404
    assert by(w.handling).post(office(clock(w))).status_code == 405


def test_a_corrected_receipt_stands_with_its_reason_and_the_former_day(by, w):
    serving.correct_receipt(
        access=access(w.head, later(3)), at=at(later(3)), suggestion=w.served, on=later(2), reason="回证有误"
    )
    page = by(w.liaison).get(portal(clock(w, "objection")))
    [former] = page.context["former"]
    assert (former.day, former.reason, former.changed_on) == (date(2026, 3, 12), "回证有误", later(3))
    assert "2026-03-02, corrected to 2026-03-04: 回证有误" in text(page)


@pytest.mark.slow
def test_an_agreed_day_stands_beside_the_legal_one_with_the_view_for_the_office_only(by, w):
    on = later(60)
    asked = postponing.ask(
        access=access(w.liaison, on),
        at=at(on),
        suggestion=w.served,
        wish=Wish(amount=10, unit="days"),
        reason="汛期停工",
    )
    granting.advise(access=access(w.handling, on), at=at(on), later_date=asked, advice="属实", on=asked.wanted_on)
    granting.agree(access=access(w.head, on), at=at(on), later_date=asked, on=asked.wanted_on)
    for person, href, sees in ((w.handling, office, True), (w.liaison, portal, False)):
        shown = text(by(person).get(href(clock(w))))
        assert "汛期停工" in shown
        assert "2026-05-18" in shown
        assert "2026-05-06" in shown
        assert ("属实" in shown) is sees
        assert (w.head.name in shown) is sees


@pytest.mark.slow
def test_an_adopted_local_rule_is_named_with_its_reason(by, w):
    Procuratorate.objects.filter(pk=w.county.pk).update(region_code="370285")
    w.county.refresh_from_db()
    category = ProblemCategory.objects.create(code="duty-crime", zh="预防职务犯罪", en="Duty crime")
    w = SimpleNamespace(**vars(w) | {"problem_category": category})
    local_rules.adopt(
        access=access(w.administrator, later(-20)),
        at=at(later(-20)),
        procuratorate=w.county,
        term="reply_local_qingdao",
        from_on=later(-20),
        reason="党组会决定",
        title="某市预防职务犯罪条例",
        provision="第十条",
        subject=category,
    )
    served = factories.served(w, reply_amount=30, reply_unit="days")
    shown = text(by(w.handling).get(office(served.clocks.get(term="reply_local_qingdao"))))
    assert "Qingdao, on preventing duty crime (2011)" in shown
    assert "丙县人民检察院, from 2026-02-10: 党组会决定" in shown


@pytest.fixture
def examined(w):
    w = SimpleNamespace(**vars(w) | {"served": factories.served(w, "public_interest")})
    examining.begin(access=access(w.handling, later(70)), at=at(later(70)), suggestion=w.served)
    return w


@pytest.mark.slow
def test_a_suspended_examination_stands_still_among_the_running_clocks(by, examined):
    w = examined
    examining.suspend(access=access(w.chief, later(75)), at=at(later(75)), suggestion=w.served, reason="鉴定中")
    page = by(w.handling).get(reverse("suggestion", args=[w.served.pk]))
    [halted] = [each for each in page.context["running"] if "public-interest litigation" in str(each.duty)]
    assert (halted.state, halted.beside) == ("still", "stands still since 2026-05-16")


@pytest.mark.slow
def test_pauses_and_extensions_are_steps_of_the_derivation(by, examined):
    w = examined
    examining.suspend(access=access(w.chief, later(75)), at=at(later(75)), suggestion=w.served, reason="鉴定中")
    examining.resume(access=access(w.chief, later(85)), at=at(later(85)), suggestion=w.served, reason="恢复")
    examining.extend(access=access(w.chief, later(86)), at=at(later(86)), suggestion=w.served, reason="案情复杂")
    row = clock(w, "examination_pil")
    page = by(w.handling).get(office(row))
    steps = [(step.term, step.day) for step in page.context["shape"].steps]
    assert page.context["shape"].steps[0].text == "End of the rectification period; this day does not count"
    assert steps[1:] == [
        ("+ 1 month", None),
        ("+ 1 month", None),
        ("", date(2026, 7, 6)),
        ("+ 10 days", None),
        ("", date(2026, 7, 16)),
    ]
    assert "suspended from 2026-05-16 to 2026-05-26" in text(page)
    assert "Art. 47" in text(page)
    assert [each.reason for each in page.context["former"]] == ["恢复", "案情复杂"]
    assert by(w.liaison).get(portal(row)).status_code == 404


@pytest.mark.slow
def test_the_other_running_clocks_stand_in_one_strip(by, w):
    objecting.object_to(access=access(w.liaison, later(2)), at=at(later(2)), suggestion=w.served, grounds="事实不准")
    page = by(w.handling).get(office(clock(w)))
    assert [str(each.duty)[:4] for each in page.context["running"]] == ["File", "Revi"]
    assert "clock__strip" in text(page)
    unit = by(w.liaison).get(portal(clock(w)))
    assert [str(each.duty)[:4] for each in unit.context["running"]] == ["Revi"]


@pytest.mark.slow
def test_a_page_takes_the_same_statements_however_often_the_day_was_moved(by, w, django_assert_max_num_queries):
    client = by(w.handling)
    for day in (2, 3, 4):
        serving.correct_receipt(
            access=access(w.head, later(9)), at=at(later(9)), suggestion=w.served, on=later(day), reason=f"更正{day}"
        )
    with django_assert_max_num_queries(24):
        page = client.get(office(clock(w)))
    assert len(page.context["former"]) == 3


@pytest.mark.slow
def test_new_years_day_of_a_year_without_a_notice_is_said_to_be_a_day_of_rest(w):
    none_published = RestDays(rows=(), published_years=())
    counted = counting.count(start=date(2097, 12, 2), length=Length(30, LengthUnit.DAYS), days=none_published)
    assert counted.due_on == date(2098, 1, 1)
    running = Clock.objects.filter(suggestion=w.served).first()
    running.derivation, running.due_on = counted.to_json(), counted.due_on
    assert "New Year's Day, a rest day in every year" in derivation_steps.derivation(running)[-1].note


def test_a_day_that_somebody_set_is_not_called_legal(w, by):
    reply = text(by(w.handling).get(office(clock(w))))
    assert "<dt>Legal day</dt>" in reply
    visits.planned(w, w.served)
    planned = text(by(w.handling).get(office(clock(w, "visit"))))
    assert "<dt>Legal day</dt>" not in planned
    assert "<dt>Due day</dt>" in planned
