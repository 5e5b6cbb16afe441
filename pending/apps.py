"""The app `pending`: what is between typing and keeping."""

from django.apps import AppConfig


class PendingConfig(AppConfig):
    name = "pending"
