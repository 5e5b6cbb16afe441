"""The app `notices`: who is told. Inboxes, e-mails, reminders and the rows of periodic jobs."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
