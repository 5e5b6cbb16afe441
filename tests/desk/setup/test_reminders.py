"""Ladders of reminding in Set-up: whose ladder is in force, what may be done with it, what is refused, and the trace."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk import reminder_rule_words
from notices.actions import reminder_rules
from notices.models import ReminderRule
from organs import clock
from organs.actions import setup_events
from suggestions.rules import duties
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {"side": "before", "days": "5", "relations": ["handling", "head"], "channel": "digest", "is_enabled": "on"}


@pytest.fixture(autouse=True)
def seeded(db, settings):
    settings.LANGUAGE_CODE = "en"
    reminder_rules.seed(at=factories.at())


def page(place) -> str:
    return reverse("setup-reminders-of", args=[place.pk if place else 0])


def rules(client, place, subject: str):
    return next(each for each in client.get(page(place)).context["subjects"] if each.key == subject)


def own(place, subject: str):
    reminder_rules.begin_own(access=None, at=factories.at(), procuratorate=place, subject=subject)
    return list(ReminderRule.objects.in_use().filter(procuratorate=place, subject=subject))


def days(place, subject: str) -> list[tuple[int, int]]:
    return [(rule.days, rule.grace) for rule in reminder_rules.in_force(place).get(subject, [])]


class TestWhoseLadderIsShown:
    @pytest.mark.slow
    def test_the_nearest_ladder_from_below_with_its_owner(self, by, w):
        own(w.prefecture, "reply")
        client = by(w.administrator)
        assert rules(client, None, "reply").whose == "for all"
        assert rules(client, w.prefecture, "reply").whose == "of its own"
        assert rules(client, w.county, "reply").whose == f"from {w.prefecture.name}"
        assert rules(client, w.county, "judging").whose == "for all"

    @pytest.mark.slow
    def test_who_below_does_not_follow_it_is_named_within_the_own_part(self, by, w):
        for place in (w.prefecture, w.county, w.sibling):
            own(place, "reply")
        names = [w.prefecture.name, w.sibling.name, w.county.name]
        assert rules(by(w.administrator), None, "reply").apart == f"not at {', '.join(names)}"
        assert rules(by(w.local), w.prefecture, "reply").apart == f"not at {', '.join(names[1:])}"
        assert rules(by(w.local), w.county, "reply").apart == ""
        assert rules(by(w.administrator), None, "judging").apart == ""

    @pytest.mark.slow
    def test_a_rung_says_when_whom_and_how(self, by, w):
        rule = rules(by(w.local), w.county, "reply").rules[3]
        assert (rule.when, rule.readers, str(rule.channel)) == (
            "5 working days after the first day late",
            "Handling prosecutor, Department head, Recipient unit",
            "Inbox, and the daily e-mail",
        )

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ((-14, 0), "14 days before"),
            ((-1, 0), "1 day before"),
            ((0, 0), "on the day"),
            ((1, 0), "1 day after"),
            ((1, 1), "1 working day after the first day late"),
            ((3, 5), "5 working days after day 3 late"),
        ],
    )
    def test_when_in_words(self, given, words):
        assert reminder_rule_words.when(*given) == words

    @pytest.mark.slow
    def test_only_what_is_of_the_place_itself_can_be_changed(self, by, w):
        client = by(w.local)
        inherited = rules(client, w.county, "reply")
        assert (inherited.add, inherited.end, {rule.change for rule in inherited.rules}) == ("", "", {""})
        assert inherited.begin
        own(w.county, "reply")
        its_own = rules(client, w.county, "reply")
        assert its_own.add and its_own.end and not its_own.begin
        assert all(rule.change and rule.take_out and rule.switch for rule in its_own.rules)

    @pytest.mark.slow
    def test_the_page_asks_the_same_number_of_questions_however_many_rungs_there_are(self, by, w):
        client = by(w.local)

        def statements() -> int:
            with CaptureQueriesContext(connection) as context:
                client.get(page(w.county))
            return len(context)

        own(w.county, "reply")
        statements()  # the first page of a session marks it
        before = statements()
        for subject in ("judging", "promise", "look_back"):
            own(w.county, subject)
        assert statements() == before

    @pytest.mark.slow
    def test_without_any_rung_the_page_says_what_helps(self, by, w):
        ReminderRule.objects.update(retired_at=clock.now())
        text = by(w.local).get(page(w.county)).content.decode()
        assert "Nobody is reminded of anything" in text
        assert text.count("No rung: nobody is reminded of this.") == len(duties.REMINDED)

    @pytest.mark.slow
    def test_it_is_said_that_the_numbers_are_no_law(self, by, w):
        assert "office's own, not law" in by(w.local).get(page(w.county)).content.decode()


@pytest.mark.slow
class TestWhoMay:
    def test_the_top_comes_to_what_holds_for_all_and_others_to_their_own_place(self, by, w):
        href = reverse("setup-reminders")
        assert by(w.administrator).get(href).url == page(None)
        assert by(w.local).get(href).url == page(w.prefecture)
        assert by(w.administrator).get(href, {"procuratorate": w.county.pk}).url == page(w.county)

    def test_what_holds_for_all_is_for_the_top_alone(self, by, w):
        rule = ReminderRule.objects.filter(subject="reply").first()
        for name in ("setup-reminder-rule", "setup-reminder-rule-switch", "setup-reminder-rule-take-out"):
            assert by(w.local).post(reverse(name, args=[rule.pk]), TYPED).status_code == 404
        assert by(w.local).get(page(None)).status_code == 404
        assert by(w.local).get(reverse("setup-reminders"), {"procuratorate": "0"}).status_code == 404
        assert by(w.administrator).get(reverse("setup-reminder-rule", args=[rule.pk])).status_code == 200

    def test_another_part_of_the_tree_is_not_there(self, by, w):
        rule = own(w.county, "reply")[0]
        client = by(w.elsewhere)
        assert client.get(page(w.county)).status_code == 404
        assert client.post(reverse("setup-reminder-rule-take-out", args=[rule.pk])).status_code == 404
        assert client.post(reverse("setup-reminder-rules-begin", args=[w.county.pk, "judging"])).status_code == 404
        rule.refresh_from_db()
        assert rule.retired_at is None


class TestWhatMayBeDone:
    @pytest.mark.slow
    def test_a_ladder_of_its_own_begins_as_a_copy_and_falls_back(self, by, w):
        client = by(w.local)
        begin, end = (reverse(f"setup-reminder-rules-{name}", args=[w.county.pk, "reply"]) for name in ("begin", "end"))
        assert client.get(reverse("setup-reminder-rule-new", args=[w.county.pk, "reply"])).url == begin
        assert client.post(begin).url == f"{page(w.county)}#reply"
        assert days(w.county, "reply") == days(w.prefecture, "reply")
        question = client.get(end)
        assert "14 days before: Recipient unit" in question.content.decode()
        expected_change = question.context["form"]["expected_change"].value()
        assert client.post(end, {"expected_change": expected_change}).status_code == 302
        assert rules(client, w.county, "reply").whose == "for all"
        assert client.get(end).status_code == 302

    @pytest.mark.slow
    def test_a_rung_is_added_changed_switched_and_taken_out(self, by, w):
        own(w.county, "judging")
        client = by(w.local)
        client.post(reverse("setup-reminder-rule-new", args=[w.county.pk, "judging"]), TYPED)
        rule = ReminderRule.objects.get(procuratorate=w.county, days=-5)
        assert rule.relations == ["handling", "head"]
        href = reverse("setup-reminder-rule", args=[rule.pk])
        shown = client.get(href).context["form"]
        assert (shown["side"].value(), shown["days"].value()) == ("before", 5)
        given = TYPED | {"side": "after", "days": "1", "grace": "8", "channel": "urgent"}
        client.post(href, given | {"expected_change": shown["expected_change"].value()})
        rule.refresh_from_db()
        assert (rule.days, rule.grace, rule.channel) == (1, 8, "urgent")
        switch = rules(client, w.county, "judging").rules[-1].switch
        client.post(switch.href, dict(switch.fields))
        rule.refresh_from_db()
        assert not rule.is_enabled
        assert client.post(switch.href, dict(switch.fields)).status_code == 409
        client.post(
            reverse("setup-reminder-rule-take-out", args=[rule.pk]), {"expected_change": setup_events.last(rule)}
        )
        rule.refresh_from_db()
        assert rule.retired_at
        assert client.get(href).status_code == 404

    @pytest.mark.slow
    def test_taking_out_says_what_it_means(self, by, w):
        reminder_rules.seed(at=factories.at())
        [rule] = ReminderRule.objects.filter(subject="objection")
        text = by(w.administrator).get(reverse("setup-reminder-rule-take-out", args=[rule.pk])).content.decode()
        assert "Nothing is planned by it" in text
        assert "It is the last rung of this ladder." in text

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("subject", "wrong", "field"),
        [
            ("judging", {"days": ""}, "days"),
            ("judging", {"days": "-1"}, "days"),
            ("judging", {"days": "999"}, "days"),
            ("judging", {"side": "on"}, "days"),
            ("judging", {"days": "3"}, "days"),
            ("judging", {"grace": "4"}, "grace"),
            ("judging", {"side": "after", "grace": "61"}, "grace"),
            ("judging", {"side": ""}, "side"),
            ("judging", {"relations": []}, "relations"),
            ("judging", {"relations": ["unit"]}, "relations"),
            ("investigation", {"relations": ["chief"]}, "relations"),
            ("objection", {"side": "after", "relations": ["unit"]}, "side"),
            ("judging", {"channel": "pigeon"}, "channel"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field_and_stays_typed(self, by, w, subject, wrong, field):
        answer = by(w.administrator).post(reverse("setup-reminder-rule-new", args=[0, subject]), TYPED | wrong)
        form = answer.context["form"]
        assert (answer.status_code, set(form.errors)) == (422, {field})
        assert form["days"].value() == (TYPED | wrong)["days"]
        assert not ReminderRule.objects.filter(days=-5).exists()

    @pytest.mark.slow
    def test_who_is_offered_fits_the_duty(self, by, w):
        client = by(w.administrator)

        def offered(subject: str) -> set[str]:
            form = client.get(reverse("setup-reminder-rule-new", args=[0, subject])).context["form"]
            return {key for key, _label in form.fields["relations"].choices}

        assert "unit" in offered("reply")
        assert "unit" not in offered("judging")
        assert offered("investigation") == {"handling", "team", "head", "case_manager"}  # who is shown a draft
        assert "higher" in offered("filing") and "higher" not in offered("service")

    def test_the_usual_ladders_tell_nobody_who_is_not_offered(self):
        for rule in ReminderRule.objects.all():
            assert set(rule.relations) <= set(reminder_rules.offered(duties.REMINDED[rule.subject]))

    @pytest.mark.slow
    def test_of_two_who_write_the_second_is_told_and_keeps_what_was_typed(self, by, w):
        rule = own(w.county, "judging")[0]
        client, href = by(w.local), reverse("setup-reminder-rule", args=[rule.pk])
        expected_change = client.get(href).context["form"]["expected_change"].value()
        assert client.post(href, TYPED | {"days": "6", "expected_change": expected_change}).status_code == 302
        answer = client.post(href, TYPED | {"days": "7", "expected_change": expected_change})
        assert (answer.status_code, answer.context["form"]["days"].value()) == (409, "7")
        again = TYPED | {"days": "7", "expected_change": answer.context["form"]["expected_change"].value()}
        assert client.post(href, again).status_code == 302

    @pytest.mark.slow
    def test_a_ladder_that_changed_meanwhile_is_shown_before_it_ends(self, by, w):
        rule = own(w.county, "judging")[0]
        client, href = by(w.local), reverse("setup-reminder-rules-end", args=[w.county.pk, "judging"])
        expected_change = client.get(href).context["form"]["expected_change"].value()
        client.post(reverse("setup-reminder-rule-switch", args=[rule.pk]), {"expected_change": setup_events.last(rule)})
        answer = client.post(href, {"expected_change": expected_change})
        assert answer.status_code == 409
        assert (
            client.post(href, {"expected_change": answer.context["form"]["expected_change"].value()}).status_code == 302
        )
        assert rules(client, w.county, "judging").whose == "for all"

    @pytest.mark.slow
    def test_one_rung_never_ends_the_ladder_from_above(self, by, w):
        answer = by(w.local).post(reverse("setup-reminder-rule-new", args=[w.county.pk, "reply"]), TYPED)
        assert answer.url == reverse("setup-reminder-rules-begin", args=[w.county.pk, "reply"])
        assert not ReminderRule.objects.filter(procuratorate=w.county).exists()

    @pytest.mark.slow
    def test_an_unknown_duty_is_not_there(self, by, w):
        assert by(w.local).get(reverse("setup-reminder-rule-new", args=[w.county.pk, "weather"])).status_code == 404


@pytest.mark.slow
class TestTrace:
    def test_each_change_is_told_in_words_to_those_whom_it_concerns(self, by, w):
        rule = own(w.county, "judging")[0]
        given = TYPED | {"days": "6", "expected_change": setup_events.last(rule)}
        by(w.local).post(reverse("setup-reminder-rule", args=[rule.pk]), given)
        text = by(w.local).get(reverse("setup-changes")).content.decode()
        assert "Judgement of the reply" in text
        assert "3 days before → 6 days before" in text
        assert w.county.name in text
        assert "Judgement of the reply" not in by(w.elsewhere).get(reverse("setup-changes")).content.decode()

    def test_what_is_changed_for_all_is_told_to_every_administrator(self, by, w):
        by(w.administrator).post(reverse("setup-reminder-rule-new", args=[0, "judging"]), TYPED)
        assert "5 days before" in by(w.elsewhere).get(reverse("setup-changes")).content.decode()
