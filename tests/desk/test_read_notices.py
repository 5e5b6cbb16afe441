"""What was told and read has a page behind either inbox: by pages, of the person alone, with a way to it from both."""

import pytest
from django.urls import reverse

from insights import paging
from notices.actions import delivering
from notices.models import Notice
from organs import clock
from tests import factories
from tests.desk.office.test_drafts_views import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = reverse("notices-read")


@pytest.mark.parametrize("home", ["desk", "portal"])
def test_either_inbox_leads_there_also_without_unread_notices(w, home):
    person = {"desk": w.handling, "portal": w.liaison}[home]
    assert not Notice.objects.filter(person=person).exists()
    client = client_of(person)
    assert f'href="{PAGE}"' in client.get(reverse(home)).content.decode()
    answer = client.get(PAGE)
    assert answer.status_code == 200 and "No read notices yet" in answer.content.decode()


@pytest.mark.parametrize("side", ["office", "unit"])
def test_what_is_read_is_listed_by_pages_and_what_is_unread_is_not(w, side, monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 2)
    person = {"office": w.handling, "unit": w.liaison}[side]
    served = factories.served(w)
    Notice.objects.all().delete()
    Notice.objects.bulk_create(
        Notice(
            person=who,
            suggestion=served,
            about=f"own:{number}",
            details={"note": f"第{number}件", "due_on": "2026-05-06", "term": "own"},
            delivered_at=clock.now(),
        )
        for who in (person, w.assistant)
        for number in range(1, 4)
    )
    access = factories.access(person)
    delivering.mark_read(access=access, at=clock.now())
    unread = Notice.objects.filter(person=person).order_by("pk")[0]
    Notice.objects.filter(pk=unread.pk).update(read_at=None)
    client = client_of(person)
    first = client.get(PAGE).content.decode()
    assert "第3件" in first and "第2件" in first and "第1件" not in first
    assert first.count('<span class="when">') == 2
    Notice.objects.filter(pk=unread.pk).update(read_at=clock.now())
    answer = client.get(PAGE)
    second = client.get(PAGE + answer.context["next"]).content.decode()
    assert "第1件" in second and "第2件" not in second
