"""The list of a unit's people: the only confirmed head is told why the own post does not end."""

import pytest
from django.urls import reverse

from organs.models import Post
from tests.desk.portal.portal_pages import browser

pytestmark = pytest.mark.django_db


def test_the_only_head_reads_why_the_own_post_stays_and_leaves_once_there_is_another(w):
    own = w.unit_head.posts.get()
    end = reverse("portal-person-end", args=[own.pk])
    page = browser(w.unit_head).get(reverse("portal-people")).content.decode()
    assert "You are the only confirmed head." in page and f'href="{end}"' not in page
    Post.objects.create(person=w.liaison, side="unit", role="unit_head", unit=w.unit, from_on=own.from_on)
    page = browser(w.unit_head).get(reverse("portal-people")).content.decode()
    assert "You are the only confirmed head." not in page and f'href="{end}"' in page
