"""A later day, the examination's month and the court's, through the forms: asked where the day is shown, decided by another person."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from suggestions.actions import examining
from tests import factories
from tests.factories import access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BACKEND = "organs.sign_in.PersonBackend"
ON = later(60)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.served = factories.served(w)
    w.examined = factories.served(w, "public_interest")
    examining.begin(access=access(w.handling, later(70)), at=at(later(70)), suggestion=w.examined)
    w.enforcement = factories.served(w, "violation_civil_enforcement")
    return w


@pytest.fixture
def w(built, db, settings):
    settings.LANGUAGE_CODE = "en"
    built.served.refresh_from_db()
    built.examined.refresh_from_db()
    built.enforcement.refresh_from_db()
    return built


def by(person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person, backend=BACKEND)
    return client


def send(person, href: str, given: dict[str, object], on: date = ON):
    with time_machine.travel(at(on), tick=False):
        return by(person).post(href, given)


def look(person, href: str, on: date = ON):
    with time_machine.travel(at(on), tick=False):
        return by(person).get(href)


def step_url(name: str, step: str, suggestion, subject=None) -> str:
    return reverse(name, args=[suggestion.pk, step, subject.pk if subject else 0])


def upload():
    scan = factories.picture()
    scan.stream.name = scan.name
    return scan.stream


def ask(w, **given):
    typed = {"how": "days", "amount": "10", "reason": "汛期停工"} | given
    return send(w.liaison, step_url("portal-step", "later_date.ask", w.served), typed)


def test_the_unit_asks_at_the_clock_and_the_clock_no_longer_offers_it_then(w):
    href = step_url("portal-step", "later_date.ask", w.served)
    letter = reverse("portal-letter", args=[w.served.pk])
    assert f'href="{href}"' in look(w.liaison, letter).content.decode()
    assert "2026-05-06" in look(w.liaison, href).content.decode()
    assert ask(w).status_code == 302
    page = look(w.liaison, letter).content.decode()
    assert f'href="{href}"' not in page
    assert "Later day asked for" in page
    assert step_url("portal-step", "later_date.withdraw", w.served, w.served.later_dates.get()) in page


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"amount": ""}, "amount"),
        ({"reason": ""}, "reason"),
        ({"how": "date", "to_on": "2026-05-06"}, "to_on"),
        ({"how": "weeks"}, "how"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_stays_typed(w, given, field):
    answer = ask(w, **given)
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, [field])
    assert form["how"].value() == given.get("how", "days")
    assert not w.served.later_dates.exists()


def test_the_view_comes_first_and_then_another_person_decides(w):
    ask(w)
    asked = w.served.later_dates.get()
    page = reverse("suggestion", args=[w.served.pk])
    agree, advise = (step_url("step", f"later_date.{key}", w.served, asked) for key in ("agree", "advise"))
    assert "The handling prosecutor gives a view first." in look(w.head, page).content.decode()
    assert look(w.head, agree).status_code == 403
    assert f'href="{advise}"' in look(w.handling, page).content.decode()
    assert look(w.handling, advise).context["form"]["on"].value() == date(2026, 5, 18)
    assert send(w.handling, advise, {"on": "2026-05-14", "advice": "八日足够"}).status_code == 302
    form = look(w.head, agree).context["form"]
    assert form["on"].value() == date(2026, 5, 14)
    refused = send(w.head, agree, {"on": "2026-05-14", "reasons": ""})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reasons"])
    assert send(w.head, agree, {"on": "2026-05-14", "reasons": "八日足够"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.agreed_on, asked.clock.due_on) == ("agreed", date(2026, 5, 14), date(2026, 5, 6))
    shown = look(w.liaison, reverse("portal-letter", args=[w.served.pk])).content.decode()
    assert "agreed for 2026-05-14" in shown
    assert "八日足够" in shown


def test_the_desk_says_whose_turn_it_is_with_a_request(w):
    ask(w)
    assert "Give a view on the later day asked for" in look(w.handling, reverse("desk")).content.decode()
    asked = w.served.later_dates.get()
    send(w.handling, step_url("step", "later_date.advise", w.served, asked), {"advice": "不宜延期", "on": ""})
    desk = look(w.head, reverse("desk")).content.decode()
    assert "Decide on the later day asked for" in desk
    refuse = step_url("step", "later_date.refuse", w.served, asked)
    assert send(w.head, refuse, {"reasons": "理由不充分"}).status_code == 302
    assert "Decide on the later day asked for" not in look(w.head, reverse("desk")).content.decode()


def test_the_office_records_request_and_withdrawal_from_paper(w):
    href = step_url("paper-step", "later_date.ask", w.served)
    typed = {"how": "working_days", "amount": "5", "reason": "来函申请", "on": ON.isoformat()}
    assert "files" in send(w.registrar, href, typed).context["form"].errors
    assert send(w.registrar, href, typed | {"files": upload()}).status_code == 302
    asked = w.served.later_dates.get()
    assert (asked.amount, asked.unit, asked.wanted_on) == (5, "working_days", date(2026, 5, 12))
    withdraw = step_url("paper-step", "later_date.withdraw", w.served, asked)
    assert send(w.handling, withdraw, {"files": upload()}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_the_examination_is_extended_by_the_chief_and_then_from_above(w):
    on = later(75)
    extend, further = (step_url("step", f"examination.{key}", w.examined) for key in ("extend", "extend_further"))
    page = reverse("suggestion", args=[w.examined.pk])
    assert f'href="{extend}"' in look(w.chief, page, on).content.decode()
    assert further not in look(w.higher, page, on).content.decode()
    assert send(w.chief, extend, {"reason": "案情复杂"}, on).status_code == 302
    assert "only the next-higher procuratorate" in look(w.chief, page, on).content.decode()
    assert f'href="{further}"' in look(w.higher, page, on).content.decode()
    assert send(w.higher, further, {"months": "1", "reason": "同意"}, on).status_code == 302
    clock = w.examined.clocks.get(term="examination_pil")
    assert (clock.due_on, len(clock.former)) == (date(2026, 8, 6), 2)
    timeline = look(w.handling, page, on).content.decode()
    assert "Examination extended by the next-higher procuratorate" in timeline


def test_the_head_takes_the_time_of_an_appraisal_out(w):
    on = later(85)
    href = step_url("step", "examination.exclude_appraisal", w.examined)
    given = {"from_on": later(72).isoformat(), "to_on": later(79).isoformat(), "reason": "委托鉴定"}
    assert "from_on" in send(w.head, href, given | {"from_on": "2020-01-01"}, on).context["form"].errors
    assert send(w.head, href, given, on).status_code == 302
    assert w.examined.clocks.get(term="examination_pil").due_on == date(2026, 6, 15)


def test_a_court_prolongs_its_reply_at_its_clock_with_the_document(w):
    href = step_url("portal-step", "reply.prolong", w.enforcement)
    letter = reverse("portal-letter", args=[w.enforcement.pk])
    assert f'href="{href}"' in look(w.liaison, letter).content.decode()
    typed = {"on": later(58).isoformat(), "reference": "丙0321函5号", "reason": "执行线索较多"}
    assert list(send(w.liaison, href, typed).context["form"].errors) == ["files"]
    late = send(w.liaison, href, typed | {"on": later(61).isoformat(), "files": upload()})
    assert (late.status_code, list(late.context["form"].errors)) == (422, ["on"])
    assert send(w.liaison, href, typed | {"files": upload()}).status_code == 302
    shown = look(w.liaison, letter).content.decode()
    assert f'href="{href}"' not in shown
    for words in ("2026-07-02", "Formerly 2026-06-02", "approved on 2026-04-29, 丙0321函5号, 1 month"):
        assert words in shown, words
    assert reverse("portal-clock", args=[w.enforcement.clocks.get(term="reply_enforcement").pk]) in shown


def test_the_office_records_the_courts_month_from_paper_and_no_other_unit_is_offered_it(w):
    href = step_url("paper-step", "reply.prolong", w.enforcement)
    assert href in look(w.registrar, reverse("suggestion", args=[w.enforcement.pk])).content.decode()
    other = look(w.registrar, reverse("suggestion", args=[w.served.pk])).content.decode()
    assert step_url("paper-step", "reply.prolong", w.served) not in other
    typed = {"on": later(58).isoformat(), "reason": "来函告知", "files": upload()}
    assert send(w.registrar, href, typed).status_code == 302
    assert w.enforcement.clocks.get(term="reply_enforcement").due_on == date(2026, 7, 2)
