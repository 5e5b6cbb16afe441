"""The mailbox that a unit shares: who is told through it, that each thing is said once, and what never goes there."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from notices.actions import composing_mail, mailing, own_reminders, reminder_rules, reminding
from notices.actions.reminder_rules import RuleDraft
from notices.models import Mail, Notice, OwnReminder
from organs.actions import posts
from organs.models import Person, Unit
from organs.roles import Role
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DUE = date(2026, 5, 6)  # of the reply to a letter served on 2 March
ON = DUE - timedelta(days=3)
MAILBOX = "all@unit.example"


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.served(w)
    Notice.objects.all().delete()
    return w


@pytest.fixture
def w(built, db, settings):
    settings.MAIL_IS_ON, settings.MAIL_DIGEST_HOUR, settings.MAIL_URGENT_PER_DAY = True, 8, 3
    settings.SITE_URL, settings.PORTAL_URL = "https://office.example", "https://portal.example"
    built.suggestion.refresh_from_db()
    Unit.objects.filter(pk=built.unit.pk).update(mailbox=MAILBOX)
    return built


def remind(channel: str = "digest", *told: str, subject: str = "reply", days: int = -3, on: date = ON) -> None:
    """Adds a rung that tells the unit, or others, and lets it speak."""
    draft = RuleDraft(days=days, grace=0, relations=told or ("unit",), channel=channel)
    reminder_rules.add(access=None, at=factories.at(), procuratorate=None, subject=subject, draft=draft)
    reminding.remind(at=factories.at(on, 0))


def compose(on: date = ON, hour: int = 8) -> int:
    return composing_mail.compose(at=factories.at(on, hour))


def give_address(*persons: Person) -> None:
    Person.objects.filter(pk__in=[person.pk for person in persons]).update(email="own@mail.example")


def readers() -> list[str]:
    """Returns the readers of all mails: sign-in names, or the address of a mailbox."""
    return sorted(mail.person.username if mail.person else mail.unit.mailbox for mail in Mail.objects.all())


def told_by(mail: Mail) -> list[str]:
    return sorted(notice.person.username for notice in mail.notices.select_related("person"))


def test_people_without_an_address_are_told_together_and_each_thing_once(w):
    remind()
    assert Notice.objects.filter(unit=w.unit, mailing="digest").count() == 2
    assert [compose(hour=7), compose(), compose(hour=20)] == [0, 1, 0]
    mail = Mail.objects.get()
    assert (mail.person, mail.unit, mail.kind) == (None, w.unit, "digest")
    assert told_by(mail) == ["liaison", "unit_head"]
    assert mail.body.count("2026-05-06") == 1
    assert mailing.message(mail).to == [MAILBOX]


def test_who_has_an_address_gets_the_own_mail_and_is_not_told_again_through_the_mailbox(w):
    give_address(w.unit_head)
    remind()
    compose()
    assert readers() == [MAILBOX, "unit_head"]
    assert told_by(Mail.objects.get(unit=w.unit)) == ["liaison"]
    assert told_by(Mail.objects.get(person=w.unit_head)) == ["unit_head"]


def test_where_everybody_has_an_address_the_mailbox_stays_empty(w):
    give_address(w.unit_head, w.liaison)
    remind()
    compose()
    assert readers() == ["liaison", "unit_head"]


def test_who_switched_the_own_mails_off_is_not_told_through_the_mailbox(w):
    give_address(w.unit_head, w.liaison)
    Person.objects.filter(pk=w.liaison.pk).update(wants_mail=False)
    remind()
    compose()
    assert readers() == ["unit_head"]


def test_a_unit_in_which_nobody_has_a_post_is_mailed_nothing(w):
    for person in (w.unit_head, w.liaison):
        posts.end(access=None, at=factories.at(), post=person.posts.get(), on=ON - timedelta(days=1))
    remind()
    compose()
    assert not Mail.objects.exists()


def test_a_unit_without_a_mailbox_is_mailed_nothing(w):
    Unit.objects.update(mailbox="")
    remind()
    compose()
    assert not Mail.objects.exists()
    assert Notice.objects.filter(person=w.liaison, mailing="").count() == 1


def test_a_mailbox_that_was_switched_off_meanwhile_gets_nothing_and_nothing_is_kept_for_later(w):
    remind()
    Unit.objects.update(mailbox="")
    compose()
    Unit.objects.filter(pk=w.unit.pk).update(mailbox=MAILBOX)
    compose(ON + timedelta(days=1))
    assert not Mail.objects.exists()
    assert Notice.objects.filter(person=w.liaison).unread().count() == 1


def test_a_mail_on_its_way_is_dropped_when_the_mailbox_is_switched_off(w):
    remind()
    compose()
    Unit.objects.update(mailbox="")
    assert mailing.claim(at=factories.at(ON, 9)) is None
    assert Mail.objects.get().state == "dropped"


def test_it_goes_to_the_address_that_the_unit_names_when_it_is_sent(w):
    remind()
    compose()
    Unit.objects.filter(pk=w.unit.pk).update(mailbox="new@unit.example")
    assert mailing.message(mailing.claim(at=factories.at(ON, 9))).to == ["new@unit.example"]


def test_who_left_the_unit_meanwhile_is_told_no_more_and_the_others_are(w):
    remind()
    posts.end(access=None, at=factories.at(), post=w.liaison.posts.get(), on=ON - timedelta(days=1))
    compose()
    assert told_by(Mail.objects.get()) == ["unit_head"]


def test_what_is_urgent_goes_at_once_in_one_mail_for_all_up_to_the_days_cap(w, settings):
    settings.MAIL_URGENT_PER_DAY = 1
    on = date(2026, 3, 12)  # the last day of the objection
    remind("urgent", on=on, days=(on - DUE).days)
    remind("urgent", on=on, days=0, subject="objection")
    assert compose(on) == 1
    assert list(Mail.objects.order_by("id").values_list("kind", flat=True)) == ["urgent", "digest"]
    assert [told_by(mail) for mail in Mail.objects.order_by("id")] == [["liaison", "unit_head"]] * 2
    assert not Notice.objects.for_mail().exists()


def test_what_is_held_back_is_counted_once_in_the_digest(w, settings):
    settings.MAIL_URGENT_PER_DAY = 0
    remind("urgent")
    compose()
    mail = Mail.objects.get()
    assert (mail.kind, mail.notices.count()) == ("digest", 2)
    assert mail.body.count("0封") == 1
    assert "1条" in mail.body


def test_it_goes_through_the_unit_of_the_case_and_no_other_post_of_the_person(w):
    Unit.objects.update(mailbox=MAILBOX)
    posts.appoint(at=factories.at(), person=w.liaison, role=Role.LIAISON, from_on=factories.DAY, unit=w.other_unit)
    remind()
    assert set(Notice.objects.values_list("unit", flat=True)) == {w.unit.pk}


def test_a_rung_for_the_inbox_or_an_installation_without_e_mail_chooses_no_mailbox(w, settings):
    remind("inbox")
    settings.MAIL_IS_ON = False
    remind("digest", days=-2, on=ON + timedelta(days=1))
    assert set(Notice.objects.values_list("unit", "mailing")) == {(None, "")}


def test_people_of_an_office_without_an_address_are_mailed_nothing(w):
    remind("urgent", "handling")
    compose()
    assert not Mail.objects.exists()


def test_an_own_reminder_never_reaches_a_mailbox_that_others_read(w):
    own_reminders.set_one(
        access=factories.access(w.liaison), at=factories.at(), suggestion=w.suggestion, on=ON, note="问老王"
    )
    reminding.deliver_own(at=factories.at(ON))
    compose()
    assert OwnReminder.objects.get().sent_at
    assert not Mail.objects.exists()


def test_it_says_number_duty_day_and_page_and_how_to_switch_it_off(w):
    remind()
    compose()
    mail = Mail.objects.get()
    assert w.suggestion.letter.document_number in mail.body
    assert f"https://portal.example/portal/letters/{w.suggestion.pk}/" in mail.body
    assert "https://portal.example/account/" in mail.body
    said = " ".join([mail.subject, mail.body])
    words = {w.suggestion.title, w.unit.name, w.county.name, *(person.name for person in Person.objects.all())}
    assert [word for word in words if word in said] == []
    assert "收件箱" not in mail.body


def test_a_unit_whose_mail_cannot_be_made_keeps_no_other_reader_waiting(w):
    give_address(w.unit_head)
    remind()
    Notice.objects.filter(unit=w.unit).update(details={"term": "reply", "due_on": "no day"})
    with pytest.raises(ValueError, match="no day"):
        compose()
    assert readers() == ["unit_head"]
    with pytest.raises(ObjectDoesNotExist):
        Mail.objects.get(unit=w.unit)
