"""What is mailed: one digest a person and day, a few urgent mails, what may stand in them, and what is left in the inbox alone."""

import itertools
from datetime import date, timedelta

import pytest
from django.utils import translation

from notices import mail_words
from notices.actions import composing_mail, mailing, own_reminders, reminder_rules, reminding
from notices.actions.reminder_rules import RuleDraft
from notices.models import Mail, Notice
from organs.actions import posts, preferences
from organs.models import Person
from organs.refusals import Refused
from suggestions.models import Clock
from suggestions.rules.term_rows import TERMS
from tests import factories

pytestmark = pytest.mark.django_db

DUE = date(2026, 5, 6)  # of the reply to a letter served on 2 March
ON = DUE - timedelta(days=3)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.served(w)
    Notice.objects.all().delete()
    Person.objects.filter(username__in=["handling", "second", "liaison", "head"]).update(
        email="x@mail.example", mail_language="en"
    )
    return w


@pytest.fixture
def w(built, db, settings):
    settings.MAIL_IS_ON, settings.MAIL_DIGEST_HOUR, settings.MAIL_URGENT_PER_DAY = True, 8, 3
    settings.SITE_URL, settings.PORTAL_URL = "https://office.example", "https://portal.example"
    built.suggestion.refresh_from_db()
    return built


NUMBERS = itertools.count(1)


def tell(w, person: Person, mailing: str = "digest", term: str = "reply", **facts) -> Notice:
    """Leaves a notice of a due day as reminding does."""
    return Notice.objects.create(
        person=person,
        suggestion=w.suggestion,
        about=f"reminder:{10**9 + next(NUMBERS)}",
        details={"term": term, "about": "", "due_on": DUE.isoformat(), "legal_on": DUE.isoformat(), **facts},
        mailing=mailing,
        delivered_at=factories.at(ON),
    )


def compose(on: date = ON, hour: int = 8) -> int:
    return composing_mail.compose(at=factories.at(on, hour))


def all_went_out() -> None:
    """Marks every mail as handed over."""
    Mail.objects.filter(state="waiting").update(state="sent", sent_at=factories.at(ON))


def mails(person: Person) -> list[str]:
    return list(Mail.objects.filter(person=person).order_by("id").values_list("kind", flat=True))


def rule(subject: str, days: int, *told: str, channel: str = "digest") -> None:
    draft = RuleDraft(days=days, grace=0, relations=told, channel=channel)
    reminder_rules.add(access=None, at=factories.at(), procuratorate=None, subject=subject, draft=draft)


def reply_label() -> str:
    with translation.override("en"):
        return str(next(term.label for term in TERMS if term.key == "reply"))


# When


@pytest.mark.slow
def test_a_digest_is_made_once_a_day_and_not_before_its_hour(w):
    tell(w, w.handling), tell(w, w.handling, "digest", "filing")
    assert compose(hour=7) == 0
    assert compose(hour=8) == 1
    tell(w, w.handling)
    assert compose(hour=20) == 0
    assert mails(w.handling) == ["digest"]
    assert Mail.objects.get().notices.count() == 2
    all_went_out()
    assert compose(ON + timedelta(days=1)) == 1
    assert mails(w.handling) == ["digest", "digest"]


def test_the_hour_of_the_digest_is_that_of_the_office_and_not_of_the_server(w):
    tell(w, w.handling)
    assert composing_mail.compose(at=factories.at(ON, 8).astimezone()) == 1


@pytest.mark.slow
def test_nobody_is_written_to_at_night_and_something_urgent_does_not_wait_for_the_next_digest(w):
    tell(w, w.handling, "urgent"), tell(w, w.handling)
    assert [compose(hour=0), compose(hour=7)] == [0, 0]
    compose(hour=8)
    tell(w, w.handling, "urgent"), tell(w, w.handling)
    assert compose(hour=23) == 1
    assert mails(w.handling) == ["urgent", "digest", "urgent"]


@pytest.mark.slow
def test_above_the_days_cap_urgent_notices_wait_for_the_digest_and_it_says_so(w):
    for _time in range(5):
        tell(w, w.handling, "urgent")
    compose(hour=8)
    assert mails(w.handling) == ["urgent"] * 3 + ["digest"]
    digest = Mail.objects.get(kind="digest")
    assert digest.notices.count() == 2
    assert "2 of these were held back before: at most 3 urgent e-mails go out a day." in digest.body
    all_went_out()
    tell(w, w.handling, "urgent")
    compose(ON + timedelta(days=1))
    assert mails(w.handling)[-1] == "urgent"


@pytest.mark.slow
def test_a_cap_that_is_lowered_during_the_day_holds_the_rest_back(w, settings):
    for _time in range(3):
        tell(w, w.handling, "urgent")
    compose(hour=9)
    settings.MAIL_URGENT_PER_DAY = 1
    tell(w, w.handling, "urgent"), tell(w, w.handling, "urgent")
    compose(hour=10)
    assert mails(w.handling) == ["urgent"] * 3 + ["digest"]
    assert Mail.objects.get(kind="digest").notices.count() == 2


@pytest.mark.slow
def test_a_mail_server_that_was_away_for_days_is_followed_by_no_flood(w):
    """One digest and the day's number of urgent mails wait; what came meanwhile stands in the next digest, whole."""
    days = [ON + timedelta(days=number) for number in range(10)]
    for day in days:
        tell(w, w.handling), tell(w, w.handling, "urgent"), tell(w, w.handling, "urgent")
        compose(day)
    assert sorted(mails(w.handling)) == ["digest", "urgent", "urgent", "urgent"]
    all_went_out()
    compose(days[-1], hour=13)
    assert mails(w.handling).count("digest") == 2
    assert Mail.objects.latest("id").notices.count() == 9 + 17
    assert not Notice.objects.for_mail().exists()


@pytest.mark.slow
def test_a_digest_that_failed_for_good_keeps_no_later_one_waiting(w):
    tell(w, w.handling)
    compose()
    Mail.objects.update(state="failed")
    tell(w, w.handling)
    compose(ON + timedelta(days=1))
    assert mails(w.handling) == ["digest", "digest"]


@pytest.mark.slow
def test_one_that_is_held_back_after_the_digest_waits_for_the_next(w, settings):
    settings.MAIL_URGENT_PER_DAY = 0
    tell(w, w.handling)
    compose(hour=9)
    tell(w, w.handling, "urgent")
    assert compose(hour=10) == 1
    assert mails(w.handling) == ["digest"]
    all_went_out()
    compose(ON + timedelta(days=1), hour=9)
    assert "1 of these was held back before: at most 0" in Mail.objects.latest("id").body


@pytest.mark.slow
def test_composing_again_makes_nothing_twice(w):
    tell(w, w.handling), tell(w, w.liaison, "urgent")
    assert [compose(), compose()] == [2, 0]
    assert Mail.objects.count() == 2


# Who gets none


@pytest.mark.slow
@pytest.mark.parametrize(
    "change", [{"wants_mail": False}, {"email": ""}, {"is_active": False, "deactivated_at": factories.at()}]
)
@pytest.mark.parametrize("chosen", ["digest", "urgent"])
def test_who_cannot_be_reached_gets_none_and_nothing_is_kept_for_later(w, change, chosen):
    tell(w, w.handling, chosen)
    before = Person.objects.filter(pk=w.handling.pk).values().get()
    Person.objects.filter(pk=w.handling.pk).update(**change)
    compose()
    Person.objects.filter(pk=w.handling.pk).update(**{key: before[key] for key in change})
    compose(ON + timedelta(days=1))
    assert Mail.objects.count() == 0
    assert Notice.objects.filter(person=w.handling).unread().count() == 1


def test_where_e_mail_is_off_none_is_made(w, settings):
    settings.MAIL_IS_ON = False
    tell(w, w.handling, "urgent")
    assert compose() == 0
    assert Mail.objects.count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("mail_is_on", [True, False])
@pytest.mark.parametrize("wants_mail", [True, False])
def test_a_reminder_is_chosen_for_mail_where_one_can_come(w, settings, mail_is_on, wants_mail):
    settings.MAIL_IS_ON = mail_is_on
    Person.objects.filter(pk=w.liaison.pk).update(wants_mail=wants_mail)
    rule("reply", -3, "unit", channel="urgent")
    reminding.remind(at=factories.at(ON))
    assert Notice.objects.get(person=w.liaison).mailing == ("urgent" if mail_is_on and wants_mail else "")
    assert Notice.objects.get(person=w.unit_head).mailing == ""


def test_a_rung_of_the_inbox_alone_is_not_mailed(w):
    rule("objection", -3, "unit", channel="inbox")
    reminding.remind(at=factories.at(date(2026, 3, 9)))
    assert Notice.objects.get(person=w.liaison).mailing == ""


def test_who_may_no_longer_see_the_case_is_mailed_nothing_of_it(w):
    tell(w, w.handling), tell(w, w.handling, "urgent")
    posts.end(access=None, at=factories.at(), post=w.handling.posts.get(), on=ON - timedelta(days=1))
    compose()
    assert Mail.objects.count() == 0
    assert not Notice.objects.for_mail().exists()


@pytest.mark.slow
@pytest.mark.parametrize("meanwhile", [{"stopped_on": ON}, {"agreed_on": DUE + timedelta(days=14)}])
@pytest.mark.parametrize("channel", ["digest", "urgent"])
def test_what_was_done_or_moved_between_inbox_and_mail_is_not_mailed(w, channel, meanwhile):
    rule("reply", -3, "handling", channel=channel)
    rule("filing", 1, "handling", channel=channel)
    reminding.remind(at=factories.at(ON, 0))
    Clock.objects.filter(suggestion=w.suggestion, term="reply").update(**meanwhile)
    compose()
    [notice] = Mail.objects.get().notices.all()
    assert notice.details["term"] == "filing"
    assert Notice.objects.filter(person=w.handling).count() == 2


@pytest.mark.slow
def test_a_person_whose_mail_cannot_be_made_keeps_no_other_waiting(w):
    tell(w, w.handling, due_on="no day"), tell(w, w.liaison)
    with pytest.raises(ValueError, match="no day"):
        compose()
    assert mails(w.handling) == []
    assert mails(w.liaison) == ["digest"]


# What it says


@pytest.mark.slow
def test_a_mail_says_number_duty_day_and_page_and_nothing_of_the_case(w):
    """Everything that could name the case, its people or what is in it is looked for in both languages, on both sides."""
    rule("reply", -3, "unit", "handling")
    rule("filing", 1, "handling", channel="urgent")
    note = "给老王打电话问塑料桶"
    own_reminders.set_one(
        access=factories.access(w.handling), at=factories.at(), suggestion=w.suggestion, on=ON, note=note
    )
    Person.objects.filter(username="handling").update(mail_language="zh-hans")
    reminding.remind(at=factories.at(ON))
    tell(w, w.handling, "urgent", note=note, about="measure:1", title=w.suggestion.title, unit=w.unit.name)
    compose()
    assert {mail.person.username for mail in Mail.objects.all()} == {"handling", "liaison"}
    words = {w.suggestion.title, w.suggestion.case_name, "生鲜乳", "塑料桶", note, "老王", "measure:1"}
    words |= {person.name for person in Person.objects.all()} | {unit.name for unit in (w.unit, w.other_unit)}
    words |= {
        "市场监督",
        w.county.name,
        w.department.name,
        "依法查处",
        "食品安全教育",
    }
    for mail in Mail.objects.all():
        said = " ".join([mail.subject, mail.body, *mailing.message(mail).message().values()])
        assert [word for word in words if word and word in said] == []
        assert mail.kind == "urgent" or w.suggestion.letter.document_number in mail.body
    digest = Mail.objects.get(person=w.liaison)
    page = f"https://portal.example/portal/letters/{w.suggestion.pk}/"
    assert digest.body.startswith(
        f"{w.suggestion.letter.document_number} · {reply_label()} · due on 2026-05-06\n{page}\n\n"
    )


@pytest.mark.slow
def test_the_subject_is_the_duty_of_one_or_how_many_of_which_day(w):
    tell(w, w.handling, "urgent"), tell(w, w.handling), tell(w, w.liaison), tell(w, w.liaison)
    compose()
    said = Mail.objects.order_by("id").values_list("person__username", "subject")
    assert sorted(said) == [
        ("handling", "Procuracy: 1 reminder, 2026-05-03"),
        ("handling", f"Procuracy: {reply_label()}"),
        ("liaison", "Procuracy: 2 reminders, 2026-05-03"),
    ]


@pytest.mark.slow
def test_a_mail_speaks_the_persons_language_whatever_is_active(w):
    preferences.choose_mail(access=factories.access(w.handling), wants_mail=True, language="zh-hans")
    tell(w, w.handling), tell(w, w.liaison)
    with translation.override("en"):
        compose()
        assert translation.get_language() == "en"
    chinese, english = Mail.objects.get(person=w.handling).body, Mail.objects.get(person=w.liaison).body
    assert "E-mail can be switched off" in english
    assert "E-mail can be switched off" not in chinese
    assert "可在账号页面关闭邮件" in chinese


def test_a_language_that_there_is_not_is_refused_at_its_field(w):
    with pytest.raises(Refused) as refused:
        preferences.choose_mail(access=factories.access(w.handling), wants_mail=False, language="tlh")
    assert refused.value.field == "language"
    w.handling.refresh_from_db()
    assert w.handling.wants_mail


@pytest.mark.slow
def test_links_lead_to_the_host_of_the_readers_side(w):
    tell(w, w.handling), tell(w, w.liaison)
    compose()
    office, unit = Mail.objects.get(person=w.handling).body, Mail.objects.get(person=w.liaison).body
    assert "https://office.example/" in office
    assert "portal.example" not in office
    assert "https://portal.example/" in unit
    assert "office.example" not in unit


@pytest.mark.slow
def test_a_day_that_has_passed_is_said_so(w):
    tell(w, w.handling)
    compose(DUE + timedelta(days=1))
    assert "was due on 2026-05-06" in Mail.objects.get().body


@pytest.mark.slow
def test_a_right_that_lapsed_is_not_called_late(w):
    tell(w, w.liaison, term="objection")
    compose(DUE)
    all_went_out()
    tell(w, w.liaison, term="objection")
    compose(DUE + timedelta(days=1))
    first, second = Mail.objects.order_by("id").values_list("body", flat=True)
    assert "open until 2026-05-06" in first
    assert "ended on 2026-05-06" in second


def test_very_many_notices_are_counted_after_the_first_hundred(w, monkeypatch):
    monkeypatch.setattr(mail_words, "MOST_LINES", 3)
    for _time in range(5):
        tell(w, w.handling)
    compose()
    body = Mail.objects.get().body
    assert body.count("due on 2026-05-06") == 3
    assert "… and 2 more in your inbox." in body
    assert Mail.objects.get().notices.count() == 5


@pytest.mark.slow
def test_it_says_how_much_more_is_unread(w):
    tell(w, w.handling), tell(w, w.handling, "")
    compose()
    assert "Your inbox holds 2 unread notices in all." in Mail.objects.get().body
