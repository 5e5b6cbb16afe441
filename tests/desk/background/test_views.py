"""Background work: who sees it, what it says of jobs and e-mails, and that the web process tells of what stands still."""

from datetime import timedelta

import pytest
from django.conf import settings as installed
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from desk.case import inbox
from notices.actions import jobs
from notices.models import JobRun, Mail, Notice
from notices.rules import job_words
from organs import clock
from organs.models import Person, SetupEvent
from organs.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
OPTIONS = installed.CACHES["default"]["OPTIONS"]


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world(with_calendar=False)
    w.top_manager = factories.person("top_manager", "最高检案管甲", Role.CASE_MANAGER, procuratorate=w.supreme)
    return w


@pytest.fixture
def w(built, db):
    return built


def by(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person, backend="organs.sign_in.PersonBackend")
    return client


def run(name: str, **values) -> JobRun:
    job = jobs.row_of(name)
    JobRun.objects.filter(pk=job.pk).update(**values)
    return job


def mail(w, number: int, **values) -> Mail:
    facts = {
        "person": w.handling,
        "kind": "urgent",
        "day": clock.today(),
        "subject": "Procuracy: secret words",
        "body": "…",
        "message_id": f"<{number}@example>",
        "made_at": clock.now(),
        "next_attempt_at": clock.now(),
    }
    return Mail.objects.create(**facts | values)


def page(person: Person) -> str:
    return by(person).get(reverse("background")).content.decode()


class TestWhoSeesIt:
    @pytest.mark.slow
    @pytest.mark.parametrize("who", ["administrator", "top_manager"])
    @pytest.mark.parametrize("name", ["background", "background-try-again"])
    def test_who_is_told_of_stuck_jobs_does(self, w, who, name):
        assert by(getattr(w, who)).get(reverse(name)).status_code in {200, 302}

    @pytest.mark.slow
    @pytest.mark.parametrize("who", ["chief", "manager", "supervisor", "handling", "liaison"])
    @pytest.mark.parametrize("name", ["background", "background-try-again"])
    def test_for_others_it_is_not_there(self, w, who, name):
        client = by(getattr(w, who))
        assert client.get(reverse(name)).status_code == 404
        assert client.post(reverse(name)).status_code in {404, 405}

    def test_set_up_leads_there(self, w):
        assert reverse("background") in by(w.administrator).get(reverse("setup")).content.decode()

    @pytest.mark.slow
    def test_a_case_manager_at_the_top_finds_it_beside_the_desk(self, w):
        assert reverse("background") in by(w.top_manager).get(reverse("desk")).content.decode()
        assert reverse("background") not in by(w.manager).get(reverse("desk")).content.decode()


class TestJobs:
    def test_every_job_of_the_schedule_has_words(self):
        assert set(job_words.JOBS) == set(jobs.schedule())

    @pytest.mark.slow
    def test_every_job_is_listed_and_one_that_never_ran_says_so(self, w):
        shown = by(w.administrator).get(reverse("background")).context["jobs"]
        assert [line.name for line in shown] == [job_words.label(name) for name in jobs.schedule()]
        assert {str(line.state.text) for line in shown} == {"Has not run yet"}

    def state(self, w, name: str = "remind"):
        shown = by(w.administrator).get(reverse("background")).context["jobs"]
        return next(line for line in shown if line.name == job_words.label(name))

    @pytest.mark.slow
    def test_one_that_ended_well_within_twice_its_period_is_on_time(self, w):
        now = clock.now()
        run("remind", last_started_at=now, last_well_at=now - timedelta(minutes=3), last_result="12")
        line = self.state(w)
        assert (str(line.state.text), line.every, line.well_ago) == ("On time", "5 minutes", "3 minutes ago")
        assert line.result == "12 done"

    def test_one_that_missed_its_turns_is_late_and_says_what_failed(self, w):
        now = clock.now()
        run("remind", last_started_at=now, last_well_at=now - timedelta(minutes=11), last_result="failed: KeyError")
        line = self.state(w)
        assert (str(line.state.text), line.result) == ("Late", "failed: KeyError")

    @pytest.mark.slow
    def test_one_that_was_told_is_stuck_since_its_last_good_run(self, w):
        now = clock.now()
        run("remind", last_started_at=now, last_well_at=now - timedelta(days=2), incident_at=now)
        line = self.state(w)
        assert str(line.state.text) == "Stuck"
        assert "supervisors told at" in line.note


@pytest.mark.slow
class TestReminders:
    @pytest.mark.parametrize("who", ["administrator", "top_manager"])
    def test_what_would_go_out_is_one_step_away(self, w, who):
        client = by(getattr(w, who))
        assert reverse("reminders-ahead") in client.get(reverse("background")).content.decode()
        assert client.get(reverse("reminders-ahead")).status_code == 200


class TestMails:
    @pytest.mark.slow
    def test_they_are_counted_and_nobody_is_named(self, w, settings):
        settings.MAIL_IS_ON = True
        hour_ago = clock.now() - timedelta(hours=1)
        mail(w, 1, made_at=hour_ago, last_error="ConnectionResetError")
        mail(w, 2, state="failed", last_error="SMTPDataError 550")
        mail(w, 3, state="sent", sent_at=clock.now())
        mail(w, 4, state="sent", sent_at=clock.now() - timedelta(days=9), made_at=clock.now() - timedelta(days=9))
        mail(w, 5, state="dropped", last_error="not wanted any more")
        answer = by(w.administrator).get(reverse("background"))
        shown = answer.context["mails"]
        assert (shown.waiting, shown.sending, shown.failed, shown.sent, shown.dropped) == (1, 0, 1, 1, 1)
        assert shown.oldest_ago == "1 hour ago"
        assert list(shown.errors) == [("ConnectionResetError", 1), ("SMTPDataError 550", 1)]
        words = answer.content.decode()
        assert "secret words" not in words
        assert w.handling.name not in words

    def test_an_installation_without_a_mail_server_says_so(self, w, settings):
        settings.MAIL_IS_ON = False
        assert "EMAIL_URL" in page(w.administrator)

    @pytest.mark.slow
    def test_failed_ones_are_tried_again_after_a_question_and_leave_a_trace(self, w):
        failed, sent = mail(w, 1, state="failed", failures=16), mail(w, 2, state="sent", sent_at=clock.now())
        client, href = by(w.top_manager), reverse("background-try-again")
        assert href in client.get(reverse("background")).content.decode()
        assert client.get(href).context["failed"] == 1
        failed.refresh_from_db()
        assert failed.state == "failed"
        client.post(href)
        failed.refresh_from_db()
        sent.refresh_from_db()
        assert (failed.state, failed.failures, sent.state) == ("waiting", 0, "sent")
        event = SetupEvent.objects.first()
        assert (event.verb, event.actor_id, event.details) == ("try again", w.top_manager.pk, {"count": "1"})
        assert "failed e-mails tried again" in by(w.administrator).get(reverse("setup-changes")).content.decode()

    @pytest.mark.slow
    def test_without_a_failed_one_nothing_is_asked_and_no_trace_is_left(self, w):
        client, href, before = by(w.administrator), reverse("background-try-again"), SetupEvent.objects.count()
        assert client.get(href)["Location"] == reverse("background")
        assert client.post(href)["Location"] == reverse("background")
        assert SetupEvent.objects.count() == before


@pytest.mark.slow
class TestWatch:
    @pytest.fixture(autouse=True)
    def long_since(self, monkeypatch):
        """A process that has lived for ten days, and jobs of which none has run for nine."""
        cache.delete("watch-jobs")
        monkeypatch.setattr(jobs, "BEGAN_AT", clock.now() - timedelta(days=10))
        for name in jobs.schedule():
            run(name, last_well_at=clock.now() - timedelta(days=9))

    def notified(self) -> list[tuple[str, str]]:
        rows = Notice.objects.filter(about__startswith="job:").select_related("person")
        return sorted((notice.person.username, notice.details["job"]) for notice in rows)

    def test_a_page_that_anybody_of_the_office_opens_tells_each_supervisor_once(self, w):
        client = by(w.handling)
        assert client.get(reverse("desk")).status_code == 200
        expected = [(who, name) for who in ("administrator", "top_manager") for name in sorted(jobs.schedule())]
        assert self.notified() == expected
        cache.delete("watch-jobs")
        client.get(reverse("desk"))
        by(w.chief).get(reverse("desk"))
        assert self.notified() == expected

    def test_the_notice_leads_to_the_page(self, w):
        by(w.handling).get(reverse("desk"))
        notice = Notice.objects.filter(person=w.administrator).first()
        line = inbox.entry_of(notice, today=clock.today(), is_unit=False)
        assert line.href == reverse("background")

    def test_it_is_asked_once_a_minute_by_all_processes_together(self, w, monkeypatch):
        asked = []
        monkeypatch.setattr(jobs, "watch", lambda **given: asked.append(given))
        client = by(w.handling)
        client.get(reverse("desk"))
        client.get(reverse("desk"))
        by(w.chief).get(reverse("desk"))
        assert len(asked) == 1

    def test_a_young_process_tells_nothing(self, w, monkeypatch):
        monkeypatch.setattr(jobs, "BEGAN_AT", clock.now())
        by(w.handling).get(reverse("desk"))
        assert self.notified() == []

    def test_people_of_units_and_strangers_do_not_watch(self, w):
        by(w.liaison).get(reverse("portal"))
        Client().get(reverse("sign-in"))
        assert self.notified() == []

    def test_without_a_cache_the_page_is_there_and_the_watch_goes_on(self, w, settings, tmp_path):
        away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": f"unix://{tmp_path}/none.sock"}
        settings.CACHES = {"default": away | {"OPTIONS": OPTIONS}}
        assert by(w.handling).get(reverse("desk")).status_code == 200
        assert len(self.notified()) == 2 * len(jobs.schedule())
